"""Everything a person or the world can get wrong: a clear error, nothing lost, nothing sent by mistake."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from instance import AT, Instance, do, item, paper, rss
from servers import Answer, site
from smtp_servers import Script, ScriptedServer

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture
def web():
    with site() as running:
        running.answers["/feed.xml"] = Answer(paper())
        yield running


@pytest.fixture
def mail():
    with ScriptedServer(Script()) as server:
        yield server


@pytest.fixture
def here(tmp_path, web, mail):
    made = Instance(tmp_path, port=mail.port)
    made.source("quay", f"{web.url}/feed.xml")
    made.reader("ada", "ben")
    return made


def line_of(path, passage):
    return next(number for number, line in enumerate(path.read_text().splitlines(), start=1) if passage in line)


# ---------------------------------------------------------------- configuration


def test_no_configuration_at_all_says_how_to_make_one(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    monkeypatch.delenv("DIGEST_CONFIG", raising=False)
    said = do(["status"], tmp_path)
    assert said.status == 2
    assert "digest init" in said.err


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("min_stories = 2", "min_story = 2", ("editions[1].min_story", "min_stories")),
        ("connections = 1", 'connections = "one"', ("smtp.connections", "integer")),
        ("timeout = 60", 'timeout = "soon"', ("smtp.timeout", '"6h"')),
        ('from = "quay@digest.example"', 'from = "quay"', ("digest.from", "not a mail address")),
        ('name = "Quay News"', 'name = "Quay', ("", "")),
    ],
)
def test_a_mistake_in_the_configuration_is_named_with_file_line_and_key(here, mail, old, new, named):
    key, hint = named
    here.configure(old, new)
    for words in (["check"], ["send"], ["status"]):
        said = here.do(*words)
        assert said.status == 2
        assert f"config.toml:{line_of(here.folder / 'config.toml', new)}: {key}" in said.all
        assert hint in said.all
    assert mail.bodies == []


def test_check_names_every_mistake_at_once(here):
    here.configure("min_stories = 2", "min_story = 2")
    here.configure("replay = true", 'replay = "perhaps"')
    mistakes = here.do("--json", "check").json["mistakes"]
    assert len(mistakes) == 2


def test_a_missing_secret_is_named_and_the_queue_is_kept(here, mail):
    here.configure('security = "none"', 'security = "none"\nusername = "quay"\npassword = { env = "DIGEST_TEST_UNSET" }')
    said = here.do("send")
    assert (said.status, mail.bodies) == (2, [])
    assert "smtp.password: the environment variable DIGEST_TEST_UNSET is not set" in said.err
    assert "DIGEST_TEST_UNSET" in here.do("check").all
    assert here.do("--json", "status").json["issues"][0]["deliveries"] == {"queued": 2}
    here.configure('\nusername = "quay"\npassword = { env = "DIGEST_TEST_UNSET" }', "")
    assert "2 accepted" in here.do("resume").out


def test_a_missing_key_file_is_named(here):
    here.configure('key = "an e2e key that signs links"', 'key = { file = "none.key" }')
    said = here.do("send")
    assert said.status == 2
    assert "digest.key: the secret's file cannot be read" in said.err


def test_a_key_that_is_too_short_is_named(here):
    here.configure('key = "an e2e key that signs links"', 'key = "short"')
    said = here.do("send")
    assert (said.status, "config.toml: digest.key: " in said.err) == (2, True)


def test_a_plain_secret_that_others_can_read_is_refused(here):
    (here.folder / "config.toml").chmod(0o644)
    said = here.do("status")
    assert (said.status, "chmod 600" in said.err) == (2, True)


def test_a_part_that_does_not_exist_is_named(here):
    here.configure('transport = "smtp"', 'transport = "stmp"')
    said = here.do("send")
    assert (said.status, 'did you mean "smtp"' in said.err or "smtp" in said.err) == (2, True)
    assert "stmp" in here.do("check").all


def test_no_edition_and_no_folder_of_subscribers_are_named(here):
    text = (here.folder / "config.toml").read_text()
    start = text.index("[[editions]]")
    here.write("config.toml", text[:start] + text[text.index("[smtp]") :])
    assert "[[editions]]" in here.do("send").err
    here.write("config.toml", text)
    shutil.rmtree(here.folder / "subscribers")
    said = here.do("send")
    assert said.status == 1
    assert "subscribers" in said.err


@pytest.mark.parametrize("now", ["0001-01-02T00:00Z", "9999-12-31T00:00Z"])
def test_an_instant_out_of_all_reach_is_usage(here, now):
    here.now = now
    assert here.do("preview").status == 2


def test_a_broken_template_is_named_with_file_and_line_and_nothing_is_sent(here, mail):
    shutil.copytree(TEMPLATES, here.folder / "templates")
    body = here.folder / "templates" / "daily" / "body.html"
    body.write_text(body.read_text().replace("<body", "{{ unheard.of }}<body", 1))
    said = here.do("send")
    assert (said.status, mail.bodies) == (1, [])
    assert "daily/body.html:" in said.err
    assert here.do("--json", "status").json["issues"] == []
    assert here.do("check").status == 2
    due = here.do("send", "--due", now=True)
    assert due.status == 0
    shutil.rmtree(here.folder / "templates")
    assert "2 accepted" in here.do("send").out


def test_a_broken_template_on_schedule_leaves_its_readers_due(here, mail):
    here.now = "2026-11-20T08:00Z"
    here.do("send", "--due")
    shutil.copytree(TEMPLATES, here.folder / "templates")
    subject = here.folder / "templates" / "daily" / "subject.txt"
    subject.write_text(subject.read_text() + "{% block odd %}{% endblock %}")
    here.now = "2026-11-21T07:00Z"
    said = here.do("send", "--due")
    assert (said.status, mail.bodies) == (3, [])
    assert "RenderError: daily (2 readers wait)" in said.err
    shutil.rmtree(here.folder / "templates")
    assert "2 accepted" in here.do("send", "--due").out


# ---------------------------------------------------------------- subscribers


def test_a_broken_subscriber_file_keeps_its_last_good_version(here, mail):
    here.do("status")
    here.write("subscribers/ben.toml", 'email = "ben@example.org"\nlists = ["daily"]\ntimezon = "UTC"\n')
    said = here.do("subscribers", "check")
    assert said.status == 2
    assert "ben.toml:3: timezon" in said.out
    assert "timezone" in said.out
    sent = here.do("send")
    assert sent.status == 0
    assert "ben.toml:3" in sent.err
    assert len(mail.bodies) == 2
    assert "ben.toml:3" in here.do("status").out
    assert here.do("subscribers", "list").err


def test_a_file_that_was_never_good_harms_nobody_else(here, mail):
    here.write("subscribers/cem.toml", "email = \n")
    assert here.do("send").status == 0
    assert len(mail.bodies) == 2


def test_of_two_files_with_one_address_the_first_by_name_counts(here, mail):
    here.write("subscribers/zoe.toml", 'email = "ADA@example.org"\nlists = ["daily"]\n')
    said = here.do("send")
    assert (said.status, len(mail.bodies)) == (0, 2)
    assert "zoe.toml" in said.err
    assert "ada.toml" in said.err


# ---------------------------------------------------------------- feeds


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"<!doctype html><html><head><title>Hello</title></head><body><p>A page, no feed.</p></body></html>", "page"),
        (b"", "empty"),
        (b"\x00\x01\x02 not at all", "feed"),
        (b'{"version": "nonsense"}', "no JSON Feed"),
    ],
)
def test_what_is_no_feed_is_a_line_of_the_report_and_harms_no_other(here, web, mail, body, what):
    web.answers["/odd.xml"] = Answer(body, headers={"Content-Type": "text/html"})
    here.source("odd", f"{web.url}/odd.xml")
    said = here.do("gather")
    assert said.status == 1
    assert what in said.err
    assert "3 articles" in said.out
    sent = here.do("send")
    assert (sent.status, len(mail.bodies)) == (0, 2)


def test_a_dead_server_and_an_error_page_are_lines_of_the_report(here, web, mail):
    here.source("dead", "http://127.0.0.1:9/feed.xml")
    here.source("ill", f"{web.url}/ill.xml")
    web.answers["/ill.xml"] = Answer(status=500)
    said = here.do("send")
    assert (said.status, len(mail.bodies)) == (0, 2)
    assert said.err.count("FetchError") == 2


def test_a_feed_without_entries_is_no_mistake(here, web):
    web.answers["/feed.xml"] = Answer(rss())
    assert here.do("gather").status == 0
    assert "get no mail" in here.do("send").out


def test_undated_entries_of_the_first_fetch_are_old_and_later_ones_new(here, web, mail):
    old = [item(f"Old story number {number}", f"https://quay.example/{number}", f"Old: {number}.", at=None) for number in range(3)]
    fresh = [
        item(title, f"https://quay.example/new{number}", f"{title} with {word} and {word}s.", at=None)
        for number, (title, word) in enumerate([("Ferry sinks", "water"), ("Baker wins prize", "bread")])
    ]
    web.answers["/feed.xml"] = Answer(rss(*old))
    assert "get no mail" in here.do("send").out
    web.answers["/feed.xml"] = Answer(rss(*fresh, *old))
    here.do("gather", "quay")
    assert "2 accepted" in here.do("send").out
    assert b"Old story" not in mail.bodies[0]


def test_a_date_in_the_future_is_not_believed_and_leads_nothing(here, web):
    here.do("gather")
    web.answers["/feed.xml"] = Answer(paper(6, at=AT + timedelta(days=400)))
    assert here.do("gather", "quay").status == 0
    rows = {row["title"]: row["published"] for row in here.do("--json", "articles").json}
    assert len(rows) == 6
    assert rows["Chess club wins the northern cup"] is None
    assert "2 accepted" in here.do("send").out


def test_one_guid_on_different_articles_and_new_guids_on_old_ones(here, web):
    ferry = item("Ferry sinks", "https://quay.example/1", "Water.", guid="x")
    web.answers["/feed.xml"] = Answer(rss(ferry, item("Baker wins", "https://quay.example/2", "Bread.", guid="x")))
    assert "2 articles" in here.do("gather").out
    again = [item("Ferry sinks", "https://quay.example/1?utm_source=rss", "Water.", guid="y")]
    web.answers["/feed.xml"] = Answer(rss(*again))
    here.do("gather", "quay")
    assert [row["url"] for row in here.do("--json", "articles").json if "Ferry" in row["title"]] == ["https://quay.example/1"]


# ---------------------------------------------------------------- the mail server


def trouble(here, script):
    """A send to a server with a script, and what it heard."""
    with ScriptedServer(script) as server:
        text = (here.folder / "config.toml").read_text()
        port = next(line for line in text.splitlines() if line.startswith("port = "))
        here.configure(port, f"port = {server.port}")
        said = here.do("send")
        here.configure(f"port = {server.port}", port)
        return said, server


def deliveries(here):
    return here.do("--json", "status").json["issues"][0]["deliveries"]


def test_a_server_that_is_down_keeps_the_queue_and_resume_delivers_later(here, mail):
    port = f"port = {mail.port}"
    here.configure(port, "port = 9")
    said = here.do("send")
    assert said.status == 3
    assert "TemporaryError: transport" in said.err
    assert deliveries(here) == {"queued": 2}
    assert here.do("resume").status == 3
    here.configure("port = 9", port)
    later = here.do("resume")
    assert (later.status, later.out) == (0, "resume: 2 accepted\n")
    assert here.do("resume").out == "resume: nothing to do\n"
    assert len(mail.bodies) == 2


def test_a_refused_recipient_is_named_and_the_others_are_served(here):
    said, server = trouble(here, Script(rcpt=lambda line: "550 5.1.1 unknown" if "ben" in line else "250 ok"))
    assert said.status == 3
    assert "refused: ben@example.org" in said.err
    assert len(list(filter(None, server.bodies))) == 1
    assert deliveries(here) == {"accepted": 1, "refused": 1}
    assert "suppressed" in here.do("subscribers", "list").out


def test_a_refused_sender_stops_the_run_and_keeps_the_queue(here, mail):
    said, server = trouble(here, Script(mail="553 5.7.1 not you"))
    assert (said.status, server.bodies) == (3, [])
    assert "SenderRefusedError" in said.err
    assert deliveries(here) == {"queued": 2}
    assert "2 accepted" in here.do("resume").out
    assert len(mail.bodies) == 2


def test_a_deferring_server_is_asked_again_when_the_time_has_come(here, mail):
    said, _ = trouble(here, Script(rcpt="451 4.7.1 greylisted"))
    assert said.status == 3
    assert deliveries(here) == {"deferred": 2}
    assert "nothing to do" in here.do("resume").out
    here.now = "2026-11-21T08:06Z"
    assert "2 accepted" in here.do("resume").out


def test_a_connection_that_is_dropped_before_the_dot_costs_nobody_his_mail(here):
    said, server = trouble(here, lambda number: Script(data="<drop>" if number == 0 else "354 go on"))
    assert said.status == 0
    assert deliveries(here) == {"accepted": 2}
    assert len(server.bodies) == 2


def test_a_connection_that_is_dropped_after_the_dot_is_in_doubt_and_sent_again_once(here, mail):
    said, server = trouble(here, lambda number: Script(dot="<drop>" if number == 0 else "250 ok"))
    assert said.status == 3
    assert "in-doubt: " in said.err
    assert deliveries(here) == {"accepted": 1, "in-doubt": 1}
    later = here.do("resume")
    assert later.status == 0
    assert "1 in doubt" in later.out
    assert mail.bodies[0] in server.bodies
