"""Rows of the threat model, section 2.1, that need a whole gathering: SSRF, XXE, caps, killable parsing, slow feeds."""

from __future__ import annotations

import os
import socket
import tracemalloc
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from time import monotonic

import pytest
from build import NOW, source
from servers import Answer, site

from digest.errors import FetchError, ParseError, UnaskedError
from digest.fetch import HttpFetch
from digest.gather import FeedGatherer
from digest.gather.entries import MAX_MARKS, Arrival, entries_of
from digest.gather.parsing.markup import harmless, line, shallow
from digest.gather.parsing.parse import MAX_ENTRIES, parse
from digest.gather.parsing.parsers import ANSWERING, answer_to, parsed
from digest.gather.parsing.published import Feed, Markup, Published
from digest.gather.parsing.wire import dump
from digest.isolate import Workers
from digest.isolate.worker import NO_MEMORY, frame, read_frame, serve
from digest.ports import Request

pytestmark = pytest.mark.security

INSIDE = (
    *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8"),
    *("198.18.0.1", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.88.99.1", "::1", "::", "fe80::1", "fc00::1"),
    *("fec0::1", "ff02::1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::"),
)
FEED = b"<rss><channel><title>Herald</title><item><title>Bridge reopens</title></item></channel></rss>"


def fetcher(web=None, **options):
    origins = {"http://herald.example": web.url} if web else {}
    return HttpFetch(**{"user_agent": "digest-test", "timeout": 3.0, "origins": origins} | options)


def resolving(monkeypatch, answers):
    """A resolver that gives these addresses, one list a look-up, and the last one for ever."""
    lists = list(answers)

    def found(_host, port, *_args, **_named):
        addresses = lists.pop(0) if len(lists) > 1 else lists[0]
        kinds = {True: socket.AF_INET6, False: socket.AF_INET}
        tail = {True: (0, 0), False: ()}
        return [(kinds[":" in each], socket.SOCK_STREAM, 6, "", (each, port, *tail[":" in each])) for each in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", found)


def connections(monkeypatch):
    """Every address a socket was asked to connect to."""
    reached = []
    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: reached.append(address) or connect(self, address))
    return reached


@pytest.mark.parametrize("address", INSIDE)
def test_ssrf(monkeypatch, address):
    reached = connections(monkeypatch)
    resolving(monkeypatch, [[address]])
    answer = fetcher().get_all([Request(url="http://feed.example/rss")])[0]
    assert isinstance(answer, FetchError)
    assert reached == []


@pytest.mark.parametrize("address", INSIDE)
def test_ssrf_by_redirect(monkeypatch, address):
    with site() as web:
        web.answers["/feed"] = Answer(status=302, headers={"Location": "http://inside.example:8080/secret"})
        client = fetcher(web)
        resolving(monkeypatch, [[address]])
        answer = client.get_all([Request(url="http://herald.example/feed")])[0]
        assert "not public" in str(answer)
        assert len(web.asked) == 1


def test_ssrf_by_rebinding(monkeypatch):
    """Whoever looked the name up before, the address judged is the one of the connection."""
    with site() as inside:
        port = int(inside.url.rpartition(":")[2])
        resolving(monkeypatch, [["127.0.0.1"]])
        answers = fetcher().get_all([Request(url=f"http://rebind.example:{port}/{number}") for number in range(3)])
        assert all(isinstance(answer, FetchError) for answer in answers)
        assert inside.asked == []


def test_userinfo_not_logged():
    with site() as web:
        web.answers["/feed"] = Answer(status=302, headers={"Location": "http://ada:secret@herald.example/feed?token=secret"})
        found = FeedGatherer(fetcher(web)).gather((source(url="http://herald.example/feed?key=secret"),), {}, NOW)
        told = str(fetcher(web).get_all([Request(url="http://ada:secret@herald.example/?key=secret")])[0])
        assert "secret" not in found[0].failure.what + found[0].state.error + told


def test_no_proxy_route(monkeypatch):
    """No proxy of the environment is used: whoever sets one does not see what we ask, and cannot lead us inside."""
    with site() as proxy, site() as web:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        web.answers["/feed"] = Answer(body=FEED)
        assert fetcher(web).get(Request(url="http://herald.example/feed")).body == FEED
        assert proxy.asked == []


# ---------------------------------------------------------------- documents


@pytest.mark.parametrize("kind", ["SYSTEM", 'PUBLIC "x"'])
def test_xxe_file_not_read(tmp_path, kind):
    secret = tmp_path / "secret.txt"
    secret.write_text("canary-in-a-file")
    document = f'<!DOCTYPE rss [<!ENTITY x {kind} "{secret.as_uri()}">]><rss><channel><item><title>&x;</title></item></channel></rss>'
    with pytest.raises(ParseError, match="entities"):
        parse(document.encode())


def test_xxe_no_network():
    with site() as inside:
        for document in (
            f'<!DOCTYPE rss SYSTEM "{inside.url}/rss.dtd"><rss><channel><item><title>a</title></item></channel></rss>',
            (
                '<rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><item><title>a</title>'
                f'<xi:include href="{inside.url}/x"/></item></channel></rss>'
            ),
            f'<?xml-stylesheet href="{inside.url}/x.xsl"?><rss><channel><item><title>a</title></item></channel></rss>',
        ):
            assert [entry.title.text for entry in parse(document.encode()).entries] == ["a"]
        assert inside.asked == []


CAPS = {
    "items": b"<rss><channel><title>x</title>" + b"<item><title>a</title></item>" * 250_000 + b"</channel></rss>",
    "depth": b"<rss><channel>" + b"<a>" * 200_000,
    "attributes": b"<rss><channel><item><title "
    + b"".join(b'a%d="x" ' % number for number in range(100_000))
    + b">t</title></item></channel></rss>",
    "text": b"<rss><channel><item><title>" + b"x" * 9_000_000 + b"</title></item></channel></rss>",
    "openings": b"<rss><channel><item><title>a</title>" + b"<!--" * 500_000,
    "json": b'{"items":' + b"[" * 1_000_000,
}


@pytest.mark.parametrize("name", CAPS)
def test_feed_caps(name):
    """Every document ends in time, with few entries or an error, and this process stays small."""
    tracemalloc.start()
    try:
        with Workers(ANSWERING) as workers, suppress(ParseError):
            assert len(parsed(workers, CAPS[name]).entries) <= MAX_ENTRIES
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100_000_000


SLOW = (
    b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><x/>" + b"<item><title>a b</title></item>" * 60_000 + b"</rdf:RDF>"
)


def test_parse_timeout_kills_worker():
    with Workers(ANSWERING, processes=1, seconds=0.05) as workers:
        for _ in range(2):  # the place of the one that was killed is free again
            with pytest.raises(ParseError, match=r"longer than 0.05 s"):
                parsed(workers, SLOW)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)  # no child is left, neither alive nor a zombie


