"""Canaries in every secret: whatever a command says, logs or raises, none of them sings."""

from __future__ import annotations

import base64
import traceback
from datetime import timedelta

import pytest
import trustme
from instance import Instance, finished, paper
from servers import Answer, site
from smtp_servers import Script, ScriptedServer, trusted

from digest.app import Frame
from digest.config import read
from digest.errors import ConfigError

PASSWORD = "canary-password-7f3a"
KEY = "canary-key-91bc-0123456789"
CANARIES = (PASSWORD, KEY, base64.b64encode(PASSWORD.encode()).decode(), base64.b64encode(f"\0quay\0{PASSWORD}".encode()).decode())

pytestmark = pytest.mark.security


@pytest.fixture
def web():
    with site() as running:
        running.answers["/feed.xml"] = Answer(paper(at=Frame().clock() - timedelta(hours=30)))
        yield running


@pytest.fixture
def here(tmp_path, web, monkeypatch):
    monkeypatch.setenv("DIGEST_TEST_PASSWORD", PASSWORD)
    made = Instance(tmp_path, key=KEY)
    made.configure('security = "none"', 'security = "none"\nusername = "quay"\npassword = { env = "DIGEST_TEST_PASSWORD" }')
    made.source("quay", f"{web.url}/feed.xml")
    made.reader("ada")
    return made


@pytest.fixture
def trust(here):
    """The same installation in earnest: TLS to a server it trusts, and the clock on the wall."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(here.folder / "ca.pem")
    here.configure('security = "none"', 'security = "tls"\nca_file = "ca.pem"')
    here.configure("replay = true", "replay = false")
    return trusted(authority, "127.0.0.1")


def no_canary(text):
    return not [canary for canary in CANARIES if canary in text]


COMMANDS = (
    ["check"],
    ["check", "--schema"],
    ["gather"],
    ["articles"],
    ["preview", "--as", "ada@example.org"],
    ["send", "--dry-run"],
    ["send"],
    ["send", "--again"],
    ["send", "--test", "me@example.net"],
    ["send", "--due"],
    ["resume"],
    ["run", "--once"],
    ["status"],
    ["explain", "--as", "ada@example.org"],
    ["sources", "list"],
    ["sources", "export"],
    ["subscribers", "list"],
    ["subscribers", "show", "ada@example.org"],
)


@pytest.mark.parametrize(
    ("auth", "commands"),
    [("235 2.7.0 welcome", COMMANDS), ("535 5.7.8 wrong password for quay", (["send"], ["resume"])), ("421 4.3.0 later", (["send"],))],
)
def test_no_command_says_a_secret(here, trust, auth, commands):
    script = Script(extensions=("AUTH PLAIN LOGIN", "PIPELINING"), auth=auth, context=trust, implicit=True)
    with ScriptedServer(script) as server:
        here.configure("port = 9", f"port = {server.port}")
        for words in commands:
            for options in (["-vv"], ["--json"]):
                said = here.do(*options, *words, now=False)
                assert no_canary(said.all), words
        heard = [line for each in server.heard for line in each.lines]
    assert any("AUTH" in line for line in heard)
    assert here.do("status", now=False).status == 0


def test_a_server_that_repeats_what_it_heard_is_not_quoted_with_the_secret(here, trust):
    echo = Script(extensions=("AUTH PLAIN",), auth=lambda line: f"535 5.7.8 I heard {line}", context=trust, implicit=True)
    with ScriptedServer(echo) as server:
        here.configure("port = 9", f"port = {server.port}")
        said = here.do("-vv", "send", now=False)
        assert any("AUTH" in line for each in server.heard for line in each.lines)
    assert said.status == 3
    assert no_canary(said.all)


def test_a_process_of_its_own_says_none_either(here):
    said = finished(here.start("-vv", "send"))
    assert said.status == 3
    assert no_canary(said.all)


def test_settings_and_their_errors_show_no_secret(here):
    settings = read(here.folder / "config.toml")
    shown = repr(settings) + str(settings) + str(settings.model_dump()) + settings.model_dump_json()
    assert no_canary(repr(settings) + str(settings))
    assert PASSWORD not in shown
    here.configure("connections = 1", 'connections = "none"')
    with pytest.raises(ConfigError) as caught:
        read(here.folder / "config.toml")
    assert no_canary("".join(traceback.format_exception(caught.value)))


def test_the_store_and_its_folder_hold_no_configured_secret(here):
    here.do("gather")
    here.do("send")
    for path in (here.folder / "data").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [canary for canary in CANARIES if canary.encode() in content], path
