"""Real processes: two at once, and kill -9 at any point. Nobody is lost; doubled is at most what one process had leased."""

from __future__ import annotations

import os
import re
import signal
import threading
from collections import Counter
from datetime import timedelta

import pytest
from instance import AT, Instance, finished, paper, until
from servers import Answer, site
from smtp_servers import STALL, Script, ScriptedServer

READERS = tuple(f"reader{number}" for number in range(8))
EVERYBODY = Counter(f"{name}@example.org" for name in READERS)


@pytest.fixture
def web():
    with site() as running:
        running.answers["/feed.xml"] = Answer(paper())
        yield running


@pytest.fixture
def here(tmp_path, web):
    made = Instance(tmp_path)
    made.source("quay", f"{web.url}/feed.xml")
    made.reader(*READERS)
    return made


def aimed(here, server):
    text = (here.folder / "config.toml").read_text()
    here.write("config.toml", re.sub(r"(?m)^port = \d+$", f"port = {server.port}", text))


def recipients(server):
    """Whom the server has a whole mail for."""
    return Counter(re.search(rb"(?m)^To: .*?([^ <]+@example\.org)", body)[1].decode() for body in server.bodies)


class Trap:
    """Lets the first ``count`` commands of a kind through, then says that the moment has come and never answers."""

    def __init__(self, count, answer="250 ok"):
        self.count, self.answer = count, answer
        self.has_come = threading.Event()
        self.lock = threading.Lock()

    def __call__(self, _line):
        with self.lock:
            self.count -= 1
            if self.count >= 0:
                return self.answer
        self.has_come.set()
        return STALL


MOMENTS = {
    "before the greeting: queued, nothing leased": lambda: (trap := Trap(0, "220 hello"), Script(greeting=trap), 0),
    "before the first envelope": lambda: (trap := Trap(0), Script(mail=trap), 0),
    "before the first body": lambda: (trap := Trap(0, "354 go on"), Script(data=trap), 0),
    "after the first dot": lambda: (trap := Trap(0), Script(dot=trap), 1),
    "in the middle, answers read and not yet recorded": lambda: (trap := Trap(4), Script(dot=trap), 5),
    "after the last dot": lambda: (trap := Trap(7), Script(dot=trap), 8),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_kill_loses_nobody_and_doubles_at_most_the_leased_batch(here, moment):
    trap, script, most = MOMENTS[moment]()
    with ScriptedServer(script) as server:
        aimed(here, server)
        process = here.start("send")
        until(trap.has_come, process)
        os.kill(process.pid, signal.SIGKILL)
        assert finished(process).status == -signal.SIGKILL
        first = recipients(server)
    with ScriptedServer(Script()) as server:
        aimed(here, server)
        said = here.do("resume")
        second = recipients(server)
    assert said.status == 0, said.err
    assert EVERYBODY - (first + second) == Counter()
    assert set((first + second).values()) <= {1, 2}
    assert sum(first.values()) <= most
    assert here.do("--json", "status").json["issues"][0]["deliveries"] == {"accepted": 8}
    assert ("in doubt" in said.out) == (not moment.startswith("before the greeting"))


def test_a_mail_that_is_doubled_by_a_kill_has_the_same_bytes(here):
    trap = Trap(0)
    with ScriptedServer(Script(dot=trap)) as server:
        aimed(here, server)
        process = here.start("send")
        until(trap.has_come, process)
        process.kill()
        finished(process)
        (first,) = server.bodies
    with ScriptedServer(Script()) as server:
        aimed(here, server)
        here.do("resume")
        assert first in server.bodies


def test_kill_while_sources_are_asked_leaves_nothing_half_done(here, web):
    asked = threading.Event()

    def stall(_):
        asked.set()
        return Answer(paper()[:300], headers={"Content-Length": "9999"}, stall=True)

    web.answers["/feed.xml"] = stall
    process = here.start("send")
    until(asked, process)
    process.kill()
    finished(process)
    web.answers["/feed.xml"] = Answer(paper())
    assert here.do("--json", "articles").json == []
    with ScriptedServer(Script()) as server:
        aimed(here, server)
        assert here.do("send").status == 0
        assert recipients(server) == EVERYBODY


def test_two_sends_at_once_double_nobody(here):
    with ScriptedServer(Script()) as server:
        aimed(here, server)
        said = [finished(process) for process in [here.start("send"), here.start("send")]]
        assert recipients(server) == EVERYBODY
    assert [each.status for each in said] == [0, 0], [each.err for each in said]


def test_a_second_send_while_the_first_is_sending_leaves_the_batch_to_it(here):
    trap = Trap(0)
    with ScriptedServer(Script(dot=trap)) as slow, ScriptedServer(Script()) as quick:
        aimed(here, slow)
        process = here.start("send")
        until(trap.has_come, process)
        aimed(here, quick)
        said = here.do("resume")
        assert (said.status, said.out, quick.bodies) == (0, "resume: nothing to do\n", [])
        process.kill()
        finished(process)
        assert "8 accepted" in here.do("resume").out
        assert recipients(quick) == EVERYBODY


def test_ctrl_c_takes_the_answers_that_are_due_and_leaves_the_rest_queued(here):
    stopped = threading.Event()
    trap = Trap(2)

    def answer(line):
        if trap(line) == STALL and not stopped.wait(30):
            return STALL
        return "250 ok"

    with ScriptedServer(Script(dot=answer, extensions=())) as server:
        aimed(here, server)
        process = here.start("send")
        until(trap.has_come, process)
        process.send_signal(signal.SIGINT)
        stopped.set()
        said = finished(process)
    assert said.status == 130
    counts = here.do("--json", "status").json["issues"][0]["deliveries"]
    assert counts.get("in-doubt", 0) == 0
    assert counts["accepted"] >= 3
    with ScriptedServer(Script()) as rest:
        aimed(here, rest)
        here.do("resume")
        assert recipients(server) + recipients(rest) == EVERYBODY


def test_the_daemon_ends_with_its_signal_and_a_second_one_is_refused(here, web):
    gathered = threading.Event()
    feed = paper()

    def answer(_):
        gathered.set()
        return Answer(feed)

    web.answers["/feed.xml"] = answer
    process = here.start("run")
    assert process.stdout.readline() == "running; stop with Ctrl-C\n"
    until(gathered, process)
    second = here.do("run")
    assert second.status == 4
    assert f"pid {process.pid}" in second.err
    process.terminate()
    assert finished(process).status == 0


def test_who_was_in_hand_when_yesterdays_send_died_gets_it_with_the_next_one(here, web):
    trap, script, _ = MOMENTS["before the first body"]()
    with ScriptedServer(script) as server:
        aimed(here, server)
        sending = here.start("send", "daily")
        until(trap.has_come, sending)
        sending.kill()
        finished(sending)
    here.now = "2026-11-22T08:00:00Z"
    web.answers["/feed.xml"] = Answer(paper(6, at=AT + timedelta(hours=20)))
    with ScriptedServer(Script()) as server:
        aimed(here, server)
        assert here.do("send", "daily").status == 0
        assert recipients(server) == EVERYBODY + EVERYBODY
