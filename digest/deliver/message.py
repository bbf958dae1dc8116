"""A recipient's mail from a sheet: his headers and his slots, everything else joined as it is.

A :class:`Press` is a sheet set for one sender: checked once, its chunks joined, its fixed headers written. Each copy
then costs a few headers and slots (54 kB: tens of microseconds). Bodies are quoted-printable already, with every slot
alone on a line between soft breaks, so a value is escaped for HTML, encoded and put in without touching its
neighbours. What leaves here is 7-bit (but for an address that needs SMTPUTF8), has CRLF line ends only and no line
over 998 bytes, by construction.

A copy depends on nothing but its arguments: Message-ID is a keyed hash of (issue, subscriber), Date the issue's slot,
the boundary a hash of the digest. So a copy sent again after a crash is byte for byte the first one, and a relay or a
mailbox can recognise it. The boundary begins with ``=_``, which quoted-printable never contains (RFC 2045 §6.7).

Sources: RFC 5322, 2045, 2046 §5.1.4, 2047, 2369, 2919, 3834, 8058.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from html import escape

from digest.deliver import header
from digest.deliver.header import HeaderError
from digest.deliver.ready import ReadyBytes
from digest.errors import AddressError, ConfigError, RecipientRefusedError, RenderError
from digest.model import Delivery, Envelope, Message, Sheet, Slot

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LINE = 75
"""Of quoted-printable, without the soft break's ``=`` (RFC 2045 §6.7 rule 5: 76)."""
_TO_ENCODE = re.compile(rb"[^ -~]")
_SOFT = b"=\r\n"


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
        self._fixed, self._pieces = _fixed_head(sender) + _subject(sheet), _joined(_body(sheet, boundary))
        mail = f"mailto:{_ascii(sender.unsubscribe, 'the unsubscribe address')}?subject=unsubscribe" if sender.unsubscribe else ""
        self._slots = tuple(piece for piece in self._pieces if isinstance(piece, Slot))
        self._is_ready = _is_dotless(self._pieces) and isinstance(self._pieces[-1], bytes) and self._pieces[-1].endswith(b"\r\n")
        self._unsubscribe_mail = header.link(mail, "the unsubscribe address") if mail else ""

    def message(self, delivery: Delivery, links: Mapping[str, str]) -> Message:
        """One recipient's mail; ``links`` by slot name, ``unsubscribe`` among them.

        The slots ``name`` and ``email`` are the delivery's own where ``links`` has none of that name. Raises
        ``RecipientRefusedError`` when a value of his cannot stand in a mail, ``RenderError`` for a slot without value.
        """
        try:
            recipient = header.ascii_address(delivery.email, "the recipient")
            head = (self._fixed, *self._head(delivery, recipient, links))
            values = tuple(self._filled({**_own(delivery), **links}))
        except (HeaderError, AddressError) as error:
            raise RecipientRefusedError("this mail cannot be addressed", subject=delivery.subscriber, cause=error) from error
        envelope = Envelope(sender=self._envelope_sender, recipient=recipient)
        content = b"".join((*head, *self._join(values)))
        return Message(
            delivery=delivery.id, envelope=envelope, content=ReadyBytes(content) if self._is_ready and _is_dotless(values) else content
        )

    def _head(self, delivery: Delivery, recipient: str, links: Mapping[str, str]) -> tuple[bytes, ...]:
        return (
            header.address_field("To", delivery.name, recipient),
            _date(delivery.slot),
            f"Message-ID: <{message_id(self._sender, delivery)}>\r\n".encode(),
            self._unsubscribe(links.get("unsubscribe", "")),
        )

    def _unsubscribe(self, link: str) -> bytes:
        """RFC 2369 and RFC 8058: one click only where there is https; a personal ``mailto:`` beats the sender's."""
        is_one_click = link.startswith("https://")
        mail = link if link.startswith("mailto:") else self._unsubscribe_mail
        ways = [f"<{header.link(way, 'the unsubscribe link')}>" for way in (link if is_one_click else "", mail) if way]
        if not ways:
            raise HeaderError("a mail needs an unsubscribe address or an https unsubscribe link: set one in config.toml")
        post = b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" if is_one_click else b""
        return b"List-Unsubscribe: " + ",\r\n ".join(ways).encode() + b"\r\n" + post

    def _filled(self, values: Mapping[str, str]) -> Iterable[bytes]:
        """The value of every slot, in order, encoded."""
        for slot in self._slots:
            if slot.name not in values:
                raise RenderError(f"the sheet has a slot {slot.name!r} that nothing was given for", subject="template")
            yield encoded(header.checked(values[slot.name], f"the slot {slot.name}"), is_html=slot.is_html)

    def _join(self, values: Iterable[bytes]) -> Iterable[bytes]:
        given = iter(values)
        return (next(given) if isinstance(piece, Slot) else piece for piece in self._pieces)