def test_a_worker_without_memory_fails_alone():
    with Workers(ANSWERING, processes=1, megabytes=90) as workers:
        with pytest.raises(ParseError, match=r"[Mm]emory|broke down"):
            parsed(workers, SLOW)
        assert len(parsed(workers, FEED).entries) == 1


def test_a_worker_is_used_again_and_hands_over_the_same():
    large = FEED.replace(b"</title><item>", b"</title>" + b"<foo><title>y</title></foo>" * 5_000 + b"<item>")
    with Workers(ANSWERING, processes=1) as workers:
        first, second = parsed(workers, large), parsed(workers, large)
        processes = [each for each in list(workers._idle.queue) if each]
    assert first == second == parse(large)
    assert len(processes) == 1
    assert processes[0].process.returncode is not None


def test_errors_of_a_worker_are_those_of_the_parser():
    page = b"<html><head><link rel=alternate type=application/rss+xml href=/feed></head><body>" + b"<p>word</p>" * 200_000
    broken = b"<rss><channel><title>x</title>" + b"<foo><title>x</title></foo>" * 4_000
    with Workers(ANSWERING, processes=1) as workers:
        with pytest.raises(ParseError, match=r"web page.*http://herald.example/feed"):
            parsed(workers, page, url="http://herald.example/")
        with pytest.raises(ParseError, match="broken"):
            parsed(workers, broken)
        with pytest.raises(ParseError, match="JSON"):
            parsed(workers, b"{" + b" " * 2_000_000)


