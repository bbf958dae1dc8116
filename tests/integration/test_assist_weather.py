"""Weather from services on loopback, a command and a file: what is known, what is not, and that nobody waits."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from build import NOW, subscriber
from fakes import House, news
from servers import Answer, site

from digest.assist import CommandWeather, FileWeather, MetNoWeather, OpenMeteoWeather, remembered
from digest.assist.weather import AT_ONCE, BUDGET
from digest.errors import ConfigError
from digest.fetch import HttpFetch
from digest.model import Batch, Sky, Weather
from digest.pipeline import hand_over
from digest.registry import make

BERGEN = {"Bergen": (60.392, 5.3221)}


@pytest.fixture
def web():
    with site() as running:
        yield running


def fetch(web):
    services = ("https://api.open-meteo.com", "https://geocoding-api.open-meteo.com", "https://api.met.no")
    return HttpFetch(user_agent="digest-test", timeout=5.0, per_host=4, origins=dict.fromkeys(services, web.url))


def told(web, path, value):
    web.answers[path] = Answer(body=json.dumps(value).encode())


def open_meteo(web, *, celsius=7.6, code=61):
    told(web, "/v1/search", {"results": [{"name": "Bergen", "latitude": 60.392, "longitude": 5.32205}]})
    told(web, "/v1/forecast", {"current": {"temperature_2m": celsius, "weather_code": code}})
    return OpenMeteoWeather(fetch=fetch(web))


def met_no(web, *, celsius=-3.1, symbol="lightsnowshowers_day", **given):
    hour = {"instant": {"details": {"air_temperature": celsius}}, "next_1_hours": {"summary": {"symbol_code": symbol}}}
    told(web, "/weatherapi/locationforecast/2.0/compact", {"properties": {"timeseries": [{"data": hour}]}})
    return MetNoWeather(**{"fetch": fetch(web), "places": BERGEN} | given)


def paths(web):
    return [urlsplit(asked.path).path for asked in web.asked]


def test_open_meteo_finds_the_city_and_tells_its_weather(web):
    batch = open_meteo(web)(["Bergen"], NOW)
    assert batch == Batch(items=(("Bergen", Weather(celsius=7.6, sky=Sky.RAIN, credit="Open-Meteo.com")),))
    assert parse_qs(urlsplit(web.asked[0].path).query)["name"] == ["Bergen"]
    assert parse_qs(urlsplit(web.asked[1].path).query)["latitude"] == ["60.3920"]


def test_a_place_once_found_is_not_sought_again(web):
    source = open_meteo(web)
    source(["Bergen"], NOW)
    source(["Bergen"], NOW + timedelta(days=1))
    assert paths(web).count("/v1/search") == 1
    assert paths(web).count("/v1/forecast") == 2


def test_met_norway_is_asked_for_four_decimals(web):
    batch = met_no(web)(["Bergen"], NOW)
    assert batch.items == (("Bergen", Weather(celsius=-3.1, sky=Sky.SNOW, credit="MET Norway")),)
    assert parse_qs(urlsplit(web.asked[0].path).query) == {"lat": ["60.3920"], "lon": ["5.3221"]}


def test_a_city_without_coordinates_is_named_and_others_are_told(web):
    batch = met_no(web)(["Bergen", "Nowhere"], NOW)
    assert [city for city, _ in batch.items] == ["Bergen"]
    assert [(failure.subject, "masthead.places" in failure.what) for failure in batch.failures] == [("Nowhere", True)]


@pytest.mark.parametrize(
    ("code", "sky"),
    [
        (0, Sky.CLEAR),
        (1, Sky.FAIR),
        (3, Sky.CLOUDY),
        (45, Sky.FOG),
        (53, Sky.DRIZZLE),
        (67, Sky.SLEET),
        (75, Sky.SNOW),
        (81, Sky.RAIN),
        (86, Sky.SNOW),
        (95, Sky.THUNDER),
        (100, None),
        (-1, None),
        ("x", None),
        (None, None),
    ],
)
def test_codes_of_the_weather_organisation(web, code, sky):
    assert dict(open_meteo(web, code=code)(["Bergen"], NOW).items)["Bergen"].sky is sky


@pytest.mark.parametrize(
    ("symbol", "sky"),
    [
        ("clearsky_day", Sky.CLEAR),
        ("fair_night", Sky.FAIR),
        ("partlycloudy_day", Sky.FAIR),
        ("cloudy", Sky.CLOUDY),
        ("fog", Sky.FOG),
        ("heavyrainandthunder", Sky.THUNDER),
        ("lightsleet", Sky.SLEET),
        ("rainshowers_day", Sky.RAIN),
        ("lava", None),
    ],
)
def test_symbols_of_met_norway(web, symbol, sky):
    assert dict(met_no(web, symbol=symbol)(["Bergen"], NOW).items)["Bergen"].sky is sky


@pytest.mark.parametrize("celsius", [None, "warm", 400, -300, "nan", []])
def test_a_temperature_of_no_planet_is_no_weather(web, celsius):
    batch = open_meteo(web, celsius=celsius)(["Bergen"], NOW)
    assert batch.items == ()
    assert "temperature" in batch.failures[0].what


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"null", b"<html>", b'{"results": []}', b"\xff\xfe"])
def test_an_answer_that_is_no_weather_drops_the_line(web, body):
    source = open_meteo(web)
    web.answers["/v1/search"] = Answer(body=body)
    assert source(["Bergen"], NOW).items == ()
    source = met_no(web)
    web.answers["/weatherapi/locationforecast/2.0/compact"] = Answer(body=body)
    assert source(["Bergen"], NOW).items == ()


def test_a_service_that_fails_is_a_failure_of_each_city(web):
    source = open_meteo(web)
    web.answers["/v1/forecast"] = Answer(status=503)
    batch = source(["Bergen", "Oslo"], NOW)
    assert batch.items == ()
    assert [failure.subject for failure in batch.failures] == ["Bergen", "Oslo"]


def test_a_slow_service_is_left_after_a_while(web):
    clock = iter([0.0, 1.0, BUDGET + 1, BUDGET + 2])
    cities = [f"City {number:02}" for number in range(3 * AT_ONCE)]
    batch = met_no(web, places=dict.fromkeys(cities, (1.0, 2.0)), timer=lambda: next(clock))(cities, NOW)
    assert len(batch.items) == AT_ONCE
    assert len(batch.failures) == 2 * AT_ONCE
    assert "too slow" in batch.failures[-1].what


def test_nobody_is_asked_for_no_city(web):
    assert open_meteo(web)([], NOW) == Batch()
    assert web.asked == []


# ------------------------------------------------------------ a command, a file


def command(code, **given):
    return CommandWeather(command=[sys.executable, "-c", code], **given)


def test_a_command_gets_the_city_on_its_input_and_never_as_an_argument():
    answer = "{'celsius': len(asked['city']), 'sky': 'fog', 'credit': sys.argv[-1]}"
    code = f"import json, sys; asked = json.load(sys.stdin); print(json.dumps({answer}))"
    batch = command(code)(["--help"], NOW)
    assert dict(batch.items)["--help"] == Weather(celsius=6.0, sky=Sky.FOG, credit="-c")


@pytest.mark.parametrize("code", ["raise SystemExit(1)", "print('warm')", "print('{}')", 'print(\'{"celsius": 1, "sky": "lava"}\')'])
def test_a_command_that_fails_drops_the_line(code):
    batch = command(code)(["Bergen"], NOW)
    assert batch.items == ()
    assert batch.failures[0].subject == "Bergen"


def test_a_command_that_hangs_is_stopped():
    assert command("import time; time.sleep(60)", timeout=0.2)(["Bergen"], NOW).items == ()


def test_a_command_must_be_named():
    with pytest.raises(ConfigError, match="name the program"):
        CommandWeather(command=[])
    assert CommandWeather(command=["/nowhere/weather"])(["Bergen"], NOW).items == ()


def test_a_file_tells_the_weather_of_its_cities(tmp_path):
    path = tmp_path / "weather.toml"
    path.write_text('[Bergen]\ncelsius = 4\nsky = "snow"\n["São Paulo"]\ncelsius = 31.5\n[Oslo]\nsky = "snow"\n', "utf-8")
    batch = FileWeather(file=path)(["São Paulo", "Bergen", "Oslo", "Rome"], NOW)
    assert batch.items == (("Bergen", Weather(celsius=4.0, sky=Sky.SNOW)), ("São Paulo", Weather(celsius=31.5)))
    assert [failure.subject for failure in batch.failures] == ["Oslo"]


@pytest.mark.parametrize("text", [None, "celsius", "Bergen = 4"])
def test_a_file_that_is_none_drops_the_line(tmp_path, text):
    path = tmp_path / "weather.toml"
    if text is not None:
        path.write_text(text)
    batch = FileWeather(file=path)(["Bergen"], NOW)
    assert batch.items == ()
    assert len(batch.failures) == 1


# ------------------------------------------------------------ once a city and hour


class Spy:
    def __init__(self):
        self.asked = []

    def __call__(self, cities, now):
        self.asked.append(sorted(cities))
        return Batch(items=tuple((city, Weather(celsius=8.0, sky=Sky.RAIN)) for city in cities if city != "Nowhere"))


def test_a_city_is_asked_once_an_hour_known_or_not():
    spy = Spy()
    source = remembered(spy)
    assert [city for city, _ in source(["Bergen", "Nowhere", "Bergen"], NOW).items] == ["Bergen"]
    source(["Oslo", "Nowhere", "Bergen"], NOW + timedelta(minutes=59))
    source(["Bergen"], NOW + timedelta(minutes=60))
    assert spy.asked == [["Bergen", "Nowhere"], ["Oslo"], ["Bergen"]]


def test_many_readers_of_one_city_cost_one_look_up_and_two_cities_have_two_mastheads(tmp_path):
    spy = Spy()
    people = [subscriber(f"reader{number}", city="Bergen" if number else "Oslo") for number in range(300)]
    house = House(tmp_path, *people, weather=remembered(spy))
    house.tell(*news(3))
    house.publish()
    hand_over(house.parts)
    assert spy.asked == [["Bergen", "Oslo"]]
    mails = {message.envelope.recipient: bytes(message.content) for message in house.transport.messages}
    assert b"Oslo =C2=B7 8=C2=B0C, rain" in mails["reader0@example.org"]
    assert sum(b"Bergen =C2=B7 8=C2=B0C, rain" in mail for mail in mails.values()) == 299


def test_a_reader_whose_city_is_not_known_gets_his_mail_without_the_line(tmp_path):
    house = House(tmp_path, subscriber(city="Nowhere"), weather=remembered(Spy()))
    house.tell(*news(3))
    house.publish()
    hand_over(house.parts)
    assert b"Nowhere =C2=B7 Friday" in bytes(house.transport.messages[0].content)


@pytest.mark.parametrize(
    ("name", "options"),
    [("open-meteo", {"fetch": None}), ("met-no", {"fetch": None}), ("command", {"command": ["x"]}), ("file", {"file": "x"})],
)
def test_every_source_is_a_part(name, options):
    assert callable(make("weather", name, **options))
