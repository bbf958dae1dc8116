# ruff: noqa: RUF001 - marks and letters of other scripts are what the tests are about
"""A quotation is told whole or not at all, in the marks of every language."""

import pytest
from build import article, story

from digest.summarise import ExtractiveSummariser, LeadSummariser
from digest.summarise.clean import telling
from digest.summarise.quotation import is_torn, whole_quotations

BOTH = [LeadSummariser(), ExtractiveSummariser()]


@pytest.mark.parametrize(
    "torn",
    [
        '"We have won.',
        'The mayor said: "We have won.',
        "“We have won.",
        "«Nous avons gagné.",
        "« Nous avons gagné.",
        "„Wir haben gewonnen.",
        "»Vi har vundet.",
        "”Vi har vunnit.",
        "「橋は開いた。",
        "他说：“桥已重新开放。",
        'We are free," she said.',
        "We are free,” she said.",
        "Nous sommes libres », dit-elle.",
        "Wir sind frei“, sagte sie.",
        '"Yes," she said, adding: "The bridge is safe.',
    ],
)
def test_a_quotation_that_is_open_or_never_opened_is_torn(torn):
    assert is_torn(torn)


@pytest.mark.parametrize(
    "whole",
    [
        '"We have won," she said.',
        'She said "yes" and he said "no".',
        "“We have won,” she said.",
        "« Nous avons gagné », dit-elle.",
        "«Nous avons gagné», dit-elle.",
        "„Wir haben gewonnen“, sagte sie.",
        "„Wygraliśmy”, powiedziała.",
        "»Vi har vundet«, sagde hun.",
        "”Vi har vunnit”, sade hon.",
        "「橋は開いた」と市長は語った。",
        "他说“新”字很重要。",
        "It is the bridge’s third year.",
        'A pipe of 6" burst under the bridge.',
        "No quotation at all.",
    ],
)
def test_a_closed_quotation_is_not_torn(whole):
    assert not is_torn(whole)


@pytest.mark.parametrize("summariser", BOTH)
def test_sentences_of_one_quotation_stay_together(summariser):
    text = "“The bridge is open. Nobody needs the ferry any more,” the mayor said on Friday. The works cost 40 million crowns."
    for words in (12, 30, 60):
        told = summariser.summary(story(article(text=text)), words).text
        assert told.count("“") == told.count("”")
        assert ("Nobody needs" in told) == ("The bridge is open" in told)


def test_what_stands_inside_a_long_quotation_is_not_told_as_the_papers_own_words():
    inside = "It was a mistake. The money is gone. Nobody will ever find it. I have told the council so."
    text = f'The mayor resigned on Friday. "I am tired. {inside} I go," he said. His deputy takes over on Monday.'
    assert telling(article(text=text)) == ["The mayor resigned on Friday.", "His deputy takes over on Monday."]


def test_a_stray_mark_costs_a_few_sentences_not_the_article():
    news = [f"The council met for the {day} time this week." for day in ("first", "second", "third", "fourth", "fifth")] * 3
    text = 'The mayor said: "We go. ' + " ".join(news)
    assert len(telling(article(text=text))) == len(news) - 7


def test_where_every_sentence_is_torn_the_first_is_better_than_nothing():
    assert telling(article(text="“The bridge is open to everybody now.")) == ["“The bridge is open to everybody now."]


def test_scripts_without_blanks_are_joined_as_they_stand():
    text = "市长说：“大桥已经重新开放。渡轮恢复夏季时刻表。”工程耗资四千万。"
    made = LeadSummariser().summary(story(article(text=text, language="zh")), 60)
    assert all(sentence.text in text for sentence in made.sentences)
    assert made.sentences[0].text == "市长说：“大桥已经重新开放。渡轮恢复夏季时刻表。”"


def test_sentences_between_which_something_was_left_out_are_not_joined():
    found = ['"The bridge is open.', 'The ferry rests," she said.']
    assert whole_quotations(found, '"The bridge is open. By A. Smith The ferry rests," she said.') == []
