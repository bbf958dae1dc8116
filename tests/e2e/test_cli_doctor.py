"""``digest doctor`` finds what would keep a mail from going out, and says what to do."""

from __future__ import annotations

import json
import shutil

import pytest
from smtp_servers import Script, ScriptedServer
from typer.testing import CliRunner

from digest.cli.main import app

CONFIG = """
[digest]
from = "digest@example.org"
transport = "{transport}"
[smtp]
host = "127.0.0.1"
port = {port}
security = "none"
[[editions]]
name = "daily"
[[sources]]
kind = "folder"
url = "pages"
"""


@pytest.fixture
def instance(tmp_path, monkeypatch):
    """Write a small instance, go there, and give a function that runs ``digest doctor``."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "subscribers").mkdir()
    (tmp_path / "pages").mkdir()

    def run(*options, transport="maildir", port=9):
        (tmp_path / "config.toml").write_text(CONFIG.format(transport=transport, port=port))
        return CliRunner().invoke(app, ["--json", "doctor", *options])

    return run


def amiss(result):
    return {finding["subject"]: finding["what"] for finding in json.loads(result.stdout) if not finding["is_well"]}


def test_a_sound_instance_is_well(instance):
    result = instance()
    assert amiss(result) == {}
    assert result.exit_code == 0


def test_a_mail_server_that_answers_is_well_and_takes_a_test(instance):
    with ScriptedServer(Script()) as server:
        assert amiss(instance(transport="smtp", port=server.port)) == {}
        assert amiss(instance("--send-to", "me@example.org", transport="smtp", port=server.port)) == {}
    assert b"If you read this" in server.bodies[-1]


def test_a_dead_mail_server_is_found(instance):
    result = instance(transport="smtp", port=9)
    assert "127.0.0.1:9" in amiss(result)
    assert result.exit_code == 1


def test_a_refused_test_mail_is_found(instance):
    with ScriptedServer(Script(rcpt="550 5.1.1 nobody here")) as server:
        found = amiss(instance("--send-to", "me@example.org", transport="smtp", port=server.port))
    assert "nobody here" in found[f"127.0.0.1:{server.port}"]


def test_a_broken_subscriber_file_is_found_with_its_line(instance, tmp_path):
    (tmp_path / "subscribers" / "ada.toml").write_text('email = "ada@example.org"\nsend_att = "07:00"\n')
    assert "did you mean 'send_at'" in " ".join(amiss(instance()).values())


def test_an_instance_without_editions_is_found(instance, tmp_path):
    instance()
    (tmp_path / "config.toml").write_text("")
    result = CliRunner().invoke(app, ["--json", "doctor"])
    assert "nothing can be sent" in " ".join(amiss(result).values())


def test_a_copied_instance_is_found_and_adopted(instance, tmp_path, monkeypatch):
    instance()
    copied = tmp_path / "copy"
    shutil.copytree(tmp_path, copied)
    monkeypatch.chdir(copied)
    found = CliRunner().invoke(app, ["--json", "doctor"])
    assert "doctor --adopt" in amiss(found)["store"]
    assert found.exit_code == 1
    assert amiss(CliRunner().invoke(app, ["--json", "doctor", "--adopt"])) == {}
    assert amiss(CliRunner().invoke(app, ["--json", "doctor"])) == {}
