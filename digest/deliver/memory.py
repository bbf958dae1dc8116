"""A transport that keeps messages in memory: for tests, and for looking at what would be sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from digest.model import Message, Outcome, Status


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

    def send(self, messages: Sequence[Message]) -> tuple[Outcome, ...]:
        """Keep them all; every one is accepted."""
        self._messages.extend(messages)
        return tuple(Outcome(delivery=message.delivery, status=Status.ACCEPTED, reason="kept in memory") for message in messages)
