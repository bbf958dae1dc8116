"""Both roads of parsing agree on every plain document, and every plain document is read on the fast one."""

from __future__ import annotations

from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.gather.parsing import quick, reference
from digest.gather.parsing.moments import instant
from digest.gather.parsing.parse import MAX_ENTRIES, _strict, gated, parse
from digest.gather.parsing.quick_entry import _LOWERED
from digest.gather.parsing.wire import dump, load

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "own": "http://herald.example/own",
    "atom": "http://www.w3.org/2005/Atom",
}
DECLARED = "".join(f" xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in NAMESPACES.items())
WORDS = st.sampled_from(
    ["", "Bridge", "The bridge reopens", "AT&T & others", "<b>bold</b> claim", "caf\u00e9", "\u00c3\u00a9t\u00e9", "a < b", "1 &amp; 2",
     "\u65e5\u672c", "x\u0092y", "  spaced  out ", "<p>One.</p><p>Two &copy;.</p>", "</i>", "<unknown>tag</unknown>"]
)  # fmt: skip
NAMES = st.sampled_from(["", "Ada", "Ada Byron", "ada@herald.example (Ada)", "Zo\u00eb"])
DATES = st.sampled_from(
    ["", "Sat, 21 Nov 2026 06:00:00 GMT", "21 Nov 2026 06:00:00 +0200", "2026-11-21T06:00:00Z", "2026-11-21T06:00:00.5+01:00", "2026-11-21",
     "Sat, 21 Nov 2026 06:00 EST", "sam, 21 nov. 2026 06:00:00 GMT", "yesterday", "0001-01-01T00:00:00Z"]
)  # fmt: skip
LINKS = st.sampled_from(
    ["", "https://herald.example/1", "http:///herald.example/2", "/3", "https://herald.example/?a=1&b=2", "tag:herald.example,2026:1"]
)


def leaf(name, text, **attributes):
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{said}>{escape(text)}</{name}>"


def leaves(*names, text=WORDS, **attributes):
    return st.builds(leaf, st.sampled_from(names), text, **{key: st.sampled_from(values) for key, values in attributes.items()})


COMMON = st.one_of(
    leaves("dc:creator", "itunes:author", text=NAMES),
    leaves("dc:date", "dcterms:issued", "dcterms:modified", "dcterms:created", text=DATES),
    leaves("dc:subject", "itunes:keywords", "media:keywords"),
    leaves("slash:comments", "thr:total", text=st.sampled_from(["", "7", "many"])),
    leaves("wfw:commentRss", "own:title", "own:link", "itunes:duration", "itunes:subtitle", "dc:rights"),
    st.builds(
        lambda url, width, kind: f'<media:content url={quoteattr(url)} width="{width}" type="{kind}"/>',
        LINKS,
        st.sampled_from(["", "90", "640", "wide"]),
        st.sampled_from(["image/jpeg", "IMAGE/PNG", "video/mp4", ""]),
    ),
    st.builds(lambda url: f"<media:thumbnail url={quoteattr(url)}/>", LINKS),
    st.builds(lambda said: f"<media:group><media:credit>x</media:credit>{leaf('media:keywords', said)}</media:group>", WORDS),
)
RSS_PARTS = st.one_of(
    COMMON,
    leaves("title"),
    leaves("description", "content:encoded", "itunes:summary"),
    leaves("link", text=LINKS),
    leaves("guid", text=LINKS),
    leaves("guid", text=LINKS, isPermaLink=["true", "false"]),
    leaves("pubDate", "atom:updated", text=DATES),
    leaves("author", text=NAMES),
    leaves("category"),
    leaves("category", domain=["http://herald.example/", "x"]),
    leaves("source", url=["http://other.example/"]),
    leaves("comments", text=LINKS),
    st.builds(lambda url: f'<enclosure url={quoteattr(url)} type="audio/mpeg" length="1"/>', LINKS),
    st.builds(lambda url: f'<atom:link rel="self" href={quoteattr(url)}/>', LINKS.filter(bool)),
)
ATOM_PARTS = st.one_of(
    COMMON,
    leaves("title", type=["text", "html"]),
    leaves("summary", "content", type=["text", "html", "TEXT", "text/html"]),
    leaves("id", text=LINKS),
    leaves("published", "updated", text=DATES),
    st.builds(
        lambda name: f"<author>{leaf('name', name)}<uri>http://x.example/</uri></author>", NAMES.filter(lambda name: "@" not in name)
    ),
    st.builds(lambda term, label: f"<category term={quoteattr(term)} label={quoteattr(label)}/>", WORDS, WORDS),
    st.builds(
        lambda href, rel: f"<link href={quoteattr(href)} rel={quoteattr(rel)}/>",
        LINKS.filter(bool),
        st.sampled_from(["alternate", "ALTERNATE", "self", "enclosure", "related"]),
    ),
)
RSS_HEAD = st.one_of(
    leaves("link", text=LINKS),
    leaves("description", "copyright", "generator", "managingEditor"),
    leaves("language", "dc:language", text=st.sampled_from(["en", "de-DE", "pt_BR"])),
    leaves("pubDate", "lastBuildDate", text=DATES),
    leaves("ttl", text=st.sampled_from(["", "60", "soon"])),
    leaves("sy:updatePeriod", text=st.sampled_from(["hourly", "daily"])),
    leaves("sy:updateFrequency", text=st.sampled_from(["2", "0"])),
    st.just("<image><url>http://herald.example/i.png</url><title>Image</title><link>http://herald.example/</link></image>"),
    st.just('<atom:link rel="self" href="http://herald.example/feed"/>'),
)


def rss(head, items):
    body = "".join("<item>" + "".join(parts) + "</item>" for parts in items)
    return f'<rss version="2.0"{DECLARED}><channel><title>Herald</title>{"".join(head)}{body}</channel></rss>'


def atom(items, language):
    body = "".join("<entry>" + "".join(parts) + "</entry>" for parts in items)
    spoken = f' xml:lang="{language}"' if language else ""
    return f'<feed xmlns="{NAMESPACES["atom"]}"{DECLARED}{spoken}><title>Herald</title><id>tag:herald.example,2026:f</id>{body}</feed>'


def agree(document):
    content = document.encode()
    root, flaws = _strict(content)
    assert not flaws
    found = quick.read(root, limit=MAX_ENTRIES)
    slow = reference.read(gated(content))
    if found is not None:
        assert replace(found, entries=()) == replace(slow, entries=())
        assert found.entries == slow.entries
        assert load(dump(found)) == found
    return found is not None


@settings(max_examples=300, deadline=None)
@given(st.lists(RSS_HEAD, max_size=4), st.lists(st.lists(RSS_PARTS, max_size=8), max_size=3))
def test_both_roads_read_rss_alike(head, items):
    agree(rss(head, items))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(ATOM_PARTS, max_size=8), max_size=3), st.sampled_from(["", "de", "pt_BR"]))
