"""Pages made to hurt whoever reads them: their cost is bounded by counting, not by the clock."""

import sys
from collections import Counter

import pytest
from build import article

from digest.errors import ExtractError
from digest.extract import extract_line, with_page
from digest.extract.blocks import MAX_DEPTH, blocks_of
from digest.extract.tree import MAX_ATTRIBUTES, MAX_CHARACTERS, MAX_TAGS, read_tree
from digest.gather.robots import fits, rules_for
from digest.model import Page

pytestmark = pytest.mark.security

PROSE = "<p>" + "The harbour bridge was mended by many hands over a long summer. " * 30 + "</p>"


def calls(work):
    """How many Python functions of ours and of the libraries a piece of work calls."""
    counted = Counter()

    def count(_frame, event, _argument):
        counted[event] += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted["call"]


def read(html):
    return extract_line({"id": 1, "url": "https://herald.example/x", "html": html})


PROBES = {
    "deep blocks": lambda n: "<div>" * n + PROSE,
    "deep inline": lambda n: "<p>" + "<b>" * n + "x",
    "deep lists": lambda n: "<ul><li>" * n,
    "bylines": lambda n: "<p class='byline'>By Ada Byron</p>" * n,
    "dates": lambda n: "<span class='date'>1.11.2026</span>" * n,
    "times": lambda n: "<time datetime='2026-11-01'>x</time>" * n,
    "headings": lambda n: "<h1>Bridge reopens today</h1>" * n + PROSE,
    "metas": lambda n: "<meta name='author' content='by by'>" * n + PROSE,
    "breaks": lambda n: "<article><p>" + "<br>" * n + "</p></article>",
    "blocks in links": lambda n: "<a><i>" * n + PROSE,
    "declared": lambda n: '<script type="application/ld+json">{"@type": "Article", "author": [{"name": "A B"}]}</script>' * n + PROSE,
}


@pytest.mark.parametrize("probe", PROBES.values(), ids=PROBES)
def test_twice_the_page_is_at_most_little_more_than_twice_the_work(probe):
    read(probe(400))
    small, large = calls(lambda: read(probe(400))), calls(lambda: read(probe(1600)))
    assert large <= 6 * small + 20_000


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "<br>" * (MAX_TAGS + 1),
        "<div " + " ".join(f"a{n}=1" for n in range(MAX_ATTRIBUTES + 1)) + " x='" + "y" * 10_000 + "'>" + PROSE,
    ],
    ids=["tags", "attributes"],
)
def test_more_markup_than_any_honest_page_has_is_refused(html):
    with pytest.raises(ExtractError, match="more markup"):
        read_tree(html)
    assert "more markup" in str(read(html)["error"])


def test_only_the_beginning_of_a_huge_page_is_read():
    text = "x" * 99 + " "
    html = f"<html><body><article><p>{text * 30}</p>" + f"<p>{text * 1000}</p>" * 120 + "<p>The very end.</p></article></body></html>"
    assert len(html) > 2 * MAX_CHARACTERS
    told = read(html)["text"]
    assert 0 < len(told) <= MAX_CHARACTERS
    assert "The very end" not in told


@pytest.mark.parametrize("depth", [10_000, 200_000])
def test_deep_nesting_neither_fails_nor_hides_what_stands_before_it(depth):
    depth = min(depth, MAX_TAGS - 10)
    answer = read(f"<html><body><article>{PROSE}{'<div>' * depth}</article></body></html>")
    assert "mended" in answer["text"]
    body = read_tree(f"<html><body>{'<div>' * depth}x</body></html>").find("body")
    assert len(blocks_of(body).parts) <= MAX_DEPTH + 2


@pytest.mark.parametrize(
    "html",
    [
        "<title>" + " | " * 200_000 + "</title>" + PROSE,
        "<title>" + " " * 2_000_000 + "x</title>" + PROSE,
        f"<meta name='author' content='{'by ' * 300_000}'>" + PROSE,
        f"<meta property='og:title' content='{'a ' * 300_000}'>" + PROSE,
        f"<div class='{'nav-' * 300_000}'>" + PROSE,
        "<p class='date'>" + "1." * 200_000 + "</p>" + PROSE,
        "<p class='date'>" + "1 " * 200_000 + "</p>" + PROSE,
        "<p class='byline'>" + "By A " * 100_000 + "</p>" + PROSE,
        "<article><p>" + "subscribe " * 100_000 + "</p></article>",
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + PROSE,
        '<script type="application/ld+json">{"@type": "Article", "@id": "a", "author": {"@id": "a"}}</script>' + PROSE,
    ],
    ids=["bars", "blanks", "by", "title", "class", "points", "digits", "byline", "offers", "brackets", "circle"],
)
def test_endless_names_titles_and_dates_are_read_only_so_far(html):
    answer = read(html)
    assert len(answer["title"]) <= 10_000
    assert len(answer["author"]) <= 200


@pytest.mark.parametrize(
    "html",
    [
        "<h1><script>alert(1)</script>Bridge</h1><article>" + PROSE + "<script>alert(2)</script><style>p{}</style></article>",
        "<article>" + PROSE + "<p onclick='alert(2)'>alert free</p><noscript>alert(3)</noscript></article>",
    ],
)
def test_scripts_are_never_text(html):
    told = with_page(article(), Page(url="https://herald.example/x", content=html.encode()))
    assert "alert(" not in told.text + told.title


def test_pages_carry_no_hidden_letters_into_an_article():
    head, end = "<meta name='author' content='Ada \u202e\u200bByron'>", "<p>\u202eevil\x00 text.</p>"
    html = f"<html><head>{head}</head><body><article>{PROSE}{end}</article></body></html>"
    told = with_page(article(author=""), Page(url="https://herald.example/x", content=html.encode()))
    assert not set(told.text + told.author) & {"\u202e", "\u200b", "\x00"}


def test_a_pages_picture_and_declarations_never_become_markup_or_schemes():
    head = "<head><meta property='og:image' content='javascript:alert(1)'></head>"
    html = f"<html lang='\"><script>'>{head}<body><article>{PROSE}</article></body></html>"
    told = with_page(article(language=""), Page(url="https://herald.example/x", content=html.encode()))
    assert told.image is None
    assert told.language == "en"  # what its text is in, not what its page says


def test_robots_patterns_take_linear_work():
    pattern = "/" + "*a" * 900
    path = "/" + "b" * 2_000
    assert calls(lambda: fits(pattern, path)) <= 5
    assert not fits(pattern, path)
    assert len(rules_for("digest", "User-agent: *\n" + "Disallow: /a\n" * 20_000)) == 5_000
    assert rules_for("digest", "User-agent: *\nDisallow: /" + "a" * 3_000) == ()
