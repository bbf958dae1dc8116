"""A digest's cards joined: no rendering, no encoding, bytes beside bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digest.errors import RenderError
from digest.model import Card, CardKey, Digest, Sheet, Slot


def sheet(digest: Digest, cards: Mapping[CardKey, Card], masthead: Card) -> Sheet:
    """The digest with the masthead in its place; ``html`` stays empty for who wants text only.

    Raises ``RenderError`` when a card is missing.
    """
    missing = [key for key in digest.cards if key and key not in cards]
    if missing:
        raise RenderError(f"{len(missing)} of its cards are not there, the first {missing[0]}", subject=digest.id)
    chosen = [cards[key] if key else masthead for key in digest.cards]
    return Sheet(
        digest=digest.id,
        subject=digest.subject,
        language=digest.language,
        html=() if digest.format == "text" else _join([card.html for card in chosen], is_html=True),
        text=_join([card.text for card in chosen], is_html=False),
    )


def _join(chunks: Sequence[bytes], *, is_html: bool) -> tuple[bytes | Slot, ...]:
    """Chunks and slots in turn: quoted-printable has no NUL, so each stands for one side of a slot's name."""
    pieces = b"".join(chunks).split(b"\0")
    turns: list[bytes | Slot] = []
    for place, piece in enumerate(pieces):
        if place % 2:
            turns.append(Slot(name=piece.decode(), is_html=is_html))
        elif piece:
            turns.append(piece)
    return tuple(turns)
