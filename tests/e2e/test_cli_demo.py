from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from instance import do


@pytest.fixture(scope="module")
def demos(tmp_path_factory):
    """Two demos, one after the other, in folders of their own; the second by another way of naming it."""
    folder = tmp_path_factory.mktemp("demo")
    return folder, do(["demo", "--keep", "first"], folder), do(["--json", "demo", "--keep", str(folder / "second")], folder)


def mails(folder):
    return {path.name: path.read_bytes() for path in (folder / "Maildir" / "new").iterdir()}


def test_a_demo_twice_gives_equal_mails_and_pages_byte_for_byte(demos):
    folder, first, second = demos
    assert (first.status, second.status) == (0, 0)
    assert mails(folder / "first") == mails(folder / "second")
    assert (folder / "first" / "index.html").read_bytes() == (folder / "second" / "index.html").read_bytes()


def test_everybody_who_is_not_paused_gets_his_mail_with_both_parts(demos):
    folder, first, _ = demos
    found = [message_from_bytes(content, policy=default) for content in mails(folder / "first").values()]
    assert len(found) == len({mail["Message-ID"] for mail in found}) >= 4
    kinds = [mail.get_content_type() for mail in found]
    assert kinds.count("multipart/alternative") >= 3
    assert set(kinds) <= {"multipart/alternative", "text/plain"}  # one of the readers wishes text alone
    assert f"{len(found)} accepted" in first.out


def test_the_page_shows_every_mail_and_the_report_names_the_broken_feed(demos):
    folder, first, second = demos
    page = (folder / "first" / "index.html").read_text()
    assert page.count("<iframe") >= len(mails(folder / "first"))
    assert second.json["counts"]["accepted"] == len(mails(folder / "first"))
    assert second.json["gather"]["counts"]["entries"] >= 150
    assert (folder / "first" / "index.html").as_uri() in first.out


def test_a_demo_overwrites_only_what_a_demo_made(demos, tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr("webbrowser.open", shown.append)
    folder = demos[0]
    assert do(["-q", "demo", "--keep", "second", "--open"], folder).status == 0
    assert shown == [(folder / "second" / "index.html").as_uri()]
    (tmp_path / "letters").mkdir()
    letter = tmp_path / "letters" / "mine.txt"
    letter.write_text("keep me")
    said = do(["demo", "--keep", "letters"], tmp_path)
    assert (said.status, "--keep" in said.err) == (2, True)
    assert Path(letter).read_text() == "keep me"
