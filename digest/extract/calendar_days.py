# ruff: noqa: RUF001 - letters of many alphabets are what these expressions look for
"""Days as people write them: *12.01.2022*, *June 4, 2020*, *14 Gennaio 2020*, *2023年11月7日*.

Numbers with slashes are read day first, unless only the other order makes a day or the page is written in American
English. Months are known by name in the languages that news is mostly written in. Nothing here knows what day it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

LONGEST = 400
"""Characters of a text in which a day is looked for."""
_MONTHS = """
january jan januar jänner janvier enero ene gennaio gen januari janeiro stycznia styczeń sty января янв січня січ leden ledna ocak
    tammikuuta ianuarie január ιανουαρίου يناير
february feb februar feber février févr febrero febbraio februari fevereiro fev lutego luty lut февраля фев лютого лют únor února
    şubat helmikuuta februarie február φεβρουαρίου فبراير
march mar märz mrz mars marzo maart mrt março marca marzec марта мар березня бер březen března mart maaliskuuta martie március
    μαρτίου مارس
april apr avril avr abril abr aprile kwietnia kwiecień kwi апреля апр квітня кві duben dubna nisan huhtikuuta aprilie április
    απριλίου أبريل
may mai mayo maggio mag mei maio maj maja мая травня тра květen května mayıs toukokuuta május μαΐου مايو
june jun juni juin junio giugno giu junho czerwca czerwiec cze июня июн червня чер červen června haziran kesäkuuta iunie június
    ιουνίου يونيو
july jul juli juillet juil julio luglio lug julho lipca lipiec lip июля июл липня лип červenec července temmuz heinäkuuta iulie
    július ιουλίου يوليو
august aug août agosto ago augustus augusti sierpnia sierpień sie августа авг серпня сер srpen srpna ağustos elokuuta augusztus
    αυγούστου أغسطس
september sep sept septembre septiembre settembre set setembro września wrzesień wrz сентября сен вересня вер září eylül syyskuuta
    septembrie szeptember σεπτεμβρίου سبتمبر
october oct oktober okt octobre octubre ottobre ott outubro out października październik paź октября окт жовтня жов říjen října ekim
    lokakuuta octombrie október οκτωβρίου أكتوبر
november nov novembre noviembre novembro listopada listopad lis ноября ноя листопада лис listopadu kasım marraskuuta noiembrie
    νοεμβρίου نوفمبر
december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia grudzień gru декабря дек грудня гру prosinec prosince
    aralık joulukuuta decembrie δεκεμβρίου ديسمبر
"""
_NUMBER = {name: number for number, names in enumerate(re.split(r"\n(?! )", _MONTHS.strip()), 1) for name in names.split()}
_NAME = r"([^\W\d_]{3,14})"
_YEAR = r"((?:19|20)\d\d)(?!\d)"
_ISO = re.compile(rf"(?<!\d){_YEAR}([-/.])(\d\d?)\2(\d\d?)(?!\d)")
_NUMBERED = re.compile(rf"(?<![\d.])(\d\d?)\s?([./-])\s?(\d\d?)\s?\2\s?(?:{_YEAR}|(\d\d)(?![\d.%]))")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d\d?)(?:\.|er|º|ª|th|st|nd|rd)?[\s\u00a0-]{{0,3}}(?:de |of )?{_NAME}\.?,?[\s\u00a0-]{{1,3}}(?:de |del )?{_YEAR}"
)
_MONTH_FIRST = re.compile(rf"{_NAME}\.?\s{{1,3}}(\d\d?)(?:st|nd|rd|th)?,?\s{{1,3}}{_YEAR}")
_EASTERN = re.compile(rf"{_YEAR}\s?[年년]\s?(\d\d?)\s?[月월]\s?(\d\d?)\s?[日일]")
_AMERICAN = re.compile(r"en(?:[-_]us)?\Z", re.IGNORECASE)
_CENTURY = 2_000


def days_in(text: str, *, language: str = "", with_short_years: bool = False) -> Iterator[datetime]:
    """Every day that the text's beginning names, as midnight in UTC; ``language`` (BCP 47) tells how slashes are read.

    ``with_short_years`` also reads *12.01.22*, with points only: elsewhere that may be anything.
    """
    text = text[:LONGEST]
    for match in _ISO.finditer(text):
        yield from _day(match[1], match[3], match[4])
    for match in _EASTERN.finditer(text):
        yield from _day(*match.groups())
    for match in _DAY_FIRST.finditer(text):
        yield from _day(match[3], _NUMBER.get(match[2].lower(), 0), match[1])
    for match in _MONTH_FIRST.finditer(text):
        yield from _day(match[3], _NUMBER.get(match[1].lower(), 0), match[2])
    for match in _NUMBERED.finditer(text):
        if match[4] or (with_short_years and match[2] == "."):
            yield from _numbered(match, language)


def _numbered(match: re.Match[str], language: str) -> Iterator[datetime]:
    first, mark, second, long, short = match.groups()
    year = long or _CENTURY + int(short)
    is_american = mark == "/" and _AMERICAN.match(language) is not None
    orders = [(second, first), (first, second)]
    found = (day for month, number in (reversed(orders) if is_american else orders) for day in _day(year, month, number))
    yield from [day for day in (next(found, None),) if day]


def _day(year: str | int, month: str | int, day: str | int) -> Iterator[datetime]:
    try:
        yield datetime(int(year), int(month), int(day), tzinfo=UTC)
    except ValueError:  # no such day
        return
