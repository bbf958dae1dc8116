"""Which article an entry belongs to, as a table of cases; each is two visits to one feed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from build import NOW, entry
from hypothesis import example, given
from hypothesis import strategies as st

from digest import extract
from digest.model import Known, SourceId

BRIDGE = "<p>Welders finished the last rivets of the harbour bridge overnight, and ferries return to their old summer timetable.</p>"
GLACIER = "<p>Divers measured unusually warm currents beneath the northern ice shelf with seven yellow robots this autumn.</p>"
SITE = "https://herald.example"


def said(**given):
    return entry(**{"title": "Harbour bridge reopens", "guid": "g1", "link": f"{SITE}/bridge", "content": BRIDGE} | given)


def other(**given):
    return entry(**{"title": "Glacier survey finds warm water", "guid": "g2", "link": f"{SITE}/glacier", "content": GLACIER} | given)


@dataclass
class Shelf:
    """What a store remembers of visits, in memory."""

    known: dict = field(default_factory=dict)
    articles: dict = field(default_factory=dict)
    new: list = field(default_factory=list)

    def visit(self, *entries):
        """The ids of the articles that the visit told, in order; ``new`` are those nobody knew."""
        named = extract.named(entries)
        told = {article: self.articles[article] for article in extract.doubtful(named, self.known)}
        found = extract.attribute(named, self.known, told)
        self.new = [each.id for each in found if each.was is None]
        for each in found:
            (self.articles[each.id],) = extract.articles([each.entry], ids={0: each.id}).items
            known = Known(id=each.id, entry_hash=each.entry_hash, seen=NOW, source=each.was.source if each.was else each.entry.source)
            self.known = {name: known if was.id == each.id else was for name, was in self.known.items()} | {each.id: known}
            self.known |= {alias.name: known for alias in each.aliases}
        return [each.id for each in found]


SAME = {
    "nothing changed": said(),
    "a known guid moved to https": said(link="http://herald.example/bridge"),
    "a known guid moved to another path": said(link=f"{SITE}/2026/11/harbour-bridge-reopens"),
    "a known guid moved to another host": said(link="https://www.herald-news.example/bridge"),
    "a known guid got tracking parameters": said(link=f"{SITE}/bridge?utm_source=rss&fbclid=x"),
    "a known guid lost its link": said(link=""),
    "a known guid with a link to the front page": said(link=f"{SITE}/"),
    "a known guid moved and its title changed a little": said(link=f"{SITE}/b2", title="Harbour bridge reopens at last"),
    "a known guid moved and its text grew": said(
        link=f"{SITE}/b2", content=f"{BRIDGE}<p>A second span follows in spring, the mayor said.</p>"
    ),
    "a known guid, another title and text at the same link": said(title="Glacier survey finds warm water", content=GLACIER),
    "an unknown guid with the known link": said(guid="g9"),
    "an unknown guid with the known link and another title": said(guid="g9", title="Ferries return"),
    "no guid with the known link": said(guid=""),
}


@pytest.mark.parametrize("second", SAME.values(), ids=SAME)
def test_it_is_an_edit(second):
    shelf = Shelf()
    (before,) = shelf.visit(said())
    assert shelf.visit(second) == [before]
    assert shelf.new == []


OTHER = {
    "a known guid with another link, title and text": other(guid="g1"),
    "a known guid with neither link nor the old words": other(guid="g1", link=""),
    "another guid and link with the same title": said(guid="g9", link=f"{SITE}/bridge-2"),
    "another guid and another link": other(),
    "another guid, no link, another title": other(link=""),
}


@pytest.mark.parametrize("second", OTHER.values(), ids=OTHER)
def test_it_is_another_article(second):
    shelf = Shelf()
    (before,) = shelf.visit(said())
    (after,) = shelf.visit(second)
    assert shelf.new == [after] != [before]
    assert shelf.visit(second) == [after]  # and stays that one
    assert shelf.new == []


def test_after_a_move_the_article_is_known_by_its_old_and_its_new_address():
    shelf = Shelf()
    (first,) = shelf.visit(said())
    shelf.visit(said(link=f"{SITE}/moved"))
    assert shelf.visit(said(guid="anew", link=f"{SITE}/moved")) == [first]
    assert shelf.visit(said(guid="newer")) == [first]


def test_two_sources_that_carry_one_page_meet_even_after_it_moved():
    shelf = Shelf()
    (first,) = shelf.visit(said())
    assert shelf.visit(said(source=SourceId("courier"), guid="their-own")) == [first]
    shelf.visit(said(link=f"{SITE}/moved"))
    assert shelf.visit(said(source=SourceId("tribune"), guid="1", link=f"{SITE}/moved")) == [first]


def test_a_guid_names_nothing_for_another_source():
    shelf = Shelf()
    shelf.visit(said())
    shelf.visit(other(source=SourceId("courier"), guid="g1"))
    assert len(shelf.articles) == 2


def test_a_guid_that_is_the_address_of_somebody_elses_page_names_nothing():
    shelf = Shelf()
    shelf.visit(said())
    (found,) = shelf.visit(said(source=SourceId("courier"), guid=f"{SITE}/bridge", link="https://courier.example/copy"))
    assert shelf.new == [found]


def test_one_guid_for_all_entries_names_none_of_them():
    shelf = Shelf()
    assert len(set(shelf.visit(said(guid="x"), other(guid="x")))) == 2
    assert len(shelf.visit(other(guid="x"), said(guid="x"))) == 2
    assert shelf.new == []


def test_entries_numbered_by_their_place_keep_their_articles_when_they_move_down():
    shelf = Shelf()
    (bridge,) = shelf.visit(said(guid="1"))
    told = shelf.visit(other(guid="1"), said(guid="2"))
    assert told[1] == bridge
    assert shelf.new == [told[0]]
    third = said(
        guid="1",
        link=f"{SITE}/wheat",
        title="Wheat harvest larger",
        content="<p>Combines ran until midnight before the storms came in.</p>",
    )
    assert shelf.visit(third, other(guid="2"), said(guid="3"))[1:] == told
    assert len(shelf.new) == 1


def test_guids_made_up_anew_on_every_visit_make_no_article():
    shelf = Shelf()
    first = shelf.visit(said(guid="a1"), other(guid="a2"))
    for visit in range(5):
        assert shelf.visit(said(guid=f"{visit}-1"), other(guid=f"{visit}-2")) == first
        assert shelf.new == []


def test_guids_made_up_anew_without_links_make_no_article():
    shelf = Shelf()
    first = shelf.visit(said(guid="a1", link=""), other(guid="a2", link=""))
    assert shelf.visit(other(guid="b1", link=""), said(guid="b2", link="")) == first[::-1]
    assert shelf.new == []


def test_entries_that_all_link_to_the_front_page_are_told_apart_by_their_guids():
    shelf = Shelf()
    first = shelf.visit(said(link=SITE), other(link=SITE))
    assert len(set(first)) == 2
    assert shelf.visit(other(link=SITE), said(link=SITE)) == first[::-1]


def test_entries_with_one_link_are_told_apart_by_their_guids_and_keep_them():
    live = f"{SITE}/live"
    shelf = Shelf()
    first = shelf.visit(said(link=live), other(link=live))
    assert len(set(first)) == 2
    assert shelf.visit(other(link=live), said(link=live)) == first[::-1]
    assert shelf.new == []


def test_one_page_listed_twice_is_one_article():
    shelf = Shelf()
    assert len(shelf.visit(said(), said(guid="g7", link=f"{SITE}/bridge?utm_source=mail"), said())) == 1


def test_when_nothing_can_be_compared_the_titles_decide():
    shelf = Shelf()
    (first,) = shelf.visit(said(content=""))
    assert shelf.visit(said(content="", link=f"{SITE}/b2")) == [first]
    assert shelf.visit(said(content="<p>x</p>", link=f"{SITE}/b3", title="Chess club wins")) != [first]


def test_a_title_the_next_day_is_another_article_where_there_is_nothing_else():
    shelf = Shelf()
    (first,) = shelf.visit(said(link="", guid=""))
    assert shelf.visit(said(link="", guid="", content=GLACIER)) == [first]
    assert shelf.visit(said(link="", guid="", published=NOW - timedelta(days=2))) != [first]


# ---------------------------------------------------------------- laws

ENTRIES = st.lists(
    st.builds(
        lambda told, guid, link: told(guid=guid, link=link),
        st.sampled_from([said, other]),
        st.sampled_from(["", "1", "2", f"{SITE}/1"]),
        st.sampled_from(["", SITE, f"{SITE}/1", f"{SITE}/1?utm_source=x", f"{SITE}/2"]),
    ),
    max_size=5,
)


@given(st.lists(ENTRIES, max_size=4))
@example([[said(guid="1", link=""), other(guid="", link="")], [other(guid="1", link=SITE)]])
def test_every_article_is_told_once_a_visit_and_what_is_told_again_is_not_new(visits):
    shelf = Shelf()
    for entries in visits:
        told = shelf.visit(*entries)
        assert len(told) == len(set(told))
        assert bool(told) == bool(entries)
        shelf.visit(*entries)
        assert shelf.new == []


@given(ENTRIES, st.lists(st.integers(0, 9), min_size=1, max_size=4, unique=True))
def test_whatever_guids_are_made_up_pages_with_addresses_of_their_own_stay_what_they_are(entries, visits):
    pages = {each.link.partition("?")[0]: each for each in entries if each.link.startswith(f"{SITE}/") and each.link != f"{SITE}/"}
    shelf = Shelf()
    first = shelf.visit(*(said(guid=f"first-{link}", link=link, title=each.title, content=each.content) for link, each in pages.items()))
    for visit in visits:
        anew = [
            said(guid=f"{visit}-{link}", link=f"{link}?utm_source=v{visit}", title=e.title, content=e.content) for link, e in pages.items()
        ]
        assert shelf.visit(*anew) == first
        assert shelf.new == []
