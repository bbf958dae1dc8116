"""The gate over a table of true and tampered summaries in two dozen languages, and what it says when it refuses."""

from __future__ import annotations

import pytest
from gate_cases import CASES
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import ParseError
from digest.summarise.gate import gate_line, judge
from digest.summarise.gate.judge import LONGEST


def cases():
    """Kind (empty for a true one), language, source, summary."""
    language = source = ""
    for line in filter(None, CASES.splitlines()):
        if line.startswith("+ "):
            yield "", language, source, line[2:]
        elif line.startswith("- "):
            kind, _, summary = line[2:].partition(" | ")
            yield kind, language, source, summary
        else:
            language, _, source = line.partition(" | ")


TRUE = [case[1:] for case in cases() if not case[0]]
TAMPERED = [case for case in cases() if case[0]]
CERTAIN = {"number", "scale", "decimal", "percent", "link", "markup", "quotation"}
"""Kinds of which not one may slip."""


def test_the_table_is_large_enough_to_mean_something():
    assert len(TAMPERED) >= 200
    assert len({language for _, language, _, _ in TAMPERED}) >= 15
    assert {kind for kind, *_ in TAMPERED} >= CERTAIN | {"name", "negation", "date", "roles"}


@pytest.mark.parametrize(("kind", "language", "source", "summary"), [case for case in TAMPERED if case[0] in CERTAIN])
def test_no_foreign_link_changed_number_or_invented_quotation_slips(kind, language, source, summary):
    assert judge(summary, source, language).reasons, kind


def test_tampered_summaries_are_refused():
    slipped = [(kind, summary) for kind, language, source, summary in TAMPERED if judge(summary, source, language).is_faithful]
    assert len(slipped) <= 0.05 * len(TAMPERED), slipped


def test_true_summaries_pass():
    refused = [(summary, judge(summary, source, language).reasons) for language, source, summary in TRUE]
    refused = [each for each in refused if each[1]]
    assert len(refused) <= 0.08 * len(TRUE), refused


def test_a_refusal_says_what_the_source_does_not_have():
    source = "The council of Marlow paid 4 million euros for the bridge on Tuesday."
    assert "5 million" in " ".join(judge("The bridge cost Marlow 5 million euros.", source, "en").reasons)
    assert "Harlow" in " ".join(judge("The council of Harlow paid for the bridge.", source, "en").reasons)


@pytest.mark.parametrize("summary", ["", "  \n", "a " * LONGEST])
def test_nothing_and_too_much_are_no_summary(summary):
    assert judge(summary, "A bridge.").reasons


def test_the_filter_wants_source_and_summary():
    assert gate_line({"id": 1, "source": "The bridge is open.", "summary": "The bridge is open.", "lang": "en"})["ok"]
    with pytest.raises(ParseError, match="summary"):
        gate_line({"id": 1, "source": "The bridge is open."})


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(["", "en", "de", "ar", "ja", "th", "xx"]))
def test_the_gate_judges_whatever_it_is_given(summary, source, language):
    assert judge(summary, source, language) == judge(summary, source, language)


@pytest.mark.parametrize(("language", "source"), sorted({(language, source) for language, source, _ in TRUE}))
def test_a_text_bears_out_its_own_sentences(language, source):
    assert judge(source, source, language).is_faithful, judge(source, source, language).reasons


@pytest.mark.parametrize(
    ("language", "source", "true", "false"),
    [
        ("th", "นายกเทศมนตรีสมชายเปิดสะพานที่เชียงใหม่เมื่อวันจันทร์", "นายกเทศมนตรีสมชายเปิดสะพาน", "นายกเทศมนตรีวิโรจน์เปิดสะพาน"),
        ("zh", "该国三成学校关闭。", "30%的学校关闭。", "40%的学校关闭。"),
        ("ja", "打率は3割2分だった。", "打率は32%。", "打率は23%。"),
        ("ja", "式典は令和元年11月9日に行われた。", "式典は2019年11月9日。", "式典は2020年11月9日。"),
        ("en", "The office is open from 9 a.m. to 17:30.", "The office is open until 5:30 pm.", "The office is open until 5:15 pm."),
        ("en", "It was minus 5 degrees in Arn.", "It was -5 degrees in Arn.", "It was 5 degrees in Arn."),
        ("en", "Voters meet on 2024-05-06 in Arn.", "Voters meet on May 6, 2024.", "Voters meet on May 7, 2024."),
        ("en", "Half of the 300 voters stayed home.", "50% of the 300 voters stayed home.", "40% of the 300 voters stayed home."),
        ("en", "Thousands marched in Arn.", "Thousands marched in Arn.", "Millions marched in Arn."),
        ("en", "King Karl II opened the hall.", "Karl II opened the hall.", "Karl III opened the hall."),
        ("en", "Iran signed the pact with Austria.", "The Iranian pact with Austria is signed.", "The Iraqi pact with Austria is signed."),
        ("en", 'The song "Cold [and] clear" won.', 'The song "Cold … clear" won.', 'The song "Cold … bright" won.'),
        ("", "The ferry Aurelia carries 40 cars.", "The ferry Aurelia carries 40 cars.", "The ferry Aurelia carries 50 cars."),
        ("xx", "Gorlo mi 40 Taren.", "Gorlo mi 40 Taren.", "Gorlo mi 41 Taren."),
        ("hi", "पुल पर 12,34,567 लोग आए।", "1234567 लोग पुल पर आए।", "1243567 लोग पुल पर आए।"),
        ("de", "Das Werk braucht 2½ Stunden.", "Das Werk braucht 2,5 Stunden.", "Das Werk braucht 3,5 Stunden."),
        ("fr", "Il gagne 1 234,50 euros.", "Il gagne 1234,5 euros.", "Il gagne 12345 euros."),
        ("en", "1234567890123456789012345679 atoms there.", "1234567890123456789012345679 atoms.", "1234567890123456789012345678 atoms."),
    ],
)  # fmt: skip
def test_what_is_written_otherwise_is_the_same_and_what_is_another_is_not(language, source, true, false):
    assert judge(true, source, language).reasons == ()
    assert judge(false, source, language).reasons


WRITTEN = {
    "en": "{:,}".format,
    "de": lambda number: f"{number:,}".replace(",", "."),
    "fr": lambda number: f"{number:,}".replace(",", "\u202f"),
    "ar": lambda number: str(number).translate({ord("0") + digit: 0x660 + digit for digit in range(10)}),
    "ja": lambda number: str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
}


@given(st.integers(2, 10**9), st.integers(2, 10**9), st.sampled_from(sorted(WRITTEN)))
def test_a_changed_number_never_passes_however_it_is_written(true, false, language):
    verdict = judge(f"Velmar {false}.", f"Velmar {WRITTEN[language](true)}.", language)
    assert verdict.is_faithful == (true == false)
    assert judge(f"Velmar {true}.", f"Velmar {WRITTEN[language](true)}.", language).is_faithful
