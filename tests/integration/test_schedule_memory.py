"""Nobody twice, nobody never: what a reader got, by the clock and by hand, on a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from build import edition, entry, source, subscriber
from fakes import DAY, EVENTS, HOUR, House, ScriptedTransport, news

from digest.errors import StoreBusyError
from digest.model import IssueId, Status, Suppression
from digest.pipeline import hand_over, intake
from digest.schedule import Rounds, plan_readers, publish_due, publish_now

MINUTE = timedelta(minutes=1)
EIGHT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
TWICE = edition(send_at=("07:00", "19:00"))
DAILY = edition()


class Desk(House):
    """A house with news to tell and a clock wound by hand."""

    def __init__(self, folder, *people, at=EIGHT):
        super().__init__(folder, *people)
        self.now = at
        self.told = 0
        self.news()

    def news(self):
        self.tell(*news(2, first=self.told, published=self.now, seen=self.now))
        self.told += 2

    def by_hand(self, edited=DAILY, **given):
        return publish_now(self.parts, edited, "UTC", **given)

    def due(self, edited=DAILY):
        return publish_due(self.parts, [edited], self.now)

    def texts(self, name="ada"):
        return [message.content.decode() for message in self.transport.messages if message.envelope.recipient.startswith(name)]


@pytest.fixture
def desk(tmp_path):
    made = []

    def opened(*people, **given):
        made.append(Desk(tmp_path, *people, **given))
        return made[-1]

    yield opened
    for each in made:
        each.store.close()


def rows(house):
    return {(row.email[:3], row.local_date.day, row.ordinal): str(row.status) for row in house.store.deliveries.find(limit=1000)}


# ---------------------------------------------------------------- nobody never


def test_a_second_slot_of_the_day_goes_out_by_hand_too(desk):
    house = desk()
    house.by_hand(TWICE)
    hand_over(house.parts)
    house.news()
    house.now = EIGHT.replace(hour=20)
    _, report = house.by_hand(TWICE)
    assert report.counts["queued"] == 1
    assert rows(house) == {("ada", 20, 0): "accepted", ("ada", 20, 1): "queued"}


def test_who_wants_one_mail_a_day_gets_one_of_an_edition_that_comes_twice(desk):
    house = desk(subscriber("ada", send_at=("08:00",)))
    house.by_hand(TWICE)
    hand_over(house.parts)
    house.news()
    house.now = EIGHT.replace(hour=20)
    assert house.by_hand(TWICE)[1].counts == {"served already": 1}


def test_one_more_issue_by_hand_takes_nobodys_evening_mail(desk):
    house = desk()
    plan_readers(house.parts, [TWICE], EIGHT - 2 * HOUR)
    house.by_hand(TWICE)
    hand_over(house.parts)
    house.news()
    assert house.by_hand(TWICE, is_again=True)[1].counts["queued"] == 1
    hand_over(house.parts)
    house.news()
    house.now = EIGHT.replace(hour=19)
    assert house.due(TWICE).counts["queued"] == 1


def test_whose_hour_is_still_to_come_gets_his_mail_though_by_hand_there_was_too_little(desk):
    house = desk(subscriber("ada", send_at=("20:00",)), subscriber("ben"), at=EIGHT - DAY + 13 * HOUR)
    plan_readers(house.parts, [DAILY], house.now - 2 * HOUR)
    house.due()
    hand_over(house.parts)
    house.now = EIGHT
    assert house.by_hand()[1].counts["skipped"] == 1  # ada had it all last evening
    house.news()
    house.now = EIGHT.replace(hour=20)
    assert house.due().counts["queued"] == 1


def test_what_a_dead_process_held_keeps_nobody_from_the_next_issue(desk):
    house = desk()
    house.by_hand()
    with house.parts.journals.open("gone") as journal:
        row = house.store.deliveries.lease(journal.owner, now=house.now, until=house.now + MINUTE, limit=9).deliveries[0]
    house.now += DAY
    house.news()
    issue, report = house.by_hand()
    assert report.counts == {"queued": 1, "digests": 1}
    assert house.store.deliveries.find(issue=row.issue)[0].status is Status.EXPIRED
    hand_over(house.parts, issue)
    assert "Harbour" in house.texts()[0]


def test_who_waits_for_a_living_process_is_called_waiting(desk):
    house = desk()
    house.by_hand()
    house.store.deliveries.lease("alive", now=house.now, until=house.now + 2 * DAY, limit=9)
    house.now += DAY
    house.news()
    assert house.by_hand()[1].counts == {"waiting for an earlier issue": 1}
    plan_readers(house.parts, [DAILY], EIGHT)
    assert house.due().counts == {"waiting for an earlier issue": 1}


def test_the_first_morning_has_no_ceiling_however_few_rise_early(desk):
    crowd = [subscriber(f"r{number}", send_at=("07:30",)) for number in range(110)]
    house = desk(subscriber("ada"), *crowd, at=EIGHT - 2 * HOUR)
    plan_readers(house.parts, [DAILY], house.now)
    house.now = EIGHT - HOUR
    assert house.due().counts["queued"] == 1
    house.now += HOUR / 2
    assert house.due().counts["queued"] == 110


def test_who_is_suppressed_is_named_and_no_recipient(desk):
    house = desk(subscriber("ada"), subscriber("ben"))
    house.store.readers.suppress(Suppression(email="BEN@example.org", reason="5.1.1 unknown", at=EIGHT))
    _, report = house.by_hand(replace(DAILY, max_recipients=1))
    assert report.counts["queued"] == 1
    assert report.notes == ("1 reader(s) get no mail: the address is suppressed",)


def test_who_is_too_late_is_in_the_report_with_the_reason(desk):
    house = desk(at=EIGHT - 2 * HOUR)
    plan_readers(house.parts, [DAILY], house.now)
    house.now += 20 * HOUR
    assert house.due().notes == ("1 reader(s) get no mail: missed: it was due at 2026-11-20 07:00 UTC",)


def test_a_mail_of_an_old_slot_is_not_given_up_at_its_first_deferral(desk):
    house = desk(at=EIGHT + 6 * DAY)
    house.transport = ScriptedTransport(ada={"status": Status.DEFERRED, "code": 451, "reason": "greylisted"})
    issue, _ = house.by_hand(edition(days=frozenset({"fri"}), window_seconds=9 * 86_400))
    hand_over(house.parts, issue)
    assert rows(house) == {("ada", 20, 0): "deferred"}


def test_after_a_standstill_over_days_this_mornings_mail_still_comes(desk):
    house = desk(at=EIGHT - 2 * HOUR)
    plan_readers(house.parts, [DAILY], house.now)
    house.now = EIGHT + 3 * DAY
    house.news()
    assert house.due().counts["skipped"] == 1
    assert house.due().counts["queued"] == 1
    assert rows(house) == {("ada", 20, 0): "skipped", ("ada", 23, 0): "queued"}


# ---------------------------------------------------------------- nobody twice


def test_an_issue_again_gives_up_the_deferred_one_of_its_own_slot(desk):
    house = desk()
    house.transport = ScriptedTransport(ada={"status": Status.DEFERRED, "code": 451, "reason": "greylisted"})
    issue, _ = house.by_hand()
    hand_over(house.parts, issue)
    house.news()
    house.transport.answers = {}
    house.by_hand(is_again=True)
    house.now += HOUR
    hand_over(house.parts)
    assert len(house.texts()) == 1
    assert "Harbour" in house.texts()[0]


def test_an_issue_by_hand_of_an_earlier_slot_gives_up_the_readers_own_later_one(desk):
    house = desk(subscriber("ada", send_at=("07:30",)), at=EIGHT - HOUR)
    plan_readers(house.parts, [DAILY], house.now)
    house.now = EIGHT
    house.due()
    house.news()
    house.by_hand(is_again=True)
    hand_over(house.parts)
    assert len(house.texts()) == 1


def test_what_an_issue_by_hand_of_an_earlier_slot_told_is_no_update_the_next_day(desk):
    house = desk(subscriber("ada", send_at=("07:30",)), at=EIGHT - HOUR)
    plan_readers(house.parts, [DAILY], house.now)
    house.now = EIGHT
    house.due()
    hand_over(house.parts)
    house.news()
    house.by_hand(is_again=True)
    hand_over(house.parts)
    house.now = EIGHT + DAY
    house.due()
    hand_over(house.parts)
    assert len(house.texts()) == 2


def test_what_another_process_sent_meanwhile_is_not_told_again(desk):
    house = desk(subscriber("ada"), subscriber("ben"))
    house.transport = ScriptedTransport(ada={"status": Status.DEFERRED, "code": 451, "reason": "greylisted"})
    issue, _ = house.by_hand()
    hand_over(house.parts, issue)
    house.transport.answers = {}
    house.now += DAY
    house.news()
    plan_readers(house.parts, [DAILY], house.now - 2 * HOUR)

    def look(name):  # while this process renders, another sends what was deferred
        hand_over(house.parts)
        return house.parts.look(name)

    report = publish_due(house.wired(look=look, owner="there:2:b"), [DAILY], house.now)
    assert report.counts["waiting for an earlier issue"] == 1
    assert house.due().counts["queued"] == 1
    hand_over(house.parts)
    assert [text.count("arbour bridge reopens") > 0 for text in house.texts()] == [True, False]
    assert len(house.texts("ben")) == 2


def test_a_mark_is_the_highest_of_what_he_got_whatever_its_slot(desk):
    house = desk(subscriber("ada", send_at=("07:30",)), at=EIGHT - HOUR)
    plan_readers(house.parts, [DAILY], house.now)
    house.now = EIGHT
    house.due()
    hand_over(house.parts)
    house.news()
    issue, _ = house.by_hand(is_again=True)
    hand_over(house.parts)
    assert issue == IssueId("daily@2026-11-20T07:00Z")  # an earlier slot than his own
    histories = house.store.issues.histories("daily", EIGHT - DAY)
    assert histories[subscriber("ada").id].mark == max(number.mark for number in house.store.issues.issues())


def test_two_intakes_side_by_side_lose_no_article(desk):
    house = desk()
    title, text = EVENTS[4]
    ours, theirs, third = (
        entry(
            title,
            source=name,
            link=f"https://{name}.example/chess",
            guid=name,
            content=f"<p>{title}. {text}</p>",
            published=EIGHT,
            seen=EIGHT,
        )
        for name in ("herald", "courier", "times")
    )
    sources = tuple(source(name) for name in ("herald", "courier", "times"))
    parts = house.wired(sources=sources)
    house.gatherer.entries = {"times": (third,)}
    intake(parts, EIGHT)

    def tagger():  # while this intake works, another one runs from end to end
        house.gatherer.entries = {"courier": (theirs,)}
        intake(parts, EIGHT, only={"courier"})
        return parts.tagger()

    house.gatherer.entries = {"herald": (ours,)}
    intake(house.wired(sources=sources, tagger=tagger), EIGHT, only={"herald"})
    chess = {found.source: home for found, home in house.store.articles.recent(20) if "chess" in found.url}
    assert len(chess) == 3
    assert len(set(chess.values())) == 1
    assert None not in chess.values()


def test_old_things_are_forgotten_once_a_day(desk):
    house = desk()
    rounds = Rounds(house.parts, [DAILY])
    house.by_hand()
    rounds.tick()
    house.now += 200 * DAY
    rounds.tick()
    assert house.store.issues.issues() == ()
    assert house.store.articles.recent(9) == ()
    assert house.texts()


def test_what_was_sent_is_recorded_though_the_store_is_busy_for_long(desk):
    house = desk()
    issue, _ = house.by_hand()
    store = Busy(house.store.deliveries, times=3)
    parts = house.wired(
        store=SimpleNamespace(
            issues=house.store.issues, readers=house.store.readers, deliveries=store, instance_is_ours=house.store.instance_is_ours
        )
    )
    assert hand_over(parts, issue).counts == {"accepted": 1}
    store.times = 20
    house.news()
    house.by_hand(is_again=True)
    assert [failure.kind for failure in hand_over(parts).failures] == ["StoreBusyError"]
    store.times = 0
    hand_over(house.parts)  # the next process reads in the journal what was answered
    assert {row.status for row in house.store.deliveries.find()} == {Status.ACCEPTED}


class Busy:
    """A ledger that cannot be written when outcomes are to be settled, so many times."""

    def __init__(self, deliveries, times):
        self.deliveries = deliveries
        self.times = times

    def __getattr__(self, name):
        return getattr(self.deliveries, name)

    def settle(self, lease, settlements, now):
        self.times -= 1
        if self.times >= 0:
            raise StoreBusyError
        self.deliveries.settle(lease, settlements, now)


def test_a_round_goes_on_when_one_step_meets_what_nobody_thought_of(desk):
    house = desk(at=EIGHT - 2 * HOUR)
    plan_readers(house.parts, [DAILY], house.now)
    house.now = EIGHT

    def gatherer(_kind):
        raise RuntimeError("a feed nobody has seen before")

    report = Rounds(house.wired(gatherer=gatherer), [DAILY]).tick()
    assert report.counts["accepted"] == 1
    assert [(failure.kind, failure.what) for failure in report.failures] == [("unexpected", "RuntimeError: a feed nobody has seen before")]
    assert house.store.deliveries.find()[0].local_date == date(2026, 11, 20)
