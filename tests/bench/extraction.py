"""Pages a second with metadata: ours beside trafilatura's own, in one run on one core.

    python tests/bench/extraction.py [PAGES]

The pages are made here from a seeded table of words: articles in the dress of several publishing systems, with menus,
teasers of other articles, comments, scripts and JSON-LD, 40 to 200 kB each. Where DIGEST_EVAL names the evaluation data
and ``gather/articles/segment.jsonl.gz`` is there, those real pages are measured, too. Each page goes to both in turn, so that
whatever else the machine does falls on both alike; seconds are CPU seconds.
"""

from __future__ import annotations

import gzip
import json
import os
import random  # noqa: TID251 - seeded with the page's own number
import sys
import time
from pathlib import Path

from trafilatura import bare_extraction

from digest.extract import extract_line

DRESSES = (
    ("article", 'class="post type-post"', 'class="entry-content"'),
    ("div", 'class="article"', 'itemprop="articleBody"'),
    ("div", 'id="page"', 'class="story-body"'),
    ("main", "", ""),
    ("div", 'class="content-wrap has-sidebar"', 'class="c-text"'),
)


def words(drawn, count):
    return " ".join(f"{drawn.choice('bdfgklmnprst')}{drawn.choice('aeiou')}{drawn.randrange(20_000):x}" for _ in range(count))


def paragraph(drawn):
    return "<p>" + ". ".join(words(drawn, drawn.randrange(9, 22)).capitalize() for _ in range(drawn.randrange(2, 6))) + ".</p>"


def menu(drawn, count):
    return "<ul class='menu'>" + "".join(f"<li><a href='/s/{at}'>{words(drawn, 2)}</a></li>" for at in range(count)) + "</ul>"


def teasers(drawn, count):
    return "".join(
        f"<div class='teaser'><h3><a href='/t/{at}'>{words(drawn, 7)}</a></h3><p>{words(drawn, 18)}</p>"
        f"<span class='date'>{at % 28 + 1}.11.2026</span></div>"
        for at in range(count)
    )


def page(number):
    """One page; every fifth declares neither date nor author."""
    drawn = random.Random(number)
    tag, outer, inner = DRESSES[number % len(DRESSES)]
    title, name = words(drawn, 8).capitalize(), f"{words(drawn, 1).title()} {words(drawn, 1).title()}"
    author = {"@type": "Person", "name": name}
    told = {"@type": "NewsArticle", "headline": title, "datePublished": "2026-11-20T06:00:00Z", "author": author}
    declared = f'<script type="application/ld+json">{json.dumps(told)}</script>' if number % 5 else ""
    body = "".join(paragraph(drawn) + ("<h2>" + words(drawn, 4) + "</h2>" if at % 4 == 3 else "") for at in range(drawn.randrange(8, 30)))
    script = "<script>var data = " + json.dumps([words(drawn, 3) for _ in range(drawn.randrange(200, 1_500))]) + "</script>"
    head = f"<title>{title} | Herald</title><meta property='og:title' content='{title}'>{declared}"
    return (
        f"<html lang='en'><head>{head}</head><body>"
        f"<header>{menu(drawn, 40)}</header><div id='wrap'><{tag} {outer}><h1>{title}</h1>"
        f"<p class='byline'>By {name}, 20 November 2026</p><div {inner}>{body}</div></{tag}><div class='sidebar'>{teasers(drawn, 30)}</div>"
        f"<div id='comments'>{teasers(drawn, 20)}</div></div>"
        f"<footer>{menu(drawn, 60)}</footer>{script * drawn.randrange(1, 4)}</body></html>"
    )


def generated(count):
    return [{"id": at, "url": f"https://herald.example/a{at}", "html": page(at)} for at in range(count)]


def real():
    path = Path(os.environ.get("DIGEST_EVAL", "")) / "gather/articles/segment.jsonl.gz"
    if not os.environ.get("DIGEST_EVAL") or not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def measure(name, pages):
    ours = theirs = 0.0
    extract_line(pages[0])
    bare_extraction(pages[0]["html"], url=pages[0]["url"], with_metadata=True)
    for each in pages:
        started = time.process_time()
        extract_line(each)
        between = time.process_time()
        bare_extraction(each["html"], url=each["url"], with_metadata=True)
        ours, theirs = ours + between - started, theirs + time.process_time() - between
    size = sum(len(each["html"]) for each in pages) / len(pages) / 1000
    print(
        f"{name}: {len(pages)} pages of {size:.0f} kB: ours {len(pages) / ours:.1f} a second, "
        f"trafilatura {len(pages) / theirs:.1f}, {theirs / ours:.2f} times as fast"
    )


if __name__ == "__main__":
    measure("made", generated(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
    if found := real():
        measure("real", found)
