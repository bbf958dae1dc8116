"""Transfer encoding, as fast as C, with slots left open.

Two encodings (RFC 2045): quoted-printable for scripts that are mostly ASCII, base64 for those of which every letter
would take six or nine characters. ``binascii`` does both; this file adds what it does not know: canonical line ends,
and **slots**. A slot is a hole that is filled for each recipient. In rendered text it stands as ``NUL name NUL``
(every other NUL is gone before).

*Quoted-printable* (section 6.7: lines of at most 76 characters, blanks at a line's end encoded): the slot stands the same
way on a line of its own between soft line breaks::

    <a href=3D"=
    NUL unsubscribe NUL=
    ">Unsubscribe</a>

so that whoever fills it encodes the value alone, whatever its length, and the rest is a join of bytes. A value's
own lines must be at most 75 characters long, for a soft break follows it.

*Base64* (section 6.8): four letters stand for three bytes across every border, so a chunk is whole only when its length
is a multiple of three; blanks before its last line end, where no reader sees them, make it so. The line of text that a
slot stands on stays unencoded beside the slot, ``NUL name NUL before NUL after NUL`` (both in base64 by themselves), and
is encoded whole when the slot is filled. Chunks begin with a mark, so cards of two encodings are never joined.
"""

from __future__ import annotations

import re
from binascii import b2a_base64, b2a_qp
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digest.errors import RenderError
from digest.model import Encoding

LINE = 76
"""Characters, without CRLF (RFC 2045)."""
SLOTS = frozenset({"name", "unsubscribe", "preferences"})
"""What may differ from recipient to recipient."""
MARK = b"\0base64\0\0\0"
"""Begins a chunk in base64: written as a slot of that name with nothing beside it."""

_BYTES_A_LINE = 57
"""Of base64: 76 characters."""
_GAIN = 0.95
"""Base64 hides a mail's text from whoever reads its source, so it must save a twentieth at least."""
_ASCII = bytes(range(128))
_NEWLINE = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Encodings:
    """How the two parts of a mail are encoded: one choice an issue, look and language, for cards are joined."""

    html: Encoding = Encoding.QUOTED
    text: Encoding = Encoding.QUOTED


QUOTED = Encodings()


def slot_text(name: str) -> str:
    """What stands for a slot in rendered text."""
    return f"\0{name}\0"


def smaller(texts: Sequence[str]) -> Encoding:
    """The encoding in which these texts take fewer bytes together."""
    quoted = packed = 0
    for text in texts:
        told = text.encode()
        quoted += len(told) + 2 * (len(told.translate(None, _ASCII)) + told.count(b"="))
        packed += len(told)
    return Encoding.BASE64 if packed * 4 / 3 * (LINE + 2) / LINE < quoted * _GAIN else Encoding.QUOTED


def encode(text: str, encoding: Encoding) -> bytes:
    """Encode rendered text as ``encoding``; slots stay open. Raises ``RenderError`` for a slot that does not exist."""
    return pack(text) if encoding is Encoding.BASE64 else quote(text)


def quote(text: str) -> bytes:
    """Encode rendered text as quoted-printable; slots stay open.

    Raises ``RenderError`` for a slot that does not exist.
    """
    pieces = _pieces(text)
    # binascii breaks lines with a bare LF unless its input has CRLF already, so line ends are made canonical after it
    chunks = [b2a_qp(piece.encode(), istext=True).replace(b"\n", b"\r\n") for piece in pieces[0::2]]
    quoted = chunks[0]
    for name, chunk in zip(pieces[1::2], chunks[1:], strict=True):
        quoted = b"".join((_with_room(quoted), b"=\r\n\0", name.encode(), b"\0=\r\n", chunk))
    return quoted


def pack(text: str) -> bytes:
    """Encode rendered text as base64; slots stay open.

    Decoded it is the text with at most two blanks more before the line end of each run. Raises ``RenderError`` for a
    slot that does not exist.
    """
    if not text:
        return b""
    _pieces(text)
    packed, run = [MARK], b""
    for told in _NEWLINE.sub("\r\n", text).encode().splitlines(keepends=True):
        if b"\0" in told:
            packed += [base64_lines(run), *_open_line(told)]
            run = b""
        else:
            run += told
    return b"".join((*packed, base64_lines(run)))


def base64_lines(told: bytes) -> bytes:
    """Lines of base64 without ``=``: blanks before the last line end bring the bytes to a multiple of three."""
    ending = b"\r\n" if told.endswith(b"\r\n") else b""
    whole = told.removesuffix(ending) + b" " * (-len(told) % 3) + ending
    lines = (whole[start : start + _BYTES_A_LINE] for start in range(0, len(whole), _BYTES_A_LINE))
    return b"".join(b2a_base64(line, newline=False) + b"\r\n" for line in lines)


def _open_line(told: bytes) -> Iterable[bytes]:
    """The slots of one line, each with what stands before it; the last also with what follows."""
    pieces = told.split(b"\0")
    names, between = pieces[1::2], pieces[0::2]
    for place, name in enumerate(names):
        after = between[-1] if place + 1 == len(names) else b""
        fields = (name, b2a_base64(between[place], newline=False), b2a_base64(after, newline=False))
        yield b"\0" + b"\0".join(fields) + b"\0"


def _pieces(text: str) -> list[str]:
    """Text and slot names in turn, line ends canonical."""
    pieces = _NEWLINE.sub("\n", text).split("\0")
    for name in pieces[1::2]:
        if name not in SLOTS:
            raise RenderError(f"there is no slot {name!r}; there are {', '.join(sorted(SLOTS))}")
    return pieces


def _with_room(quoted: bytes) -> bytes:
    """Break the last line when a soft break would make it too long."""
    line = quoted.rpartition(b"\n")[2]
    if len(line) < LINE:
        return quoted
    last = 3 if line[-3:-2] == b"=" else 1
    return b"".join((quoted[:-last], b"=\r\n", quoted[-last:]))
