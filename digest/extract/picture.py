"""The picture that a page itself gives for its article: absolute, with its size and words, and no tracking pixel.

Asked in order: Open Graph (with its structured properties), Twitter cards, JSON-LD's ``image``. Sources: ogp.me,
schema.org ImageObject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import urljoin

from digest.model import Image
from digest.text import plain
from digest.text.pixels import is_pixel

_LARGEST = 20_000
"""Pixels; a larger number is a mistake."""
_LONGEST_WORDS = 300
_PLACES = (
    ("og:image:secure_url", "og:image"),
    ("og:image", "og:image"),
    ("og:image:url", "og:image"),
    ("twitter:image", "twitter:image"),
    ("twitter:image:src", "twitter:image"),
)


def page_image(meta: Mapping[str, str], graph: Mapping[str, object], url: str) -> Image | None:
    """The first picture declared that can be shown; ``meta`` by name in lower case, ``graph`` the article's JSON-LD."""
    for found in (*_in_meta(meta), *_in_graph(graph.get("image"))):
        if shown := shown_image(found, url):
            return shown
    return None


def shown_image(image: Image | None, base: str = "") -> Image | None:
    """The picture with an absolute address and a size that may be, or None when it is for watching readers, not for looking at."""
    if image is None:
        return None
    try:
        address = urljoin(base, image.url.strip())
    except ValueError:
        return None
    width, height = _size(image.width), _size(image.height)
    if is_pixel(address, width=width, height=height):
        return None
    return Image(url=plain(address).replace(" ", "%20"), alt=plain(image.alt)[:_LONGEST_WORDS], width=width, height=height)


def _in_meta(meta: Mapping[str, str]) -> Iterator[Image]:
    for name, stem in _PLACES:
        if name in meta:
            sizes = (_number(meta.get(f"{stem}:{side}")) for side in ("width", "height"))
            width, height = sizes
            yield Image(url=unescape(meta[name]), alt=unescape(meta.get(f"{stem}:alt", "")), width=width, height=height)


def _in_graph(value: object) -> Iterator[Image]:
    """JSON-LD's image: an address, an object, or a list of either."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield Image(url=each)
        elif isinstance(each, dict) and isinstance(each.get("url"), str):
            yield Image(
                url=each["url"], alt=str(each.get("caption") or ""), width=_number(each.get("width")), height=_number(each.get("height"))
            )


def _number(value: object) -> int:
    """A size in pixels as pages write it (``"1200"``, ``"1200px"``, 1200), 0 when it is none."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return 0
    digits = str(value).strip().removesuffix("px").partition(".")[0].strip()
    return _size(int(digits)) if digits.isascii() and digits.isdigit() and len(digits) <= len(str(_LARGEST)) else 0


def _size(pixels: int) -> int:
    return pixels if 0 <= pixels <= _LARGEST else 0
