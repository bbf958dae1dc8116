"""Sources beside feeds: page lists, sitemaps and saved mails, against a real HTTP server and real folders."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from build import NOW, source
from servers import Answer, site

from digest.errors import FetchError, ParseError
from digest.fetch import HttpFetch
from digest.gather import FolderGatherer, ListGatherer, SitemapGatherer, diagnose
from digest.gather.lists import links
from digest.gather.mail import read_mail
from digest.gather.sitemap import sitemaps, unpacked

LATER = NOW + timedelta(days=2)
HTML = {"Content-Type": "text/html; charset=utf-8"}
NAMES = ("Harbour bridge reopens after repairs", "Glacier survey finds warm water", "Council votes on the tram line")


def slug(title):
    return title.lower().replace(" ", "-")


def index(*titles, more=""):
    rows = "".join(
        f'<article class="teaser"><header><h2><a href="/news/{slug(title)}?a=1#top">{title}</a></h2></header>'
        f'<time datetime="2026-11-{18 + number}T08:00:00+01:00">then</time><p>Text</p>'
        f'<a class="more" href="/news/{slug(title)}?a=1">Read on</a></article>'
        for number, title in enumerate(titles)
    )
    chrome = "".join(f'<a href="/{name}/front">{name} and everything about it</a>' for name in ("sport", "culture", "weather"))
    return (
        f"<!doctype html><html><body><nav>{chrome}</nav><main>{rows}</main>{more}"
        "<footer><a href='/imprint'>Imprint of this paper, address</a></footer></body></html>"
    ).encode()


@pytest.fixture
def web():
    with site() as running:
        yield running


def fetcher():
    return HttpFetch(user_agent="digest-test", timeout=5.0, allow_private_addresses=("127.0.0.0/8",))


def ask(gatherer, one, *, state=None, now=None):
    (found,) = gatherer(fetcher()).gather([one], {one.id: state} if state else {}, now or (LATER if state else NOW))
    return found


def at(web, path, kind, **given):
    return source("herald", url=web.url + path, kind=kind, **given)


# ---------------------------------------------------------------- page lists


def test_links_that_repeat_become_entries_with_title_and_date(web):
    web.answers["/news/"] = Answer(body=index(*NAMES), headers=HTML)
    found = ask(ListGatherer, at(web, "/news/", "list"))
    assert found.failure is None
    assert [entry.title for entry in found.entries] == list(NAMES)
    assert [entry.link for entry in found.entries] == [f"{web.url}/news/{slug(title)}?a=1" for title in NAMES]
    assert found.entries[0].published == datetime(2026, 11, 18, 7, tzinfo=UTC)
    assert found.entries[0].content == ""


def test_an_index_page_that_did_not_change_gives_nothing(web):
    web.answers["/news/"] = Answer(body=index(*NAMES), headers=HTML)
    one = at(web, "/news/", "list")
    first = ask(ListGatherer, one)
    assert ask(ListGatherer, one, state=first.state).entries == ()
    web.answers["/news/"] = Answer(body=index("Ferries return to their summer timetable", *NAMES), headers=HTML)
    third = ask(ListGatherer, one, state=first.state)
    assert len(third.entries) == 4
    assert not any(entry.is_backlog for entry in third.entries)


def test_a_selector_names_the_links(web):
    web.answers["/"] = Answer(
        body=index(*NAMES, more="<ul id=brief><li><a href=/a>A</a><li><a href=/b>B</a><li>no link</ul>"), headers=HTML
    )
    found = ask(ListGatherer, at(web, "/", "list", select="#brief li"))
    assert [(entry.title, entry.is_backlog) for entry in found.entries] == [("A", True), ("B", True)]
    nothing = ask(ListGatherer, at(web, "/", "list", select="#none a"))
    assert "nothing on the page is found by select = '#none a'" in nothing.failure.what


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(body=b"<p>No links</p>", headers=HTML), "no links repeat on the page"),
        (Answer(body=b"%PDF", headers={"Content-Type": "application/pdf"}), "no page with links but application/pdf"),
        (Answer(body=b" ", headers=HTML), "no links repeat"),
        (Answer(status=404), "404"),
    ],
)
def test_a_page_without_a_listing_is_a_failure(web, answer, words):
    web.answers["/"] = answer
    found = ask(ListGatherer, at(web, "/", "list"))
    assert words in found.failure.what
    assert found.state.failures == 1


def test_two_hundred_links_are_enough(web):
    web.answers["/"] = Answer(body=index(*(f"The {number}th story of a very long day" for number in range(300))), headers=HTML)
    assert len(ask(ListGatherer, at(web, "/", "list")).entries) == 200


def test_titles_come_from_headings_labels_and_pictures_and_dates_only_from_beside_one_link():
    page = """<base href="https://herald.example/x/"><div>
      <p><a href="one"><img alt="A picture of the harbour"></a></p><p><a href="two" aria-label="What the council decided"></a></p>
      <p><a href="three"><h3>The bridge</h3><p>and more words</p></a></p><p><a href="javascript:alert(1)">Click here to win a prize</a></p>
      <p><a href="mailto:a@b.example">Write to the paper if you can</a></p><time>2026-11-20</time></div>"""
    found = links(page, "https://other.example/", select="p")
    assert [(link.url.removeprefix("https://herald.example/x/"), link.title, link.published) for link in found] == [
        ("one", "A picture of the harbour", None),
        ("two", "What the council decided", None),
        ("three", "The bridge", None),
    ]


def test_headlines_without_blanks_count_by_their_letters():
    rows = "".join(f'<li><a href="/{number}">港の橋が修理を終えて再開</a></li>' for number in range(3))
    assert len(links(f"<ul>{rows}</ul>", "https://herald.example/")) == 3


# ---------------------------------------------------------------- sitemaps

SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def news(title, day, link=None):
    return (
        f"<url><loc>{link or '/news/' + slug(title)}</loc><news:news><news:publication><news:name>Herald</news:name>"
        f"<news:language>en</news:language></news:publication><news:publication_date>2026-11-{day}T06:00Z</news:publication_date>"
        f"<news:title>{title}</news:title><news:keywords>harbour, bridges</news:keywords></news:news></url>"
    )


def urlset(*urls):
    return f'<?xml version="1.0"?><urlset {SPACES}>{"".join(urls)}</urlset>'.encode()


def test_a_news_sitemap_gives_titles_dates_and_keywords_newest_first(web):
    web.answers["/news.xml"] = Answer(body=urlset(news(NAMES[0], 18), news(NAMES[1], 19)))
    found = ask(SitemapGatherer, at(web, "/news.xml", "sitemap"))
    assert [(entry.title, entry.published.day, entry.language, entry.categories) for entry in found.entries] == [
        (NAMES[1], 19, "en", ("harbour", "bridges")),
        (NAMES[0], 18, "en", ("harbour", "bridges")),
    ]
    assert ask(SitemapGatherer, at(web, "/news.xml", "sitemap"), state=found.state).entries == ()


def test_a_plain_sitemap_gives_the_newest_addresses_without_a_date(web):
    urls = [f"<url><loc>{web.url}/news/the-old-quay-{number:05}.html</loc><lastmod>2026-01-01</lastmod></url>" for number in range(250)]
    urls += [
        f"<url><loc>{web.url}/2026/harbour-bridge-reopens-4711.html</loc><lastmod>2026-11-19</lastmod></url>",
        "<url><loc>file:///x</loc></url>",
    ]
    web.answers["/sitemap.xml"] = Answer(body=urlset(*urls))
    found = ask(SitemapGatherer, at(web, "/sitemap.xml", "sitemap"))
    assert len(found.entries) == 200
    first = found.entries[0]
    assert (first.title, first.published, first.is_backlog) == ("Harbour bridge reopens", None, True)


def test_an_index_is_followed_to_news_first_through_gzip(web):
    web.answers |= {
        "/index.xml": Answer(
            body=f"<sitemapindex {SPACES}><sitemap><loc>/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>"
            f"<sitemap><loc>/news-1.xml.gz</loc></sitemap></sitemapindex>".encode(),
            headers={"ETag": '"same"'},
        ),
        "/news-1.xml.gz": Answer(body=gzip.compress(urlset(news(NAMES[0], 18))), headers={"Content-Type": "application/gzip"}),
        "/old.xml": Answer(body=urlset("<url><loc>/about-this-paper</loc></url>")),
    }
    one = at(web, "/index.xml", "sitemap")
    found = ask(SitemapGatherer, one)
    assert {entry.title for entry in found.entries} == {NAMES[0], "About this paper"}
    assert web.asked[0].path == "/index.xml"
    assert found.state.etag == ""
    assert ask(SitemapGatherer, one, state=found.state).entries == ()
    web.answers["/news-1.xml.gz"] = Answer(body=gzip.compress(urlset(news(NAMES[0], 18), news(NAMES[1], 19))))
    assert len(ask(SitemapGatherer, one, state=found.state).entries) == 3


def test_an_index_of_which_one_sitemap_fails_gives_the_others(web):
    index_of = "".join(f"<sitemap><loc>/{name}.xml</loc></sitemap>" for name in ("good", "missing", "broken"))
    web.answers |= {
        "/index.xml": Answer(body=f"<sitemapindex>{index_of}</sitemapindex>".encode()),
        "/good.xml": Answer(body=urlset(news(NAMES[0], 18))),
        "/broken.xml": Answer(body=b"no sitemap"),
    }
    assert len(ask(SitemapGatherer, at(web, "/index.xml", "sitemap")).entries) == 1
    web.answers.pop("/good.xml")
    assert "this is no sitemap" in ask(SitemapGatherer, at(web, "/index.xml", "sitemap")).failure.what
    web.answers.pop("/broken.xml")
    assert "404" in ask(SitemapGatherer, at(web, "/index.xml", "sitemap")).failure.what


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<rss/>", "this is no sitemap"),
        (b"no markup", "no sitemap"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><urlset/>', "document type"),
        (b"<sitemapindex/>", "names no sitemaps"),
        (b"\x1f\x8b\x08broken", "not compressed as its header says"),
    ],
)
def test_what_is_no_sitemap_is_a_failure(web, body, words):
    web.answers["/s.xml"] = Answer(body=body)
    assert words in ask(SitemapGatherer, at(web, "/s.xml", "sitemap")).failure.what


def test_a_gzip_bomb_is_stopped():
    with pytest.raises(FetchError, match=r"larger than|more than 100:1"):
        unpacked(gzip.compress(b"\0" * 20_000_000))


def test_an_index_is_followed_to_five_sitemaps_at_most():
    body = "".join(f"<sitemap><loc>https://a.example/{number}.xml</loc></sitemap>" for number in range(9))
    assert len(sitemaps(f"<sitemapindex>{body}</sitemapindex>".encode(), "https://a.example/")) == 5


# ---------------------------------------------------------------- saved mails

MAIL = """From: =?utf-8?q?Caf=C3=A9_Herald?= <news@herald.example>
Subject: =?utf-8?b?SGFyYm91ciBicmlkZ2UgcmVvcGVucw==?=
Date: Thu, 19 Nov 2026 08:00:00 +0100
Message-ID: <1@herald.example>
Archived-At: <https://herald.example/mail/1>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain; charset=utf-8

