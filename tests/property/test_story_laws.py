"""Laws of stories: each article in exactly one, and nothing depends on what must not matter."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from build import NOW, article
from hypothesis import given, settings
from hypothesis import strategies as st
from stores import fresh_store

from digest.model import ArticleId
from digest.pipeline.folding import LIVING, fold
from digest.story import fold_in, voices

WORDS = "bridge harbour ferry mayor Varna pylon treaty river Orlan dam earthquake Chile tremor cabinet strike 12 48 rail port".split()  # noqa: SIM905 - a list of words reads better as words


@st.composite
def batches(draw, least=0):
    """Articles of different effective times, some of them alike, with words from one small set."""
    texts = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), min_size=least, max_size=8))
    return [
        article(
            " ".join(words[:4]),
            id=ArticleId(f"a{n}"),
            site=f"s{n % 3}.example",
            text=" ".join(words),
            language=draw(st.sampled_from(["en", "de", ""])),
            published=NOW - timedelta(hours=draw(st.integers(0, 200)), minutes=n),
            is_backlog=draw(st.booleans()),
        )
        for n, words in enumerate(texts)
    ]


@settings(deadline=None)  # the machine may be busy
@given(batches(), batches())
def test_every_article_stands_in_exactly_one_story(first, second):
    second = [replace(each, id=ArticleId(f"b{each.id}")) for each in second]
    living = {each.id: each for each in fold_in(first, (), NOW)}
    living |= {each.id: each for each in fold_in(second, tuple(living.values()), NOW)}
    ids = [id_ for each in living.values() for id_ in each.article_ids]
    assert sorted(ids) == sorted(each.id for each in (*first, *second))


@settings(deadline=None)  # the machine may be busy
@given(batches(), st.randoms(use_true_random=False))
def test_the_order_of_a_batch_does_not_matter(articles, chance):
    shuffled = list(articles)
    chance.shuffle(shuffled)
    assert fold_in(shuffled, (), NOW) == fold_in(articles, (), NOW)


@settings(deadline=None)  # the machine may be busy
@given(batches())
def test_folding_twice_changes_nothing(articles):
    living = fold_in(articles, (), NOW)
    assert fold_in(articles, living, NOW + timedelta(hours=1)) == ()


@settings(deadline=None)  # the machine may be busy
@given(batches(least=1), st.data())
def test_an_edit_keeps_its_story_and_a_story_its_birth(articles, data):
    living = fold_in(articles, (), NOW)
    home = data.draw(st.sampled_from(living))
    old = data.draw(st.sampled_from(home.articles))
    new = replace(old, text=" ".join(data.draw(st.lists(st.sampled_from(WORDS), min_size=1))) + " anew", entry_hash="edited")
    (edited,) = fold_in([new], living, NOW)
    assert (edited.id, edited.first_seen) == (home.id, home.first_seen)
    assert set(edited.article_ids) == set(home.article_ids)
    assert new in edited.articles


@settings(deadline=None)  # the machine may be busy
@given(batches(least=1))
def test_voices_share_out_the_articles_lead_first(articles):
    for each in fold_in(articles, (), NOW):
        groups = voices(each)
        assert groups[0][0] == each.lead
        assert sorted(told.id for group in groups for told in group) == sorted(each.article_ids)
        assert each.voices == len(groups) <= len({told.site for told in each.articles})


@settings(deadline=None, max_examples=40)  # the machine may be busy, and a store is made each time
@given(batches(least=1), batches(least=1))
def test_folding_through_the_store_is_folding_into_all_that_lives(first, second):
    first = [replace(each, language=each.language or "en") for each in first]
    second = [replace(each, id=ArticleId(f"b{each.id}"), language=each.language or "en") for each in second]
    with TemporaryDirectory() as folder, fresh_store("sqlite", Path(folder)) as store:
        for batch in (first, second):
            changed, learnt, mark = fold(store.articles, batch, NOW)
            living = store.articles.living(NOW - LIVING)
            assert {each.id: set(each.article_ids) for each in changed} == {
                each.id: set(each.article_ids) for each in fold_in(batch, living, NOW)
            }
            store.articles.save(states=[], articles=batch, stories=changed, terms=learnt, since=mark)
