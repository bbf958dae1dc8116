"""The program's log: one event name, then fields; for people on a terminal, JSON lines elsewhere.

Addresses are masked before anything is written, query strings are cut from every address (tokens travel in
them), and no secret ever reaches a field: ``digest.config.Secret`` prints as ``**``.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, MutableMapping
from typing import Any, Protocol, cast

_ADDRESS = re.compile(r"([^\s@<>\"']{1,64})@([^\s@<>\"']+)")
_QUERY = re.compile(r"(https?://[^\s?#\"']+)[?#][^\s\"']*")
_LEVELS = {-1: logging.ERROR, 0: logging.WARNING, 1: logging.INFO}


class Log(Protocol):
    """What every room may call."""

    def debug(self, event: str, **fields: object) -> None:
        """For the one who hunts a fault."""
        ...

    def info(self, event: str, **fields: object) -> None:
        """For the operator who wants to follow."""
        ...

    def warning(self, event: str, **fields: object) -> None:
        """Something is not as it should be, and the run goes on."""
        ...

    def error(self, event: str, **fields: object) -> None:
        """Something was not done."""
        ...


def mask(text: str) -> str:
    """Addresses shortened to ``a…@e….org`` and query strings cut; applied to every value that is logged."""
    return _QUERY.sub(r"\1", _ADDRESS.sub(_masked, text))


def set_up(verbosity: int = 0) -> None:
    """Configure once a process: -1 only errors, 0 warnings, 1 what happens, 2 everything."""
    import structlog  # noqa: PLC0415 - 30 ms that --version does not pay

    is_terminal = sys.stderr.isatty()
    shown = structlog.dev.ConsoleRenderer(colors=False) if is_terminal else structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso"), _mask_fields, shown],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS.get(verbosity, logging.DEBUG)),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # asked at each line: whoever redirects it later is heard
        cache_logger_on_first_use=False,
    )


def get_log(room: str) -> Log:
    """The log of one room; its name stands in every line."""
    import structlog  # noqa: PLC0415 - as above

    make = cast("Callable[..., Log]", structlog.get_logger)
    return make(room=room)


def _mask_fields(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = mask(value)
    return event


def _masked(found: re.Match[str]) -> str:
    host, _, ending = found[2].rpartition(".")
    return f"{found[1][0]}…@{host[:1]}….{ending}"
