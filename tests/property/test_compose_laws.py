"""Laws of composing: muted never shown, limits kept, equal groups equal digests, counts add up, nothing twice."""

from datetime import timedelta

from build import NOW, article, candidate, edition, issue, story, subscriber
from hypothesis import given
from hypothesis import strategies as st

from digest.compose import Offer, draft, eligible, fit, groups
from digest.compose.blend import value
from digest.model import ArticleId, History, Place, Preference, Sentence, StoryId, Summary
from digest.text import count_words

TAGS = ("arts", "bees", "science", "sport", "world")
WORDS = ("bridge", "celebrity", "ferry", "museum", "quake")
SITES = ("herald.example", "post.example", "mail.example")


@st.composite
def candidates(draw):
    def one(number):
        title = f"{draw(st.sampled_from(WORDS))} story {number}"
        lead = article(
            title, tags=draw(st.sets(st.sampled_from(TAGS))), site=draw(st.sampled_from(SITES)), is_backlog=draw(st.integers(0, 9)) == 0
        )
        second = article(f"{title} again", site=draw(st.sampled_from(SITES)))
        revision = draw(st.integers(1, 9))
        told = story(
            lead,
            second,
            id=StoryId(f"s{number}"),
            voices=draw(st.integers(1, 4)),
            revision=revision,
            facts_revision=draw(st.integers(1, revision)),
            updated=NOW - timedelta(hours=draw(st.integers(0, 250))),
        )
        text = "word " * draw(st.integers(1, 60))
        return candidate(told, value=draw(st.floats(0, 9)), summary=Summary(sentences=(Sentence(text=text, article=lead.id),), by="lead"))

    return [one(number) for number in range(draw(st.integers(0, 12)))]


@st.composite
def preferences(draw):
    weights = draw(st.dictionaries(st.sampled_from(TAGS), st.sampled_from((0.0, 0.2, 1.0, 2.5)), max_size=4))
    mutes = draw(st.sets(st.sampled_from((*WORDS, *(f"site:{site}" for site in SITES))), max_size=2))
    limit = draw(st.none() | st.integers(0, 8))
    return Preference(
        tags=tuple(sorted(weights.items())), mute=tuple(sorted(mutes)), max_stories=limit, words=draw(st.none() | st.integers(1, 200))
    )


@st.composite
def histories(draw):
    stories = draw(st.sets(st.sampled_from([f"s{number}" for number in range(12)])))
    return History(mark=draw(st.integers(0, 8)), stories=frozenset(StoryId(name) for name in stories))


def group_of(preference, history=None, name="ada"):
    reader = subscriber(name, preference=preference)
    return groups([reader], {reader.id: history or History()})[0]


def drafted(told, group, **given):
    return draft(issue(*told), group, edition(**given), now=NOW, look="daily")


@given(candidates(), preferences(), histories())
def test_muted_is_never_shown(told, preference, history):
    by_id = {one.story.id: one.story for one in told}
    never = {tag for tag, weight in preference.tags if weight == 0}
    for shown in drafted(told, group_of(preference, history)).shown:
        lead = by_id[shown.story].lead
        assert not by_id[shown.story].tag_names & never
        assert not any(mute in lead.title.split() or mute == f"site:{lead.site}" for mute in preference.mute)


@given(candidates(), preferences(), histories(), st.integers(1, 3))
def test_limits_are_kept_and_counts_add_up(told, preference, history, cap):
    group = group_of(preference, history)
    made = draft(issue(*told), group, edition(max_stories=6), now=NOW, look="daily", source_cap=cap)
    limit = 6 if preference.max_stories is None else preference.max_stories
    found = eligible(issue(*told), group, edition(max_stories=6), NOW)
    assert len(made.shown) == min(limit, len(found))
    assert len(made.shown) + made.left_out == len(found)
    assert 0 <= sum(section.more for section in made.sections) <= made.left_out
    assert sorted(made.order) == sorted(shown.story for shown in made.shown)
    assert len(set(made.order)) == len(made.order)


@given(candidates(), preferences())
def test_the_words_of_what_is_told_keep_the_budget(told, preference):
    made = drafted(told, group_of(preference))
    budget = 600 if preference.words is None else preference.words
    length = {one.story.id: count_words(one.summary.text) for one in told}
    spoken = [shown.story for shown in made.shown if shown.place is not Place.BRIEF]
    assert sum(length[story] for story in spoken) <= budget or len(spoken) == 1
    assert [shown.place for shown in made.shown].count(Place.LEAD) == bool(made.shown)


@given(candidates(), preferences(), histories())
def test_equal_groups_get_equal_drafts_whatever_the_order(told, preference, history):
    one, other = group_of(preference, history), group_of(preference, history, name="bob")
    assert one.key == other.key
    assert drafted(told, one).sections == drafted(told[::-1], other).sections


@given(candidates(), preferences(), histories())
def test_what_was_had_comes_back_only_as_an_update(told, preference, history):
    by_id = {one.story.id: one.story for one in told}
    for shown in drafted(told, group_of(preference, history)).shown:
        assert shown.is_update == (shown.story in history.stories)
        assert by_id[shown.story].revision > history.mark
        assert not shown.is_update or by_id[shown.story].facts_revision > history.mark


@given(candidates())
def test_the_next_digest_holds_nothing_of_the_last(told):
    first = drafted(told, group_of(Preference()))
    got = History(
        mark=max((one.story.revision for one in told), default=0),
        stories=frozenset(shown.story for shown in first.shown),
        articles=frozenset(ArticleId(article) for shown in first.shown for article in shown.articles),
    )
    assert drafted(told, group_of(Preference(), got)).shown == ()


@given(candidates(), preferences(), st.integers(0, 2500))
def test_a_fitted_draft_keeps_its_size_or_is_the_lead_alone(told, preference, budget):
    made = drafted(told, group_of(preference))
    sizes = {request.key: 10 + len(request.story) * 100 for request in made.requests}
    cut = fit(made, sizes, budget)
    assert sum(sizes[request.key] for request in cut.requests) <= budget or len(cut.shown) == 1
    assert cut.shown[:1] == made.shown[:1]
    assert cut.order == made.order[: len(cut.order)]
    assert all(section.stories for section in cut.sections)
    assert len(cut.shown) + cut.left_out == made.eligible
    assert sum(section.more for section in cut.sections) <= cut.left_out
    assert all(section.tag or not section.more for section in cut.sections)


@given(candidates(), preferences(), histories())
def test_an_offer_shared_by_groups_says_what_each_story_says_by_itself(told, preference, history):
    number, group, daily = issue(*told), group_of(preference, history), edition()
    offer = Offer(number, daily, NOW)
    for _ in range(2):  # what is remembered of the first time changes nothing
        found = tuple((offered.candidate, is_update) for offered, is_update in offer.open_to(group))
        assert found == eligible(number, group, daily, NOW)
    ranked = offer.choices(group)
    worth = [value(choice.candidate, preference, daily, NOW) for choice in ranked]
    assert [choice.value for choice in ranked] == worth == sorted(worth, reverse=True)
