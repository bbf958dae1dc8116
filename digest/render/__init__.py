"""Prints: templates in, encoded cards and joined sheets out.

``load_look`` reads, checks and inlines an edition's templates once; ``cards`` prints stories and headings, once each;
``frame`` writes a group's subject and the cards around them; ``masthead`` prints a city's; ``sheet`` joins what a group
gets. Nothing here is done per recipient: what differs from one to the next is a slot. ``gallery`` shows finished mails.
"""

from __future__ import annotations

from digest.render.card import cards, encodings_of, masthead, pictured
from digest.render.encode import QUOTED, Encodings
from digest.render.frame import Imprint, frame
from digest.render.gallery import Exhibit, gallery
from digest.render.lint import Flaw, flaws_in_look, flaws_in_page
from digest.render.look import Look, load_look
from digest.render.sheet import sheet

__all__ = [
    "QUOTED",
    "Encodings",
    "Exhibit",
    "Flaw",
    "Imprint",
    "Look",
    "cards",
    "encodings_of",
    "flaws_in_look",
    "flaws_in_page",
    "frame",
    "gallery",
    "load_look",
    "masthead",
    "pictured",
    "sheet",
]
