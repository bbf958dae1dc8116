"""How fast a story is summed up: ``PYTHONPATH=.:tests python tests/bench/summaries.py [stories]``.

In one run, over stories of one article of about 450 words each: the plain opening (split into sentences, counted to the
budget), ``lead``, ``extractive``, and ``extractive`` as the filter calls it, from a record. CPU of one core; what
compares between machines is the ratio to the plain opening.
"""

from __future__ import annotations

import random  # noqa: TID251 - seeded: the same texts in every run
import sys
import time
from collections.abc import Callable

from build import article, story

from digest.model import Story
from digest.summarise import ExtractiveSummariser, LeadSummariser, summarise_line
from digest.text import count_words, sentences

BUDGET = 60
SENTENCES = 19
WORDS = 24
"""About what a news article has."""
COMMON = "the of to and in a for on that is was with as by at from it an be has".split()  # noqa: SIM905 -- a list of words
SYLLABLES = "ba ne ri to ku sal men dor vi lan pe gra tho mi".split()  # noqa: SIM905 -- as above


def texts(count: int) -> list[str]:
    """Texts of made-up words, every other a common one, with a quotation and a number here and there; the same in every run."""
    chance = random.Random(7)
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(3000)]
    return [" ".join(_sentence(chance, vocabulary[at % 1500 :][:400]) for _ in range(SENTENCES)) for at in range(count)]


def _sentence(chance: random.Random, vocabulary: list[str]) -> str:
    said = [chance.choice(COMMON if chance.random() < 0.45 else vocabulary) for _ in range(chance.randint(WORDS - 10, WORDS + 10))]
    if chance.random() < 0.3:
        said[2:2] = [vocabulary[0].capitalize(), str(chance.randint(2, 900))]
    told = " ".join(said).capitalize()
    return f'"{told}," {vocabulary[1].capitalize()} said.' if chance.random() < 0.15 else f"{told}."


def opening(told: Story) -> str:
    """The plain opening: what any summariser has to do at least."""
    kept: list[str] = []
    left = BUDGET
    for sentence in sentences(told.lead.text[:1400]):
        left -= count_words(sentence)
        if left < 0 and kept:
            break
        kept.append(sentence)
    return " ".join(kept)


def rate(make: Callable[[int], object], count: int, rounds: int = 5) -> float:
    """Summaries a second of CPU, the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        for at in range(count):
            make(at)
        best = min(best, time.process_time() - started)
    return count / best


def main() -> None:
    """Print a line a way."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    made = texts(count)
    told = [story(article("", text=text)) for text in made]
    lead, extractive = LeadSummariser(), ExtractiveSummariser()
    ways: dict[str, Callable[[int], object]] = {
        "plain opening": lambda at: opening(told[at]),
        "lead": lambda at: lead.summary(told[at], BUDGET),
        "extractive": lambda at: extractive.summary(told[at], BUDGET),
        "extractive, from a record": lambda at: summarise_line({"id": at, "text": made[at], "max_words": BUDGET}),
    }
    rates = {name: rate(make, count) for name, make in ways.items()}
    for name, each in rates.items():
        print(f"{name:28} {each:8.0f} a second, {rates['plain opening'] / each:.2f} times the plain opening")


if __name__ == "__main__":
    main()
