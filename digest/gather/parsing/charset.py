"""From bytes to text: which encoding a document is in.

In order: a byte order mark, what the server said, what the document declares, UTF-8, Windows-1252. Encodings whose
decoders take quadratic time or mean something else than text are never used, whatever a document declares. Where a
document is UTF-8 but for a few bad bytes, those are replaced rather than the whole read as something else.
Sources: XML 1.0 appendix F, RFC 7303, WHATWG Encoding (labels).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STARTS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
    (b"<\0r\0", "utf-16-le"),
    (b"<\0f\0", "utf-16-le"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_NEVER = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem", "utf-7"})
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "ascii": "utf-8",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
"""Labels that are used for more than they mean; the wider encoding reads both."""
_MAX_BAD_SHARE = 10
"""One replaced character in so many others that are not ASCII is a slip, not another encoding."""


def charset_of(content_type: str) -> str:
    """The charset a Content-Type names, empty when it names none."""
    found = _CHARSET.search(content_type)
    return found[1].lower() if found else ""


def media_of(content_type: str) -> str:
    """The bare media type, lower case."""
    return content_type.partition(";")[0].strip().lower()


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a document, without byte order mark; never raises."""
    for name, skip in _candidates(body, content_type):
        try:
            return body[skip:].decode(name)
        except LookupError:
            continue  # a codec, but none of text
        except UnicodeDecodeError:
            lenient = _mostly(body[skip:], name)
            if lenient:
                return lenient
    return body.decode("cp1252", errors="replace")


def _candidates(body: bytes, content_type: str) -> Iterator[tuple[str, int]]:
    for mark, name in _MARKS:
        if body.startswith(mark):
            yield name, len(mark)
            break
    head = body[:2_048]
    for start, name in _STARTS:
        if head.startswith(start):
            yield name, 0
    declared = _DECLARED.search(head) or _META.search(head)
    labels = (charset_of(content_type), declared[1].decode("ascii", "replace") if declared else "", "utf-8")
    names = filter(None, map(_usable, labels))
    is_narrow = b"\0" not in head  # so a label that says two or four bytes a letter is a lie
    yield from ((name, 0) for name in names if not (is_narrow and name.startswith(("utf-16", "utf-32"))))


def _usable(label: str) -> str:
    """Python's name for a label that may be used, else empty."""
    try:
        name = codecs.lookup(label).name if label else ""
    except (LookupError, ValueError):
        return ""
    return "" if name.replace("_", "-") in _NEVER else _WIDER.get(name, name)


def _mostly(body: bytes, name: str) -> str:
    """UTF-8 with a few bad bytes, replaced; empty when it looks like another encoding."""
    if name != "utf-8":
        return ""
    text = body.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return text if bad * _MAX_BAD_SHARE < foreign else ""
