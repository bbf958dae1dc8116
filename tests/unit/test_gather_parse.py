"""Documents of every kind, sound and odd, as entries."""

# ruff: noqa: E501 - documents stand as they would be published

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from build import NOW, source

from digest.errors import ParseError
from digest.gather.entries import Arrival, entries_of
from digest.gather.parsing.autodiscovery import feed_links
from digest.gather.parsing.charset import charset_of, decode, media_of
from digest.gather.parsing.markup import harmless, line, web_link
from digest.gather.parsing.parse import WebPageError, parse
from digest.gather.parsing.published import Markup

URL = "https://herald.example/news/feed.xml"


def rss(*entries, head=""):
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Herald</title>{head}{"".join(entries)}</channel></rss>'
    )


def item(title="Bridge reopens", *, link="https://herald.example/bridge", extra=""):
    return f"<item><title>{title}</title><link>{link}</link>{extra}</item>"


def read(document, *, is_first=False, content_type="", **given):
    body = document.encode() if isinstance(document, str) else document
    feed = parse(body, url=URL, content_type=content_type)
    return entries_of(feed, Arrival(source=source(**given), url=URL, now=NOW, is_first=is_first))


def test_rss_2_gives_its_entries():
    extra = (
        "<guid>g1</guid><pubDate>Thu, 19 Nov 2026 20:00:00 +0100</pubDate><category>Harbour</category><author>a@b.example (Ada)</author>"
        "<description>&lt;p onclick='x'&gt;Ferries &lt;a href='/t'&gt;go back&lt;/a&gt;.&lt;script&gt;1&lt;/script&gt;&lt;/p&gt;</description>"
    )
    (entry,) = read(rss(item(extra=extra), head="<language>en-gb</language>"))
    assert (entry.guid, entry.title, entry.link) == ("g1", "Bridge reopens", "https://herald.example/bridge")
    assert entry.published == datetime(2026, 11, 19, 19, tzinfo=UTC)
    assert entry.content == '<p>Ferries <a href="https://herald.example/t">go back</a>.</p>'
    assert (entry.categories, entry.author, entry.language, entry.media) == (("Harbour",), "Ada", "en-gb", "text/html")
    assert (entry.seen, entry.is_backlog, entry.source) == (NOW, False, "herald")


def test_rss_1_gives_its_entries():
    document = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="https://herald.example/"><title>Herald</title></channel>
    <item rdf:about="https://herald.example/a"><title>A</title><link>https://herald.example/a</link><dc:date>2026-11-19T10:00:00Z</dc:date><dc:creator>Ada</dc:creator></item></rdf:RDF>"""
    (entry,) = read(document)
    assert (entry.link, entry.author, entry.published) == ("https://herald.example/a", "Ada", datetime(2026, 11, 19, 10, tzinfo=UTC))


