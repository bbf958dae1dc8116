# ruff: noqa: RUF001 - quotation marks of many languages are meant
"""Quotations: what a summary puts between marks must stand in its source word for word, and not be denied there.

Marks differ between languages and are not compared: any double mark opens and the next closes; single ones count where
they stand before and behind words. Left out parts (…) divide a quotation into pieces that must all occur.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digest.summarise.gate import chinese
from digest.summarise.gate.polarity import is_negator
from digest.summarise.gate.written import IS_UNSPACED, read

_DOUBLE = re.compile(r"[\"“”„‟«»「」『』〝〞]")
_SINGLE = re.compile(r"(?<!\w)['‘‚‹](?=\w)([^'‘’‚‹›]*(?:\w['’]\w[^'‘’‚‹›]*)*)(?<=[\w.!?,])['’‘›](?!\w)")
_LEFT_OUT = re.compile(r"\[[^\]]*\]|\.{3}|…")
_LETTERS = re.compile(r"[\W_]+")


def quotations(text: str) -> list[tuple[str, int]]:
    """What stands between quotation marks, and where it begins."""
    marks = [found.start() for found in _DOUBLE.finditer(text)]
    pairs = zip(marks[::2], [*marks[1::2], len(text)], strict=False)
    found = [(text[start + 1 : end], start + 1) for start, end in pairs]
    return found + [(each[1], each.start(1)) for each in _SINGLE.finditer(_DOUBLE.sub(" ", text))]


def unsupported(told: str, known: str, language: str) -> Iterator[str]:
    """The quotations of a summary that its source does not have, or has with a *not* before them."""
    source = [word.bare for word in read(known)]
    letters = _LETTERS.sub("", chinese.simple(known))
    for quotation, start in quotations(told):
        for piece in _LEFT_OUT.split(quotation):
            if IS_UNSPACED.search(piece):
                is_there = _LETTERS.sub("", chinese.simple(piece)) in letters
            else:
                is_there = _stands(piece, source, told[:start], language)
            if not is_there:
                yield f"the quotation “{quotation.strip()}”"
                break


def _stands(piece: str, source: Sequence[str], before: str, language: str) -> bool:
    words = [word.bare for word in read(piece)]
    if not words:
        return True
    last = read(before)[-1:]
    is_denied = bool(last) and is_negator(last[0].bare, language)
    places = [at for at in range(len(source) - len(words) + 1) if source[at] == words[0] and list(source[at : at + len(words)]) == words]
    return any(at == 0 or is_denied or not is_negator(source[at - 1], language) for at in places)
