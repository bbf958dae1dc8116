"""The gate before every final dot: it opens when the message's intent is on record.

Where recording takes time, all connections that are ready at a moment are recorded together: one sync, one statement for
all of them (group commit). For a disk the event loop waits (a thread would cost more than most syncs, and what the sockets
bring meanwhile makes the next group larger); for a database it goes on, and whoever comes meanwhile is in the next group.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor

from digest.errors import DigestError
from digest.model import DeliveryId
from digest.ports import Witness

OnOpen = Callable[[DigestError | None], None]
"""Called once: None = the dot may go; an error = it must not."""


class Gate:
    """One for all connections of a send; used in their event loop's thread only."""

    def __init__(self, witness: Witness, executor: Executor | None = None) -> None:
        """``executor`` is where slow recordings wait; None = the loop's own."""
        self._witness, self._executor = witness, executor
        self._waiting: list[tuple[DeliveryId, OnOpen]] = []
        self._is_recording = False

    @property
    def is_quick(self) -> bool:
        """Whether ``record`` may be called, which returns at once; else ``ask``."""
        return self._witness.waits_for == "nothing"

    def record(self, *deliveries: DeliveryId) -> DigestError | None:
        """Have intents recorded; an error = their dots must not go."""
        try:
            self._witness.intend(deliveries)
        except DigestError as error:
            return error
        return None

    def ask(self, delivery: DeliveryId, on_open: OnOpen) -> None:
        """Have the intent recorded and say when that is done."""
        self._waiting.append((delivery, on_open))
        if not self._is_recording:
            self._is_recording = True
            asyncio.get_running_loop().call_soon(self._record)

    def withdraw(self, delivery: DeliveryId) -> None:
        """The dot did not go although it might have."""
        self._witness.withdraw([delivery])

    def _record(self) -> None:
        """Record for all who wait now; whoever comes meanwhile is in the next group."""
        group, self._waiting = self._waiting, []
        if self._witness.waits_for == "disk":
            self._open(group, self.record(*(delivery for delivery, _ in group)))
            return
        loop = asyncio.get_running_loop()
        done = loop.run_in_executor(self._executor, self.record, *(delivery for delivery, _ in group))
        done.add_done_callback(lambda told: None if told.cancelled() else self._open(group, told.result()))

    def _open(self, group: list[tuple[DeliveryId, OnOpen]], error: DigestError | None) -> None:
        for _, on_open in group:
            on_open(error)
        self._is_recording = bool(self._waiting)
        if self._waiting:
            asyncio.get_running_loop().call_soon(self._record)
