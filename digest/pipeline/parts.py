"""What the straight lines work with: every part as its port, nothing concrete."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from digest.deliver import Sender
from digest.log import Log
from digest.model import Batch, Source, SubscriberId, Weather
from digest.ports import Directory, Fetch, Gatherer, Ranker, Store, Summariser, Tagger, Transport, WeatherSource
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
    is_gone: Callable[[str], bool]
    """Whether an owner of leases is dead for certain, so that what it held need not wait for its time to run out."""
    log: Log
