"""Inlining is for templates, not for readers: ten thousand mails of a look that was loaded before start premailer never."""

from __future__ import annotations

from functools import cache

from build import subscriber
from fakes import House, news
from printed import TEMPLATES

from digest.pipeline import hand_over
from digest.render import braces, load_look

READERS = 10_000


class CountedInline:
    """Premailer, counted."""

    def __init__(self):
        self.calls = 0

    def __call__(self, *given, **named):
        self.calls += 1
        return braces.inline_lazily(*given, **named)


def looks(kept, counted):
    """Looks as another process of the same installation loads them."""
    return cache(lambda name: load_look(name, [TEMPLATES], cache=kept, inline=counted))


def deliver_to_all(folder, look):
    """Publish and send one issue to everybody; the addresses that got it."""
    house = House(folder, *(subscriber(f"r{number}") for number in range(READERS)), look=look)
    house.tell(*news(8))
    house.send()
    hand_over(house.parts)
    house.store.close()
    return {message.envelope.recipient for message in house.transport.messages}


def test_ten_thousand_mails_with_a_warm_cache_start_premailer_never(tmp_path):
    before, counted = CountedInline(), CountedInline()
    looks(tmp_path / "cache", before)("daily")
    assert len(deliver_to_all(tmp_path, looks(tmp_path / "cache", counted))) == READERS
    assert (before.calls, counted.calls) == (1, 0)


def test_a_cold_cache_costs_one_start_of_premailer_and_the_next_process_none(tmp_path):
    first, second = CountedInline(), CountedInline()
    for counted in (first, second):
        looks(tmp_path / "cache", counted)("daily")
    assert (first.calls, second.calls) == (1, 0)
