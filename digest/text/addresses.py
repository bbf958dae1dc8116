"""What an address says of its page: a title for what has none yet."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from digest.text.fold import plain

_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp)$|-?\b[0-9a-f]{8,}$|^\d+-|[-_]\d{4,}$", re.IGNORECASE)
_LONGEST = 200


def address_words(url: str) -> str:
    """The words of an address's longest part: ``/news/harbour-bridge-reopens-4711.html`` → *Harbour bridge reopens*.

    The address itself where it holds no words.
    """
    parts = [part for part in unquote(urlsplit(url).path).split("/") if part]
    names = [_ENDING.sub("", _ENDING.sub("", part)) for part in parts]
    longest = max(names, key=lambda name: (name.count("-") + name.count("_"), len(name)), default="")
    words = plain(re.sub(r"[-_+]+", " ", longest))[:_LONGEST]
    return words[:1].upper() + words[1:] if words else url
