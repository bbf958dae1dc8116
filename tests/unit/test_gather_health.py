"""Feed health: an alert is told once, as long as it holds, and again when it comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from build import NOW, entry, source

from digest.gather import Visit, coverage, examined
from digest.gather.health import usual_time, weekly
from digest.model import Failure, Gathering, SourceState

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
HERALD = source()


def daily(count, newest):
    return tuple(entry(f"Story {number}", published=newest - number * DAY) for number in range(count))


class Watch:
    """A source asked again and again, and what the operator was told of it."""

    def __init__(self, kind="feed"):
        self.source = source(kind=kind)
        self.state = SourceState(source=self.source.id)
        self.visits = 0

    def ask(self, entries=None, *, now=NOW, fresh=None, failure=None, **changes):
        """``entries`` None = not modified."""
        self.visits += 1
        body = f"body {self.visits}" if entries is not None else self.state.body_hash
        state = replace(self.state, **({"body_hash": body, "failures": 0, "status": "ok", "error": ""} | changes))
        gathering = Gathering(source=self.source, state=state, entries=tuple(entries or ()), failure=failure)
        visit = Visit(
            gathering=gathering, before=self.state if self.visits > 1 else None, fresh=len(entries or ()) if fresh is None else fresh
        )
        (self.state,), notes = examined([visit], now)
        return [note.removeprefix("herald: ") for note in notes]

    def fail(self, *, now=NOW, kind="FetchError", what="no answer", **changes):
        failed = {"failures": self.state.failures + 1, "error": what, "status": "error"} | changes
        return self.ask(None, now=now, failure=Failure(subject="x", what=what, kind=kind), **failed)


def test_a_feed_that_fares_well_is_not_spoken_of():
    watch = Watch()
    assert watch.ask(daily(10, NOW)) == []
    assert watch.ask(daily(10, NOW), fresh=1) == []
    assert watch.ask() == []
    assert (watch.state.answered, watch.state.newest, watch.state.size) == (NOW, NOW, 10)
    assert (watch.state.usual_seconds, watch.state.weekly, watch.state.alerted) == (86_400, 7.0, "")


def test_a_dead_feed_is_told_once_and_again_after_it_lived():
    watch = Watch()
    watch.ask(daily(10, NOW))
    told = [watch.fail(now=NOW + hours * HOUR) for hours in (1, 3, 7, 15, 31, 55)]
    assert told == [[], [], [], [], ["it did not answer for 31 h, 5 failures in a row; the last: no answer"], []]
    assert watch.state.alerted == "dead"
    assert watch.ask(daily(10, NOW), now=NOW + 3 * DAY, fresh=1) == []
    again = [watch.fail(now=NOW + days * DAY) for days in (4, 5, 6, 7, 8, 9)]
    assert [bool(each) for each in again] == [False, False, False, False, True, False]


def test_a_feed_that_never_answered_is_dead_after_five_tries():
    watch = Watch()
    assert [watch.fail() for _ in range(6)][4:] == [["it did not answer ever, 5 failures in a row; the last: no answer"], []]


def test_silence_is_four_usual_times_and_three_days_at_least():
    watch = Watch()
    watch.ask(daily(10, NOW))
    assert watch.ask(now=NOW + 4 * DAY) == []
    assert watch.ask(now=NOW + 4 * DAY + HOUR) == ["it answers, but nothing new came since 2026-11-20; usually something comes every 24 h"]
    assert watch.ask(now=NOW + 5 * DAY) == []
    assert watch.ask(daily(10, NOW + 6 * DAY), now=NOW + 6 * DAY, fresh=1) == []
    assert len(watch.ask(now=NOW + 11 * DAY)) == 1


def test_a_busy_feed_is_silent_after_three_days_and_not_before():
    watch = Watch()
    watch.ask(tuple(entry(f"n{n}", published=NOW - n * HOUR) for n in range(48)))
    assert watch.ask(now=NOW + 3 * DAY) == []
    assert len(watch.ask(now=NOW + 3 * DAY + HOUR)) == 1


def test_a_weekly_paper_that_publishes_in_bursts_is_not_silent_for_four_weeks():
    dates = [NOW - week * 7 * DAY - minutes * timedelta(minutes=5) for week in range(3) for minutes in range(10)]
    assert usual_time(dates) == 7 * 86_400
    watch = Watch()
    watch.ask(tuple(entry(f"n{number}", published=date) for number, date in enumerate(dates)))
    assert watch.ask(now=NOW + 27 * DAY) == []
    assert len(watch.ask(now=NOW + 29 * DAY)) == 1


def test_undated_entries_are_as_new_as_their_first_sight():
    watch = Watch()
    watch.ask((entry("a", published=None), *daily(3, NOW)))
    assert watch.ask((entry("b", published=None), *daily(3, NOW)), now=NOW + DAY, fresh=1) == []
    assert watch.state.newest == NOW + DAY


def test_a_shrunken_feed_is_told_once_until_it_is_whole_again():
    watch = Watch()
    watch.ask(daily(30, NOW))
    assert watch.ask(daily(9, NOW), fresh=1) == ["it has 9 entries where it usually has 30"]
    assert watch.ask(daily(1, NOW), fresh=0) == []
    assert watch.ask() == []
    assert watch.ask(daily(30, NOW), fresh=1) == []
    assert watch.ask((), fresh=0) == ["it has 0 entries where it usually has 30"]


def test_a_feed_that_stays_small_is_its_usual_self_in_time():
    watch = Watch()
    watch.ask(daily(30, NOW))
    told = [note for _ in range(30) for note in watch.ask(daily(8, NOW), fresh=1)]
    assert len(told) == 1
    assert watch.state.alerted == ""


def test_a_web_page_in_place_of_a_feed_is_told_once():
    watch = Watch()
    watch.ask(daily(5, NOW))
    assert watch.fail(kind="WebPageError", what="this is a web page, not a feed") == ["this is a web page, not a feed"]
    assert watch.fail(kind="WebPageError", what="this is a web page, not a feed") == []


def test_a_gap_is_told_and_clears_when_entries_survive():
    watch = Watch()
    assert watch.ask(daily(5, NOW)) == []
    gap = ["nothing of the last visit is in it any more, so entries between may have been missed"]
    assert watch.ask(daily(5, NOW + 9 * DAY), now=NOW + 9 * DAY) == gap
    assert watch.ask(now=NOW + 9 * DAY) == []
    assert watch.ask(daily(5, NOW + 18 * DAY), now=NOW + 18 * DAY) == []
    assert watch.ask(daily(5, NOW + 19 * DAY), now=NOW + 19 * DAY, fresh=1) == []
    assert watch.ask(daily(5, NOW + 30 * DAY), now=NOW + 30 * DAY) == gap


@pytest.mark.parametrize("kind", ["folder", "page"])
def test_a_folder_whose_files_were_exchanged_has_no_gap(kind):
    watch = Watch(kind)
    watch.ask(daily(9, NOW))
    assert watch.ask(daily(1, NOW)) == []


def test_what_moved_and_what_is_gone_is_told_once():
    watch = Watch()
    watch.ask(daily(5, NOW))
    assert watch.ask(url="https://new.example/f", status="moved") == [
        "it moved for good to https://new.example/f; put that address into config.toml"
    ]
    assert watch.ask() == []
    gone = watch.fail(status="gone", url="")
    assert gone == ["it is gone for good (410) and not asked again; remove it, or give it a new address"]
    assert watch.fail(status="gone") == []


def test_the_coverage_line_says_what_a_run_covered():
    failed = Gathering(source=source("courier"), state=SourceState(source="courier"), failure=Failure(subject="x", what="y"))
    fine = Gathering(source=HERALD, state=SourceState(source="herald", body_hash="b"), entries=daily(1204, NOW))
    visits = [Visit(gathering=fine, before=None, fresh=87), Visit(gathering=failed, before=None, fresh=0)]
    states = {"gazette": SourceState(source="gazette", alerted="moved silent"), "herald": SourceState(source="herald")}
    assert coverage(states, visits) == "1 of 2 sources answered, 1,204 entries, 87 new; silent: gazette"
    assert coverage({}, visits[:1]) == "1 of 1 sources answered, 1,204 entries, 87 new"


def test_one_date_tells_no_rhythm():
    assert (usual_time([NOW]), weekly([NOW]), weekly([])) == (0, 0.0, 0.0)