def test_atom_gives_its_entries():
    document = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>H</title><entry><id>urn:1</id><title type="text">1 &lt; 2 &amp;amp; 3</title>
    <link href="/a"/><updated>2026-11-19T10:00:00Z</updated><summary>short</summary><content type="html">&lt;b&gt;longer text&lt;/b&gt;</content>
    <category term="t-1" label="Harbour"/><category term="http://x.example/c"/><author><name>Ada</name></author><author><name>Bo</name></author></entry></feed>"""
    (entry,) = read(document)
    assert (entry.guid, entry.title, entry.link) == ("urn:1", "1 < 2 &amp; 3", "https://herald.example/a")
    assert (entry.content, entry.categories, entry.author, entry.language) == ("<b>longer text</b>", ("Harbour", "t-1"), "Ada, Bo", "de")
    assert entry.published == entry.updated == datetime(2026, 11, 19, 10, tzinfo=UTC)


def test_atom_text_stays_text():
    document = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><content type="text">a &lt;b&gt; c\r\nd</content></entry></feed>'
    )
    (entry,) = read(document)
    assert (entry.media, entry.content) == ("text/plain", "a <b> c\nd")


def test_json_feed_gives_its_entries():
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "Herald", "home_page_url": "https://herald.example/", "language": "en",
        "authors": [{"name": "Desk"}],
        "items": [
            {"id": 7, "url": "/a", "title": "A", "content_html": "<p>x</p>", "date_published": "2026-11-19T10:00:00+01:00", "tags": ["b", 3], "image": "/i.png"},
            {"id": "8", "external_url": "https://o.example/", "content_text": "plain", "authors": [{"name": "Ada"}], "attachments": [{"url": "u", "mime_type": "m"}]},
            "no entry",
        ],
    }  # fmt: skip
    first, second = read(json.dumps(feed))
    assert (first.guid, first.link, first.content, first.categories) == ("7", "https://herald.example/a", "<p>x</p>", ("b",))
    assert first.published == datetime(2026, 11, 19, 9, tzinfo=UTC)
    assert first.image
    assert first.image.url == "https://herald.example/i.png"
    assert (second.author, second.content, second.media, second.published) == ("Ada", "plain", "text/plain", None)
    assert first.author == "Desk"


@pytest.mark.parametrize("document", ['{"items": 1}', '{"a"', "{" * 100_000, '{"items": [' + "[" * 100_000])
def test_broken_json_is_an_error(document):
    with pytest.raises(ParseError, match="JSON"):
        read(document)


def test_broken_xml_gives_what_can_be_read():
    entries = read("<rss version='2.0'><channel><item><title>A & B</title><link>https://a.example/</link></item><item><title>Cut o")
    assert entries[0].title == "A & B"


@pytest.mark.parametrize(
    "document", [b"", b" \n ", b"\xef\xbb\xbf", b"nothing of the kind", b"\x89PNG\r\n\x1a\n\0\0", b"<note><to>x</to></note>"]
)
def test_what_is_no_feed_is_an_error(document):
    with pytest.raises(ParseError):
        read(document)


def test_an_empty_feed_is_no_error():
    assert read(rss()) == ()


def test_a_web_page_names_the_feed_it_announces():
    page = """<!doctype html><html><head><base href="/sub/"><link rel="alternate" type="application/rss+xml" title="Comments" href="c.xml">
    <link rel="Alternate" type="application/atom+xml" href="feed.atom"><link rel="stylesheet" href="x"></head><body>hello</body></html>"""
    with pytest.raises(WebPageError, match=r"https://herald.example/sub/feed.atom") as caught:
        read(page)
    assert caught.value.links == ("https://herald.example/sub/feed.atom", "https://herald.example/sub/c.xml")


def test_a_web_page_without_a_feed_says_where_to_look():
    with pytest.raises(WebPageError, match="look on the site"):
        read("<html><body>hello</body></html>")


@pytest.mark.parametrize("said", ["Fri, 25 Dec 2026 10:00:00 GMT", "Mon, 01 Jan 1900 10:00:00 GMT", "soon", ""])
def test_a_date_that_cannot_be_is_none(said):
    (entry,) = read(rss(item(extra=f"<pubDate>{said}</pubDate>")), is_first=True)
    assert entry.published is None
    assert entry.is_backlog


def test_a_date_a_little_ahead_is_believed():
    (entry,) = read(rss(item(extra=f"<pubDate>{NOW + timedelta(hours=23):%a, %d %b %Y %H:%M:%S} GMT</pubDate>")))
    assert entry.published == NOW + timedelta(hours=23)


def test_undated_entries_are_backlog_only_at_the_first_fetch():
    assert [read(rss(item()), is_first=first)[0].is_backlog for first in (True, False)] == [True, False]


def test_one_guid_for_all_is_no_repetition_but_the_same_link_is():
    guid = "<guid>same</guid>"
    entries = read(
        rss(
            item("A", link="https://a.example/1", extra=guid),
            item("B", link="https://a.example/2", extra=guid),
            item("A", link="https://a.example/1", extra=guid),
        )
    )
    assert [entry.title for entry in entries] == ["A", "B"]


def test_entries_that_say_nothing_are_left_out():
    assert read(rss("<item></item>", "<item><guid isPermaLink='false'>x</guid></item>")) == ()
    assert len(read(rss("<item><title>A</title></item>", "<item><title>A</title></item>"))) == 1


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (rss(item("Grüße aus Łódź")).encode(), ""),
        (rss(item("Grüße aus Łódź")).encode("utf-8-sig"), "text/xml"),
        (rss(item("Grüße aus Łódź")).replace("utf-8", "utf-16").encode("utf-16"), ""),
        (rss(item("Grüße aus Łódź")).replace("utf-8", "utf-16").encode("utf-16-le"), ""),
        (rss(item("Grüße aus Łódź")).replace("utf-8", "iso-8859-2").encode("iso-8859-2"), ""),
        (rss(item("Grüße aus Łódź")).encode("iso-8859-2"), "application/rss+xml; charset=ISO-8859-2"),
        (rss(item("Grüße aus Łódź")).replace("utf-8", "no-such").encode(), ""),
    ],
)
def test_encodings(body, content_type):
    assert read(body, content_type=content_type)[0].title == "Grüße aus Łódź"


def test_windows_1252_passed_off_as_utf8_is_read():
    assert read(rss(item("Gr\xfc\xdfe \x96 hier")).encode("latin-1"))[0].title == "Grüße \u2013 hier"


def test_one_bad_byte_does_not_spoil_the_rest():
    text = "äöü" * 20
    assert decode(text.encode() + b"\xff") == text + "\ufffd"


@pytest.mark.parametrize("label", ["punycode", "idna", "unicode_escape", "zlib", "rot13", "utf-7", "x" * 30])
def test_encodings_that_are_traps_are_not_used(label):
    assert decode(f'<?xml version="1.0" encoding="{label}"?><a>é</a>'.encode(), f"text/xml; charset={label}").endswith("<a>é</a>")


def test_an_unmarked_document_in_utf16_is_read():
    assert decode(rss().encode("utf-16-be")).startswith("<?xml")
    assert decode("Grüße".encode("cp1252") + b"\x81") == "Grüße\ufffd"


def test_an_error_inside_the_reader_is_ours(monkeypatch):
    def fail(*_args, **_named):
        raise RecursionError("deep")

    monkeypatch.setattr("feedparser.parse", fail)
    with pytest.raises(ParseError, match="RecursionError: deep"):
        read("<rss><channel><foo><title>off the fast road</title></foo></channel></rss>")


def test_a_page_of_nothing_but_marks_announces_nothing():
    assert feed_links("", URL) == feed_links("<!-- -->", URL) == ()


def test_content_types_are_taken_apart():
    assert (charset_of('text/html; Charset="UTF-8"'), charset_of("text/html"), media_of("Text/HTML ; x=y")) == ("utf-8", "", "text/html")


def test_naked_markup_in_rss_is_reduced_to_text():
    (entry,) = read(rss("<item><title>A <b>bold</b> claim</title><guid><p>g</p></guid><category><p>C</p></category></item>"))
    assert (entry.title, entry.guid, entry.categories) == ("A bold claim", "<p>g</p>", ("C",))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("A &amp;amp; B", "A & B"), ("<b>Bold</b> claim", "Bold claim"), ("a<br>b", "a b"), ("5 < 6 & 7", "5 < 6 & 7"), ("x\u202ey\u0000", "xy"),
        ("<script>alert(1)</script>news", "news"), ("&lt;img src=x onerror=1&gt;", "<img src=x onerror=1>"), ("Grüße", "Grüße"),
    ],
)  # fmt: skip
def test_titles_are_plain_text(markup, text):
    assert line(Markup(text=markup.replace("&amp;amp;", "&amp;"))) == text


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p style='x' id=a class=b>t</p>", "<p>t</p>"),
        ("<a href='javascript:1'>x</a>", "<a>x</a>"),
        ("<a href='//evil.example/x' target=_blank rel=q>x</a>", '<a href="https://evil.example/x">x</a>'),
        ("<a href='b'>x</a>", '<a href="https://herald.example/news/b">x</a>'),
        ("<img src=x><form><input></form><svg onload=1></svg><style>p{}</style>t\u202e\x01", "t"),
        ("<iframe src=x>", ""),
    ],
)
def test_markup_is_made_harmless(html, kept):
    assert harmless(Markup(text=html), URL) == kept


@pytest.mark.parametrize("base", ["", "/b", "https://exa mple/", "https://a^b.example/", "https://1.2.3.4.5.6/"])
def test_links_without_a_base_that_can_be_read_are_dropped(base):
    assert harmless(Markup(text="<a href='b'>x</a>", base=base), base) == "<a>x</a>"


@pytest.mark.parametrize(
    ("link", "given"),
    [
        ("/a", "https://herald.example/a"),
        ("javascript:1", ""),
        ("https://u:p@a.example/", ""),
        ("http://[::1", ""),
        ("http://a.example:99999/", ""),
        ("http://a.example:0/", ""),
        ("https://a.example/" + "x" * 3_000, ""),
        ("mailto:a@b.c", ""),
    ],
)
def test_links_are_absolute_web_addresses_or_nothing(link, given):
    assert web_link(link, URL) == given


def test_the_first_image_is_found_and_pixels_are_not():
    html = "<img src='https://t.example/p.gif' width=1 height=1><img alt='x' src='/a&amp;b.png'>"
    (entry,) = read(rss(item(extra=f"<description><![CDATA[{html}]]></description>")))
    assert entry.image
    assert entry.image.url.endswith("/a&b.png")


def test_declared_pictures_and_comments_are_kept():
    document = """<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel>
    <item><title>A</title><media:content medium="image" url="/s.png" width="10"/><media:content type="image/png" url="/l.png" width="900" height="600"/>
    <slash:comments>12</slash:comments></item>
    <item><title>B</title><enclosure url="/e.jpg" type="image/jpeg" length="1"/></item><item><title>C</title><enclosure url="/e.mp3" type="audio/mpeg" length="1"/></item></channel></rss>"""
    first, second, third = read(document)
    assert first.image
    assert (first.image.url, first.image.width, first.image.height, first.comments) == ("https://herald.example/l.png", 900, 600, 12)
    assert second.image
    assert (second.image.url, second.comments, third.image) == ("https://herald.example/e.jpg", None, None)


def test_a_source_language_beats_the_feeds():
    assert read(rss(item(), head="<language>en</language>"), language="fr")[0].language == "fr"


def test_the_feed_says_when_to_come_again():
    document = rss(item(), head="<ttl>90</ttl><skipHours><hour>3</hour><hour> 4 </hour></skipHours>")
    feed = parse(document.encode(), url=URL)
    assert (feed.ttl_seconds, feed.skip_hours) == (5_400, (3, 4))
    period = '<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel></rss>'
    assert parse(period.encode(), url=URL).ttl_seconds == 21_600


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<math><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></math>", "a + b"),
        ("<svg width='9'><desc>A map</desc><circle r='5'></circle></svg> of it", "A map of it"),
        ("sa<!-- -- never closed >fe<script>alert(1)</script>", "safe"),
        ("<p>kept <!-- closed --> too</p>", "kept too"),
    ],
)
def test_words_in_formulas_drawings_and_open_comments_are_kept(markup, words):
    assert line(Markup(text=harmless(Markup(text=markup), ""))) == words
