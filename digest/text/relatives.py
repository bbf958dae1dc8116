# ruff: noqa: RUF001 - letters of other scripts are what this table is made of
"""Near relatives: how languages that share most of their words spell them differently.

Danish *løbe*, *afsked*, *-hed* are Norwegian *løpe*, *avskjed*, *-het*; Czech *-ní*, *nej-* are Slovak *-nie*, *naj-*;
Galician writes *x* where Portuguese and Spanish write *j* or *g*. In a headline of five words these say more than
the words themselves. Each pattern speaks for the languages named beside it, and against none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from digest.text.contrasts import APART
from digest.text.fold import words

_WEIGHT = 4.0
"""What one find is worth, beside a telling letter's 3 (``profiles``); 2 to 5 were tried."""
_MOST = 3
"""Finds of one pattern that count."""

_NORTHERN = (
    (r"\w(?:kk|tt|pp|ff|mm|nn|ll|ss|gg|bb)\b", "no sv"),
    (r"skj|\bkj|\w[gk]j|øy|ei[gdrtsk]|ei\b|sjon|prosent|offisiel|sentr|\bopp|øk[et]|øp[et]|åp|øt[et]|\bvei", "no"),
    (r"[aouyæøå]k(?:e|er|en|et)\b|[aeouæøåi]p(?:e|er|en|et|t)\b|(?<!r)het(?:en|er|ens|s)?\b|skap|\but\w+|\bmot|\bav\w+|\binn\w+", "no sv"),
    (r"(?:i|het|ent|els|egl|sjon|y)ene\b|\w\wasjon", "no"),
    (r"øj|æng|ænd|ætt|æll|ækk|æk|æg|æv|ælg|ærk|ælp|æmp|ænk|æns|præ|hed(?:en|er|ers|s|erne)?\b|åb|øg(?:e|er|t|te)\b|øb|skab", "da"),
    (r"\baf\w+|\bud\w+|\bop(?!p|er|ti|pos)\w+|\bind[^iue]\w+|\bmod\b|(?:i|ed|ent|els|egl|ion|y)ernes?\b|nogl|gade|vn\b", "da"),
    (r"(?<!aller)(?<!tilst)(?<!\bn)(?<!gl)[bdfgklmnprstv]ede\b|cent|\bc[ei]|nce|nci|ciel|[aouøæy]ge[tr]?\b|\bsige", "da"),
    (r"ej|tion", "da sv"),
    (r"hv|æ|ø", "da no"),
    (r"[äö]|ck|x|[aeo]rna\b|\bför|\w{3}[ao]r\b", "sv"),
)
_CZECHOSLOVAK = (
    (
        r"[ěřů]|\bnej\w|ní(?:ho|m|mu|ch|mi)?\b|ství|ctví|[aieuoáíýě]t\b|ají\b|ují\b|[ae]ce\b|aci\b|v roce|[bcdfhklmnprstvz]em\b",
        "cs",
    ),
    (r"[ôľĺŕä]|\bnaj\w|n(?:ie|ia|iu|iam|iach)\b|[aiyáíu]ť\b|ie\w|dz|[nklrtvsm]ej\b|\bpre(?!zid|mi|ven|fer|ci|st)|\bpri(?!nc|v|m)", "sk"),
    (r"[vz] roku|[bcdfghklmnprstvz]om\b|ov\b|ú\b|ác[iu]|ci[aeiu]\b|[bcdfhklmnprstvz]ia|\bsom\b|ó", "sk"),
    (r"í\b|ou[cbhkdž]|ej[nmšpv]", "cs"),
)
_IBERIAN = (
    (r"eir[oa]s?\b|[oei]u\b|dades?\b|ais\b|oit|\bao|^[ao]s? |[.,;:] [ao]s? ", "gl pt"),
    (r"[cs]ión|ñ|\w[aeoi]n\b|ll|ía|ío\b|bles?\b|\b[a-zñ]+(?:nci|ari|ori|ici|eni|ogi)[ao]s?\b|[áéíóú][mn][aeiou]", "gl es ca"),
    (
        r"[bcdfglmnprstv]ue[bcdlnrst]|[bcdfhlmnprstv]ie[bcdlnrst]|dad\b|j[aeou]|ciones\b|ieron\b|ió\b|ch[eo]\b|\by\b|\bde(?:l| la| los)\b",
        "es",
    ),
    (r"[ãõçâêô]|(?<!u)nh|lh|ss|[aeiou]m\b|j[aeou]|[áéíóúâêô]\w{1,2}i[ao]s?\b|v(?:el|eis)\b", "pt"),
    (
        r"(?<!\be)(?<![aeo]i)(?<!fi)(?<!má)(?<!pró)(?<!mé)x[aeiouáéíóú]|nx|rx|unha|iux",
        "gl",
    ),
    (r"[áéíóú]\w{1,3}se\b|[oei]use|\wlles?\b|[áóéúí]ns\b|ci[óo]ns\b|\b[dcn]?(?:unha|elas?)\b|[aeio]ronse", "gl"),
    (r"\bamb\b|\bl'|\bd'|\bi\b|\bels?\b|ç|ny|t(?:at|ats)\b|ció\b|ix|l·l|à|è|ò", "ca"),
)
_EASTERN = (
    (r"ь", "ru uk be"),
    (r"ый\b|ые\b|ых\b|ться\b|ее\b|ие\b|ли\b|ов\b|ии\b|ную\b", "ru"),
    (r"(?:та|то|те|ът|ят)\b|ъ[^е]", "bg mk"),
    (r"ння|ськ|ість|ії|ій|\bзі?\b|ою\b|ів\b|ти\b|ові\b", "uk"),
)
_FAMILIES = (
    (frozenset({"da", "no", "sv"}), _NORTHERN),
    (frozenset({"cs", "sk"}), _CZECHOSLOVAK),
    (frozenset({"gl", "pt", "es", "ca"}), _IBERIAN),
    (frozenset({"id", "ms"}), ()),
    (frozenset({"ru", "uk", "be", "bg", "mk"}), _EASTERN),
)
_ALONE: tuple[frozenset[str], tuple[tuple[re.Pattern[str], frozenset[str]], ...]] = (frozenset(), ())
"""A language without relatives here."""
_BY_LANGUAGE = {
    language: (family, tuple((re.compile(pattern), frozenset(names.split())) for pattern, names in patterns))
    for family, patterns in _FAMILIES
    for language in family
}


def spelling(language: str, text: str) -> Mapping[str, float]:
    """What the spelling of a text in small letters adds for the relatives of a language, itself among them."""
    family, patterns = _BY_LANGUAGE.get(language, _ALONE)
    found: Counter[str] = Counter()
    for pattern, names in patterns:
        found.update(dict.fromkeys(names, min(_MOST, len(pattern.findall(text)))))
    for names in _apart(text) if family else ():
        found.update(names & family)
    return {name: times * _WEIGHT for name, times in found.items() if times}


def _apart(text: str) -> Iterator[frozenset[str]]:
    return (APART[word] for word in APART.keys() & set(words(text)))
