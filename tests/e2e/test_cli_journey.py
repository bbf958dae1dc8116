"""The commands one after another, as a person meets them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from fakes import EVENTS
from instance import AT, Instance, do, item, paper, rss
from servers import Answer, site
from smtp_servers import Script, ScriptedServer

from digest.app import Frame


@pytest.fixture
def web():
    with site() as running:
        running.answers["/feed.xml"] = Answer(paper(), headers={"Content-Type": "application/rss+xml"})
        yield running


@pytest.fixture
def mail():
    with ScriptedServer(Script()) as server:
        yield server


@pytest.fixture
def here(tmp_path, web, mail):
    made = Instance(tmp_path, port=mail.port)
    made.source("quay", f"{web.url}/feed.xml", tags=["harbour"])
    made.reader("ada", "ben")
    return made


def unstuffed(body):
    return body.replace(b"\r\n..", b"\r\n.")


def mails(server):
    return [message_from_bytes(unstuffed(body), policy=default) for body in server.bodies]


def parts_of(mail):
    return mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()


def test_from_an_empty_folder_to_a_mail_by_the_clock_of_the_wall(tmp_path, web):
    web.answers["/feed.xml"] = Answer(paper(at=Frame().clock() - timedelta(hours=30)))
    made = do(["init"], tmp_path)
    assert made.status == 0
    assert "digest check" in made.out
    assert do(["init"], tmp_path).status == 2
    config = tmp_path / "config.toml"
    config.write_text(config.read_text() + '\n[gather]\nallow_private_addresses = ["127.0.0.0/8"]\nfull_text = false\n')
    assert do(["check"], tmp_path).out.strip().endswith("nothing wrong")
    assert do(["sources", "add", f"{web.url}/feed.xml", "--tag", "harbour"], tmp_path).status == 0
    assert "3 entries" in do(["sources", "test", f"{web.url}/feed.xml"], tmp_path).out
    assert do(["gather"], tmp_path).out.startswith("gather: 1 sources, 3 entries, 3 articles, 3 stories\n")
    assert "Glacier survey" in do(["preview"], tmp_path).out
    assert "1 accepted" in do(["send"], tmp_path).out
    assert len(list((tmp_path / "data" / "Maildir" / "new").iterdir())) == 1
    assert "1 accepted" in do(["status"], tmp_path).out
    assert "1 accepted" not in do(["send"], tmp_path).out


def test_articles_as_json_have_the_promised_keys(here):
    here.do("gather")
    rows = here.do("--json", "articles").json
    assert len(rows) == 3
    assert {"url", "guid", "title", "published", "tags", "source", "story"} <= rows[0].keys()
    assert {row["source"] for row in rows} == {"quay"}
    assert rows[0]["tags"] == ["harbour"]
    assert datetime.fromisoformat(rows[0]["published"]) == AT - timedelta(hours=3)
    assert len(here.do("--json", "articles", "--limit", "1").json) == 1
    assert "Glacier" in here.do("articles").out


def test_a_preview_is_the_mail_that_is_sent_and_changes_nothing(here, mail, tmp_path):
    here.do("gather")
    assert here.do("preview", "--as", "ada@example.org", "--out", "out/ada.eml").status == 0
    assert here.do("preview", "--out", "out/new.html").out == "written: out/new.html\n"
    assert "<iframe" in (tmp_path / "out" / "new.html").read_text()
    assert "Glacier" in here.do("preview", "--text", "--out", "out/x.eml").out
    assert here.do("--json", "status").json["issues"] == []
    here.do("send")
    assert (tmp_path / "out" / "ada.eml").read_bytes() in list(map(unstuffed, mail.bodies))
    assert here.do("preview", "--out", "x.pdf").status == 2


def test_a_preview_opens_in_the_browser(here, tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr("webbrowser.open", shown.append)
    here.do("gather")
    here.do("preview", "--open")
    assert shown == [(tmp_path / "out" / "preview.html").as_uri()]


def test_send_gives_everybody_one_mail_with_both_parts_and_a_second_nothing(here, mail):
    said = here.do("send")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("gather: 1 sources, 3 entries, 3 articles, 3 stories\n")
    assert said.out.endswith("send: 2 queued, 1 digests, 2 accepted\n")
    assert sorted(each["To"] for each in mails(mail)) == ["ada@example.org", "ben@example.org"]
    text, html = parts_of(mails(mail)[0])
    assert all(title in text and title in html for title, _ in EVENTS[:3])
    assert mails(mail)[0]["List-Unsubscribe"].strip().startswith("<mailto:quay@digest.example?subject=unsubscribe")
    again = here.do("send")
    assert again.status == 0
    assert "published already" in again.out
    assert len(mail.bodies) == 2


def test_again_sends_what_is_new_since(here, web, mail):
    here.do("send")
    assert "get no mail" in here.do("send", "--again").out
    web.answers["/feed.xml"] = Answer(paper(6))
    here.do("gather", "quay")
    assert "2 accepted" in here.do("send", "--again").out
    text, _ = parts_of(mails(mail)[-1])
    assert "Chess club" in text
    assert "Glacier" not in text


def test_to_sends_to_one_reader_and_the_others_still_get_theirs(here, mail):
    assert "1 accepted" in here.do("send", "--to", "Ada@Example.org").out
    assert [each["To"] for each in mails(mail)] == ["ada@example.org"]
    assert "1 accepted" in here.do("send").out
    assert sorted(each["To"] for each in mails(mail)) == ["ada@example.org", "ben@example.org"]
    assert here.do("send", "--to", "nobody@example.org").status == 1


def test_a_test_copy_goes_to_any_address_and_is_forgotten(here, mail):
    said = here.do("send", "--test", "me@example.net")
    assert (said.status, [each["To"] for each in mails(mail)]) == (0, ["me@example.net"])
    assert here.do("--json", "status").json["issues"] == []
    assert here.do("send", "--test", "no address").status == 1
    assert "2 accepted" in here.do("send").out


def test_a_dry_run_changes_nothing(here, web, mail):
    here.do("gather")
    asked = len(web.asked)
    said = here.do("--json", "send", "--dry-run")
    assert said.json["counts"] == {"mails": 2}
    assert here.do("send", "--due", "--dry-run").out == "would send: nothing to do\n"
    assert (len(web.asked), mail.bodies, here.do("--json", "status").json["issues"]) == (asked, [], [])


def test_due_serves_those_whose_hour_has_come(here, mail):
    here.now = "2026-11-20T08:00Z"
    here.reader("ben", more='send_at = "09:30"\n')
    assert "nothing to do" in here.do("send", "--due").out
    here.now = "2026-11-21T07:05Z"
    assert "1 accepted" in here.do("send", "--due").out
    assert [each["To"] for each in mails(mail)] == ["ada@example.org"]
    coming = here.do("--json", "status").json["next"]
    assert [(row["due"], row["readers"]) for row in coming] == [("2026-11-21T09:30:00+00:00", 1), ("2026-11-22T07:00:00+00:00", 1)]
    assert "2026-11-22 07:00 UTC" in here.do("status").out


def test_one_round_of_the_daemon(here, mail):
    here.now = "2026-11-20T08:00Z"
    here.do("run", "--once")
    here.now = "2026-11-21T07:00Z"
    said = here.do("run", "--once")
    assert (said.status, len(mail.bodies)) == (0, 2)
    assert said.out.startswith("run: ")


def test_explain_says_why_and_when(here):
    here.do("gather")
    said = here.do("explain", "--story", "glacier")
    assert said.status == 0
    assert "Glacier survey finds warm water" in said.out
    assert "points" in said.out
    rows = here.do("--json", "explain", "daily", "--story", "glacier").json["stories"]
    assert rows[0]["score"]["parts"][0].keys() >= {"name", "reason", "weight"}
    assert here.do("explain", "--story", rows[0]["story"]).out == said.out
    mine = here.do("explain", "--as", "ada@example.org")
    assert "next issue: not planned" in mine.out
    assert "Parliament" in mine.out
    here.do("send", "--due")
    assert "next issue: 2026-11-22 07:00 UTC" in here.do("explain", "--as", "ada@example.org", "--story", "glacier").out
    here.reader("ben", more='status = "paused"\n')
    assert "he is paused" in here.do("explain", "--as", "ben@example.org").out
    assert here.do("explain").status == 2
    assert here.do("explain", "--story", "unicorn").status == 2


def test_sources_are_listed_tested_imported_and_exported(here, web, tmp_path):
    assert "never asked yet" in here.do("sources", "list").out
    web.answers["/gone.xml"] = Answer(status=410)
    here.do("sources", "add", f"{web.url}/gone.xml", "--title", "Gone")
    assert here.do("gather").status == 1
    rows = here.do("--json", "sources", "list").json
    assert [row["status"] for row in rows] == ["ok", "gone"]
    assert "410" in here.do("sources", "list").out
    exported = here.do("sources", "export").out
    tmp_path.joinpath("feeds.opml").write_text(exported.replace("gone.xml", "fresh.xml"))
    assert here.do("sources", "import", "feeds.opml", "--dry-run").out == "1 new, 1 known already\n"
    assert here.do("--json", "sources", "import", "feeds.opml").json == {"new": 1, "known": 1}
    assert here.do("sources", "import", "feeds.opml").out == "0 new, 2 known already\n"
    assert len(here.do("--json", "sources", "list").json) == 3
    assert here.do("sources", "import", "nothing.opml").status == 2
    failed = here.do("sources", "test", f"{web.url}/gone.xml")
    assert (failed.status, "410" in failed.err) == (1, True)
    assert "sources in trouble" not in here.do("status").out
    assert "410" in here.do("status").out
    assert here.do("gather", "unheard").status == 2


def test_subscribers_are_added_shown_checked_and_imported(here, tmp_path):
    assert here.do("subscribers", "add", "cem@example.org", "--name", "Cem", "--timezone", "Asia/Tokyo", "--language", "de").status == 0
    rows = {row["email"]: row for row in here.do("--json", "subscribers", "list").json}
    assert (rows["cem@example.org"]["timezone"], rows["cem@example.org"]["lists"]) == ("Asia/Tokyo", ["daily"])
    assert "cem@example.org" in here.do("subscribers", "list").out
    assert 'timezone = "Asia/Tokyo"' in here.do("subscribers", "show", "cem@example.org").out
    assert here.do("--json", "subscribers", "show", "cem@example.org").json["timezone"] == "Asia/Tokyo"
    assert here.do("subscribers", "add", "cem@example.org").status != 0
    assert here.do("subscribers", "add", "dan@example.org", "--list", "dayly").status == 2
    assert here.do("subscribers", "check").out == "3 subscribers, 0 mistakes\n"
    tmp_path.joinpath("many.csv").write_text("email,name,lists\ndan@example.org,Dan,daily\nada@example.org,Ada,daily\n")
    assert "nothing was written" in here.do("subscribers", "import", "many.csv").out
    counts = here.do("--json", "subscribers", "import", "many.csv", "--write").json["counts"]
    assert counts == {"new": 1, "known": 1, "suppressed": 0, "wrong": 0}
    assert here.do("subscribers", "check").out == "4 subscribers, 0 mistakes\n"
    assert here.do("subscribers", "import", "nothing.csv").status == 2
    tmp_path.joinpath("odd.csv").write_text("email,lists\nno address,daily\n")
    assert here.do("subscribers", "import", "odd.csv").status == 2


def test_filters_run_a_stage_over_lines(here):
    lines = "\n".join(json.dumps({"id": str(number), "text": "One sentence. Another one."}) for number in range(2))
    said = here.do("filter", "sentences", feed=lines + "\n\n")
    assert [json.loads(line)["id"] for line in said.out.splitlines()] == ["0", "1"]
    records = ({"id": str(n), "title": title, "text": text, "url": f"https://a.example/{n}"} for n, (title, text) in enumerate(EVENTS))
    told = "\n".join(map(json.dumps, records))
    assert len(here.do("filter", "story", feed=told).out.splitlines()) == len(EVENTS)
    wrong = [here.do("filter", "sentence"), here.do("filter", "tag", feed="{"), here.do("filter", "tag", feed="[1]")]
    assert [each.status for each in wrong] == [2, 2, 2]
    assert "did you mean" in wrong[0].err
    assert "standard input:1" in wrong[1].err


@pytest.mark.parametrize(
    "words",
    [
        ["init", "fresh"],
        ["check"],
        ["check", "--schema"],
        ["gather"],
        ["preview"],
        ["preview", "--out", "a.eml"],
        ["send"],
        ["send", "--due"],
        ["send", "--test", "me@example.net"],
        ["send", "--dry-run"],
        ["resume"],
        ["run", "--once"],
        ["status"],
        ["explain", "--as", "ada@example.org"],
        ["articles"],
        ["sources", "list"],
        ["sources", "add", "https://new.example/feed.xml"],
        ["sources", "export"],
        ["subscribers", "list"],
        ["subscribers", "show", "ada@example.org"],
        ["subscribers", "add", "new@example.org"],
        ["subscribers", "check"],
    ],
)
def test_json_is_one_document_a_command(here, words):
    here.do("gather")
    said = here.do("--json", *words)
    assert said.status == 0, said.err
    assert said.json is not None


def test_json_of_a_preview_without_a_mail_and_of_a_failing_source_test(here, web):
    assert here.do("--json", "preview").json["to"] is None
    assert here.do("--json", "sources", "test", f"{web.url}/none").json["error"]


def test_the_store_stands_where_the_configuration_says_with_everything_beside_it(here):
    here.configure("[store]", '[store]\nurl = "sqlite:///elsewhere/mine.db"')
    assert here.do("status").status == 0
    assert (here.folder / "elsewhere" / "mine.db").is_file()
    assert not (here.folder / "data").exists()


def test_quiet_says_only_what_is_wrong(here):
    assert here.do("-q", "send").out == ""
    assert here.do("--quiet", "gather", "unheard").err.startswith("digest: ")


def test_an_instant_without_a_zone_is_utc_and_nonsense_is_usage(here):
    here.now = "2026-11-21T08:00"
    assert here.do("gather").status == 0
    here.now = "tomorrow"
    assert here.do("status").status == 2


def test_acting_as_of_another_time_is_refused_where_it_would_be_remembered(here):
    here.configure("replay = true", "replay = false")
    said = here.do("gather")
    assert (said.status, "replay" in said.err) == (2, True)
    assert here.do("preview").status == 0


def test_a_store_in_earnest_cannot_be_declared_a_replay_later(here):
    here.configure("replay = true", "replay = false")
    here.do("status", now=False)
    here.configure("replay = false", "replay = true")
    said = here.do("gather")
    assert (said.status, "store.replay" in said.err) == (2, True)


def test_a_replay_sends_to_this_machine_only(here):
    here.configure('security = "none"', 'security = "starttls"')
    said = here.do("send")
    assert (said.status, "this machine only" in said.err) == (2, True)


def test_a_store_that_was_copied_from_another_machine_does_not_send(here, tmp_path, mail):
    import sqlite3

    here.do("gather")
    with sqlite3.connect(tmp_path / "data" / "digest.db") as copy:
        copy.execute("UPDATE instance SET machine = 'another'")
    copy.close()
    said = here.do("send")
    assert (said.status, mail.bodies) == (4, [])
    assert "another machine" in said.err


def test_several_editions_want_a_name(here):
    here.configure("[smtp]", '[[editions]]\nname = "weekly"\nlist = "daily"\n\n[smtp]')
    said = here.do("send")
    assert (said.status, "daily, weekly" in said.err) == (2, True)
    assert "did you mean" in here.do("send", "weakly").err
    assert here.do("send", "weekly").status == 0


def test_version_and_help_answer(tmp_path):
    assert do(["--version"], tmp_path).out.startswith("digest ")
    assert do(["-q", "--version"], tmp_path).out.startswith("digest ")
    assert "Usage: digest" in do([], tmp_path).all
    assert "Commands" in do(["--help"], tmp_path).out
    assert do(["unheard"], tmp_path).status == 2


def test_links_of_a_public_address_are_https_and_mail_says_one_click(here, mail):
    here.configure(new='[web]\nbase_url = "https://digest.example/"')
    here.do("send", "--to", "ada@example.org")
    (sent,) = mails(mail)
    assert sent["List-Unsubscribe"].strip().startswith("<https://digest.example/u/")
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_made_key_is_kept_and_nobody_else_can_read_it(tmp_path):
    here = Instance(tmp_path)
    here.configure('key = "an e2e key that signs links"\n')
    here.do("status")
    kept = tmp_path / "data" / "secret.key"
    first = kept.read_text()
    here.do("status")
    assert (kept.read_text(), kept.stat().st_mode & 0o777, len(first)) == (first, 0o600, 64)


def test_linked_pages_of_teasers_are_read(here, web):
    told = "".join(f"<p>Paragraph {n} tells about the crane, its driver and the ropes of quay {n}.</p>" for n in range(20))
    web.answers["/crane"] = Answer(f"<html><body><article>{told}".encode(), headers={"Content-Type": "text/html"})
    teasers = item("Crane turns", f"{web.url}/crane", "It turns."), item("Rope gone", f"{web.url}/rope", "Gone.")
    web.answers["/feed.xml"] = Answer(rss(*teasers))
    here.configure("full_text = false", "full_text = true")
    said = here.do("gather")
    assert said.status == 1
    assert "1 of 2 linked pages did not come" in said.err
