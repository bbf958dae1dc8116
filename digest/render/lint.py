"""What mail programs do not stand: a look's page read against their rules, without a browser.

Each rule is one that costs readers something somewhere: Outlook for Windows is Word (padding only on cells, no width on
text), Gmail drops a ``<style>`` whole when it is long or nested, many drop it always, so nothing may lean on it. The page is
read as inlined, for that is what is sent; a flaw says the line of the tag as written.

Sources: Can I email, the Email Markup Consortium's report, RFC 8058 for the link to leave.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from digest.model import CardKey, Piece, Place
from digest.render.context import specimens
from digest.render.look import Look
from digest.render.plate import read_source

MAX_STYLE = 8_192
"""Characters; Gmail drops a longer ``<style>`` whole."""
LEAST_TYPE = 14
"""Pixels."""
WIDEST_BORDER = 8
"""Pixels; Outlook for Windows draws no wider one."""
MAX_PAGE = 90_000
"""Bytes of a finished page; Gmail cuts near 102 kB."""
STORIES, MAX_SIZE = 40, 60_000
"""So many stories must fit into so many bytes."""

_CELLS = frozenset({"td", "th"})
_TEXTUAL = frozenset({"div", "p", "span"})
_ACTIVE = frozenset({"script", "form", "iframe", "object", "embed", "link", "base", "input", "video", "audio"})
_SIZE = re.compile(r"font-size:\s*([\d.]+)px")
_PADDING = re.compile(r"padding[a-z-]*:\s*[^;]*[1-9]")
_BORDER = re.compile(r"border[a-z-]*:[^;]*?(?<![\d.])(\d+)px")
_GROUPED = re.compile(r"[^{}]*\[data-ogs[cb]\][^{}]*\{")
_WIDTH = re.compile(r"(?<![a-z-])width:")
_NEGATIVE = re.compile(r"margin[a-z-]*:[^;]*-\d")
_REMOTE = re.compile(r"@import|url\(\s*['\"]?https?:|@font-face", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Flaw:
    """One rule that is broken, and where."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        """As a compiler would say it."""
        return f"{self.file}:{self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag of the page."""

    name: str
    attributes: Mapping[str, str]
    line: int

    @property
    def style(self) -> str:
        """Its inline style."""
        return self.attributes.get("style", "")


@dataclass(slots=True)
class Page:
    """What the rules look at."""

    tags: list[Tag] = field(default_factory=list)
    styles: list[tuple[int, str]] = field(default_factory=list)
    """Line and text of each ``<style>``."""
    comments: list[tuple[int, str]] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)
    """Lines of ``<style>`` that stand in the body."""


Found = Iterator[tuple[int, str]]


class _Reader(HTMLParser):
    """Reads a template or a finished page; Jinja's marks stand in texts and values, where they hurt nobody."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page, self._is_style, self._is_body = Page(), False, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.tags.append(Tag(tag, {name: value or "" for name, value in attrs}, self.getpos()[0]))
        self._is_style = tag == "style"
        self._is_body = self._is_body or tag == "body"
        if self._is_style and self._is_body:
            self.page.stray.append(self.getpos()[0])

    def handle_endtag(self, tag: str) -> None:
        self._is_style = self._is_style and tag != "style"

    def handle_data(self, data: str) -> None:
        if self._is_style:
            self.page.styles.append((self.getpos()[0], data))

    def handle_comment(self, data: str) -> None:
        self.page.comments.append((self.getpos()[0], data))


def read_page(html: str) -> Page:
    """The tags, styles and comments of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


def flaws_in_look(look: Look) -> tuple[Flaw, ...]:
    """Everything that is wrong with a look, in the order of its lines; raises ``RenderError`` when it cannot be read."""
    file = look.html.file
    written, inlined = read_page(read_source_of(look)), read_page(look.html.source)
    lines = [tag.line for tag in written.tags if tag.name != "style"]
    sent = [tag for tag in inlined.tags if tag.name != "style"]
    # inlining keeps every tag but its style sheet, so the nth is the nth as written; else the inlined page's line must do
    placed = [Tag(tag.name, tag.attributes, line) for tag, line in zip(sent, lines, strict=True)] if len(sent) == len(lines) else sent
    page = Page(
        placed, [each for each in written.styles if _is_kept(each, inlined)], inlined.comments, written.stray if inlined.stray else []
    )
    found = [Flaw(file, line, what) for line, what in flaws_in(page)]
    return (*sorted(set(found), key=lambda flaw: (flaw.line, flaw.what)), *_unsaid(look), *_oversize(look))


def flaws_in_page(html: str) -> tuple[str, ...]:
    """What is wrong with a finished page, each once."""
    size = len(html.encode())
    cut = (
        [f"make it shorter: it takes {size} bytes of HTML, {MAX_PAGE} are the most, for Gmail cuts longer ones"] if size > MAX_PAGE else []
    )
    return tuple(dict.fromkeys([*cut, *(what for _, what in flaws_in(read_page(html)))]))


def flaws_in(page: Page) -> Found:
    """Line and sentence of every flaw."""
    for rule in _RULES:
        yield from rule(page)


def read_source_of(look: Look) -> str:
    """The page as its author wrote it, Jinja's comments blanked, for they may hold anything."""
    source = read_source(Path(look.html.file))
    return re.sub(r"\{#.*?#\}", lambda found: "\n" * found[0].count("\n"), source, flags=re.DOTALL)


def _is_kept(style: tuple[int, str], inlined: Page) -> bool:
    return any(style[1].strip() == kept.strip() for _, kept in inlined.styles)