def test_both_roads_read_atom_alike(items, language):
    agree(atom(items, language))


USUAL_RSS = rss(
    [
        "<link>http://herald.example/</link><ttl>60</ttl><language>en</language>",
        '<atom:link rel="self" href="http://herald.example/feed"/>',
    ],
    [
        [
            "<title>Bridge &amp; tunnel</title><link>http://herald.example/1</link><guid isPermaLink='false'>1</guid>",
            "<pubDate>Sat, 21 Nov 2026 06:00:00 GMT</pubDate><dc:creator>Ada</dc:creator><category>City</category>",
            "<description>&lt;p>Short.&lt;/p></description><content:encoded>&lt;p>Long.&lt;/p></content:encoded>",
            '<enclosure url="http://herald.example/1.mp3" type="audio/mpeg" length="1"/><slash:comments>3</slash:comments>',
        ]
    ],
)
USUAL_ATOM = atom(
    [
        [
            "<title type='html'>Bridge</title><id>1</id><link href='http://herald.example/1'/><updated>2026-11-21T06:00:00Z</updated>",
            "<author><name>Ada</name></author><content type='html'>&lt;p>Long.&lt;/p></content><category term='city'/>",
        ]
    ],
    "en",
)
USUAL_RDF = (
    f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"{DECLARED}>'
    '<channel rdf:about="http://herald.example/"><title>Herald</title><link>http://herald.example/</link><items><rdf:Seq/></items></channel>'
    '<image><title>I</title><url>x</url></image><item rdf:about="http://herald.example/1"><title>Bridge</title><dc:language>en</dc:language>'
    "<link>http://herald.example/1</link><dc:date>2026-11-21T06:00:00Z</dc:date><description>x</description></item></rdf:RDF>"
)


