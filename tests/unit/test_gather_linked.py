"""The pages that articles link to: few, once, and only where robots may go; and pictures inside entries."""

from datetime import timedelta

import pytest
from build import NOW, article
from fakes import FakeFetch

from digest.errors import FetchError
from digest.gather import linked, pages
from digest.gather.parsing.published import Markup
from digest.gather.picture import lead_image, pixels
from digest.gather.robots import Robots, Rule, fits, is_allowed, origin_of, rules_for
from digest.model import Image
from digest.ports import Response
from digest.text.pixels import is_pixel


def robots(text):
    return Response(url="https://herald.example/robots.txt", status=200, headers={"content-type": "text/plain"}, body=text.encode())


@pytest.fixture
def fetch():
    return FakeFetch()


def told(name, **given):
    return article(name, **given)


def test_a_page_comes_when_robots_may_read_it(fetch):
    one = told("A")
    fetch.answers = {"https://herald.example/robots.txt": robots("User-agent: *\nDisallow: /b"), one.link: b"<p>text</p>"}
    found = pages(fetch, [one, told("B"), told("C", link="")])
    assert [identity for identity, _ in found.items] == [one.id]
    assert ["robots.txt" in failure.what for failure in found.failures] == [True]
    assert fetch.asked == ["https://herald.example/robots.txt", one.link]


@pytest.mark.parametrize(("status", "is_visited"), [(404, True), (401, True), (500, False), (0, False), (429, False)])
def test_no_robots_file_allows_all_and_a_failing_server_nothing(fetch, status, is_visited):
    one = told("A")
    fetch.answers = {"https://herald.example/robots.txt": FetchError("no", status=status), one.link: b"<p>text</p>"}
    assert bool(pages(fetch, [one]).items) == is_visited


def test_robots_of_the_host_that_answers_in_the_end_are_respected(fetch):
    one = told("A")
    there = Response(url="https://other.example/a", status=200, headers={"content-type": "text/html"}, body=b"<p>x</p>")
    fetch.answers = {one.link: there, "https://other.example/robots.txt": robots("User-agent: digest\nDisallow: /")}
    found = pages(fetch, [one])
    assert not found.items
    assert "robots.txt" in found.failures[0].what


def test_a_host_is_asked_for_its_wishes_once_a_run(fetch):
    asked = Robots(fetch)
    asked.learn(["https://a.example/1", "https://a.example/2", "https://b.example:8443/", "ftp://c.example/", "https://[bad"])
    asked.learn(["https://a.example/3"])
    assert fetch.asked == ["https://a.example/robots.txt", "https://b.example:8443/robots.txt"]
    assert asked.allows("https://a.example/x?y=1")
    assert not asked.allows("https://never-learnt.example/")


def test_a_run_is_bounded_newest_first(fetch, monkeypatch):
    monkeypatch.setattr(linked, "MAX_PAGES", 3)
    monkeypatch.setattr(linked, "MAX_A_HOST", 2)
    many = [told(f"A {n}", published=NOW - timedelta(hours=n)) for n in range(4)] + [
        told(f"B {n}", site=f"b{n}.example", published=NOW - timedelta(hours=9)) for n in range(3)
    ]
    fetch.answers = {each.link: b"<p>text</p>" for each in many}
    found = pages(fetch, many[::-1])
    assert {identity for identity, _ in found.items} == {many[0].id, many[1].id, many[6].id}
    assert len(found.failures) == 4
    assert "3 pages" in found.failures[0].what


def test_a_run_reads_no_more_bytes_than_it_may(fetch, monkeypatch):
    monkeypatch.setattr(linked, "MAX_BYTES_A_RUN", 10)
    monkeypatch.setattr(linked, "_AT_ONCE", 1)
    many = [told(f"A {n}") for n in range(3)]
    fetch.answers = {each.link: b"<p>twelve</p>" for each in many}
    found = pages(fetch, many)
    assert len(found.items) == 1
    assert [failure.what for failure in found.failures] == ["this run has read enough pages"] * 2


# ---------------------------------------------------------------- robots.txt

FILE = """\
# hello
Sitemap: https://herald.example/sitemap.xml
User-agent: Other
User-agent: Digest/1.0
Disallow: /private # a comment
Allow: /private/open
Disallow:
Crawl-delay: 30

User-agent: *
Disallow: /
"""