def _cells(page: Page) -> Found:
    for tag in page.tags:
        if tag.name not in _CELLS and _PADDING.search(tag.style):
            yield tag.line, f"move the padding of <{tag.name}> to a cell: Outlook for Windows knows it on td only"
        if tag.name in _TEXTUAL and _WIDTH.search(tag.style):
            yield tag.line, f"give the width to a table: Outlook for Windows ignores it on <{tag.name}>"


def _inline_styles(page: Page) -> Found:
    for tag in page.tags:
        yield from ((tag.line, advice) for advice in (*_unread(tag.style), *_unfit(tag.style)))


def _unread(style: str) -> Iterator[str]:
    """What clients drop."""
    if "!important" in style:
        yield "take !important out of the rules that are inlined: Outlook drops the whole declaration"
    if "var(" in style:
        yield "write the value itself: few mail programs know CSS variables"
    if _NEGATIVE.search(style):
        yield "do without the negative margin: Gmail and Outlook drop it"


def _unfit(style: str) -> Iterator[str]:
    """What is too large or too small."""
    if any(int(width) > WIDEST_BORDER for width in _BORDER.findall(style)):
        yield f"make the border {WIDEST_BORDER} px at most: Outlook for Windows draws no wider one"
    for size in _SIZE.findall(style):
        if 1 < float(size) < LEAST_TYPE:
            yield f"make the type {LEAST_TYPE} px at least; this is {size} px"


def _head_styles(page: Page) -> Found:
    for line, css in page.styles:
        yield from ((line, advice) for advice in _sheet(css))
    for line in page.stray:
        yield line, "move the style sheet into the head: Gmail reads none in the body"
    if not any("prefers-color-scheme" in css for _, css in page.styles):
        yield 1, "give colours for dark mode under @media (prefers-color-scheme:dark)"


def _sheet(css: str) -> Iterator[str]:
    """What clients drop in a style sheet, or drop it for."""
    if len(css) > MAX_STYLE:
        yield f"shorten the style sheet to {MAX_STYLE} characters; Gmail drops longer ones whole, this has {len(css)}"
    if _is_nested(css):
        yield "do not nest at-rules: Gmail drops the whole style sheet"
    if any("," in found for found in _GROUPED.findall(_bare(css))):
        yield "give [data-ogsc] and [data-ogsb] one selector a rule: Outlook.com drops rules with several"
    if _REMOTE.search(css):
        yield "load nothing from the network in a style sheet: it tells others who reads"


def _bare(css: str) -> str:
    """Without comments."""
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def _is_nested(css: str) -> bool:
    """Whether an at-rule stands within another; braces are counted, comments left out."""
    depth = opened = 0
    for mark in re.findall(r"@[a-z-]+|[{}]", _bare(css)):
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
            opened = min(opened, depth)
        elif depth > opened:
            return True
    return False


def _roles(page: Page) -> Found:
    for tag in page.tags:
        if tag.name == "table" and tag.attributes.get("role") != "presentation":
            yield tag.line, 'write role="presentation": a screen reader would read the layout as a table of data'
        if tag.name == "img" and "alt" not in tag.attributes:
            yield tag.line, 'write alt="" for a picture that says nothing, else what it shows'
        if tag.name == "img" and not re.fullmatch(r"\d+|\s*\{\{.*\}\}\s*", tag.attributes.get("width", "")):
            yield tag.line, "give the picture a width in whole pixels: Outlook shows it in full size otherwise"
        if tag.name in _ACTIVE:
            yield tag.line, f"take <{tag.name}> out: mail programs remove it, and filters dislike it"


def _languages(page: Page) -> Found:
    names = [tag.name for tag in page.tags]
    inside = page.tags[names.index("body") + 1 :] if "body" in names else []
    wrapper = next((tag for tag in inside if tag.name == "div"), None)
    for what, tag in (("<html>", next((tag for tag in page.tags if tag.name == "html"), None)), ("the first <div> of the body", wrapper)):
        missing = [name for name in ("lang", "dir") if tag is None or not tag.attributes.get(name)]
        if missing:
            yield tag.line if tag else 1, f"write {' and '.join(missing)} on {what}: mail programs drop the one or the other"


def _outlook(page: Page) -> Found:
    conditions = " ".join(text for _, text in page.comments)
    opened, closed = conditions.count("[if "), conditions.count("<![endif]")
    if opened != closed:
        yield page.comments[0][0], "close every <!--[if mso]> with <![endif]-->"
    if "PixelsPerInch" not in conditions:
        yield 1, "set o:PixelsPerInch to 96 for Outlook: it scales pictures otherwise"
    for tag in page.tags:
        if "max-width" in tag.style and "<table" not in conditions:
            yield tag.line, "hold what has a max-width in a table within <!--[if mso]>: Outlook for Windows knows only width"
            return


_RULES: Sequence[Callable[[Page], Found]] = (_cells, _inline_styles, _head_styles, _roles, _languages, _outlook)


def _unsaid(look: Look) -> Iterator[Flaw]:
    """A footer without a way to leave."""
    html, text = look.print(Piece.FOOTER, specimens()[1])
    for part, file in ((html, look.html.file), (text, look.text.file)):
        if "\0unsubscribe\0" not in part:
            yield Flaw(file, 1, "link {{ slots.unsubscribe }} in the footer: laws and mailbox providers ask for it")


def _oversize(look: Look) -> Iterator[Flaw]:
    """A look in which a usual day would not fit."""
    values = {**specimens()[0], "place": Place.SECTION.value, "image": None, "summary": "A specimen of a summary in some words. " * 5}
    size = look.frame_size + STORIES * look.card(CardKey(""), Piece.STORY, values).html_size
    if size > MAX_SIZE:
        yield Flaw(look.html.file, 1, f"make the story block smaller: {STORIES} stories take {size} bytes of HTML, {MAX_SIZE} are the most")
