"""The sentences of an article that tell something: datelines off, bylines, captions and promotion out.

News opens with its news, so an opening is a good summary as soon as what is not news is taken out of it. A sentence is
never changed but for a dateline before it; what is left of it stands in the article word for word (blanks aside).
Sentences of one quotation are told together or not at all (see ``quotation``).

Only the head of a text is read: summaries are made for every story of every issue, and what matters stands early.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice

from digest.model import Article
from digest.summarise.quotation import whole_quotations
from digest.text import count_words, sentences, words

_DASH = r"[-\u2013\u2014]{1,2}"
_CAPITAL = r"[A-Z\u00c0-\u00de\u0410-\u042f]"
_LETTER = r"[\w.'\u2019-]"
_DATELINE = re.compile(
    rf"""^\s*(?:
        \((?:CNN|Reuters|AP|AFP|UPI|dpa|EFE|ANSA)[^)]{{0,30}}\)\s*(?:{_DASH}\s*)?          # (CNN) --
      | (?:{_CAPITAL}{_LETTER}{{0,20}}[ ,/]{{1,2}}){{1,5}}\([^)]{{2,40}}\)\s*(?:{_DASH}|:)\s*  # London (Reuters) -
      | {_CAPITAL}{{2}}(?:{_CAPITAL}|[ .,'\u2019/-]){{1,38}}(?:,\s*\w{{3,9}}\.?\s\d{{1,2}})?\s*{_DASH}\s+  # WASHINGTON, Nov. 3 --
    )(?=\S)""",
    re.VERBOSE,
)
_WIRE = re.compile(
    rf"""^\s*(?:\((?:Adds|Updates|Recasts|Corrects|Repeats|Photo|Image|Picture|File)\b[^)]{{0,80}}\)\s*)?  # (Adds quotes, details)
    (?:[^.!?()]{{0,40}}\.?[^.!?()]{{0,20}}\((?:Reuters|AP|AFP|UPI|dpa|EFE|ANSA|Bloomberg)\)\s*(?:{_DASH}|:)\s+)?(?=\S)
    """,
    re.VERBOSE,
)
_CREDIT = re.compile(
    r"""^(?:
        (?:photo|photograph|image|picture|foto|bild|file\ photo)s?(?:\ credits?)?\s*:
      | \(?(?:additional\ )?(?:reporting|writing|editing)\ by\b.{0,120}$
      | this\ (?:article|story)\ (?:was|has\ been)\ (?:\w+\ )?(?:amended|updated|corrected)\b
      | (?:advertisement|anzeige|publicité|publicidad)\W*$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""What only credits, corrections and notices open with."""
_NAME = rf"{_CAPITAL}{_LETTER}{{0,30}}"
_BYLINE = re.compile(
    rf"^(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Aa]v|[Aa]f|BY|VON|PAR|POR)\s+{_NAME}"
    rf"(?:[ ,]+(?:{_NAME}|and|und|et|y|e|en|och|og|for|pour|para)){{0,9}}\W{{0,3}}$"
)
_STAMP = re.compile(
    r"^(?:last\s+)?(?:published|updated|posted|created|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado)\b.{0,60}$",
    re.IGNORECASE,
)
_CLOSERS = "\"'’”»“«›」』）】》)]} \u00a0"  # noqa: RUF001 -- the closing quotes and brackets of all scripts are meant
_ENDS = (".", "!", "?", "。", "！", "？", "｡", "؟", "۔", "।", "॥", "։")  # noqa: RUF001 -- the full stops of all scripts are meant
_TORN = ("...", "…")
_FURNITURE = """
click here|tap here|read more:|read more here|read more at|read more on|read also|read the full|scroll down for|sign up for our
sign up to our|sign up here|subscribe to our|subscribe now|our newsletter|our daily newsletter|follow us on|follow @
watch the video|watch below|all rights reserved|copyright ©|copyright 20|©|we use cookies|share this article|share this story
related article|related stor|related content|download the app|download our app|file photo|stock photo|file image|stock image
photo by|photograph by|photos by|getty images|/shutterstock|image source|image caption|(pictured|picture:|first appeared on
first published on|originally published|appeared first on|continue reading|for confidential support|mehr zum thema|lesen sie auch
lesen sie hier|lesen sie mehr|hier klicken|lire aussi|lire la suite|abonnez-vous|leer más|lea también|suscríbete|leggi anche
leggi tutto|clicca qui|leia mais|leia também|lees ook|lees meer|czytaj też|czytaj także|czytaj więcej|читайте также|читайте також
подписывайтесь|关联阅读|関連記事|続きを読む
"""
_PROMOTION = tuple(phrase for line in _FURNITURE.split("\n") for phrase in line.split("|") if phrase)
"""What only promotion, captions and page furniture say, in the languages of many feeds, lower case."""
_LATIN = re.compile("[a-z]+")
_BEGUN = {
    word: tuple(phrase for phrase in _PROMOTION if phrase.isascii() and _LATIN.findall(phrase)[0] == word)
    for word in sorted({_LATIN.findall(phrase)[0] for phrase in _PROMOTION if phrase.isascii()})
}
"""The phrases by their first word: what words a text has takes less time to learn than to look for every phrase."""
_BEGINNINGS = frozenset(_BEGUN)
_FOREIGN = tuple(phrase for phrase in _PROMOTION if not phrase.isascii())
_SHORT, _LONG = 12, 450
"""Characters: what is shorter is a cry or a caption, what is longer captions run together, or a list."""
_HEAD = 6000
_FEW_WORDS = 3
_DATED = 2
"""So many first sentences may bear a dateline: a byline may stand before it."""


def telling(article: Article, head: int = _HEAD, limit: int = 100) -> list[str]:
    """The first ``limit`` of the article's sentences worth telling, in order, of its first ``head`` characters.

    Where nothing survives but there is text, its first sentence as it stands.
    """
    found = _split(article, head)
    phrases = promotion(article.text[:head])
    whole = whole_quotations(found, article.text[:head])
    kept = list(islice((sentence for sentence in whole if is_telling(sentence, phrases)), limit + 1))
    if len(kept) > 1 and repeats(kept[0], article.title):
        kept = kept[1:]
    return kept[:limit] or found[:1]


def promotion(text: str) -> tuple[str, ...]:
    """Which phrases of promotion and page furniture stand anywhere in the text."""
    lower = text.lower()
    sought = [phrase for word in sorted(_BEGINNINGS.intersection(_LATIN.findall(lower))) for phrase in _BEGUN[word]]
    return tuple(phrase for phrase in (sought if lower.isascii() else [*sought, *_FOREIGN]) if phrase in lower)


def is_telling(sentence: str, phrases: Collection[str] = _PROMOTION) -> bool:
    """Whether it is a whole sentence of a news text, not a fragment, credit, promotion or run of captions.

    ``phrases`` are those of promotion to look for; who asks for many sentences of a text gives only those it has.
    """
    bare = sentence.rstrip(_CLOSERS)
    if not bare.endswith(_ENDS) or bare.endswith(_TORN) or len(sentence) > _LONG or _is_cry(sentence):
        return False
    lower = sentence.lower() if phrases else ""
    return not (any(phrase in lower for phrase in phrases) or any(found.match(sentence) for found in (_BYLINE, _STAMP, _CREDIT)))


def _is_cry(sentence: str) -> bool:
    """Whether it is too short to tell anything; a letter of Chinese or Japanese says more than one of an alphabet."""
    return len(sentence) < _SHORT and (sentence.isascii() or count_words(sentence) <= _FEW_WORDS)


def repeats(sentence: str, title: str) -> bool:
    """Whether the sentence says the title again and hardly more."""
    if not title:
        return False
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
        yield _DATELINE.sub("", _WIRE.sub("", sentence, count=1), count=1) if place < _DATED else sentence
