"""The SMTP transport: several connections work off one stream of messages, in a thread with an event loop of its own.

What can be known of every message is told apart, and told to a witness at once: answered (accepted, deferred, refused),
*in doubt* (its dot went out and the connection broke before the answer), and *queued* (never sent, whatever happened). A
connection that is lost takes nothing with it: its unsent messages go back, the others carry on, and the next round is
made with fewer connections after a pause. Three rounds in a row without one answer end it: a server that drops every
connection after the dot must not put everybody in doubt. Messages are made when a connection wants one, in the thread
of the connections, so that few are in memory at a time and none waits for a batch to end.

Nothing leaves before host name and certificate chain are verified (TLS 1.2 at least), except to this very machine
when ``security = "none"``.

A first Ctrl-C within ``send`` hands over no more, waits for the answers that are due, tells them, and is raised
when the session is used or left next: an interrupt must not make doubts.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from ipaddress import ip_address
from itertools import count
from typing import get_args

from digest.deliver.connection import Connection, Route, connect
from digest.deliver.gate import Gate
from digest.deliver.header import ascii_domain
from digest.deliver.load import Load
from digest.deliver.login import MECHANISMS, Login
from digest.deliver.runner import Runner
from digest.deliver.wire import Security, Terms
from digest.errors import AddressError, ConfigError, DigestError, SenderRefusedError, TransportError
from digest.model import Message, Outcome, Status
from digest.ports import Witness

_FRUITLESS = 3
"""Rounds without one answer before the batch is given up for now."""


class SmtpTransport:
    """Hands messages to one SMTP server, usually a relay."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        security: Security = "starttls",
        username: str = "",
        password: str | Callable[[], str] = "",
        connections: int = 4,
        timeout: float = 30.0,
        reply_timeout: float = 600.0,
        ca_file: str = "",
        local_hostname: str = "",
        auth: str = "",
        reopen_after: float = 1.0,
    ) -> None:
        """Times in seconds; ``reopen_after`` doubles with every fruitless round; ``auth`` empty = the best that is offered.

        Raises ``ConfigError`` for what cannot be meant. With ``auth = "xoauth2"`` the password is the access token; a
        function is asked anew for each connection, for tokens expire.
        """
        _check_choice("security", security, get_args(Security))
        _check_choice("auth", auth.upper(), ("", *MECHANISMS))
        if connections < 1 or timeout <= 0 or reply_timeout <= 0:
            raise ConfigError("connections, timeout and reply_timeout must be above 0", key="[smtp]")
        terms = Terms(hostname=_own_name(local_hostname), security=security)
        self._connections, self._reopen_after = connections, reopen_after
        self._route = Route(
            host=host.strip("[]"),
            port=port,
            terms=terms,
            tls=_trust(security, ca_file),
            timeout=timeout,
            reply_timeout=reply_timeout,
            login=partial(_login, username, password, auth),
        )
        self._has_login = bool(username)

    @contextmanager
    def session(self) -> Iterator[SmtpSession]:
        """Open a first connection; raises ``TransportError`` when there is no way, nothing having been sent."""
        _check_safety(self._route, has_login=self._has_login)
        with Runner("smtp") as runner:
            session = SmtpSession(self._route, self._connections, self._reopen_after, runner)
            try:
                session.open()
                yield session
            finally:
                session.close()
            session.raise_interrupt()


