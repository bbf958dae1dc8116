"""What a crowd costs: ``PYTHONPATH=.:tests python tests/bench/crowd_speed.py [readers] [groups]``.

By default 10,000 readers, each his own group.

An invented issue of 300 stories in eight tags is set for all of them by the pipeline's own ``typeset`` (groups, drafts, cards,
frames, deliveries: all that is done before the commit), on an empty store in a file. Then every mail is joined, one after the
other, and let go of; of each hundredth the reader's own link is looked for. Times are CPU of one core, memory is what the process
held at most until then.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, product
from pathlib import Path

from build import NOW, edition, issue, subscriber
from fakes import House
from golden_issues import IMPRINT, NAMES, SENDER, SOURCES, TAGS, told

from digest import render
from digest.deliver import Press
from digest.model import Delivery, Issue, Preference, Subscriber, SubscriberId
from digest.pipeline import Call, Printed, typeset

STORIES = 300
WEIGHTS = (0.5, 1.0, 1.5, 2.0, 3.0)
MUTES = ("", "glacier", "ferry", "site:record.example")
STRIDE = 7_919
"""Prime to the number of wishes, so that neighbours are not alike."""


class Watch:
    """Says what each step took."""

    def __init__(self) -> None:
        self.at = time.process_time()

    def lap(self, what: str, count: int = 0, unit: str = "") -> float:
        spent, self.at = time.process_time() - self.at, time.process_time()
        each = f"{spent / count * 1e6:10,.1f} us a {unit}" if count else ""
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sys.stdout.write(f"{what:34} {spent:8.2f} s {each:26} {held:8,.0f} MB\n")
        sys.stdout.flush()
        return spent


def preferences(count: int) -> list[Preference]:
    """So many different ones, each with weights for three tags and now and then a mute."""
    wishes = list(product(WEIGHTS, WEIGHTS, WEIGHTS, range(len(TAGS)), (8, 10, 12, 16), MUTES))
    found = (wishes[place * STRIDE % len(wishes)] for place in range(count))
    return [_preference(*each) for each in found]


def _preference(first: float, second: float, third: float, tag: int, stories: int, mute: str) -> Preference:  # noqa: PLR0917 - one wish each
    tags = sorted(zip((TAGS[tag], TAGS[tag - 1], TAGS[tag - 3]), (first, second, third), strict=True))
    return Preference(tags=tuple(tags), max_stories=stories, mute=(mute,) if mute else ())


def readers(count: int, wishes: list[Preference]) -> Iterator[Subscriber]:
    sample = subscriber("ada")
    for number in range(count):
        name = f"reader{number}"
        wish = wishes[number % len(wishes)]
        yield replace(sample, id=SubscriberId(name), email=f"{name}@example.org", name=name, origin="", preference=wish)


def number() -> Issue:
    """The issue: a day's stories, best first."""
    return issue(*(told(place, "en", "whole") for place in range(STORIES)))


def setting(folder: Path, calls: list[Call], watch: Watch) -> Printed:
    house = House(folder)
    titles = dict(zip(TAGS, NAMES["en"], strict=True))
    parts = house.wired(sources=tuple(SOURCES.values()), imprint=IMPRINT, tag_titles=lambda _language: titles)
    told_to = number()
    watch.lap("the issue is made")
    printed = typeset(parts, told_to, edition=edition(max_stories=12), calls=calls)
    watch.lap("composed and printed", len(printed.digests), "digest")
    house.store.close()
    return printed


def joined(printed: Printed) -> tuple[int, int]:
    """Every mail made and let go of; their number and bytes."""
    cards = {card.key: card for card in printed.cards}
    digests = {digest.id: digest for digest in printed.digests}
    mails = size = 0
    for (digest, head), rows in groupby(printed.deliveries, key=lambda row: (row.digest, row.masthead)):
        press = Press(render.sheet(digests[digest], cards, cards[head]), SENDER)
        for row in rows:
            content = press.message(row, links(row)).content
            mails, size = mails + 1, size + len(content)
            if mails % 100 == 0 and f"/u/{row.subscriber}".encode() not in bytes(content):
                raise SystemExit(f"{row.subscriber} has another reader's link")
    return mails, size


def links(row: Delivery) -> dict[str, str]:
    return {"unsubscribe": f"https://digest.example/u/{row.subscriber}", "preferences": f"https://digest.example/p/{row.subscriber}"}


def main(count: int, groups: int) -> None:
    watch = Watch()
    calls = [Call(subscriber=reader, local_date=NOW.date()) for reader in readers(count, preferences(groups))]
    watch.lap(f"{count:,} readers", count, "reader")
    with tempfile.TemporaryDirectory() as folder:
        printed = setting(Path(folder), calls, watch)
    stories = Counter(len(digest.shown) for digest in printed.digests)
    sys.stdout.write(f"{len(printed.digests):,} digests of {min(stories)} to {max(stories)} stories, {len(printed.cards):,} cards\n")
    mails, size = joined(printed)
    watch.lap("joined", mails, "mail")
    sys.stdout.write(f"{mails:,} mails, {size / mails:,.0f} bytes each, {size / 1e9:,.1f} GB in all\n")


if __name__ == "__main__":
    crowd = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    main(crowd, int(sys.argv[2]) if len(sys.argv) > 2 else crowd)
