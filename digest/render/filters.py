"""What a template may do with a value: say it in the reader's language, cut it, fold it into columns.

Templates get plain values and these filters, nothing else that can be called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from jinja2 import pass_context
from markupsafe import Markup, escape

from digest.render.words import Words

if TYPE_CHECKING:
    from jinja2.runtime import Context

COLUMNS = 76
"""Of the text part; two less than RFC 3676 asks for, for a reply's ``> ``."""

_WIDE = "FW"
_LOOSE_END = " ,;:.-\u2013\u2014"
_SHOUT = 0.6
_LETTERS_TO_SHOUT = 6
_REPLY = re.compile(r"^\s*(?:(?:re|fwd?)\s*:\s*)+", re.IGNORECASE)
_TOKENS = re.compile(
    r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]|[^\s\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]+|\s+"
)
_MERGE_MARKS = (("{", "&#123;"), ("%%", "&#37;%"), ("[[", "&#91;["), ("*|", "*&#124;"))
_MERGE_PAIR = re.compile(r"(?<=\{)(?=[{%])|(?<=%)(?=%)|(?<=\[)(?=\[)")


def filters(words: Words) -> dict[str, Callable[..., object]]:
    """Every filter of a look, by name."""

    @pass_context
    def say(context: Context, english: str, **values: object) -> str:
        text = words.say(context["language"], english)
        return text % values if values else text

    @pass_context
    def say_count(context: Context, count: int, one: str, many: str, **values: object) -> str:
        return words.say_count(context["language"], one, many=many, count=count, values=values)

    return {"say": say, "say_count": say_count, "shorten": shorten, "calm": calm, "fold": fold_lines, "underline": underline}


def finish_html(value: object) -> object:
    """Escape an expression's value so that no relay's merge marks (``{{ }}``, ``%% %%``) stand in the mail."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    text = str(escape(value))
    for mark, entity in _MERGE_MARKS:
        text = text.replace(mark, entity)
    return Markup(text)  # noqa: S704 -- escaped the line above


def finish_text(value: object) -> object:
    """Hold merge marks apart where there are no entities to write them with: ``{ {``."""
    return _MERGE_PAIR.sub(" ", value) if isinstance(value, str) and not isinstance(value, Markup) else value


def shorten(text: str, size: int) -> str:
    """At most ``size`` characters, cut at a word where there is one, with an ellipsis."""
    if len(text) <= size:
        return text
    head = text[: max(size - 1, 0)]
    is_whole = not text[len(head)].isalnum() or head[-1:].isspace()
    word = head if is_whole or " " not in head.strip() else head.rsplit(None, 1)[0]
    return f"{(word if len(word) * 2 >= size else head).rstrip(_LOOSE_END)}…"


def calm(text: str) -> str:
    """A headline without exclamation marks, shouting and false replies, for the subject line."""
    quiet = re.sub(r"\s*[!¡\uff01]+", "", _REPLY.sub("", text)).strip()
    letters = [letter for letter in quiet if letter.isalpha()]
    is_shout = len(letters) >= _LETTERS_TO_SHOUT and sum(map(str.isupper, letters)) > _SHOUT * len(letters)
    return quiet.capitalize() if is_shout else quiet


def width_of(text: str) -> int:
    """Columns in a terminal: East Asian wide characters take two."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(letter) in _WIDE else 1 for letter in text)


def fold_lines(text: str, indent: int = 0) -> str:
    """Lines of at most ``COLUMNS`` columns, broken at blanks and between East Asian characters; a longer word is cut."""
    margin, room = " " * indent, COLUMNS - indent
    lines, line, used = [], "", 0
    for token in _fit(text, room):
        width = width_of(token)
        if used + width > room and not token.isspace():
            lines.append(line.rstrip())
            line, used = "", 0
        if line or not token.isspace():
            line, used = line + token, used + width
    return "\n".join(margin + each for each in [*lines, line.rstrip()] if each)


def underline(text: str, line: str = "-") -> str:
    """A heading of the text part: folded, with a rule below."""
    lines = fold_lines(text)
    return f"{lines}\n{line * max(map(width_of, lines.splitlines()), default=0)}"


def _fit(text: str, room: int) -> Iterator[str]:
    """Words, blanks and single wide characters; none wider than ``room``."""
    for token in _TOKENS.findall(text):
        half = room // 2
        yield from (token[start : start + half] for start in range(0, len(token), half)) if width_of(token) > room else (token,)
