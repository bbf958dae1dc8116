# ruff: noqa: RUF001 - words of many alphabets are what is tested
"""When a page says that its article was published."""

from datetime import UTC, datetime, timedelta

import pytest
from build import NOW

from digest.extract.calendar_days import days_in
from digest.extract.dated import Stated, date_of, day_in_address
from digest.extract.metadata import metas
from digest.extract.tree import read_tree

DAY = datetime(2026, 11, 7, tzinfo=UTC)
TEXT = "<p>" + "The harbour bridge was mended by many hands over a long summer. " * 3 + "</p>"


def when(body, head="", *, latest=NOW, **given):
    tree = read_tree(f"<html lang='de'><head>{head}</head><body>{body}</body></html>")
    return date_of(tree, Stated(**{"meta": metas(tree), "title": "Bridge reopens"} | given), latest=latest)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-07",
        "2026/11/07",
        "07.11.2026, 13:43 Uhr",
        "7. 11. 2026",
        "7-11-2026",
        "Saturday, 7 November 2026",
        "7th of November, 2026",
        "November 7, 2026",
        "Nov. 7th, 2026",
        "7. November 2026",
        "7 novembre 2026",
        "7 de noviembre de 2026",
        "7 novembre 2026 - 10:00",
        "07 listopada 2026",
        "7 ноября 2026",
        "7 листопада 2026",
        "7 Kasım 2026",
        "2026年11月7日",
        "2026년 11월 7일",
    ],
)
def test_days_are_read_as_people_write_them(text):
    assert next(days_in(text)) == DAY


def test_slashes_are_read_by_the_pages_language():
    assert next(days_in("11/7/2026", language="en-US")) == DAY
    assert next(days_in("7/11/2026", language="fr")) == DAY
    assert next(days_in("11/27/2026", language="fr")) == DAY.replace(day=27)


@pytest.mark.parametrize("text", ["", "32.13.2026", "7 Smarch 2026", "1.2.3.2026", "Room 11 2026", "7.11.26", "12/2026"])
def test_what_is_no_day_is_none(text):
    assert list(days_in(text)) == []


def test_short_years_are_read_only_where_a_date_is_expected():
    assert list(days_in("7.11.26", with_short_years=True)) == [DAY]


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/2026/11/07/bridge", DAY),
        ("https://a.example/news/20261107/bridge", DAY),
        ("https://a.example/bridge-07-11-2026", DAY),
        ("https://web.archive.org/web/20271201000000/https://a.example/2026/11/07/x", DAY),
        ("https://web.archive.org/web/20271201000000/https://a.example/x", None),
        ("https://a.example/2026/11/bridge", None),
        ("https://a.example/article/20269107", None),
    ],
)
def test_days_in_addresses(address, day):
    assert day_in_address(address) == day


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Bridge reopens</h1><time datetime='2026-11-07'>7 Nov</time>",
        "<h1>Bridge reopens</h1><time>7. November 2026</time>",
        "<h1>Bridge reopens</h1><p class='meta'>Ada Byron <span>7.11.26</span></p>",
        "<p>7. November 2026</p><h1>Bridge reopens</h1>",
        f"<h1>Bridge reopens</h1><p>7.11.2026 – {TEXT[3:]}",
        "<h2>Bridge reopens</h2><dl><dt>Datum</dt><dd>07.11.2026</dd></dl>",
    ],
    ids=["attribute", "element", "named", "before", "opening", "list"],
)
def test_the_date_beside_the_heading_is_the_articles(body):
    others = "<div class='related'><time datetime='2026-10-01'>x</time></div><aside><time datetime='2026-09-01'>x</time></aside>"
    assert when(others + body + TEXT + others) == DAY


def test_a_declared_date_wins_over_what_is_shown_and_the_address_over_both():
    body = "<h1>Bridge reopens</h1><time datetime='2026-11-01'>x</time>"
    assert when(body, date="2026-11-07T10:00:00Z") == DAY.replace(hour=10)
    assert when(body, date="2026-11-07T10:00:00Z", url="https://a.example/2026/11/07/x") == DAY.replace(hour=10)
    assert when(body, date="2026-11-05T10:00:00Z", url="https://a.example/2026/11/07/x") == DAY


def test_a_date_called_a_change_counts_only_where_no_other_stands():
    changed, first = "<time class='updated' datetime='2026-11-09'>x</time>", "<time datetime='2026-11-07'>x</time>"
    assert when(f"<h1>Bridge reopens</h1>{changed}{first}") == DAY
    assert when(f"<h1>Bridge reopens</h1>{changed}") == DAY.replace(day=9)


def test_todays_date_in_a_masthead_is_never_claimed():
    today = f"<p class='date'>{NOW:%d.%m.%Y}</p>"
    assert when(f"{today}<h1>Bridge reopens</h1>{TEXT}") is None
    assert when(f"<h1>Bridge reopens</h1><time datetime='{NOW:%Y-%m-%d}'>x</time>") == NOW.replace(hour=0)


def test_dates_of_readers_and_other_articles_are_not_the_articles():
    assert when("<h1>Bridge reopens</h1><ol class='commentlist'><li><time datetime='2026-11-07'>x</time></ol>") is None
    assert when("<h1>Bridge reopens</h1><nav><time datetime='2026-11-07'>x</time></nav>") is None


@pytest.mark.parametrize("text", [f"{NOW + timedelta(days=3):%Y-%m-%d}", "1985-01-01", "soon", "0001-01-01T00:00:00+23:59"])
def test_a_date_that_cannot_be_is_none(text):
    assert when(f"<h1>Bridge reopens</h1><time datetime='{text}'>x</time>", date=text) is None


def test_loose_declarations_come_last():
    assert when("<h1>Bridge reopens</h1>", "<meta name='date' content='2026-11-07'>") == DAY
    assert when("<h1>Bridge reopens</h1>", "<meta name='description' content='Notice of 7 November 2026'>") == DAY
    assert when("<h1>Bridge reopens</h1>", "<meta property='article:modified_time' content='2026-11-07T00:00Z'>") == DAY
    assert when("<h1>Bridge reopens</h1>") is None


def test_without_heading_the_first_date_of_the_page_counts():
    assert when(f"<div>{TEXT}</div><p class='date'>7.11.2026</p>", latest=None) == DAY


def test_a_page_without_body_has_no_date():
    tree = read_tree("<html><head></head></html>")
    for body in tree.findall("body"):
        tree.remove(body)
    assert date_of(tree, Stated(meta={}), latest=NOW) is None
