"""Header fields as bytes: checked, encoded, folded.

A value with a CR, LF, NUL or any other control character or line separator is an error and never cleaned: whoever
made it has a defect that must show (header injection: the legacy ``formataddr`` passes CR and LF through). Text that
is not plain ASCII becomes RFC 2047 words of at most 75 characters, each holding whole characters; addresses are
written with their domain in ASCII (IDNA 2008). Every line ends with CRLF and is at most 78 characters long, except
where one word (a URL) is longer; 998 is never passed (RFC 5322 §2.1.1).
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache

import idna

from digest.errors import AddressError, TransportError

LINE = 78
"""RFC 5322 §2.1.1: should; without the CRLF."""
LONGEST = 998
"""RFC 5322 §2.1.1: must; without the CRLF."""
WORD = 75
"""RFC 2047 §2: an encoded word."""
_ADDRESS = 320
"""RFC 5321 §4.5.3.1: 64 + @ + 255."""

# C0 controls, DEL, C1 controls, the two separators of Unicode, and halves of surrogate pairs, which no bytes exist for
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\u0080-\U0010ffff-]{1,64}")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_LINK = re.compile(r"(?:https?://|mailto:)[!#-;=?-~]+")
_Q = {byte: f"={byte:02X}" for byte in range(256)} | {ord(" "): "_"}
_Q |= {ord(safe): safe for safe in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/"}


class HeaderError(TransportError, ValueError):
    """A value that must not reach a header or an envelope."""


def checked(value: str, what: str) -> str:
    """``value`` itself; raises ``HeaderError`` naming ``what`` when it holds a control character or a line separator."""
    found = _FORBIDDEN.search(value)
    if found:
        raise HeaderError(f"{what} holds the character U+{ord(found[0]):04X}, which no mail header may carry: correct it at its origin")
    return value


def ascii_address(address: str, what: str = "an address") -> str:
    """``address`` with its domain in ASCII; the part before the @ stays, so the result is ASCII only where that is.

    Raises ``AddressError`` unless it is one bare address without quotes, spaces or brackets.
    """
    local, at, domain = address.rpartition("@")
    # nothing forbidden in ASCII is let through by the patterns of the two halves
    is_wild = not address.isascii() and _FORBIDDEN.search(address)
    if not at or not _LOCAL.fullmatch(local) or len(address) > _ADDRESS or is_wild:
        raise AddressError(f"{what} must be one bare mail address, as ada@example.org")
    return f"{local}@{ascii_domain(domain, what)}"


@lru_cache(maxsize=4096)
def ascii_domain(domain: str, what: str = "a domain") -> str:
    """A host name in ASCII (IDNA 2008, RFC 5891); raises ``AddressError`` when it is none."""
    try:
        found = domain if domain.isascii() else idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise AddressError(f"{what} has a domain that does not exist", cause=error) from error
    if not _HOST.fullmatch(found) or ".." in found:
        raise AddressError(f"{what} has a domain that is no host name")
    return found


def link(url: str, what: str) -> str:
    """``url`` itself; raises ``HeaderError`` unless it is http(s) or mailto in plain ASCII that fits between angle brackets."""
    if not _LINK.fullmatch(url) or len(url) > LONGEST - 40:
        raise HeaderError(f"{what} must be an http(s) or mailto address in plain ASCII, without spaces and brackets")
    return url


def field(name: str, value: str) -> bytes:
    """One header field of plain ASCII parts: folded at spaces, CRLF at the end."""
    return folded(f"{name}:", checked(value, f"the header {name}").split(" "))


def text_field(name: str, text: str) -> bytes:
    """One unstructured field, as Subject: plain where it can be, else RFC 2047 words."""
    checked(text, f"the header {name}")
    if _PLAIN.fullmatch(text) and "=?" not in text and len(max(text.split(" "), key=len)) < WORD:
        return folded(f"{name}:", text.split(" "))
    return folded(f"{name}:", encoded_words(text, first=LINE - 2 - len(name) - 2))


def address_field(name: str, display: str, address: str) -> bytes:
    """From, To, Reply-To with one address; ``display`` may be empty."""
    return folded(f"{name}:", [*phrase(display, f"the name in {name}", len(name)), f"<{address}>" if display else address])


def phrase(display: str, what: str, taken: int = 0) -> list[str]:
    """Words of a display name (RFC 5322 phrase): atoms, one quoted string, or RFC 2047 words."""
    checked(display, what)
    if not display:
        return []
    if _ATOMS.fullmatch(display) and "=?" not in display and len(display) < LINE:
        return display.split(" ")
    if _PLAIN.fullmatch(display) and "=?" not in display and len(display) < LINE // 2:
        return ['"' + display.replace("\\", "\\\\").replace('"', '\\"') + '"']
    return encoded_words(display, first=LINE - 2 - taken - 2)


def encoded_words(text: str, first: int = WORD) -> list[str]:
    """RFC 2047 words of ``text``: UTF-8, Q or B whichever is shorter, whole characters; ``first`` = room for the first."""
    q_length = sum(len(_Q[byte]) for byte in text.encode())
    is_b = q_length > len(text.encode()) * 4 / 3
    found: list[str] = []
    rest = text
    while rest or not found:
        room = min(first, WORD) if not found else WORD
        taken = _longest(rest, room, is_b=is_b)
        found.append(_word(rest[:taken], is_b=is_b))
        rest = rest[taken:]
    return found


def _longest(text: str, room: int, *, is_b: bool) -> int:
    """How many characters of ``text`` fit into one word of ``room`` characters; at least one."""
    taken = min(len(text), room)
    while taken > 1 and len(_word(text[:taken], is_b=is_b)) > room:
        taken -= 1
    return taken


def _word(text: str, *, is_b: bool) -> str:
    if is_b:
        return f"=?utf-8?b?{b64encode(text.encode()).decode('ascii')}?="
    return f"=?utf-8?q?{''.join(_Q[byte] for byte in text.encode())}?="


def folded(start: str, words: list[str]) -> bytes:
    """A field from its name with colon and its words, at most 78 characters a line where words allow; CRLF at the end."""
    line = " ".join((start, *words))
    if len(line) <= LINE:
        return line.encode() + b"\r\n"
    lines = [start]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > LINE and (len(lines) > 1 or lines[-1] != start):
            lines.append("")
        lines[-1] += f" {word}"
    if any(len(line.encode()) > LONGEST for line in lines):
        raise HeaderError(f"the header {start} would have a line longer than {LONGEST} bytes: shorten it")
    return "\r\n".join(lines).encode() + b"\r\n"
