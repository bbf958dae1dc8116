"""The gatherers against a real HTTP server and real folders."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta

import pytest
from build import NOW, article, source
from servers import Answer, site

from digest.fetch import HttpFetch
from digest.gather import (
    FeedGatherer,
    FolderGatherer,
    PageGatherer,
    findings,
    folder,
    is_due,
    pages,
    parse_line,
    probe,
    read_opml,
    write_opml,
)
from digest.gather.parsing import parsers
from digest.model import SourceId, SourceState

RSS = b"""<rss version="2.0"><channel><title>Herald</title><item><title>Bridge reopens</title><link>/bridge</link>
<pubDate>Fri, 20 Nov 2026 05:00:00 GMT</pubDate></item><item><title>Undated</title><link>/u</link></item></channel></rss>"""
PAGE = b'<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>Welcome</body></html>'


@pytest.fixture
def web():
    with site() as running:
        yield running


def fetcher(**options):
    return HttpFetch(**{"user_agent": "digest-test", "timeout": 5.0, "allow_private_addresses": ("127.0.0.0/8",)} | options)


LATER = NOW + timedelta(days=2)


def gather(gatherer, *sources, states=None, now=None):
    return gatherer(fetcher()).gather(sources, states or {}, now or (LATER if states else NOW))


def at(web, path="/feed", name="herald", **given):
    return source(name, url=web.url + path, **given)


def test_a_feed_is_gathered_with_all_that_is_to_be_remembered(web):
    web.answers["/feed"] = Answer(body=RSS, headers={"ETag": '"1"', "Last-Modified": "Thu, 19 Nov 2026 00:00:00 GMT"})
    (found,) = gather(FeedGatherer, at(web))
    assert [(entry.title, entry.link, entry.is_backlog) for entry in found.entries] == [
        ("Bridge reopens", f"{web.url}/bridge", False),
        ("Undated", f"{web.url}/u", True),
    ]
    assert found.failure is None
    assert (found.state.etag, found.state.status, found.state.title, found.state.is_primed) == ('"1"', "ok", "Herald", True)
    assert found.state.next_check > NOW
    assert not is_due(found.state, NOW)


def test_what_did_not_change_is_not_parsed_again(web):
    headers = {"ETag": '"a  b"', "Last-Modified": "long ago"}
    web.answers["/feed"] = lambda asked: Answer(status=304) if "if-none-match" in asked.headers else Answer(body=RSS, headers=headers)
    (first,) = gather(FeedGatherer, at(web))
    (second,) = gather(FeedGatherer, at(web), states={first.source.id: first.state})
    assert (second.entries, second.failure, second.state.etag) == ((), None, '"a  b"')
    assert second.state.checked == LATER
    assert (web.asked[1].headers["if-none-match"], web.asked[1].headers["if-modified-since"]) == ('"a  b"', "long ago")


@pytest.mark.parametrize("gatherer", [FeedGatherer, PageGatherer, FolderGatherer])
def test_nothing_is_asked_before_its_time(web, gatherer):
    waiting = SourceState(source=SourceId("herald"), next_check=NOW + timedelta(seconds=1))
    assert gather(gatherer, at(web), states={SourceId("herald"): waiting}, now=NOW) == ()
    assert web.asked == []


def test_an_equal_body_is_not_parsed_again(web):
    web.answers["/feed"] = Answer(body=RSS)
    (first,) = gather(FeedGatherer, at(web))
    (second,) = gather(FeedGatherer, at(web), states={first.source.id: first.state})
    assert (second.entries, second.failure) == ((), None)
    web.answers["/feed"] = Answer(body=RSS.replace(b"Undated", b"Now undated"))
    (third,) = gather(FeedGatherer, at(web), states={first.source.id: second.state}, now=LATER + timedelta(days=2))
    assert [entry.is_backlog for entry in third.entries] == [False, False]


def test_one_failing_source_harms_no_other(web):
    web.answers |= {
        "/feed": Answer(body=RSS),
        "/laughs": Answer(body=b'<!DOCTYPE a [<!ENTITY a "b">]><rss/>'),
        "/broken": Answer(body=b"no feed at all"),
        "/raw": Answer(raw=b"\0\0"),
        "/empty": Answer(),
    }
    paths = ("/laughs", "/missing", "/feed", "/broken", "/raw", "/empty")
    found = gather(FeedGatherer, *(at(web, path, path[1:]) for path in paths))
    assert [bool(each.failure) for each in found] == [True, True, False, True, True, True]
    assert [each.source.id for each in found] == [path[1:] for path in paths]
    assert len(found[2].entries) == 2
    assert found[1].failure.what == "the server answered 404 Not Found"
    assert found[1].failure.kind == "FetchError"
    assert (found[3].state.failures, found[3].state.status, found[3].state.is_primed) == (1, "error", False)


def test_an_error_nobody_foresaw_ends_with_its_source(web, monkeypatch):
    def fail(body, **_given):
        raise RuntimeError("deep\u202e inside" if b"Herald" in body else "other")

    monkeypatch.setattr(parsers, "parse", fail)
    web.answers["/feed"] = Answer(body=RSS)
    (found,) = gather(FeedGatherer, at(web))
    assert found.failure.what == "the feed cannot be read: RuntimeError: deep inside"


def test_sources_that_failed_come_last_and_answers_in_order(web):
    web.answers |= {"/a": Answer(status=500), "/b": Answer(body=RSS)}
    sources = (at(web, "/a", "a"), at(web, "/b", "b"))
    first = gather(FeedGatherer, *sources)
    second = gather(FeedGatherer, *sources, states={each.source.id: each.state for each in first})
    assert [asked.path for asked in web.asked] == ["/a", "/b", "/b", "/a"]
    assert [each.source.id for each in second] == ["a", "b"]
    assert second[0].state.failures == 2


def test_a_feed_that_is_gone_is_not_asked_again(web):
    web.answers["/feed"] = Answer(status=410)
    (found,) = gather(FeedGatherer, at(web))
    assert found.state.status == "gone"
    assert not is_due(found.state, NOW + timedelta(days=99))


def test_retry_after_is_obeyed(web):
    web.answers["/feed"] = Answer(status=429, headers={"Retry-After": "7200"})
    (found,) = gather(FeedGatherer, at(web))
    assert found.state.next_check >= NOW + timedelta(hours=2)
    assert found.state.status == "busy"


def test_a_feed_that_moved_is_followed_at_the_second_sighting(web):
    web.answers |= {"/feed": Answer(status=301, headers={"Location": "/new"}), "/new": Answer(body=RSS)}
    (first,) = gather(FeedGatherer, at(web))
    (second,) = gather(FeedGatherer, at(web), states={first.source.id: first.state})
    assert (first.state.url, second.state.url) == ("", f"{web.url}/new")
    gather(FeedGatherer, at(web), states={first.source.id: second.state}, now=LATER + timedelta(days=2))
    assert web.asked[-1].path == "/new"


def test_a_page_given_as_a_feed_leads_to_its_feed(web):
    web.answers |= {"/": Answer(body=PAGE), "/feed": Answer(body=RSS)}
    (found,) = gather(FeedGatherer, at(web, "/"))
    assert (len(found.entries), found.state.url, found.state.status) == (2, f"{web.url}/feed", "moved")


def test_a_working_feed_that_shows_a_page_for_once_is_not_given_up(web):
    web.answers["/feed"] = Answer(body=RSS)
    (first,) = gather(FeedGatherer, at(web))
    web.answers["/feed"] = Answer(body=PAGE)
    (second,) = gather(FeedGatherer, at(web), states={first.source.id: first.state})
    assert "web page" in second.failure.what
    assert second.state.url == ""


@pytest.mark.parametrize("feed", [Answer(body=PAGE), Answer(status=404)])
def test_a_page_that_leads_nowhere_is_a_failure(web, feed):
    web.answers |= {"/": Answer(body=PAGE), "/feed": feed}
    (found,) = gather(FeedGatherer, at(web, "/"))
    assert found.failure
    assert found.state.failures == 1


def test_probing_tells_what_is_there(web):
    web.answers |= {"/": Answer(body=PAGE), "/feed": Answer(body=RSS), "/old": Answer(status=301, headers={"Location": "/feed"})}
    found = probe(f"{web.url}/", fetcher(), NOW)
    assert found.source.url == f"{web.url}/feed"
    lines = findings(found, NOW)
    assert lines[:3] == ("feed: Herald", "entries: 2", f"its address is {web.url}/feed; use that one")
    assert "newest: 2026-11-20 05:00 UTC, 60 min ago" in lines
    assert any("without a date: 1" in line for line in lines)
    assert probe(f"{web.url}/old", fetcher(), NOW).source.url == f"{web.url}/feed"
    assert findings(probe(f"{web.url}/none", fetcher(), NOW), NOW) == ("the server answered 404 Not Found",)
    web.answers["/plain"] = Answer(body=b"<rss version='2.0'><channel><link>x</link></channel></rss>")
    assert findings(probe(f"{web.url}/plain", fetcher(), NOW), NOW)[:2] == ("feed: without a title", "entries: 0")
    assert any("not yet reached" in line for line in findings(found, NOW - timedelta(hours=2)))


def test_a_page_is_one_entry_whenever_it_changed(web):
    web.answers["/p"] = Answer(body="<h1>Grüße</h1>".encode("latin-1"), headers={"Content-Type": "text/html; charset=latin-1", "ETag": "1"})
    page = at(web, "/p", kind="page", language="de")
    (first,) = gather(PageGatherer, page)
    (entry,) = first.entries
    assert (entry.content, entry.media, entry.link, entry.is_backlog, entry.language) == (
        "<h1>Grüße</h1>",
        "text/html",
        f"{web.url}/p",
        False,
        "de",
    )
    (second,) = gather(PageGatherer, page, states={page.id: first.state})
    assert (second.entries, second.failure) == ((), None)
    web.answers["/p"] = Answer(status=304)
    assert gather(PageGatherer, page, states={page.id: first.state})[0].entries == ()
    web.answers["/p"] = Answer(body=b"now text", headers={"Content-Type": "text/plain"})
    (third,) = gather(PageGatherer, page, states={page.id: first.state})
    assert (third.entries[0].content, third.entries[0].media) == ("now text", "text/plain")


@pytest.mark.parametrize("answer", [Answer(status=500), Answer(), Answer(body=b"%PDF", headers={"Content-Type": "application/pdf"})])
def test_a_page_that_is_none_is_a_failure(web, answer):
    web.answers["/p"] = answer
    (found,) = gather(PageGatherer, at(web, "/p", kind="page"))
    assert found.failure
    assert found.state.failures == 1


def test_linked_pages_are_visited_once_each(web):
    web.answers["/a"] = Answer(body=b"<p>full</p>", headers={"Content-Type": "text/html; charset=UTF-8"})
    told = [article("A", link=f"{web.url}/a"), article("B", link=f"{web.url}/b"), article("C", link="")]
    found = pages(fetcher(), told)
    ((identity, page),) = found.items
    assert (identity, page.content, page.charset, page.url) == (told[0].id, b"<p>full</p>", "utf-8", f"{web.url}/a")
    (failure,) = found.failures
    assert (failure.subject, failure.kind) == (f"{web.url}/b", "FetchError")
    assert [asked.path for asked in web.asked] == ["/robots.txt", "/a", "/b"]


def test_a_folder_gives_its_files_until_nothing_changes(tmp_path):
    (tmp_path / "b.html").write_bytes("<p>Grüße</p>".encode())
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfHerald\r\n\r\nNews")
    (tmp_path / "c.md").write_text("# C")
    for other in (".hidden.txt", "d.pdf", "e"):
        (tmp_path / other).write_text("x")
    inbox = source("inbox", kind="folder", url=str(tmp_path))
    (first,) = gather(FolderGatherer, inbox)
    assert [(e.guid, e.media, e.content) for e in first.entries] == [
        ("a.txt", "text/plain", "Herald\n\nNews"),
        ("b.html", "text/html", "<p>Grüße</p>"),
        ("c.md", "text/plain", "# C"),
    ]
    assert not any(entry.is_backlog or entry.link for entry in first.entries)
    (second,) = gather(FolderGatherer, inbox, states={SourceId("inbox"): first.state})
    assert (second.entries, second.failure) == ((), None)
    (tmp_path / "a.txt").write_text("Other")
    (third,) = gather(FolderGatherer, inbox, states={SourceId("inbox"): first.state})
    assert third.entries[0].content == "Other"


def test_a_file_that_cannot_be_opened_or_grew_is_told(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "b.txt").write_text("b")
    inbox = source("inbox", kind="folder", url=str(tmp_path))
    seen = folder._looked_at

    def then_exchanged(place, name):
        found = seen(place, name)
        (tmp_path / name).unlink()
        if name == "b.txt":
            (tmp_path / name).write_bytes(b"x" * 1_000_001)
        return found

    monkeypatch.setattr(folder, "_looked_at", then_exchanged)
    (found,) = gather(FolderGatherer, inbox)
    assert found.entries == ()
    assert "'a.txt': No such file" in found.failure.what
    assert "'b.txt': larger than" in found.failure.what


def test_a_file_taken_away_while_listing_is_passed_over(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("a")

    def gone(*_args, **_named):
        raise FileNotFoundError

    monkeypatch.setattr(folder.os, "stat", gone)
    assert gather(FolderGatherer, source("inbox", kind="folder", url=str(tmp_path)))[0].failure is None


def test_a_file_exchanged_for_a_pipe_is_not_read(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "a.txt")
    seen = folder._looked_at
    monkeypatch.setattr(folder, "_looked_at", lambda place, name: replace(seen(place, name), is_regular=True))
    (found,) = gather(FolderGatherer, source("inbox", kind="folder", url=str(tmp_path)))
    assert "no regular file" in found.failure.what


def test_files_beyond_the_limit_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "MAX_FILES", 1)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    (found,) = gather(FolderGatherer, source("inbox", kind="folder", url=str(tmp_path)))
    assert [entry.guid for entry in found.entries] == ["a.txt"]
    assert "1 files beyond" in found.failure.what


def test_a_folder_that_is_not_there_is_a_failure(tmp_path):
    (found,) = gather(FolderGatherer, source(kind="folder", url=str(tmp_path / "none")))
    assert "cannot be read" in found.failure.what
    assert found.state.failures == 1


def test_opml_comes_back_as_it_was_written():
    sources = (
        source("a", title="A & <B>", tags=frozenset({"harbour", "news"})),
        source("b", title="", url="https://b.example/f?x=1&y=2"),
        source("c", kind="folder", url="/tmp/x"),  # noqa: S108 - a name, nothing is written there
    )
    written = write_opml(sources, title="Mine")
    assert read_opml(written.encode()) == (
        ("A & <B>", "https://a.example/feed.xml", ("harbour", "news")),
        ("https://b.example/f?x=1&y=2", "https://b.example/f?x=1&y=2", ()),
    )


def test_opml_of_other_programs_is_read():
    document = """<opml version="1.0"><body><outline text="Große Politik"><outline text="X" xmlurl="https://x.example/"/>
    <outline text="X again" xmlUrl="https://x.example/"/><outline text="bad" xmlUrl="file:///etc/passwd"/></outline></body></opml>"""
    assert read_opml(document.encode()) == (("X", "https://x.example/", ("groe-politik",)),)


def test_the_filter_answers_line_by_line(tmp_path):
    (tmp_path / "f").write_bytes(RSS)
    answer = parse_line({"id": "1", "path": str(tmp_path / "f"), "url": "http://x.example/f", "headers": {"Content-Type": "text/xml"}})
    assert (answer["id"], answer["feed"]["title"]) == ("1", "Herald")
    assert answer["entries"][0] == {
        "guid": "",
        "title": "Bridge reopens",
        "link": "http://x.example/bridge",
        "published": "2026-11-20T05:00:00+00:00",
        "updated": "",
        "author": "",
        "tags": [],
        "summary": "",
        "content": "",
        "enclosures": [],
    }
    assert parse_line({"id": "_warm"})["error"] == "no path was given"
    assert "error" in parse_line({"id": "2", "path": str(tmp_path / "none")})
