"""Quoted-printable, as fast as C, with slots left open.

RFC 2045 section 6.7: lines of at most 76 characters, CRLF, blanks at a line's end encoded. ``binascii`` does that;
this file adds what it does not know: canonical line ends, and **slots**. A slot is a hole that is filled for each
recipient. In rendered text it stands as ``NUL name NUL`` (every other NUL is gone before); in the encoded chunk it
stands the same way on a line of its own between soft line breaks::

    <a href=3D"=
    NUL unsubscribe NUL=
    ">Unsubscribe</a>

so that whoever fills it encodes the value alone, whatever its length, and the rest is a join of bytes. A value's
own lines must be at most 75 characters long, for a soft break follows it.
"""

from __future__ import annotations

import re
from binascii import b2a_qp

from digest.errors import RenderError

LINE = 76
"""Characters, without CRLF (RFC 2045)."""
SLOTS = frozenset({"name", "unsubscribe", "preferences"})
"""What may differ from recipient to recipient."""

_NEWLINE = re.compile(r"\r\n?|\n")


def slot_text(name: str) -> str:
    """What stands for a slot in rendered text."""
    return f"\0{name}\0"


def quote(text: str) -> bytes:
    """Encode rendered text; slots stay open.

    Raises ``RenderError`` for a slot that does not exist.
    """
    pieces = _NEWLINE.sub("\n", text).split("\0")
    for name in pieces[1::2]:
        if name not in SLOTS:
            raise RenderError(f"there is no slot {name!r}; there are {', '.join(sorted(SLOTS))}")
    # binascii breaks lines with a bare LF unless its input has CRLF already, so line ends are made canonical after it
    chunks = [b2a_qp(piece.encode(), istext=True).replace(b"\n", b"\r\n") for piece in pieces[0::2]]
    quoted = chunks[0]
    for name, chunk in zip(pieces[1::2], chunks[1:], strict=True):
        quoted = b"".join((_with_room(quoted), b"=\r\n\0", name.encode(), b"\0=\r\n", chunk))
    return quoted


def _with_room(quoted: bytes) -> bytes:
    """Break the last line when a soft break would make it too long."""
    line = quoted.rpartition(b"\n")[2]
    if len(line) < LINE:
        return quoted
    last = 3 if line[-3:-2] == b"=" else 1
    return b"".join((quoted[:-last], b"=\r\n", quoted[-last:]))
