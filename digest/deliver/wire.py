"""An SMTP client on bytes, without a socket (RFC 5321; PIPELINING 2920, SIZE 1870, 8BITMIME 6152, SMTPUTF8 6531).

Why our own: no library pipelines, and none can say "the dot was sent and no answer came", on which the promise of
:mod:`digest.deliver` rests. The caller moves bytes and keeps time; everything else is decided here::

    wire.receive(data)          what the server sent; may raise a TransportError: close then
    wire.write()                what to send now; b"" = nothing. Call again only when the bytes before are out
    wire.dot_due                whose final dot comes next and waits for ``wire.permit_dot()``
    wire.offer(message)         while wire.wants_message; at most one message waits behind the one under way
    wire.settled()              outcomes since the last call
    wire.lost()                 after the connection ended: the messages of which no dot was sent, to be offered again

**The dot stands alone.** ``write`` never gives a final dot together with the body before it: the dot (with the next
message's envelope behind it) comes with a call of its own after the caller has permitted it, and only from then on is
the message in doubt. So a caller that waits for its buffer to drain and then puts the intent on record knows of a
connection that broke within a body that nothing was sent.

One recipient a message, always. Bodies leave with CRLF line ends only and stuffed dots, whatever came in (SMTP
smuggling). Where PIPELINING is offered, MAIL, RCPT and DATA go as one group, right behind the dot before them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from digest.deliver.header import ascii_address
from digest.deliver.login import Login, answers, choose, without_secrets
from digest.deliver.ready import stuffed
from digest.deliver.reply import SERVICE_CLOSING, Replies, Reply, refusal
from digest.errors import AddressError, SenderRefusedError, TemporaryError
from digest.model import DeliveryId, Message, Outcome, Status

Security = Literal["starttls", "tls", "none"]

_PATH = re.compile(r"[!-;=?-~\u00a0-\U0010ffff]*@[!-;=?-~\u00a0-\U0010ffff]+")
_SIZE_REMEDY = "send smaller mails (fewer stories, [digest] max_stories) or raise the server's limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What we say and insist on."""

    hostname: str
    """For EHLO."""
    security: Security
    login: Login | None = None


@dataclass(slots=True)
class _Parcel:
    """A message under way."""

    message: Message
    sender: str
    recipient: str
    is_settled: bool = False
    is_permitted: bool = False
    """Whether the caller has put the intent on record."""
    is_dotted: bool = False


@dataclass(frozen=True, slots=True)
class _Dot:
    """Stands in the queue of what is to be sent for a parcel's final dot."""

    parcel: _Parcel


_Handler = Callable[[Reply], None]


