"""A recipient's mail from a sheet: his headers and his slots, everything else joined as it is.

A :class:`Press` is a sheet set for one sender: checked once, its chunks joined, its fixed headers written. Each copy
then costs a few headers and slots (54 kB: tens of microseconds). Bodies are encoded already; ``filling.py`` puts values
in without touching their neighbours, ``dkim.py`` signs. What leaves here is 7-bit (but for an address that needs
SMTPUTF8), has CRLF line ends only and no line over 998 bytes, by construction.

A copy depends on nothing but its arguments: Message-ID is a keyed hash of (issue, subscriber), Date the issue's slot,
the boundary a hash of the digest. So a copy sent again after a crash is byte for byte the first one, and a relay or a
mailbox can recognise it. The boundary begins with ``=_``, which neither quoted-printable nor
base64 contains (RFC 2045 §6.7, §6.8).

Sources: RFC 5322, 2045, 2046 §5.1.4, 2047, 2369, 2919, 3834, 8058.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from digest.deliver import header
from digest.deliver.filling import Hole, holes, is_sound, joined
from digest.deliver.header import HeaderError
from digest.deliver.ready import ReadyBytes
from digest.errors import AddressError, ConfigError, RecipientRefusedError, RenderError
from digest.model import Delivery, Encoding, Envelope, Message, Sheet, Slot

if TYPE_CHECKING:  # cryptography loads only where a key is configured
    from digest.deliver.dkim import Seal, Signer

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_AFTER_MAIL = ">\r\n"
_POST = "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"

_ROOM = 60
"""Characters that stand beside the name List-Unsubscribe within 78."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sends, as it stands in every head; raises ``ConfigError`` for what no header may carry."""

    name: str
    address: str
    """From."""
    domain: str
    """Right-hand side of Message-ID."""
    list_id: str
    """RFC 2919 identifier, as ``morning.news.example.org``."""
    list_name: str = ""
    unsubscribe: str = ""
    """The address that obeys unsubscribe mails; may be empty only where every reader has an https link."""
    reply_to: str = ""
    bounce: str = ""
    """Envelope sender; empty = ``address``."""
    archive: str = ""
    """https address of the archive, for List-Archive."""
    key: bytes = field(repr=False)
    """Secret of the Message-ID hash, 16 bytes at least; a changed key makes a copy unrecognisable."""
    signer: Signer | None = field(default=None, repr=False)
    """Signs every copy (DKIM); None where the relay does."""

    def __post_init__(self) -> None:
        """Check everything once, so that no recipient meets a mistake of the operator's."""
        try:
            _fixed_head(self)
            header.ascii_address(self.bounce or self.address, "the bounce address")
            header.ascii_domain(self.domain, "the Message-ID domain")
        except (HeaderError, AddressError) as error:
            raise ConfigError("the sender cannot be written into a mail", cause=error) from error
        if len(self.key) < 16:  # noqa: PLR2004  128 bits
            raise ConfigError("the key of the Message-ID needs 16 bytes at least")
        author = self.address.rpartition("@")[2].lower()
        if self.signer and author != self.signer.domain and not author.endswith(f".{self.signer.domain}"):
            raise ConfigError(f"DKIM must sign for the domain of From, {author}, or one above it", key="dkim.domain")


def _fixed_head(sender: Sender) -> bytes:
    """Headers that are equal in every mail of a sender."""
    host = header.ascii_domain(sender.list_id, "the list id")
    lines = [
        b"MIME-Version: 1.0\r\n",
        header.folded("List-Id:", [*header.phrase(sender.list_name, "the list's name", len("List-Id")), f"<{host}>"]),
        b"Precedence: bulk\r\n",
        b"Auto-Submitted: auto-generated\r\n",
        header.address_field("From", sender.name, _ascii(sender.address, "the sender's address")),
    ]
    if sender.reply_to:
        lines.append(header.address_field("Reply-To", "", _ascii(sender.reply_to, "the reply address")))
    if sender.unsubscribe:
        _ascii(sender.unsubscribe, "the unsubscribe address")
    if sender.archive:
        lines.append(header.field("List-Archive", f"<{header.link(sender.archive, 'the archive address')}>"))
    return b"".join(lines)


def _ascii(address: str, what: str) -> str:
    found = header.ascii_address(address, what)
    if not found.isascii():
        raise AddressError(f"{what} must be plain ASCII before the @: not every relay takes more")
    return found


