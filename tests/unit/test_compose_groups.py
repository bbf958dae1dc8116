"""Who gets the same digest."""

from build import subscriber

from digest.compose import groups, merge
from digest.model import ArticleId, DigestId, History, Preference, StoryId, SubscriberId

GOT_MONDAY = History(digests=frozenset({DigestId("d1")}), mark=7, stories=frozenset({StoryId("s1")}), articles=frozenset({ArticleId("a1")}))


def test_readers_who_want_the_same_and_got_the_same_are_one_group():
    readers = [subscriber("ada"), subscriber("bob", timezone="Asia/Tokyo", city="Tokyo", days=frozenset({"mon"}))]
    (group,) = groups(readers, {})
    assert [member.name for member in group.subscribers] == ["Ada", "Bob"]


def test_another_preference_parts_them():
    readers = [subscriber("ada"), subscriber("bob", preference=Preference(mute=("celebrity",)))]
    assert len(groups(readers, {})) == 2


def test_another_history_parts_them():
    readers = [subscriber("ada"), subscriber("bob")]
    found = groups(readers, {SubscriberId("id-bob"): GOT_MONDAY})
    assert {group.history.mark for group in found} == {0, 7}


def test_the_order_of_readers_changes_neither_keys_nor_members():
    readers = [subscriber(name) for name in ("ada", "bob", "cem")] + [subscriber("dot", preference=Preference(words=90))]
    assert groups(readers, {}) == groups(readers[::-1], {})


def test_groups_are_sorted_by_key():
    found = groups([subscriber(f"r{n}", preference=Preference(words=n)) for n in range(20)], {})
    assert [group.key for group in found] == sorted(group.key for group in found)


def test_a_key_is_the_same_in_every_process():
    (group,) = groups([subscriber()], {SubscriberId("id-ada"): GOT_MONDAY})
    assert group.key == groups([subscriber("bob")], {SubscriberId("id-bob"): GOT_MONDAY})[0].key
    assert len(group.key) == 32
    assert int(group.key, 16)


def test_nobody_makes_no_group():
    assert groups([], {}) == ()


def test_two_memories_become_one_with_the_higher_mark():
    other = History(digests=frozenset({DigestId("d2")}), mark=3, stories=frozenset({StoryId("s2")}), articles=frozenset({ArticleId("a2")}))
    both = merge(GOT_MONDAY, other)
    assert both.mark == 7
    assert both.digests == {"d1", "d2"}
    assert both.stories == {"s1", "s2"}
    assert both.articles == {"a1", "a2"}


def test_no_memories_are_an_empty_one():
    assert merge() == History()
