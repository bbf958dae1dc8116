"""SMTP replies from bytes, however they are cut (RFC 5321 §4.2, enhanced codes RFC 2034).

What a server says is untrusted: a line that is no reply, codes that differ within one reply, or an endless answer is
a ``TemporaryError``; control characters are taken out of texts before anybody prints them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from digest.errors import SenderRefusedError, TemporaryError

_LINE = re.compile(rb"([2-5][0-9]{2})(?:([ -])(.*))?")
_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?:\s+|$)")
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LONGEST = 65_536
"""Bytes of one reply; RFC 5321 wants 512 a line."""
_SHORT = 200
"""Bytes of a line that may be remembered: a server says the same few things for every mail."""
_TEXT = 500
"""Characters of a text that are kept."""
SERVICE_CLOSING = 421


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer of the server."""

    code: int
    lines: tuple[str, ...]

    @property
    def is_ok(self) -> bool:
        """2xx: done."""
        return self.code // 100 == 2  # noqa: PLR2004  the reply's first digit

    @property
    def is_more(self) -> bool:
        """3xx: go on."""
        return self.code // 100 == 3  # noqa: PLR2004  the reply's first digit

    @property
    def is_for_good(self) -> bool:
        """5xx: never."""
        return self.code // 100 == 5  # noqa: PLR2004  the reply's first digit

    @property
    def enhanced(self) -> str:
        """RFC 3463 code of the first line, as ``5.1.1``; empty when there is none or it contradicts the code."""
        found = _ENHANCED.match(self.lines[0])
        return found[1] if found and found[1][0] == str(self.code)[0] else ""

    @property
    def text(self) -> str:
        """The words, enhanced codes taken out, at most 500 characters on one line."""
        words = (_ENHANCED.sub("", line, count=1) if self.enhanced and _ENHANCED.match(line) else line for line in self.lines)
        return " ".join(word for word in words if word)[:_TEXT]

    @property
    def extensions(self) -> dict[str, str]:
        """Of an EHLO reply: keyword → parameters, upper case; also the old ``AUTH=PLAIN`` form."""
        lines = (line.upper().replace("AUTH=", "AUTH ").partition(" ") for line in self.lines[1:])
        return {keyword: parameters.strip() for keyword, _, parameters in lines if keyword}

    def __str__(self) -> str:
        """For an error's cause: code, enhanced code, words."""
        return " ".join(part for part in (str(self.code), self.enhanced, self.text) if part)


@dataclass(slots=True)
class Replies:
    """Collects bytes and gives whole replies, one at a time."""

    _held: bytearray = field(default_factory=bytearray)
    _lines: list[str] = field(default_factory=list)
    _code: int = 0
    _size: int = 0

    def add(self, data: bytes) -> None:
        """Take what was received."""
        self._held += data

    @property
    def has_rest(self) -> bool:
        """Whether bytes wait that no reply has used: before a TLS handshake that is an attack (CVE-2011-0411)."""
        return bool(self._held or self._lines)

    def next(self) -> Reply | None:
        """The next whole reply, None when more bytes are needed; raises ``TemporaryError`` for what is no SMTP."""
        while (end := self._held.find(b"\n")) >= 0:
            line = bytes(self._held[:end]).removesuffix(b"\r")
            del self._held[: end + 1]
            if not self._lines and len(line) < _SHORT and (known := _single(line)) is not None:
                return known
            self._size += end + 1
            if self._is_last(line):
                reply = Reply(code=self._code, lines=tuple(self._lines))
                self._lines, self._size = [], 0
                return reply
        if self._size + len(self._held) > _LONGEST:
            raise TemporaryError("the server's answer has no end")
        return None

    def _is_last(self, line: bytes) -> bool:
        found = _LINE.fullmatch(line)
        if not found or self._size > _LONGEST or (self._lines and int(found[1]) != self._code):
            raise TemporaryError("what answers does not speak SMTP: check host and port", cause=_shown(line[:80]))
        self._code = int(found[1])
        self._lines.append(_shown(found[3] or b""))
        return found[2] != b"-"


def refusal(what: str, reply: Reply) -> TemporaryError | SenderRefusedError:
    """For good (5xx) the operator has to act; anything else may pass."""
    return SenderRefusedError(what, cause=reply) if reply.is_for_good else TemporaryError(what, cause=reply)


@lru_cache(maxsize=64)
def _single(line: bytes) -> Reply | None:
    """The reply that is this one line; None when there is more to it, or it is none."""
    found = _LINE.fullmatch(line)
    return None if not found or found[2] == b"-" else Reply(code=int(found[1]), lines=(_shown(found[3] or b""),))


def _shown(line: bytes) -> str:
    return _UNSHOWN.sub(" ", line.decode("utf-8", "backslashreplace")).strip()
