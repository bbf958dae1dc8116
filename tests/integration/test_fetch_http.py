"""The HTTP client against a real server on loopback."""

from __future__ import annotations

import asyncio
import gzip
from datetime import UTC, datetime

import pytest
from servers import Answer, site

from digest.errors import FetchError
from digest.fetch import HttpFetch, retry_seconds
from digest.ports import Request


@pytest.fixture
def web():
    with site() as running:
        yield running


def client(**options):
    return HttpFetch(
        **{"user_agent": "digest-test (+mailto:ops@example.org)", "timeout": 5.0, "allow_private_addresses": ("127.0.0.0/8",)} | options
    )


def test_a_body_comes_with_its_headers_in_lower_case(web):
    web.answers["/x"] = Answer(body=b"news", headers={"ETag": '"a b"', "X-One": "1"})
    answer = client().get(Request(url=f"{web.url}/x#part", headers=(("Accept", "text/html"), ("If-None-Match", 'W/"q"'))))
    assert (answer.status, answer.body, answer.url) == (200, b"news", f"{web.url}/x")
    assert answer.headers["etag"] == '"a b"'
    assert answer.headers["x-one"] == "1"
    (asked,) = web.asked
    assert asked.headers["if-none-match"] == 'W/"q"'
    assert asked.headers["user-agent"] == "digest-test (+mailto:ops@example.org)"


def test_not_modified_is_an_answer(web):
    web.answers["/x"] = Answer(status=304, headers={"ETag": '"1"'})
    answer = client().get(Request(url=f"{web.url}/x"))
    assert (answer.status, answer.body) == (304, b"")


NEWS = b"news " * 1_000
HALVES = (gzip.compress(NEWS[:2_000]), gzip.compress(NEWS[2_000:]))


@pytest.mark.parametrize("packed", [gzip.compress(NEWS), b"".join(HALVES), b"".join(HALVES) + b"\0\0"])
def test_gzip_is_unpacked(web, packed):
    web.answers["/x"] = Answer(body=packed, headers={"Content-Encoding": "gzip"})
    assert client().get(Request(url=f"{web.url}/x")).body == b"news " * 1_000


@pytest.mark.parametrize(
    ("encoding", "body", "words"),
    [
        ("gzip", b"plain", "not compressed"),
        ("br", b"x", "'br'"),
        ("gzip", gzip.compress(b"news" * 999)[:-9], "too early"),
        ("gzip, gzip", b"x", "not asked for"),
    ],
)
def test_wrong_packing_is_an_error(web, encoding, body, words):
    web.answers["/x"] = Answer(body=body, headers={"Content-Encoding": encoding})
    with pytest.raises(FetchError, match=words):
        client().get(Request(url=f"{web.url}/x"))


def test_redirects_are_followed_and_permanent_ones_told(web):
    web.answers["/old"] = Answer(status=301, headers={"Location": "/new"})
    web.answers["/new"] = Answer(status=302, headers={"Location": "/now"})
    web.answers["/now"] = Answer(body=b"here")
    answer = client().get(Request(url=f"{web.url}/old"))
    assert (answer.url, answer.moved_to, answer.body) == (f"{web.url}/now", f"{web.url}/new", b"here")
    assert client().get(Request(url=f"{web.url}/new")).moved_to == ""


def test_redirects_have_an_end(web):
    web.answers["/x"] = Answer(status=308, headers={"Location": "/x"})
    with pytest.raises(FetchError, match="more than 5 times"):
        client().get(Request(url=f"{web.url}/x"))
    assert len(web.asked) == 6


@pytest.mark.parametrize("headers", [{}, {"Location": "http://[::1"}, {"Location": "mailto:a@example.org"}])
def test_a_redirect_to_nowhere_is_an_error(web, headers):
    web.answers["/x"] = Answer(status=302, headers=headers)
    with pytest.raises(FetchError):
        client().get(Request(url=f"{web.url}/x"))


def test_a_failure_carries_status_and_retry_after(web):
    web.answers["/x"] = Answer(status=503, headers={"Retry-After": "120"})
    web.answers["/odd"] = Answer(status=599)
    with pytest.raises(FetchError) as caught:
        client().get(Request(url=f"{web.url}/x?key=secret"))
    assert (caught.value.status, caught.value.retry_after) == (503, 120.0)
    assert str(caught.value) == f"{web.url}/x: the server answered 503 Service Unavailable"
    with pytest.raises(FetchError, match="answered 599"):
        client().get(Request(url=f"{web.url}/odd"))