def test_the_group_that_names_us_counts_else_the_one_for_all():
    ours = rules_for("digest", FILE)
    assert ours == (Rule("/private", is_allowed=False), Rule("/private/open", is_allowed=True))
    assert rules_for("stranger", FILE) == (Rule("/", is_allowed=False),)
    assert rules_for("digest", "User-agent: digest\n\nUser-agent: *\nDisallow: /") == (Rule("/", is_allowed=False),)
    assert rules_for("digest", "Disallow: /") == ()
    assert rules_for("digest", "\ufeffUser-agent: *\r\nDisallow: /a\r\nnonsense") == (Rule("/a", is_allowed=False),)


@pytest.mark.parametrize(
    ("path", "is_open"),
    [("/", True), ("/private", False), ("/private/x", False), ("/private/open/x", True), ("/Private", True)],
)
def test_the_longest_rule_wins(path, is_open):
    assert is_allowed(rules_for("digest", FILE), path) == is_open


def test_of_equal_rules_the_permission_wins():
    assert is_allowed([Rule("/a", is_allowed=False), Rule("/a", is_allowed=True)], "/a")


@pytest.mark.parametrize(
    ("pattern", "path", "does_fit"),
    [
        ("/fish", "/fish.html", True),
        ("/fish$", "/fish.html", False),
        ("/fish$", "/fish", True),
        ("/*.php", "/a/b.php?x=1", True),
        ("/*.php$", "/a/b.php?x=1", False),
        ("/*.php$", "/a.php/b.php", True),
        ("*/print", "/a/print", True),
        ("/a*b*c", "/a1b2c3", True),
        ("/a*b*c", "/a1c2", False),
        ("/a*a$", "/a", False),
        ("/x", "/a", False),
    ],
)
def test_patterns_fit_as_the_standard_says(pattern, path, does_fit):
    assert fits(pattern, path) == does_fit


def test_addresses_are_compared_however_they_are_encoded():
    rules = rules_for("digest", "User-agent: *\nDisallow: /l%c3%b6we\nDisallow: /%7Eada\nDisallow: /a%2Fb")
    assert not is_allowed(rules, "/löwe/x")
    assert not is_allowed(rules, "/~ada")
    assert is_allowed(rules, "/a/b")
    assert origin_of("https://Ada:secret@A.example:8443/x") == "https://a.example:8443"


# ---------------------------------------------------------------- pictures


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (
            "<img src='/a&amp;b.png' alt='A &quot;bridge&quot;' width=640 height='480px'>",
            Image(url="https://herald.example/a&b.png", alt='A "bridge"', width=640, height=480),
        ),
        (
            "<img src='https://t.example/p.gif' width=1 height=1><img alt='x' src='/b.png'>",
            Image(url="https://herald.example/b.png", alt="x"),
        ),
        ("<img src=data:image/png;base64,AA><img width='100%' src=/c.png>", Image(url="https://herald.example/c.png")),
        ("<img alt='no source'><p>", None),
        ("<img src='https://feeds.feedburner.com/~r/herald/~4/x'>", None),
        ("<p>none</p>", None),
    ],
)
def test_the_first_picture_that_shows_something_is_found(html, found):
    assert lead_image(Markup(text=html), "https://herald.example/feed.xml") == found
    assert lead_image(Markup(text=html, media="text/plain"), "https://herald.example/feed.xml") is None


def test_sizes_are_whole_pixels_or_not_known():
    assert [pixels(text) for text in ("640", " 640PX ", "50%", "1e9", "99999", "-1", "")] == [640, 640, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    "url",
    [
        "https://pixel.wp.com/b.gif?x=1",
        "https://sb.scorecardresearch.com/p?c1=2",
        "https://vg08.met.vgwort.de/na/0123",
        "https://www.facebook.com/tr?id=1",
        "https://herald.example/spacer.gif",
        "https://herald.example/img/1x1.png",
        "https://herald.example/piwik.php?idsite=1",
        "https://secure.gravatar.com/avatar/0",
        "data:image/gif;base64,AA",
        "/relative.png",
        "https://ada@i.example/a.png",
        "http://[bad/a.png",
        "https://i.example/" + "x" * 3000,
    ],
)
def test_pictures_that_watch_are_known(url):
    assert is_pixel(url)


@pytest.mark.parametrize(
    "url", ["https://herald.example/pixel-art-show.png", "https://i.example/counterfeit.jpg", "https://i.example/a.gif"]
)
def test_pictures_that_show_stay(url):
    assert not is_pixel(url, width=640, height=480)
    assert is_pixel(url, width=1)