def message_id(sender: Sender, delivery: Delivery) -> str:
    """Message-ID without angle brackets: equal for every attempt at one (issue, subscriber), unguessable without the key."""
    told = hmac.digest(sender.key, f"{delivery.issue}\0{delivery.subscriber}".encode(), "sha256")
    return f"{told[:16].hex()}@{header.ascii_domain(sender.domain)}"


class Press:
    """A sheet set for one sender; raises ``RenderError`` when the sheet is not what its type promises."""

    def __init__(self, sheet: Sheet, sender: Sender) -> None:
        """Check and join everything that is equal for all recipients."""
        self._sender = sender
        self._envelope_sender = header.ascii_address(sender.bounce or sender.address, "the bounce address")
        boundary = "=_" + sha256(f"boundary\0{sheet.digest}".encode()).hexdigest()[:32]
        self._fixed, self._type = _fixed_head(sender) + _subject(sheet), _type(sheet, boundary)
        self._pieces: tuple[bytes | Hole, ...] = tuple(joined(tuple(_body(sheet, boundary))))
        self._holes = tuple(dict.fromkeys(piece for piece in self._pieces if isinstance(piece, Hole)))
        places = {hole: place for place, hole in enumerate(self._holes)}
        # what stands in each hole by its number: equal ones, as the link that stands at each tag, are filled once
        self._plan = tuple(b"" if isinstance(piece, Hole) else piece for piece in self._pieces)
        self._stands = tuple((place, places[piece]) for place, piece in enumerate(self._pieces) if isinstance(piece, Hole))
        # what has no parts may end in empty lines, which are signed as one: nothing of it is hashed before it is whole
        self._shared = int(bool(sheet.html) and isinstance(self._pieces[0], bytes))
        self._seal = self._sealed()
        mail = f"mailto:{_ascii(sender.unsubscribe, 'the unsubscribe address')}?subject=unsubscribe" if sender.unsubscribe else ""
        stuffed = tuple(piece.replace(b"\r\n.", b"\r\n..") for piece in self._plan)
        # a line that begins with a dot is no mistake: soft breaks fall anywhere; doubled here, it costs the copies nothing
        self._wire_plan = stuffed if stuffed != self._plan else None
        starts_well = not any(piece.startswith(b".") for piece in self._plan)
        self._is_ready = starts_well and isinstance(self._pieces[-1], bytes) and self._pieces[-1].endswith(b"\r\n")
        self._unsubscribe_mail = header.link(mail, "the unsubscribe address") if mail else ""
        self._after_link = (f">,\r\n <{mail}{_AFTER_MAIL}" if mail else _AFTER_MAIL) + _POST

    @property
    def least_bytes(self) -> int:
        """No copy is smaller: what all of them share."""
        return len(self._fixed) + len(self._type) + sum(len(piece) for piece in self._plan)

    def message(self, delivery: Delivery, links: Mapping[str, str]) -> Message:
        """One recipient's mail; ``links`` by slot name, ``unsubscribe`` among them.

        The slots ``name`` and ``email`` are the delivery's own where ``links`` has none of that name. Raises
        ``RecipientRefusedError`` when a value of his cannot stand in a mail, ``RenderError`` for a slot without value.
        """
        try:
            recipient = header.ascii_address(delivery.email, "the recipient")
            head = b"".join(self._head(delivery, recipient, links))
            given = {"name": delivery.name, "email": delivery.email, **links}
            values = [hole.fill(given) for hole in self._holes]
        except (HeaderError, AddressError) as error:
            raise RecipientRefusedError("this mail cannot be addressed", subject=delivery.subscriber, cause=error) from error
        body = self._filled(self._plan, values)
        sealed = self._seal.field(head, body[1:] if self._shared else _ended(body), delivery.slot) if self._seal else b""
        whole = (sealed, self._fixed, head, self._type, b"\r\n")
        content = b"".join((*whole, *body))
        is_ready = self._is_ready and b"\r\n." not in b"\r\n".join((b"", *values))
        wire = b"".join((*whole, *self._filled(self._wire_plan, values))) if is_ready and self._wire_plan else None
        return Message(
            delivery=delivery.id,
            envelope=Envelope(sender=self._envelope_sender, recipient=recipient),
            content=ReadyBytes.of(content, wire) if is_ready else content,
        )

    def _filled(self, plan: Sequence[bytes], values: Sequence[bytes]) -> list[bytes]:
        """The body's pieces with every hole's value in its place."""
        body = list(plan)
        for place, number in self._stands:
            body[place] = values[number]
        return body

    def _sealed(self) -> Seal | None:
        """The signer set for this sheet, with what all copies' bodies begin with."""
        if self._sender.signer is None:
            return None
        first = b"".join(piece for piece in self._pieces[: self._shared] if isinstance(piece, bytes))
        return self._sender.signer.seal(self._fixed + self._type, first, personal=("to", "date"))

    def _head(self, delivery: Delivery, recipient: str, links: Mapping[str, str]) -> tuple[bytes, ...]:
        return (
            header.address_field("To", delivery.name, recipient),
            _date(delivery.slot),
            f"Message-ID: <{message_id(self._sender, delivery)}>\r\n".encode(),
            self._unsubscribe(links.get("unsubscribe", "")),
        )

    def _unsubscribe(self, link: str) -> bytes:
        """RFC 2369 and RFC 8058: one click only where there is https; a personal ``mailto:`` beats the sender's."""
        own = header.link(link, "the unsubscribe link") if link.startswith(("https://", "mailto:")) else ""
        way = own or self._unsubscribe_mail
        if not way:
            raise HeaderError("a mail needs an unsubscribe address or an https unsubscribe link: set one in config.toml")
        # an address cannot be folded, so a long one gets a line of its own (RFC 5322 section 2.1.1)
        start = "List-Unsubscribe: <" if len(way) + 2 < _ROOM else "List-Unsubscribe:\r\n <"
        return f"{start}{way}{self._after_link if own.startswith('https://') else _AFTER_MAIL}".encode()