class SmtpSession:
    """Open connections to one server."""

    def __init__(self, route: Route, connections: int, reopen_after: float, runner: Runner) -> None:
        """Made by :meth:`SmtpTransport.session`."""
        self._route, self._width, self._reopen_after, self._runner = route, connections, reopen_after, runner
        self._idle: list[Connection] = []
        self._most_bytes = 0
        self._interrupt: KeyboardInterrupt | None = None
        self._task: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Make the first connection."""
        first = self._runner.run(connect(self._route))
        self._most_bytes = first.wire.most_bytes
        self._idle.append(first)

    def close(self) -> None:
        """Part politely from every server that is still there."""
        idle, self._idle = self._idle, []
        self._runner.run(_close_all(idle))

    def raise_interrupt(self) -> None:
        """Raise the Ctrl-C that was held back while answers were due."""
        if self._interrupt is not None:
            raise self._interrupt

    @property
    def most_bytes(self) -> int:
        """The largest mail the server takes; 0 when it names no limit."""
        return self._most_bytes

    def send(self, messages: Iterable[Message], witness: Witness) -> None:
        """As the port says."""
        self.raise_interrupt()
        load = Load(iter(messages), witness, Gate(witness))
        self._wait_for(load)
        reason = str(load.failure or "interrupted before it was sent")
        load.tell([Outcome(delivery=message.delivery, status=Status.QUEUED, reason=reason) for message in load.unsent])
        if load.failure is not None and not load.is_done:
            raise load.failure

    def _wait_for(self, load: Load) -> None:
        """A first interrupt lets the answers that are due come in; a second one is raised at once."""
        try:
            self._runner.run(self._begin(load))
        except KeyboardInterrupt as interrupt:
            self._interrupt = interrupt
            self._runner.run(self._finish(load))

    async def _begin(self, load: Load) -> None:
        self._task = asyncio.current_task()
        await self._work(load)
        self._task = None

    async def _finish(self, load: Load) -> None:
        """Hand over no more and wait; the interrupt may have come at any moment, so the work may not even have begun."""
        load.stop()
        if self._task is not None:
            await self._task

    async def _work(self, load: Load) -> None:
        """Rounds until all are answered, the load is stopped, or nothing comes of it any more."""
        fruitless = 0
        for number in count():
            wanted = load.fill(self._width)
            if not wanted or load.is_stopped or fruitless >= _FRUITLESS:
                return
            if number and load.failure:
                await asyncio.sleep(self._reopen_after * 2**fruitless)
            answered = load.answered
            lost = sum(await asyncio.gather(*(self._carry(load) for _ in range(wanted))))
            fruitless = 0 if load.answered > answered else fruitless + 1
            self._width = max(1, self._width - lost)

    async def _carry(self, load: Load) -> bool:
        """One connection's share of a round; whether it was lost."""
        try:
            connection = await self._connection()
        except TransportError as error:
            load.fail(error)
            return True
        except DigestError as error:  # a password that can no longer be asked for
            load.stop(error)
            return True
        try:
            await connection.carry(load)
        except TransportError as error:
            load.fail(error)
            await connection.close()
            return True
        except asyncio.CancelledError:
            connection.abort()
            raise
        self._idle.append(connection)
        return False

    async def _connection(self) -> Connection:
        """One that idles, or a new one; the server may have closed idle ones meanwhile, which is no fault."""
        while self._idle:
            connection = self._idle.pop()
            if connection.is_open:
                return connection
            await connection.close()
        return await connect(self._route)


async def _close_all(connections: Sequence[Connection]) -> None:
    await asyncio.gather(*(connection.close() for connection in connections))


def _check_choice(key: str, value: str, choices: Sequence[str]) -> None:
    if value not in choices:
        shown = ", ".join(repr(choice) for choice in choices)
        raise ConfigError(f"{value!r} is none of {shown}", key=f"[smtp] {key}")


def _login(username: str, password: str | Callable[[], str], auth: str) -> Login | None:
    if not username:
        return None
    return Login(username=username, password=password() if callable(password) else password, mechanism=auth)


def _own_name(given: str) -> str:
    """For EHLO: as given, else this machine's name."""
    try:
        return ascii_domain(given or socket.gethostname(), "the name for EHLO")
    except AddressError as error:
        if not given:
            return "localhost"
        raise ConfigError("the name for EHLO is no host name", key="[smtp] local_hostname", cause=error) from error


def _trust(security: Security, ca_file: str) -> ssl.SSLContext | None:
    """Whom we believe: the system's authorities or one file; names are checked, TLS 1.2 at least."""
    if security == "none":
        return None
    try:
        context = ssl.create_default_context(cafile=ca_file or None)
    except OSError as error:
        raise ConfigError("the file of authorities cannot be read", key="[smtp] ca_file", cause=error) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _check_safety(route: Route, *, has_login: bool) -> None:
    if route.terms.security != "none":
        return
    if not _is_loopback(route.host):
        raise SenderRefusedError(
            f'mail does not leave this machine unprotected: set [smtp] security = "starttls" or "tls" for {route.host}'
        )
    if has_login:
        raise SenderRefusedError("a password is sent under TLS only: set [smtp] security, or leave username empty")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
