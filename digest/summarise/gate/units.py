# ruff: noqa: E501, RUF001 - a table of other scripts, a language a line
"""What is counted: percent, money, time, lengths, weights, by the words and signs of each language.

Names of units are Babel's (CLDR), in each number their grammar has; signs and eastern words are ours.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name
from babel.units import format_unit

from digest.summarise.gate.written import bare

_PERCENT = re.compile(
    r"\s?(?:[%٪]|(?:per ?cent|pct|prozent|pour cent|por ciento|per cento|por cento|procent|prosent|szazalek|la suta|τοις εκατο|percent|"
    r"персент|процент|відсотк|בית אחוז|אחוז|في الم[اي]ه|بالم[اي]+ه|في الميه|بالميه|بالماءه|درصد|प्रतिशत|फीसदी|パーセント|ポイント|퍼센트|เปอร์เซ็นต์|"
    r"prosentti|prosenti|proc\b|% ))"
)
_PERCENT_BEFORE = re.compile(r"(?:[%٪]|\byuzde)\s?$")
_SIGNS = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₽": "RUB",
    "₹": "INR",
    "₺": "TRY",
    "₪": "ILS",
    "₩": "KRW",
    "₴": "UAH",
    "zł": "PLN",
    "¢": "USD",
}
_EASTERN = (
    ("日元", "JPY"), ("円", "JPY"), ("美元", "USD"), ("ドル", "USD"), ("欧元", "EUR"), ("歐元", "EUR"), ("ユーロ", "EUR"), ("英镑", "GBP"), ("英鎊", "GBP"),
    ("ポンド", "GBP"), ("韩元", "KRW"), ("ウォン", "KRW"), ("원", "KRW"), ("달러", "USD"), ("元", "CNY"), ("人民币", "CNY"), ("卢布", "RUB"),
    ("小时", "duration-hour"), ("小時", "duration-hour"), ("時間", "duration-hour"), ("分钟", "duration-minute"), ("分鐘", "duration-minute"),
    ("分間", "duration-minute"), ("天", "duration-day"), ("日間", "duration-day"), ("个月", "duration-month"), ("個月", "duration-month"),
    ("か月", "duration-month"), ("カ月", "duration-month"), ("周", "duration-week"), ("週間", "duration-week"), ("公里", "length-kilometer"),
    ("キロ", "length-kilometer"), ("千米", "length-kilometer"), ("米", "length-meter"), ("メートル", "length-meter"), ("吨", "mass-tonne"),
    ("噸", "mass-tonne"), ("トン", "mass-tonne"), ("公斤", "mass-kilogram"),
)  # fmt: skip
_MORE = {
    "": "km length-kilometer|kg mass-kilogram|eur EUR|usd USD|gbp GBP|rub RUB|pln PLN|czk CZK|uah UAH|try TRY|ils ILS|jpy JPY|chf CHF|cm length-centimeter",
    "en": "dollars USD|dollar USD|pounds GBP|euros EUR|euro EUR|yen JPY|roubles RUB|rubles RUB|rupees INR|francs CHF|yuan CNY|aged duration-year",
    "de": "euro EUR|dollar USD|pfund GBP|rubel RUB|franken CHF|yen JPY",
    "fr": "euros EUR|dollars USD|livres GBP|roubles RUB|ans duration-year",
    "es": "euros EUR|dolares USD|libras GBP|pesos MXN|rublos RUB", "pt": "euros EUR|dolares USD|libras GBP|reais BRL|real BRL|rublos RUB",
    "it": "euro EUR|dollari USD|sterline GBP|rubli RUB", "nl": "euro EUR|dollar USD|pond GBP|roebel RUB",
    "pl": "euro EUR|dolarow USD|zlotych PLN|zloty PLN|zlote PLN|zl PLN|funtow GBP|rubli RUB", "cs": "eur EUR|korun CZK|kc CZK|dolaru USD|liber GBP|rublu RUB",
    "ru": "рублей RUB|рубля RUB|рубль RUB|руб RUB|евро EUR|долларов USD|доллара USD|долл USD|фунтов GBP|гривен UAH",
    "uk": "гривень UAH|гривні UAH|грн UAH|євро EUR|доларів USD|долари USD|фунтів GBP|рублів RUB",
    "tr": "lira TRY|tl TRY|euro EUR|avro EUR|dolar USD|sterlin GBP", "he": "שקל ILS|שקלים ILS|אירו EUR|יורו EUR|דולר USD|דולרים USD",
    "ar": "دولار USD|دولارا USD|دولارات USD|يورو EUR|درهم AED|ريال SAR|جنيه EGP|ليره LBP|دينار IQD", "sv": "kronor SEK|euro EUR|dollar USD",
    "da": "kroner DKK|euro EUR|dollar USD", "nb": "kroner NOK|euro EUR|dollar USD", "fi": "euroa EUR|dollaria USD", "hi": "रुपये INR|रुपए INR|डॉलर USD",
}  # fmt: skip
_MEASURES = (
    *("duration-second", "duration-minute", "duration-hour", "duration-day", "duration-week", "duration-month", "duration-year"),
    *("length-kilometer", "length-meter", "length-mile", "length-foot", "length-centimeter", "mass-kilogram", "mass-gram", "mass-tonne"),
    *("area-hectare", "volume-liter", "length-millimeter"),
)
_WORD = re.compile(r"[\s-]?([^\W\d_]+)")
_COUNTS = (1, 2, 5, 1.5)


def unit_after(after: str, language: str) -> str:
    """What the text right after a number says is counted: ``%``, a currency's code, a unit of CLDR; empty when it says nothing known."""
    folded = bare(after[:40])
    if _PERCENT.match(folded):
        return "%"
    stripped = after.lstrip()
    sign = next((code for sign, code in _SIGNS.items() if stripped.startswith(sign)), "")
    eastern = next((unit for name, unit in _EASTERN if stripped.startswith(name)), "")
    found = _WORD.match(folded)
    return sign or eastern or (units(language).get(found[1], "") if found else "")


def unit_before(before: str) -> str:
    """What a sign before a number says is counted."""
    if _PERCENT_BEFORE.search(bare(before[-8:])):
        return "%"
    stripped = before.rstrip()
    return next((code for sign, code in _SIGNS.items() if stripped.endswith(sign)), "")


_CURRENCIES = ("EUR", "USD", "GBP", "JPY", "RUB", "CNY", "INR", "TRY")


@lru_cache
def units(language: str) -> dict[str, str]:
    """Units by the words a language has for them, bare."""
    found = _more(language or "en") | _more("")
    try:
        locale = Locale.parse(language or "en")
    except (UnknownLocaleError, ValueError):
        return found
    for unit, count in product(_MEASURES, _COUNTS):
        for length in ("long", "short"):
            found |= _worded(format_unit(count, unit, length, locale=locale), unit)
    named = {bare(get_currency_name(code, count, locale=locale)).split()[-1]: code for code, count in product(_CURRENCIES, _COUNTS)}
    return named | found


def _more(code: str) -> dict[str, str]:
    """Units by words that Babel does not know."""
    pairs = (each.partition(" ") for each in _MORE.get(code, "").split("|"))
    return {bare(word): unit for word, _, unit in pairs if word}


def _worded(written: str, unit: str) -> dict[str, str]:
    """The unit by the words beside the number, longer than one letter."""
    if not any(letter.isdigit() for letter in written):
        return {}  # a dual says its number itself
    words = [bare(word).strip(".") for word in written.split() if not any(letter.isdigit() for letter in word)]
    return {word: unit for word in words[:1] if len(word) > 1 and word.isalpha()}
