"""A saved mail (``.eml``) as what an entry needs: subject, its readable text, date, who wrote it.

The parser of the standard library reads anything; what it gives is trusted in nothing. Bodies are decoded as feeds
are, whatever charset they claim, HTML is sanitised, attachments are not looked at, and of a mail with very many parts
only the first are. Sources: RFC 5322, RFC 2045, RFC 2919 (list names), RFC 5064 (Archived-At).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from itertools import islice

from digest.errors import ParseError
from digest.gather.manners import http_date
from digest.gather.parsing.charset import decode
from digest.gather.parsing.markup import kept, web_link
from digest.gather.parsing.published import Markup
from digest.text import plain

_MAX_PARTS = 100
_READABLE = ("text/html", "text/plain")
"""Best first: the HTML of a mail has its structure, its text often only a pointer to the HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail as read."""

    subject: str
    content: str
    media: str
    sent: datetime | None
    writer: str
    """The display name in From, never the address."""
    link: str
    """Where it can be read on the web, when it says so."""
    id: str


def read_mail(body: bytes) -> Letter:
    """Read one mail; raises ``ParseError`` when nothing in it can be read."""
    try:
        message = BytesParser().parsebytes(body)
        content, media = _readable(message)
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError) as error:
        raise ParseError("the mail cannot be read", cause=plain(f"{type(error).__name__}: {error}")[:200]) from error
    subject = _words(message, "Subject")[:300]
    if not content and not subject:
        raise ParseError("the mail has neither subject nor text")
    return Letter(
        subject=subject,
        content=content,
        media=media,
        sent=http_date(_words(message, "Date")),
        writer=_writer(_words(message, "From")),
        link=web_link(_words(message, "Archived-At").strip("<> "), ""),
        id=_words(message, "Message-ID").strip("<> ")[:500],
    )


def _readable(message: Message) -> tuple[str, str]:
    """The text of the best part and its media type."""
    parts = [
        part for part in islice(message.walk(), _MAX_PARTS) if not part.is_multipart() and part.get_content_disposition() != "attachment"
    ]
    for media in _READABLE:
        for part in parts:
            if part.get_content_type() == media and (text := _text(part)):
                return kept(Markup(text=text, media=media), ""), media
    return "", "text/plain"


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return decode(payload, str(part.get("Content-Type") or "")).strip() if isinstance(payload, bytes) else ""


def _words(message: Message, name: str) -> str:
    """A header in plain words: encoded words decoded, and nothing that could be taken for another header."""
    raw = str(message.get(name) or "")[:2_000]
    return plain(_decoded(raw))


def _decoded(raw: str) -> str:
    from email.header import decode_header  # noqa: PLC0415 - few folders hold mails

    try:
        parts = decode_header(raw)
    except (MessageError, ValueError):
        return raw
    return "".join(text if isinstance(text, str) else decode(text, f"text/plain; charset={charset or 'utf-8'}") for text, charset in parts)


def _writer(value: str) -> str:
    """The name in front of the address."""
    return plain(value.partition("<")[0].strip(' "'))[:200] if "<" in value else ""
