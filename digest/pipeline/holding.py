"""Holding a lease while its messages are on their way: renewed from a thread of its own, for a slow server outlasts any lease.

A process that dies stops renewing, so its lease ends by itself; one that is alive and waits for an answer keeps it,
and nobody else sends the same messages meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

from digest.errors import ConflictError, StoreError
from digest.model import Lease
from digest.pipeline.parts import Parts

LEASE = timedelta(seconds=120)
"""How long a batch is ours without renewal: what others wait for when we are gone without a trace."""
RENEW_SECONDS = 30.0
"""Real time between renewals: three may fail before the lease is over."""


@contextmanager
def held(parts: Parts, lease: Lease, *, every: float = RENEW_SECONDS) -> Iterator[None]:
    """Renew ``lease`` every so many seconds while the block runs."""
    done = Event()
    keeper = Thread(target=_keep, args=(parts, lease, done, every), name="lease", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()


def _keep(parts: Parts, lease: Lease, done: Event, every: float) -> None:
    while not done.wait(every):
        try:
            parts.store.deliveries.renew(lease, parts.clock() + LEASE)
        except ConflictError as error:  # recovered by another: settling will find out, and what is sent is sent
            parts.log.warning("lease_lost", error=str(error))
            return
        except StoreError as error:  # busy, for one: the next time may work
            parts.log.warning("lease_not_renewed", error=str(error))
