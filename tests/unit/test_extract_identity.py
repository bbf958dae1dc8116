from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from build import NOW, entry

from digest.extract import canonical_url, identify, site_of
from digest.extract.dates import believed, read_date
from digest.model import Image, SourceId


def known(**given):
    return identify(entry(**given))[0]


@pytest.mark.parametrize(
    "link",
    [
        "https://herald.example/a?id=3&utm_source=feed&utm_medium=rss",
        "http://herald.example/a?id=3#comments",
        "https://www.herald.example:443/a?id=3&fbclid=x",
        "HTTPS://HERALD.example/a?id=3",
    ],
)
def test_addresses_of_one_page_are_one_article(link):
    assert known(link=link, guid="other").id == known(link="https://herald.example/a?id=3").id


def test_two_pages_are_two_articles():
    assert known(link="https://herald.example/a?v=1").id != known(link="https://herald.example/a?v=2").id


def test_without_a_link_the_guid_of_its_source_is_the_article():
    assert known(link="", guid="g").id == known(link="not an address", guid="g", title="Edited").id
    assert known(link="", guid="g").id != known(link="", guid="g", source=SourceId("other")).id


def test_without_link_and_guid_title_and_day_are_the_article():
    assert known(link="", guid="", title="A  Title").id == known(link="", guid="", title="a title").id
    assert known(link="", guid="").id != known(link="", guid="", published=NOW - timedelta(days=3)).id
    assert known(link="", guid="", title="", published=None).id


def test_entry_hash_sees_edits_but_not_counts():
    first = entry()
    assert identify(first)[0].entry_hash == identify(replace(first, comments=9, updated=NOW))[0].entry_hash
    assert identify(first)[0].entry_hash != identify(replace(first, title="Other"))[0].entry_hash
    assert identify(first)[0].entry_hash != identify(replace(first, image=Image(url="https://herald.example/i.png")))[0].entry_hash


def test_canonical_url_keeps_scheme_and_foreign_ports():
    assert canonical_url("http://[::1]:8080/x#y") == "http://[::1]:8080/x"
    assert canonical_url("http://herald.example.:80") == "http://herald.example/"


def test_dates_beyond_every_zone_are_no_dates():
    edge = timezone(timedelta(hours=-12))
    assert believed(datetime(9999, 12, 31, 23, tzinfo=edge), NOW) is None


@pytest.mark.parametrize("link", ["", "mailto:a@b.example", "https://", "https://x:99999/", "http://[::1", "//x/y"])
def test_what_is_no_web_address_has_no_canonical_url(link):
    assert canonical_url(link) == ""


def test_site_is_the_registrable_host_or_the_source():
    assert site_of("https://edition.news.co.uk/x", SourceId("s")) == "news.co.uk"
    assert site_of("https://www.herald.example/x", SourceId("s")) == "herald.example"
    assert site_of("", SourceId("Folder")) == "folder"


def test_future_and_ancient_dates_are_no_dates():
    assert believed(NOW + timedelta(hours=25), NOW) is None
    assert believed(NOW.replace(year=1970), NOW) is None
    assert believed(NOW + timedelta(hours=3), NOW) == NOW + timedelta(hours=3)
    assert believed(NOW.replace(tzinfo=None), NOW) == NOW
    assert believed(None, NOW) is None
    assert believed(NOW.replace(year=9999, month=12, day=31), NOW) is None


def test_dates_of_pages_are_iso_or_nothing():
    assert read_date("2026-11-20").isoformat() == "2026-11-20T00:00:00+00:00"
    assert read_date("2026-11-20T06:00:00Z") == NOW
    assert read_date("2026-11-20 at six").isoformat() == "2026-11-20T00:00:00+00:00"
    assert read_date("yesterday") is None
