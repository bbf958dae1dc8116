# ruff: noqa: INP001 - a script beside the pages, not a package
"""Write ``digest/text/profiles.tsv``: how often the edges of words are met in each language.

Run by hand with the package ``eld`` 1.0.6 installed (Apache-2.0), whose table of n-grams is the only source::

    pip install eld==1.0.6 && python docs/make_profiles.py

Kept are the grams of at most four bytes that are whole letters, the most frequent of each language. Two rows are
ours: those of Malay count as Indonesian too (they share them), and Galician, which the source lacks, is the mean of
Spanish and Portuguese without what Galician never writes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from eld.resources.ngrams.ngramsL60 import ngrams_data

KEPT = 4000
"""Grams a language; more hardly help (5,000 and 9,000 were tried), fewer cost near relatives."""
LATIN = "az ca cs da de en es et eu fi fr hr hu is it lt lv ms nl no pl pt ro sk sl sq sv tl tr vi"
OTHERS = "ar be bg fa ru sr uk ur"
NOT_GALICIAN = re.compile(r"[jkwyçãõàâêôèì]|ss|lh|ão|gi|ge|nh|ções| el | los | las | lo | del | um | uma | em ")
OUT = Path(__file__).parent.parent / "digest" / "text" / "profiles.tsv"
HEAD = """\
# How often the edges of words are met, in 15,000; _ is where a word begins or ends. One line: languages, frequency, grams.
# Derived from the n-grams of ELD 1.0.6, (c) 2023 Nito T.M., Apache License 2.0 (LICENSES/Apache-2.0.txt);
# changed as docs/make_profiles.py says.
"""


def main() -> None:
    """Read the source, choose, write."""
    frequencies = read()
    frequencies["gl"] = galician(frequencies["es"], frequencies["pt"])
    frequencies["id,ms"] = frequencies.pop("ms")
    lines = [f"{name}\t{count}\t{' '.join(grams)}" for name in sorted(frequencies) for count, grams in levels(frequencies[name])]
    OUT.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")


def read() -> dict[str, dict[str, int]]:
    """Frequency by gram by language, whole letters alone."""
    wanted = {number: name for number, name in ngrams_data["languages"].items() if name in f"{LATIN} {OTHERS}".split()}
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for raw, counts in ngrams_data["ngrams"].items():
        try:
            gram = raw.decode()
        except UnicodeDecodeError:
            continue
        for number, count in counts.items():
            if number in wanted and count:
                found[wanted[number]][gram] = count
    return found


def galician(spanish: dict[str, int], portuguese: dict[str, int]) -> dict[str, int]:
    """The mean of both where Galician could write it."""
    grams = {gram for gram in {*spanish, *portuguese} if not NOT_GALICIAN.search(gram)}
    return {gram: mean for gram in grams if (mean := (spanish.get(gram, 0) + portuguese.get(gram, 0) + 1) // 2)}


def levels(frequency: dict[str, int]) -> list[tuple[int, list[str]]]:
    """The most frequent grams by frequency, highest first."""
    chosen = sorted(frequency, key=lambda gram: (-frequency[gram], gram))[:KEPT]
    by_count: dict[int, list[str]] = defaultdict(list)
    for gram in chosen:
        by_count[frequency[gram]].append(gram.replace(" ", "_"))
    return sorted(by_count.items(), reverse=True)


if __name__ == "__main__":
    main()
