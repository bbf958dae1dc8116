from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from build import NOW, edition, subscriber
from fakes import DAY, HOUR, House, grown, news

from digest.errors import ConflictError, RenderError
from digest.model import Due, Outcome, Preference, Status
from digest.pipeline import Call, freeze, hand_over, proof, publish, typeset
from digest.ports import Settlement


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path, subscriber("ada"), subscriber("ben"))
    made.tell(*news(3))
    yield made
    made.store.close()


def call(name="ada", **given):
    return Call(**{"subscriber": subscriber(name), "local_date": NOW.date()} | given)


def test_an_issue_with_everything_of_it_is_stored_before_anything_is_sent(house):
    report = house.publish()
    assert report.counts == {"queued": 2, "digests": 1}
    (row, other) = house.store.deliveries.find()
    digest = house.store.issues.digest(row.digest)
    cards = house.store.issues.cards({*digest.cards, row.masthead})
    assert row.digest == other.digest
    assert cards.keys() == {*digest.cards, row.masthead} - {""}
    assert [len(section.stories) for section in digest.sections]
    assert house.transport.messages == []


def test_readers_of_equal_wishes_share_a_digest_whatever_their_city(tmp_path):
    people = (
        subscriber("ada", city="Oslo"),
        subscriber("ben", city="Bergen"),
        subscriber("cem", preference=Preference(mute=("glacier",))),
    )
    house = House(tmp_path, *people)
    house.tell(*news(3))
    assert house.publish().counts == {"queued": 3, "digests": 2}
    rows = {row.email[:3]: row for row in house.store.deliveries.find()}
    assert rows["ada"].digest == rows["ben"].digest != rows["cem"].digest
    assert rows["ada"].masthead != rows["ben"].masthead
    house.store.close()


def test_muted_words_never_appear(tmp_path):
    house = House(tmp_path, subscriber("cem", preference=Preference(mute=("glacier",))))
    house.tell(*news(3))
    house.publish()
    hand_over(house.parts)
    assert b"lacier" not in house.transport.messages[0].content
    house.store.close()


def test_a_thin_digest_is_no_mail_and_a_note(house):
    report = house.publish(min_stories=4)
    assert report.counts == {"skipped": 2}
    assert report.notes == ("2 reader(s) get no mail: 3 new stories, 4 are the least",)


def test_nothing_to_send_by_hand_leaves_the_slot_free(house):
    house.publish(min_stories=4)
    assert not house.store.issues.exists("daily@1")
    house.tell(*news(1, first=3))
    assert house.publish(min_stories=4).counts["queued"] == 2


def test_a_thin_digest_on_schedule_is_on_record(house):
    plan = [Due(subscriber=subscriber("ada").id, edition="daily", instant=NOW + DAY, local_date=NOW.date() + DAY)]
    publish(house.parts, "daily@1", edition=edition(min_stories=4), slot=NOW, calls=[call()], plan=plan)
    assert house.statuses() == {"ada": ["skipped"]}
    assert house.store.readers.planned()[subscriber("ada").id, "daily"] == plan[0]


def test_nobody_sees_a_story_twice(house):
    house.publish()
    hand_over(house.parts)
    house.now += DAY
    house.tell(*news(2, first=3, published=house.now, seen=house.now))
    house.publish("daily@2")
    hand_over(house.parts)
    second = house.transport.messages[2].content.decode()
    assert "Parliament" not in second
    assert "Orchestra" in second
    assert "Chess" in second


def test_a_story_that_grew_comes_back_marked_as_an_update(house):
    bridge = news(1)[0]
    house.publish()
    hand_over(house.parts)
    house.now += DAY
    later = grown(bridge, id="courier/bridge", url="https://courier.example/b", link="https://courier.example/b", site="courier.example")
    house.tell(replace(later, seen=house.now, published=house.now, fingerprint="f2"))
    assert house.publish("daily@2").counts["queued"] == 2
    hand_over(house.parts)
    second = house.transport.messages[2].content.decode()
    assert "Update" in second
    assert "Glacier" not in second


def test_a_story_without_news_since_leaves_a_thin_digest(house):
    house.publish()
    hand_over(house.parts)
    house.now += DAY
    assert house.publish("daily@2").counts == {"skipped": 2}


def test_an_issue_that_exists_is_a_conflict(house):
    house.publish()
    with pytest.raises(ConflictError):
        house.publish(calls=[call("cem")])


