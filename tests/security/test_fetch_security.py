"""Rows of the threat model about fetching: inside addresses, bombs, slow servers, addresses with secrets."""

from __future__ import annotations

import gzip
import socket
import tracemalloc
import zlib
from ipaddress import IPv4Address, IPv4Network, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from servers import Answer, site

from digest.errors import ConfigError, FetchError
from digest.fetch import HttpFetch, refusal
from digest.ports import Request, Response

pytestmark = pytest.mark.security

REFUSED = (
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8",
    "192.0.2.1", "198.18.0.1", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "64:ff9b:1:7f00:0:100::", "2002:7f00:1::", "fe80::1",
    "fe80::1%eth0", "fec0::1", "fc00::1", "ff02::1", "2001:db8::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "100::1", "::8.8.8.8", "rot",
)  # fmt: skip
ALLOWED = ("8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "64:ff9b:1::808:808", "2002:808:808::1")
PRIVATE = [
    IPv4Network(net)
    for net in ("10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "224.0.0.0/4", "100.64.0.0/10")
]
FORMS = {
    "mapped": lambda inner: IPv6Address((0xFFFF << 32) | inner),
    "compatible": IPv6Address,
    "6to4": lambda inner: IPv6Address((0x2002 << 112) | (inner << 80) | 1),
    "teredo": lambda inner: IPv6Address((0x20010000 << 96) | (0x08080808 << 64) | (inner ^ 0xFFFFFFFF)),
    "nat64": lambda inner: IPv6Address((0x64FF9B << 96) | inner),
    "local nat64": lambda inner: IPv6Address((0x64FF9B0001 << 80) | inner),
}


@pytest.mark.parametrize("address", REFUSED)
def test_address_policy_refuses(address):
    assert refusal(address)


@pytest.mark.parametrize("address", ALLOWED)
def test_address_policy_allows_public_ones(address):
    assert refusal(address) == ""


@given(st.sampled_from(PRIVATE), st.integers(0, 2**32 - 1), st.sampled_from(sorted(FORMS)))
def test_a_private_address_is_refused_in_whatever_it_is_embedded(network, bits, form):
    inner = int(network.network_address) | (bits & int(network.hostmask))
    assert refusal(str(FORMS[form](inner)))
    assert refusal(str(IPv4Address(inner)))


def ask(url, **options):
    return HttpFetch(**{"user_agent": "digest-test", "timeout": 5.0} | options).get_all([Request(url=url)])[0]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "①②⑦.0.0.1", "0.0.0.0", "127.1", "0x7f.1", "2130706433", "0177.0.0.1"]
)
def test_no_spelling_of_loopback_reaches_a_server(host):
    with site() as inside:
        answer = ask(inside.url.replace("127.0.0.1", host) + "/x")
        assert isinstance(answer, FetchError)
        assert inside.asked == []


def test_a_redirect_inside_is_not_followed():
    with site() as outside, site() as inside:
        outside.answers["/feed"] = Answer(status=302, headers={"Location": f"{inside.url}/secret"})
        answer = ask("https://herald.example/feed", origins={"https://herald.example": outside.url})
        assert isinstance(answer, FetchError)
        assert "https back to http" in str(answer)
        answer = ask("http://herald.example/feed", origins={"http://herald.example": outside.url})
        assert "not public" in str(answer)
        assert inside.asked == []


def test_a_name_that_changes_its_mind_is_caught(monkeypatch):
    with site() as inside:
        port = int(inside.url.rpartition(":")[2])
        found = iter(["93.184.216.34", "127.0.0.1"])

        def rebinding(*_args, **_named):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(found, "127.0.0.1"), port))]

        next(found)  # the first look-up, by whoever checked the name, was answered with a public address
        monkeypatch.setattr(socket, "getaddrinfo", rebinding)
        assert "not public" in str(ask(f"http://rebind.example:{port}/"))
        assert inside.asked == []


def test_names_with_one_inside_address_never_reach_it(monkeypatch):
    with site() as inside:
        port = int(inside.url.rpartition(":")[2])

        def several(*_args, **_named):
            addresses = ("10.0.0.1", "127.0.0.1", "169.254.169.254")
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

        monkeypatch.setattr(socket, "getaddrinfo", several)
        assert isinstance(ask(f"http://many.example:{port}/"), FetchError)
        assert inside.asked == []


def test_networks_of_ones_own_may_be_allowed():
    with site() as inside:
        inside.answers["/x"] = Answer(body=b"ours")
        assert ask(f"{inside.url}/x", allow_private_addresses=("127.0.0.0/8",)).body == b"ours"