def message(sheet: Sheet, delivery: Delivery, sender: Sender, links: Mapping[str, str]) -> Message:
    """One recipient's mail, as :meth:`Press.message`; the press of a sheet is kept for the next recipient."""
    return _press(sheet, sender).message(delivery, links)


@lru_cache(maxsize=32)
def _press(sheet: Sheet, sender: Sender) -> Press:
    return Press(sheet, sender)


def _ended(body: Sequence[bytes]) -> Sequence[bytes]:
    """A body in simple canonical form: it ends with one line end, however many empty lines (RFC 6376 section 3.4.3)."""
    return (b"".join(body).rstrip(b"\r\n") + b"\r\n",)


@lru_cache(maxsize=64)
def _date(instant: datetime) -> bytes:
    """RFC 5322 §3.3, in English whatever the machine's locale, with the zone of the instant given."""
    day, month = _DAYS[instant.weekday()], _MONTHS[instant.month - 1]
    return f"Date: {day}, {instant.day:02d} {month} {instant.year:04d} {instant:%H:%M:%S %z}\r\n".encode()


def _subject(sheet: Sheet) -> bytes:
    try:
        return header.text_field("Subject", sheet.subject)
    except HeaderError as error:
        raise RenderError("the subject cannot be written into a mail", subject=sheet.digest, cause=error) from error


def _type(sheet: Sheet, boundary: str) -> bytes:
    """The fields of the head that say what the body is."""
    if not sheet.html:
        return _part_head("plain", sheet.text_encoding)
    return f'Content-Type: multipart/alternative;\r\n boundary="{boundary}"\r\n'.encode()


def _body(sheet: Sheet, boundary: str) -> Iterator[bytes | Hole]:
    """Everything below the head."""
    text = _sound(sheet.text, sheet.text_encoding, sheet)
    if not sheet.html:
        yield from text
        return
    mark = f"--{boundary}".encode()
    yield mark + b"\r\n" + _part_head("plain", sheet.text_encoding) + b"\r\n"
    yield from text
    yield b"\r\n" + mark + b"\r\n" + _part_head("html", sheet.html_encoding) + b"\r\n"
    yield from _sound(sheet.html, sheet.html_encoding, sheet)
    yield b"\r\n" + mark + b"--\r\n"


def _part_head(subtype: str, encoding: Encoding) -> bytes:
    return f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n'.encode()


def _sound(turns: tuple[bytes | Slot, ...], encoding: Encoding, sheet: Sheet) -> tuple[bytes | Hole, ...]:
    """The part with its slots made holes, checked."""
    pieces = holes(turns, encoding)
    if is_sound(pieces, encoding):
        return pieces
    raise RenderError(f"the sheet is not {encoding} with its slots on lines of their own; nothing was sent", subject=sheet.digest)