def test_answers_stand_in_order_and_none_raises(web):
    web.answers |= {f"/{n}": Answer(body=b"%d" % n) for n in range(0, 40, 2)}
    answers = client(per_host=4).get_all([Request(url=f"{web.url}/{n}") for n in range(40)])
    assert [a.status if isinstance(a, FetchError) else int(a.body) for a in answers] == [404 if n % 2 else n for n in range(40)]
    assert 1 <= web.most_at_once <= 4


def test_a_site_is_asked_one_at_a_time(web):
    web.answers["/x"] = Answer(body=b"x")
    client().get_all([Request(url=f"{web.url}/x")] * 12)
    assert web.most_at_once == 1
    assert client().get_all([]) == ()


def test_many_sites_close_their_connections(web):
    web.answers["/x"] = Answer(body=b"x")
    assert len(client(concurrency=2).get_all([Request(url=f"{web.url}/x")] * 5)) == 5


def test_it_works_beside_a_running_event_loop(web):
    web.answers["/x"] = Answer(body=b"x")

    async def inside():
        return client().get(Request(url=f"{web.url}/x")).body

    assert asyncio.run(inside()) == b"x"


def test_mapped_origins_keep_their_public_address(web):
    web.answers["/feed"] = Answer(status=301, headers={"Location": "https://herald.example/new?b=1"})
    web.answers["/new"] = Answer(body=b"mapped")
    answer = client(allow_private_addresses=(), origins={"https://herald.example": web.url}).get(Request(url="https://herald.example/feed"))
    assert (answer.url, answer.moved_to, answer.body) == ("https://herald.example/new?b=1",) * 2 + (b"mapped",)
    assert {asked.headers["host"] for asked in web.asked} == {"herald.example"}


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"nonsense\r\n\r\n", "not HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "fetched|broke off|HTTP"),
    ],
)
def test_broken_answers_are_errors_in_words(web, raw, words):
    web.answers["/x"] = Answer(raw=raw)
    with pytest.raises(FetchError, match=words):
        client().get(Request(url=f"{web.url}/x"))


def test_a_closed_door_is_an_error_in_words():
    with site() as closed:
        url = closed.url
    with pytest.raises(FetchError, match="no connection can be made"):
        client().get(Request(url=url))


def test_an_unknown_name_is_an_error_in_words():
    with pytest.raises(FetchError, match="name is not known"):
        client().get(Request(url="http://no-such-host.invalid/"))


def test_headers_that_are_not_utf8_are_left_out(web):
    web.answers["/x"] = Answer(raw=b'HTTP/1.1 200 OK\r\nETag: "\xe9"\r\nVary: a\r\nVary: b\r\nContent-Length: 0\r\n\r\n')
    answer = client().get(Request(url=f"{web.url}/x"))
    assert "etag" not in answer.headers
    assert answer.headers["vary"] == "a, b"


SENT = "Fri, 20 Nov 2026 06:00:00 GMT"


@pytest.mark.parametrize(
    ("value", "sent", "seconds"),
    [
        ("120", "", 120.0),
        ("999999999999", "", 86_400.0),
        ("Fri, 20 Nov 2026 06:10:00 GMT", SENT, 600.0),
        ("Fri, 20 Nov 2026 05:00:00 GMT", SENT, 0.0),
        ("Fri, 20 Nov 2099 06:10:00 GMT", SENT, 86_400.0),
        ("Fri, 20 Nov 2026 06:10:00 GMT", "", 3_600.0),
        ("soon", SENT, 0.0),
        ("-5", "", 0.0),
        ("", "", 0.0),
    ],
)
def test_retry_after_is_a_number_or_a_date(value, sent, seconds):
    assert retry_seconds(value, sent=sent) == seconds


def test_retry_after_falls_back_to_our_clock():
    assert retry_seconds("Fri, 20 Nov 2026 06:10:00 GMT", clock=lambda: datetime(2026, 11, 20, 6, 5, tzinfo=UTC)) == 300.0
