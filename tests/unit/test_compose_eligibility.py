"""What is new to a group, and what keeps a story from it."""

from datetime import timedelta

import pytest
from build import NOW, article, candidate, edition, issue, story, subscriber

from digest.compose import eligible, groups
from digest.model import ArticleId, History, Preference, Sentence, StoryId, Summary


def group_of(preference=None, history=None):
    reader = subscriber(preference=preference)
    return groups([reader], {reader.id: history} if history else {})[0]


def found(told, *, preference=None, history=None, **given):
    return eligible(issue(*told), group_of(preference, history), edition(**given), NOW)


def seen(*stories, mark=5):
    return History(
        mark=mark,
        stories=frozenset(StoryId(s.id) for s in stories),
        articles=frozenset(ArticleId(a) for s in stories for a in s.article_ids),
    )


def test_a_new_reader_may_have_every_story_of_the_window():
    one, two = candidate(), candidate(story(article("Ferry sinks")))
    assert found([one, two]) == ((one, False), (two, False))


def test_a_story_the_reader_had_does_not_return_for_copies():
    told = story(revision=9, facts_revision=4)
    assert found([candidate(told)], history=seen(told)) == ()


def test_a_story_the_reader_had_returns_as_an_update_when_it_has_new_facts():
    told = story(revision=9, facts_revision=8)
    grown = candidate(told)
    assert found([grown], history=seen(told)) == ((grown, True),)


def test_a_merged_story_is_known_by_its_articles():
    old = story(article("Ferry sinks"))
    merged = story(article("Ferry goes down"), *old.articles, id=StoryId("s:new"), revision=9, facts_revision=2)
    assert found([candidate(merged)], history=seen(old)) == ()


def test_a_story_cut_from_the_last_digest_returns_only_when_it_grows():
    history = History(mark=5)
    assert found([candidate(story(revision=5))], history=history) == ()
    grown = candidate(story(revision=6))
    assert found([grown], history=history) == ((grown, False),)


def test_what_was_published_before_the_window_is_no_news_though_we_see_it_today():
    ancient = article("Bridge opens", published=NOW - timedelta(days=400))
    assert found([candidate(story(ancient))]) == ()
    assert len(found([candidate(story(article(), ancient))])) == 1
    assert len(found([candidate(story(article("Bridge opens", published=None), ancient))])) == 1


def test_a_story_older_than_the_window_is_out():
    aged = story(updated=NOW - timedelta(days=9))
    assert found([candidate(aged)]) == ()
    assert len(found([candidate(story(updated=NOW - timedelta(days=8)))])) == 1


@pytest.mark.parametrize(
    "articles",
    [
        (article(is_backlog=True), article("Bridge opens", is_backlog=True)),
        (article(is_backlog=True), article("Bridge opens")),
    ],
)
def test_backlog_is_no_news(articles):
    assert found([candidate(story(*articles))]) == ()


def test_backlog_beside_a_fresh_lead_does_no_harm():
    assert len(found([candidate(story(article("Bridge opens"), article(is_backlog=True)))])) == 1


def test_an_edition_with_tags_takes_only_those():
    sport = candidate(story(article("Cup final", tags=("sport",))))
    plain = candidate()
    assert found([sport, plain], tags=("sport",)) == ((sport, False),)


def test_muted_tag_never_appears():
    both = candidate(story(article("Cup final opens museum", tags=("sport", "culture"))))
    assert found([both], preference=Preference(tags=(("culture", 3.0), ("sport", 0.0)))) == ()


@pytest.mark.parametrize("mute", ["bridge", "BRIDGE", "harbour bridge", "summer timetable", "Hárbour Bridge"])
def test_a_muted_word_or_phrase_keeps_a_story_out(mute):
    expected = 1 if "á" in mute else 0
    assert len(found([candidate()], preference=Preference(mute=(mute,)))) == expected


@pytest.mark.parametrize("mute", ["bridg", "bridge harbour", "arbour", "", "  ", "!", "site:", "site: "])
def test_only_whole_words_in_their_order_mute(mute):
    assert len(found([candidate()], preference=Preference(mute=(mute,)))) == 1


def test_a_word_deep_in_the_text_does_not_mute():
    deep = article(text="First paragraph. It goes on.\n\nSecond paragraph.\n\nAn aside on celebrity.")
    assert len(found([candidate(story(deep))], preference=Preference(mute=("celebrity",)))) == 1


def test_a_word_in_the_title_of_another_voice_mutes():
    told = story(article(), article("Celebrity opens bridge", site="post.example"))
    assert found([candidate(told)], preference=Preference(mute=("celebrity",))) == ()


@pytest.mark.parametrize("mute", ["site:herald.example", "site:WWW.herald.example", "site:example"])
def test_a_muted_site_does_not_lead(mute):
    assert found([candidate()], preference=Preference(mute=(mute,))) == ()


def test_a_muted_site_among_those_who_also_covered_it_does_not_hide_the_event():
    told = story(article(), article("Bridge opens", site="post.example"))
    assert len(found([candidate(told)], preference=Preference(mute=("site:post.example",)))) == 1


def test_a_muted_site_is_not_quoted_either():
    told = story(article(), article("Bridge opens", site="post.example"))
    quoting = candidate(told, summary=Summary(sentences=(Sentence(text="Bridge opens.", article=told.articles[1].id),), by="lead"))
    assert found([quoting], preference=Preference(mute=("site:post.example",))) == ()


def test_stories_of_every_language_are_eligible():
    german = candidate(story(article("Brücke wieder offen", language="de")))
    assert len(found([german], preference=Preference(language="en"))) == 1
