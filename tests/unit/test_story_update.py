"""What is news to a story, and what is not."""

from dataclasses import replace

import pytest
from build import NOW, article

from digest.story import fold_in

TEXT = (
    "A fire at the Lindqvist paper mill in Torhaven injured 12 workers on Tuesday. Police closed two roads while crews fought the "
    "flames. “Nobody was left inside when the roof came down,” chief Marta Olsen said. The mill employs 340 people and will stay "
    "shut until inspectors have looked at its boilers."
)
FIRST = article("Fire at Torhaven paper mill injures 12", site="herald.example", text=TEXT)


def joined(title=FIRST.title, text=TEXT, **given):
    living = fold_in([FIRST], (), NOW)
    (grown,) = fold_in([article(title, site="tribune.example", text=text, **given)], living, NOW)
    assert len(grown.articles) == 2
    return grown.adds_facts


def edited(**changes):
    changed = fold_in([replace(FIRST, entry_hash="new", **changes)], fold_in([FIRST], (), NOW), NOW)
    return any(grown.adds_facts for grown in changed)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.replace("12", "12.0").replace("12.0", "12"),
        TEXT.replace("“", '"').replace("”", '"'),
        TEXT.replace("340 people", "some 340 people"),
        TEXT.replace("on Tuesday", "on Wednesday"),
        TEXT + " In 2026 it ran at 10:30.",
        TEXT + " First. Second. Third. Photo by Jonas Arnesen, 4500 shares.",
    ],
)
def test_a_copy_adds_no_facts(text):
    assert not joined(text=text)


def test_the_printers_own_name_is_no_fact():
    assert not joined(text=TEXT.replace("said.", "said to The Tribune."))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12 workers", "19 workers"),
        ("Police closed", "Firemen from Askerby and police closed"),
        ("Nobody was left inside when the roof came down", "Gas bottles burst behind us like fireworks all morning"),
    ],
    ids=["number", "name", "quotation"],
)
def test_new_numbers_names_and_quotations_are_facts(old, new):
    assert joined(text=TEXT.replace(old, new))
    assert edited(text=TEXT.replace(old, new))


def test_a_number_in_the_title_is_a_fact():
    assert joined(title="Fire at Torhaven paper mill injures 14")


@pytest.mark.parametrize(
    "changes",
    [
        {"text": TEXT.replace(" flames", "  flames")},
        {"text": TEXT.replace("fought the", "fighting the")},
        {"title": "Fire at Torhaven Paper Mill injures 12 workers!"},
        {"category": "news"},
    ],
    ids=["blanks", "wording", "title", "category"],
)
def test_a_cosmetic_edit_adds_no_facts(changes):
    assert not edited(**changes)


def test_a_changed_title_of_the_lead_is_a_fact():
    assert edited(title="Arson suspected at Torhaven paper mill")


def test_a_changed_title_of_another_article_is_none():
    (two,) = fold_in([replace(FIRST, id="second", site="b.example", title="Mill fire")], fold_in([FIRST], (), NOW), NOW)
    assert two.lead.id == FIRST.id
    (grown,) = fold_in([replace(two.articles[1], title="Mill blaze", entry_hash="new")], [two], NOW)
    assert not grown.adds_facts


def test_facts_need_no_capitals():
    before = article("पुल खुला", site="a.example", language="hi", text="शहर का पुल मरम्मत के बाद खुला और 40 बसें चलीं।", id="hi1")
    living = fold_in([before], (), NOW)
    (same,) = fold_in([replace(before, id="hi2", site="b.example")], living, NOW)
    assert not same.adds_facts
    (more,) = fold_in([replace(before, id="hi3", site="c.example", text=before.text.replace("40", "55"))], living, NOW)
    assert more.adds_facts


def test_german_nouns_are_no_names():
    text = "Die Fabrik in Torhaven brannte am Dienstag, zwölf Arbeiter wurden verletzt und zwei Straßen gesperrt."
    before = article("Brand in der Papierfabrik", site="a.example", language="de", text=text, id="de1")
    later = replace(before, id="de2", site="b.example", text=text.replace("zwei Straßen", "zwei Wege"))
    (grown,) = fold_in([later], fold_in([before], (), NOW), NOW)
    assert not grown.adds_facts
