"""What the sky does over the cities of an issue's readers: from Open-Meteo, MET Norway, a command or a file.

Each source answers for many cities at once and says of each that failed why; a masthead whose city has no answer drops
the line. A city is asked once an hour, however many readers, groups and editions it has (``remembered``); with many
cities the asking ends after a while, for the paper must go out: what is not known by then is unknown.

Open-Meteo (https://open-meteo.com, CC BY 4.0) finds places by name; MET Norway (https://api.met.no, CC BY 4.0, wants a
contact in the User-Agent and at most four decimals) knows only coordinates, so its cities stand in ``places``.
"""

from __future__ import annotations

import json
import subprocess
import tomllib
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import urlencode

from digest.errors import ConfigError, FetchError, ParseError, SourceError
from digest.model import Batch, Failure, Sky, Weather
from digest.ports import Fetch, Request, Response, WeatherSource

T = TypeVar("T")
Told = tuple[str, Weather]
Places = Mapping[str, tuple[float, float]]
"""Latitude and longitude in degrees, by city."""

BUDGET = 20.0
"""Seconds for all cities of an issue together."""
AT_ONCE = 16
"""Cities in one go: what a slow service can hold us up with."""
MAX_BYTES = 400_000
_COLDEST, _HOTTEST = -95.0, 65.0
"""Celsius; outside of it the answer is no weather of this planet."""

_PLACES = "https://geocoding-api.open-meteo.com/v1/search"
_OPEN_METEO = "https://api.open-meteo.com/v1/forecast"
_MET_NO = "https://api.met.no/weatherapi/locationforecast/2.0/compact"
_WMO = (
    (0, Sky.CLEAR),
    (2, Sky.FAIR),
    (3, Sky.CLOUDY),
    (48, Sky.FOG),
    (57, Sky.DRIZZLE),
    (65, Sky.RAIN),
    (67, Sky.SLEET),
    (77, Sky.SNOW),
    (82, Sky.RAIN),
    (86, Sky.SNOW),
    (99, Sky.THUNDER),
)
"""Up to which code of WMO table 4677, as Open-Meteo uses it, what is meant."""
_SYMBOLS = (
    ("thunder", Sky.THUNDER),
    ("sleet", Sky.SLEET),
    ("snow", Sky.SNOW),
    ("rain", Sky.RAIN),
    ("fog", Sky.FOG),
    ("clearsky", Sky.CLEAR),
    ("fair", Sky.FAIR),
    ("partlycloudy", Sky.FAIR),
    ("cloudy", Sky.CLOUDY),
)
"""What a symbol code of MET Norway holds, the weightiest first."""


def remembered(source: WeatherSource) -> WeatherSource:
    """``source``, asked once an hour for each city; a failure is remembered as well, for asking again costs time."""
    kept: dict[tuple[str, datetime], Weather | None] = {}

    def weather(cities: Collection[str], now: datetime) -> Batch[Told]:
        hour = now.replace(minute=0, second=0, microsecond=0)
        fresh = sorted({city for city in cities if (city, hour) not in kept})
        asked = source(fresh, now) if fresh else Batch[Told]()
        kept.update({(city, hour): None for city in fresh} | {(city, hour): told for city, told in asked.items})
        known = ((city, kept[city, hour]) for city in sorted(set(cities)))
        return Batch(items=tuple((city, told) for city, told in known if told), failures=asked.failures)

    return weather


class _Service(ABC):
    """What asking over HTTP has in common: in parts, until the time is over, every answer or its failure."""

    def __init__(self, *, fetch: Fetch, places: Places | None = None, timer: Callable[[], float] = monotonic) -> None:
        """``fetch`` is the one guarded client; ``places`` are cities whose coordinates are known."""
        self._fetch, self._places, self._timer = fetch, dict(places or {}), timer

    def __call__(self, cities: Collection[str], now: datetime) -> Batch[Told]:
        """The weather of each city that is known in time."""
        del now  # the present weather is asked for; a replay drops the line rather than show another day's
        end, wanted = self._timer() + BUDGET, sorted(cities)
        found: list[Told] = []
        failures: list[Failure] = []
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            if self._timer() > end:
                failures += [_failure(city, FetchError("the weather service is too slow: no weather for this city")) for city in part]
                continue
            for city, answer in self._ask(part):
                found += [(city, answer)] if isinstance(answer, Weather) else []
                failures += [_failure(city, answer)] if isinstance(answer, SourceError) else []
        return Batch(items=tuple(found), failures=tuple(failures))

    def _ask(self, cities: Sequence[str]) -> Iterator[tuple[str, Weather | SourceError]]:
        located = self._locate(cities)
        requests = [Request(url=self._address(*place), max_bytes=MAX_BYTES) for place in located.values() if isinstance(place, tuple)]
        answers = iter(self._fetch.get_all(requests))
        for city, place in located.items():
            yield city, place if isinstance(place, SourceError) else _read(next(answers), self._read)

    def _locate(self, cities: Sequence[str]) -> Mapping[str, tuple[float, float] | SourceError]:
        missing = FetchError("nobody knows where this city is: give it in [masthead.places]")
        return {city: self._places.get(city, missing) for city in cities}

    @abstractmethod
    def _address(self, latitude: float, longitude: float) -> str:
        """Where the weather of a place is asked."""

    @abstractmethod
    def _read(self, told: Any) -> Weather:  # noqa: ANN401 - JSON from outside
        """The weather in an answer."""


