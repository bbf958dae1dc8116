"""A body on its way in: collected and unpacked under limits, so that neither an endless one nor a bomb fills the memory.

Compressed bodies are unpacked in pieces of 64 kB at most; the limits act after every piece. Sources: RFC 1950, 1952.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import Any

from digest.errors import FetchError

MAX_RATIO = 100
_RATIO_FREE = 1_000_000
"""Bytes below which compression may be as good as it likes: a small list of equal lines is no bomb."""
_PIECE = 65_536
_MAGIC = b"\x1f\x8b"
_ANY_HEADER = 47
"""zlib's window bits for: gzip or zlib, as the header says."""


@dataclass(slots=True, kw_only=True)
class Body:
    """Collects a body under limits; decompresses in bounded pieces, so that a bomb never unfolds."""

    cap: int
    is_packed: bool
    read: int = 0
    size: int = 0
    pieces: list[bytes] = field(default_factory=list)
    _inflater: Any = None
    _between: bytes = b""
    """The first half of the mark of a next gzip member."""

    def add(self, chunk: bytes) -> None:
        """Take what came; raises ``FetchError`` at a limit."""
        self.read += len(chunk)
        if self.read > self.cap:
            raise FetchError(f"the body is larger than {self.cap:,} bytes")
        if self.is_packed:
            self._inflate(chunk)
        else:
            self._keep(chunk)

    def finish(self) -> bytes:
        """The whole body; raises ``FetchError`` when its compression ended too early."""
        if self._inflater is not None and not self._inflater.eof:
            raise FetchError("the compressed body ended too early")
        return b"".join(self.pieces)

    def _keep(self, piece: bytes) -> None:
        self.pieces.append(piece)
        self.size += len(piece)
        if self.size > self.cap:
            raise FetchError(f"the body is larger than {self.cap:,} bytes")
        if self.size > max(_RATIO_FREE, MAX_RATIO * self.read):
            raise FetchError(f"the body is compressed more than {MAX_RATIO}:1")

    def _inflate(self, chunk: bytes) -> None:
        try:
            left = self._between + chunk
            self._between = b""
            while left:
                left = self._step(left)
        except zlib.error as error:
            raise FetchError("the body is not compressed as its header says", cause=error) from error

    def _step(self, left: bytes) -> bytes:
        """Unpack one piece; what is left of the input."""
        if self._inflater is None:
            self._inflater = zlib.decompressobj(_ANY_HEADER)
        elif self._inflater.eof and not self._begins_member(left):
            return b""
        piece = self._inflater.decompress(left, _PIECE)
        self._keep(piece)
        while len(piece) == _PIECE and not self._inflater.unconsumed_tail:  # all is read, but not all came out
            piece = self._inflater.decompress(b"", _PIECE)
            self._keep(piece)
        rest: bytes = self._inflater.unconsumed_tail or self._inflater.unused_data
        return rest

    def _begins_member(self, left: bytes) -> bool:
        """RFC 1952 §2.2: members follow one another; anything else behind the last one is padding."""
        if left == _MAGIC[:1]:
            self._between = left
        if not left.startswith(_MAGIC):
            return False
        self._inflater = zlib.decompressobj(_ANY_HEADER)
        return True