@pytest.mark.parametrize("document", [USUAL_RSS, USUAL_ATOM, USUAL_RDF], ids=["rss", "atom", "rdf"])
def test_usual_feeds_take_the_fast_road(document):
    assert agree(document)


UNPLAIN = {
    "another root": "<html/>",
    "a document type": "<!DOCTYPE rss><foo/>",
    "a base": '<rss xml:base="http://x.example/"><channel/></rss>',
    "markup in a title": rss([], [["<title>a <b>c</b></title>"]]),
    "a mode": rss([], [['<description mode="base64">eA==</description>']]),
    "another type": atom([['<content type="image/png">eA==</content>']], ""),
    "markup in content": atom([['<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">x</div></content>']], ""),
    "a link without target": rss([], [['<link rel="alternate">x</link>']]),
    "an address among words": rss([], [["<author>Ada of ada@herald.example</author>"]]),
    "a name within a picture": rss([], [['<media:content url="x"><title>x</title></media:content>']]),
    "a stranger's children": rss([], [["<own:x><title>y</title></own:x>"]]),
    "a body": rss([], [["<body>x</body>"]]),
    "an entry with attributes": '<rss><channel><item href="x"><title>a</title></item></channel></rss>',
    "two channels": "<rss><channel/><channel/></rss>",
    "a channel with a target": '<rss><channel href="x"/></rss>',
    "two titles": rss(["<title>Second</title>"], []),
    "an image with more": rss(["<image><own:x/></image>"], []),
    "an id with attributes": rss(['<guid isPermaLink="false">x</guid>'], []),
    "a foreign title": rss(["<image/><dc:title>x</dc:title>"], []),
    "children in the head": rss(["<own:x><title>y</title></own:x>"], []),
    "children in a person": atom([["<author><name>A<x/></name></author>"]], ""),
    "a person of another kind": atom([["<author><title>A</title></author>"]], ""),
    "children in an enclosure": rss([], [['<enclosure url="x"><title>y</title></enclosure>']]),
}


@pytest.mark.parametrize("document", UNPLAIN.values(), ids=UNPLAIN)
def test_what_is_not_plain_is_left_to_the_slow_road(document):
    root, _ = _strict(document.encode())
    assert quick.read(root, limit=MAX_ENTRIES) is None


def test_the_limit_counts_on_the_fast_road():
    root, _ = _strict(rss([], [["<title>a</title>"]] * 5).encode())
    assert len(quick.read(root, limit=2).entries) == 2


def test_every_element_of_the_table_is_known_by_its_lower_case_name():
    assert all(tag == tag.lower() for tag in _LOWERED)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("mer, 16 nov 2022 00:38:15 +0100", "2022-11-15T23:38:15+00:00"),
        ("16. März 2022 10:00:00 +0100", "2022-03-16T09:00:00+00:00"),
        ("lun., 7 févr. 2022 09:00:00 GMT", "2022-02-07T09:00:00+00:00"),
        ("пн, 7 мая 2022 09:00:00 +0300", "2022-05-07T06:00:00+00:00"),
        ("7 de enero de 2022 10:00:00 GMT", "2022-01-07T10:00:00+00:00"),
        ("Fri, 31 Feb 2022 00:00:00 GMT", ""),
        ("9999-12-31T23:59:59-14:00", ""),
        ("x" * 500, ""),
        ("", ""),
    ],
)
def test_dates_of_many_tongues(said, meant):
    found = instant(said)
    assert (found.isoformat() if found else "") == meant


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_dates(said):
    assert instant(said) is None or instant(said).utcoffset() is not None


def test_a_broken_feed_gives_what_can_be_read_and_says_so():
    found = parse(
        b"<rss><channel><title>Fish & chips</title><item><title>One</title></item><item><title>Two</title></item></channel></rss>"
    )
    assert [entry.title.text for entry in found.entries] == ["One", "Two"]
    assert "not well-formed" in found.flaw


def test_a_feed_cut_off_loses_only_the_entry_in_its_middle():
    found = parse(b"<rss><channel><item><title>One</title></item><item><title>Two</ti")
    assert [entry.title.text for entry in found.entries] == ["One"]