Read it in your browser.
--x
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<p>The bridge at the caf=E9 reopens.</p><script>alert(1)</script><img src=3D"https://t.example/p.gif">
--x
Content-Type: application/pdf
Content-Disposition: attachment; filename="../../x.pdf"

nothing to see
--x--
"""


def test_a_saved_mail_is_an_entry(tmp_path):
    (tmp_path / "one.eml").write_text(MAIL)
    (tmp_path / "two.EML").write_bytes(b"Subject: Only text\r\n\r\nThe tram line opens.\r\n")
    (tmp_path / "three.eml").write_bytes(b"\r\n\r\n")
    found = ask(FolderGatherer, source("inbox", kind="folder", url=str(tmp_path)))
    one, two = found.entries
    assert (one.title, one.author, one.guid, one.link) == (
        "Harbour bridge reopens",
        "Café Herald",
        "1@herald.example",
        "https://herald.example/mail/1",
    )
    assert (one.content, one.media, one.published) == (
        "<p>The bridge at the café reopens.</p>",
        "text/html",
        datetime(2026, 11, 19, 7, tzinfo=UTC),
    )
    assert (two.title, two.content, two.media, two.published, two.guid) == (
        "Only text",
        "The tram line opens.",
        "text/plain",
        None,
        "two.EML",
    )
    assert "'three.eml': the mail has neither subject nor text" in found.failure.what


@pytest.mark.parametrize(
    "body",
    [
        b'Subject: x\nContent-Type: multipart/mixed; boundary="a"\n\n' + b'--a\nContent-Type: multipart/mixed; boundary="a"\n\n' * 2_000,
        b"Subject: =?unknown-8bit?b?AAAA?=\nContent-Type: text/plain; charset=nonsense\n\nStill readable.",
        b'Subject: x\nContent-Type: text/plain; charset="\xff\xfe"\nContent-Transfer-Encoding: base64\n\n!!!!',
        b"Subject: =?utf-8?b?A?=\nDate: Thu, 99 Nov 99999 99:99:99 +9999\n\nText",
        b"Content-Type: message/rfc822\n\n" * 500 + b"Subject: deep\n\ntext",
        b"\0\xff" * 5_000,
        b'From: "a"<b>\nSubject: one\r\n Bcc: victim@example.org\n\nText',
    ],
)
def test_a_hostile_mail_is_read_or_refused_and_nothing_else(body):
    try:
        found = read_mail(body)
    except ParseError:
        return
    assert "\n" not in found.subject
    assert "\0" not in found.content


# ---------------------------------------------------------------- the doctor


def test_a_feed_is_examined(web):
    feed = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Herald</title><item><title>Bridge reopens</title>
    <link>/bridge</link><description>Short.</description><pubDate>Fri, 20 Nov 2026 05:00:00 GMT</pubDate></item></channel></rss>"""
    web.answers |= {
        "/feed": lambda asked: Answer(status=304) if "if-none-match" in asked.headers else Answer(body=feed, headers={"ETag": '"1"'}),
        "/old": Answer(status=301, headers={"Location": "/feed"}),
        "/robots.txt": Answer(body=b"User-agent: *\nDisallow: /bridge"),
    }
    found = diagnose(f"{web.url}/old", fetcher(), NOW)
    told = "\n".join(found.findings)
    assert found.kind == "RSS 2.0"
    for words in ("kind: RSS 2.0", "encoding:", "entries: 1", "newest: 2026-11-20", "text: teasers, usually 1 words", "may not be visited"):
        assert words in told
    assert "validators: ETag; asked again it says not modified" in told
    assert f"put {web.url}/feed into config.toml instead" in found.advice


