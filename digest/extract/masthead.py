# ruff: noqa: RUF001 - marks and quotes of many languages are what these expressions look for
r"""Pages that reach us as plain text: masthead, title, category, body, and what follows it.

Shape: some short lines (temperature, city, the day of the visit, a menu), the title, the title again with its category
glued to it (``NewsHarbour Bridge Reopens``), above it or behind it, the body, page boilerplate. The title is the first line that a
later line repeats, whole or as its suffix; what precedes it in the repeating line is the category. Without a
repetition the title is what follows the masthead, and a lone short line behind it the category. The masthead's date is
the day somebody looked, so no date is ever claimed.

Titles that merely begin with such a word (*News of the World closes*) stay whole: a category is only taken from a
title when the repetition, the publisher's own categories or the address say so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from digest.extract.boilerplate import without_tail
from digest.text import fold

_HEAD = 40
"""Lines from the top in which masthead and title are looked for."""
_NEAR = 4
"""The title's repetition stands at most so many lines behind it."""
_LONGEST_CATEGORY = 3
"""Words."""
_LONGEST_MASTHEAD = 6
_LONGEST_TITLE = 40
_SHORTEST_TITLE = 4
"""Characters; a shorter line that repeats is a rule or a number."""
_WEATHER = re.compile(r"-?\d{1,3}(?:[.,]\d)?\s*°?\s*[CF]\b|\d\s*°", re.IGNORECASE)
_DAY = re.compile(
    r"\b(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2}\b|"
    r"\b\d{1,2}[.,]?\s+(?:de\s+|d.)?[^\W\d]{3,12}\.?,?\s+(?:de\s+)?(?:19|20)\d{2}\b"
    r"|\b[^\W\d]{3,9}\.?\s+\d{1,2},?\s+(?:19|20)\d{2}\b|(?:19|20)\d{2}年"
)
_MENU = re.compile(
    r"(?:home|news|sports?|opinion|business|world|menu|search|sign (?:in|up)|log ?in|subscribe|register|newsletter|"
    r"my account|skip to .*|contact|about(?: us)?|"
    r"startseite|suche|anmelden|abo|accueil|recherche|connexion|inicio|buscar|suscr\w+|início|entrar|cerca|accedi|"
    r"zoeken|inloggen|szukaj|zaloguj.*|поиск|войти|пошук|увійти)\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """What a text page says."""

    title: str
    category: str
    lines: tuple[str, ...]
    """The body, a paragraph a line."""


def read_text_page(text: str, *, title: str = "", categories: Collection[str] = ()) -> TextPage:
    """Take a text page apart; ``title`` and ``categories`` as its feed gives them, empty where it does not.

    With a title given, lines are only taken for masthead, or for what follows an article, when the title stands beneath
    a masthead: a body that is already clean stays as it is.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found, category, start = _by_repetition(lines, title)
    if not start:
        found, category, start = (title, "", 0) if title else _by_place(_blocks(text))
    is_page = not title or start > 0
    if not category and found:
        category, found = split_glued(found, categories, lines[start:])
    return TextPage(title=found, category=category, lines=tuple(without_tail(lines[start:]) if is_page else lines))


def split_glued(title: str, categories: Collection[str], lines: Sequence[str] = ()) -> tuple[str, str]:
    """Category and title of a title that may have its category glued to it; the category is empty when it has not.

    ``categories`` are names the publisher or the address uses. A word that the text itself writes in one piece
    (*NewsNation reports*) is a name, not a category.
    """
    for category in categories:
        rest = title[len(category) :]
        is_glued = bool(category) and fold(title[: len(category)]) == fold(category) and rest[:1].isupper() and " " in rest.strip()
        if is_glued and not any(title.split(maxsplit=1)[0] in line for line in lines):
            return title[: len(category)], rest
    return "", title


def _by_repetition(lines: Sequence[str], title: str) -> tuple[str, str, int]:
    """Title, category and the index of the body's first line; the index is 0 when no line repeats."""
    wanted = fold(title)
    for at, line in enumerate(lines[:_HEAD]):
        if wanted and at and not _is_above(lines[at - 1]):
            break
        if len(line) < _SHORTEST_TITLE or (wanted and fold(line) != wanted):
            continue
        for later in range(at + 1, min(at + 1 + _NEAR, len(lines))):
            if lines[later].endswith(line) and _is_category(lines[later][: -len(line)]):
                between = lines[at + 1 : later]
                glued = lines[later][: -len(line)].strip(" :|-–—\u00b7>/")
                return line, glued or _category_of(between), later + 1
        if wanted:
            is_followed = at + 1 < len(lines) and _is_known_section(lines[at + 1])
            return line, lines[at + 1] if is_followed else "", at + (2 if is_followed else 1)
    return "", "", 0


def _is_above(line: str) -> bool:
    """Whether a line may stand above a title: short, and no sentence."""
    return len(line.split()) <= _LONGEST_MASTHEAD and not line.endswith((".", "!", "?", "。"))


def _category_of(between: Sequence[str]) -> str:
    """The one short line between a title and its repetition."""
    return next((line for line in between if _is_category(line) and not _is_masthead(line, is_menu_counted=False)), "")


def _is_category(text: str) -> bool:
    return len(text.split()) <= _LONGEST_CATEGORY and not text.rstrip().endswith((".", "!", "?"))


def _is_known_section(line: str) -> bool:
    return len(line.split()) == 1 and bool(_MENU.match(line))


def _blocks(text: str) -> list[list[str]]:
    """The lines of each block that empty lines part from the others."""
    found = ([line.strip() for line in block.splitlines() if line.strip()] for block in re.split(r"\n\s*\n", text))
    return [block for block in found if block]


def _by_place(blocks: Sequence[Sequence[str]]) -> tuple[str, str, int]:
    """Title and category by where they stand, and how many lines they and the masthead take."""
    masthead = 0
    while masthead < len(blocks) - 1 and _is_masthead_block(blocks[masthead]):
        masthead += 1
    done = sum(len(block) for block in blocks[:masthead])
    head = blocks[masthead] if masthead < len(blocks) else []
    if len(head) != 1 or len(head[0].split()) > _LONGEST_TITLE or (not masthead and head[0].endswith(".")) or masthead + 1 >= len(blocks):
        return "", "", done
    following = blocks[masthead + 1]
    is_category = len(following) == 1 and masthead + 2 < len(blocks) and len(following[0].split()) <= _LONGEST_CATEGORY - 1
    is_category = is_category and not following[0].endswith((".", "!", "?", ":"))
    return head[0], following[0] if is_category else "", done + (2 if is_category else 1)


def _is_masthead_block(block: Sequence[str]) -> bool:
    """Whether every line is short and at least one is a temperature, a date or a menu's word."""
    return all(len(line.split()) <= _LONGEST_MASTHEAD for line in block) and any(_is_masthead(line) for line in block)


def _is_masthead(line: str, *, is_menu_counted: bool = True) -> bool:
    return bool(_WEATHER.search(line) or _DAY.search(line) or (is_menu_counted and _MENU.match(line)))