class OpenMeteoWeather(_Service):
    """The present weather from Open-Meteo, which also knows where a city is."""

    def _locate(self, cities: Sequence[str]) -> Mapping[str, tuple[float, float] | SourceError]:
        unknown = [city for city in cities if city not in self._places]
        requests = [Request(url=f"{_PLACES}?{urlencode({'name': city, 'count': 1, 'format': 'json'})}") for city in unknown]
        answers = dict(zip(unknown, self._fetch.get_all(requests), strict=True))
        found = {city: _read(answer, _place) for city, answer in answers.items()}
        self._places |= {city: place for city, place in found.items() if isinstance(place, tuple)}
        return {city: found.get(city) or self._places[city] for city in cities}

    def _address(self, latitude: float, longitude: float) -> str:
        asked = {"latitude": f"{latitude:.4f}", "longitude": f"{longitude:.4f}", "current": "temperature_2m,weather_code"}
        return f"{_OPEN_METEO}?{urlencode(asked)}"

    def _read(self, told: Any) -> Weather:  # noqa: ANN401 - JSON from outside
        code = told["current"].get("weather_code")
        sky = next((sky for most, sky in _WMO if code <= most), None) if isinstance(code, int) and code >= 0 else None
        return _weather(told["current"]["temperature_2m"], sky, "Open-Meteo.com")


class MetNoWeather(_Service):
    """The present weather from MET Norway, for cities in ``places``."""

    def _address(self, latitude: float, longitude: float) -> str:
        return f"{_MET_NO}?{urlencode({'lat': f'{latitude:.4f}', 'lon': f'{longitude:.4f}'})}"

    def _read(self, told: Any) -> Weather:  # noqa: ANN401 - JSON from outside
        hour = told["properties"]["timeseries"][0]["data"]
        code = str(hour.get("next_1_hours", {}).get("summary", {}).get("symbol_code", ""))
        return _weather(
            hour["instant"]["details"]["air_temperature"], next((sky for part, sky in _SYMBOLS if part in code), None), "MET Norway"
        )


class CommandWeather:
    """A program of the operator's: a city in JSON on its standard input, the weather in JSON on its standard output."""

    def __init__(self, *, command: Sequence[str], timeout: float = 5.0) -> None:
        """``command`` is run without a shell; ``timeout`` in seconds for one city."""
        if not command:
            raise ConfigError('name the program, as command = ["weather"]', key="masthead.command")
        self._command, self._timeout = tuple(command), timeout

    def __call__(self, cities: Collection[str], now: datetime) -> Batch[Told]:
        """The weather of each city for which the program says it."""
        return _each(cities, lambda city: self._run({"city": city, "at": now.isoformat()}))

    def _run(self, asked: Mapping[str, str]) -> Weather:
        try:
            done = subprocess.run(  # noqa: S603 - the operator's own command; what comes from readers goes to its input, never its arguments
                self._command, input=json.dumps(asked), capture_output=True, text=True, timeout=self._timeout, check=True
            )
        except (OSError, subprocess.SubprocessError, UnicodeError) as error:
            raise FetchError("the weather command fails", subject=self._command[0], cause=error) from error
        return _parsed(done.stdout, _written)


class FileWeather:
    """A file that something else keeps up to date: a TOML table a city with ``celsius``, and ``sky`` and ``credit`` if wanted."""

    def __init__(self, *, file: Path | str) -> None:
        """``file`` is read anew for each issue."""
        self._file = Path(file)

    def __call__(self, cities: Collection[str], now: datetime) -> Batch[Told]:
        """The weather of each city that the file has."""
        del now
        try:
            told = tomllib.loads(self._file.read_text("utf-8"))
        except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
            failure = FetchError("the weather file cannot be read", subject=str(self._file), cause=error)
            return Batch(failures=(_failure(str(self._file), failure),))
        return _each([city for city in cities if city in told], lambda city: _made(told[city], _written))


def _each(cities: Collection[str], ask: Callable[[str], Weather]) -> Batch[Told]:
    found: list[Told] = []
    failures: list[Failure] = []
    for city in sorted(cities):
        try:
            found.append((city, ask(city)))
        except SourceError as error:
            failures.append(_failure(city, error))
    return Batch(items=tuple(found), failures=tuple(failures))


def _read(answer: Response | FetchError, read: Callable[[Any], T]) -> T | SourceError:
    if isinstance(answer, FetchError):
        return answer
    try:
        return _parsed(answer.body, read)
    except ParseError as error:
        return error


def _parsed(told: str | bytes, read: Callable[[Any], T]) -> T:
    try:
        return _made(json.loads(told), read)
    except ValueError as error:
        raise ParseError("the answer about the weather is no JSON", cause=error) from error


def _made(told: Any, read: Callable[[Any], T]) -> T:  # noqa: ANN401 - JSON from outside
    try:
        return read(told)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise ParseError("the answer about the weather has no temperature in it, or none that can be", cause=error) from error


def _place(told: Any) -> tuple[float, float]:  # noqa: ANN401 - JSON from outside
    first = told["results"][0]
    return float(first["latitude"]), float(first["longitude"])


def _written(told: Any) -> Weather:  # noqa: ANN401 - JSON or TOML from outside
    sky = told.get("sky", "")
    return _weather(told["celsius"], Sky(sky) if sky else None, str(told.get("credit", "")))


def _weather(celsius: Any, sky: Sky | None, credit: str) -> Weather:  # noqa: ANN401 - JSON from outside
    degrees = float(celsius)
    if not _COLDEST <= degrees <= _HOTTEST:
        raise ValueError(f"{celsius} degrees")
    return Weather(celsius=degrees, sky=sky, credit=credit)


def _failure(city: str, error: SourceError) -> Failure:
    return Failure(subject=city, what=str(error), kind="weather")
