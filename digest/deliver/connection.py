"""One SMTP connection on asyncio: moves the bytes of a :class:`~digest.deliver.wire.Wire` and keeps time.

The socket's buffer in asyncio is kept empty: the next bytes, a final dot above all, are written only when
the ones before are in the kernel, and a dot when its intent is on record besides. So a connection that breaks within a
body leaves nothing in doubt, and one whose process is killed at most one message.

Every failure ends as a ``TransportError``; ``asyncio``, ``ssl`` and socket exceptions stay in this file.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING

from digest.deliver.load import Load
from digest.deliver.login import Login
from digest.deliver.wire import Terms, Wire
from digest.errors import DigestError, SenderRefusedError, TemporaryError, TransportError
from digest.model import DeliveryId

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where to connect and how long to wait; times in seconds."""

    host: str
    port: int
    terms: Terms
    tls: ssl.SSLContext | None
    timeout: float
    reply_timeout: float
    login: Callable[[], Login | None] = lambda: None
    """Who we are, asked anew for each connection: tokens expire. May wait, so it is called in a thread."""


class Connection(asyncio.Protocol):
    """A connection; made by :func:`connect`."""

    def __init__(self, route: Route) -> None:
        """Nothing is open yet."""
        self._route = route
        self._loop = asyncio.get_running_loop()
        self._raw: asyncio.Transport | None = None
        self._socket: asyncio.Transport | None = None
        self._load: Load | None = None
        self._moved = self._loop.time()
        self._unwritten = 0
        self._clock: asyncio.TimerHandle | None = None
        self._failure: TransportError | None = None
        self._asked: DeliveryId | None = None
        self._intended: DeliveryId | None = None
        self._waiter: asyncio.Future[None] = self._loop.create_future()
        self._ended: asyncio.Future[None] = self._loop.create_future()
        self.wire = Wire(route.terms)

    @property
    def is_open(self) -> bool:
        """Whether it can carry another batch."""
        return self._failure is None and not self._ended.done() and self.wire.is_idle

    # ------------------------------------------------------------ asyncio's side

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Hear of every emptied buffer from now on."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  narrows the type; asyncio gives streams to create_connection
        self._socket = self._raw = transport
        transport.set_write_buffer_limits(high=0)
        self._watch()
        if self._route.terms.security == "tls":
            # before the handshake nothing may be read as if it were protected
            transport.pause_reading()

    def data_received(self, data: bytes) -> None:
        """Let the wire read, then write what it wants written."""
        self._alive()
        try:
            self.wire.receive(data)
        except TransportError as error:
            self._fail(error)
        self._pump()
        if self.wire.is_parted:
            self.abort()  # RFC 5321 has the server close after its reply to QUIT; one that does not must not hold us

    def resume_writing(self) -> None:
        """Everything written is in the kernel."""
        self._alive()
        self._pump()

    def connection_lost(self, exc: Exception | None) -> None:
        """The end, whoever wanted it."""
        if self._clock is not None:
            self._clock.cancel()
        if self._failure is None:
            self._failure = _failure(exc) if exc else TemporaryError("the server closed the connection", subject=self._route.host)
        self._give_back()
        self._ended.set_result(None)
        self._wake()

    # ------------------------------------------------------------ our side

    async def open(self) -> None:
        """Wait until messages may be offered; raises the ``TransportError`` that prevented it."""
        if self._route.terms.security == "tls":
            await self._start_tls()
        while not self.wire.is_ready:
            await self._wait()
            if self.wire.wants_tls:
                await self._start_tls()

    async def carry(self, load: Load) -> None:
        """Work off ``load`` with others until none is left or it stops; raises when the connection ends before.

        What was not sent is back in the load then, and its witness knows what is in doubt.
        """
        self._load = load
        self._alive()
        self._pump()
        while not self.wire.is_idle:
            await self._wait()
        self._load = None

    async def close(self) -> None:
        """QUIT where that is polite, and wait for the end."""
        if self.is_open:
            self.wire.quit()
            self._alive()
            self._pump()
            await asyncio.wait([self._ended], timeout=min(self._route.timeout, 5.0))
        self.abort()
        await self._ended

    def abort(self) -> None:
        """Drop it at once."""
        if self._socket is not None:
            self._socket.abort()

    async def _wait(self) -> None:
        if self._failure is not None:
            raise self._failure
        self._waiter = self._loop.create_future()
        await self._waiter
        if self._failure is not None:
            raise self._failure

    def _wake(self) -> None:
        if not self._waiter.done():
            self._waiter.set_result(None)

    async def _start_tls(self) -> None:
        assert self._raw is not None  # noqa: S101  narrows the type
        assert self._route.tls is not None  # noqa: S101  security "starttls" always comes with a context
        try:
            wrapped = await self._loop.start_tls(
                self._raw, self, self._route.tls, server_hostname=self._route.host, ssl_handshake_timeout=self._route.timeout
            )
        except OSError as error:
            raise _failure(error, self._route.host) from error
        if wrapped is None:
            raise TemporaryError("the server closed the connection", subject=self._route.host)
        self._socket = wrapped
        self._raw.set_protocol(_Tap(self._raw.get_protocol(), self.resume_writing))
        if self.wire.wants_tls:
            self.wire.tls_started()
            self._pump()

    def _pump(self) -> None:
        """Offer what the wire wants, write what it has to say, as long as the kernel takes it."""
        assert self._socket is not None  # noqa: S101  narrows the type; only called when connected
        if self._load is not None:
            # answers first: they are on record before this connection's next intent
            self._load.tell(self.wire.settled())
            self._fill(self._load)
            self._load.tell(self.wire.settled())
        while self._may_write and (data := self.wire.write() or self._dot()):
            self._socket.write(data)
        if self.wire.wants_tls:
            # before the handshake nothing may be read as if it were protected
            self._socket.pause_reading()
        if self.wire.wants_tls or (self.wire.is_ready if self._load is None else self.wire.is_idle):
            self._wake()

    def _dot(self) -> bytes:
        """The final dot that is due with what follows it, when its intent is on record; else nothing, and it comes when it is."""
        due = self.wire.dot_due
        if due is None or due == self._asked or self._load is None:
            return b""
        self._asked = due
        if self._load.gate.is_quick:
            self._permit(self._load, due, self._load.gate.record(due))
            return self.wire.write() if self._may_write else b""
        self._load.gate.ask(due, partial(self._on_open, self._load, due))
        return b""

    def _on_open(self, load: Load, due: DeliveryId, error: DigestError | None) -> None:
        self._permit(load, due, error)
        self._pump()

    def _permit(self, load: Load, due: DeliveryId, error: DigestError | None) -> None:
        """The intent is on record, or must not be; the connection may have ended meanwhile."""
        if error is not None:
            load.stop(error)
            self._fail(TemporaryError("given up before the mail's end: it must not be sent now"))
        elif self._asked != due:
            load.gate.withdraw(due)
        else:
            self._intended = due
            self.wire.permit_dot()
            self._alive()

    @property
    def _may_write(self) -> bool:
        """Whether all that was written is in the kernel; asyncio drops bytes silently once a write has failed."""
        return self._failure is None and self._raw is not None and not self._raw.is_closing() and not self._raw.get_write_buffer_size()

    def _fill(self, load: Load) -> None:
        while self._failure is None and self.wire.wants_message and (message := load.take()) is not None:
            try:
                self.wire.check(message)
            except SenderRefusedError as error:
                load.unsent.appendleft(message)
                load.stop(error)
            else:
                self.wire.offer(message)

    def _fail(self, failure: TransportError) -> None:
        """This connection is of no more use; what it holds goes back when it is closed."""
        if self._failure is None:
            self._failure = failure
        self.abort()

    def _give_back(self) -> None:
        """What was not sent goes back; an intent of it is taken back, for it may be another's turn next."""
        unsent, self._asked = self.wire.lost(), None
        if self._load is not None:
            if self._intended in {message.delivery for message in unsent}:
                self._load.gate.withdraw(self._intended)
            self._load.unsent.extendleft(reversed(unsent))
            self._load.tell(self.wire.settled())

    # ------------------------------------------------------------ time

    def _alive(self) -> None:
        """Something moved: patience begins anew."""
        self._moved = self._loop.time()

    def _watch(self) -> None:
        """One timer a connection, which looks how long nothing moved, by the patience that is right at that moment."""
        self._note_progress()
        patience = self._route.reply_timeout if self.wire.awaits_verdict else self._route.timeout
        left = self._moved + patience - self._loop.time()
        if left <= 0 and not (self.wire.is_idle and not self.wire.is_closing):
            self._fail(TemporaryError("the server is silent", subject=self._route.host))
            return
        shortest = min(self._route.timeout, self._route.reply_timeout)
        self._clock = self._loop.call_later(min(left, shortest) if left > 0 else shortest, self._watch)

    def _note_progress(self) -> None:
        """A body on a slow line moves too, though nobody says so."""
        unwritten = self._raw.get_write_buffer_size() if self._raw else 0
        if unwritten < self._unwritten:
            self._alive()
        self._unwritten = unwritten


