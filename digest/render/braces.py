"""Moves a template's CSS into ``style`` attributes, once per template and never per message: the Jinja side.

Mail clients drop ``<style>`` (Gmail for accounts of other providers, Outlook in part), so the look must hold on
attributes alone. premailer does that for finished HTML; it takes 66 ms a message. Here it works on the *template*:
every Jinja tag is hidden first (``{% … %}`` as a comment, ``{{ … }}`` as an opaque word), the one flattened page is
inlined, and the tags are put back. A page whose tags changed in number or order is refused, for then premailer
moved one (``{% if %}`` inside a tag is the usual case).

What premailer would break stays outside: everything before ``<html`` (it drops the doctype after a comment) and
after ``</html>``; head rules that must survive as they are (media queries, ``[data-ogsc]``) live in a
``<style data-premailer="ignore">``. premailer itself is behind ``inline.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

from digest.errors import RenderError

if TYPE_CHECKING:
    from jinja2 import Environment

Inline = Callable[[str], str]
"""HTML with ``<style>`` in, HTML with ``style=""`` out; raises ``RenderError``."""

_KINDS = {"block_begin": "block", "raw_begin": "block", "raw_end": "block", "variable_begin": "variable", "comment_begin": "comment"}
_CLOSING = frozenset({"block_end", "variable_end", "comment_end"})
_ALONE = frozenset({"raw_begin", "raw_end"})
_STYLE = re.compile(r' style="[^"{}]*"')
_SPLIT_TAG = re.compile(r"<[a-zA-Z][^<>]*<!--digestbrace(\d+)x-->")
_HIDDEN = re.compile(r"<!--digestbrace(\d+)x-->|digestbrace(\d+)x")


@dataclass(frozen=True, slots=True)
class Brace:
    """One Jinja tag or expression of a template as written (or, kind ``text``, what stands between two)."""

    kind: str
    text: str
    line: int


def read_parts(environment: Environment, source: str) -> list[Brace]:
    """Split ``source`` into braces and the text between them, in order, Jinja comments left out.

    Raises jinja2's ``TemplateSyntaxError``.
    """
    parts: list[Brace] = []
    is_open = False
    for line, token, value in environment.lex(source):
        if is_open:
            parts[-1] = replace(parts[-1], text=parts[-1].text + value)
        else:
            parts.append(Brace(_KINDS.get(token, "text"), value, line))
        is_open = (is_open or token in _KINDS) and token not in _CLOSING | _ALONE
    return [part for part in parts if part.kind != "comment"]


def read_braces(environment: Environment, source: str) -> list[Brace]:
    """The braces alone."""
    return [part for part in read_parts(environment, source) if part.kind != "text"]


def inline_source(environment: Environment, source: str, *, file: str, inline: Inline) -> str:
    """The template with its CSS inlined; blanks at the beginning of lines are dropped.

    Raises ``RenderError`` naming ``file`` and line when the page is not whole, its CSS is malformed or a brace moved.
    """
    if "digestbrace" in source:
        raise RenderError("choose another word for digestbrace: it stands for a Jinja tag while the CSS is inlined", subject=f"{file}:1")
    parts = read_parts(environment, source)
    braces = [part for part in parts if part.kind != "text"]
    hidden = _hide(parts)
    _refuse_split_tags(hidden, braces, file)
    before, page, after = _cut(hidden, file)
    try:
        hidden = before + inline(page) + after
    except RenderError as error:
        raise RenderError(error.what, subject=f"{file}:{_style_line(parts)}", cause=error.cause) from error
    _compare(hidden, braces, file)
    restored = _HIDDEN.sub(lambda found: braces[int(found[1] or found[2])].text, hidden)
    return re.sub(r"\n\s+", "\n", _STYLE.sub(lambda found: re.sub(r"\s*([:;,])\s*", r"\1", found[0]), restored))


def inline_lazily(page: str) -> str:
    """What premailer makes of one page; premailer takes 0.2 s to load and is needed once a template."""
    from digest.render.inline import inline_css  # noqa: PLC0415 -- as the docstring says

    return inline_css(page)


def _hide(parts: Sequence[Brace]) -> str:
    hidden, number = [], 0
    for part in parts:
        if part.kind == "text":
            hidden.append(part.text)
            continue
        hidden.append(f"<!--digestbrace{number}x-->" if part.kind == "block" else f"digestbrace{number}x")
        number += 1
    return "".join(hidden)


def _cut(hidden: str, file: str) -> tuple[str, str, str]:
    found = re.search(r"<html\b.*</html>", hidden, re.DOTALL | re.IGNORECASE)
    if found is None:
        raise RenderError("write one whole page, from <html> to </html>", subject=f"{file}:1")
    return hidden[: found.start()], found[0], hidden[found.end() :]


def _style_line(parts: Sequence[Brace]) -> int:
    """Where the style sheet that is inlined begins."""
    found = (part.line + part.text[: part.text.index("<style>")].count("\n") for part in parts if "<style>" in part.text)
    return next(found, 1)


def _refuse_split_tags(hidden: str, braces: Sequence[Brace], file: str) -> None:
    """``<p {% if %}…`` would survive as nonsense attributes."""
    for found in _SPLIT_TAG.finditer(hidden):
        _refuse(braces[int(found[1])], file)


def _compare(hidden: str, braces: Sequence[Brace], file: str) -> None:
    stand = [int(found[1] or found[2]) for found in _HIDDEN.finditer(hidden)]
    if stand != list(range(len(braces))):
        wrong = next((place for place, number in enumerate(stand) if place != number), len(stand))
        _refuse(braces[min(wrong, len(braces) - 1)], file)


def _refuse(brace: Brace, file: str) -> NoReturn:
    what = f"move {brace.text.strip()} out of the tag it stands in: inlining the CSS would lose it"
    raise RenderError(what, subject=f"{file}:{brace.line}")
