"""Updates open with what is new: from the articles that brought it to the summary that tells it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from build import NOW, article, story

from digest.model import Sentence, Summary
from digest.story import fold_in
from digest.summarise import LeadSummariser, with_news

TEXT = (
    "A fire at the Lindqvist paper mill in Torhaven injured 12 workers on Tuesday. Police closed two roads while crews fought the "
    "flames. The mill employs 340 people and will stay shut until inspectors have looked at its boilers."
)
FIRST = article("Fire at Torhaven paper mill injures 12", text=TEXT)
DEATHS = "Three of them died in hospital, raising the toll to 19."


def edited(told, text=TEXT, **changes):
    return fold_in([replace(FIRST, entry_hash="new", text=text, **changes)], told, NOW)


def begun():
    return fold_in([FIRST], (), NOW)


def test_a_new_story_has_no_news_beside_itself():
    (told,) = begun()
    assert told.news == ()
    assert with_news(LeadSummariser().summary(told, 60), told, 60) is None


@pytest.mark.parametrize("text", [f"{TEXT} {DEATHS}", f"{DEATHS} {TEXT}", TEXT.replace("Police", f"{DEATHS} Police")])
def test_the_sentence_an_edit_added_is_the_news(text):
    (told,) = edited(begun(), text)
    assert told.adds_facts
    assert told.news == (Sentence(text=DEATHS, article=FIRST.id),)


def test_the_sentence_of_an_article_that_joined_is_the_news_and_the_newest_stands_first():
    (told,) = edited(begun(), f"{TEXT} {DEATHS}")
    late = article(
        "Fire at Torhaven paper mill injures 12", site="tribune.example", text=f"{TEXT} Owners promised 5000 crowns to each family."
    )
    (told,) = fold_in([late], [told], NOW)
    assert [sentence.text for sentence in told.news] == ["Owners promised 5000 crowns to each family.", DEATHS]
    assert told.news[0].article == late.id


def test_copies_leave_the_news_as_they_were():
    (told,) = edited(begun(), f"{TEXT} {DEATHS}")
    copy = article("Fire at Torhaven paper mill injures 12", site="tribune.example", text=f"{TEXT} {DEATHS}")
    (again,) = fold_in([copy], [told], NOW)
    assert not again.adds_facts
    assert again.news == told.news


def test_a_story_keeps_few_of_its_news():
    told = begun()
    for number in range(9):
        told = edited(told, f"{TEXT} " + " ".join(f"Crew number {2000 + at * 7} arrived." for at in range(100, 101 + number)))
    assert len(told[0].news) == 4
    assert "2756" in told[0].news[0].text


def test_a_new_title_alone_brings_the_first_sentence_that_changed_with_it():
    (told,) = edited(begun(), TEXT.replace("A fire at", "A blaze at"), title="Torhaven mill: owner arrested")
    assert told.adds_facts
    assert told.news[0].text.startswith("A blaze at")


@pytest.mark.parametrize(
    "changes",
    [
        {"link": "https://herald.example/moved"},
        {"url": "https://herald.example/moved"},
        {"category": "x"},
        {"published": NOW},
        {"comments": 9},
    ],
    ids=["link", "address", "category", "date", "comments"],
)
def test_what_readers_do_not_read_changes_no_story(changes):
    assert edited(begun(), **changes) == ()


# ---------------------------------------------------------------- the summary


def grown(*news, text=f"{TEXT} {DEATHS}"):
    told = replace(FIRST, text=text)
    return story(told, news=tuple(Sentence(text=each, article=told.id) for each in news))


def summed(told, words=60):
    return with_news(LeadSummariser().summary(told, words), told, words)


def test_the_update_opens_with_the_news_and_goes_on_with_the_summary():
    found = [sentence.text for sentence in summed(grown(DEATHS), 50).sentences]
    assert found[0] == DEATHS
    assert found[1].startswith("A fire at the Lindqvist")
    assert len(set(found)) == len(found)


def test_the_budget_holds_but_for_the_news_itself():
    assert [sentence.text for sentence in summed(grown(DEATHS), 5).sentences] == [DEATHS]
    assert sum(len(sentence.text.split()) for sentence in summed(grown(DEATHS), 30).sentences) <= 30


def test_news_is_not_told_twice():
    found = summed(grown(DEATHS, DEATHS, text=f"{DEATHS} {TEXT}"), 60)
    assert [sentence.text for sentence in found.sentences].count(DEATHS) == 1


def test_news_that_an_edit_took_out_again_is_not_told():
    assert summed(grown(DEATHS, text=TEXT)) is None
    gone = story(FIRST, news=(Sentence(text=DEATHS, article="another"),))
    assert with_news(Summary(sentences=(), by="lead"), gone, 60) is None


def test_datelines_do_not_open_an_update():
    told = grown(f"TORHAVEN, Nov. 3 -- {DEATHS}", text=f"TORHAVEN, Nov. 3 -- {DEATHS} {TEXT}")
    assert summed(told).sentences[0].text == DEATHS


def test_an_edit_that_comes_late_still_dates_the_story():
    (told,) = edited(begun(), f"{TEXT} {DEATHS}")
    assert told.updated == NOW
    assert told.first_seen == NOW - timedelta(hours=1)
