"""Bytes that are known to be fit for the wire: the claim travels with the bytes, and any other bytes are checked.

Looking through a mail of 54 kB for bare line ends and leading dots takes 100 µs, more than everything else that is
done to it in this process. A :class:`~digest.deliver.message.Press` knows by construction that there are none, or doubles
the dots of what all copies share once.
"""

from __future__ import annotations

import re

_BARE = re.compile(rb"\r(?!\n)|(?<!\r)\n")


class ReadyBytes(bytes):
    """CRLF line ends only, one at the end; no line begins with a dot, or ``wire`` has them doubled already."""

    wire: bytes | None = None
    """As it goes over the wire; None = as it is."""

    @classmethod
    def of(cls, content: bytes, wire: bytes | None) -> ReadyBytes:
        """Make the claim for ``content``; ``wire`` where its dots had to be doubled."""
        ready = cls(content)
        ready.wire = wire
        return ready


def stuffed(content: bytes) -> bytes:
    """A body as it goes over the wire: CRLF line ends only, every leading dot doubled, CRLF at the end; no final dot."""
    if isinstance(content, ReadyBytes):
        return content if content.wire is None else content.wire
    if content.count(b"\n") != content.count(b"\r\n") or content.count(b"\r") != content.count(b"\n"):
        content = _BARE.sub(b"\r\n", content)
    if not content.endswith(b"\r\n"):
        content += b"\r\n"
    return (b"." if content.startswith(b".") else b"") + content.replace(b"\r\n.", b"\r\n..")