@dataclass(slots=True, eq=False)
class Wire:
    """One connection's conversation."""

    terms: Terms
    is_ready: bool = False
    """Whether messages may be offered."""
    wants_tls: bool = False
    """Whether the caller has to start TLS now and then call ``tls_started``."""
    is_closing: bool = False
    """Whether QUIT was asked for."""
    is_parted: bool = False
    """Whether QUIT was answered."""
    extensions: dict[str, str] = field(default_factory=dict)
    """What the last EHLO offered: keyword → parameters, upper case."""
    _replies: Replies = field(default_factory=Replies)
    _expected: deque[_Handler] = field(default_factory=deque)
    _out: deque[bytes | _Dot] = field(default_factory=deque)
    _parcels: deque[_Parcel] = field(default_factory=deque)
    _next: _Parcel | None = None
    _outcomes: list[Outcome] = field(default_factory=list)
    _is_secure: bool = False
    _needs_reset: bool = False

    def __post_init__(self) -> None:
        """The server speaks first."""
        self._is_secure = self.terms.security == "tls"
        self._expected.append(self._on_greeting)

    # ------------------------------------------------------------ bytes in and out

    def receive(self, data: bytes) -> None:
        """Take bytes of the server; raises ``TemporaryError`` or ``SenderRefusedError`` when this connection is of no more use."""
        self._replies.add(data)
        while (reply := self._replies.next()) is not None:
            if not self._expected:
                raise TemporaryError("the server spoke unasked", cause=reply)
            self._expected.popleft()(reply)

    def write(self) -> bytes:
        """The next bytes to send, up to a final dot that waits for them to be out and for its permission."""
        pieces: list[bytes] = []
        while self._out:
            piece = self._out[0]
            if isinstance(piece, _Dot):
                if pieces or not piece.parcel.is_permitted:
                    break
                piece.parcel.is_dotted = True
                pieces.append(b".\r\n")
            else:
                pieces.append(piece)
            self._out.popleft()
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    @property
    def dot_due(self) -> DeliveryId | None:
        """The message whose final dot is next and not yet permitted; None when something else is."""
        first = self._out[0] if self._out else None
        return first.parcel.message.delivery if isinstance(first, _Dot) and not first.parcel.is_permitted else None

    def permit_dot(self) -> None:
        """The intent is on record: the dot that is due comes with the next ``write``."""
        first = self._out[0]
        assert isinstance(first, _Dot)  # noqa: S101  narrows the type; the caller has asked dot_due
        first.parcel.is_permitted = True

    def settled(self) -> tuple[Outcome, ...]:
        """Outcomes since the last call, in the order of the server's answers."""
        found, self._outcomes = tuple(self._outcomes), []
        return found

    def lost(self) -> tuple[Message, ...]:
        """The connection ended: what was dotted and not answered is in doubt (``settled``); the rest comes back unsent."""
        for parcel in self._parcels:
            if parcel.is_dotted and not parcel.is_settled:
                self._settle(parcel, Status.IN_DOUBT, reason="the connection was lost before the server's answer to the mail")
        unsent = tuple(parcel.message for parcel in (*self._parcels, self._next) if parcel and not parcel.is_settled)
        self._parcels.clear()
        self._out.clear()
        self._expected.clear()
        self._next, self.is_ready = None, False
        return unsent

    @property
    def awaits_verdict(self) -> bool:
        """Whether a dot is out and its answer is not in: patience is ten minutes then (RFC 5321 §4.5.3.2.6)."""
        return any(parcel.is_dotted and not parcel.is_settled for parcel in self._parcels)

    @property
    def is_idle(self) -> bool:
        """Ready, with no message under way."""
        return self.is_ready and not self._parcels and self._next is None

    # ------------------------------------------------------------ opening

    def _say(self, line: bytes, handler: _Handler) -> None:
        self._out.append(line)
        self._expected.append(handler)

    def _on_greeting(self, reply: Reply) -> None:
        if not reply.is_ok:
            raise refusal("the server does not want our connection", reply)
        self._say(f"EHLO {self.terms.hostname}\r\n".encode(), self._on_ehlo)

    def _on_ehlo(self, reply: Reply) -> None:
        if reply.is_for_good and self.terms.security == "none" and self.terms.login is None:
            self._say(f"HELO {self.terms.hostname}\r\n".encode(), self._on_helo)
            return
        if not reply.is_ok:
            raise refusal("the server refuses our EHLO: check [smtp] local_hostname", reply)
        self.extensions = reply.extensions
        if self.terms.security == "starttls" and not self._is_secure:
            self._ask_for_tls()
        elif self.terms.login is not None:
            self._log_in(self.terms.login)
        else:
            self._open()

    def _on_helo(self, reply: Reply) -> None:
        if not reply.is_ok:
            raise refusal("the server refuses our HELO: check [smtp] local_hostname", reply)
        self._open()

    def _ask_for_tls(self) -> None:
        if "STARTTLS" not in self.extensions:
            raise SenderRefusedError(
                'the server offers no STARTTLS, and mail does not leave unprotected: use port 465 with security = "tls"'
            )
        self._say(b"STARTTLS\r\n", self._on_starttls)

    def _on_starttls(self, reply: Reply) -> None:
        if not reply.is_ok:
            raise refusal("the server refuses STARTTLS", reply)
        if self._replies.has_rest:
            raise TemporaryError("the server sent bytes before the TLS handshake: somebody may be on the line; nothing was sent")
        self.wants_tls = True

    def tls_started(self) -> None:
        """The handshake is done; what was offered before it counts no more."""
        self.wants_tls, self._is_secure, self.extensions = False, True, {}
        self._say(f"EHLO {self.terms.hostname}\r\n".encode(), self._on_ehlo)

    def _log_in(self, login: Login) -> None:
        if not self._is_secure:
            raise SenderRefusedError("a password is sent under TLS only: set [smtp] security, or leave username empty")
        mechanism = choose(login, self.extensions.get("AUTH", "").split())
        first, *rest = answers(login, mechanism)
        self._say(first, lambda reply: self._on_auth(reply, tuple(rest), login))

    def _on_auth(self, reply: Reply, rest: tuple[bytes, ...], login: Login) -> None:
        if reply.is_ok:
            self._open()
        elif reply.is_more and rest:
            self._say(rest[0], lambda later: self._on_auth(later, rest[1:], login))
        else:
            quoted = replace(reply, lines=tuple(without_secrets(line, login) for line in reply.lines))
            raise refusal("the server refuses our login: check [smtp] username and password", quoted)

    def _open(self) -> None:
        self.is_ready = True

    # ------------------------------------------------------------ messages

    @property
    def wants_message(self) -> bool:
        """Whether ``offer`` may be called."""
        return self.is_ready and not self.is_closing and self._next is None

    @property
    def most_bytes(self) -> int:
        """The largest mail the server takes (SIZE); 0 when it names no limit."""
        limit = self.extensions.get("SIZE", "")
        return int(limit[:18]) if limit.isdecimal() else 0

    def check(self, message: Message) -> None:
        """Look at a message before its first byte: what is wrong with it is wrong with every other too.

        Raises ``SenderRefusedError`` when the server's SIZE is too small or the envelope's sender is no address it takes.
        """
        if 0 < self.most_bytes < len(message.content):
            raise SenderRefusedError(f"the server takes {self.most_bytes} bytes a mail and ours has {len(message.content)}: {_SIZE_REMEDY}")
        if self._path(message.envelope.sender) is None:
            raise SenderRefusedError("the bounce address cannot stand in an envelope: check the sender's addresses in config.toml")

    def offer(self, message: Message) -> None:
        """Take a checked message; one whose recipient this server cannot take is settled as refused at once."""
        sender, recipient = self._path(message.envelope.sender), self._path(message.envelope.recipient)
        parcel = _Parcel(message, sender or "", recipient or "")
        if sender is None or recipient is None:
            self._settle(
                parcel, Status.REFUSED, reason="the address cannot stand in an envelope, or this server takes only ASCII (no SMTPUTF8)"
            )
        elif not (message.content.isascii() or "8BITMIME" in self.extensions):
            self._settle(parcel, Status.REFUSED, reason="this server takes only 7-bit mail (no 8BITMIME)")
        elif self._parcels:
            self._next = parcel
        else:
            self._begin(parcel)

    def _path(self, address: str) -> str | None:
        """The address as this server takes it: ASCII where it can be, UTF-8 only where needed and offered; None = not at all."""
        if address.isascii():
            return address if _PATH.fullmatch(address) else None
        try:
            found = ascii_address(address)
        except AddressError:
            return None
        return found if found.isascii() or "SMTPUTF8" in self.extensions else None

    def _begin(self, parcel: _Parcel) -> None:
        """MAIL, and RCPT and DATA with it where the server lets us; RSET before them where a transaction is still open."""
        self._parcels.append(parcel)
        if self._needs_reset:
            self._needs_reset = False
            self._say(b"RSET\r\n", _on_reset)
        self._say(f"MAIL FROM:<{parcel.sender}>{self._parameters(parcel)}\r\n".encode(), self._on_mail)
        if self._is_pipelined:
            self._say_recipient(parcel)
            self._say(b"DATA\r\n", self._on_data)

    @property
    def _is_pipelined(self) -> bool:
        return "PIPELINING" in self.extensions

    def _say_recipient(self, parcel: _Parcel) -> None:
        self._say(f"RCPT TO:<{parcel.recipient}>\r\n".encode(), self._on_recipient)

    def _parameters(self, parcel: _Parcel) -> str:
        size = f" SIZE={len(parcel.message.content)}" if "SIZE" in self.extensions else ""
        needs_8_bit = not parcel.message.content.isascii()
        needs_utf8 = not (parcel.sender.isascii() and parcel.recipient.isascii())
        return size + (" BODY=8BITMIME" if needs_8_bit else "") + (" SMTPUTF8" if needs_utf8 else "")

    def _on_mail(self, reply: Reply) -> None:
        if not reply.is_ok:
            raise refusal("the server refuses our envelope sender: check the bounce address and what this login may send", reply)
        if not self._is_pipelined:
            self._say_recipient(self._parcels[0])

    def _on_recipient(self, reply: Reply) -> None:
        parcel = self._parcels[0]
        if reply.code == SERVICE_CLOSING:
            raise refusal("the server closes", reply)
        if not reply.is_ok:
            self._settle(parcel, _verdict(reply), reply)
            self._needs_reset = True
        if self._is_pipelined:
            return
        if parcel.is_settled:
            self._end()
        else:
            self._say(b"DATA\r\n", self._on_data)

    def _on_data(self, reply: Reply) -> None:
        parcel = self._parcels[0]
        if reply.is_more:
            self._send_body(parcel)
            return
        if reply.code == SERVICE_CLOSING:
            raise refusal("the server closes", reply)
        if reply.is_ok:
            raise TemporaryError("the server answers DATA with what is no answer to it", cause=reply)
        if not parcel.is_settled:
            self._settle(parcel, _verdict(reply), reply)
        self._needs_reset = True
        self._end()

    def _send_body(self, parcel: _Parcel) -> None:
        """The body, then the dot; a lone dot where the only recipient was refused and DATA accepted (RFC 2920 §3.1)."""
        if parcel.is_settled:
            self._out.append(b".\r\n")
        else:
            self._out += (stuffed(parcel.message.content), _Dot(parcel))
        self._expected.append(self._on_dot)
        self._needs_reset = False
        if self._next and self._is_pipelined:
            following, self._next = self._next, None
            self._begin(following)

    def _on_dot(self, reply: Reply) -> None:
        parcel = self._parcels[0]
        if not parcel.is_settled:
            self._judge(parcel, reply)
        self._end()
        if reply.code == SERVICE_CLOSING:
            raise refusal("the server closes", reply)

    def _judge(self, parcel: _Parcel, reply: Reply) -> None:
        """The verdict on a mail; one that came before its dot was sent ends the connection, for the dot must not follow."""
        if parcel.is_dotted and not reply.is_more:
            self._settle(parcel, Status.ACCEPTED if reply.is_ok else _verdict(reply), reply)
            return
        if not parcel.is_dotted and reply.code // 100 in (4, 5) and reply.code != SERVICE_CLOSING:
            self._settle(parcel, _verdict(reply), reply)
        raise TemporaryError("the server's answer to the mail came out of turn", cause=reply)

    def _end(self) -> None:
        """The first parcel is through; the next one begins if it has not yet."""
        self._parcels.popleft()
        if self._next and not self._parcels:
            following, self._next = self._next, None
            self._begin(following)

    def _settle(self, parcel: _Parcel, status: Status, reply: Reply | None = None, *, reason: str = "") -> None:
        parcel.is_settled = True
        code, enhanced, words = (reply.code, reply.enhanced, reply.text) if reply else (0, "", reason)
        self._outcomes.append(Outcome(delivery=parcel.message.delivery, status=status, code=code, enhanced=enhanced, reason=words))

    def quit(self) -> None:
        """Say good-bye; only when idle."""
        self.is_closing = True
        self._say(b"QUIT\r\n", self._part)

    def _part(self, _reply: Reply) -> None:
        self.is_parted = True


def _verdict(reply: Reply) -> Status:
    return Status.REFUSED if reply.is_for_good else Status.DEFERRED


def _on_reset(reply: Reply) -> None:
    if not reply.is_ok:
        raise TemporaryError("the server refuses RSET", cause=reply)