class _Tap(asyncio.BufferedProtocol):
    """Stands between a socket and asyncio's TLS, which keeps to itself that the socket's buffer is empty again."""

    def __init__(self, tls: asyncio.BaseProtocol, on_drained: Callable[[], None]) -> None:
        assert isinstance(tls, asyncio.BufferedProtocol)  # noqa: S101  narrows the type; what start_tls installs
        self._tls, self._on_drained = tls, on_drained

    def get_buffer(self, sizehint: int) -> Buffer:
        return self._tls.get_buffer(sizehint)

    def buffer_updated(self, nbytes: int) -> None:
        self._tls.buffer_updated(nbytes)

    def eof_received(self) -> bool | None:
        return self._tls.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        self._tls.connection_lost(exc)

    def pause_writing(self) -> None:
        self._tls.pause_writing()

    def resume_writing(self) -> None:
        self._tls.resume_writing()
        self._on_drained()


async def connect(route: Route) -> Connection:
    """A connection that takes messages; raises ``TransportError``, or what asking for the login raised, nothing having been sent."""
    loop = asyncio.get_running_loop()
    login = await loop.run_in_executor(None, route.login)
    connection = Connection(replace(route, terms=replace(route.terms, login=login)))
    try:
        async with asyncio.timeout(route.timeout):
            await loop.create_connection(lambda: connection, route.host, route.port)
    except (OSError, asyncio.IncompleteReadError) as error:
        raise _failure(error, f"{route.host}:{route.port}") from error
    try:
        _check_peer(connection, route)
        await connection.open()
    except BaseException:
        connection.abort()
        raise
    return connection


