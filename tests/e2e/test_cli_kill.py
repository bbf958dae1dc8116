"""Real processes: two at once, and kill -9 at any point. Nobody is lost; doubled is at most one mail an open connection."""

from __future__ import annotations

import os
import re
import shutil
import signal
import threading
import time
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
    "before the first envelope: leased": lambda: (trap := Trap(0), Script(mail=trap), 0),
    "before the first body": lambda: (trap := Trap(0, "354 go on"), Script(data=trap), 0),
    "after the first dot": lambda: (trap := Trap(0), Script(dot=trap), 1),
    "in the middle, answers read and not yet in the ledger": lambda: (trap := Trap(4), Script(dot=trap), 5),
    "after the last dot": lambda: (trap := Trap(7), Script(dot=trap), 8),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_kill_loses_nobody_and_doubles_at_most_one_mail_a_connection(here, moment):
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
    assert sum(first.values()) == most
    assert first + second - EVERYBODY == Counter([*first][-1:])
    assert here.do("--json", "status").json["issues"][0]["deliveries"] == {"accepted": 8}
    assert ("1 in doubt" in said.out) == bool(most)


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


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_send_that_is_told_to_end_takes_the_answers_that_are_due_and_leaves_the_rest_queued(here, number):
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
        process.send_signal(number)
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


def test_who_was_leased_when_yesterdays_send_died_gets_one_mail_with_the_next_issue(here, web):
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
        assert recipients(server) == EVERYBODY


def test_a_daemon_that_is_told_to_end_while_it_sends_takes_the_answers_that_are_due(here):
    stopped, trap = threading.Event(), Trap(2)

    def answer(line):
        if trap(line) == STALL:
            stopped.wait(30)
        return "250 ok"

    here.do("send")  # nobody listens yet: everything is queued
    with ScriptedServer(Script(dot=answer, extensions=())) as server:
        aimed(here, server)
        process = here.start("run")
        until(trap.has_come, process)
        process.terminate()
        time.sleep(1)  # it looks for signals twice a second
        stopped.set()
        said = finished(process)
    assert said.status == 0, said.err
    counts = here.do("--json", "status").json["issues"][0]["deliveries"]
    assert counts.keys() == {"accepted", "queued"}
    with ScriptedServer(Script()) as rest:
        aimed(here, rest)
        here.do("resume")
        assert recipients(server) + recipients(rest) == EVERYBODY


def test_a_copy_of_an_instance_sends_nothing_and_leaves_the_journal_alone(here, tmp_path_factory):
    trap = Trap(2)
    with ScriptedServer(Script(dot=trap)) as server, ScriptedServer(Script()) as other:
        aimed(here, server)
        process = here.start("send")
        until(trap.has_come, process)
        copy = tmp_path_factory.mktemp("copy")
        shutil.copytree(here.folder, copy, dirs_exist_ok=True)
        there = Instance(copy)
        there.write("config.toml", (here.folder / "config.toml").read_text())
        aimed(there, other)
        before = [(path.name, path.read_bytes()) for path in (copy / "data" / "journal").iterdir()]
        for command in (("resume",), ("send",)):
            there.do(*command)
        assert there.do("--json", "status").json["issues"][0]["deliveries"] == {"leased": 8}
        assert [(path.name, path.read_bytes()) for path in (copy / "data" / "journal").iterdir()] == before
        assert other.bodies == []
        assert there.do("resolve", "--all", "resend").status == 4
        process.kill()
        finished(process)
        there.do("doctor", "--adopt")
        assert "1 in doubt" in there.do("resume").out
        assert recipients(server) + recipients(other) - EVERYBODY == Counter([*recipients(server)][-1:])


def test_who_is_in_doubt_is_left_alone_listed_and_resolved_by_the_operator(here):
    here.configure(new='[delivery]\nin_doubt = "hold"')
    trap = Trap(3)
    with ScriptedServer(Script(dot=trap)) as server, ScriptedServer(Script()) as rest:
        aimed(here, server)
        process = here.start("send")
        until(trap.has_come, process)
        process.kill()
        finished(process)
        (last,) = [*recipients(server)][-1:]
        aimed(here, rest)
        said = here.do("resume")
        assert f"1 in doubt and left alone: {last}" in said.out
        assert recipients(server) + recipients(rest) == EVERYBODY
        assert [row["email"] for row in here.do("--json", "status").json["in_doubt"]] == [last]
        assert f"{last}" in here.do("status").out
        assert here.do("resolve").status == 2
        assert here.do("resolve", "--all", "maybe").status == 2
        assert "nobody" in here.do("resolve", "--accepted", "stranger@example.org").out
        assert here.do("--json", "resolve", "--resend", last).json == {
            "resolved": [{"issue": "daily@2026-11-21T07:00Z", "email": last, "status": "queued"}],
            "left": 0,
        }
        here.do("resume")
        assert recipients(server) + recipients(rest) - EVERYBODY == Counter([last])
        assert here.do("--json", "status").json["issues"][0]["deliveries"] == {"accepted": 8}
