"""Asking: turns, redirects, deadlines, and the synchronous façade over it.

A call of ``get_all`` opens one session and one ``_Visit``, in which every request waits for its turn (one a site, so
many at once), follows its redirects and ends as a ``Response`` or a ``FetchError``. A slow site holds up nobody but itself, and not for
long: when its answers took as many seconds beyond the usual as one answer may take, its other requests are not made in
this visit (``UnaskedError``). ``get_each`` hands answers over as they come, so that they are read while others are on
their way, and waits with new requests for a reader who is slower than the network. Sources: RFC 9110 §15.4.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar

from digest.errors import FetchError, UnaskedError
from digest.fetch.body import Body
from digest.fetch.guard import guard
from digest.fetch.stream import stream
from digest.fetch.wording import cause_of, checked, endpoint, following, headers_of, phrase, retry_seconds, sentence, shown
from digest.ports import Request, Response
from digest.text import plain

if TYPE_CHECKING:
    import aiohttp
    from yarl import URL

T = TypeVar("T")

MAX_REDIRECTS = 5
MAX_HEADER_LINE = 8_190
USUAL_SECONDS = 1.0
"""What an answer may take before its site counts as slow."""
_MOVED = frozenset({301, 308})
_REDIRECTS = _MOVED | {302, 303, 307}
_PACKINGS = frozenset({"gzip", "x-gzip", "deflate"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hop:
    """One answer on the way."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class HttpFetch:
    """The port ``Fetch`` over aiohttp."""

    def __init__(
        self,
        *,
        user_agent: str,
        concurrency: int = 64,
        per_host: int = 1,
        timeout: float = 20.0,
        connect_timeout: float = 5.0,
        first_timeout: float = 10.0,
        max_bytes: int = 10_000_000,
        allow_private_addresses: Sequence[str] = (),
        origins: Mapping[str, str] | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        """Say who asks (``user_agent`` with a contact) and how politely; times in seconds.

        ``timeout`` is for a whole answer with its redirects, ``first_timeout`` for the headers of one.

        ``allow_private_addresses`` names networks of one's own. ``origins`` maps an origin (``https://herald.example``)
        to another that is asked in its stead (``http://127.0.0.1:4711``, an IP address); answers keep the public
        address. ``clock`` is asked only where a server names a date in Retry-After and no date of its own.
        """
        self.user_agent, self.concurrency, self.per_host = user_agent, concurrency, per_host
        self.timeout, self.connect_timeout, self.max_bytes = timeout, connect_timeout, max_bytes
        self.first_timeout = min(first_timeout, timeout)
        self.origins = {public.rstrip("/").lower(): target.rstrip("/") for public, target in (origins or {}).items()}
        self.clock = clock
        self._guard = guard(allow_private_addresses, [endpoint(target) for target in self.origins.values()])

    def get(self, request: Request) -> Response:
        """Fetch one; raises ``FetchError``, which carries status and Retry-After."""
        (answer,) = self.get_all((request,))
        if isinstance(answer, FetchError):
            raise answer
        return answer

    def get_each(self, requests: Sequence[Request]) -> Iterator[tuple[int, Response | FetchError]]:
        """Fetch many at once; each request's place and answer as soon as it is there, a failure as a ``FetchError``."""
        asked = tuple(requests)

        async def work(give: Callable[[tuple[int, Response | FetchError]], Awaitable[None]]) -> None:
            await self._each(asked, give)

        return stream(work, ahead=self.concurrency) if asked else iter(())

    def get_all(self, requests: Sequence[Request]) -> tuple[Response | FetchError, ...]:
        """Fetch many at once; answers stand in the order of the requests, a failure is a ``FetchError`` among them."""
        return _run(self._all(tuple(requests))) if requests else ()

    async def _all(self, requests: tuple[Request, ...]) -> tuple[Response | FetchError, ...]:
        answers: dict[int, Response | FetchError] = {}

        async def keep(found: tuple[int, Response | FetchError]) -> None:
            place, answer = found
            answers[place] = answer

        await self._each(requests, keep)
        return tuple(answers[place] for place in range(len(requests)))

    async def _each(self, requests: tuple[Request, ...], give: Callable[[tuple[int, Response | FetchError]], Awaitable[None]]) -> None:
        """Every request, as many at once as may be; a request's turn ends when its answer was taken."""
        # names are looked up in threads: a few would let slow name servers hold up everyone else
        pool = ThreadPoolExecutor(min(self.concurrency, len(requests), 32), thread_name_prefix="lookup")
        asyncio.get_running_loop().set_default_executor(pool)
        sites = {request.url.partition("://")[2].partition("/")[0] for request in requests}
        async with self._session(is_keeping=len(sites) <= self.concurrency) as session:
            visit = _Visit(client=self, session=session, everyone=asyncio.Semaphore(self.concurrency))
            await asyncio.gather(*(visit.serve(place, request, give) for place, request in enumerate(requests)))

    @asynccontextmanager
    async def _session(self, *, is_keeping: bool) -> AsyncIterator[aiohttp.ClientSession]:
        import aiohttp  # noqa: PLC0415 - costs more than the rest of a command's start

        connector = aiohttp.TCPConnector(
            limit=0,  # turns are taken in _Visit, where waiting does not eat up a request's deadline
            socket_factory=self._guard,
            resolver=aiohttp.ThreadedResolver(),
            # idle connections of thousands of sites would use up the file handles
            force_close=not is_keeping,
        )
        async with aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.user_agent, "Accept-Encoding": "gzip"},
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self.connect_timeout, sock_read=self.timeout),
            auto_decompress=False,
            trust_env=False,
            max_line_size=MAX_HEADER_LINE,
            max_field_size=MAX_HEADER_LINE,
        ) as session:
            yield session


