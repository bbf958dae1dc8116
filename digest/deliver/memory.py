"""A transport that keeps messages in memory: for tests, and for looking at what would be sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from digest.model import Message, Outcome, Status
from digest.ports import Witness


class MemoryTransport:
    """Accepts everything; ``messages`` holds it in order."""

    def __init__(self) -> None:
        """Empty."""
        self.messages: list[Message] = []

    @contextmanager
    def session(self) -> Iterator[MemorySession]:
        """Always open."""
        yield MemorySession(self.messages)


class MemorySession:
    """Appends to the transport's list."""

    def __init__(self, messages: list[Message]) -> None:
        """Made by :meth:`MemoryTransport.session`."""
        self._messages = messages

    most_bytes = 0

    def send(self, messages: Iterable[Message], witness: Witness) -> None:
        """Keep them all; every one is accepted."""
        for message in messages:
            witness.intend([message.delivery])
            self._messages.append(message)
            witness.answer([Outcome(delivery=message.delivery, status=Status.ACCEPTED, reason="kept in memory")])
