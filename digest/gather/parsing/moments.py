"""Instants from the dates feeds carry: two forms read at once, all others by feedparser's readers.

Nine feeds in ten write RFC 822 (RSS) or RFC 3339 (Atom) as the standards say; a regular expression reads those. What is
left goes to feedparser, and where that gives up the names of months in the languages newspapers use are put into English
and it is tried once more. What is still no date is none: dateparser and its kin guess, and are too slow to guess often.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_RFC_822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})"
    r" (\d\d):(\d\d):(\d\d) (?:GMT|UTC|UT|Z|([+-])(\d\d)(\d\d))",
    re.ASCII,
)
_RFC_3339 = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:Z|([+-])(\d\d):(\d\d))", re.ASCII)
_ENGLISH = {name: number for number, name in enumerate(calendar.month_abbr) if name}
_WORD = re.compile(r"[^\W\d_]+\.?")
_MONTHS = """
1 january januar janvier janv enero ene gennaio gen janeiro januari styczen stycznia sty leden ledna
1 tammikuu ianuarie januara января янв ocak oca
2 february februar fevrier fevr fev febrero febbraio fevereiro februari luty lutego lut unor unora
2 februarie februara февраля фев subat sub
3 march marz maerz mrz mars marzo marco mar maart mrt marec marzec marca brezen brezna martie marta
3 марта мар mart
4 april avril avr abril abr aprile apr kwiecien kwietnia kwi duben dubna aprilie aprila апреля апр
4 nisan nis
5 may mai mayo mag maggio maio mei maj maja kveten kvetna мая май mayis
6 june juni juin junio giugno giu junho jun czerwiec czerwca cze cerven cervna iunie juna июня июн
6 haziran haz
7 july juli juillet juil julio luglio lug julho jul lipiec lipca lip cervenec cervence iulie jula июля
7 июл temmuz tem
8 august aout agosto ago augusti augustus aug sierpien sierpnia sie srpen srpna avgust августа авг
8 agustos agu
9 september septembre septiembre settembre setembro set septembrie septembra wrzesien wrzesnia wrz
9 zari septembre sept сентября сен eylul eyl
10 october oktober octobre octubre ottobre ott outubro out okt octombrie oktobra pazdziernik
10 pazdziernika paz rijen rijna октября окт ekim eki
11 november novembre noviembre novembro noiembrie novembra listopad listopadu lis ноября ноя kasim kas
12 december dezember dez decembre diciembre dic dicembre dezembro decembrie decembra grudzien grudnia
12 gru prosinec prosince декабря дек aralik ara
"""
_LONGEST = 80


def _bare(word: str) -> str:
    """Lower case, without accents and the dot of an abbreviation."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word.casefold()) if letter.isalpha())


_FOREIGN = {
    _bare(word): int(number)
    for number, _, names in (line.partition(" ") for line in _MONTHS.split("\n") if line)
    for word in (*names.split(), calendar.month_abbr[int(number)])
}
"""Months by their bare names and usual abbreviations; a name of two months in two languages stands with the commoner one."""


def instant(said: str) -> datetime | None:
    """What a date means, in UTC; None when it is none. A date without time is midnight, one without zone is in UTC."""
    said = said.strip()
    return _meant(said) if said and len(said) <= _LONGEST else None


@lru_cache(maxsize=4_096)
def _meant(said: str) -> datetime | None:
    return _at_once(said) or _at_length(said) or _translated(said)


def of_tuple(value: Any) -> datetime | None:  # noqa: ANN401 - a struct_time or nothing
    """The instant of a UTC ``struct_time``; None for nothing, or for what no calendar has."""
    try:
        return _EPOCH + timedelta(seconds=calendar.timegm(value)) if value else None
    except (ValueError, TypeError, OverflowError):
        return None


def _at_once(said: str) -> datetime | None:
    if found := _RFC_822.fullmatch(said):
        day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
        number = _ENGLISH[month]
    elif found := _RFC_3339.fullmatch(said):
        year, month, day, hour, minute, second, sign, hours, minutes = found.groups()
        number = int(month)
    else:
        return None
    try:
        zone = timezone(timedelta(hours=int(sign + hours), minutes=int(sign + minutes))) if sign else UTC
        return datetime(int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _at_length(said: str) -> datetime | None:
    from feedparser.datetimes import _parse_date  # noqa: PLC0415 - feedparser offers its reading of dates under no public name

    try:
        return of_tuple(_parse_date(said))
    except Exception:  # noqa: BLE001 - its readers raise whatever struct_time and re do; what raises is no date
        return None


def _translated(said: str) -> datetime | None:
    """The date with its month's name in English, without other words but the zone's."""
    words = [word.group() for word in _WORD.finditer(said)]
    months = [number for number in (_FOREIGN.get(_bare(word)) for word in words) if number]
    if len(months) != 1:
        return None
    name = calendar.month_abbr[months[0]]
    english = _WORD.sub(lambda word: _in_english(word.group(), name), said)
    english = re.sub(r"(\d)\.?\s*(?=[A-Z][a-z]{2}\b)", r"\1 ", english.replace(",", " "))
    return _at_length(" ".join(english.split()))


def _in_english(word: str, month: str) -> str:
    if _FOREIGN.get(_bare(word)):
        return month
    return word if word.isascii() and word.isupper() else ""