def test_a_page_is_told_what_else_it_could_be(web):
    web.answers |= {"/": Answer(body=index(*NAMES), headers=HTML), "/robots.txt": Answer(body=b"Sitemap: /sitemap.xml")}
    found = diagnose(f"{web.url}/", fetcher(), NOW)
    assert found.kind == "web page"
    assert found.gathering.failure.kind == "WebPageError"
    assert 'kind = "list"' in found.advice[0]
    assert f'kind = "sitemap", url = "{web.url}/sitemap.xml"' in found.advice[1]


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (Answer(body=urlset(news(NAMES[0], 18))), "sitemap", "gathers the 1 pages it names"),
        (Answer(body=b"<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>"), "sitemap index", "gathers the pages it names"),
        (Answer(body=b"<opml/>"), "OPML", "reads RSS, Atom and JSON Feed"),
        (Answer(status=404), "", "front page"),
        (Answer(status=403), "", "lets no programs in"),
        (Answer(status=500), "", "try again later"),
    ],
)
def test_what_is_no_feed_gets_advice(web, answer, kind, words):
    web.answers["/x"] = answer
    found = diagnose(f"{web.url}/x", fetcher(), NOW)
    assert (found.kind, bool(found.gathering.failure)) == (kind, True)
    assert words in found.advice[0]


