"""The first picture inside an entry's own HTML that is for looking at, with its words and size."""

from __future__ import annotations

import html
import re

from digest.gather.parsing.markup import web_link
from digest.gather.parsing.published import Markup
from digest.model import Image
from digest.text import plain
from digest.text.pixels import is_pixel

_TAG = re.compile(r"<img\b[^<>]{0,4000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"\b(src|alt|width|height)\s{0,5}=\s{0,5}(?:\"([^\"]{0,2000})\"|'([^']{0,2000})'|([^\s\"'>]{1,2000}))", re.IGNORECASE
)
_LOOKED_AT = 50_000
"""Characters of an entry in which a picture is looked for."""
_MOST_TAGS = 50
_LARGEST = 20_000
_LONGEST_WORDS = 300


def lead_image(markup: Markup, base: str) -> Image | None:
    """The first picture that is no tracking pixel, its address resolved against ``base``; None without one."""
    if markup.media != "text/html":
        return None
    tags = _TAG.findall(markup.text[:_LOOKED_AT])[:_MOST_TAGS]
    return next((image for image in (_image(tag, markup.base or base) for tag in tags) if image), None)


def _image(tag: str, base: str) -> Image | None:
    said: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag):
        said.setdefault(match[1].lower(), html.unescape(match[2] or match[3] or match[4] or ""))
    url = web_link(said["src"], base) if said.get("src") else ""
    width, height = pixels(said.get("width", "")), pixels(said.get("height", ""))
    if not url or is_pixel(url, width=width, height=height):
        return None
    return Image(url=url, alt=plain(said.get("alt", ""))[:_LONGEST_WORDS], width=width, height=height)


def pixels(text: str) -> int:
    """A size as HTML writes it (``640``, ``640px``), 0 where it is none or a share (``100%``)."""
    digits = text.strip().lower().removesuffix("px").strip()
    size = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= len(str(_LARGEST)) else 0
    return size if size <= _LARGEST else 0
