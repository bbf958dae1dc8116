"""The one guarded HTTP client of the program, as every room sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from digest.errors import FetchError


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One GET, or a POST where there is a ``body``; the caller of a GET adds only conditional headers and ``Accept``."""

    url: str
    headers: tuple[tuple[str, str], ...] = ()
    max_bytes: int = 10_000_000
    """Of the decompressed body."""
    body: bytes = b""
    """What is posted; it goes to this address alone, a redirect is a failure."""
    timeout: float = 0.0
    """Seconds for the whole answer where that is less than the client's own; 0 = the client's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What came back, after redirects; status 200 to 399 only (304 with an empty body)."""

    url: str
    """The last address."""
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    body: bytes = b""
    moved_to: str = ""
    """The target when the first hop was a permanent redirect (301, 308), else empty."""


class Fetch(Protocol):
    """The one guarded HTTP client of the program."""

    def get(self, request: Request) -> Response:
        """Fetch one; raises ``FetchError``, which carries status and Retry-After."""
        ...

    def get_each(self, requests: Sequence[Request]) -> Iterator[tuple[int, Response | FetchError]]:
        """Fetch many at once, politely; each request's place and answer as soon as it is there. None of them raises."""
        ...

    def get_all(self, requests: Sequence[Request]) -> tuple[Response | FetchError, ...]:
        """Fetch many at once, politely; answers stand in the order of the requests and none of them raises."""
        ...
