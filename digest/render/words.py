"""The built-in words of a look in the reader's language: GNU gettext catalogues, read as they are written.

A look says ``{{ "Unsubscribe" | say }}``; ``templates/words/<language>.po`` says it in another language. The English
text is the key, so a missing catalogue or message falls back to English. Plurals follow the catalogue's
``Plural-Forms``. No compiled ``.mo`` files: Babel reads a catalogue once per process, when its language is first
asked for. A translation whose placeholders (``%(count)s``) differ from the English is refused, for it would fail in
the middle of an issue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from gettext import c2py
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.pofile import PoFileError, read_po
from babel.units import format_unit

from digest.errors import RenderError

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur", "yi"})
_CJK = frozenset({"ja", "ko", "zh"})
_FAHRENHEIT = frozenset({"US", "BS", "BZ", "KY", "LR", "PW"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")

_NO_VALUES: Mapping[str, object] = MappingProxyType({})

Forms = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language's words: forms by English text, and which form a count takes."""

    forms: Forms
    form_of: Callable[[int], int]


_ENGLISH = Tongue({}, lambda count: int(count != 1))


class Words:
    """The catalogues of some folders; the first folder that has a language wins."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """``folders`` hold ``<language>.po`` files."""
        self._folders = tuple(folders)
        self._tongues: dict[str, Tongue] = {}

    def say(self, language: str, english: str) -> str:
        """``english`` in ``language``."""
        return self._tongue(language).forms.get(english, (english,))[0]

    def say_count(self, language: str, one: str, *, many: str, count: int, values: Mapping[str, object] = _NO_VALUES) -> str:
        """``one`` or ``many`` as ``count`` asks for in ``language``, with ``%(count)s`` and what ``values`` names filled in."""
        tongue = self._tongue(language)
        forms = tongue.forms.get(one)
        if forms is None or len(forms) <= (form := tongue.form_of(count)):
            forms, form = (one, many), _ENGLISH.form_of(count)
        return forms[form] % {**values, "count": count}

    def _tongue(self, language: str) -> Tongue:
        if language not in self._tongues:
            self._tongues[language] = self._read(language)
        return self._tongues[language]

    def _read(self, language: str) -> Tongue:
        for name in (clean_language(language), main_language(language)):
            for folder in self._folders:
                if (path := folder / f"{name}.po").is_file():
                    return read_catalogue(path)
        return _ENGLISH


def read_catalogue(path: Path) -> Tongue:
    """Read one ``.po`` file; raises ``RenderError`` naming file and line."""
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
        form_of = c2py(catalogue.plural_expr)
    except (PoFileError, OSError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 1
        raise RenderError("mend the catalogue", subject=f"{path}:{line}", cause=error) from error
    return Tongue(_forms(catalogue, path), form_of)


def _forms(catalogue: Catalog, path: Path) -> Forms:
    """Messages that are translated in full and not marked as a guess, by their English text."""
    said = [(_each(message.id), _each(message.string), message) for message in catalogue if message.id and not message.fuzzy]
    for english, forms, message in said:
        _check(english, forms, f"{path}:{message.lineno or 1}")
    return {english[0]: forms for english, forms, _ in said if all(forms)}


def _each(text: Sequence[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def _check(english: Sequence[str], forms: Sequence[str], place: str) -> None:
    known = {name for text in english for name in _PLACEHOLDER.findall(text)}
    for form in forms:
        is_stray = bool(known) and "%" in _PLACEHOLDER.sub("", form)
        if is_stray or not known.issuperset(_PLACEHOLDER.findall(form)):
            names = ", ".join(f"%({name})s" for name in sorted(known)) or "none"
            raise RenderError(f"use these placeholders and no other in {form!r}: {names}", subject=place)


def clean_language(language: str) -> str:
    """A well-formed BCP 47 tag, else ``en``."""
    return language if _LANGUAGE.fullmatch(language) else "en"


def main_language(language: str) -> str:
    """The language without script and region."""
    return clean_language(language).split("-", maxsplit=1)[0].lower()


def direction(language: str) -> str:
    """``rtl`` or ``ltr``."""
    return "rtl" if main_language(language) in _RIGHT_TO_LEFT else "ltr"


def script_class(language: str) -> str:
    """The class of a look's wrapper: ``cjk`` where another font stack is wanted, else the direction."""
    return "cjk" if main_language(language) in _CJK else direction(language)


def locale_of(language: str) -> Locale:
    """What Babel knows of the language; English where it knows nothing."""
    try:
        return Locale.parse(clean_language(language), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def say_date(day: date, language: str) -> str:
    """A calendar date in full, as the language writes it."""
    return format_date(day, "full", locale=locale_of(language))


def say_temperature(celsius: float, language: str) -> str:
    """Whole degrees with their unit: Fahrenheit where the region of the language measures so, else Celsius."""
    locale = locale_of(language)
    if locale.territory in _FAHRENHEIT:
        return format_unit(round(celsius * 9 / 5 + 32), "temperature-fahrenheit", "short", locale=locale)
    return format_unit(round(celsius), "temperature-celsius", "short", locale=locale)