def test_what_is_no_network_is_a_config_error():
    with pytest.raises(ConfigError, match="allow_private_addresses"):
        HttpFetch(user_agent="x", allow_private_addresses=("10.0.0.0/99",))
    with pytest.raises(ConfigError, match="IP address"):
        HttpFetch(user_agent="x", origins={"https://a.example": "http://b.example:4711"})


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.example/x",
        "gopher://a.example/",
        "//a.example/x",
        "a.example",
        "",
        "http://",
        "http://[::1",
        "javascript:1",
        "data:,x",
    ],
)
def test_schemes(url):
    assert isinstance(ask(url), FetchError)


@pytest.mark.parametrize("port", [22, 25, 110, 1023, 0])
def test_ports_of_other_services_are_not_asked(port):
    assert "port" in str(ask(f"http://8.8.8.8:{port}/"))


def test_userinfo_is_refused_and_not_shown():
    answer = ask("https://ada:canary-secret@herald.example/feed?key=canary-key")
    assert "user name" in str(answer)
    assert "canary" not in str(answer)


def test_userinfo_in_a_redirect_is_refused():
    with site() as outside:
        outside.answers["/x"] = Answer(status=302, headers={"Location": "http://ada:canary@127.0.0.1:9/"})
        answer = ask(f"{outside.url}/x", allow_private_addresses=("127.0.0.1",))
        assert "user name" in str(answer)
        assert "canary" not in str(answer)


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"\0" * 100_000_000, 6)),
        ("deflate", zlib.compress(b"\0" * 100_000_000, 6)),
        ("gzip", gzip.compress(b"\0" * 3_000_000)),
    ],
    ids=["gzip", "deflate", "below the size limit"],
)
def test_gzip_bomb(encoding, packed):
    with site() as outside:
        outside.answers["/bomb"] = Answer(body=packed, headers={"Content-Encoding": encoding})
        tracemalloc.start()
        answer = ask(f"{outside.url}/bomb", allow_private_addresses=("127.0.0.1",))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert isinstance(answer, FetchError)
        assert peak < 20_000_000


def test_an_endless_body_stops_at_the_limit():
    with site() as outside:
        outside.answers["/long"] = Answer(raw=b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"x" * 300_000)
        answer = ask(f"{outside.url}/long", allow_private_addresses=("127.0.0.1",), max_bytes=100_000)
        assert "larger than 100,000" in str(answer)


def test_a_declared_length_above_the_limit_is_not_read():
    with site() as outside:
        outside.answers["/long"] = Answer(headers={"Content-Length": "99999999999"}, stall=True)
        assert "larger than" in str(ask(f"{outside.url}/long", allow_private_addresses=("127.0.0.1",)))


@pytest.mark.parametrize(
    "head",
    [b"X: " + b"x" * 9_000 + b"\r\n", b"".join(b"X%d: %s\r\n" % (n, b"x" * 1_000) for n in range(20)), b"X: 1\r\n" * 5_000],
    ids=["long", "many", "more"],
)
def test_headers_have_a_limit(head):
    with site() as outside:
        outside.answers["/x"] = Answer(raw=b"HTTP/1.1 200 OK\r\n" + head + b"Content-Length: 0\r\n\r\n")
        assert isinstance(ask(f"{outside.url}/x", allow_private_addresses=("127.0.0.1",)), FetchError)


def test_a_slow_server_is_given_up_and_delays_no_other():
    with site() as slow, site() as quick:
        slow.answers["/x"] = Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nx", stall=True)
        quick.answers["/x"] = Answer(body=b"quick")
        client = HttpFetch(user_agent="t", timeout=0.3, allow_private_addresses=("127.0.0.1",))
        late, good = client.get_all([Request(url=f"{slow.url}/x"), Request(url=f"{quick.url}/x")])
        assert "no complete answer within 0.3 s" in str(late)
        assert isinstance(good, Response)
        assert good.body == b"quick"


def test_no_cookie_and_no_referrer_leaves_us():
    with site() as outside:
        outside.answers["/a"] = Answer(status=302, headers={"Set-Cookie": "id=1", "Location": "/b"})
        outside.answers["/b"] = Answer(body=b"there")
        assert ask(f"{outside.url}/a", allow_private_addresses=("127.0.0.1",)).body == b"there"
        assert all(not {"cookie", "referer"} & set(asked.headers) for asked in outside.asked)
        assert [asked.headers["accept-encoding"] for asked in outside.asked] == ["gzip", "gzip"]
