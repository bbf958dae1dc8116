# ruff: noqa: RUF001 - marks and quotes of many languages are what these expressions look for
"""Lines that belong to the page, not to the article.

Three witnesses, from the strongest: a line seen on three or more pages of a source is chrome, whatever it says and in
whatever language; a line that opens like an invitation (*Related:*, *Read more*, *Sign up*) is chrome where it is
short or names another article; at the end of a text page a short line without a sentence's end is chrome. Titles
repeated at the top go too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from digest.extract.repetition import LONGEST, line_key
from digest.text import fold

_TOP = 3
"""Paragraphs from the top among which the title may be repeated."""
_LONGEST_INVITATION = 200
_SHORT_INVITATION = 80
_LONGEST_TAIL = 10
"""Words of a line without a sentence's end that may still be chrome at the end of a page."""

_INVITATION = re.compile(
    r"\W*(?:related(?: \w+)?|read (?:more|also|next)|see (?:more|also)|you (?:may|might) (?:also )?(?:like|enjoy)|"
    r"don.t miss|more(?: from)?|comments?(?: comments?)?|"
    r"leave a (?:reply|comment)|filed under|tags?|click (?:here|to tweet)|sources?|photos?|images?(?: source|"
    r" credit)?|advertisement|sponsored|follow(?: us)?|share(?: this)?|"
    r"sign (?:up|in)|log ?in|subscribe|newsletter|previous|next|check out|most (?:read|popular|viewed)|popular|"
    r"trending|latest|recommended|join the|copyright|©|\(c\)|all rights|"
    r"updated(?: at| on)?|published|skip to|cookies?|privacy|terms|about us|contact us|advertise|search|menu|home|"
    r"print|email|back to|load more|view (?:all|more)|explore|"
    r"lea (?:también|más)|lee (?:también|más)|leia (?:também|mais)|saiba mais|veja (?:também|mais)|te puede interesar|"
    r"suscríb\w+|comparte|etiquetas|"
    r"lesen sie (?:auch|mehr)|mehr zum thema|mehr dazu|zum thema|anzeige|werbung|foto|quelle|schlagw\w+|teilen|"
    r"kommentare?|newsletter abonnieren|"
    r"lire (?:aussi|la suite)|à lire|voir aussi|partager|abonnez|publicité|étiquettes|leggi (?:anche|tutto)|condividi|iscriviti|pubblicità|"
    r"lees (?:ook|meer|verder)|deel|advertentie|czytaj (?:też|także|więcej)|zobacz też|udostępnij|reklama|"
    r"читайте (?:также|ещё)|поделиться|читайте також|поширити|реклама|"
    r"tempo de leitura|reading time|\d+ min(?:ute)?s? read)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"©|\(c\) ?\d{4}|all rights reserved|alle rechte|tous droits|todos los derechos|todos os direitos|required fields|"
    r"e?-?mail address will not",
    re.IGNORECASE,
)
_PROMOTED = 4
"""How many of an article's last paragraphs may be promotion."""
_PROMOTION = re.compile(
    r"\W*(?:follow \S+|sign up|subscribe|get (?:the latest|access|our|more|\w+ \w+ \w+ delivered)|have a (?:tip|story|"
    r"question)|click here|join|listen to|download|"
    r"this copy is|to order|if you (?:enjoyed|liked)|something to consider|(?:the )?associated press (?:writers?|"
    r"journalists?)|.{3,80} contributed (?:to this|reporting)|"
    r"this (?:article|story) (?:was|is|has been) (?:originally )?(?:published|updated|syndicated)|reporting by|editing by|write to|"
    r"folgen sie|abonnieren|suivez|síguenos|siga|seguici)\b",
    re.IGNORECASE,
)
_APPEARED = re.compile(
    r"(?:the post .{1,300} (?:first )?appeared first on|der beitrag .{1,300} erschien zuerst auf|"
    r"l.article .{1,300} est apparu en premier)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…。！？؟।۔»\"”’)\]]\s*\Z")
_ARTICLE_LIKE = re.compile(r"[0-9@/]|\w\.\w|[,;“\"]|\w: \w")
"""What chrome seldom has: numbers, addresses, inner punctuation."""


def without_chrome(paragraphs: Sequence[str], *, chrome: Collection[str] = (), titles: Collection[str] = ()) -> list[str]:
    """The paragraphs that are the article's: without chrome (``line_key``), invitations, and titles repeated at the top (folded)."""
    kept: list[str] = []
    for paragraph in paragraphs:
        folded = fold(paragraph)
        is_heading = len(kept) < _TOP and folded in titles
        if not (is_heading or line_key(paragraph) in chrome or is_invitation(paragraph)):
            kept.append(paragraph)
    return kept


def is_invitation(line: str) -> bool:
    """Whether the line asks the reader to go elsewhere, or says whose page this is."""
    match = _INVITATION.match(line)
    if _APPEARED.match(line):
        return True
    if match is None or len(line) > _LONGEST_INVITATION:
        return False
    is_named = line[match.end() : match.end() + 1] == ":" and not _ENDED.search(line)
    return is_named or len(line.split()) <= len(match.group().split()) + 1 or (len(line) < _SHORT_INVITATION and not _ENDED.search(line))


def is_notice(line: str) -> bool:
    """Whether the line is a short one on rights or forms."""
    return len(line) <= _LONGEST_INVITATION and bool(_NOTICE.search(line))


def without_promotion(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs without the last ones where they speak of the publisher: follow us, sign up, who else wrote."""
    kept = list(paragraphs)
    for at in range(len(kept) - 1, max(-1, len(kept) - 1 - _PROMOTED), -1):
        if len(kept[at]) <= LONGEST and (_PROMOTION.match(kept[at]) or _NOTICE.search(kept[at])):
            del kept[at]
    return kept


def without_tail(lines: Sequence[str]) -> list[str]:
    """The lines of a text page without what follows its article: menus, notices, forms; a page of nothing else stays."""
    kept = list(lines)
    while kept and _is_tail(kept[-1]):
        kept.pop()
    return kept or list(lines)


def _is_tail(line: str) -> bool:
    if is_invitation(line) or is_notice(line):
        return True
    return not _ENDED.search(line) and len(line.split()) <= _LONGEST_TAIL and not _ARTICLE_LIKE.search(line) and any(map(str.isalpha, line))
