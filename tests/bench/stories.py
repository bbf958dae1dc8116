"""What folding costs: cold, and for 20 or 200 new articles beside 1,000 to 100,000 living ones.

    python tests/bench/stories.py [LIVING ...]

The first line folds 20,000 unrelated articles into nothing, as a first intake does. Then a store on disk is filled through the
pipeline's own function, an intake an hour and 12,500 articles a day, and at each size the next intakes are measured: CPU
seconds of folding and of storing, stories read for them, and the peak memory of the process. A third of the articles tell
an event that was told before. Words are drawn as in a language (the tenth most frequent one tenth as often as the first), so
that common words have long lists. All is seeded; the same run gives the same stories.
"""

from __future__ import annotations

import random  # noqa: TID251 - seeded with the article's own number
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from math import log
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from build import article

from digest.model import ArticleId
from digest.pipeline.folding import fold
from digest.store import open_store
from digest.story import fold_in

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
WORDS, EVENTS = 60_000, 3_000
A_DAY = 12_500
LIVING = (1_000, 10_000, 30_000, 100_000)


def word(drawn):
    """A word of the language, the commoner the more often."""
    return f"w{int(2.718281828 ** (drawn.random() * log(WORDS))):x}"


def event_words(event):
    drawn = random.Random(f"event {event}")
    return [f"Name{drawn.randrange(40_000)}", f"Place{drawn.randrange(8_000)}", *(word(drawn) for _ in range(12))]


def told(number, now):
    """The article of this number: of an event of its own, or in one of three cases of one of the last ``EVENTS``."""
    drawn = random.Random(number)
    event = number if drawn.randrange(3) or not number else max(0, number - 1 - drawn.randrange(EVENTS))
    own = event_words(event)
    body = [*drawn.sample(own, 9), *own[:2], *(word(drawn) for _ in range(90))]
    drawn.shuffle(body)
    when = now - timedelta(minutes=drawn.randrange(60))
    return article(
        " ".join([*own[:2], *body[:6]]),
        id=ArticleId(str(number)),
        site=f"s{number % 900}.example",
        text=" ".join(body),
        language="en",
        published=when,
        seen=now,
    )


def unrelated(count):
    """As the feeds of ``morning.py`` are: a fifth of a million different words, none commoner than the others."""
    for number in range(count):
        drawn = random.Random(number)
        words = " ".join(f"w{drawn.randrange(20_000):x}" for _ in range(60))
        name = f"Name{drawn.randrange(10_000)} Place{drawn.randrange(10_000)}"
        yield article(
            f"{name} {words[:40]}",
            id=ArticleId(str(number)),
            site=f"f{number // 20}.example",
            text=f"{name} said. {words}. {words[::-1]}.",
            published=NOW - timedelta(minutes=drawn.randrange(2_800)),
            seen=NOW,
        )


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Paper:
    """A store that grows, an intake at a time."""

    def __init__(self, store):
        self.articles, self.number, self.now = store.articles, 0, NOW - timedelta(days=8)
        self.read = 0
        self.named, self.articles.named = self.articles.named, self.counted

    def counted(self, stories, articles, since):
        found = self.named(stories, articles, since)
        self.read += len(found)
        return found

    def intake(self, count):
        """Fold and store so many new articles; CPU seconds of both, and the stories that were read and changed."""
        new = [told(number, self.now) for number in range(self.number, self.number + count)]
        self.number += count
        self.now += timedelta(days=count / A_DAY)
        self.read, begun = 0, time.process_time()
        changed, learnt, mark = fold(self.articles, new, self.now)
        folded = time.process_time()
        self.articles.save(states=[], articles=new, stories=changed, terms=learnt, since=mark)
        return folded - begun, time.process_time() - folded, self.read, len(changed)


def curve(paper, sizes):
    print(f"{'living':>8} {'new':>5} {'fold, s':>8} {'store, s':>9} {'ms an article':>14} {'read':>6} {'changed':>8} {'peak MB':>8}")
    for size in sizes:
        while paper.number < size:
            paper.intake(min(A_DAY // 24, size - paper.number))
        for count in (20, 200):
            best = min(paper.intake(count) for _ in range(3))
            fold_seconds, store_seconds, read, changed = best
            each = 1000 * (fold_seconds + store_seconds) / count
            print(
                f"{size:8,} {count:5} {fold_seconds:8.3f} {store_seconds:9.3f} {each:14.2f} {read:6} {changed:8} {memory():8.0f}",
                flush=True,
            )


def main(*sizes):
    articles = list(unrelated(20_000))
    begun = time.process_time()
    found = fold_in(articles, (), NOW)
    seconds = time.process_time() - begun
    print(f"cold: {len(articles):,} unrelated articles, {len(found):,} stories, {seconds:.2f} s cpu, peak {memory():.0f} MB", flush=True)
    del articles, found
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/digest.db", machine="bench")
        curve(Paper(store), sizes or LIVING)
        store.close()
        print(f"store: {Path(folder, 'digest.db').stat().st_size / 2**20:.0f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