# ---------------------------------------------------------------- who gets none


def test_many_more_recipients_than_ever_hold_the_issue(house):
    house.publish()
    crowd = [subscriber(f"r{number}") for number in range(105)]
    house.now += DAY
    house.tell(*news(3, first=3, published=house.now, seen=house.now))
    report = house.publish("daily@2", *crowd)
    assert report.counts == {"held": 105}
    assert [failure.kind for failure in report.failures] == ["held"]
    assert "max_recipients of the edition daily" in report.failures[0].what
    assert not house.store.issues.exists("daily@2")
    assert house.publish("daily@2", *crowd, max_recipients=105).counts["queued"] == 105


def test_the_first_issue_has_no_ceiling_unless_one_is_set(house):
    assert house.publish(max_recipients=1).counts == {"held": 2}
    assert house.publish().counts["queued"] == 2


def test_those_who_get_nothing_do_not_count_for_the_ceiling(house):
    report = house.publish(calls=[call(), call("ben", skip="missed: too late")], max_recipients=1)
    assert report.counts == {"queued": 1, "skipped": 1, "digests": 1}
    assert report.notes == ("1 reader(s) get no mail: missed: too late",)


def test_a_persons_fourth_mail_of_a_day_is_skipped(house):
    for name in ("noon", "dusk", "night"):
        house.publish(f"{name}@1", calls=[call()], name=name)
    report = house.publish("late@1", calls=[call(), call("ben")], name="late")
    assert report.counts == {"queued": 1, "skipped": 1, "digests": 1}
    assert report.notes == ("1 reader(s) get no mail: he has 3 mails of this day already",)


def test_spread_delays_each_reader(house):
    house.publish(calls=[call(), call("ben", delay_seconds=90)])
    assert [row.due - NOW for row in house.store.deliveries.find()] == [timedelta(), timedelta(seconds=90)]


# ---------------------------------------------------------------- what came before


def deferred(house):
    """Yesterday's issue, deferred for both."""
    house.publish()
    lease = house.store.deliveries.lease("x", now=NOW, until=NOW + HOUR, limit=9)
    outcomes = [Outcome(delivery=row.id, status=Status.DEFERRED, reason="greylisted") for row in lease.deliveries]
    late = [Settlement(outcome=outcome, due=NOW + 40 * HOUR) for outcome in outcomes]
    house.store.deliveries.settle(lease, late, NOW)
    house.now += DAY


def test_who_gets_a_newer_issue_loses_the_deferred_one_and_its_stories_come(house):
    deferred(house)
    house.tell(*news(1, first=3, published=house.now, seen=house.now))
    house.publish("daily@2", subscriber("ada"))
    assert house.statuses() == {"ada": ["queued", "expired"], "ben": ["deferred"]}
    hand_over(house.parts)
    assert "Glacier" in house.transport.messages[0].content.decode()


def test_nothing_to_send_gives_up_nothing(house):
    deferred(house)
    house.publish("daily@2", min_stories=9)
    assert house.statuses() == {"ada": ["deferred"], "ben": ["deferred"]}


def test_a_broken_template_stores_nothing_and_gives_up_nothing(house):
    def broken(_name):
        raise RenderError("this name is unknown", subject="templates/daily/body.html:7")

    deferred(house)
    parts = house.wired(look=broken)
    with pytest.raises(RenderError, match=r"body\.html:7"):
        publish(parts, "daily@2", edition=edition(), slot=house.now, calls=[call()])
    assert not house.store.issues.exists("daily@2")
    assert house.statuses() == {"ada": ["deferred"], "ben": ["deferred"]}


# ---------------------------------------------------------------- proofs


def test_what_is_proofed_is_byte_for_byte_what_is_sent(house):
    issue = freeze(house.parts, "daily@1", edition=edition(), slot=NOW)
    mails = proof(house.parts, typeset(house.parts, issue, edition=edition(), calls=[call(), call("ben")]))
    assert house.store.issues.issues() == ()
    house.publish()
    hand_over(house.parts)
    assert sorted(mail.content for mail in mails) == sorted(mail.content for mail in house.transport.messages)


def test_an_edition_without_readers_is_nothing(house):
    printed = typeset(house.parts, freeze(house.parts, "daily@1", edition=edition(), slot=NOW), edition=edition(), calls=[])
    assert (printed.deliveries, printed.digests, proof(house.parts, printed)) == ((), (), ())