def test_a_feed_without_dates_validators_or_entries_gets_advice(web):
    web.answers["/none"] = Answer(body=b"<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title></feed>")
    assert any("the feed is empty" in line for line in diagnose(f"{web.url}/none", fetcher(), NOW).advice)
    undated = (
        b'{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","url":"/a","content_text":"'
        + b"word " * 200
        + b'"}]}'
    )
    headers = {"Last-Modified": "Thu, 19 Nov 2026 00:00:00 GMT", "Content-Type": "application/feed+json; charset=utf-8"}
    web.answers["/json"] = Answer(body=undated, headers=headers)
    found = diagnose(f"{web.url}/json", fetcher(), NOW)
    assert found.kind == "JSON Feed"
    assert any("no entry has a date" in line for line in found.advice)
    told = "\n".join(found.findings)
    assert "encoding: utf-8" in told
    assert "text: full text, usually 200 words" in told
    assert "without a title: 1" in told
    assert "validators: Last-Modified; yet asked again it sends all anew" in told
    assert "linked pages may be visited" in told


def test_a_server_that_fails_when_asked_again_is_told(web):
    feed = b"<rss version='2.0'><channel><title>x</title><item><title>a</title></item></channel></rss>"
    web.answers["/f"] = lambda asked: Answer(status=500) if "if-none-match" in asked.headers else Answer(body=feed, headers={"ETag": '"1"'})
    told = diagnose(f"{web.url}/f", fetcher(), NOW).findings
    assert any("asked again it failed" in line for line in told)
    assert not any("robots" in line for line in told)


