"""Blocks of most popular articles: found, read in order, and nobody else's links counted."""

from __future__ import annotations

import pytest
from build import article

from digest.extract import Ranked, most_popular, ranks_of
from digest.extract.identity import address_name
from digest.model import Page

URL = "https://herald.example/news/"
LIST = """
<ol><li><span>1</span><h4><a href="/bridge?utm_source=front">Bridge reopens after long repairs</a></h4></li>
<li><a href="https://www.herald.example/glacier"><img src="g.png"></a><a href="/glacier">Glacier survey finds warm water</a></li>
<li><a href="https://shop.example/kettle">Buy this shining kettle today</a></li><li><a href="/">Front</a></li></ol>"""


def page(heading="<h3>Most Popular Articles</h3>", block=LIST):
    main = "<main><h2>News</h2><a href='/n1'>A headline of today's news</a></main>"
    return Page(url=URL, content=f"<html><body>{main}<aside>{heading}{block}</aside></body></html>".encode())


def titles(told):
    return [each.title for each in most_popular(told)]


BOTH = ["Bridge reopens after long repairs", "Glacier survey finds warm water"]


@pytest.mark.parametrize(
    "heading",
    [
        "<h3>Most Popular Articles</h3>",
        "<div class='head'><h2>  Most read </h2></div>",
        "<div><div><span>MOST VIEWED</span></div></div>",
        "<p><strong>Top read today</strong></p>",
        "<h2>Meistgelesen</h2>",
        "<h2>Les plus lus</h2>",
        "<h2>Lo más leído</h2>",
        "<h2>Mais lidas</h2>",
        "<h2>I più letti</h2>",
        "<h2>Meest gelezen</h2>",
        "<h2>Najczęściej czytane</h2>",
        "<h2>Самое читаемое</h2>",
        "<h2>人気記事</h2>",
    ],
)
def test_the_links_below_the_heading_are_the_places(heading):
    assert titles(page(heading)) == BOTH


def test_a_place_is_known_by_the_canonical_address_of_its_link():
    first, second = most_popular(page())
    assert first == Ranked(rank=1, name=address_name("https://herald.example/bridge"), site="herald.example", title=BOTH[0])
    assert (second.rank, second.name) == (2, address_name("http://herald.example/glacier"))


def test_the_list_ends_at_the_next_heading():
    assert titles(page(block=LIST + "<h3>Our writers</h3><a href='/ada'>Ada Byron writes on engines</a>")) == BOTH


@pytest.mark.parametrize(
    "told",
    [
        page("<h3>Related articles</h3>"),
        page("<p>The most popular of all the many names that parents gave was Ada this year.</p>"),
        page("<a href='/popular'>Most popular</a>", block=""),
        page(block="<ol>" + "".join(f"<li><a href='/{n}'>A headline with the number {n}</a></li>" for n in range(60)) + "</ol>"),
        page(block="<ol><li><a href='/one'>The only one of its kind</a></li></ol>"),
        page(block="<ol><li><a href='http://[bad'>Nowhere to be found</a></li><li><a href='javascript:x'>Some more of that</a></li></ol>"),
        Page(url=URL, content=b"most popular"),
        Page(url=URL, content=b"most popular " + b"<p>" * 200_000),
    ],
    ids=["another heading", "a sentence", "no list", "the whole page", "one link", "no addresses", "no page", "too much markup"],
)
def test_what_is_no_block_gives_no_places(told):
    assert most_popular(told) == ()


def test_in_plain_text_the_lines_below_the_heading_are_the_places():
    lines = ("The story ends here.", "Most Popular Articles", f"1. {BOTH[0]}", f"2) {BOTH[1]}", "© 2026 All rights reserved.")
    told = most_popular(Page(url=URL, content="\n\n".join(lines).encode(), media="text/plain"))
    assert [(each.rank, each.title, each.name) for each in told] == [(1, BOTH[0], ""), (2, BOTH[1], "")]
    assert most_popular(Page(url=URL, content=b"Text.\n\nMost Popular Articles", media="text/plain")) == ()


def test_articles_get_their_best_place_by_address_else_by_site_and_title():
    found = [
        Ranked(rank=2, name=address_name("https://herald.example/bridge"), site="herald.example", title="Other words"),
        Ranked(rank=1, name="", site="herald.example", title="Glacier  Survey"),
        Ranked(rank=3, name="", site="herald.example", title="glacier survey"),
    ]
    bridge = article("Bridge", url="http://www.herald.example/bridge")
    glacier, copied = article("Glacier survey"), article("Glacier survey", site="courier.example")
    assert ranks_of(found, [bridge, glacier, copied]) == {bridge.id: 2, glacier.id: 1}
