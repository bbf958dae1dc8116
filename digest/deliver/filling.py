"""The holes of a sheet and what fills them: a value is escaped, encoded as its part is, and touches nothing beside it.

In quoted-printable a hole is one slot, alone on a line between soft breaks. In base64 four letters stand for three
bytes across every border, so a hole is the whole line of text that its slots stand on; blanks before its line end, which
no reader sees, make its bytes a multiple of three, and the lines of base64 around it stay what they are.
"""

from __future__ import annotations

import re
from binascii import b2a_base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import TypeVar

from digest.deliver import header
from digest.errors import RenderError
from digest.model import Encoding, Slot

LINE = 75
"""Of quoted-printable, without the soft break's ``=`` (RFC 2045 §6.7 rule 5: 76)."""
SOFT = b"=\r\n"
_BYTES_A_LINE = 57
"""Of base64: 76 letters."""
_TO_ENCODE = re.compile(rb"[^ -~]")
_AS_IT_IS = re.compile(rf"[^\x00-\x1f\"&'<=>\x7f-\U0010ffff]{{0,{LINE}}}")
"""A value in which nothing is to be checked, escaped, encoded or broken: most links, most names."""
Piece = TypeVar("Piece", Slot, "Hole")
_LINES = re.compile(rb"[^\0\r\n]{0,%d}+(?:\r\n[^\0\r\n]{0,%d}+)*+" % ((header.LONGEST - LINE - 1,) * 2))
"""Lines divided by CRLF, so short that what fills a hole has room beside them."""
_BASE64_LINE = re.compile(rb"(?:[A-Za-z0-9+/]{4}){1,19}")


@dataclass(frozen=True, slots=True)
class Hole:
    """Slots that are filled together: one in quoted-printable, those of one line in base64."""

    slots: tuple[Slot, ...]
    encoding: Encoding

    def fill(self, values: Mapping[str, str]) -> bytes:
        """The encoded values; raises ``RenderError`` for a slot without value, ``HeaderError`` for what no mail may carry."""
        if self.encoding is Encoding.QUOTED and _AS_IT_IS.fullmatch(value := values.get(self.slots[0].name, "=")):
            return value.encode()
        told = [_value(slot, values) for slot in self.slots]
        if self.encoding is Encoding.QUOTED:
            return quoted(told[0])
        return packed(b"".join(slot.before + value + slot.after for slot, value in zip(self.slots, told, strict=True)))


def _value(slot: Slot, values: Mapping[str, str]) -> bytes:
    if slot.name not in values:
        raise RenderError(f"the sheet has a slot {slot.name!r} that nothing was given for", subject="template")
    value = header.checked(values[slot.name], f"the slot {slot.name}")
    return (escape(value) if slot.is_html else value).encode()


def quoted(told: bytes) -> bytes:
    """Quoted-printable without a final line end: lines of at most 75 bytes joined by soft breaks."""
    told = told.replace(b"=", b"=3D")
    if _TO_ENCODE.search(told):
        told = _TO_ENCODE.sub(lambda found: b"=%02X" % found[0][0], told)
    return told if len(told) <= LINE else SOFT.join(_lines(told))


def packed(told: bytes) -> bytes:
    """Lines of base64, none of which ends with ``=``; up to two blanks stand before the last line end for that."""
    ending = b"\r\n" if told.endswith(b"\r\n") else b""
    whole = told.removesuffix(ending) + b" " * (-len(told) % 3) + ending
    lines = (whole[start : start + _BYTES_A_LINE] for start in range(0, len(whole), _BYTES_A_LINE))
    return b"".join(b2a_base64(line, newline=False) + b"\r\n" for line in lines)


def _lines(told: bytes) -> Iterable[bytes]:
    """Pieces of at most 75 bytes; no ``=XX`` is cut."""
    start = 0
    while start < len(told):
        end = start + LINE
        cut = told.rfind(b"=", end - 2, end) if end < len(told) else -1
        end = end if cut < 0 else cut
        yield told[start:end]
        start = end


def holes(turns: Iterable[bytes | Slot], encoding: Encoding) -> tuple[bytes | Hole, ...]:
    """The chunks of a part with its slots made holes."""
    found: list[bytes | Hole] = []
    for turn in joined(turns):
        last = found[-1] if found else None
        if isinstance(turn, bytes):
            found.append(turn)
        elif encoding is Encoding.BASE64 and isinstance(last, Hole) and not last.slots[-1].after:
            found[-1] = Hole((*last.slots, turn), encoding)
        else:
            found.append(Hole((turn,), encoding))
    return tuple(found)


def is_sound(pieces: tuple[bytes | Hole, ...], encoding: Encoding) -> bool:
    """Whether chunks and holes are what the encoding promises, whatever the holes are filled with."""
    if encoding is Encoding.BASE64:
        return all(isinstance(piece, Hole) or _is_base64(piece) for piece in pieces)
    neighbours = zip((b"", *pieces[:-1]), pieces, (*pieces[1:], b""), strict=True)
    return all(_is_quoted(chunk, before, after) for before, chunk, after in neighbours)


def _is_base64(chunk: bytes) -> bool:
    """Whole lines, each of whole groups of four and none with ``=``, so that any lines may follow."""
    return chunk.endswith(b"\r\n") and all(_BASE64_LINE.fullmatch(line) for line in chunk[:-2].split(b"\r\n"))


def _is_quoted(chunk: bytes | Hole, before: bytes | Hole, after: bytes | Hole) -> bool:
    """CRLF only, and every hole alone on a line between soft breaks."""
    if isinstance(chunk, Hole):
        return _ends_softly(before) and isinstance(after, bytes) and (not after or after.startswith((SOFT, b"\r\n")))
    return chunk.isascii() and _LINES.fullmatch(chunk) is not None


def _ends_softly(before: bytes | Hole) -> bool:
    return isinstance(before, bytes) and (not before or before.endswith(b"\r\n"))


def joined(pieces: Iterable[bytes | Piece]) -> Iterator[bytes | Piece]:
    """Neighbouring chunks as one, so that a copy is a join of few pieces."""
    chunks: list[bytes] = []
    for piece in pieces:
        if isinstance(piece, bytes):
            chunks.append(piece)
            continue
        if chunks:
            yield b"".join(chunks)
        chunks.clear()
        yield piece
    if chunks:
        yield b"".join(chunks)
