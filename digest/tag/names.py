# ruff: noqa: RUF001 - letters of other scripts are what this table is made of
"""What publishers call their sections, and the tag each means.

The table is small on purpose: sections that nearly every publisher has, in the languages digest knows best. The
operator's own aliases (``[[tags]] aliases``) come first. A category that nobody declared becomes a tag only when it
can be written as one and has at most three words: longer ones are headlines.
"""

from __future__ import annotations

import re
import unicodedata

from digest.text import fold

LONGEST_NAME = 3
"""Words of a category that may become a tag by itself."""
_TAG = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_GAP = re.compile(r"[^a-z0-9]+")
_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}

_SECTIONS = {
    "politics": "politik politique política politica politiek polityka политика політика nyheter-politik 政治 السياسة policy",
    "world": "world-news international ausland monde international-news mundo internacional esteri mondo buitenland świat мир "
    "в-мире світ 国际 国際 العالم global",
    "business": "wirtschaft économie economie economía economia economy gospodarka бизнес економіка экономика 经济 経済 اقتصاد "
    "finance finanzen finances "
    "markets business-news companies unternehmen entreprises empresas",
    "technology": "tech technologie technologies tecnología tecnologia technik digital netzwelt sci-tech технологии технології 科技 "
    "テクノロジー تكنولوجيا",
    "science": "wissenschaft wissen sciences ciencia ciência scienza scienze wetenschap nauka наука 科学 علوم",
    "sport": "sports deportes deporte esporte desporto sportnieuws спорт 体育 スポーツ رياضة",
    "culture": "kultur cultura cultuur kultura культура arts kunst entertainment feuilleton unterhaltung divertissement "
    "spettacoli arts-and-culture 文化 ثقافة",
    "health": "gesundheit santé salud saúde salute gezondheid zdrowie здоровье здоров-я 健康 صحة wellness medicine medizin",
    "climate": "klima climat clima klimaat климат клімат climate-change environment umwelt environnement medio-ambiente "
    "ambiente milieu 环境 環境",
    "education": "bildung éducation educación educação istruzione onderwijs edukacja образование освіта 教育",
    "opinion": "meinung opinions opinión opinião opinioni opinie мнения мнение комментарии kommentar comment commentary editorial",
    "travel": "reise reisen voyage voyages viajes viagem viaggi reizen podróże путешествия",
    "food": "essen cuisine gastronomie gastronomía cucina recipes rezepte recettes recetas koken",
}
_ALIASES = {alias: tag for tag, aliases in _SECTIONS.items() for alias in (tag, *aliases.split())}
_EMPTY = frozenset(
    {
        "uncategorized",
        "uncategorised",
        "allgemein",
        "general",
        "misc",
        "other",
        "sonstiges",
        "non-classe",
        "sin-categoria",
        "all",
        "home",
        "feed",
    }
)
"""Categories that say nothing."""


def tag_name(category: str) -> str:
    """A category as a tag's name, ``[a-z0-9][a-z0-9_-]{0,63}``; empty when it cannot be written as one."""
    plain = unicodedata.normalize("NFKD", "".join(_LETTERS.get(letter, letter) for letter in fold(category)))
    name = _GAP.sub("-", "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("'", "")).strip("-")
    keeps_its_letters = sum(map(str.isalpha, name)) * 2 > sum(map(str.isalpha, plain))
    return name if _TAG.fullmatch(name) and keeps_its_letters else ""


def usual_tag(category: str) -> str:
    """The tag which a section of this name usually means; empty when the table does not know it."""
    return _ALIASES.get("-".join(fold(category).replace("'", "-").split()), "")


def is_empty(category: str) -> bool:
    """Whether the category says nothing of its article."""
    return tag_name(category) in _EMPTY
