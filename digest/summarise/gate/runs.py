"""Scripts without blanks: every run of a summary must be put together from runs of its source.

Han: a run is cut into pieces that stand in the source, of two characters or more, or of one where its neighbours are
longer; two single characters side by side are another word. Katakana spells foreign words and names, so a run must
stand as it is; hiragana bends and joins. Thai, Lao, Khmer and Burmese are covered by stretches of three letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.summarise.gate import chinese
from digest.summarise.gate.forms import SMALL
from digest.summarise.gate.written import blanked

_HAN = re.compile("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff]{2,}")
_OTHERS = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0edf\u1000-\u1049\u1780-\u17d3]+")
_PARTICLES = frozenset("的了在是与及将已被从对由以并而或也又就都向到把让给称说因其该此这那约共达获")
"""Chinese words of one character that join and are no part of a name."""
_LONGEST, _STRETCH, _GAP = 8, 3, 3


def strange(told: str, known: str, language: str) -> Iterator[str]:
    """The runs of a summary that its source does not bear out; numbers are blanked in both."""
    told, known = chinese.simple(told), chinese.simple(known)
    neutral = frozenset(chinese.simple(SMALL.get("ja" if language == "ja" else "zh", "")).split())
    yield from (run for run in _HAN.findall(told) if not _is_covered(run, known, neutral))
    yield from (run for run in _KATAKANA.findall(told) if run not in known)
    yield from (gap for run in _OTHERS.findall(told) for gap in _gaps(run, known))


def _is_covered(run: str, known: str, neutral: frozenset[str]) -> bool:
    """Whether pieces of the source make up the run, no two of one character side by side."""
    ends: list[set[bool]] = [{False}] + [set() for _ in run]
    for start in range(len(run)):
        for is_after_single in ends[start]:
            for end in range(start + 1, min(len(run), start + _LONGEST) + 1):
                piece = run[start:end]
                is_known = piece in neutral or piece in known
                is_single = len(piece) == 1 and piece not in _PARTICLES
                if is_known and not (is_single and is_after_single):
                    ends[end].add(is_single)
    return bool(ends[-1])


def _gaps(run: str, known: str) -> Iterator[str]:
    """Stretches of a run longer than a joint that no three letters of the source cover."""
    starts = (start for start in range(len(run) - _STRETCH + 1) if run[start : start + _STRETCH] in known)
    rest = blanked(run, ((start, start + _STRETCH) for start in starts))
    yield from (gap for gap in rest.split() if len(gap) > _GAP)
