"""What a request and its answer say: addresses, headers, Retry-After, and errors in words for an operator.

Nothing here talks to anyone. Sources: RFC 9110 §5.5, §10.2.3 and §15.4; RFC 3986.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from digest.errors import ConfigError, FetchError
from digest.text import plain

if TYPE_CHECKING:
    from yarl import URL

MAX_HEADERS = 16_384
MAX_RETRY_AFTER = 86_400.0
_FIRST_FREE_PORT = 1_024


def retry_seconds(value: str, *, sent: str = "", clock: Callable[[], datetime] | None = None) -> float:
    """Retry-After in seconds, 0 to 24 h (RFC 9110 §10.2.3): a number, or a date measured from the answer's own date.

    Where the answer has no date of its own the ``clock`` is asked; without one an hour is assumed. 0 when unreadable.
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), MAX_RETRY_AFTER)
    until, since = _http_date(value), _http_date(sent)
    if until is None:
        return 0.0
    since = since or (clock() if clock else None)
    return min(max((until - since).total_seconds(), 0.0), MAX_RETRY_AFTER) if since else 3_600.0


def _http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else None


def checked(text: str) -> URL:
    """The address, if it is one that may be asked at all; raises ``FetchError``."""
    from yarl import URL  # noqa: PLC0415 - comes with aiohttp, imported with the first request

    try:
        url = URL(text.strip()).with_fragment(None)
        port = url.port
    except ValueError as error:
        raise FetchError("this is no address that can be read") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise FetchError("an address begins with https:// or http:// and names a host")
    if url.raw_user is not None or url.raw_password is not None:
        raise FetchError("an address must not carry a user name or password")
    if port not in {80, 443} and (port or 0) < _FIRST_FREE_PORT:
        raise FetchError(f"port {port} is not asked: only 80, 443 and those from {_FIRST_FREE_PORT} up")
    return url


def following(url: URL, target: str) -> URL:
    """Where a redirect leads; raises ``FetchError`` when nobody may go there."""
    from yarl import URL  # noqa: PLC0415 - comes with aiohttp, imported with the first request

    try:
        joined = checked(str(url.join(URL(target))))
    except ValueError as error:
        raise FetchError("it redirects to an address that cannot be read") from error
    if url.scheme == "https" and joined.scheme == "http":
        raise FetchError("it redirects from https back to http")
    return joined


def headers_of(raw: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    """Names in lower case, equal ones joined; what is not UTF-8 is left out, for it could not be sent back byte for byte."""
    if sum(len(name) + len(value) + 4 for name, value in raw) > MAX_HEADERS:
        raise FetchError(f"the headers are larger than {MAX_HEADERS:,} bytes")
    headers: dict[str, str] = {}
    for name, value in raw:
        try:
            key, text = name.decode("ascii").lower(), value.decode()
        except UnicodeDecodeError:
            continue
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def sentence(error: Exception) -> str:
    """An error of the library, in words for an operator."""
    import aiohttp  # noqa: PLC0415 - imported with the first request

    if "allow_private_addresses" in str(error):
        return "not asked, for it leads into a network that is not public"
    known: tuple[tuple[type[Exception], str], ...] = (
        (aiohttp.ClientConnectorDNSError, "the host's name is not known"),
        (aiohttp.ClientConnectorCertificateError, "the server's certificate is not valid"),
        (aiohttp.ClientSSLError, "no secure connection can be made"),
        (aiohttp.ConnectionTimeoutError, "no connection came about in time"),
        (aiohttp.ServerTimeoutError, "the server is too slow"),
        (aiohttp.ClientConnectorError, "no connection can be made"),
        (aiohttp.ClientPayloadError, "the connection broke off within the body"),
        (aiohttp.ServerDisconnectedError, "the server closed the connection without an answer"),
        (aiohttp.ClientOSError, "the connection broke off"),
        (aiohttp.ClientResponseError, "the answer is not HTTP that can be read"),
    )
    return next((words for kind, words in known if isinstance(error, kind)), "it cannot be fetched")


def cause_of(error: Exception) -> str:
    """What the system or else the library said, without queries of addresses in it."""
    said = re.sub(r"https?://\S+", lambda found: shown(found.group()), str(getattr(error, "os_error", error)).partition(", url=")[0])
    return plain(said)[:200]


def phrase(status: int) -> str:
    """A status with its usual name."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def shown(url: str) -> str:
    """An address fit for a report: without query, which may hold a key, and without a user name."""
    bare = re.split(r"[?#]", url, maxsplit=1)[0]
    scheme, slashes, rest = bare.partition("//")
    rest = rest.rpartition("@")[2] if "@" in rest.partition("/")[0] else rest
    return plain(scheme + slashes + rest)[:300]


def endpoint(origin: str) -> tuple[str, int]:
    """Address and port of a mapped origin; raises ``ConfigError`` when it names no IP address."""
    url = checked(origin)
    try:
        return str(ipaddress.ip_address(url.host or "")), url.port or 80
    except ValueError as error:
        raise ConfigError(f"{origin!r} must name an IP address and a port, as http://127.0.0.1:4711", key="origins") from error
