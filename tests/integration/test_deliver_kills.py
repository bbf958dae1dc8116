"""kill -9 of real processes just before and just after each write that the promise hangs on, from start-up to shutdown."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from instance import Instance, finished, paper
from servers import Answer, site
from smtp_servers import Script, ScriptedServer

READERS = tuple(f"reader{number}" for number in range(6))
EVERYBODY = Counter(f"{name}@example.org" for name in READERS)
CONNECTIONS = 2
SCRIPT = """
import os, signal, sys
from digest.cli.main import run
from digest.deliver.journal import FileJournal
from digest.deliver.smtp import SmtpSession
from digest.store import SqlStore
from digest.store.deliveries import SqlDeliveries
from digest.store.issues import SqlIssues

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def doomed(kind, name, side, count):
    real, left = getattr(kind, name), [count]
    def call(*given, **more):
        left[0] -= 1
        if side == "before" and left[0] == 0:
            die()
        result = real(*given, **more)
        if side == "after" and left[0] == 0:
            die()
        return result
    setattr(kind, name, call)

kind, name, side, count = sys.argv[1:5]
doomed(globals()[kind], name, side, int(count))
run(sys.argv[5:])
"""

MOMENTS = [
    ("SqlStore", "instance_is_ours", 1),  # start-up
    ("SqlDeliveries", "lease", 1),
    ("FileJournal", "intend", 1),
    ("FileJournal", "_sync", 3),
    ("FileJournal", "answer", 4),
    ("SqlDeliveries", "settle", 1),
    ("FileJournal", "forget", 1),
    ("SmtpSession", "close", 1),  # shutdown
    ("FileJournal", "finish", 1),
]


@pytest.fixture
def here(tmp_path):
    with site() as web:
        web.answers["/feed.xml"] = Answer(paper())
        made = Instance(tmp_path)
        made.source("quay", f"{web.url}/feed.xml")
        made.reader(*READERS)
        made.configure("connections = 1", f"connections = {CONNECTIONS}")
        yield made


def aimed(here, server):
    text = (here.folder / "config.toml").read_text()
    here.write("config.toml", re.sub(r"(?m)^port = \d+$", f"port = {server.port}", text))


def recipients(server):
    return Counter(re.search(rb"(?m)^To: .*?([^ <]+@example\.org)", body)[1].decode() for body in server.bodies)


def doomed(here, *words):
    """A process that ends itself at a moment, with no chance to say good-bye."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", SCRIPT, *words[:4], "--now", here.now, *words[4:]]
    return subprocess.Popen(command, cwd=here.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def killed(here, *words):
    said = finished(doomed(here, *words))
    assert said.status == -signal.SIGKILL, said.err


@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize(("kind", "name", "count"), MOMENTS)
def test_killed_at_any_write_nobody_is_lost_and_at_most_one_a_connection_doubled(here, kind, name, count, side):
    with ScriptedServer(Script()) as server:
        here.do("send")  # nobody listens yet: everything is queued
        aimed(here, server)
        killed(here, kind, name, side, str(count), "resume")
        first = recipients(server)
        assert here.do("resume").status == 0
        everything = recipients(server)
    assert everything & EVERYBODY == EVERYBODY
    extra = everything - EVERYBODY
    assert extra.total() <= CONNECTIONS
    assert extra.keys() <= first.keys()
    assert here.do("--json", "status").json["issues"][0]["deliveries"] == {"accepted": len(READERS)}
    assert [*(here.folder / "data" / "journal").iterdir()] == []


@pytest.mark.parametrize("side", ["before", "after"])
def test_killed_while_queueing_the_issue_is_there_whole_or_not_at_all(here, side):
    with ScriptedServer(Script()) as server:
        aimed(here, server)
        killed(here, "SqlIssues", "save", side, "1", "send")
        assert server.bodies == []
        assert here.do("send").status == 0
        assert recipients(server) == EVERYBODY


def test_two_processes_at_once_one_of_them_killed_lose_nobody(here):
    with ScriptedServer(Script()) as server:
        here.do("send")
        aimed(here, server)
        ends = [finished(each).status for each in (doomed(here, "FileJournal", "intend", "after", "2", "resume"), here.start("resume"))]
        here.do("resume")
    assert ends[1] == 0
    assert recipients(server) & EVERYBODY == EVERYBODY
    assert (recipients(server) - EVERYBODY).total() <= CONNECTIONS
