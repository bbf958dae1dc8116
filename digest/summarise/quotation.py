"""Quotations stay whole: no summary opens one that it does not close, or tells what stands inside as the paper's own words.

A quotation may run over several sentences ("We have won. We are free," she said). Alone, the first of them never ends,
and one from the middle reads as if the paper vouched for it. So sentences that close a quotation together count as one,
and those of a quotation too long for that, or torn, are left out.

Marks are told apart by what touches them, for the same sign opens in one language and closes in another (“ in English
and German, » in French and Danish). Single quotation marks are not looked at: they are apostrophes too often.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_MARKS = '"“”„«»「」『』'
_MARK = re.compile(f"[{_MARKS}]")
_OPEN = re.compile(rf"(?:(?<![^\s(\[\u2013\u2014-])[\"”»]|[“„「『]|«[\s\u00a0]?)(?=[\w¿¡'‘’])[^{_MARKS}]*\Z")  # noqa: RUF001 -- quotation marks are meant
_ORPHAN = re.compile(rf"\A[^{_MARKS}]*(?:(?<=[^\W\d_])|(?<=[.,!?…。、！？'’]))[\"”“«»」』](?!\w)|\A[^{_MARKS}]*\s»(?!\w)")  # noqa: RUF001 -- as above
_TOGETHER = 3
"""So many sentences at most count as one."""
_INSIDE = 8
"""So many sentences at most are left out after a mark that nothing closes: it may be a slip."""


def whole_quotations(sentences: Sequence[str], text: str) -> list[str]:
    """The sentences of the text, those that close a quotation together as one, those of a torn one left out."""
    if not _MARK.search(text):
        return list(sentences)
    return list(_whole(sentences, text))


def is_torn(sentence: str) -> bool:
    """Whether a quotation is open at its end, or one closes that it never opened."""
    return bool(_OPEN.search(sentence) or _ORPHAN.match(sentence))


def _whole(sentences: Sequence[str], text: str) -> Iterator[str]:
    bare = ""
    at = 0
    while at < len(sentences):
        if not is_torn(sentences[at]):
            yield sentences[at]
            at += 1
            continue
        bare = bare or " ".join(text.split())
        count = _closing(sentences, at)
        joined = _joined(sentences[at : at + count], bare) if count else ""
        if joined:
            yield joined
        at += count or _inside(sentences, at)


def _closing(sentences: Sequence[str], at: int) -> int:
    """How many sentences from the one at this place close its quotation together; 0 when none of the next do."""
    if not _OPEN.search(sentences[at]):
        return 0
    return next((count for count in range(2, _TOGETHER + 1) if not is_torn(" ".join(sentences[at : at + count]))), 0)


def _joined(sentences: Sequence[str], bare: str) -> str:
    """The sentences as they stand in the text, with a blank between them or without; empty when something stands between."""
    return next((joined for joined in (" ".join(sentences), "".join(sentences)) if joined in bare), "")


def _inside(sentences: Sequence[str], at: int) -> int:
    """How many sentences to leave out: the torn one, and those inside the quotation it opens, up to the next mark."""
    if not _OPEN.search(sentences[at]):
        return 1
    following = sentences[at + 1 : at + _INSIDE]
    return 1 + next((count for count, sentence in enumerate(following) if _MARK.search(sentence)), len(following))
