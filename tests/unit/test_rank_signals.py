"""What speaks for a story, and how it is blended, ordered and bounded."""

from datetime import timedelta

import pytest
from build import NOW, article, source, story

from digest.errors import ConfigError, ParseError
from digest.model import SourceId, StoryId
from digest.rank import SignalRanker, order, pool, rank_record


def parts(told, ranker=None):
    (score,) = (ranker or SignalRanker()).scores([told], NOW)
    return {part.name: part for part in score.parts}


def value(told, name, ranker=None):
    return parts(told, ranker)[name].value


def test_more_independent_voices_count_more_and_eight_are_enough():
    counted = [value(story(voices=voices), "sources") for voices in (1, 2, 5, 8, 80)]
    assert counted[0] == 0
    assert counted == sorted(counted)
    assert counted[3] == pytest.approx(1)
    assert counted[4] == 1


def test_copies_of_one_voice_count_for_nothing():
    copies = story(article(), article(site="post.example"), article(site="mail.example"), voices=1)
    assert value(copies, "sources") == 0


def test_freshness_halves_with_every_half_life():
    old = story(article(published=NOW - timedelta(hours=24), seen=NOW))
    assert value(old, "freshness") == pytest.approx(0.25)
    assert value(old, "freshness", SignalRanker(half_life_hours=24)) == pytest.approx(0.5)


def test_the_newest_article_makes_a_story_fresh():
    grown = story(article(published=NOW - timedelta(days=5)), article("Bridge opens", published=NOW, seen=NOW))
    assert value(grown, "freshness") == 1


def test_a_clock_ahead_of_ours_is_no_fresher_than_now():
    assert value(story(article(published=NOW + timedelta(hours=3), seen=NOW + timedelta(hours=3))), "freshness") == 1


def test_trust_is_the_operators_weight_of_the_best_source():
    ranker = SignalRanker([source("herald", weight=0.5), source("post", weight=3.0)])
    assert value(story(), "trust", ranker) == pytest.approx(0.5 / 3)
    both = story(article(), article(site="post.example"))
    assert value(both, "trust", ranker) == 1
    assert value(story(article(source=SourceId("unknown"))), "trust", ranker) == pytest.approx(1 / 3)


def test_comments_make_popular():
    assert value(story(), "popularity") == 0
    assert 0 < value(story(article(comments=30)), "popularity") < value(story(article(comments=300)), "popularity") < 1
    assert value(story(article(comments=10**9)), "popularity") == 1


def test_a_place_among_the_most_popular_makes_popular_by_its_rank():
    assert [value(story(article(popular=place)), "popularity") for place in (1, 2, 4)] == [1, 0.5, 0.25]
    assert value(story(article(popular=9, comments=10**9)), "popularity") == 1
    assert value(story(article("A"), article("B", popular=3), article("C", popular=2)), "popularity") == 0.5


def test_a_place_among_the_most_popular_is_told_in_words():
    told = parts(story(article(popular=2, comments=12)))["popularity"]
    assert told.reason == "number 2 of the most popular on herald.example, 12 comments"


def test_a_longer_lead_has_more_to_say():
    assert value(story(article(text="")), "length") == 0
    assert value(story(article(text="word " * 900)), "length") == 1


def test_new_facts_are_news_and_copies_are_less():
    assert value(story(revision=7, facts_revision=7), "novelty") == 1
    assert value(story(revision=7, facts_revision=2), "novelty") == 0.25
    assert value(story(revision=0, facts_revision=0, adds_facts=False), "novelty") == 0.25


@pytest.mark.parametrize(("hours", "words"), [(0.2, "less than an hour old"), (5, "5 h old"), (72, "3 days old")])
def test_the_reason_of_freshness_is_in_plain_words(hours, words):
    then = NOW - timedelta(hours=hours)
    assert parts(story(article(published=then, seen=then)))["freshness"].reason == f"newest article {words}"


def test_every_part_says_why():
    assert all(part.reason for part in parts(story(article(comments=3), voices=2)).values())
    assert parts(story(voices=2))["sources"].reason == "2 independent sources"
    assert parts(story())["sources"].reason == "one source"


