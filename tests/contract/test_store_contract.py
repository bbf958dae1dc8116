"""What every store must do, whatever database it stands on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from build import NOW, article, candidate, delivery, issue, story
from stores import PLACES, fresh_store

from digest.errors import ConflictError
from digest.model import (
    Alias,
    ArticleId,
    Card,
    CardKey,
    Consent,
    Digest,
    DigestId,
    Due,
    History,
    Image,
    IssueId,
    Outcome,
    Place,
    Section,
    Sentence,
    Shown,
    SiteLine,
    SourceId,
    SourceState,
    Status,
    StoryId,
    SubscriberId,
    Summary,
    Suppression,
    Term,
    Turn,
)
from digest.ports import Settlement

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture(params=PLACES)
def store(request, tmp_path):
    with fresh_store(request.param, tmp_path) as opened:
        yield opened


def digest_of(number, *stories, name="d1", mark=1):
    shown = tuple(
        Shown(
            story=told.id,
            revision=told.revision,
            place=Place.SECTION,
            title=told.lead.title,
            link=told.lead.link,
            articles=told.article_ids,
        )
        for told in stories
    )
    return Digest(
        id=DigestId(name),
        issue=number.id,
        group="g",
        subject="Bridge open",
        preheader="And more",
        sections=(Section(tag="city", title="City", stories=shown, more=3),),
        cards=(CardKey("k1"), CardKey(""), CardKey("k2")),
        left_out=2,
        language="en-GB",
        mark=mark,
    )


def publish(store, *names, at=NOW, edition="daily", digest="d1", told=(), mark=1, **given):
    """One issue with one digest, queued for readers."""
    number = issue(slot=at, edition=edition)
    page = digest_of(number, *told, name=digest, mark=mark)
    rows = [
        delivery(name, issue=number.id, edition=edition, digest=page.id, slot=at, due=at, **{"local_date": at.date()} | given)
        for name in names
    ]
    store.issues.save(number, digests=[page], cards=[], deliveries=rows)
    return number


def lease(store, now=NOW, *, owner="one", limit=100, **given):
    return store.deliveries.lease(owner, now=now, until=now + MINUTE, limit=limit, **given)


def outcome(row, status=Status.ACCEPTED, *, due=None, **given):
    return Settlement(outcome=Outcome(delivery=row.id, status=status, **given), due=due)


def settle_all(store, status=Status.ACCEPTED, now=NOW, **given):
    held = lease(store, now)
    store.deliveries.settle(held, [outcome(row, status, **given) for row in held.deliveries], now)


def statuses(store):
    return {row.subscriber: row.status for row in store.deliveries.find()}


# ---------------------------------------------------------------- articles


def test_saved_story_comes_back_equal_but_for_its_revision(store):
    full = article(
        "Full",
        tags=("city", "sport"),
        guid="g",
        author="Ann",
        category="Local",
        categories=("Local", "Étranger"),
        image=Image(url="https://herald.example/i.png", alt="bridge", width=3, height=2),
        comments=7,
        is_teaser=True,
        is_backlog=True,
        published=NOW - 3 * DAY,
    )
    told = story(full, article("Second", published=None), voices=2)
    mark = store.articles.save(states=[], articles=told.articles, stories=[told])
    assert mark == 1
    assert store.articles.story(told.id) == replace(told, revision=1, facts_revision=1)
    assert store.articles.living(told.updated) == (store.articles.story(told.id),)


def test_every_stored_revision_gets_the_next_number(store):
    first, second = story(article("First")), story(article("Second"))
    articles = first.articles + second.articles
    assert store.articles.save(states=[], articles=articles, stories=[first, second]) == 2
    assert store.articles.save(states=[], articles=[], stories=[first]) == 3
    assert store.articles.story(first.id).revision == 3
    assert store.articles.story(second.id).revision == 2
    assert store.articles.save(states=[], articles=[], stories=[]) == 3


def test_copies_do_not_move_the_revision_of_facts(store):
    told = story()
    store.articles.save(states=[], articles=told.articles, stories=[told])
    stored = store.articles.story(told.id)
    store.articles.save(states=[], articles=[], stories=[replace(stored, adds_facts=False)])
    copied = store.articles.story(told.id)
    assert (copied.revision, copied.facts_revision) == (2, 1)
    store.articles.save(states=[], articles=[], stories=[replace(copied, adds_facts=True)])
    assert store.articles.story(told.id).facts_revision == 3


def test_edit_keeps_when_an_article_was_seen(store):
    told = article(published=None)
    store.articles.save(states=[], articles=[told], stories=[])
    edited = replace(told, text="New words.", entry_hash="new", seen=told.seen + DAY)
    store.articles.save(states=[], articles=[edited], stories=[])
    ((kept, owner),) = store.articles.recent(5)
    assert kept == replace(edited, seen=told.seen)
    assert owner is None
    known = store.articles.known([told.id, ArticleId("unknown")])
    assert {key: (value.entry_hash, value.seen, value.source) for key, value in known.items()} == {told.id: ("new", told.seen, told.source)}


def test_article_belongs_to_one_story_and_a_merged_story_is_gone(store):
    a, b = article("A"), article("B")
    old, other = story(a), story(b)
    store.articles.save(states=[], articles=[a, b], stories=[old, other])
    store.articles.save(states=[], articles=[], stories=[replace(old, articles=(b, a))])
    assert store.articles.story(other.id) is None
    assert store.articles.story(old.id).articles == (b, a)


def test_story_with_an_unknown_article_stores_nothing(store):
    known = article("Known")
    with pytest.raises(ConflictError):
        store.articles.save(states=[], articles=[known], stories=[story(article("Unknown"))])
    assert store.articles.recent(5) == ()
    assert store.articles.candidates(NOW - DAY) == ((), 0)


def test_candidates_come_oldest_first_with_the_mark(store):
    old = story(article("Old"), updated=NOW - 5 * DAY)
    newer = story(article("Newer"), updated=NOW - 2 * DAY)
    newest = story(article("Newest"), updated=NOW)
    for told in (newest, old, newer):
        store.articles.save(states=[], articles=told.articles, stories=[told])
    told, mark = store.articles.candidates(NOW - 3 * DAY)
    assert [each.id for each in told] == [newer.id, newest.id]
    assert mark == 3


def test_terms_are_summed_over_days_by_language(store):
    today, yesterday = NOW.date(), (NOW - DAY).date()
    bridge, tunnel = StoryId("bridge"), StoryId("tunnel")
    first = Term(day=yesterday, language="en", stem="varna", texts=2, stories=(bridge,))
    other = replace(first, language="nl", texts=1, stories=())
    again = replace(first, day=today, texts=3, stories=(tunnel,))
    store.articles.save(states=[], articles=[], stories=[], terms=[first, other, replace(first, stem="", texts=9, stories=())])
    store.articles.save(states=[], articles=[], stories=[], terms=[again])
    store.articles.save(states=[], articles=[], stories=[], terms=[replace(again, texts=1, stories=(bridge, tunnel))])
    assert store.articles.texts_with(["varna", "", "never"], yesterday) == {"en": {"varna": 6, "": 9}, "nl": {"varna": 1}}
    assert store.articles.texts_with(["varna"], today) == {"en": {"varna": 4}}
    told, mark = store.articles.telling(["varna", ""], yesterday)
    assert {(term.day, term.stories) for term in told} == {(yesterday, (bridge,)), (today, (tunnel, bridge))}
    assert mark == 0


def test_a_stem_that_too_many_stories_share_leads_nowhere_but_is_counted(store):
    crowd = tuple(StoryId(f"{number:024x}") for number in range(150))
    terms = [Term(day=NOW.date(), language="en", stem="said", texts=150, stories=crowd)]
    for _ in range(3):
        store.articles.save(states=[], articles=[], stories=[], terms=terms)
    assert store.articles.telling(["said"], NOW.date()) == ((), 0)
    assert store.articles.texts_with(["said"], NOW.date()) == {"en": {"said": 450}}


def test_terms_are_forgotten_after_two_weeks(store):
    old = Term(day=(NOW - 15 * DAY).date(), language="en", stem="varna", texts=1)
    store.articles.save(states=[], articles=[], stories=[], terms=[old])
    store.articles.save(states=[], articles=[], stories=[], terms=[replace(old, day=NOW.date())])
    assert store.articles.texts_with(["varna"], old.day) == {"en": {"varna": 1}}


def test_terms_of_a_refused_intake_are_not_learnt(store):
    told = story(article("Told"))
    store.articles.save(states=[], articles=told.articles, stories=[told])
    late = Term(day=NOW.date(), language="en", stem="varna", texts=1, stories=(told.id,))
    with pytest.raises(ConflictError):
        store.articles.save(states=[], articles=[], stories=[told], terms=[late], since=0)
    assert store.articles.telling(["varna"], NOW.date()) == ((), 1)


def test_stories_come_by_name_or_by_an_article_while_they_live(store):
    old = story(article("Old"), updated=NOW - 9 * DAY)
    named, held, other = (story(article(title), updated=NOW - n * DAY) for n, title in enumerate(("Named", "Held", "Other")))
    for told in (old, named, held, other):
        store.articles.save(states=[], articles=told.articles, stories=[told])
    found = store.articles.named([old.id, named.id, StoryId("never")], [held.lead.id, ArticleId("never")], NOW - 8 * DAY)
    assert [each.id for each in found] == [held.id, named.id]
    assert store.articles.named([], [], NOW - 8 * DAY) == ()


def test_recent_articles_come_newest_first_with_their_story(store):
    old, new = article("Old", published=NOW - 9 * DAY), article("New")
    told = story(new)
    store.articles.save(states=[], articles=[old, new], stories=[told])
    assert store.articles.recent(9) == ((new, told.id), (old, None))
    assert store.articles.recent(1) == ((new, told.id),)


def test_source_states_are_remembered(store):
    state = SourceState(source=SourceId("herald"), etag='"x"', checked=NOW, next_check=NOW + DAY, failures=2, is_primed=True, status="ok")
    state = replace(state, interval_seconds=7200, skip_hours=0b1000, skip_days=0b1100000)
    state = replace(state, configured="https://herald.example/feed", latest="0a1b2c 3d4e5f", note="not well-formed XML")
    state = replace(state, answered=NOW, newest=NOW - DAY, usual_seconds=86_400, weekly=6.5, size=30, alerted="moved silent")
    store.articles.save(states=[state], articles=[], stories=[])
    changed = replace(state, etag='"y"', failures=0)
    store.articles.save(states=[changed, SourceState(source=SourceId("gazette"))], articles=[], stories=[])
    assert store.articles.states() == {"herald": changed, "gazette": SourceState(source=SourceId("gazette"))}


def test_forgetting_keeps_living_stories_whole(store):
    ancient = article("Ancient", seen=NOW - 90 * DAY, published=None)
    fresh = article("Fresh")
    living = story(fresh, ancient)
    dead = story(article("Dead", seen=NOW - 80 * DAY, published=None))
    loose = article("Loose", seen=NOW - 80 * DAY, published=None)
    store.articles.save(states=[], articles=[*living.articles, *dead.articles, loose], stories=[living, dead])
    dated = article("Dated", seen=NOW - 80 * DAY, published=NOW - 81 * DAY)
    store.articles.save(states=[], articles=[dated], stories=[])
    assert store.articles.forget_older(NOW - 30 * DAY) == 1
    assert store.articles.known({dated.id, loose.id, ancient.id}).keys() == {loose.id, ancient.id}  # undated, they would be news again
    assert store.articles.story(dead.id) is None
    assert store.articles.story(living.id).articles == (fresh, ancient)


def test_hostile_text_is_stored_as_text(store):
    told = article("'); DROP TABLE articles; --", text="nul \x00 surrogate \ud800 \U0001f30d", author="\x00")
    store.articles.save(states=[], articles=[told], stories=[])
    ((kept, _),) = store.articles.recent(1)
    assert kept == replace(told, text="nul \ufffd surrogate \ufffd \U0001f30d", author="\ufffd")


# ---------------------------------------------------------------- issues


def test_issue_is_frozen(store):
    told = story(article("One", tags=("city",)), article("Two"))
    store.articles.save(states=[], articles=told.articles, stories=[told])
    number = issue(candidate(store.articles.story(told.id)), candidate(story(article("Loose", published=None)), value=0.25))
    store.issues.save(number, digests=[], cards=[], deliveries=[])
    store.articles.save(states=[], articles=[replace(told.lead, text="Edited.")], stories=[told])
    assert store.issues.issue(number.id) == number
    assert store.issues.issues("daily") == (replace(number, candidates=()),)


def test_two_issues_may_hold_the_same_story(store):
    shared = candidate()
    first, second = issue(shared), issue(shared, shared, slot=NOW + DAY)
    for number in (first, second):
        store.issues.save(number, digests=[], cards=[], deliveries=[])
    assert store.issues.issue(second.id) == second
    assert store.issues.issue(first.id) == first


def test_digest_and_cards_come_back_equal(store):
    number = issue()
    page = digest_of(number, story())
    card = Card(key=CardKey("k1"), html=b"<p>\x00name\x00</p>\r\n", text=b"name\r\n", html_size=12)
    store.issues.save(number, digests=[page], cards=[card], deliveries=[])
    assert store.issues.digest(page.id) == page
    assert store.issues.cards([card.key, CardKey("unknown")]) == {card.key: card}


def test_old_issues_are_forgotten_with_all_of_theirs_and_no_other(store):
    told = story(article("Bridge"))
    only = story(article("Ferry"))
    old, new = (issue(candidate(told), candidate(only), slot=NOW - 99 * DAY), issue(candidate(told), slot=NOW))
    for number, name in ((old, "d1"), (new, "d2")):
        page = replace(digest_of(number, told, name=name), cards=(CardKey(f"{name}-k"), CardKey("")))
        row = delivery(
            "ada", issue=number.id, digest=page.id, slot=number.slot, masthead=CardKey(f"{name}-m"), local_date=number.slot.date()
        )
        cards = [Card(key=CardKey(f"{name}-{kind}"), html=b"a", text=b"", html_size=1) for kind in "km"]
        store.issues.save(number, digests=[page], cards=cards, deliveries=[row])
    assert store.issues.forget_older(NOW - 9 * DAY) == 0  # somebody still waits
    settle_all(store)
    assert store.issues.forget_older(NOW - 9 * DAY) == 1
    assert store.issues.forget_older(NOW - 9 * DAY) == 0
    assert not store.issues.exists(old.id)
    assert store.issues.issue(new.id) == new
    assert store.issues.digest(DigestId("d1")) is None
    assert store.issues.cards({CardKey(f"{name}-{kind}") for name in ("d1", "d2") for kind in "km"}).keys() == {"d2-k", "d2-m"}
    assert [row.issue for row in store.deliveries.find()] == [new.id]
    with store._database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM frozen_stories").scalar() == 1


def test_what_is_not_stored_is_none(store):
    assert store.issues.issue(issue().id) is None
    assert store.issues.digest(DigestId("none")) is None
    assert store.articles.story(StoryId("none")) is None
    assert store.deliveries.next_due() is None
    assert lease(store) is None


def test_same_issue_twice_is_a_conflict_and_changes_nothing(store):
    publish(store, "ada")
    due = Due(subscriber=SubscriberId("id-eve"), edition="daily", instant=NOW, local_date=date(2026, 11, 20))
    with pytest.raises(ConflictError, match="daily@"):
        store.issues.save(issue(), digests=[], cards=[], deliveries=[delivery("eve")], plan=[due])
    assert statuses(store) == {"id-ada": Status.QUEUED}
    assert store.readers.planned() == {}


def test_reader_gets_one_delivery_an_edition_date_and_ordinal(store):
    publish(store, "ada", "bob")
    later = issue(slot=NOW + timedelta(hours=1))
    rows = [delivery("ada", issue=later.id, slot=later.slot), delivery("eve", issue=later.id, slot=later.slot)]
    again = [delivery("bob", issue=later.id, slot=later.slot, ordinal=1)]
    assert store.issues.save(later, digests=[], cards=[], deliveries=rows + again) == 2
    assert {row.subscriber for row in store.deliveries.find(issue=later.id)} == {"id-eve", "id-bob"}
    assert store.issues.served("daily", [NOW.date()]) == {
        ("id-ada", NOW.date(), 0),
        ("id-bob", NOW.date(), 0),
        ("id-eve", NOW.date(), 0),
        ("id-bob", NOW.date(), 1),
    }
    assert store.issues.served("daily", [NOW.date() + DAY]) == frozenset()
    assert store.issues.served("weekly", [NOW.date()]) == frozenset()


def test_reader_twice_in_an_issue_is_a_conflict(store):
    twice = [delivery("ada"), delivery("ada", email="other@example.org", local_date=NOW.date() + DAY)]
    with pytest.raises(ConflictError):
        store.issues.save(issue(), digests=[], cards=[], deliveries=twice)
    assert store.issues.issues() == ()


def test_address_is_in_an_issue_once(store):
    rows = [delivery("old", email="ADA@example.org", status=Status.SKIPPED), delivery("ada"), delivery("twin", email="Ada@Example.org")]
    assert store.issues.save(issue(), digests=[], cards=[], deliveries=rows) == 2
    assert statuses(store) == {"id-old": Status.SKIPPED, "id-ada": Status.QUEUED}


def test_issue_moves_the_plan_with_it(store):
    due = Due(subscriber=SubscriberId("id-ada"), edition="daily", instant=NOW + DAY, local_date=date(2026, 11, 21))
    store.issues.save(issue(), digests=[], cards=[], deliveries=[], plan=[due])
    assert store.readers.planned() == {("id-ada", "daily"): due}


def test_newest_issues_come_first(store):
    for days in range(3):
        publish(store, at=NOW + days * DAY, digest=f"d{days}")
    publish(store, edition="weekly", digest="w")
    assert [number.slot for number in store.issues.issues("daily", limit=2)] == [NOW + 2 * DAY, NOW + DAY]
    assert len(store.issues.issues()) == 4


def test_history_is_what_was_accepted_or_is_in_doubt(store):
    one, two = story(article("One")), story(article("Two"), article("Three"))
    publish(store, "ada", "bob", "eve", told=(one,), digest="d1", mark=5)
    settle_all(store)
    publish(store, "ada", "eve", "kim", at=NOW + DAY, told=(two,), digest="d2", mark=9)
    held = lease(store, NOW + DAY)
    answers = {"id-ada": Status.ACCEPTED, "id-eve": Status.IN_DOUBT, "id-kim": Status.REFUSED}
    store.deliveries.settle(held, [outcome(row, answers[row.subscriber]) for row in held.deliveries], NOW + DAY)
    found = store.issues.histories("daily", NOW)
    first = History(digests=frozenset({"d1"}), mark=5, last=NOW, stories=frozenset({one.id}), articles=frozenset(one.article_ids))
    both = History(
        digests=frozenset({"d1", "d2"}),
        mark=9,
        last=NOW + DAY,
        stories=frozenset({one.id, two.id}),
        articles=frozenset(one.article_ids + two.article_ids),
    )
    assert found == {"id-ada": both, "id-bob": first, "id-eve": both}
    assert found["id-ada"] is found["id-eve"]
    assert store.issues.histories("daily", NOW + DAY)["id-ada"].digests == {"d2"}
    assert store.issues.histories("daily", NOW + DAY).keys() == {"id-ada", "id-eve"}
    assert store.issues.histories("weekly", NOW) == {}


@pytest.mark.parametrize(("late", "early"), [(9, 4), (4, 9)])
def test_mark_is_the_highest_whatever_the_slot(store, late, early):
    publish(store, "ada", at=NOW + DAY, digest="late", mark=late)
    publish(store, "ada", at=NOW, digest="early", mark=early)
    settle_all(store, now=NOW + DAY)
    assert store.issues.histories("daily", NOW)["id-ada"].mark == 9


def test_reader_with_a_leased_delivery_is_unsettled(store):
    publish(store, "ada", "bob")
    held = lease(store, limit=1)
    assert store.issues.unsettled("daily") == {held.deliveries[0].subscriber}
    assert store.issues.unsettled("weekly") == frozenset()
    store.deliveries.settle(held, [outcome(held.deliveries[0])], NOW)
    assert store.issues.unsettled("daily") == frozenset()


def test_largest_counts_recipients_of_the_last_seven_dates(store):
    today = NOW.date()
    assert store.issues.largest("daily", today) == 0
    readers = ["a", "b", "c", "d", "e"]
    publish(store, *readers, at=NOW - 8 * DAY, digest="old")
    for days in range(7, 0, -1):
        publish(store, *readers[: 1 + days % 3], at=NOW - days * DAY, digest=f"d{days}")
    publish(store, *readers, at=NOW, digest="now")
    assert store.issues.largest("daily", today) == 3
    assert store.issues.largest("daily", today + DAY) == 5


def test_two_slots_of_a_date_count_together_and_skipped_ones_not(store):
    publish(store, "ada", "bob", digest="d1")
    publish(store, "kim", at=NOW + timedelta(hours=6), digest="d2")
    publish(store, "eve", at=NOW + timedelta(hours=7), digest="d3", status=Status.SKIPPED)
    assert store.issues.largest("daily", NOW.date() + DAY) == 3


# ---------------------------------------------------------------- deliveries


def turns(lease):
    """Whose they are, and each with its epoch."""
    return lease.owner, [Turn(row.id, lease.epoch) for row in lease.deliveries]


def test_what_is_due_is_leased_once_oldest_first(store):
    publish(store, "late", at=NOW + timedelta(hours=2), digest="d3")
    publish(store, "second", at=NOW + timedelta(minutes=5), digest="d2", local_date=NOW.date())
    publish(store, "first", digest="d1")
    held = lease(store, NOW + timedelta(hours=1))
    assert [row.subscriber for row in held.deliveries] == ["id-first", "id-second"]
    assert {row.status for row in held.deliveries} == {Status.LEASED}
    assert held.deliveries[0].slot == NOW
    assert lease(store, NOW + timedelta(hours=1), owner="two") is None
    assert store.deliveries.next_due() == NOW + timedelta(hours=2)


def test_leased_delivery_has_everything_that_was_queued(store):
    publish(store, "ada", masthead=CardKey("m1"), ordinal=2)
    row = lease(store).deliveries[0]
    asked = delivery("ada", digest=DigestId("d1"), masthead=CardKey("m1"), ordinal=2, status=Status.LEASED)
    assert row == replace(asked, id=row.id)
    assert store.deliveries.find() == (row,)


def test_lease_can_be_of_one_issue(store):
    first = publish(store, "ada")
    second = publish(store, "bob", at=NOW + DAY, digest="d2")
    held = lease(store, NOW + DAY, issue=second.id)
    assert [row.issue for row in held.deliveries] == [second.id]
    assert store.deliveries.next_due(first.id) == NOW
    assert store.deliveries.next_due(second.id) is None


def test_suppressed_address_is_not_leased(store):
    publish(store, "ada", "bob")
    store.readers.suppress(Suppression(email="ADA@Example.ORG", reason="unsubscribed", at=NOW))
    held = lease(store, limit=1)
    assert [row.subscriber for row in held.deliveries] == ["id-bob"]
    assert statuses(store) == {"id-ada": Status.SUPPRESSED, "id-bob": Status.LEASED}


def test_lease_of_only_suppressed_addresses_is_none(store):
    publish(store, "ada")
    store.readers.suppress(Suppression(email="ada@example.org", reason="complained", at=NOW))
    assert lease(store) is None
    assert statuses(store) == {"id-ada": Status.SUPPRESSED}


@pytest.mark.parametrize(
    ("status", "attempts"),
    [(Status.ACCEPTED, 1), (Status.REFUSED, 1), (Status.DEFERRED, 1), (Status.EXPIRED, 1), (Status.IN_DOUBT, 0), (Status.QUEUED, 0)],
)
def test_settling_records_the_outcome(store, status, attempts):
    number = publish(store, "ada", "bob", "eve")
    held = lease(store)
    answers = [outcome(row, status, due=NOW + DAY, code=250, enhanced="2.0.0", reason="said so") for row in held.deliveries[:2]]
    store.deliveries.settle(held, answers, NOW)
    unlike = outcome(held.deliveries[2], status, due=NOW + 2 * DAY, reason="something else")
    store.deliveries.settle(held, [unlike], NOW)
    rows = store.deliveries.find(issue=number.id)
    assert {(row.status, row.attempts) for row in rows} == {(status, attempts)}
    assert [row.reason for row in rows] == ["said so", "said so", "something else"]
    assert [row.due for row in rows] == [NOW + DAY, NOW + DAY, NOW + 2 * DAY]
    assert store.deliveries.counts(number.id) == {status: 3}


def test_deferred_delivery_is_leased_again_when_due(store):
    publish(store, "ada")
    settle_all(store, Status.DEFERRED, due=NOW + DAY)
    assert lease(store) is None
    assert store.deliveries.next_due() == NOW + DAY
    again = lease(store, NOW + DAY)
    assert again.deliveries[0].attempts == 1


@pytest.mark.parametrize("status", [Status.LEASED, Status.SKIPPED, Status.BOUNCED, Status.SUPPRESSED])
def test_leased_delivery_settles_only_as_an_answer(store, status):
    publish(store, "ada")
    held = lease(store)
    with pytest.raises(ConflictError):
        store.deliveries.settle(held, [outcome(held.deliveries[0], status)], NOW)


def test_deferring_without_a_next_try_is_a_conflict(store):
    publish(store, "ada")
    held = lease(store)
    with pytest.raises(ConflictError):
        store.deliveries.settle(held, [outcome(held.deliveries[0], Status.DEFERRED)], NOW)


def test_forgotten_owner_records_nothing(store):
    publish(store, "ada", "bob")
    lost = lease(store, owner="one")
    after = NOW + 2 * MINUTE
    assert store.deliveries.recover(after) == {Status.QUEUED: 2}
    held = lease(store, after, owner="one")
    assert held.epoch > lost.epoch
    store.deliveries.settle(held, [outcome(held.deliveries[0])], after)
    for row in lost.deliveries:
        with pytest.raises(ConflictError):
            store.deliveries.settle(lost, [outcome(row, Status.REFUSED)], after)
    with pytest.raises(ConflictError):
        store.deliveries.intend(*turns(lost), NOW)
    with pytest.raises(ConflictError):
        store.deliveries.renew(lost, after + MINUTE)
    assert statuses(store) == {"id-ada": Status.ACCEPTED, "id-bob": Status.LEASED}


def test_settling_one_that_is_not_held_records_none_of_the_batch(store):
    publish(store, "ada", "bob")
    held = lease(store)
    store.deliveries.settle(held, [outcome(held.deliveries[0])], NOW)
    with pytest.raises(ConflictError):
        store.deliveries.settle(held, [outcome(held.deliveries[1]), outcome(held.deliveries[0])], NOW)
    assert statuses(store)["id-bob"] is Status.LEASED


def test_same_delivery_twice_in_a_batch_is_a_conflict(store):
    publish(store, "ada")
    held = lease(store)
    for second in (Status.ACCEPTED, Status.REFUSED):
        with pytest.raises(ConflictError):
            store.deliveries.settle(held, [outcome(held.deliveries[0]), outcome(held.deliveries[0], second)], NOW)
    assert statuses(store) == {"id-ada": Status.LEASED}


def test_answer_after_the_lease_counts_while_nobody_recovered_it(store):
    publish(store, "ada")
    held = lease(store)
    store.deliveries.settle(held, [outcome(held.deliveries[0])], NOW + DAY)
    assert statuses(store) == {"id-ada": Status.ACCEPTED}


def test_intent_needs_a_lease_whose_time_is_not_over(store):
    publish(store, "ada")
    held = lease(store)
    with pytest.raises(ConflictError):
        store.deliveries.intend(*turns(held), held.until)
    held = store.deliveries.renew(held, held.until + MINUTE)
    store.deliveries.intend(*turns(held), NOW + MINUTE)
    assert store.deliveries.recover(NOW + MINUTE) == {}
    assert store.deliveries.recover(NOW + 2 * MINUTE) == {Status.IN_DOUBT: 1}


def test_expired_lease_is_in_doubt_with_intent_and_queued_without(store):
    publish(store, "ada", "bob")
    ada = lease(store, limit=1)
    lease(store, owner="two")
    store.deliveries.intend(*turns(ada), NOW)
    assert store.deliveries.recover(NOW + MINUTE) == {Status.IN_DOUBT: 1, Status.QUEUED: 1}
    assert statuses(store) == {"id-ada": Status.IN_DOUBT, "id-bob": Status.QUEUED}
    row = lease(store, NOW + MINUTE).deliveries[0]
    assert (row.subscriber, row.attempts) == ("id-bob", 0)


def test_intent_of_an_earlier_lease_says_nothing_about_the_next(store):
    publish(store, "ada")
    first = lease(store)
    store.deliveries.intend(*turns(first), NOW)
    store.deliveries.settle(first, [outcome(first.deliveries[0], Status.QUEUED)], NOW)
    lease(store, owner="two")
    assert store.deliveries.recover(NOW + DAY) == {Status.QUEUED: 1}


def test_late_answer_turns_doubt_into_accepted(store):
    publish(store, "ada", "bob")
    held = lease(store)
    store.deliveries.intend(*turns(held), NOW)
    store.deliveries.recover(NOW + DAY)
    ids = [row.id for row in held.deliveries]
    assert store.deliveries.answer_late(held, ids[:1], NOW + DAY) == 1
    assert store.deliveries.resend(None, NOW + DAY) == 1
    assert store.deliveries.answer_late(held, ids, NOW + DAY) == 0
    assert statuses(store) == {"id-ada": Status.ACCEPTED, "id-bob": Status.QUEUED}


def test_doubt_is_sent_again_marked_as_such(store):
    number = publish(store, "ada")
    publish(store, "bob", at=NOW + DAY, digest="d2")
    settle_all(store, Status.IN_DOUBT, now=NOW + DAY)
    assert store.deliveries.resend(number.id, NOW + 2 * DAY) == 1
    (again,) = store.deliveries.find(issue=number.id)
    assert (again.status, again.reason, again.due) == (Status.QUEUED, "sent again after doubt", NOW + 2 * DAY)
    assert store.deliveries.resend(None, NOW) == 1


def test_next_issue_gives_up_what_waits(store):
    first = publish(store, "ada", "bob", "eve")
    held = lease(store, limit=2)
    store.deliveries.settle(held, [outcome(held.deliveries[0], Status.DEFERRED, due=NOW)], NOW)
    publish(store, "ada", at=NOW + DAY, digest="d2")
    publish(store, "ada", edition="weekly", digest="w")
    assert store.deliveries.expire("daily", NOW + DAY) == 2
    assert store.deliveries.counts(first.id) == {Status.EXPIRED: 2, Status.LEASED: 1}


def test_newest_issue_gives_up_what_waits_for_its_readers_of_any_slot(store):
    late = publish(store, "ada", "bob", at=NOW + DAY)
    weekly = publish(store, "ada", edition="weekly", digest="w")
    newest = issue(slot=NOW)
    rows = [delivery(name, issue=newest.id, digest=DigestId("d2")) for name in ("ada", "eve")]
    store.issues.save(newest, digests=[digest_of(newest, name="d2")], cards=[], deliveries=rows, is_newest=True)
    assert store.deliveries.counts(late.id) == {Status.EXPIRED: 1, Status.QUEUED: 1}
    assert store.deliveries.counts(newest.id) == {Status.QUEUED: 2}
    assert store.deliveries.counts(weekly.id) == {Status.QUEUED: 1}


def test_newest_issue_gives_up_nothing_of_a_reader_it_leaves_out(store):
    first = publish(store, "ada")
    second = replace(issue(slot=NOW), id=IssueId("daily@again"))
    rows = [delivery("ada", issue=second.id, digest=DigestId("d2"))]
    assert store.issues.save(second, digests=[digest_of(second, name="d2")], cards=[], deliveries=rows, is_newest=True) == 0
    assert store.deliveries.counts(first.id) == {Status.QUEUED: 1}


def test_only_the_named_readers_give_up(store):
    first = publish(store, "ada", "bob")
    assert store.deliveries.expire("daily", NOW + DAY, {SubscriberId("id-ada"), SubscriberId("id-eve")}) == 1
    assert store.deliveries.expire("daily", NOW + DAY, frozenset()) == 0
    assert statuses(store) == {"id-ada": Status.EXPIRED, "id-bob": Status.QUEUED}
    assert store.issues.exists(first.id)
    assert not store.issues.exists(issue(edition="weekly").id)


def test_mails_of_a_date_are_counted_over_editions(store):
    publish(store, "ada", "bob", digest="d1")
    publish(store, "ada", edition="weekly", digest="w1")
    publish(store, "eve", edition="noon", digest="n1", status=Status.SKIPPED)
    publish(store, "ada", at=NOW + DAY, digest="d2")
    today = NOW.date()
    assert store.issues.mailed([today]) == {("id-ada", today): 2, ("id-bob", today): 1}
    assert store.issues.mailed([]) == {}


def test_cancelling_stops_what_is_not_under_way(store):
    number = publish(store, "ada", "bob")
    lease(store, limit=1)
    assert store.deliveries.cancel(number.id) == 1
    assert store.deliveries.counts(number.id) == {Status.CANCELLED: 1, Status.LEASED: 1}


def test_bounce_and_complaint_come_back_to_what_was_sent(store):
    publish(store, "ada")
    (row,) = store.deliveries.find()
    assert not store.deliveries.report_back(row.id, Status.BOUNCED, "5.1.1", NOW)
    settle_all(store)
    assert store.deliveries.report_back(row.id, Status.BOUNCED, "5.1.1", NOW)
    assert not store.deliveries.report_back(row.id, Status.BOUNCED, "5.1.1", NOW)
    assert store.deliveries.report_back(row.id, Status.COMPLAINED, "abuse", NOW)
    assert store.deliveries.find(status=Status.COMPLAINED)[0].reason == "abuse"
    with pytest.raises(ConflictError):
        store.deliveries.report_back(row.id, Status.QUEUED, "", NOW)


def test_find_names_the_newest_issue_first(store):
    publish(store, "ada", "bob")
    publish(store, "ada", at=NOW + DAY, digest="d2")
    rows = store.deliveries.find(limit=2)
    assert [(row.slot, row.subscriber) for row in rows] == [(NOW + DAY, "id-ada"), (NOW, "id-ada")]


# ---------------------------------------------------------------- readers


def due(name, *, hours=0, edition="daily", ordinal=0):
    return Due(
        subscriber=SubscriberId(f"id-{name}"),
        edition=edition,
        instant=NOW + timedelta(hours=hours),
        local_date=NOW.date(),
        ordinal=ordinal,
    )


def test_plan_is_replaced_pair_by_pair(store):
    store.readers.plan([due("ada"), due("ada", edition="weekly"), due("bob", hours=-1)])
    store.readers.plan([due("ada", hours=5, ordinal=1)])
    assert store.readers.due(NOW) == (due("bob", hours=-1), due("ada", edition="weekly"))
    store.readers.forget([(SubscriberId("id-bob"), "daily"), (SubscriberId("id-nobody"), "daily")])
    assert set(store.readers.planned().values()) == {due("ada", hours=5, ordinal=1), due("ada", edition="weekly")}


def test_first_reason_of_a_suppression_stays(store):
    for reason in ("unsubscribed", "complained"):
        store.readers.suppress(Suppression(email="Ada@BÜCHER.example", reason=reason, at=NOW))
    assert store.readers.suppressed() == {"ada@xn--bcher-kva.example"}
    assert [each.reason for each in store.readers.suppressions()] == ["unsubscribed"]
    assert store.readers.suppressed_of({"Ada@BÜCHER.example", "bob@example.org"}) == {"Ada@BÜCHER.example"}
    assert store.readers.unsuppress("ADA@bücher.example")
    assert not store.readers.unsuppress("ada@bücher.example")
    assert store.readers.suppressed() == frozenset()


def test_last_good_files_are_kept_until_gone(store):
    store.readers.remember_good({"ada.toml": "email = 1", "bob.toml": "b"})
    store.readers.remember_good({"ada.toml": "email = 2"}, gone=["bob.toml", "none.toml"])
    assert store.readers.last_good() == {"ada.toml": "email = 2"}


def test_consents_are_added_never_replaced(store):
    first = Consent(email="Ada@example.org", at=NOW, how="form", wording="Yes, daily", network="192.0.2.0/24")
    second = Consent(email="ada@example.org", at=NOW + DAY, how="file")
    for consent in (second, first, Consent(email="bob@example.org", at=NOW, how="file")):
        store.readers.record_consent(consent)
    assert store.readers.consents("ADA@example.org") == (replace(first, email="ada@example.org"), second)
    assert len(store.readers.consents()) == 3


def test_erased_reader_is_nobody(store):
    publish(store, "ada", "bob")
    settle_all(store)
    publish(store, "ada", at=NOW + DAY, digest="d2")
    store.readers.plan([due("ada"), due("bob")])
    store.readers.record_consent(Consent(email="ada@example.org", at=NOW, how="form"))
    store.readers.remember_good({"ada.toml": "ada@example.org", "bob.toml": ""})
    assert store.readers.erase(SubscriberId("id-ada"), "Ada@example.org", files=["ada.toml"]) == 2
    rows = store.deliveries.find()
    assert sorted((row.email, row.name, row.status) for row in rows) == [
        ("", "", Status.ACCEPTED),
        ("", "", Status.CANCELLED),
        ("bob@example.org", "Bob", Status.ACCEPTED),
    ]
    assert "id-ada" not in {row.subscriber for row in rows}
    assert store.readers.planned().keys() == {("id-bob", "daily")}
    assert store.readers.consents() == ()
    assert store.readers.last_good() == {"bob.toml": ""}


# ---------------------------------------------------------------- owners that are gone


def test_holders_are_those_who_hold_a_lease_now_and_until_when(store):
    publish(store, "ada", "ben", "cem")
    assert store.deliveries.holders() == {}
    lease = store.deliveries.lease("one", now=NOW, until=NOW + MINUTE, limit=1)
    store.deliveries.lease("two", now=NOW, until=NOW + MINUTE, limit=1)
    store.deliveries.lease("two", now=NOW, until=NOW + 2 * MINUTE, limit=1)
    assert store.deliveries.holders() == {"one": NOW + MINUTE, "two": NOW + 2 * MINUTE}
    assert store.deliveries.held_by("one") == (lease,)
    assert sum(len(each.deliveries) for each in store.deliveries.held_by("two")) == 2
    answer = Outcome(delivery=lease.deliveries[0].id, status=Status.ACCEPTED)
    store.deliveries.settle(lease, [Settlement(outcome=answer)], NOW)
    assert store.deliveries.holders().keys() == {"two"}
    assert store.deliveries.held_by("one") == ()


def test_what_one_held_is_told_a_lease_an_epoch(store):
    publish(store, "ada", "ben")
    first = lease(store, limit=1)
    store.deliveries.settle(first, [outcome(first.deliveries[0], Status.QUEUED)], NOW)
    lease(store, limit=1, owner="me")
    lease(store, limit=1, owner="me")
    assert sorted(held.epoch for held in store.deliveries.held_by("me")) == [1, 2]


def test_intents_of_several_leases_are_one_statement_and_all_or_none(store):
    publish(store, "ada", "ben", "cem")
    first, second = lease(store, limit=1), lease(store, limit=1)
    both = [*turns(first)[1], *turns(second)[1]]
    store.deliveries.intend(first.owner, both, NOW)
    third = lease(store, limit=1)
    with pytest.raises(ConflictError):
        store.deliveries.intend(third.owner, [*turns(third)[1], Turn(both[0].delivery, both[0].epoch + 1)], NOW)
    with pytest.raises(ConflictError):
        store.deliveries.intend("another", turns(third)[1], NOW)
    assert store.deliveries.recover(NOW + MINUTE) == {Status.IN_DOUBT: 2, Status.QUEUED: 1}


def test_intent_that_was_taken_back_is_no_doubt(store):
    publish(store, "ada")
    held = lease(store)
    store.deliveries.intend(*turns(held), NOW)
    store.deliveries.withdraw(*turns(held))
    assert store.deliveries.recover(NOW + MINUTE) == {Status.QUEUED: 1}


def test_operator_resolves_what_is_in_doubt(store):
    number = publish(store, "ada", "ben", "cem")
    settle_all(store, Status.IN_DOUBT)
    assert store.deliveries.resolve(Status.ACCEPTED, NOW, issue=IssueId("another")) == ()
    told = store.deliveries.resolve(Status.ACCEPTED, NOW, issue=number.id, emails=["ADA@example.org", "nobody@example.org"])
    assert [(row.email, row.status) for row in told] == [("ada@example.org", Status.ACCEPTED)]
    assert len(store.deliveries.resolve(Status.QUEUED, NOW)) == 2
    assert statuses(store) == {"id-ada": Status.ACCEPTED, "id-ben": Status.QUEUED, "id-cem": Status.QUEUED}
    assert sorted(row.resent for row in store.deliveries.find()) == [0, 1, 1]
    with pytest.raises(ConflictError):
        store.deliveries.resolve(Status.REFUSED, NOW)


def test_doubt_after_a_crash_of_ours_is_not_held_against_the_server(store):
    publish(store, "ada")
    settle_all(store, Status.IN_DOUBT)
    store.deliveries.resend(None, NOW)
    held = lease(store)
    store.deliveries.settle(held, [outcome(held.deliveries[0], Status.IN_DOUBT)], NOW, is_after_crash=True)
    assert store.deliveries.resend(None, NOW) == 1


def test_what_a_gone_owner_held_is_recovered_at_once_and_nobody_elses(store):
    publish(store, "ada", "ben", "cem")
    gone = store.deliveries.lease("gone", now=NOW, until=NOW + MINUTE, limit=1)
    store.deliveries.intend(*turns(gone), NOW)
    store.deliveries.lease("lost", now=NOW, until=NOW + MINUTE, limit=1)
    store.deliveries.lease("alive", now=NOW, until=NOW + MINUTE, limit=1)
    assert store.deliveries.recover(NOW, {"gone", "lost"}) == {Status.IN_DOUBT: 1, Status.QUEUED: 1}
    assert store.deliveries.holders().keys() == {"alive"}


@pytest.mark.parametrize("count", [1, 2])
def test_what_comes_into_doubt_again_after_it_was_sent_again_is_left_alone(store, count):
    publish(store, *["ada", "ben"][:count])
    for expected in (count, 0):
        lease = store.deliveries.lease("one", now=NOW, until=NOW + MINUTE, limit=9)
        store.deliveries.intend(*turns(lease), NOW)
        lost = [Settlement(outcome=Outcome(delivery=each.id, status=Status.IN_DOUBT, reason="lost")) for each in lease.deliveries]
        store.deliveries.settle(lease, lost, NOW)
        assert store.deliveries.resend(None, NOW) == expected
    assert all("left alone" in row.reason for row in store.deliveries.find(status=Status.IN_DOUBT))


def lines(*keys, seen=NOW, pages=1, site="herald.example"):
    return [SiteLine(site=site, line=key, pages=pages, seen=seen) for key in keys]


def test_lines_of_a_site_are_counted_over_intakes(store):
    for _ in range(3):
        store.articles.save(states=[], articles=[], stories=[], lines=lines("menu"))
    store.articles.save(states=[], articles=[], stories=[], lines=[*lines("once"), *lines("menu", site="courier.example", pages=2)])
    assert store.articles.repeated({"herald.example", "courier.example", "unknown.example"}, 3) == {"herald.example": frozenset({"menu"})}
    assert store.articles.repeated({"courier.example"}, 2) == {"courier.example": frozenset({"menu"})}
    assert store.articles.repeated([], 3) == {}


def test_lines_that_do_not_come_again_are_forgotten_and_those_that_repeat_are_not(store):
    store.articles.save(states=[], articles=[], stories=[], lines=[*lines("menu", pages=3), *lines("once")])
    store.articles.save(states=[], articles=[], stories=[], lines=lines("new", seen=NOW + 15 * DAY))
    store.articles.save(states=[], articles=[], stories=[], lines=lines("once", seen=NOW + 15 * DAY, pages=2))
    assert store.articles.repeated(["herald.example"], 1) == {"herald.example": frozenset({"menu", "new", "once"})}
    assert store.articles.repeated(["herald.example"], 3) == {"herald.example": frozenset({"menu"})}
    store.articles.forget_older(NOW + 20 * DAY)
    assert store.articles.repeated(["herald.example"], 1) == {}


def test_how_often_a_page_was_asked_for_is_remembered(store):
    told = article(visits=2)
    store.articles.save(states=[], articles=[told], stories=[])
    assert store.articles.known([told.id])[told.id].visits == 2
    assert store.articles.recent(1)[0][0].visits == 2


def alias(name, told, *, kind="guid", source="herald"):
    return Alias(name=name, article=told.id, source=SourceId(source), kind=kind)


def test_an_article_is_known_by_its_aliases_and_they_can_be_given_to_another(store):
    one, two = article("One", is_backlog=True), article("Two")
    store.articles.save(
        states=[], articles=[one, two], stories=[], aliases=[alias("g1", one), alias("url", one, kind="address", source="")]
    )
    found = store.articles.known(["g1", "url", two.id, "unknown"])
    assert {name: known.id for name, known in found.items()} == {"g1": one.id, "url": one.id, two.id: two.id}
    assert found["g1"].is_backlog
    store.articles.save(states=[], articles=[], stories=[], aliases=[alias("g1", two)])
    assert store.articles.known(["g1"])["g1"].id == two.id
    store.articles.save(states=[], articles=[], stories=[], aliases=[alias(one.id, two)])
    assert store.articles.known([one.id])[one.id].id == two.id  # a name that was used again means the article it was given to


def test_of_a_sources_guids_for_an_article_the_newest_is_kept(store):
    told = article()
    store.articles.save(states=[], articles=[told], stories=[], aliases=[alias("old", told), alias("theirs", told, source="courier")])
    store.articles.save(states=[], articles=[], stories=[], aliases=[alias("new", told)])
    assert store.articles.known(["old", "new", "theirs"]).keys() == {"new", "theirs"}


def test_aliases_go_with_their_article(store):
    told = article(seen=NOW - 90 * DAY, published=NOW - 90 * DAY)
    store.articles.save(states=[], articles=[told], stories=[], aliases=[alias("g", told)])
    assert store.articles.forget_older(NOW - 30 * DAY) == 1
    assert store.articles.known(["g"]) == {}


def test_the_best_place_among_the_popular_stays_and_an_edit_does_not_lose_it(store):
    one, two = article("One"), article("Two")
    store.articles.save(states=[], articles=[one, two], stories=[], popular={one.id: 4})
    store.articles.save(states=[], articles=[replace(one, text="Edited.")], stories=[], popular={one.id: 2, two.id: 9})
    store.articles.save(states=[], articles=[], stories=[], popular={one.id: 7})
    found = store.articles.stored([one.id, two.id, ArticleId("none")])
    assert {key: (told.popular, told.text) for key, told in found.items()} == {one.id: (2, "Edited."), two.id: (9, two.text)}


def test_articles_are_found_by_site_and_title(store):
    fresh, copied, stale = article("One"), article("One", site="courier.example"), article("Two", seen=NOW - 9 * DAY, published=None)
    store.articles.save(states=[], articles=[fresh, copied, stale], stories=[])
    found = store.articles.titled({"One", "Two", "Three"}, NOW - DAY)
    assert found == {("herald.example", "One"): fresh.id, ("courier.example", "One"): copied.id}


def test_what_brought_a_storys_facts_and_its_summary_as_an_update_come_back(store):
    sentence = Sentence(text="“Nine” \U0001f30d.", article=article().id)
    told = story(news=(sentence,))
    store.articles.save(states=[], articles=told.articles, stories=[told])
    stored = store.articles.story(told.id)
    assert stored.news == (sentence,)
    store.articles.save(states=[], articles=[], stories=[replace(stored, news=())])
    assert store.articles.story(told.id).news == ()
    number = issue(candidate(stored, update=Summary(sentences=(sentence,), by="lead")), candidate(story(article("Two"))))
    store.issues.save(number, digests=[], cards=[], deliveries=[])
    assert store.issues.issue(number.id).candidates == number.candidates
