"""The commands about sources, as a person runs them: suggestions, pausing, removing, kinds beside feeds, health."""

from __future__ import annotations

import tomllib
from datetime import timedelta

import pytest
from instance import AT, do
from servers import Answer, site

FEED = """<rss version="2.0"><channel><title>Quay</title>{}</channel></rss>"""
ENTRY = "<item><title>{0}</title><link>/{1}</link><guid>{1}</guid><pubDate>{2:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
TITLES = (
    "Harbour bridge reopens after repairs",
    "Glacier survey finds warm water",
    "Council votes on the tram line",
    "Ferries return to their summer timetable",
)
TEXT = " ".join(f"Sentence {number} tells what was seen at the quay that day and why it matters." for number in range(30))
HTML = {"Content-Type": "text/html; charset=utf-8"}


def feed(*days, at=AT):
    return Answer(
        body=FEED.format("".join(ENTRY.format(f"Story number {day}", f"s{day}", at - timedelta(days=day)) for day in days)).encode()
    )


@pytest.fixture
def web():
    with site() as running:
        running.answers["/feed.xml"] = feed(*range(8))
        yield running


@pytest.fixture
def here(tmp_path):
    """Run a command in a folder that ``init`` made; ``digest --json`` answers are under ``.json``."""
    assert do(["init"], tmp_path).status == 0
    config = tmp_path / "config.toml"
    config.write_text(config.read_text() + '\n[gather]\nallow_private_addresses = ["127.0.0.0/8"]\n[store]\nreplay = true\n')

    def run(*words, now=AT):
        return do(["--now", now.isoformat(), *words], tmp_path)

    run.config = config
    return run


def test_init_with_tags_makes_an_instance_that_checks(tmp_path):
    said = do(["init", "--tags", "technology,sports"], tmp_path)
    assert (said.status, said.err) == (0, "")
    settings = tomllib.loads((tmp_path / "config.toml").read_text())
    assert len(settings["sources"]) == 12
    assert all({"technology", "sport"} & set(each["tags"]) for each in settings["sources"])
    assert tomllib.loads((tmp_path / "subscribers" / "you.toml").read_text())["tags"] == {"technology": 2.0, "sport": 2.0}
    assert do(["check"], tmp_path).status == 0


def test_init_with_a_tag_nobody_knows_makes_nothing(tmp_path):
    said = do(["init", "--tags", "technologie,sciense"], tmp_path)
    assert (said.status, "did you mean 'science'" in said.err) == (2, True)
    assert do(["init", "--tags", "science", "--language", "xx"], tmp_path).status == 2
    assert list(tmp_path.iterdir()) == []


def test_suggestions_are_shown_and_added_once(here):
    assert "politics" in here("sources", "suggest").out
    rows = here("--json", "sources", "suggest", "security", "--language", "pl").json
    assert rows == here("sources", "suggest", "security", "--country", "pl", "--language", "pl", "--json").json
    assert rows[0].keys() == {"title", "url", "site", "language", "country", "tags"}
    before = here.config.read_text()
    shown = here("sources", "suggest", "security", "--language", "pl", "--add")
    assert rows[0]["url"] in shown.out
    assert "0 were there already" in shown.out
    assert "1 were there already" in here("sources", "suggest", "security", "--language", "pl", "--add").out
    assert here.config.read_text().startswith(before.rstrip())
    assert here("sources", "suggest", "politcs").status == 2
    assert here("sources", "suggest", "space", "--country", "MT").status == 2


def test_a_paused_source_is_not_asked_and_a_removed_one_is_gone(here, web):
    assert here("sources", "list").out.startswith("No source yet")
    here("sources", "add", f"{web.url}/feed.xml")
    name = here("sources", "list", "--json").json[0]["id"]
    assert here("sources", "pause", name).out.startswith(f"paused {name}")
    assert here("gather").out == "gather: nothing to do\n"
    assert web.asked == []
    row = here("--json", "sources", "list").json[0]
    assert (row["status"], row["next"]) == ("paused", None)
    assert "never" in here("sources", "list").out
    here("sources", "resume", name)
    assert "8 new" in here("gather").out
    row = here("--json", "sources", "list").json[0]
    assert (row["status"], row["error"], row["weekly"], row["url"]) == ("ok", "", 7.0, f"{web.url}/feed.xml")
    assert here("--json", "sources", "remove", name).json["removed"] == name
    assert here("--json", "sources", "list").json == []
    assert here("sources", "remove", name).status == 2


def test_a_silent_source_is_told_once_in_the_report_and_stays_in_the_coverage(here, web):
    here("sources", "add", f"{web.url}/feed.xml")
    assert here("gather").out.endswith("  1 of 1 sources answered, 8 entries, 8 new\n")
    name = here("--json", "sources", "list").json[0]["id"]
    first = here("gather", now=AT + timedelta(days=5)).out
    assert "it answers, but nothing new came since 2026-11-21" in first
    assert first.endswith(f"  1 of 1 sources answered, 0 entries, 0 new; silent: {name}\n")
    second = here("gather", now=AT + timedelta(days=6)).out
    assert "it answers" not in second
    assert second.endswith(f"silent: {name}\n")
    assert here("--json", "sources", "list").json[0]["alerts"] == ["silent"]


def test_of_a_page_list_new_links_become_articles_with_the_text_of_their_pages(here, web):
    def list_links(count):
        rows = "".join(f'<li class="story"><a href="/n/{number}">{title}</a></li>' for number, title in enumerate(TITLES[:count]))
        web.answers["/news"] = Answer(body=f"<html><body><ul>{rows}</ul></body></html>".encode(), headers=HTML)

    for number, title in enumerate(TITLES):
        page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{title}. {TEXT}</p></article></body></html>"
        web.answers[f"/n/{number}"] = Answer(body=page.encode(), headers=HTML)
    list_links(3)
    here("sources", "add", f"{web.url}/news", "--kind", "list")
    assert here("gather").status == 0
    assert {row["title"] for row in here("--json", "articles").json} == set(TITLES[:3])
    assert not [asked.path for asked in web.asked if asked.path.startswith("/n/")]
    list_links(4)
    for hours in (2, 4):
        assert here("gather", now=AT + timedelta(hours=hours)).status == 0
    assert [asked.path for asked in web.asked if asked.path.startswith("/n/")] == ["/n/3"]
    assert len(here("--json", "articles").json) == 4


def test_the_doctor_says_what_an_address_is(here, web):
    said = here("--json", "sources", "test", f"{web.url}/feed.xml")
    assert (said.status, said.json["kind"], said.json["entries"], said.json["error"]) == (0, "RSS 2.0", 8, "")
    shown = here("sources", "test", f"{web.url}/feed.xml").out
    assert "kind: RSS 2.0" in shown
    assert "advice: its texts are short" in shown
    web.answers["/page"] = Answer(body=b"<html><body>Nothing</body></html>", headers=HTML)
    failed = here("sources", "test", f"{web.url}/page")
    assert failed.status == 1
    assert "this is a web page, not a feed" in failed.err