def test_a_weight_replaces_its_default_only():
    plain, changed = parts(story()), parts(story(), SignalRanker(weights={"trust": 9.0}))
    assert changed["trust"].weight == 9
    assert changed["sources"].weight == plain["sources"].weight


@pytest.mark.parametrize("weights", [{"charm": 1.0}, {"trust": -1.0}, {"trust": float("nan")}, {"trust": float("inf")}])
def test_a_weight_that_makes_no_sense_is_an_error(weights):
    with pytest.raises(ConfigError, match=r"rank\.weights\."):
        SignalRanker(weights=weights)


@pytest.mark.parametrize("hours", [0, -1, float("nan")])
def test_a_half_life_is_above_zero(hours):
    with pytest.raises(ConfigError, match="hours above 0"):
        SignalRanker(half_life_hours=hours)


def named(name, **given):
    return story(article(name), id=StoryId(name), **given)


def test_equal_scores_stand_by_update_then_by_id():
    stories = [named("b"), named("a"), named("c", updated=NOW)]
    equal = SignalRanker().scores([story()] * 3, NOW)
    assert order(stories, equal) == (2, 1, 0)


def test_an_issue_carries_everything_when_there_is_little():
    stories = [named("a"), named("b", voices=5)]
    assert pool(stories, SignalRanker().scores(stories, NOW)) == (1, 0)


def test_an_issue_carries_the_best_and_the_best_of_every_tag():
    big = [story(article(f"Politics {n}", tags=("politics",)), voices=6) for n in range(6)]
    bees = [story(article(f"Bees {n}", tags=("bees",))) for n in range(3)]
    plain = [story(article("No tags at all"))]
    stories = big + bees + plain
    kept = pool(stories, SignalRanker().scores(stories, NOW), limit=4, per_tag=2)
    assert len(kept) == 6
    assert sum(index in (6, 7, 8) for index in kept) == 2
    assert 9 not in kept


def test_a_list_is_scored_in_its_own_order():
    record = {"id": 1, "candidates": [{"id": "a", "title": "A"}, {"id": "b", "title": "B", "text": "word " * 99}]}
    answer = rank_record(record)
    assert answer["id"] == 1
    assert answer["scores"][1] > answer["scores"][0]


def test_a_story_told_often_comes_first_and_its_repeats_last():
    told = [{"id": n, "title": "Quake", "story": "q"} for n in range(3)] + [{"id": 9, "title": "Cup", "text": "word " * 999}]
    scores = rank_record({"id": "x", "candidates": told})["scores"]
    assert scores[0] > scores[3] > scores[1] > scores[2]


def test_given_voices_and_sites_say_who_is_independent():
    copies = [{"id": n, "title": "Quake", "story": "q", "voices": 1} for n in range(3)]
    two = [{"id": n, "title": "Flood", "story": "f", "site": f"{n % 2}.example"} for n in range(4)]
    scores = rank_record({"id": "x", "candidates": copies + two})["scores"]
    assert scores[3] > scores[0]


def test_times_and_comments_count_when_they_are_given():
    fresh = {"id": 1, "title": "A", "published": "2026-11-20T05:00:00Z", "comments": 40}
    stale = {"id": 2, "title": "B", "published": "2026-11-18T05:00:00"}
    scores = rank_record({"id": "x", "now": "2026-11-20T07:00:00+01:00", "candidates": [stale, fresh]})["scores"]
    assert scores[1] > scores[0]


@pytest.mark.parametrize(
    "record", [{"candidates": []}, {"id": 1}, {"id": 1, "candidates": ["a"]}, {"id": 1, "candidates": [{"id": 2, "published": "soon"}]}]
)
def test_a_record_of_another_form_is_an_error(record):
    with pytest.raises(ParseError, match="give"):
        rank_record(record)


def test_an_empty_list_has_no_scores():
    assert rank_record({"id": 1, "candidates": []}) == {"id": 1, "scores": []}
