"""Folding through the store: what is found, what is learnt, and two intakes side by side."""

from __future__ import annotations

from datetime import timedelta

import pytest
from build import NOW, article
from fakes import House

from digest.errors import ConflictError
from digest.pipeline.folding import LIVING, fold, fold_and_save

BRIDGE = "Mayor Ilka Demeter reopened the harbour bridge of Varna after engineers replaced two cracked pylons"
AGAIN = "Engineers replaced the cracked pylons of the harbour bridge, and Ilka Demeter let cars into Varna again"
BEANS = "Children may plant beans, marigolds and pumpkins in the botanical garden of Orrin this spring"


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    yield made
    made.store.close()


def told(text, site="herald.example", **given):
    return article(text[:40], text=text, site=site, **{"language": "en"} | given)


def stories(house):
    return {each.id: len(each.articles) for each in house.store.articles.living(house.now - LIVING)}


class Watched:
    """The store's articles; remembers which stories were asked for."""

    def __init__(self, articles):
        self.articles, self.asked = articles, []

    def __getattr__(self, name):
        return getattr(self.articles, name)

    def named(self, stories, articles, since):
        self.asked.append(set(stories))
        return self.articles.named(stories, articles, since)


def test_an_article_joins_its_story_and_reads_no_other(house):
    house.tell(told(BRIDGE), told(BEANS))
    bridge = next(each for each in house.store.articles.living(NOW - LIVING) if each.lead.text == BRIDGE)
    watched = Watched(house.store.articles)
    (joined,), _, _ = fold(watched, [told(AGAIN, "courier.example")], NOW)
    assert joined.id == bridge.id
    assert watched.asked == [{bridge.id}]


def test_a_story_lives_for_eight_days_after_its_last_article(house):
    house.tell(told(BRIDGE, published=None))
    house.now += LIVING + timedelta(hours=1)
    house.tell(told(AGAIN, "courier.example", seen=house.now, published=None))
    assert len(house.store.articles.living(NOW - LIVING)) == 2


def test_no_article_asks_for_nothing(house):
    assert fold(house.store.articles, (), NOW) == ((), (), 0)


def test_an_edit_finds_its_story_whatever_it_says_now(house):
    house.tell(told(BRIDGE, id="moved"))
    house.tell(told(BEANS, id="moved", entry_hash="edited"))
    assert list(stories(house).values()) == [1]


def saving(house, articles, *, meanwhile):
    """The store's save; ``meanwhile`` another intake stores an article of its own."""

    def save(**given):
        if meanwhile:
            house.tell(meanwhile.pop())
        return house.store.articles.save(states=[], articles=articles, **given)

    return save


def test_what_another_intake_stored_meanwhile_is_folded_into(house):
    mine, theirs = told(AGAIN, "courier.example"), told(BRIDGE)
    (joined,) = fold_and_save(house.parts, [mine], NOW, saving(house, [mine], meanwhile=[theirs]))
    assert set(joined.article_ids) == {mine.id, theirs.id}
    assert stories(house) == {joined.id: 2}
    weights = house.store.articles.texts_with([""], NOW.date())
    assert weights == {"en": {"": 2}}, "what a refused turn would have taught is not counted"


def test_a_store_that_never_comes_to_rest_is_an_error(house):
    mine = told(AGAIN, "courier.example")
    others = [told(f"{BEANS} {number}", id=f"o{number}") for number in range(9)]
    with pytest.raises(ConflictError):
        fold_and_save(house.parts, [mine], NOW, saving(house, [mine], meanwhile=others))
