from __future__ import annotations

from datetime import timedelta

import pytest
from build import NOW, entry, source
from fakes import HOUR, House

from digest.model import Failure, SourceId

THINGS = ("crane", "pier", "quay", "lamp", "rail", "gate", "bell", "mast", "buoy", "chain", "anchor", "ladder", "winch", "locker")
LONG = "<p>" + " ".join(f"The {thing} of the harbour was repaired by hand." for thing in THINGS) + "</p>"
ICE = "<p>Divers under the glacier measured " + " ".join(f"depth{number} salinity{number}" for number in range(70)) + "</p>"
PARAGRAPHS = "".join(LONG.replace("hand", f"team {number}") for number in range(4))
MORE = f"<html><body><article>{PARAGRAPHS}</article></body></html>".encode()


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    yield made
    made.store.close()


def told(name="herald", title="Harbour bridge reopens", **given):
    return entry(title, **{"source": SourceId(name), "content": LONG} | given)


def stored(house):
    return [article for article, _ in house.store.articles.recent(50)]


def test_new_entries_become_articles_and_stories(house):
    house.gatherer.entries["herald"] = [told(), told(title="Glacier survey finds warm water", content=ICE)]
    report = house.intake()
    assert report.counts == {"sources": 2, "entries": 2, "articles": 2, "stories": 2}
    assert not report.failures
    assert {article.title for article in stored(house)} == {"Harbour bridge reopens", "Glacier survey finds warm water"}


def test_a_failing_source_harms_no_other(house):
    house.gatherer.failures["herald"] = Failure(subject="https://herald.example/feed.xml", what="no answer", kind="FetchError")
    house.gatherer.entries["courier"] = [told("courier")]
    report = house.intake()
    assert report.counts["articles"] == 1
    assert [failure.what for failure in report.failures] == ["no answer"]


def test_a_source_is_asked_when_its_time_comes_or_when_it_is_named(house):
    house.intake()
    house.now += timedelta(minutes=10)
    assert house.intake().counts["sources"] == 0
    assert house.intake(only=[SourceId("courier")]).counts["sources"] == 1
    house.now = NOW + HOUR
    assert house.intake().counts["sources"] == 1
    assert house.gatherer.asked == ["herald", "courier", "courier", "herald"]


def test_a_guid_used_again_for_another_article_hides_nothing(house):
    house.gatherer.entries["herald"] = [told(guid="1"), told(title="Glacier survey finds warm water", guid="1")]
    assert house.intake().counts["articles"] == 2


def test_new_guids_on_old_articles_are_no_news(house):
    house.gatherer.entries["herald"] = [told(guid="1")]
    house.intake()
    house.now += HOUR
    house.gatherer.entries["herald"] = [told(guid="2", seen=house.now)]
    assert house.intake().counts["articles"] == 0
    assert len(stored(house)) == 1


def test_utm_variants_of_one_address_are_one_article(house):
    link = "https://herald.example/bridge"
    house.gatherer.entries["herald"] = [told(link=f"{link}?utm_source=rss"), told(link=f"{link}?utm_source=mail&utm_medium=x", guid="2")]
    assert house.intake().counts["articles"] == 1
    assert stored(house)[0].url == link


def test_an_edit_keeps_first_seen_and_brings_the_new_text(house):
    house.gatherer.entries["herald"] = [told()]
    house.intake()
    house.now += HOUR
    house.gatherer.entries["herald"] = [told(content=LONG + "<p>A second span follows in spring.</p>", seen=house.now)]
    assert house.intake().counts == {"sources": 2, "entries": 1, "articles": 1, "stories": 1}
    (article,) = stored(house)
    assert article.seen == NOW
    assert "second span" in article.text


def test_another_sources_copy_of_an_address_is_no_edit(house):
    house.gatherer.entries["herald"] = [told()]
    house.intake()
    house.now += HOUR
    house.gatherer.entries["herald"] = []
    house.gatherer.entries["courier"] = [told("courier", title="Bridge, says the herald")]
    house.gatherer.entries["courier"] = [told("courier", content="<p>Copied.</p>", link="https://herald.example/harbour-bridge-reopens")]
    assert house.intake().counts["articles"] == 0
    assert stored(house)[0].source == "herald"


def test_a_sources_own_edit_counts_although_another_shows_its_copy_first(tmp_path):
    house = House(tmp_path, sources=(source("courier"), source("herald")))
    house.gatherer.entries["herald"] = [told()]
    house.intake()
    house.now += HOUR
    link = "https://herald.example/harbour-bridge-reopens"
    house.gatherer.entries = {
        "courier": [told("courier", content="<p>Copied.</p>", link=link)],
        "herald": [told(content=LONG + "<p>Closed again.</p>")],
    }
    assert house.intake().counts["articles"] == 1
    assert "Closed again" in stored(house)[0].text
    house.store.close()


def test_of_two_entries_for_one_article_the_first_stands_every_time(house):
    house.gatherer.entries["herald"] = [told(), told(content="<p>Another entry of the same address.</p>")]
    assert house.intake().counts["articles"] == 1
    house.now += HOUR
    assert house.intake().counts["articles"] == 0
    assert "crane" in stored(house)[0].text


