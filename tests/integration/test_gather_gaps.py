"""Older pages over a gap (RFC 5005), and what a state tells of a document's oddities."""

from __future__ import annotations

from datetime import timedelta

import pytest
from build import NOW, source
from servers import Answer, site

from digest.fetch import HttpFetch
from digest.gather import FeedGatherer
from digest.gather.feeds import OLDER_PAGES

LATER = NOW + timedelta(days=2)
RELS = ("prev-archive", "next")


@pytest.fixture
def web():
    with site() as running:
        yield running


def page(*numbers, older="", rel="prev-archive", head=""):
    link = f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="{rel}" href="{older}"/>' if older else ""
    items = "".join(f"<item><title>Story {n}</title><guid>{n}</guid><link>/{n}</link></item>" for n in numbers)
    return Answer(body=f"<rss><channel><title>Herald</title>{head}{link}{items}</channel></rss>".encode())


def gather(web, states=None, now=NOW):
    fetch = HttpFetch(user_agent="digest-test", timeout=5.0, allow_private_addresses=("127.0.0.0/8",))
    (found,) = FeedGatherer(fetch).gather((source(url=f"{web.url}/feed"),), states or {}, now)
    return found


def visited_twice(web, second):
    web.answers["/feed"] = page(1, 2)
    first = gather(web)
    web.answers["/feed"] = second
    return gather(web, {first.source.id: first.state}, LATER)


def numbers(found):
    return [entry.title.removeprefix("Story ") for entry in found.entries]


@pytest.mark.parametrize("rel", RELS)
def test_older_pages_are_read_until_one_meets_what_is_known(web, rel):
    web.answers |= {"/2": page(6, 5, older="/3", rel=rel), "/3": page(4, 2, older="/4", rel=rel), "/4": page(1, 0)}
    found = visited_twice(web, page(8, 7, older="/2", rel=rel))
    assert numbers(found) == ["8", "7", "6", "5", "4", "2"]
    assert found.state.note == ""
    assert "/4" not in [each.path for each in web.asked]


def test_without_a_gap_no_older_page_is_asked(web):
    found = visited_twice(web, page(3, 2, older="/older"))
    assert numbers(found) == ["3", "2"]
    assert "/older" not in [each.path for each in web.asked]


def test_a_gap_without_older_pages_is_told(web):
    found = visited_twice(web, page(8, 7))
    assert "missed" in found.state.note


def test_older_pages_without_end_have_one(web):
    web.answers |= {f"/p{n}": page(100 + n, older=f"/p{n + 1}") for n in range(20)}
    found = visited_twice(web, page(8, 7, older="/p0"))
    assert len(found.entries) == 2 + OLDER_PAGES
    assert "missed" in found.state.note


@pytest.mark.parametrize(
    "older",
    [Answer(status=500), Answer(body=b"<html></html>"), Answer(body=b"<rss><channel>"), page(older="/older"), page(50, older="/older")],
    ids=["failure", "page", "broken", "empty", "loop"],
)
def test_a_broken_older_page_ends_the_reading(web, older):
    web.answers["/older"] = older
    found = visited_twice(web, page(8, 7, older="/older"))
    assert numbers(found)[:2] == ["8", "7"]
    assert found.failure is None
    assert "missed" in found.state.note


def test_older_pages_of_another_host_are_not_asked(web):
    with site() as other:
        found = visited_twice(web, page(8, 7, older=other.url.replace("127.0.0.1", "127.0.0.2") + "/x"))
        assert other.asked == []
    assert numbers(found) == ["8", "7"]


def test_a_flawed_feed_that_can_be_read_says_so(web):
    web.answers["/feed"] = page(1, head="<description>Fish & chips</description>")
    found = gather(web)
    assert numbers(found) == ["1"]
    assert "not well-formed" in found.state.note


def test_days_of_rest_are_remembered(web):
    web.answers["/feed"] = page(1, head="<skipDays><day>Saturday</day><day>Sunday</day></skipDays><skipHours><hour>3</hour></skipHours>")
    found = gather(web)
    assert (found.state.skip_days, found.state.skip_hours) == (0b1100000, 0b1000)


def test_not_modified_to_one_who_has_nothing_is_a_failure(web):
    web.answers["/feed"] = Answer(status=304)
    assert "304" in gather(web).failure.what


def test_large_feeds_are_read_beside_the_others(web):
    answers = {f"/{n}": page(*range(n * 10_000, n * 10_000 + 1_500)) for n in range(12)}
    web.answers |= answers
    fetch = HttpFetch(user_agent="digest-test", timeout=5.0, allow_private_addresses=("127.0.0.0/8",))
    found = FeedGatherer(fetch).gather([source(f"s{n}", url=f"{web.url}/{n}") for n in range(12)], {}, NOW)
    assert [(each.source.id, len(each.entries)) for each in found] == [(f"s{n}", 1_500) for n in range(12)]