def test_a_redirect_for_now_keeps_the_address(web):
    feed = b"<rss version='2.0'><channel><title>x</title><item><title>a</title></item></channel></rss>"
    web.answers |= {"/f": Answer(status=302, headers={"Location": "/g"}), "/g": Answer(body=feed)}
    assert any("redirects for now" in line for line in diagnose(f"{web.url}/f", fetcher(), NOW).advice)


def test_a_packed_sitemap_that_is_broken_is_still_named(web):
    web.answers["/x"] = Answer(body=urlset()[:-9] + b"<!DOCTYPE x>")
    assert "kind" in diagnose(f"{web.url}/x", fetcher(), NOW).advice[0]


def test_an_error_nobody_foresaw_ends_with_its_source(web, monkeypatch):
    def fail(*_given, **_named):
        raise RuntimeError("deep inside")

    monkeypatch.setattr("digest.gather.lists.links", fail)
    web.answers["/"] = Answer(body=index(*NAMES), headers=HTML)
    assert ask(ListGatherer, at(web, "/", "list")).failure.what == "it cannot be read: RuntimeError: deep inside"


def test_a_page_list_is_asked_with_the_validators_it_gave(web):
    web.answers["/"] = lambda asked: (
        Answer(status=304) if "if-none-match" in asked.headers else Answer(body=index(*NAMES), headers=HTML | {"ETag": '"1"'})
    )
    first = ask(ListGatherer, at(web, "/", "list"))
    second = ask(ListGatherer, at(web, "/", "list"), state=first.state)
    assert (second.entries, second.failure, second.state.etag) == ((), None, '"1"')
