"""What makes a digest: gatherers, taggers, rankers, summarisers, the directory of subscribers, transports."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from digest.model import (
    Article,
    Batch,
    Gathering,
    Message,
    Outcome,
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


class WeatherSource(Protocol):
    """Knows the weather of cities."""

    def __call__(self, cities: Collection[str], now: datetime) -> Batch[tuple[str, Weather]]:
        """City and weather of those that are known in time; of the others a failure each."""
        ...


class Session(Protocol):
    """An open way to hand over messages."""

    def send(self, messages: Sequence[Message]) -> tuple[Outcome, ...]:
        """Hand over a batch; one outcome a message, in order.

        Raises ``TemporaryError`` or ``SenderRefusedError`` only when nothing of the batch was handed over.
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
