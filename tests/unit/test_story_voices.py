"""Who speaks for himself, and who repeats."""

import pytest
from build import article, story

from digest.story import independent, neardup_lines, voices

WIRE = (
    "Negotiators from nine river states signed a treaty on Tuesday that shares the water of the Orlan basin for thirty years. "
    "The pact fixes how much each may draw in a dry summer and founds a joint office that measures the flow. Farmers downstream "
    "had blocked roads for a week because an early draft left reservoirs out. Under the final text every dam above forty metres "
    "reports its level daily. The treaty takes force when six parliaments have agreed, which diplomats expect before spring. Two "
    "upstream governments asked for loans to line their canals, and a development bank promised to study them."
)
OWN = (
    "After a night without sleep the nine delegations found a way to divide the Orlan. Our correspondent saw ministers embrace at "
    "sunrise in the hall where talks had failed twice. What persuaded the last doubter was a clause on dry years, drawn up by two "
    "hydrologists on the back of a menu. Not everybody rejoices: fishermen at the mouth fear that canals will drink what is saved, "
    "and nobody could say who pays for the gauges. The office that is to watch over all this will stand in Merowin."
)
QUOTED = (
    "“We have shared a river for a thousand years and quarrelled over it for nine hundred, and tonight we begin the last hundred "
    "by sharing the arithmetic as well, which our grandchildren may find less poetic and much more useful,” the minister said."
)
TAIL = "Sign up for the morning letter. Follow us for more. All rights reserved. This material may not be published or rewritten."
GARDEN = (
    "The botanical garden lets children plant a bed of their own this spring. Gardeners hand out seeds of beans, marigolds and "
    "pumpkins on the first Sunday, and whoever waters his row until autumn may carry the harvest home. Last year a pumpkin of "
    "nineteen kilos won the prize, grown by twins who sang to it every evening."
)


def told(site, text, title="Nine states sign a treaty on the Orlan", **given):
    return article(title, site=site, text=text, **given)


def reworked(text):
    """Every ninth word another, one sentence gone, a paragraph of boilerplate behind."""
    sentences = text.split(". ")
    words = " ".join(sentences[:2] + sentences[3:]).split()
    return " ".join("reportedly" if place % 9 == 4 else word for place, word in enumerate(words)) + " " + TAIL


@pytest.mark.parametrize("copied", [WIRE, WIRE.upper(), WIRE[:420], f"{WIRE} {TAIL}", reworked(WIRE), f"ORLAN CITY — {WIRE}"])
def test_a_reworked_copy_is_no_voice_of_its_own(copied):
    assert independent(story(told("a.example", WIRE), told("b.example", copied))) == 1


def test_two_reporters_are_two_voices():
    assert independent(story(told("a.example", WIRE), told("b.example", OWN))) == 2


def test_shared_quotations_make_no_copy():
    assert independent(story(told("a.example", f"{WIRE} {QUOTED}"), told("b.example", f"{OWN} {QUOTED}"))) == 2


def test_shared_boilerplate_makes_no_copy():
    assert independent(story(told("a.example", f"{WIRE} {TAIL}"), told("b.example", f"{OWN} {TAIL}"))) == 2


def test_one_borrowed_paragraph_makes_no_copy():
    paragraph = OWN.split(". ")[2]
    assert independent(story(told("a.example", f"{WIRE} {paragraph}."), told("b.example", OWN))) == 2


def test_a_site_has_one_voice_however_much_it_writes():
    assert independent(story(told("a.example", WIRE), told("a.example", OWN, title="How the Orlan was shared"))) == 1


def test_a_folder_without_site_speaks_by_its_source():
    pair = [told("x", WIRE), told("x", OWN)]
    assert independent(story(*(article(text=each.text, site="", source=f"s{n}") for n, each in enumerate(pair)))) == 2


def test_a_copy_links_the_sites_it_came_through():
    linked = story(told("a.example", WIRE), told("b.example", OWN), told("b.example", WIRE, title="Wire"), told("c.example", GARDEN))
    assert [[each.site for each in voice] for voice in voices(linked)] == [["a.example", "b.example", "b.example"], ["c.example"]]


def test_equal_headlines_without_text_are_one_voice():
    assert independent(story(told("a.example", ""), told("b.example", ""))) == 1


def test_headlines_of_one_word_are_their_own():
    assert independent(story(told("a.example", "", title="Flood"), told("b.example", "", title="Storm"))) == 2


def test_two_hundred_papers_with_one_wire_are_one_voice():
    papers = [told(f"p{n}.example", f"{WIRE} Edition {n} of the paper of place number {n}.") for n in range(200)]
    assert independent(story(*papers)) == 1


def test_copies_of_one_voice_are_found_however_many_stand_between():
    rows = [{"id": n, "title": "", "text": text} for n, text in enumerate((WIRE, GARDEN, OWN, reworked(WIRE), f"{GARDEN} {TAIL}"))]
    assert [line["group"] for line in neardup_lines(rows)] == ["0", "1", "2", "0", "1"]


def test_neardup_answers_every_record_even_without_text():
    assert [line["id"] for line in neardup_lines([{"id": "a"}, {"id": "b", "title": None, "text": None}])] == ["a", "b"]


def test_copies_are_found_in_unspaced_scripts():
    chinese = "九个河流国家周二签署条约分享奥兰盆地的水资源为期三十年协议规定每个国家在干旱夏季可以取多少水并设立联合办公室测量流量"
    rows = [{"id": "a", "text": chinese, "lang": "zh"}, {"id": "b", "text": chinese[:40], "lang": "zh"}]
    assert len({line["group"] for line in neardup_lines(rows)}) == 1