def test_an_entry_that_gives_no_article_harms_no_other(house):
    house.gatherer.entries["herald"] = [told(title="", content="", link="https://herald.example/nothing"), told()]
    report = house.intake()
    assert report.counts["articles"] == 1
    assert [failure.kind for failure in report.failures] == ["ExtractError"]


# ---------------------------------------------------------------- teasers


def teaser(title="Harbour bridge reopens", **given):
    return told(title=title, content="<p>The harbour bridge is open.</p>", **given)


def test_a_teaser_gets_the_text_of_its_page_once(house):
    house.gatherer.entries["herald"] = [teaser()]
    house.fetch.answers["https://herald.example/harbour-bridge-reopens"] = MORE
    assert not house.intake().failures
    assert "team 3" in stored(house)[0].text
    house.now += HOUR
    house.intake()
    assert house.fetch.asked == ["https://herald.example/robots.txt", "https://herald.example/harbour-bridge-reopens"]


def test_pages_that_fail_are_one_failure_a_source_and_their_teasers_stand(house):
    house.gatherer.entries["herald"] = [teaser(), teaser("Glacier survey finds warm water"), teaser("Wheat harvest larger")]
    house.gatherer.entries["courier"] = [teaser("Chess club wins", source=SourceId("courier"), link="https://courier.example/chess")]
    house.fetch.answers["https://herald.example/wheat-harvest-larger"] = MORE
    report = house.intake()
    assert report.counts["articles"] == 4
    assert [failure.subject for failure in report.failures] == ["courier", "herald"]
    assert report.failures[1].what.startswith("2 of 3 linked pages did not come, their teasers stand; the first: there is no such page")


def test_a_page_with_no_more_text_leaves_the_teaser(house):
    house.gatherer.entries["herald"] = [teaser()]
    house.fetch.answers["https://herald.example/harbour-bridge-reopens"] = b"<html><body><p>Open.</p></body></html>"
    assert not house.intake().failures
    assert stored(house)[0].text == "The harbour bridge is open."


def test_pages_are_not_asked_where_the_source_forbids_it(tmp_path):
    house = House(tmp_path, sources=(source("herald", full_text=False),))
    house.gatherer.entries["herald"] = [teaser()]
    house.intake()
    assert house.fetch.asked == []
    house.store.close()


# ---------------------------------------------------------------- popularity

BLOCK = "<aside><h3>Most read</h3><ol>{}</ol></aside>"


def block(*links):
    return BLOCK.format("".join(f'<li><a href="{link}">{title}</a></li>' for link, title in links)).encode()


def places(house):
    return {article.title: article.popular for article in stored(house)}


def test_a_linked_pages_block_ranks_new_and_stored_articles(house):
    house.gatherer.entries["herald"] = [told(title="Glacier survey finds warm water", content=ICE)]
    house.intake()
    house.now += HOUR
    found = block(
        ("/harbour-bridge-reopens?utm_source=x", "Bridge is open again"), ("/glacier-survey-finds-warm-water", "Divers below the ice")
    )
    house.gatherer.entries["herald"] = [teaser(seen=house.now)]
    house.fetch.answers["https://herald.example/harbour-bridge-reopens"] = MORE.replace(b"</body>", found + b"</body>")
    house.intake()
    assert places(house) == {"Harbour bridge reopens": 1, "Glacier survey finds warm water": 2}
    score = house.parts.ranker("signals").scores(house.store.articles.living(NOW - HOUR), house.now)
    assert any("number 1 of the most popular on herald.example" in part.reason for each in score for part in each.parts)


def test_a_page_that_is_a_source_ranks_by_titles_where_it_is_plain_text(tmp_path):
    house = House(tmp_path, sources=(source("herald"), source("front", kind="page", url="https://herald.example/front.txt")))
    house.gatherer.entries["herald"] = [told(), told(title="Glacier survey finds warm water", content=ICE)]
    house.intake()
    house.now += HOUR
    text = f"Harvest\n\n{LONG}\n\nMost Popular Articles\n\nGlacier survey finds warm water\n\nHarbour bridge reopens\n"
    link = "https://herald.example/front.txt"
    page = told("front", title="Wheat harvest larger", guid=link, link=link, content=text, media="text/plain", seen=house.now)
    house.gatherer.entries = {"front": [page]}
    house.intake(only=["front"])
    assert {title: place for title, place in places(house).items() if place} == {
        "Glacier survey finds warm water": 1,
        "Harbour bridge reopens": 2,
    }
    house.store.close()


def test_an_index_page_ranks_what_its_block_links_to(house):
    from digest.model import Gathering, Page, SourceState

    house.gatherer.entries["herald"] = [told()]
    house.intake()
    house.now += HOUR
    index = block(("https://herald.example/harbour-bridge-reopens", "Bridge is open"), ("/never-heard-of", "Something we do not have"))

    class Lists:
        def gather(self, sources, states, now):
            page = Page(url="https://herald.example/", content=b"<html><body>" + index + b"</body></html>")
            return (Gathering(source=sources[0], state=SourceState(source=sources[0].id, checked=now), page=page),)

    house.parts = house.wired(gatherer=lambda _kind: Lists())
    house.intake()
    assert places(house) == {"Harbour bridge reopens": 1}
