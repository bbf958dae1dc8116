"""A digest's cards joined: no rendering, no encoding, bytes beside bytes."""

from __future__ import annotations

from binascii import a2b_base64
from collections.abc import Mapping, Sequence

from digest.errors import RenderError
from digest.model import Card, CardKey, Digest, Encoding, Sheet, Slot
from digest.render.encode import MARK

Turns = tuple[bytes | Slot, ...]


def sheet(digest: Digest, cards: Mapping[CardKey, Card], masthead: Card) -> Sheet:
    """The digest with the masthead in its place; ``html`` stays empty for who wants text only.

    Raises ``RenderError`` when a card is missing.
    """
    missing = [key for key in digest.cards if key and key not in cards]
    if missing:
        raise RenderError(f"{len(missing)} of its cards are not there, the first {missing[0]}", subject=digest.id)
    chosen = [cards[key] if key else masthead for key in digest.cards]
    html = [] if digest.format == "text" else [card.html for card in chosen]
    text = [card.text for card in chosen]
    return Sheet(
        digest=digest.id,
        subject=digest.subject,
        language=digest.language,
        html=_join(html, digest, is_html=True),
        text=_join(text, digest, is_html=False),
        html_encoding=_encoding(html),
        text_encoding=_encoding(text),
    )


def _encoding(chunks: Sequence[bytes]) -> Encoding:
    """How the chunks are encoded; the first that is not empty tells."""
    first = next((chunk for chunk in chunks if chunk), b"")
    return Encoding.BASE64 if first.startswith(MARK) else Encoding.QUOTED


def _join(chunks: Sequence[bytes], digest: Digest, *, is_html: bool) -> Turns:
    packed = [chunk.startswith(MARK) for chunk in chunks if chunk]
    if not any(packed):
        return _quoted(chunks, is_html=is_html)
    if not all(packed):
        raise RenderError("its cards are encoded in two ways: print them in one go", subject=digest.id)
    return _packed(chunks, is_html=is_html)


def _quoted(chunks: Sequence[bytes], *, is_html: bool) -> Turns:
    """Chunks and slots in turn: quoted-printable has no NUL, so each stands for one side of a slot's name."""
    pieces = b"".join(chunks).split(b"\0")
    turns: list[bytes | Slot] = []
    for place, piece in enumerate(pieces):
        if place % 2:
            turns.append(Slot(name=piece.decode(), is_html=is_html))
        elif piece:
            turns.append(piece)
    return tuple(turns)


def _packed(chunks: Sequence[bytes], *, is_html: bool) -> Turns:
    """A chunk, a slot's name, what stands before and what stands after it, in turn."""
    pieces = b"".join(chunk.removeprefix(MARK) for chunk in chunks).split(b"\0")
    turns: list[bytes | Slot] = [pieces[0]]
    for place in range(1, len(pieces), 4):
        name, before, after, chunk = pieces[place : place + 4]
        turns.append(Slot(name=name.decode(), is_html=is_html, before=a2b_base64(before), after=a2b_base64(after)))
        turns.append(chunk)
    return tuple(turn for turn in turns if turn)
