"""Hostile feed text in every field that reaches a mail (threat model 2.2)."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from build import article, candidate, edition, issue, source, story
from printed import IMPRINT, daily, draft, printed

from digest.model import Image, Sentence, SourceId, Summary, Tagging
from digest.render import cards, frame

pytestmark = pytest.mark.security

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "</title><script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    "--><script>alert(1)</script><!--",
    "<!--[if mso]><script>alert(1)</script><![endif]-->",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<form action=https://evil.example><input>",
    "<a href=javascript:alert(1)>x</a>",
    "{{ 7*7 }}",
    "{{ ''.__class__.__mro__ }}",
    "{% for x in range(10**9) %}x{% endfor %}",
    "{# comment #}",
    "\0unsubscribe\0",
    "digestbrace0x",
    "<!--digestbrace0x-->",
    "a\r\nBcc: victim@example.org\r\n\r\nbody",
    "\u202egnp.exe\u202c",
    "\u2066isolate left open",
    "zero\u200b\u200b\u200bwidth",
    "=?utf-8?q?=0D=0ABcc:_x?=",
    "\ud7ff\ufffe\uffff",
    "%(title)s %s %d %",
)
TAGS = {"html", "head", "meta", "title", "style", "body", "div", "table", "tr", "td", "p", "h1", "h2", "h3", "a", "b", "i", "img"}


class Reader(HTMLParser):
    """What a browser would make of a mail: its tags and their attributes."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.links = set(), set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value for name, value in attrs if name in {"href", "src"}]


def hostile(payload):
    lead = article(
        payload,
        link=payload,
        author=payload,
        category=payload,
        image=Image(url=payload, alt=payload, width=600, height=400),
        language=payload,
        id="x",
    )
    lead = type(lead)(**{name: getattr(lead, name) for name in lead.__slots__} | {"tags": (Tagging(tag=payload, by="source"),)})
    pictured = article(
        payload, image=Image(url="https://herald.example/a.jpg", alt=payload, width=600, height=400), link="https://a.example/x"
    )
    others = article("Other", link=f"https://tribune.example/{payload}", site="tribune.example")
    summary = Summary(sentences=(Sentence(text=payload, article="x"),), by="lead")
    return [candidate(story(pictured, id="p")), candidate(story(lead, others, id="h"), summary=summary)]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text(payload):
    html, text = printed(*hostile(payload), city=payload, language="en")
    page = Reader(html)
    assert page.tags <= TAGS
    assert not [name for name in page.attributes if name.startswith("on") or name == "srcdoc"]
    assert all(re.match(r"https?://[^\s\"<>]+$", link) for link in page.links)
    assert "\u202e" not in html + text
    assert "\0" not in html + text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_language_prints_in_english(payload):
    html, _ = printed(*hostile("x"), language=payload)
    assert '<html lang="en" dir="ltr">' in html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_subject_and_preheader_are_one_line(payload):
    number = issue(*hostile(payload))
    sources = {SourceId("herald"): source()}
    digest, _ = frame(daily(), draft(number), number, edition(title=payload), imprint=IMPRINT, sources=sources)
    for line in (digest.subject, digest.preheader):
        assert not re.search(r"[\x00-\x1f\x7f\u0085\u2028\u2029\u202a-\u202e]", line)


def test_feed_text_with_braces_is_literal():
    html, text = printed(*hostile("{{ 7*7 }}"))
    assert "49" not in html + text
    assert "&#123;&#123; 7*7 }}" in html
    assert "{ { 7*7 }}" in text


def test_a_slot_in_feed_text_is_no_slot():
    number = issue(*hostile("\0unsubscribe\0"))
    for card in cards(daily(), draft(number).requests, number, sources={}):
        assert b"\0" not in card.html + card.text


def test_the_host_shown_is_where_the_link_leads():
    told = candidate(story(article("Your bank asks", link="https://evil.example/login", site="bank.example")))
    html, text = printed(told)
    assert "bank.example" not in html + text
    assert "evil.example" in re.sub(r"<[^>]*>", "", html)
