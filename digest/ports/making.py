"""What makes a digest: gatherers, taggers, rankers, summarisers, the directory of subscribers, transports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, runtime_checkable

from digest.model import (
    Article,
    Batch,
    Gathering,
    Image,
    Message,
    Score,
    Source,
    SourceId,
    SourceState,
    Story,
    Subscriber,
    Summary,
    Tagging,
    Weather,
)
from digest.ports.recording import Witness


class Gatherer(Protocol):
    """Asks the sources of one kind."""

    def gather(self, sources: Sequence[Source], states: Mapping[SourceId, SourceState], now: datetime) -> tuple[Gathering, ...]:
        """Ask every source given, whose time has come; a source that fails is a ``Gathering`` with its failure."""
        ...


class Tagger(Protocol):
    """Gives an article its tags."""

    def tags(self, article: Article) -> tuple[Tagging, ...]:
        """Tags with provenance, in a stable order, without doubles."""
        ...


class Ranker(Protocol):
    """Scores stories."""

    def scores(self, stories: Sequence[Story], now: datetime) -> tuple[Score, ...]:
        """One score a story, in the order given; the order given changes no score."""
        ...


class Summariser(Protocol):
    """Writes a story's summary."""

    def summary(self, story: Story, words: int) -> Summary:
        """Whole sentences within ``words`` words (one sentence at least, where the story has text)."""
        ...


@runtime_checkable
class IssueSummariser(Summariser, Protocol):
    """Writes the summaries of an issue together, for it has time and money for so many."""

    def summaries(self, stories: Sequence[Story], words: int) -> tuple[Summary, ...]:
        """One a story, in the order given (best first); ``Summary.by`` says who wrote each. It ends in time and never raises."""
        ...

    def remarks(self) -> tuple[str, ...]:
        """What the operator should know of the last ``summaries``: how many it did not write itself, and why."""
        ...


class WeatherSource(Protocol):
    """Knows the weather of cities."""

    def __call__(self, cities: Collection[str], now: datetime) -> Batch[tuple[str, Weather]]:
        """City and weather of those that are known in time; of the others a failure each."""
        ...


class Pictures(Protocol):
    """Keeps copies of pictures where readers' programs may fetch them without their publishers learning of it."""

    def copies(self, addresses: Collection[str], now: datetime) -> Batch[tuple[str, Image]]:
        """Address and copy (without alt text) of every picture that can be shown; of the others a failure each."""
        ...

    def forget_older(self, before: datetime) -> int:
        """Remove copies that were last shown before an instant; how many files."""
        ...


class Session(Protocol):
    """An open way to hand over messages."""

    @property
    def most_bytes(self) -> int:
        """The largest message the other side takes; 0 when it names no limit."""
        ...

    def send(self, messages: Iterable[Message], witness: Witness) -> None:
        """Hand messages over, each taken when there is room for it; ``witness`` is told before and after.

        No message can have arrived before ``witness.intend`` returned for it, and when this returns or raises, ``witness``
        has an outcome of every message that was taken (``queued`` when it was not sent). Raises, after that, a
        ``TransportError`` when messages are left and no more can be handed over, and whatever ``messages`` raised.
        """
        ...


class Transport(Protocol):
    """Hands messages over: SMTP, a Maildir."""

    def session(self) -> AbstractContextManager[Session]:
        """Open; raises ``TransportError`` when there is no way."""
        ...


class Directory(Protocol):
    """Who gets it: a folder of files, a table."""

    def load(self) -> Batch[Subscriber]:
        """Every subscriber, sorted by origin; a broken file is a failure and its last good version an item."""
        ...
