import pytest

from digest.extract.metadata import declared, metas
from digest.extract.tree import read_tree

SITE = '<meta property="og:site_name" content="Herald">'


def said(head, body="", url="https://herald.example/a"):
    tree = read_tree(f"<html><head>{head}</head><body>{body}</body></html>")
    return declared(tree, metas(tree), url)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>Bridge reopens today | Herald</title>", "<h1>Bridge reopens today</h1>"),
        ("<title>Bridge reopens today - Herald</title>", "<h1>Herald</h1><h1>Bridge reopens today</h1>"),
        (
            '<title>x</title><meta property="og:title" content="Bridge reopens today - Herald">' + SITE,
            "",
        ),
        (
            '<title>x</title><meta property="og:title" content="Herald | Bridge reopens today">' + SITE,
            "",
        ),
        ('<title>x</title><meta name="twitter:title" content="Bridge reopens today | herald.example">', ""),
        ("<title>Bridge reopens today - Herald</title>", ""),
        ("<title>Bridge reopens today</title>", ""),
        ("<title>Something else</title>", "<h1>Bridge reopens today</h1>"),
        ('<script type="application/ld+json">{"@type": ["NewsArticle"], "headline": "Bridge reopens today"}</script>', ""),
    ],
)
def test_title_is_what_heading_and_metadata_agree_on(head, body):
    assert said(head, body).title == "Bridge reopens today"


def test_page_without_any_title_has_none():
    assert said("", "<p>x</p>").title == ""


@pytest.mark.parametrize(
    ("head", "body", "author"),
    [
        ('<meta name="author" content="By Ada Byron">', "", "Ada Byron"),
        ('<meta name="author" content="admin">', '<a rel="author">Ada Byron</a>', "Ada Byron"),
        ("", '<p class="byline">Von Ada Byron</p>', "Ada Byron"),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "Article", "author": {"name": "Ada Byron"}}]}</script>',
            "",
            "Ada Byron",
        ),
        ("", "", ""),
    ],
)
def test_author_is_a_name_or_nothing(head, body, author):
    assert said(head, body).author == author


def test_own_article_is_told_from_linked_ones():
    other = '{"@type": "NewsArticle", "url": "https://herald.example/b", "headline": "Other"}'
    own = '{"@type": "NewsArticle", "url": "https://herald.example/a", "headline": "Own"}'
    assert said(f'<script type="application/ld+json">[{other}, {own}]</script>').title == "Own"


def test_keywords_language_and_date_come_from_meta_elements():
    head = '<meta name="keywords" content="ferry, bridge,, ferry"><meta property="og:locale" content="en_GB">'
    head += '<meta property="article:published_time" content="2026-11-20">'
    facts = said(head)
    assert (facts.tags, facts.language, facts.date) == (("ferry", "bridge"), "en", "2026-11-20")
