"""``digest templates`` and the live page of ``digest preview --watch``, in an installation of a person's own."""

from __future__ import annotations

import json
import os
import socket
from threading import Thread

import pytest
from typer.testing import CliRunner

from digest.cli import preview
from digest.cli.console import Console
from digest.cli.exits import Exit, status_of
from digest.cli.live import LivePage
from digest.cli.main import app
from digest.errors import ConfigError

CONFIG = '[digest]\nfrom = "news@digest.example"\n\n[[editions]]\nname = "daily"\n\n[[editions]]\nname = "letter"\ntemplate = "plain"\n'


@pytest.fixture
def here(tmp_path):
    (tmp_path / "config.toml").write_text(CONFIG)
    (tmp_path / "subscribers").mkdir()
    return tmp_path


def do(here, *arguments):
    return CliRunner().invoke(app, ["--config", str(here / "config.toml"), *arguments])


def test_looks_are_listed_with_the_editions_that_use_them(here):
    told = json.loads(do(here, "--json", "templates", "list").stdout)
    assert [(look["name"], look["editions"]) for look in told] == [("daily", ["daily"]), ("plain", ["letter"])]


def test_a_copy_is_ones_own_and_stands_first(here):
    assert "copied to" in do(here, "templates", "copy", "daily").stdout
    assert (here / "templates" / "daily" / "body.html").is_file()
    assert str(here / "templates" / "daily") in do(here, "templates", "list").stdout


def test_a_copy_may_bear_another_name(here):
    do(here, "templates", "copy", "plain", "--to", "mine")
    assert "mine" in do(here, "templates", "list").stdout
    assert "mine" in do(here, "templates", "check").stdout


def test_nothing_is_overwritten(here):
    do(here, "templates", "copy", "daily")
    again = do(here, "templates", "copy", "daily")
    assert isinstance(again.exception, ConfigError)
    assert status_of(again.exception) == Exit.USAGE
    assert "there already" in str(again.exception)


@pytest.mark.parametrize("name", ["weekly", "../daily", "/etc", ".."])
def test_what_is_no_look_is_not_copied(here, name):
    assert "there are daily, plain" in str(do(here, "templates", "copy", name).exception)


def test_shipped_looks_have_nothing_wrong(here):
    told = do(here, "templates", "check")
    assert told.exit_code == 0
    assert told.stdout == "daily, plain: nothing wrong\n"


def test_flaws_are_printed_with_file_and_line(here):
    do(here, "templates", "copy", "daily")
    path = here / "templates" / "daily" / "body.html"
    path.write_text(path.read_text().replace("p.a{margin:6px 0 0}", "p.a{padding:9px}"))
    told = do(here, "templates", "check", "daily")
    assert told.exit_code == Exit.USAGE
    assert f"{path}:" in told.stdout
    assert "move the padding of <p>" in told.stdout


def test_a_look_that_cannot_be_loaded_is_a_flaw(here):
    assert "no look 'weekly'" in do(here, "templates", "check", "weekly").stdout


# ------------------------------------------------------------ the live page


def asked(address, path):
    host, _, port = address.removeprefix("http://").rstrip("/").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
        head, _, body = b"".join(iter(lambda: line.recv(65536), b"")).partition(b"\r\n\r\n")
    return int(head.split()[1]), body.decode()


def test_the_live_page_answers_when_there_is_a_newer_one():
    page = LivePage()
    page.show("one")
    with page.served() as address:
        assert address.startswith("http://127.0.0.1:")
        assert asked(address, "/") == (200, "one")
        assert asked(address, "/after/0") == (200, "1")
        answers = []
        waiting = Thread(target=lambda: answers.append(asked(address, "/after/1")))
        waiting.start()
        page.show("two")
        waiting.join(10)
        assert answers == [(200, "2")]
        assert asked(address, "/")[1] == "two"
        assert asked(address, "/etc/passwd")[0] == 404


def test_the_watched_page_shows_a_mistake_and_then_its_mending(here, monkeypatch):
    do(here, "templates", "copy", "daily")
    path = here / "templates" / "daily" / "body.html"
    whole, shown = path.read_text(), []
    monkeypatch.setattr(LivePage, "show", lambda _self, page: shown.append(page))

    def changes(*watched, **_):
        assert here / "templates" in watched
        path.write_text(whole.replace("{{ city }}", "{{ town }}"))
        yield set()
        path.write_text(whole)
        yield set()

    monkeypatch.setattr("watchfiles.watch", changes)
    preview._watch(Console(config=here / "config.toml", verbosity=-1), "daily", "", show=False)
    assert len(shown) == 3
    assert "location.reload" in shown[0]
    assert os.fspath(path) in shown[1] or "there is no" in shown[1] or "0 mails" in shown[1]