def test_a_worker_answers_frame_by_frame_until_there_is_no_more():
    answers = BytesIO()
    serve(BytesIO((frame(b"{}") + frame(FEED)) * 2 + frame(b"{}")[:3]), answers, answer_to)
    answers.seek(0)
    told = [read_frame(answers) for _ in range(5)]
    assert told == [b"feed", dump(parse(FEED))] * 2 + [None]
    assert read_frame(BytesIO(frame(b"cut short")[:-1])) is None


def test_answers_of_a_worker_say_what_they_are():
    assert answer_to(b"{}", FEED)[0] == "feed"
    assert answer_to(b"{}", b"<html></html>")[0] == "page"
    assert answer_to(b"{}", b"<rss><channel><title>")[0] == "broken"
    assert answer_to(b"{}", b"")[0] == "error"


def test_a_document_that_takes_too_much_memory_is_an_answer():
    def exhausted(_question, _document):
        raise MemoryError

    answers = BytesIO()
    serve(BytesIO(frame(b"{}") + frame(FEED)), answers, exhausted)
    assert answers.getvalue() == frame(NO_MEMORY.encode()) + frame(b"")


def test_a_worker_knows_no_secrets(monkeypatch):
    monkeypatch.setenv("DIGEST_SMTP_PASSWORD", "swordfish")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    with Workers("isolated_answers:environment", processes=1) as workers:
        assert b"swordfish" not in workers.ask({}, b"")[1]


# ---------------------------------------------------------------- markup


@pytest.mark.parametrize("piece", ["<div>", "<b a=1><i>", "<table><tr><td>", "<svg>", "<a href=", "<p><b>", "<ul><li>"])
def test_markup_nested_without_end_is_reduced_to_words(piece):
    hostile = Markup(text=piece * 100_000 + "the end")
    assert len(harmless(hostile, "https://herald.example/")) < 2_000_000
    assert len(line(hostile)) <= 20_000


def test_markup_of_usual_depth_is_left_alone():
    usual = "<ul>" + "<li>one<br>two<p>three" * 1_000 + "</ul>" + "<div><p>x</p></div>" * 1_000
    assert shallow(usual) is usual


def test_a_document_dense_with_markup_keeps_its_words():
    entry = Published(title=Markup(text="Dense"), content=Markup(text="<b>word</b> " + "&amp;" * (MAX_MARKS + 1)))
    (found,) = entries_of(Feed(entries=(entry,)), Arrival(source=source(), url="https://herald.example/", now=NOW, is_first=True))
    assert found.media == "text/plain"
    assert found.content.startswith("word")
    assert len(found.content) <= 50_000


# ---------------------------------------------------------------- slowness


def test_slow_feed_does_not_delay_others():
    """Twenty feeds of a site that never answers cost one answer's time; others are there long before."""
    with site() as slow, site() as quick:
        slow.answers |= {f"/{number}": Answer(stall=True, raw=b"HTTP/1.1 200 OK\r\n") for number in range(20)}
        quick.answers["/feed"] = Answer(body=FEED)
        origins = {"http://slow.example": slow.url, "http://quick.example": quick.url}
        client = fetcher(origins=origins, timeout=2.0, first_timeout=1.5)
        requests = [Request(url=f"http://slow.example/{number}") for number in range(20)] + [Request(url="http://quick.example/feed")]
        started = monotonic()
        places, seconds = [], {}
        answers = {}
        for place, answer in client.get_each(requests):
            places.append(place)
            answers[place], seconds[place] = answer, monotonic() - started
    assert places[0] == 20
    assert seconds[20] < 1.0
    assert monotonic() - started < 12.0
    assert sum(isinstance(answer, UnaskedError) for answer in answers.values()) >= 14
    assert len(slow.asked) <= 6


def test_a_reader_who_leaves_early_ends_the_work():
    with site() as web:
        web.answers |= {f"/{number}": Answer(body=FEED) for number in range(50)}
        client = fetcher(web, concurrency=2)
        answers = client.get_each([Request(url=f"http://herald.example/{number}") for number in range(50)])
        next(answers)
        answers.close()
        assert len(web.asked) < 50


def test_what_breaks_the_work_reaches_its_reader(monkeypatch):
    client = fetcher()
    monkeypatch.setattr(client, "_session", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list(client.get_each([Request(url="http://herald.example/")]))
    assert list(client.get_each([])) == []