def message(sheet: Sheet, delivery: Delivery, sender: Sender, links: Mapping[str, str]) -> Message:
    """One recipient's mail, as :meth:`Press.message`; the press of a sheet is kept for the next recipient."""
    return _press(sheet, sender).message(delivery, links)


@lru_cache(maxsize=32)
def _press(sheet: Sheet, sender: Sender) -> Press:
    return Press(sheet, sender)


def encoded(value: str, *, is_html: bool) -> bytes:
    """A slot's value as quoted-printable without a final line end: lines of at most 75 bytes joined by soft breaks."""
    told = (escape(value) if is_html else value).encode().replace(b"=", b"=3D")
    if not value.isascii() or not value.isprintable():
        told = _TO_ENCODE.sub(lambda found: b"=%02X" % found[0][0], told)
    if len(told) <= _LINE:
        return told
    return _SOFT.join(_lines(told))


def _lines(told: bytes) -> Iterable[bytes]:
    """Pieces of at most 75 bytes; no ``=XX`` is cut."""
    start = 0
    while start < len(told):
        end = start + _LINE
        cut = told.rfind(b"=", end - 2, end) if end < len(told) else -1
        end = end if cut < 0 else cut
        yield told[start:end]
        start = end


def _own(delivery: Delivery) -> dict[str, str]:
    return {"name": delivery.name, "email": delivery.email}


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


def _body(sheet: Sheet, boundary: str) -> Iterable[bytes | Slot]:
    """Content-Type of the whole and everything below the head."""
    text = (_part_head("plain"), *_sound(sheet.text, sheet))
    if not sheet.html:
        yield from text
        return
    mark = f"--{boundary}".encode()
    yield f'Content-Type: multipart/alternative;\r\n boundary="{boundary}"\r\n\r\n'.encode()
    yield mark + b"\r\n"
    yield from text
    yield b"\r\n" + mark + b"\r\n"
    yield _part_head("html")
    yield from _sound(sheet.html, sheet)
    yield b"\r\n" + mark + b"--\r\n"


def _part_head(subtype: str) -> bytes:
    return f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'.encode()


def _sound(chunks: tuple[bytes | Slot, ...], sheet: Sheet) -> tuple[bytes | Slot, ...]:
    """The chunks, checked: quoted-printable with CRLF only, every slot alone on a line between soft breaks."""
    pieces = _joined(chunks)
    neighbours = zip((b"", *pieces[:-1]), pieces, (*pieces[1:], b""), strict=True)
    if all(_is_sound(chunk, before, after) for before, chunk, after in neighbours):
        return pieces
    raise RenderError("the sheet is not quoted-printable with its slots on lines of their own; nothing was sent", subject=sheet.digest)


def _is_sound(chunk: bytes | Slot, before: bytes | Slot, after: bytes | Slot) -> bool:
    if isinstance(chunk, Slot):
        return _ends_softly(before) and isinstance(after, bytes) and (not after or after.startswith((_SOFT, b"\r\n")))
    lines = chunk.split(b"\r\n")
    return chunk.isascii() and b"\0" not in chunk and all(len(line) <= header.LONGEST - _LINE - 1 and _is_one(line) for line in lines)


def _ends_softly(before: bytes | Slot) -> bool:
    return isinstance(before, bytes) and (not before or before.endswith(b"\r\n"))


def _is_dotless(pieces: Iterable[bytes | Slot]) -> bool:
    """Whether no line begins with a dot, each piece being the start of a line."""
    return not any(isinstance(piece, bytes) and (piece.startswith(b".") or b"\r\n." in piece) for piece in pieces)


def _is_one(line: bytes) -> bool:
    return b"\r" not in line and b"\n" not in line


def _joined(pieces: Iterable[bytes | Slot]) -> tuple[bytes | Slot, ...]:
    """Neighbouring chunks as one, so that a copy is a join of few pieces."""
    found: list[bytes | Slot] = []
    for piece in pieces:
        if isinstance(piece, bytes) and found and isinstance(found[-1], bytes):
            found[-1] += piece
        else:
            found.append(piece)
    return tuple(found)
