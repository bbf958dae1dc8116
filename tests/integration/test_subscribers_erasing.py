"""Erasing leaves no trace of an address in the folder."""

from __future__ import annotations

import pytest

from digest.subscribers import FolderDirectory, erase, subscriber_id

CANARY = subscriber_id("canary@example.org")
OTHER = 'email = "ada@example.org"\n'


class Nothing:
    """Remembers nothing."""

    def last_good(self):
        return {}

    def remember_good(self, files, gone=()):
        pass


def traces(folder):
    return [path.name for path in folder.iterdir() if path.is_file() and b"canary" in path.read_bytes().lower()]


@pytest.mark.security
def test_a_canary_address_leaves_no_trace(tmp_path):
    (tmp_path / "a.toml").write_text('email = "Canary@example.org"\n')
    (tmp_path / "again.toml").write_text('# twice\nemail = "canary@EXAMPLE.org"\nstatus = 5\n')
    (tmp_path / "broken.toml").write_text('email = "canary@example.org\n')
    (tmp_path / "nobody.toml").write_text('email = "no address"\n')
    (tmp_path / "ada.toml").write_text(OTHER)
    (tmp_path / ".a.toml.new").write_text('email = "canary@example.org"')
    (tmp_path / "broken.csv").write_text("mail\ncanary@example.org\nbob@example.org\n")
    (tmp_path / "people.csv").write_text(
        '\ufeffname,email\r\nEve,eve@example.org\r\n"Can\nary",CANARY@example.org\r\n\r\nBob,bob@example.org\r\nx\r\nC,canary@example.org',
        newline="",
    )
    changed = erase(tmp_path, CANARY)
    assert changed == ("a.toml", "again.toml", "broken.csv", "broken.toml", "people.csv")
    assert traces(tmp_path) == []
    assert (tmp_path / "people.csv").read_bytes() == b"name,email\r\nEve,eve@example.org\r\nBob,bob@example.org\r\nx\r\n"
    assert (tmp_path / "broken.csv").read_text() == "mail\nbob@example.org\n"
    assert (tmp_path / "ada.toml").read_text() == OTHER
    assert [one.email for one in FolderDirectory(tmp_path, remember=Nothing()).load().items] == [
        "ada@example.org",
        "eve@example.org",
        "bob@example.org",
    ]
    assert erase(tmp_path, CANARY) == ()


def test_an_empty_table_has_nobody_to_erase(tmp_path):
    (tmp_path / "people.csv").write_text("")
    assert erase(tmp_path, CANARY) == ()


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "target").write_text('email = "canary@example.org"')
    (tmp_path / "a.toml").symlink_to(tmp_path / "target")
    assert erase(tmp_path, CANARY) == ()
    assert traces(tmp_path) == ["target", "a.toml"] or traces(tmp_path) == ["a.toml", "target"]
