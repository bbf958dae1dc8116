"""What the straight lines work with: every part as its port, nothing concrete."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from digest.deliver import Sender
from digest.log import Log
from digest.model import Batch, Source, SubscriberId, Weather
from digest.ports import Directory, Fetch, Gatherer, Journals, Pictures, Ranker, Store, Summariser, Tagger, Transport, WeatherSource
from digest.render import Imprint, Look


def no_weather(cities: Collection[str], now: datetime) -> Batch[tuple[str, Weather]]:  # noqa: ARG001 - as the port asks
    """Of no city is anything known."""
    return Batch()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """One installation, wired. What is costly or may be missing is a function, asked only where it is needed."""

    store: Store
    sources: tuple[Source, ...]
    fetch: Fetch
    gatherer: Callable[[str], Gatherer]
    """By source kind."""
    tagger: Callable[[], Tagger]
    ranker: Callable[[str], Ranker]
    """By the edition's ``ranker``."""
    summariser: Callable[[str], Summariser]
    """By the edition's ``summariser``."""
    look: Callable[[str], Look]
    """By the edition's ``template``."""
    imprint: Imprint
    tag_titles: Callable[[str], Mapping[str, str]]
    """By language."""
    directory: Directory
    language: str
    """For readers who name none."""
    city: str
    """For readers who name none."""
    weather: WeatherSource = no_weather
    """Asked for the cities of an issue's readers, once an issue."""
    pictures: Pictures | None = None
    """Copies pictures; None where they are shown from where their publishers have them, or not at all."""
    per_source: int
    """At most so many stories led by one source in a digest."""
    transport: Callable[[], Transport]
    sender: Callable[[str], Sender]
    """By the edition's name."""
    links: Callable[[SubscriberId], Mapping[str, str]]
    """A reader's own links, by slot name."""
    clock: Callable[[], datetime]
    owner: str
    """Who leases: this process."""
    journals: Journals
    """What processes that send put on record."""
    resends_doubts: bool = True
    """Whether what is in doubt is sent again by itself; else it is left alone and named."""
    is_stopping: Callable[[], bool] = lambda: False
    """Whether the process was told to end: what is under way is carried through, and nothing new is begun."""
    log: Log
