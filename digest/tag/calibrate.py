"""From a score to how sure one may be, and from where on a tag is given.

``sigmoid`` fits P(tag | score) = 1 / (1 + exp(slope * score + offset)) to scores of articles that the model has not learned from:
Platt (1999), *Probabilistic outputs for support vector machines*, by Newton's method as in Lin, Lin and Weng (2007), *A note
on Platt's probabilistic outputs*. ``best_line`` is the probability from which on giving the tag is right and complete most often (F1).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

_ROUNDS = 50
_RIDGE = 1e-9
_NEAR = 1e-6
_LEAST_STEP = 1e-8


def probability(score: float, slope: float, offset: float) -> float:
    """The probability that an article of this score has the tag."""
    power = slope * score + offset
    return exp(-power) / (1 + exp(-power)) if power >= 0 else 1 / (1 + exp(power))


def sigmoid(scores: Sequence[float], is_member: Sequence[bool]) -> tuple[float, float]:
    """Slope and offset of the curve that fits best; the slope is never above 0, for a higher score must not be less sure."""
    members = sum(is_member)
    others = len(scores) - members
    high, low = (members + 1) / (members + 2), 1 / (others + 2)
    aims = [high if belongs else low for belongs in is_member]
    slope, offset = 0.0, log((others + 1) / (members + 1))
    for _ in range(_ROUNDS):
        step = _newton(scores, aims, (slope, offset))
        if step is None:
            break
        slope, offset = step
    return min(slope, 0.0), offset


def _newton(scores: Sequence[float], aims: Sequence[float], at: tuple[float, float]) -> tuple[float, float] | None:
    """One step downhill, halved until it is one; None at the bottom."""
    h11 = h22 = _RIDGE
    h21 = g1 = g2 = 0.0
    for score, aim in zip(scores, aims, strict=True):
        chance = probability(score, *at)
        bend, miss = chance * (1 - chance), aim - chance
        h11, h22, h21 = h11 + score * score * bend, h22 + bend, h21 + score * bend
        g1, g2 = g1 + score * miss, g2 + miss
    if abs(g1) < _NEAR and abs(g2) < _NEAR:
        return None
    area = h11 * h22 - h21 * h21
    way = (-(h22 * g1 - h21 * g2) / area, -(h11 * g2 - h21 * g1) / area)
    before, size = _loss(scores, aims, at), 1.0
    while size > _LEAST_STEP:
        there = (at[0] + size * way[0], at[1] + size * way[1])
        if _loss(scores, aims, there) < before:
            return there
        size /= 2
    return None


def _loss(scores: Sequence[float], aims: Sequence[float], at: tuple[float, float]) -> float:
    """Cross entropy, written so that nothing overflows."""
    powers = [at[0] * score + at[1] for score in scores]
    return sum(
        aim * power + log(1 + exp(-power)) if power >= 0 else (aim - 1) * power + log(1 + exp(power))
        for power, aim in zip(powers, aims, strict=True)
    )


def best_line(chances: Sequence[float], is_member: Sequence[bool]) -> tuple[float, float]:
    """The probability from which on to give the tag, half-way between two articles, and the F1 it has on these."""
    members = sum(is_member)
    ranked = sorted(zip(chances, is_member, strict=True), reverse=True)
    best, line, found = 0.0, 0.5, 0
    for count, (chance, belongs) in enumerate(ranked, start=1):
        found += belongs
        below = ranked[count][0] if count < len(ranked) else 0.0
        f1 = 2 * found / (count + members)
        if f1 > best and below < chance:
            best, line = f1, (chance + below) / 2
    return line, best
