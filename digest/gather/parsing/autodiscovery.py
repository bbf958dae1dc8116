"""Which feeds a web page announces: ``<link rel="alternate" type="application/rss+xml" href="…">`` in its head.

Source: RSS Autodiscovery 1.0, HTML Living Standard §4.6.7 (alternate).
"""

from __future__ import annotations

from lxml import etree, html

from digest.gather.parsing.markup import web_link

_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/json"})
_HEAD = 500_000
_MAX_LINKS = 20


def feed_links(page: str, url: str) -> tuple[str, ...]:
    """Absolute addresses of the feeds a page announces, in its order, feeds of comments last."""
    try:
        root = html.document_fromstring(page[:_HEAD].encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    base = next((web_link(each.get("href") or "", url) for each in root.iter("base") if each.get("href")), "") or url
    links = [(_is_of_comments(each), web_link(each.get("href") or "", base)) for each in root.iter("link") if _is_feed(each)]
    ordered = [link for _, link in sorted(links, key=lambda pair: pair[0]) if link]
    return tuple(dict.fromkeys(ordered))[:_MAX_LINKS]


def _is_feed(link: html.HtmlElement) -> bool:
    return "alternate" in (link.get("rel") or "").lower().split() and (link.get("type") or "").strip().lower() in _TYPES


def _is_of_comments(link: html.HtmlElement) -> bool:
    return "comment" in f"{link.get('title') or ''} {link.get('href') or ''}".lower()
