"""The starter catalogue: every line is a fact that can be used as it stands."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from babel import Locale
from babel.core import UnknownLocaleError

from digest.gather import catalogue, catalogue_tags, suggested

HTTP_ONLY = frozenset()
"""Feeds that are not served over https; none so far."""


def is_language(tag):
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", tag) is not None


def test_it_is_large_and_wide():
    assert len(catalogue()) >= 300
    assert len({feed.language.partition("-")[0] for feed in catalogue()}) >= 12
    assert len({feed.country for feed in catalogue()}) >= 40


def test_every_address_is_https_and_stands_once():
    for feed in catalogue():
        assert urlsplit(feed.url).scheme == "https" or feed.url in HTTP_ONLY, feed
        assert urlsplit(feed.url).hostname, feed
        assert re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]{2,}/", feed.site), feed
    assert [url for url, count in Counter(feed.url for feed in catalogue()).items() if count > 1] == []


def test_every_language_country_and_tag_is_one():
    countries = {code for code in Locale("en").territories if re.fullmatch(r"[A-Z]{2}", code)} - {"EU", "UN", "ZZ", "XK"}
    for feed in catalogue():
        assert is_language(feed.language), feed
        assert feed.country in countries, feed
        assert feed.title == feed.title.strip() != "", feed
        assert feed.tags, feed
        assert all(re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", tag) for tag in feed.tags), feed


def test_every_tag_that_is_offered_has_five_feeds():
    counts = Counter(tag for feed in catalogue() for tag in feed.tags)
    assert {tag for tag in catalogue_tags() if counts[tag] < 5} == set()
    wanted = (
        "world politics economy technology programming security science health environment "
        "culture sport local data law education space design"
    )
    assert set(wanted.split()) <= set(catalogue_tags())


def test_what_is_suggested_bears_the_tag_the_language_and_the_country():
    for feed in suggested(["science"], language="de", country="at", limit=99):
        assert "science" in feed.tags
        assert (feed.language, feed.country) == ("de", "AT")
    assert {feed.language for feed in suggested(["world"], language="pt", limit=99)} == {"pt-BR", "pt-PT"}
    assert {feed.language for feed in suggested(["technology"], language="zh-Hant", limit=99)} == {"zh-Hant"}
    assert suggested(["world"], language="e") == ()


@pytest.mark.parametrize("tag", catalogue_tags())
def test_the_first_of_a_tag_come_from_different_sites(tag):
    found = suggested([tag], limit=5)
    assert len(found) == 5
    assert len({feed.site for feed in found}) >= min(5, len({feed.site for feed in suggested([tag], limit=999)}))


def test_feeds_that_bear_both_tags_come_before_those_that_bear_one():
    counts = [len({"law", "privacy"} & set(feed.tags)) for feed in suggested(["law", "privacy"], limit=5)]
    assert counts == [2, 2, 2, 2, 2]
