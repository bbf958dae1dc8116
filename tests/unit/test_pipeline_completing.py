"""Teasers and their pages over several intakes: at most two visits an article, and what a site repeats is remembered."""

from __future__ import annotations

import pytest
from build import NOW, entry
from fakes import DAY, HOUR, House

from digest.model import SourceId

LINK = "https://herald.example/harbour-bridge-reopens"
BODY = "".join(f"<p>{{}} {n}: the crane, the pier and the quay were mended by hand in a long and windy summer.</p>" for n in range(14))


def page(name, end=""):
    return f"<html><body><article>{BODY.replace('{}', name)}{end}</article></body></html>".encode()


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    yield made
    made.store.close()


def teaser(title="Harbour bridge reopens", text="It is open.", **given):
    return entry(title, source=SourceId("herald"), content=f"<p>{text}</p>", **given)


def stored(house):
    return {article.title: article for article, _ in house.store.articles.recent(50)}


def visits(house):
    return house.fetch.asked.count(LINK)


def test_an_edit_is_visited_once_more_and_later_edits_keep_the_text(house):
    house.fetch.answers[LINK] = page("First")
    for at, text in enumerate(["It is open.", "It is open now.", "It is open today.", "Open."]):
        house.now = NOW + at * HOUR
        house.gatherer.entries["herald"] = [teaser(text=text, seen=house.now)]
        house.intake()
    assert visits(house) == 2
    told = stored(house)["Harbour bridge reopens"]
    assert "First 13" in told.text
    assert (told.visits, told.is_teaser) == (2, False)


def test_a_page_that_failed_is_tried_again_only_with_an_edit(house):
    house.gatherer.entries["herald"] = [teaser()]
    house.intake()
    house.now += HOUR
    house.intake()
    assert visits(house) == 1
    house.fetch.answers[LINK] = page("Late")
    house.now += HOUR
    house.gatherer.entries["herald"] = [teaser(text="It is open now.", seen=house.now)]
    house.intake()
    assert visits(house) == 2
    assert "Late 0" in stored(house)["Harbour bridge reopens"].text


def test_pages_of_backlog_and_of_old_articles_are_not_visited(house):
    house.gatherer.entries["herald"] = [
        teaser(published=NOW - 9 * DAY),
        teaser("Glacier survey finds warm water", published=None, is_backlog=True),
    ]
    house.intake()
    assert house.fetch.asked == []


def test_a_paywall_leaves_the_teaser_and_its_reason_is_counted(house):
    wall = b"<html><body><p>The bridge.</p><p>Subscribe now to continue reading this story.</p></body></html>"
    house.fetch.answers[LINK] = wall
    house.gatherer.entries["herald"] = [teaser()]
    assert not house.intake().failures
    assert stored(house)["Harbour bridge reopens"].text == "It is open."
    (reasons,) = [fields["reasons"] for _, event, fields in house.log.lines if event == "teasers"]
    assert list(reasons.values()) == [1]
    assert "subscribers only" in next(iter(reasons))


def test_what_a_site_repeats_is_learnt_and_a_later_single_page_comes_out_clean(house):
    appeal = "<p>Get the Herald at your door, every morning before six!</p>"
    for at in range(4):
        title = f"{('Harbour', 'Glacier', 'Orchestra', 'Lighthouse')[at]} report number {at}"
        told = teaser(title, seen=house.now)
        house.fetch.answers[told.link] = page(title, end=appeal)
        house.gatherer.entries["herald"] = [told]
        house.intake()
        house.now += HOUR
    texts = [stored(house)[title].text for title in sorted(stored(house), key=lambda title: title[-1])]
    assert ["door" in text for text in texts] == [True, True, True, False]


def test_chrome_of_entries_is_learnt_over_intakes_too(house):
    for at in range(4):
        title = f"{('Harbour', 'Glacier', 'Orchestra', 'Lighthouse')[at]} report number {at}"
        html = BODY.replace("{}", title) + "<p>Get the Herald at your door, every morning before six!</p>"
        house.gatherer.entries["herald"] = [entry(title, source=SourceId("herald"), content=html, seen=house.now)]
        house.intake()
        house.now += HOUR
    texts = [stored(house)[title].text for title in sorted(stored(house), key=lambda title: title[-1])]
    assert ["door" in text for text in texts] == [True, True, True, False]


def test_an_entry_edited_many_times_is_not_its_own_chrome(house):
    for at in range(5):
        house.now = NOW + at * HOUR
        html = BODY.replace("{}", "Bridge") + f"<p>Edited {at}.</p>"
        house.gatherer.entries["herald"] = [entry(source=SourceId("herald"), content=html, seen=house.now)]
        house.intake()
    assert "Bridge 0" in stored(house)["Harbour bridge reopens"].text
