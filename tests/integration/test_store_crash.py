"""What survives a process that dies, and two that work at once."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from build import NOW, article, delivery, issue, story
from stores import MACHINE, PLACES, fresh_url

from digest.model import Status
from digest.store import open_store

PREAMBLE = """
import os, signal, sys
sys.path.insert(0, "tests")
from datetime import timedelta
from build import NOW, article, delivery, issue, story
from digest.model import Outcome, Status, Turn
from digest.ports import Settlement
from digest.store import open_store
from sqlalchemy import event

store = open_store(sys.argv[1], machine="machine-1", busy_seconds=30)

def die_before(word, count=1):
    left = [count]
    @event.listens_for(store._database.engine, "before_cursor_execute")
    def fatal(_connection, _cursor, statement, *_rest):
        left[0] -= word in statement
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

def die_at_commit():
    @event.listens_for(store._database.engine, "commit")
    def fatal(_connection):
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(params=PLACES)
def url(request, tmp_path):
    return fresh_url(request.param, tmp_path)


def run(script, url):
    return subprocess.run([sys.executable, "-c", PREAMBLE + script, url], check=False, capture_output=True, text=True)


def killed(script, url):
    done = run(script, url)
    assert done.returncode == -signal.SIGKILL, done.stderr


def queue(url, how_many):
    with open_store(url, machine=MACHINE) as store:
        store.issues.save(issue(), digests=[], cards=[], deliveries=[delivery(f"r{number}") for number in range(how_many)])


@pytest.mark.parametrize("death", ["die_before('story_articles')", "die_before('INSERT INTO stories')", "die_at_commit()"])
def test_intake_killed_half_way_leaves_nothing(url, death):
    killed(f"told = story()\n{death}\nstore.articles.save(states=[], articles=told.articles, stories=[told])", url)
    with open_store(url, machine=MACHINE) as store:
        assert store.articles.recent(9) == ()
        told = story(article())
        assert store.articles.save(states=[], articles=told.articles, stories=[told]) == 1


@pytest.mark.parametrize("death", ["die_before('INSERT INTO deliveries')", "die_before('plan')", "die_at_commit()"])
def test_issue_killed_half_way_does_not_exist(url, death):
    script = f"""
from digest.model import Due
{death}
due = Due(subscriber="x", edition="daily", instant=NOW, local_date=NOW.date())
store.issues.save(issue(), digests=[], cards=[], deliveries=[delivery(f"r{{n}}") for n in range(500)], plan=[due])
"""
    killed(script, url)
    with open_store(url, machine=MACHINE) as store:
        assert not store.issues.exists(issue().id)
        assert store.deliveries.find() == ()
        assert store.issues.save(issue(), digests=[], cards=[], deliveries=[delivery()]) == 1


def test_lease_killed_half_way_is_none(url):
    queue(url, 20)
    killed("die_before('UPDATE deliveries')\nstore.deliveries.lease('me', now=NOW, until=NOW, limit=9)", url)
    with open_store(url, machine=MACHINE) as store:
        assert store.deliveries.counts(issue().id) == {Status.QUEUED: 20}


def test_killed_between_intent_and_settlement_is_in_doubt_and_the_rest_queued(url):
    queue(url, 20)
    script = """
until = NOW + timedelta(minutes=1)
for owner in ("one", "two"):
    held = store.deliveries.lease(owner, now=NOW, until=until, limit=8)
    if owner == "one":
        store.deliveries.intend(held.owner, [Turn(row.id, held.epoch) for row in held.deliveries], NOW)
        done = [Settlement(outcome=Outcome(delivery=row.id, status=Status.ACCEPTED)) for row in held.deliveries[:3]]
        store.deliveries.settle(held, done, NOW)
die_before("UPDATE deliveries")
store.deliveries.recover(until)
"""
    killed(script, url)
    with open_store(url, machine=MACHINE) as store:
        assert store.deliveries.counts(issue().id) == {Status.ACCEPTED: 3, Status.LEASED: 13, Status.QUEUED: 4}
        store.deliveries.recover(NOW + timedelta(minutes=1))
        assert store.deliveries.counts(issue().id) == {Status.ACCEPTED: 3, Status.IN_DOUBT: 5, Status.QUEUED: 12}


def test_two_processes_never_share_a_delivery(url):
    queue(url, 400)
    script = """
while held := store.deliveries.lease(sys.argv[2], now=NOW, until=NOW + timedelta(minutes=1), limit=7):
    for row in held.deliveries:
        print(row.id)
    done = [Settlement(outcome=Outcome(delivery=row.id, status=Status.ACCEPTED)) for row in held.deliveries]
    store.deliveries.settle(held, done, NOW)
store.close()
"""
    started = [
        subprocess.Popen([sys.executable, "-c", PREAMBLE + script, url, owner], stdout=subprocess.PIPE, text=True)
        for owner in ("one", "two")
    ]
    sent = [line for process in started for line in process.communicate()[0].split()]
    assert [process.returncode for process in started] == [0, 0]
    assert len(sent) == len(set(sent)) == 400


def test_revisions_of_two_processes_are_all_different(url):
    script = """
for number in range(15):
    told = story(article(f"{sys.argv[2]} {number}"))
    print(store.articles.save(states=[], articles=told.articles, stories=[told]))
store.close()
"""
    started = [
        subprocess.Popen([sys.executable, "-c", PREAMBLE + script, url, owner], stdout=subprocess.PIPE, text=True)
        for owner in ("one", "two")
    ]
    marks = [int(line) for process in started for line in process.communicate()[0].split()]
    assert sorted(marks) == list(range(1, 31))
