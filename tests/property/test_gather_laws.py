"""Laws of the gatherers beside feeds: whatever bytes come, they are read or refused, within bounds."""

from __future__ import annotations

from datetime import timedelta

from build import NOW, entry, source
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import FetchError, ParseError
from digest.gather import Visit, catalogue_tags, examined, suggested
from digest.gather.lists import links
from digest.gather.mail import read_mail
from digest.gather.sitemap import records, sitemaps, unpacked
from digest.model import Failure, Gathering, SourceState

MARKUP = st.lists(
    st.sampled_from(
        ["<a href='/a'>", "<a href='javascript:x'>", "</a>", "<li>", "<base href='//[x'>", "<time datetime='2026'>", "word ", "\0", "ß"]
    )
).map("".join)
XML = st.lists(
    st.sampled_from(["<urlset>", "<url>", "<loc>https://a.example/b</loc>", "</url>", "<lastmod>x</lastmod>", "<sitemapindex>", "&x;"])
)
HEADS = st.lists(
    st.sampled_from(["Subject: x\n", "Content-Type: multipart/mixed; boundary=a\n", "\n", "--a\n", "Date: 9\n", "=?x?q?y?=", "text"])
)
DAYS = st.integers(0, 60)


@settings(deadline=None)  # the first call imports what selectors need
@given(MARKUP, st.sampled_from(["", "a", "li a", "*"]))
def test_every_link_of_a_page_is_a_web_address_with_a_title_and_stands_once(page, select):
    found = links(page, "https://herald.example/news/", select=select)
    assert len({link.url for link in found}) == len(found)
    assert all(link.url.startswith(("https://", "http://")) and link.title and "\n" not in link.title for link in found)


@given(st.one_of(st.binary(max_size=300), XML.map(lambda parts: "".join(parts).encode())))
def test_a_sitemap_is_read_or_refused(body):
    try:
        plain = unpacked(body)
        found = sitemaps(plain, "https://herald.example/") or [record.url for record in records(plain, "https://herald.example/")]
    except (ParseError, FetchError):
        return
    assert all(url.startswith("https://a.example/") for url in found)


@given(st.one_of(st.binary(max_size=300), HEADS.map(lambda parts: "".join(parts).encode())))
def test_a_mail_is_read_or_refused(body):
    try:
        letter = read_mail(body)
    except ParseError:
        return
    assert "\n" not in letter.subject + letter.writer
    assert "<script" not in letter.content.lower()


@given(st.lists(st.tuples(DAYS, st.booleans(), st.integers(0, 9)), max_size=12))
def test_an_alert_is_never_told_twice_in_a_row(visits):
    state, told = SourceState(source="herald"), set()
    for number, (day, is_failing, size) in enumerate(sorted(visits)):
        now = NOW + timedelta(days=day)
        entries = () if is_failing else tuple(entry(f"n{number}-{each}", published=now - timedelta(days=each)) for each in range(size))
        failure = Failure(subject="x", what="no answer") if is_failing else None
        fresh = SourceState(**{name: getattr(state, name) for name in ("source", "newest", "answered", "usual_seconds", "size", "alerted")})
        fresh = SourceState(
            **{name: getattr(fresh, name) for name in fresh.__slots__}
            | {"failures": state.failures + 1 if is_failing else 0, "body_hash": state.body_hash if is_failing else str(number)}
        )
        gathering = Gathering(source=source(), state=fresh, entries=entries, failure=failure)
        (state,), notes = examined([Visit(gathering=gathering, before=state, fresh=len(entries))], now)
        names = set(state.alerted.split())
        assert len(notes) == len(names - told)
        told = names


@given(st.sets(st.sampled_from(catalogue_tags()), min_size=1), st.sampled_from(["", "en", "de", "pt"]), st.integers(1, 50))
def test_suggestions_are_few_enough_and_on_the_tags(tags, language, limit):
    found = suggested(tags, language=language, limit=limit)
    assert len(found) <= limit
    assert len(set(found)) == len(found)
    assert all(tags & set(feed.tags) and feed.language.startswith(language) for feed in found)
