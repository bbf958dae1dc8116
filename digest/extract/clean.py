# ruff: noqa: RUF001 - marks and quotes of many languages are what these expressions look for
"""From what a feed published to plain paragraphs, without what newsrooms put around a text.

``html_lines`` reads a feed's HTML with lxml and forgets figures, captions, forms and scripts. ``body_of`` takes from
the first lines the byline and the dateline (*GENEVA (Agency) —*), from all lines photo credits. Both leave alone what
they do not know for certain: a lost sentence is worse than a kept dateline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.etree import Comment, LxmlError, ProcessingInstruction, iterwalk, strip_tags
from lxml.html import HtmlElement, fragment_fromstring

from digest.errors import ExtractError
from digest.text import count_words, fold, plain

TEASER_WORDS = 120
"""A shorter text is taken for a teaser of the page it links to."""

_DROPPED = (
    "script",
    "style",
    "figure",
    "figcaption",
    "iframe",
    "form",
    "button",
    "noscript",
    "template",
    "object",
    "svg",
    "select",
    "textarea",
)
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
        "br",
    }
)
_BREAK = "\u2029"
"""Paragraph separator: no text keeps it, and XML allows it."""
_WIRE = r"\((?:[A-Z][\w.&' -]{1,30})\)"
_PLACE = r"[^\W\d_a-zà-ÿа-я][^\W\d_a-zà-ÿа-я.'’ /-]{2,40}(?:,\s[^\W\d_][\w. ]{1,25}){0,2}"
_DATELINE = re.compile(
    rf"(?:(?:{_PLACE}|[^\W\d_][\w.'’ -]{{2,30}}(?:,\s[\w. ]{{2,25}})?),?\s+{_WIRE}\.?\s*[-–—:]+|{_WIRE}\.?\s*[-–—:]+|"
    rf"{_PLACE}\s+[–—]+|{_PLACE}\s+--?)\s+(?=\S)"
)
_BYLINE = re.compile(
    r"(?:by|von|par|por|di|door|text:|autor(?:in)?:|author:)\s+((?:[^\W\d_][\w.'’-]*)(?:[ ,&]+(?:and|und|et|y|e|en|"
    r"i)?\s*[^\W\d_][\w.'’-]*){1,7})\Z",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\W*(?:(?:photo(?:graph)?s?|image|picture|foto|bild|crédit|credit|illustration)(?:\s(?:credit|by|von|de|"
    r"source))?\s*[:/©(]|©|\(?(?:getty images|ap photo|afp|reuters)\)?\s*[/.)]?\Z)",
    re.IGNORECASE,
)
_INNER_CREDIT = re.compile(r"\s*[(\[](?:AP Photo|(?:Photo|Image|Foto|Credit|Bild)(?: credit| by)?\s*:|©)[^()\[\]]{0,120}[)\]]")
_LONGEST_CREDIT = 20
_MORE = re.compile(
    r"(?:\[(?:…|\.\.\.)\]|…|\.\.\.|read (?:more|on|the rest.*)|continue reading.*|full story|weiterlesen|mehr lesen|"
    r"lire la suite|leer más|seguir leyendo|leggi tutto|lees (?:meer|verder)|ler mais|czytaj (?:dalej|więcej)|"
    r"читать далее|читати далі)\W*\Z",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r" ?(?:\[(?:…|\.\.\.)\]\s*)?(?:→\s*)?(?:read (?:more|on)|continue reading|weiterlesen|mehr lesen|lire la suite|"
    r"leer más|leggi tutto|lees (?:meer|verder)|ler mais|czytaj (?:dalej|więcej)|читать далее|читати далі)(?: →| »|"
    r"\.{3}|…)*\Z",
    re.IGNORECASE,
)
_TAIL = 200
"""Characters at the end of a text in which a *read more* is looked for: an expression that may end anywhere costs its whole length."""
_OPENINGS = ("read", "continu", "full", "weiter", "mehr", "lire", "leer", "seguir", "leggi", "lees", "ler", "czytaj", "чита", "…", "...")
"""One of them is in every *read more*; finding none is a hundred times cheaper than the expressions."""
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?![A-Za-z0-9])")
_NO_LANGUAGE = frozenset({"und", "mul", "zxx", "xx", "mis"})
_RENAMED = {"iw": "he", "in": "id", "ji": "yi", "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it"}
"""Subtags that were replaced (IANA's registry), and three letters where two are the rule."""
_HEAD = 3
"""Lines from the top in which a byline is looked for."""


def html_lines(html: str) -> list[str]:
    """The paragraphs of a piece of HTML as plain text; raises ``ExtractError`` when lxml cannot read it."""
    if "<" not in html and "&" not in html:
        return [line] if (line := plain(html)) else []
    try:
        tree = fragment_fromstring(html.replace("\x00", "").encode("utf-8", "ignore").decode(), create_parent="div")
    except (LxmlError, ValueError) as error:
        raise ExtractError("The entry's HTML cannot be read.", cause=error) from error
    for element in list(tree.iter(*_DROPPED)):
        if element.getparent() is not None:
            element.drop_tree()
    return [line for line in map(plain, _spoken(tree).split(_BREAK)) if line]


def _spoken(tree: HtmlElement) -> str:
    """The text with a mark wherever a block begins or ends."""
    strip_tags(tree, Comment, ProcessingInstruction)
    pieces: list[str] = []
    for event, element in iterwalk(tree, events=("start", "end")):
        if element.tag in _BLOCKS:
            pieces.append(_BREAK)
        pieces.append((element.text if event == "start" else element.tail) or "")
    return "".join(pieces)


def body_of(lines: Sequence[str]) -> tuple[list[str], str]:
    """The lines that tell the story, and the author whom a byline names (empty without one)."""
    author = ""
    kept: list[str] = []
    for line in lines:
        byline = _BYLINE.match(line) if len(kept) < _HEAD else None
        if byline:
            author = author or byline.group(1)
        elif not _is_credit(line):
            kept.append(_INNER_CREDIT.sub("", line))
    if kept:
        kept[0] = _without_dateline(kept[0])
    return [line for line in kept if line], author


def _without_dateline(line: str) -> str:
    """The line without its dateline, or several of them glued; never an empty one."""
    rest = line
    while (match := _DATELINE.match(rest)) is not None:
        rest = rest[match.end() :]
    return rest


def _is_credit(line: str) -> bool:
    return len(line.split()) <= _LONGEST_CREDIT and _CREDIT.match(line) is not None


def is_teaser(lines: Sequence[str]) -> bool:
    """Whether the page has more to say: the text is short, or says that it goes on."""
    text = " ".join(lines)
    return (_may_point(text) and _MORE.search(text[-_TAIL:]) is not None) or count_words(text) < TEASER_WORDS


def without_pointer(lines: Sequence[str]) -> list[str]:
    """The lines without a *read more* at their end."""
    kept = list(lines)
    while kept and _may_point(kept[-1]) and (cut := _POINTER.search(kept[-1], max(len(kept[-1]) - _TAIL, 0))):
        line = kept.pop()[: cut.start()]
        kept += [line] if line else []
    return kept


def _may_point(text: str) -> bool:
    tail = text[-_TAIL:].lower()
    return any(opening in tail for opening in _OPENINGS)


def first_words(lines: Sequence[str], limit: int = 12) -> str:
    """A title for an entry without one: the first words of its text."""
    words = (lines[0] if lines else "").split()
    return " ".join(words) if len(words) <= limit else " ".join(words[:limit]).rstrip(",;:") + "…"


def language_named(*names: str) -> str:
    """The first language that is one, as BCP 47's primary subtag in lower case; empty when none is."""
    found = (match[1].lower() for match in map(_LANGUAGE.match, names) if match)
    return next((_RENAMED.get(name, name) for name in found if name not in _NO_LANGUAGE), "")


def category_names(names: Sequence[str]) -> tuple[str, ...]:
    """The publisher's categories as plain text, without doubles, at most 64 characters each and twenty of them."""
    found = {fold(name): name for name in reversed([plain(given)[:64] for given in names[:20]]) if name}
    return tuple(reversed(found.values()))
