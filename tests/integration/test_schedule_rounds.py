"""Who is served when: the rounds of the clock with a clock that we set, on a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Event

import pytest
from build import edition, subscriber
from fakes import DAY, HOUR, FakeDirectory, House, ScriptedTransport, news

from digest.errors import RenderError, StoreBusyError, TemporaryError
from digest.model import Failure, Status
from digest.pipeline import Call
from digest.schedule import Rounds, claim, plan_readers, publish_due, publish_now, send_test, ticking
from digest.store import open_store

MINUTE = timedelta(minutes=1)
DAILY = edition(send_at=("07:00",))


class Clockwork(House):
    """A house with a clock that is wound by hand."""

    def __init__(self, folder, *people, at, **given):
        super().__init__(folder, *people, **given)
        self.now = at
        self.told = 0

    def news(self):
        self.tell(*news(2, first=self.told, published=self.now, seen=self.now))
        self.told += 2

    def due(self, *editions, **given):
        return publish_due(self.parts, editions or (DAILY,), self.now, **given)

    def plan(self, *editions):
        plan_readers(self.parts, editions or (DAILY,), self.now)

    def planned(self, name="ada"):
        return self.store.readers.planned().get((subscriber(name).id, "daily"))


@pytest.fixture
def wind(tmp_path):
    made = []

    def house(*people, at=datetime(2026, 11, 20, 0, 0, tzinfo=UTC), **given):
        made.append(Clockwork(tmp_path, *people, at=at, **given))
        made[-1].news()
        return made[-1]

    yield house
    for each in made:
        each.store.close()


def slots(house):
    return sorted(issue.slot for issue in house.store.issues.issues())


# ---------------------------------------------------------------- the right hour


def test_each_reader_is_served_at_his_hour_in_his_zone(wind):
    people = (subscriber("ada", timezone="Asia/Tokyo"), subscriber("ben", timezone="Europe/Berlin"), subscriber("cem", send_at=("05:30",)))
    house = wind(*people)
    house.now -= 3 * HOUR
    house.plan()
    for _ in range(40):
        house.now += HOUR / 4
        house.due()
    hours = {row.email[:3]: f"{row.slot:%d %H:%M}" for row in house.store.deliveries.find()}
    assert hours == {"ada": "19 22:00", "ben": "20 06:00", "cem": "20 05:30"}
    assert {row.email[:3]: row.local_date.day for row in house.store.deliveries.find()} == {"ada": 20, "ben": 20, "cem": 20}


@pytest.mark.parametrize(
    ("zone", "wall", "day", "expected"),
    [
        ("Europe/Berlin", "02:30", date(2026, 3, 29), "2026-03-29 01:00"),  # skipped: the first instant after the gap
        ("Europe/Berlin", "02:30", date(2026, 10, 25), "2026-10-25 00:30"),  # twice: the first of the two
        ("America/New_York", "07:00", date(2026, 3, 8), "2026-03-08 11:00"),
        ("Australia/Lord_Howe", "02:15", date(2026, 10, 4), "2026-10-03 15:30"),  # half an hour is skipped
    ],
)
def test_a_change_of_clocks_serves_once_at_the_right_instant(wind, zone, wall, day, expected):
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - DAY
    house = wind(subscriber("ada", timezone=zone, send_at=(wall,)), at=start)
    house.plan()
    for _ in range(2 * 48):
        house.now += HOUR / 2
        house.due()
    served = [f"{row.slot:%Y-%m-%d %H:%M}" for row in house.store.deliveries.find() if row.local_date == day]
    assert served == [expected]


def test_readers_due_at_one_instant_share_an_issue(wind):
    house = wind(subscriber("ada", timezone="Europe/Berlin"), subscriber("ben", timezone="Europe/Paris"))
    house.plan()
    house.now += 6 * HOUR
    assert house.due().counts == {"queued": 2, "digests": 1}
    assert len(slots(house)) == 1


def test_before_the_hour_nothing_happens_and_after_it_only_once(wind):
    house = wind()
    house.plan()
    house.now += 7 * HOUR - MINUTE
    assert house.due().counts == {}
    house.now += MINUTE
    assert house.due().counts["queued"] == 1
    house.now += MINUTE
    assert house.due().counts == {}


def test_a_reader_who_signs_up_after_the_hour_is_served_the_next_day(wind):
    house = wind()
    house.plan()
    house.now += 8 * HOUR
    house.directory.people.append(subscriber("ben"))
    house.due()
    assert house.planned("ben").local_date == date(2026, 11, 21)
    assert "ben" not in house.statuses()


# ---------------------------------------------------------------- late


def test_who_is_late_within_the_catch_up_is_served(wind):
    house = wind()
    house.plan()
    house.now += 12 * HOUR
    assert house.due().counts["queued"] == 1
    assert slots(house) == [datetime(2026, 11, 20, 7, 0, tzinfo=UTC)]


def test_a_slot_missed_by_more_is_skipped_with_the_reason_and_the_next_one_has_its_stories(wind):
    house = wind()
    house.plan()
    house.now += 14 * HOUR
    assert house.due().counts == {"skipped": 1, "digests": 0}
    (row,) = house.store.deliveries.find()
    assert row.reason == "missed: it was due at 2026-11-20 07:00 UTC"
    house.now += 17 * HOUR
    assert house.due().counts["queued"] == 1
    digest = house.store.issues.digest(house.store.deliveries.find(status=Status.QUEUED)[0].digest)
    assert sum(len(section.stories) for section in digest.sections) == 2


def test_after_weeks_of_standstill_one_slot_is_recorded_and_the_next_served(wind):
    house = wind()
    house.plan()
    house.now += 21 * DAY
    house.news()
    house.due()
    assert house.statuses() == {"ada": ["skipped"]}
    assert house.planned().instant == datetime(2026, 12, 11, 7, 0, tzinfo=UTC)


def test_a_dry_run_says_what_would_go_out_and_changes_nothing(wind):
    house = wind(subscriber("ada"), subscriber("ben"))
    house.plan()
    before = house.store.readers.planned()
    house.now += 7 * HOUR
    assert house.due(is_dry=True).counts == {"mails": 2}
    assert (house.store.readers.planned(), slots(house)) == (before, [])
    assert house.due().counts["queued"] == 2


# ---------------------------------------------------------------- readers change


def test_a_paused_reader_gets_nothing_until_his_date(wind):
    house = wind(subscriber("ada", pause_until=date(2026, 11, 22)), subscriber("ben", status="paused"))
    house.plan()
    for _ in range(3):
        house.now += 8 * HOUR
        house.due()
        house.now += 16 * HOUR
    assert [row.local_date for row in house.store.deliveries.find()] == [date(2026, 11, 22)]
    assert house.planned("ben") is None


def test_a_reader_who_pauses_while_he_is_due_gets_nothing(wind):
    house = wind()
    house.plan()
    house.now += 7 * HOUR
    house.directory.people = [subscriber("ada", status="paused")]
    assert house.due().counts == {}
    assert house.planned() is None


def test_a_reader_whose_file_changes_the_hour_is_served_at_the_new_one_once(wind):
    house = wind()
    house.plan()
    house.now += 6 * HOUR
    house.directory.people = [subscriber("ada", send_at=("06:30",))]
    house.due()
    house.now += HOUR
    house.due()
    assert slots(house) == [datetime(2026, 11, 20, 6, 30, tzinfo=UTC)]
    house.directory.people = [subscriber("ada", send_at=("09:00",))]
    house.now += 3 * HOUR
    house.due()
    assert len(slots(house)) == 1
    assert house.planned().local_date == date(2026, 11, 21)


def test_a_reader_who_is_gone_is_forgotten(wind):
    house = wind(subscriber("ada"), subscriber("ben"))
    house.plan()
    house.directory.people.pop(0)
    house.now += 7 * HOUR
    assert house.due().counts["queued"] == 1
    assert house.planned("ada") is None


def test_a_reader_whose_last_issue_is_being_sent_waits_for_its_end(wind):
    house = wind()
    house.publish(calls=[Call(subscriber=subscriber("ada"), local_date=date(2026, 11, 19))])
    lease = house.store.deliveries.lease("x", now=house.now, until=house.now + DAY, limit=9)
    house.news()
    house.plan()
    house.now += 7 * HOUR
    assert house.due().counts == {"waiting for an earlier issue": 1}
    house.store.deliveries.recover(house.now, {lease.owner})
    assert house.due().counts["queued"] == 1


def test_what_is_wrong_in_files_is_in_the_report_and_the_others_are_served(wind):
    house = wind()
    house.plan()
    house.directory.failures = [Failure(subject="ben.toml", what="ben.toml:1: email: this is no address", kind="PreferenceError")]
    house.now += 7 * HOUR
    report = house.due()
    assert report.counts["queued"] == 1
    assert [failure.subject for failure in report.failures] == ["ben.toml"]


# ---------------------------------------------------------------- several


def test_two_processes_on_one_store_make_one_issue(wind, tmp_path):
    house = wind(subscriber("ada"), subscriber("ben"))
    house.plan()
    house.now += 7 * HOUR
    with open_store(f"sqlite:///{tmp_path / 'digest.db'}", machine="machine-1") as second:
        other = house.wired(store=second, owner="here:2:b")
        rounds = [Rounds(house.parts, [DAILY]), Rounds(other, [DAILY])]
        reports = [each.tick() for each in (*rounds, *rounds)]
    assert [report.counts.get("accepted", 0) for report in reports] == [2, 0, 0, 0]
    assert len(house.transport.messages) == 2
    assert len(slots(house)) == 1


def test_who_loses_the_race_for_a_slot_says_so_and_doubles_nobody(wind):
    house = wind()
    house.plan()
    house.now += 7 * HOUR
    raced = []

    def look(name):
        if not raced:
            raced.append(name)
            publish_due(house.parts, [DAILY], house.now)
        return house.parts.look(name)

    report = publish_due(house.wired(look=look), [DAILY], house.now)
    assert report.notes[0].startswith("another process publishes this slot: ")
    assert house.statuses() == {"ada": ["queued"]}


def test_a_broken_template_of_one_edition_stops_no_other(wind):
    house = wind(subscriber("ada", lists=frozenset({"morning", "weekend"})))
    weekly = edition("weekly", list="weekend", template="broken")
    house.plan(DAILY, weekly)
    house.now += 7 * HOUR

    def look(name):
        if name == "broken":
            raise RenderError("this name is unknown", subject="templates/broken/body.html:3")
        return house.parts.look(name)

    report = publish_due(house.wired(look=look), [weekly, DAILY], house.now)
    assert [row.edition for row in house.store.deliveries.find()] == ["daily"]
    assert [(failure.subject, failure.kind) for failure in report.failures] == [("weekly (1 readers wait)", "RenderError")]
    assert "body.html:3" in report.failures[0].what
    assert publish_due(house.parts, [weekly, DAILY], house.now).counts["queued"] == 1


# ---------------------------------------------------------------- rounds


def test_a_round_gathers_as_often_as_it_is_told(wind):
    house = wind()
    rounds = Rounds(house.parts, [DAILY], every_seconds=300)
    rounds.tick()
    house.now += 4 * MINUTE
    assert "sources" not in rounds.tick().counts
    house.now += MINUTE
    assert "sources" in rounds.tick().counts


def test_a_step_that_fails_is_in_the_report_and_the_others_run(wind):
    house = wind()
    house.plan()
    house.now += 7 * HOUR

    def busy(_kind):
        raise StoreBusyError("the store is locked")

    report = Rounds(house.wired(gatherer=busy), [DAILY]).tick()
    assert [(failure.subject, failure.kind) for failure in report.failures] == [("run", "StoreBusyError")]
    assert report.counts["accepted"] == 1


def test_what_a_round_could_not_do_is_logged_until_it_is_stopped(wind, tmp_path):
    house = wind()
    house.transport = ScriptedTransport(open=TemporaryError("the server is down"))
    house.publish("extra@1", name="extra")
    house.plan()
    house.now += 7 * HOUR
    stop = Event()
    stop.set()
    ticking(Rounds(house.parts, [replace(DAILY, min_stories=9)]), lock=tmp_path / "run.lock", stop=stop)
    said = [fields["what"] for _, event, fields in house.log.lines if event in {"failure", "note"}]
    assert {"the server is down", "1 reader(s) get no mail: 2 new stories, 9 are the least"} <= set(said)


def test_one_process_an_instance_runs(wind, tmp_path):
    house = wind()
    with claim(tmp_path / "run.lock"), pytest.raises(StoreBusyError):
        ticking(Rounds(house.parts, [DAILY]), lock=tmp_path / "run.lock")


# ---------------------------------------------------------------- by hand


def test_who_is_served_early_by_hand_counts_as_served_for_the_date(wind):
    house = wind(subscriber("ada", timezone="America/New_York"), at=datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    house.plan()
    assert house.planned().instant == datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    house.send()
    Rounds(house.parts, [DAILY]).tick()
    house.news()
    house.now += 5 * HOUR
    assert house.due().counts == {}
    assert house.planned().local_date == date(2026, 11, 21)


def test_a_second_send_of_a_slot_queues_nothing_and_again_what_is_new(wind):
    house = wind(at=datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    assert house.send()[1].counts["queued"] == 1
    assert "--again" in house.send()[1].notes[0]
    Rounds(house.parts, []).tick()
    house.news()
    issue, report = house.send(is_again=True)
    assert (issue, report.counts["queued"]) == ("daily@2026-11-20T07:00Z#2", 1)


def test_one_reader_alone_leaves_the_slot_to_the_others(wind):
    house = wind(subscriber("ada"), subscriber("ben"), at=datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    assert house.send(reader=subscriber("ada"))[1].counts["queued"] == 1
    assert house.send(reader=subscriber("ada"))[1].counts == {"served already": 1}
    Rounds(house.parts, []).tick()
    assert house.send()[1].counts == {"served already": 1, "queued": 1, "digests": 1}


def test_a_paused_reader_gets_nothing_by_hand_either(wind):
    house = wind(subscriber("ada", status="paused"), at=datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    assert house.send()[1].counts == {"paused": 1}


def test_a_lost_race_by_hand_is_a_note(wind):
    house = wind(at=datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    raced = []

    def look(name):
        if not raced:
            raced.append(name)
            house.send()
        return house.parts.look(name)

    _, report = publish_now(house.wired(look=look), edition(), "UTC")
    assert "another process has published" in report.notes[0]
    assert house.statuses() == {"ada": ["queued"]}


def test_a_test_copy_is_remembered_nowhere(wind):
    house = wind(at=datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    assert send_test(house.parts, DAILY, "UTC", subscriber("eve")).counts == {"accepted": 1}
    assert (slots(house), house.statuses()) == ([], {})
    assert send_test(house.parts, replace(DAILY, min_stories=9), "UTC", subscriber("eve")).notes
    house.transport = ScriptedTransport(eve={"status": Status.REFUSED, "reason": "no such mailbox"})
    report = send_test(house.parts, DAILY, "UTC", subscriber("eve"))
    assert report.failures[0].kind == "refused"


def test_nobody_subscribed_is_nothing_to_do(wind):
    house = wind(at=datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    house.parts = house.wired(directory=FakeDirectory())
    assert house.send()[1].counts == {}