@dataclass(slots=True, kw_only=True)
class _Visit:
    """One call of ``get_all``: who is being asked right now."""

    client: HttpFetch
    session: aiohttp.ClientSession
    everyone: asyncio.Semaphore
    sites: dict[str, asyncio.Semaphore] = field(default_factory=dict)
    slowness: defaultdict[str, float] = field(default_factory=partial(defaultdict, float))
    """Seconds beyond the usual that a site's answers took."""

    async def serve(self, place: int, request: Request, give: Callable[[tuple[int, Response | FetchError]], Awaitable[None]]) -> None:
        """Answer and hand over."""
        await give((place, await self.answer(request)))

    async def answer(self, request: Request) -> Response | FetchError:
        """The response, or why there is none."""
        subject = shown(request.url)
        try:
            return await self._follow(request)
        except FetchError as error:
            return type(error)(error.what, subject=subject, cause=error.cause, status=error.status, retry_after=error.retry_after)
        except Exception as error:  # noqa: BLE001 - a hostile server reaches errors of the library nobody listed; it must harm only itself
            return FetchError(sentence(error), subject=subject, cause=cause_of(error))

    async def _follow(self, request: Request) -> Response:
        url, moved, is_permanent = checked(request.url), "", True
        left = min(request.timeout or self.client.timeout, self.client.timeout)
        for _ in range(MAX_REDIRECTS + 1):
            hop, spent = await self._ask(url, request, left)
            left -= spent
            target = hop.headers.get("location", "") if hop.status in _REDIRECTS else ""
            if not target:
                return Response(url=str(url), status=hop.status, headers=hop.headers, body=hop.body, moved_to=moved)
            if request.body:
                raise FetchError("it redirects, and what is posted is sent on to nobody", status=hop.status)
            url = following(url, target)
            is_permanent = is_permanent and hop.status in _MOVED
            moved = str(url) if is_permanent else moved
        raise FetchError(f"it redirects more than {MAX_REDIRECTS} times")

    async def _ask(self, url: URL, request: Request, left: float) -> tuple[_Hop, float]:
        """One hop and the seconds it took, waiting for a turn not counted."""
        name = f"{url.host}:{url.explicit_port}"
        async with self.sites.setdefault(name, asyncio.Semaphore(self.client.per_host)), self.everyone:
            if self.slowness[name] >= self.client.timeout:
                raise UnaskedError
            clock = asyncio.get_running_loop().time
            started = clock()
            try:
                async with asyncio.timeout(left):
                    hop = await self._talk(url, request)
            except TimeoutError as error:
                words = f"no complete answer within {request.timeout or self.client.timeout:g} s"
                raise FetchError(words if type(error) is TimeoutError else sentence(error)) from error
            finally:
                self.slowness[name] += max(clock() - started - USUAL_SECONDS, 0.0)
            return hop, clock() - started

    async def _talk(self, url: URL, request: Request) -> _Hop:
        address, extra = self._mapped(url)
        asking = self.session.request(
            "POST" if request.body else "GET",
            address,
            data=request.body or None,
            headers={**dict(request.headers), **extra},
            allow_redirects=False,
        )
        async with asyncio.timeout(self.client.first_timeout) as patience, asking as response:
            patience.reschedule(None)  # the headers are there; the body has until the deadline of the whole
            headers = headers_of(response.raw_headers)
            if response.status >= HTTPStatus.BAD_REQUEST:
                after = retry_seconds(headers.get("retry-after", ""), sent=headers.get("date", ""), clock=self.client.clock)
                raise FetchError(f"the server answered {phrase(response.status)}", status=response.status, retry_after=after)
            if response.status in _REDIRECTS and "location" not in headers:
                raise FetchError(f"the server answered {phrase(response.status)} and named no target", status=response.status)
            has_body = response.status not in _REDIRECTS and response.status != HTTPStatus.NOT_MODIFIED
            body = await self._body(response, headers, request) if has_body else b""
            return _Hop(status=response.status, headers=headers, body=body)

    async def _body(self, response: aiohttp.ClientResponse, headers: Mapping[str, str], request: Request) -> bytes:
        packing = headers.get("content-encoding", "").strip().lower()
        if packing not in _PACKINGS | {"", "identity"}:
            raise FetchError(f"the body is packed as {plain(packing)[:40]!r}, which was not asked for")
        body = Body(cap=min(request.max_bytes, self.client.max_bytes), is_packed=packing in _PACKINGS)
        if (response.content_length or 0) > body.cap:
            raise FetchError(f"the body is larger than {body.cap:,} bytes")
        async for chunk in response.content.iter_any():
            body.add(chunk)
        return body.finish()

    def _mapped(self, url: URL) -> tuple[URL, dict[str, str]]:
        """Where to ask in truth, and the Host header that keeps the public name."""
        public = str(url.origin())
        target = self.client.origins.get(public)
        if target is None:
            return url, {}
        from yarl import URL  # noqa: PLC0415 - comes with aiohttp

        return URL(target + url.raw_path_qs, encoded=True), {"Host": public.partition("//")[2]}


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end: here, or where this thread already runs an event loop, in a thread beside it."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1, thread_name_prefix="fetch") as beside:
        return beside.submit(asyncio.run, work).result()
