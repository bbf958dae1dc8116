"""Laws of ranking: the order given changes nothing, parts sum, a raised weight never lowers who is strongest in it."""

import math
from dataclasses import replace
from datetime import timedelta

from build import NOW, article, story
from hypothesis import given
from hypothesis import strategies as st

from digest.model import StoryId
from digest.rank import SignalRanker, order
from digest.rank.signals import WEIGHTS


@st.composite
def stories(draw):
    def one(number):
        then = NOW - timedelta(minutes=draw(st.integers(0, 20_000)))
        told = article(
            f"Story {number}",
            seen=then,
            published=then,
            comments=draw(st.none() | st.integers(0, 5000)),
            popular=draw(st.integers(0, 10)),
            text="word " * draw(st.integers(0, 900)),
        )
        revision = draw(st.integers(1, 9))
        facts = draw(st.integers(1, revision))
        return story(told, id=StoryId(str(number)), voices=draw(st.integers(1, 12)), revision=revision, facts_revision=facts)

    return [one(number) for number in range(draw(st.integers(1, 8)))]


weights = st.dictionaries(st.sampled_from(sorted(WEIGHTS)), st.floats(0, 10), max_size=6)


@given(stories(), weights, st.randoms(use_true_random=False))
def test_ranking_is_permutation_invariant(told, weighing, dice):
    ranker = SignalRanker(weights=weighing)
    before = [told[index].id for index in order(told, ranker.scores(told, NOW))]
    dice.shuffle(told)
    assert [told[index].id for index in order(told, ranker.scores(told, NOW))] == before


@given(stories(), weights)
def test_parts_sum_to_the_value(told, weighing):
    for score in SignalRanker(weights=weighing).scores(told, NOW):
        assert score.value == math.fsum(part.points for part in score.parts)
        assert all(0 <= part.value <= 1 for part in score.parts)


@given(stories(), weights, st.integers(1, 10), st.integers(0, 5000))
def test_popular_beats_equal_unpopular(told, weighing, place, comments):
    plain = replace(told[0], id=StoryId("plain"), articles=tuple(replace(a, popular=0, comments=None) for a in told[0].articles))
    ranked = replace(plain, id=StoryId("ranked"), articles=tuple(replace(a, popular=place) for a in plain.articles))
    counted = replace(plain, id=StoryId("counted"), articles=tuple(replace(a, comments=comments) for a in plain.articles))
    raised = {**WEIGHTS, **weighing}
    worth = [score.value for score in SignalRanker(weights=raised).scores([plain, ranked, counted], NOW)]
    assert worth[1] >= worth[0] <= worth[2]
    if raised["popularity"] > 0.01:
        assert worth[1] > worth[0]


@given(stories(), weights, st.integers(1, 9))
def test_a_better_place_never_ranks_lower(told, weighing, place):
    better, worse = (replace(told[0], articles=tuple(replace(a, popular=at) for a in told[0].articles)) for at in (place, place + 1))
    first, second = SignalRanker(weights=weighing).scores([better, worse], NOW)
    assert first.value >= second.value


@given(stories(), weights, st.sampled_from(sorted(WEIGHTS)), st.floats(0.1, 20))
def test_raising_a_weight_never_lowers_who_is_strongest_in_it(told, weighing, name, more):
    before = SignalRanker(weights=weighing).scores(told, NOW)
    raised = {**WEIGHTS, **weighing}
    after = SignalRanker(weights={**raised, name: raised[name] + more}).scores(told, NOW)

    def strength(index):
        return next(part.value for part in before[index].parts if part.name == name)

    best = max(range(len(told)), key=strength)
    beaten = {index for index in range(len(told)) if before[index].value < before[best].value}
    assert all(after[index].value <= after[best].value + 1e-9 for index in beaten)