def _check_peer(connection: Connection, route: Route) -> None:
    """Without TLS mail goes to this very machine only, whatever a name resolved to."""
    assert connection._socket is not None  # noqa: S101, SLF001  same file: connected
    peer = connection._socket.get_extra_info("peername")  # noqa: SLF001  same file
    if peer is None:
        raise TemporaryError("the server closed the connection", subject=route.host)  # reset before we could look
    address = peer[0]
    if route.terms.security == "none" and not ip_address(address.partition("%")[0]).is_loopback:
        raise SenderRefusedError(f'{route.host} is not this machine: set [smtp] security = "starttls" or "tls"')


def _failure(error: Exception, subject: str = "") -> TransportError:
    """Foreign exceptions as ours: a certificate nobody vouches for needs the operator, all else may pass."""
    if isinstance(error, ssl.SSLCertVerificationError):
        remedy = "correct [smtp] host, or name its authority in ca_file"
        return SenderRefusedError(
            f"the server's certificate is not trusted; nothing was sent: {remedy}",
            subject=subject,
            cause=getattr(error, "verify_message", error),
        )
    if isinstance(error, TimeoutError):
        return TemporaryError("the server is silent", subject=subject)
    what = "no safe connection" if isinstance(error, ssl.SSLError) else "no connection"
    return TemporaryError(f"{what} to the mail server: check [smtp] host, port and security", subject=subject, cause=error)
