"""From the global options to an open installation."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from digest.cli.console import Console
from digest.errors import ConfigError
from digest.log import set_up

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.pipeline import Parts


def settings(console: Console) -> Settings:
    """The configuration that is meant; raises ``ConfigError``."""
    from digest.config import find, read

    return read(find(console.config))


@contextmanager
def opened(console: Console, *, is_changing: bool = True) -> Iterator[tuple[Settings, Parts]]:
    """The installation, open; ``--now`` is refused where it would change a store that is not for replaying."""
    from digest.app import Frame, open_parts

    found = settings(console)
    if console.now and is_changing and not found.store.replay:
        raise ConfigError("--now needs [store] replay = true here: this command changes what is remembered", file=str(found.file))
    set_up(console.verbosity)
    with _ending_as_by_hand(), open_parts(found, Frame(now=console.now)) as parts:
        yield found, parts


@contextmanager
def _ending_as_by_hand() -> Iterator[None]:
    """SIGTERM is taken as Ctrl-C: what is under way is carried through, and answers that are due are waited for."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
