r"""Folding, words and paragraphs, for any script.

A word is a run of letters, digits and the marks that belong to them: Python's ``\w`` leaves out the vowel signs of
Hindi, Thai and their kin and so breaks every word in two. Scripts without blanks between words (Chinese, Japanese,
Thai, Lao, Khmer, Burmese) are cut into overlapping pairs of letters, which serve comparison better than word
segmenters do and need no dictionary. Source: Unicode 15, UAX #29 and #31; UTR #36 for what ``plain`` takes out.
"""

from __future__ import annotations

import re
import unicodedata

ELIDING = frozenset({"ca", "fr", "it", "oc"})
"""Languages in which an apostrophe parts two words (l'eau, dell'arte) instead of standing inside one."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0711\u0730-\u074a\u0900-\u0963\u0966-\u0df3\u0e00-\u0e3e\u0e40-\u0e4e\u0eb1-\u0ecd\u0f18\u0f19\u0f35\u0f37\u0f39\u0f71-\u0f84"
    "\u1000-\u1049\u1050-\u109f\u1712-\u1734\u1752\u1753\u17b4-\u17d3\u17dd\u180b-\u180d\u1a17-\u1a1b\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0\u302a-\u302f\u3099\u309a"
)
_UNSPACED = (
    "\u0e00-\u0e3e\u0e40-\u0e4e\u0e80-\u0edf\u1000-\u1049\u1780-\u17d3\u3005-\u3007\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
)
_WORD = re.compile(rf"[\w{_MARKS}]+(?:['\u2019\u02bc][\w{_MARKS}]+)*")
_ASCII_WORD = re.compile(r"\w+(?:'\w+)*", re.ASCII)
_PART = re.compile(rf"[\w{_MARKS}]+")
_SPACELESS = re.compile(rf"[{_UNSPACED}]+")
_IS_SPACELESS = re.compile(rf"[{_UNSPACED}]")
_POSSESSIVES = ("'s", "\u2019s", "\u02bcs")
_BLANK_LINE = re.compile(r"\r?\n[^\S\n]*(?:\r?\n\s*)+")

_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), " ") | dict.fromkeys(
    (
        *range(0x202A, 0x202F),  # embeddings and overrides: they reorder what stands around them
        *range(0x2060, 0x2065),
        *range(0x206A, 0x2070),
        *range(0xD800, 0xE000),  # lone surrogates: no encoding can write them
        *range(0xFFF9, 0xFFFC),
        *range(0xE0000, 0xE0080),
        0x061C,
        0x180E,
        0xFEFF,
        0xFFFE,
        0xFFFF,
    ),
    "",
)
_CONTROLS |= {code: "" for code in (*range(9), *range(0xE, 0x20), *range(0x7F, 0xA0)) if code != 0x85}  # noqa: PLR2004 - U+0085 is a line end
_HIDDEN = re.compile(r"[\u200b-\u200f\u00ad]{2,}|\u200b|\u00ad")
_HEAPED = re.compile(
    r"([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_SUSPECT = re.compile(r"[^\n -~\u00a0-\u024f\u0370-\u0373\u0386-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20cf]|[\n\u00ad]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_POP = "\u2069"


def fold(text: str) -> str:
    """The text as it is compared: NFKC, case folded, blanks collapsed."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split())


def words(text: str, language: str = "") -> list[str]:
    """Folded words in order; letter pairs where the script has no blanks.

    ``language`` (BCP 47) only says what an apostrophe does: it parts words in French, Italian and their kin, and
    ``'s`` is dropped in English or where the language is not known.
    """
    folded = fold(text)
    main = language[:2].lower()
    pattern = _PART if main in ELIDING else _ASCII_WORD if folded.isascii() else _WORD
    found: list[str] = pattern.findall(folded)
    if main in {"", "en"} and ("'" in folded or "\u2019" in folded):
        found = [word[:-2] if word.endswith(_POSSESSIVES) else word for word in found]
    if folded.isascii() or not _IS_SPACELESS.search(folded):
        return found
    return [piece for word in found for piece in _pairs(word)]


def _pairs(word: str) -> list[str]:
    """The word itself, or its unspaced runs as overlapping pairs of letters and what stands between them."""
    pieces: list[str] = []
    done = 0
    for match in _SPACELESS.finditer(word):
        run = match.group()
        pieces += [word[done : match.start()], *(run[at : at + 2] for at in range(max(1, len(run) - 1)))]
        done = match.end()
    return [piece for piece in (*pieces, word[done:]) if piece]


def count_words(text: str) -> int:
    """How many words a reader would count: two letters of an unspaced script count as one word."""
    if text.isascii():
        return len(_ASCII_WORD.findall(text))
    spaceless = sum(len(run) for run in _SPACELESS.findall(text))
    text = _SPACELESS.sub(" ", text) if spaceless else text
    return len(_WORD.findall(text)) + (spaceless + 1) // 2


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text, which empty lines divide; blanks inside each collapsed, empty ones left out."""
    return [paragraph for paragraph in (" ".join(block.split()) for block in _BLANK_LINE.split(text)) if paragraph]


def plain(text: str) -> str:
    """One line that shows what it holds: fit for a terminal, a log, a mail.

    Control characters, bidirectional overrides, isolates that are not closed, invisible characters and heaped accents
    are taken out, blanks collapsed. Joiners stay where they stand alone, for Persian, Hindi and emoji need them.
    """
    if not _SUSPECT.search(text):
        return " ".join(text.split())
    text = text.translate(_CONTROLS)
    text = _HEAPED.sub(r"\1", _HIDDEN.sub("", text))
    return " ".join((_balanced(text) if _ISOLATES.search(text) else text).split())


def _balanced(text: str) -> str:
    """The text with only those isolates that are closed, and only those closings that close one."""
    opened: list[int] = []
    paired: set[int] = set()
    for match in _ISOLATES.finditer(text):
        if match.group() != _POP:
            opened.append(match.start())
        elif opened:
            paired |= {opened.pop(), match.start()}
    return "".join(letter for at, letter in enumerate(text) if at in paired or not _ISOLATES.match(letter))
