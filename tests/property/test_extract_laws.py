"""Laws of extraction, over entries stitched together from what feeds and pages are made of."""

from build import NOW, entry
from hypothesis import given
from hypothesis import strategies as st

from digest.extract import articles, extract_line, identify

LINES = [
    "Harbour Bridge Reopens",
    "NewsHarbour Bridge Reopens",
    "News",
    "8.1 C",
    "Leeds, 2026-11-21",
    "It opened on Monday, said the mayor.",
    "LEEDS (Wire) — Ferries go back.",
    "By Ada Byron",
    "Photo: Herald",
    "Read more",
    "It goes on. Read more",
    "Most Popular Articles",
    "© 2026 All rights reserved.",
    "Comments",
    "A short line",
    "[…]",
    "",
]
PAGE = st.lists(st.sampled_from(LINES), max_size=9).map("\n\n".join)
TITLE = st.sampled_from(["", "Harbour Bridge Reopens", "NewsHarbour Bridge Reopens", "News of the World closes"])


@given(PAGE | st.text(max_size=80), TITLE, st.sampled_from(["text/plain", "text/html"]))
def test_extraction_is_idempotent(content, title, media):
    html = "".join(f"<p>{line}</p>" for line in content.split("\n\n"))
    for told in articles([entry(title=title, content=html if media == "text/html" else content, media=media)]).items:
        again = articles([entry(title=told.title, content=told.text, media="text/plain")]).items[0]
        assert (again.title, again.text, again.fingerprint) == (told.title, told.text, told.fingerprint)


@given(st.text(max_size=120), st.text(max_size=30), st.text(max_size=30))
def test_no_entry_breaks_a_batch(content, title, link):
    batch = articles([entry(title=title, content=content, link=link), entry()])
    assert len(batch.items) + len(batch.failures) in {1, 2}
    assert all(told.title and told.published and told.published <= NOW for told in batch.items)


@given(st.text(max_size=60), st.sampled_from(["utm_source=a", "utm_medium=b&fbclid=c", ""]))
def test_tracking_never_changes_identity(path, tracking):
    address = "https://herald.example/" + "".join(filter(str.isalnum, path))
    assert identify(entry(link=f"{address}?{tracking}"))[0].id == identify(entry(link=address))[0].id


@given(st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
def test_filter_answers_whatever_it_is_given(html):
    assert extract_line({"id": 1, "url": "https://herald.example/", "html": html})["id"] == 1
