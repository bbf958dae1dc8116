"""Identity and time: from two documents of one feed to the articles in a real store, as a table of cases and as laws."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from build import NOW, source
from fakes import HOUR, House
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.gather import FeedGatherer

URL = "https://herald.example/feed.xml"
OLD = "Fri, 20 Nov 2026 01:00:00 GMT"
TEXT = "&lt;p&gt;The crane of the harbour was repaired by hand, and so was the pier beside it.&lt;/p&gt;"


@dataclass(frozen=True)
class Said:
    """One item as its feed has it; None leaves an element out."""

    title: str = "Bridge reopens"
    guid: str | None = "1"
    link: str | None = "https://herald.example/bridge"
    date: str | None = OLD
    text: str = TEXT
    extra: str = ""

    def xml(self):
        parts = {"title": self.title, "guid": self.guid, "link": self.link, "pubDate": self.date, "description": self.text}
        return "<item>" + "".join(f"<{key}>{value}</{key}>" for key, value in parts.items() if value is not None) + self.extra + "</item>"


@dataclass
class Paper:
    """An installation with one feed whose document is written anew before each visit."""

    folder: Path
    house: House = field(init=False)

    def __post_init__(self):
        self.house = House(self.folder, sources=(source("herald", full_text=False),))
        self.house.parts = self.house.wired(
            sources=(source("herald", full_text=False),), gatherer=lambda _kind: FeedGatherer(self.house.fetch)
        )

    def visit(self, *items, **given):
        self.house.fetch.answers[URL] = f"<rss><channel><title>H</title>{''.join(each.xml() for each in items)}</channel></rss>".encode()
        return self.house.intake(only=["herald"], **given)

    @property
    def articles(self):
        return [article for article, _ in self.house.store.articles.recent(100)]


@pytest.fixture
def paper(tmp_path):
    made = Paper(tmp_path)
    yield made
    made.house.store.close()


BASE = Said()
EDITS = {
    "nothing changed": Said(),
    "another guid": Said(guid="2"),
    "no guid any more": Said(guid=None),
    "tracking parameters": Said(link="https://herald.example/bridge?utm_source=rss&amp;fbclid=x"),
    "a fragment": Said(link="https://herald.example/bridge#comments"),
    "http for https": Said(link="http://herald.example/bridge"),
    "www before the host": Said(link="https://www.herald.example/bridge"),
    "a default port": Said(link="https://herald.example:443/bridge"),
    "another title": Said(title="Bridge reopens at last"),
    "another text": Said(text="&lt;p&gt;Now the ferry went back to its old timetable as well, after all.&lt;/p&gt;"),
    "another date": Said(date="Fri, 20 Nov 2026 03:00:00 GMT"),
    "another path": Said(link="https://herald.example/2026/bridge"),
    "https on another host": Said(link="https://herald-news.example/bridge"),
    "another title and guid": Said(title="Bridge opens", guid="9"),
}


@pytest.mark.parametrize("second", EDITS.values(), ids=EDITS)
def test_what_is_the_same_article_stays_one(paper, second):
    paper.visit(BASE)
    (before,) = paper.articles
    paper.house.now += HOUR
    paper.visit(second)
    (after,) = paper.articles
    assert after.id == before.id
    assert after.seen == before.seen == NOW  # first-seen never moves
    assert after.title == second.title


OTHERS = {
    "another link and guid": Said(link="https://herald.example/glacier", guid="2", title="Glacier melts"),
    "one guid for all": Said(link="https://herald.example/glacier", guid="1", title="Glacier melts"),
    "a guid used again": Said(link="https://herald.example/glacier", guid="1", title="Glacier melts", text="Divers saw it, they said."),
    "one title for all": Said(link="https://herald.example/bridge-2", guid="2"),
    "a parameter that means something": Said(link="https://herald.example/bridge?v=2", guid="2"),
    "another path": Said(link="https://herald.example/bridge/2", guid="2"),
}


@pytest.mark.parametrize("second", OTHERS.values(), ids=OTHERS)
def test_what_is_another_article_becomes_one(paper, second):
    paper.visit(BASE)
    paper.house.now += HOUR
    paper.visit(second, BASE)
    assert len(paper.articles) == 2


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        (Said(link=None, guid="a"), Said(link=None, guid="a", title="Bridge opens"), 1),
        (Said(link=None, guid="a"), Said(link=None, guid="b"), 2),
        (Said(link=None, guid=None), Said(link=None, guid=None, text=TEXT + " More."), 1),
        (Said(link=None, guid=None), Said(link=None, guid=None, date="Thu, 19 Nov 2026 01:00:00 GMT"), 2),
        (Said(link=None, guid=None), Said(link=None, guid=None, title="Glacier melts"), 2),
    ],
    ids=["same guid", "other guid", "same title and day", "same title, another day", "another title"],
)
def test_without_a_link_the_guid_counts_else_title_and_day(paper, first, second, count):
    paper.visit(first)
    paper.house.now += HOUR
    paper.visit(second)
    assert len(paper.articles) == count


DATES = {
    "yesterday": ("Thu, 19 Nov 2026 06:00:00 GMT", NOW - timedelta(days=1), NOW - timedelta(days=1)),
    "an hour ahead": ("Fri, 20 Nov 2026 07:00:00 GMT", NOW + HOUR, NOW),
    "two days ahead": ("Sun, 22 Nov 2026 06:00:00 GMT", None, NOW),
    "of 1970": ("Thu, 01 Jan 1970 00:00:00 GMT", None, NOW),
    "unreadable": ("soon", None, NOW),
    "none": (None, None, NOW),
}


@pytest.mark.parametrize(("said", "published", "when"), DATES.values(), ids=DATES)
def test_a_date_is_believed_or_none_and_never_later_than_first_sight(paper, said, published, when):
    paper.visit(Said(title="First", link="https://herald.example/first", guid="0"))
    paper.visit(Said(date=said), Said(title="First", link="https://herald.example/first", guid="0"))
    article = next(each for each in paper.articles if each.title == "Bridge reopens")
    assert (article.published, article.when) == (published, when)
    assert not article.is_backlog


def test_undated_entries_of_the_first_visit_are_old_and_later_ones_new(paper):
    paper.visit(Said(date=None))
    paper.house.now += HOUR
    paper.visit(Said(date=None, title="Glacier melts", link="https://herald.example/glacier", guid="2"), Said(date=None))
    assert {article.title: article.is_backlog for article in paper.articles} == {"Bridge reopens": True, "Glacier melts": False}


def test_undated_entries_after_a_new_address_are_old_again(paper):
    paper.visit(Said())
    paper.house.parts = paper.house.wired(
        sources=(source("herald", url="https://herald.example/new.xml", full_text=False),),
        gatherer=lambda _kind: FeedGatherer(paper.house.fetch),
    )
    paper.house.fetch.answers["https://herald.example/new.xml"] = (
        f"<rss><channel>{Said(date=None, title='Glacier melts', link='https://herald.example/g').xml()}</channel></rss>".encode()
    )
    paper.house.intake()  # at once, though the old address was asked a moment ago
    assert {article.title: article.is_backlog for article in paper.articles}["Glacier melts"]


ITEMS = st.builds(
    Said,
    title=st.sampled_from(["Bridge reopens", "Glacier melts", "Ferry returns"]),
    guid=st.sampled_from([None, "1", "2"]),
    link=st.sampled_from([None, *(f"https://herald.example/{n}{tail}" for n in "12" for tail in ("", "?utm_source=x", "#top"))]),
    date=st.sampled_from([None, OLD, "Thu, 19 Nov 2026 01:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(ITEMS, max_size=4), min_size=1, max_size=3))
def test_whatever_a_feed_does_seeing_it_again_is_no_news_and_first_sight_stays(visits):
    with TemporaryDirectory() as folder:
        paper = Paper(Path(folder))
        seen = {}
        for items in visits:
            paper.visit(*items)
            for article in paper.articles:
                assert seen.setdefault(article.id, article.seen) == article.seen
                assert article.when <= article.seen
                assert article.published is None or article.published <= paper.house.now + timedelta(hours=24)
            paper.house.now += HOUR
        count = len(paper.articles)
        paper.visit(*visits[-1], Said(title="Only to change the body", link="https://herald.example/only", guid="only"))
        assert len(paper.articles) == count + 1
        assert len({article.id for article in paper.articles}) == len(paper.articles)
        paper.house.store.close()
