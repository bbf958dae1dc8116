"""The sentences of an article that tell something: datelines off, bylines, captions and promotion out.

News opens with its news, so an opening is a good summary as soon as what is not news is taken out of it. A sentence is
never changed but for a dateline before it; what is left of it stands in the article word for word (blanks aside).

Only the head of a text is read: summaries are made for every story of every issue, and what matters stands early.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from digest.model import Article
from digest.text import count_words, sentences, words

_DASH = r"[-\u2013\u2014]{1,2}"
_LETTER = r"[\w.'\u2019-]"
_DATELINE = re.compile(
    rf"""^\s*(?:
        \((?:CNN|Reuters|AP|AFP|UPI|dpa|EFE|ANSA)[^)]{{0,30}}\)\s*(?:{_DASH}\s*)?             # (CNN) --
      | (?:[A-Z\u00c0-\u00de]{_LETTER}{{0,20}}[ ,/]{{0,2}}){{1,5}}\([^)]{{2,40}}\)\s*(?:{_DASH}|:)\s*  # London (Reuters) -
      | [A-Z\u00c0-\u00de\u0410-\u042f][A-Z\u00c0-\u00de\u0410-\u042f .,'\u2019/-]{{2,40}}
        (?:,\s*\w{{3,9}}\.?\s\d{{1,2}})?\s*{_DASH}\s+                                  # WASHINGTON, Nov. 3 --
    )(?=\S)""",
    re.VERBOSE,
)
_BYLINE = re.compile(
    rf"^(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Aa]v|[Aa]f|BY|VON|PAR|POR)\s+"
    rf"(?:(?:[A-Z\u00c0-\u00de]{_LETTER}{{0,30}}[ ,]*)(?:(?:and|und|et|y|e|en|och|og|for|f\u00fcr|pour|para)\s+)?){{1,7}}\W*$"
)
_STAMP = re.compile(
    r"^(?:last\s+)?(?:published|updated|posted|created|ver\u00f6ffentlicht|aktualisiert|publi\u00e9|mis \u00e0 jour|publicado|actualizado)\b.{0,60}$",
    re.IGNORECASE,
)
_CLOSERS = "\"'\u2019\u201d\u00bb\u201c\u00ab\u203a\u300d\u300f\uff09\u3011\u300b)]} \u00a0"
_ENDS = (".", "!", "?", "\u3002", "\uff01", "\uff1f", "\uff61", "\u061f", "\u06d4", "\u0964", "\u0965", "\u0589")
_TORN = ("...", "\u2026", "[\u2026]", "[...]")
_PROMOTION = (
    *(
        "click here",
        "tap here",
        "read more",
        "read also",
        "read the full",
        "scroll down",
        "sign up",
        "subscribe to",
        "newsletter",
        "follow us",
    ),
    *(
        "follow @",
        "watch the video",
        "watch below",
        "all rights reserved",
        "copyright ",
        "\u00a9",
        "use cookies",
        "advertisement",
        "share this",
    ),
    *("most read", "most popular", "related article", "related stor", "related content", "download the app", "file photo", "stock photo"),
    *(
        "file image",
        "stock image",
        "photo by",
        "photograph by",
        "photos by",
        "getty images",
        "shutterstock",
        "image source",
        "image caption",
    ),
    *("(pictured", "picture:", "first appeared on", "first published on", "originally published", "appeared first on", "continue reading"),
    *("for confidential support", "mehr zum thema", "lesen sie", "hier klicken", "lire aussi", "lire la suite", "abonnez-vous"),
    *(
        "\u00e0 lire",
        "leer m\u00e1s",
        "lea tambi\u00e9n",
        "suscr\u00edbe",
        "leggi anche",
        "leggi tutto",
        "clicca qui",
        "leia mais",
        "leia tamb\u00e9m",
    ),
    *(
        "lees ook",
        "lees meer",
        "czytaj te\u017c",
        "czytaj tak\u017ce",
        "czytaj wi\u0119cej",
        "\u0447\u0438\u0442\u0430\u0439\u0442\u0435 \u0442\u0430\u043a\u0436\u0435",
    ),
    *(
        "\u0447\u0438\u0442\u0430\u0439\u0442\u0435 \u0442\u0430\u043a\u043e\u0436",
        "\u043f\u043e\u0434\u043f\u0438\u0441\u044b\u0432\u0430\u0439\u0442\u0435\u0441\u044c",
        "\u5173\u8054\u9605\u8bfb",
        "\u95a2\u9023\u8a18\u4e8b",
        "\u7d9a\u304d\u3092\u8aad\u3080",
    ),
)
"""What only promotion, captions and page furniture say, in the languages of many feeds, lower case."""
_SHORT = 3
_MANY = 70
"""Words: what is longer is captions run together, or a list."""
_HEAD = 6000


def telling(article: Article, head: int = _HEAD, limit: int = 100) -> list[str]:
    """The first ``limit`` of the article's sentences worth telling, in order, of its first ``head`` characters.

    Where nothing survives but there is text, its first sentence as it stands.
    """
    found = _split(article, head)
    kept = list(islice((sentence for sentence in found if is_telling(sentence)), limit + 1))
    if len(kept) > 1 and repeats(kept[0], article.title):
        kept = kept[1:]
    return kept[:limit] or found[:1]


def is_telling(sentence: str) -> bool:
    """Whether it is a whole sentence of a news text, not a fragment, credit, promotion or run of captions."""
    bare = sentence.rstrip(_CLOSERS)
    if not bare.endswith(_ENDS) or sentence.endswith(_TORN) or bare.endswith(_TORN):
        return False
    if not _SHORT < count_words(sentence) <= _MANY:
        return False
    lower = sentence.lower()
    return not (any(phrase in lower for phrase in _PROMOTION) or _BYLINE.match(sentence) or _STAMP.match(sentence))


def repeats(sentence: str, title: str) -> bool:
    """Whether the sentence says the title again and hardly more."""
    told, named = set(words(sentence)), set(words(title))
    return bool(named) and len(told & named) >= 0.8 * len(told | named)


def _split(article: Article, head: int) -> list[str]:
    text = article.text[:head]
    found = [" ".join(sentence.split()) for sentence in sentences(text, article.language)]
    if len(article.text) > head and len(found) > 1:
        found.pop()  # the cut goes through it
    return [bare for bare in _bare(found) if bare]


def _bare(found: list[str]) -> Iterator[str]:
    for place, sentence in enumerate(found):
        yield _DATELINE.sub("", sentence, count=1) if place < len(("masthead", "dateline")) else sentence
