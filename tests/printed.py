"""What render tests share: the shipped look, and a digest of some stories taken through every step of printing."""

from __future__ import annotations

import quopri
from binascii import a2b_base64
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

from build import edition, issue

from digest.model import Draft, Encoding, Group, History, Issue, Place, Preference, Section, Sheet, Shown, Slot
from digest.render import Imprint, Look, cards, encodings_of, frame, load_look, masthead, sheet
from digest.render.encode import QUOTED

TEMPLATES = Path(__file__).parents[1] / "templates"
IMPRINT = Imprint(name="Example Digest", operator="Example Press Ltd", postal_address="12 Quay Street", list_name="Morning readers")
UNSUBSCRIBE = "https://digest.example/u/token?a=1&b=2"


@cache
def daily() -> Look:
    return load_look("daily", [TEMPLATES])


def shown(told, place=Place.SECTION, **given):
    return Shown(
        **{
            "story": told.story.id,
            "revision": told.story.revision,
            "place": place,
            "title": told.story.lead.title,
            "link": told.story.lead.link,
            "articles": told.story.article_ids,
        }
        | given
    )


def draft(number: Issue, *, sections=None, language="en", form="html", eligible=None) -> Draft:
    first, *rest = number.candidates
    told = sections or (
        Section(tag="", title="", stories=(shown(first, Place.LEAD),)),
        *([Section(tag="city", title="City", stories=tuple(map(shown, rest)))] if rest else []),
    )
    group = Group(key="0123456789abcdef0123", preference=Preference(language=language, format=form), history=History(), subscribers=())
    return Draft(issue=number.id, look="daily", group=group, sections=told, eligible=eligible or len(number.candidates))


def joined(*candidates, sources=None, city="Reykjavik", imprint=IMPRINT, titles=None, weather=None, look=None, **given) -> Sheet:
    """The sheet of a digest that shows ``candidates``, the first as lead."""
    look, number, titles = look or daily(), issue(*candidates), titles or {}
    wanted = draft(number, **given)
    language = wanted.group.preference.language
    told = cards(look, wanted.requests, number, sources=sources or {}, titles=lambda _language: titles, pictures=imprint.pictures)
    encodings = encodings_of(wanted.requests, {card.key: card for card in told}).get(language, QUOTED)
    digest, own = frame(look, wanted, number, edition(), imprint=imprint, sources=sources or {}, titles=titles, encodings=encodings)
    head = masthead(
        look,
        issue=number.id,
        edition_title="Daily",
        city=city,
        local_date=date(2026, 11, 20),
        language=language,
        weather=weather,
        web=imprint.web(number),
        encodings=encodings,
    )
    return sheet(digest, {card.key: card for card in (*told, *own)}, head)


def filled(turns: tuple[bytes | Slot, ...], value: str = UNSUBSCRIBE) -> bytes:
    """Quoted-printable as sent: each slot's value encoded on lines short enough for the soft break that follows."""
    return b"".join(turn if isinstance(turn, bytes) else _value(turn, value) for turn in turns)


def _value(slot: Slot, value: str) -> bytes:
    atoms = [f"={byte:02X}".encode() for byte in (escape(value) if slot.is_html else value).encode()]
    return b"=\r\n".join(b"".join(atoms[start : start + 25]) for start in range(0, len(atoms), 25))


def decoded(turns: tuple[bytes | Slot, ...], value: str = UNSUBSCRIBE, encoding: Encoding = Encoding.QUOTED) -> str:
    if encoding is Encoding.QUOTED:
        return quopri.decodestring(filled(turns, value)).decode()
    return b"".join(a2b_base64(turn) if isinstance(turn, bytes) else _line(turn, value) for turn in turns).decode()


def _line(slot: Slot, value: str) -> bytes:
    return slot.before + (escape(value) if slot.is_html else value).encode() + slot.after


def printed(*candidates, **given) -> tuple[str, str]:
    """HTML and text of such a sheet, decoded."""
    made = joined(*candidates, **given)
    return decoded(made.html, encoding=made.html_encoding), decoded(made.text, encoding=made.text_encoding)
