"""A look: the templates of an edition, loaded once, checked and inlined before anything is sent.

A look is a folder with ``body.html`` (one real HTML page with a Jinja block for each ``Piece``), ``body.txt`` (the
same blocks for the text part) and ``subject.txt`` (blocks ``subject`` and ``preheader``). Operators' templates are
trusted files, but a mistake in one must not cost an issue: loading refuses bad syntax, unknown or missing blocks,
unknown names, text that stands in no block and CSS that cannot be inlined, and prints every piece with specimen
words. Messages name file and line. What inlining gave is kept in ``cache`` under a hash of the template, so a second
load never starts premailer.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

from digest.errors import RenderError
from digest.model import Card, CardKey, Encoding, Piece, Place
from digest.render.braces import Inline, inline_lazily, inline_source, read_braces
from digest.render.context import specimens
from digest.render.encode import QUOTED, Encodings, encode
from digest.render.plate import Plate, Values, check_source, compile_plate, make_environment, read_source
from digest.render.words import Words

VERSION = "1"
"""Of what inlining does; a new one makes every kept page stale."""

_PIECES = frozenset(piece.value for piece in Piece)
_LINES = frozenset({"subject", "preheader"})
_FRAME = (Piece.OPEN, Piece.MASTHEAD, Piece.LEFT_OUT, Piece.POPULAR, Piece.TAGS, Piece.FOOTER, Piece.CLOSE)
_PADDING = 2
"""Blanks that base64 may add to a card."""
_SLOT_ROOM = 400
"""Bytes allowed for the slots of one digest."""


@dataclass(frozen=True, slots=True)
class Look:
    """An edition's templates, ready to print."""

    name: str
    html: Plate
    text: Plate
    lines: Plate
    """``subject`` and ``preheader``."""
    words: Words
    frame_size: int
    """Bytes of HTML of a digest without any story, for the size budget."""
    personal_size: int
    """Those of them that are the reader's: his masthead and what fills the slots."""

    def card(self, key: CardKey, piece: Piece, values: Values, encodings: Encodings = QUOTED) -> Card:
        """Print and encode one piece; raises ``RenderError``."""
        return self.encode(key, self.print(piece, values), encodings)

    def print(self, piece: Piece, values: Values) -> tuple[str, str]:
        """One piece as HTML and as text; raises ``RenderError``."""
        return _ended(self.html.print(piece.value, values)), _ended(self.text.print(piece.value, values))

    def encode(self, key: CardKey, printed: tuple[str, str], encodings: Encodings) -> Card:
        """The card of a printed piece; raises ``RenderError`` for a slot that does not exist."""
        html, text = printed
        return Card(
            key=key,
            html=encode(html, encodings.html),
            text=encode(text, encodings.text),
            html_size=len(html.encode()) + html.count("\n") + (_PADDING if encodings.html is Encoding.BASE64 else 0),
        )

    def line(self, name: str, values: Values) -> str:
        """Print ``subject`` or ``preheader`` as one line."""
        return " ".join(self.lines.print(name, values).split())


def load_look(name: str, folders: Sequence[Path], *, cache: Path | None = None, inline: Inline | None = None) -> Look:
    """The look ``name`` of the first folder that has ``<name>/body.html``.

    ``cache`` is a folder for inlined pages, made when missing; ``inline`` takes premailer's place in tests. Raises
    ``RenderError`` naming file and line; nothing was sent then.
    """
    folder = _find(name, folders)
    words = Words([each / "words" for each in folders])
    bare = make_environment(words, is_html=False)
    look = Look(
        name=name,
        html=_load_page(folder / "body.html", make_environment(words, is_html=True), cache=cache, inline=inline or inline_lazily),
        text=_load(folder / "body.txt", bare, _PIECES),
        lines=_load(folder / "subject.txt", bare, _LINES),
        words=words,
        frame_size=0,
        personal_size=0,
    )
    full = _prove(look)
    sizes = {piece: look.card(CardKey(""), piece, full).html_size for piece in _FRAME}
    return replace(look, frame_size=sum(sizes.values()) + _SLOT_ROOM, personal_size=sizes[Piece.MASTHEAD] + _SLOT_ROOM)


def _find(name: str, folders: Sequence[Path]) -> Path:
    for folder in folders:
        if (folder / name / "body.html").is_file():
            return folder / name
    searched = ", ".join(map(str, folders))
    raise RenderError(f"there is no look {name!r}; put its body.html", subject=f"{name}/body.html:1", cause=f"into one of {searched}")


def _load(path: Path, environment: Environment, blocks: frozenset[str]) -> Plate:
    source = read_source(path)
    check_source(path, environment, source, blocks=blocks, names=specimens()[0].keys())
    return compile_plate(path, environment, source)


def _load_page(path: Path, environment: Environment, *, cache: Path | None, inline: Inline) -> Plate:
    written = _load(path, environment, _PIECES)
    kept = cache / f"{sha256(f'{VERSION}:{written.source}'.encode()).hexdigest()}.html" if cache else None
    page = _recall(kept, written, environment) if kept else ""
    if not page:
        page = inline_source(environment, written.source, file=str(path), inline=inline)
        _keep(kept, page)
    return compile_plate(path, environment, page, lines=tuple(brace.line for brace in read_braces(environment, written.source)))


def _recall(kept: Path, written: Plate, environment: Environment) -> str:
    """The page as inlined earlier; empty when there is none or it is not of these tags (a torn or foreign file)."""
    if not kept.is_file():
        return ""
    page = read_source(kept)
    try:
        braces = [brace.text.strip() for brace in read_braces(environment, page)]
    except TemplateSyntaxError:  # cut short by a full disk: inline again
        return ""
    return page if braces == [brace.text.strip() for brace in read_braces(environment, written.source)] else ""


def _keep(kept: Path | None, page: str) -> None:
    if kept is None:
        return
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}")
        part.write_text(page, "utf-8")
        part.replace(kept)
    except OSError as error:
        raise RenderError("make this folder writable: inlined templates are kept in it", subject=str(kept.parent), cause=error) from error


def _prove(look: Look) -> Values:
    """Print everything with specimen words, full and empty, so that a mistake shows now; the full ones."""
    full, empty = specimens()
    for values in (full, empty):
        for name in sorted(_LINES):
            look.line(name, values)
        for piece in Piece:
            look.card(CardKey(""), piece, values)
        for place in Place:
            look.card(CardKey(""), Piece.STORY, {**values, "place": place.value})
    return full


def _ended(text: str) -> str:
    """Blank text is no text; all other ends with its line."""
    if not text.strip():
        return ""
    return text if text.endswith("\n") else f"{text}\n"
