"""What is asked of the store before folding, and what it learns."""

from dataclasses import replace
from datetime import timedelta

from build import NOW, article

from digest.model import Term
from digest.story import Draft, fold_in

TODAY = NOW.date()
BRIDGE = "Mayor Ilka Demeter reopened the harbour bridge of Varna after engineers replaced two cracked pylons"
AGAIN = "Engineers replaced the cracked pylons of the harbour bridge, and Ilka Demeter let cars into Varna again"
BEANS = "Children may plant beans, marigolds and pumpkins in the botanical garden of Orrin this spring"


def told(text, **given):
    return article(text[:40], text=text, **{"language": "en"} | given)


def counts_of(terms):
    found = {}
    for term in terms:
        found.setdefault(term.language, {})[term.stem] = term.texts
    return found


def folded(*articles):
    """The stories of a first intake, and what was learnt."""
    weighed = Draft(articles).weighed()
    stories = fold_in(articles, (), NOW, weighed)
    return stories, weighed.learnt(stories, living=(), told=(), today=TODAY)


def test_a_first_intake_asks_for_nothing():
    weighed = Draft([told(BRIDGE)]).weighed()
    assert weighed.asked == frozenset()
    assert weighed.promising(()) == frozenset()
    assert weighed.strange(()) == frozenset()


def test_every_text_is_counted_once_with_all_its_stems():
    _, learnt = folded(told(BRIDGE), told(AGAIN), told(BEANS))
    counts = counts_of(learnt)["en"]
    assert (counts[""], counts["harbou"], counts["the"], counts["beans"]) == (3, 2, 3, 1)
    assert {term.day for term in learnt} == {TODAY}


def test_a_story_is_found_by_what_it_shares_and_no_other():
    stories, learnt = folded(told(BRIDGE), told(BEANS))
    bridge = next(each for each in stories if each.lead.text == BRIDGE)
    weighed = Draft([told(AGAIN)], counts_of(learnt)).weighed(counts_of(learnt))
    assert weighed.promising(learnt) == {bridge.id}
    assert "pylons" in weighed.asked
    assert "beans" not in weighed.asked
    assert "beans" in weighed.strange(stories)


def test_another_language_leads_nowhere():
    _, learnt = folded(told(BRIDGE))
    weighed = Draft([told(AGAIN, language="nl")]).weighed(counts_of(learnt))
    assert weighed.promising(learnt) == frozenset()


def test_a_story_whose_language_did_not_show_is_found_when_it_does():
    silent = told("Varna pylons Demeter harbour bridge", language="")
    stories, learnt = folded(silent)
    assert {term.language for term in learnt} == {""}
    weighed = Draft([told(AGAIN)], counts_of(learnt)).weighed(counts_of(learnt))
    assert weighed.promising(learnt) == {stories[0].id}


def test_an_edit_is_not_counted_again_but_found_by_its_new_words():
    first = told(BRIDGE)
    living, _ = folded(first)
    edit = replace(first, text=BEANS, entry_hash="edited")
    weighed = Draft([edit]).weighed()
    stories = fold_in([edit], living, NOW + timedelta(hours=1), weighed)
    learnt = weighed.learnt(stories, living=living, told=(), today=TODAY)
    assert {term.texts for term in learnt} == {0}
    assert "pumpki" in {term.stem for term in learnt if term.stories == (living[0].id,)}


def test_what_was_told_today_is_not_said_again_and_tomorrow_it_is():
    living, learnt = folded(told(BRIDGE))
    copy = told(BRIDGE, id="copy", site="b.example")
    weighed = Draft([copy]).weighed(counts_of(learnt))
    stories = fold_in([copy], living, NOW, weighed)
    assert {term.stories for term in weighed.learnt(stories, living=living, told=learnt, today=TODAY)} == {()}
    tomorrow = weighed.learnt(stories, living=living, told=learnt, today=TODAY + timedelta(days=1))
    assert (living[0].id,) in {term.stories for term in tomorrow}


def test_of_a_stem_that_everybody_holds_the_rarer_ones_are_looked_at():
    stories, learnt = folded(told(BRIDGE))
    crowd = tuple(
        Term(day=TODAY, language="en", stem=stem, texts=3_000, stories=tuple(f"s{n}" for n in range(3_000))) for stem in ("harbou",)
    )
    counted = counts_of((*learnt, *crowd)) | {}
    counted["en"][""] = 4_000
    found = Draft([told(AGAIN)], counted).weighed(counted).promising((*learnt, *crowd))
    assert stories[0].id in found
    assert len(found) <= 3


def test_what_is_known_before_tells_common_words_from_rare_ones():
    reports = [told(f"harbour council budget debate {thing}", id=thing) for thing in ("sewers", "lamps")]
    usual = dict.fromkeys(("", "harbou", "counci", "budget", "debate"), 900)
    assert len(fold_in(reports, (), NOW, Draft(reports).weighed({"en": {"": 900}}))) == 1
    assert len(fold_in(reports, (), NOW, Draft(reports).weighed({"en": usual}))) == 2
