"""Learning a line between articles that have a tag and those that have not, without any library.

``margin`` is a linear support vector machine with squared hinge loss, solved in its dual one article at a time: Hsieh, Chang,
Lin, Keerthi and Sundararajan (2008), *A dual coordinate descent method for large-scale linear SVM* (algorithm 1), with
articles that stand safely on their side left out for some rounds (their section 3.2, simplified). ``evidence`` is
complement naive Bayes: Rennie, Shih, Teevan and Karger (2003), *Tackling the poor assumptions of naive Bayes text
classifiers*. Both give one weight a term, so their sum is again one linear model; together they are right more often than either.

Everything is deterministic: the order of the articles is a stride through them, another one each round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import gcd, log
from operator import itemgetter, mul

_COST = 1.0
_ROUNDS = 40
_REST = 5
"""Every so many rounds all articles are looked at again."""
_NEAR = 0.02
"""A gradient below this is none."""
_SMOOTHING = 0.1
_GOLDEN = 0.618


@dataclass(frozen=True, slots=True)
class Point:
    """An article's vector: which columns, and the value in each; the last column is the constant 1."""

    columns: tuple[int, ...]
    values: tuple[float, ...]
    pick: Callable[[Sequence[float]], tuple[float, ...]]
    """Takes the columns out of a table of weights at once: ten times as fast as a loop."""


def point(weighed: Sequence[tuple[int, float]], size: int) -> Point:
    """The vector with the constant in column ``size``."""
    columns = (*(column for column, _ in weighed), size)
    pick = itemgetter(*columns, size)  # once more than there are values: of one column alone it would give no tuple
    return Point(columns, (*(value for _, value in weighed), 1.0), pick)


def margin(points: Sequence[Point], is_member: Sequence[bool], size: int) -> list[float]:
    """Weights of ``size`` columns and of the constant, so that members score above 0 and others below."""
    weights = [0.0] * (size + 1)
    signs = [1.0 if belongs else -1.0 for belongs in is_member]
    pressures = [0.0] * len(points)
    awake = list(range(len(points)))
    for number in range(_ROUNDS):
        if number % _REST == 0:
            awake = list(range(len(points)))
        moved = [each for each in _stride(awake, number) if _push(points[each], signs[each], each, (weights, pressures))]
        if not moved and len(awake) == len(points):
            break
        awake = moved
    return weights


def _push(told: Point, sign: float, each: int, state: tuple[list[float], list[float]]) -> bool:
    """Move the line for one article; whether it did."""
    weights, pressures = state
    slack = 0.5 / _COST
    old = pressures[each]
    gradient = sign * sum(map(mul, told.pick(weights), told.values)) - 1.0 + slack * old
    if (old == 0.0 and gradient >= 0.0) or abs(gradient) < _NEAR:
        return False
    new = max(0.0, old - gradient / (2.0 + slack))  # a vector of length one and the constant: its square is 2
    pressures[each] = new
    step = (new - old) * sign
    for column, value in zip(told.columns, told.values, strict=True):
        weights[column] += step * value
    return True


def _stride(chosen: Sequence[int], number: int) -> Iterator[int]:
    """All of them, in an order that differs from round to round and is the same every time."""
    count = len(chosen)
    step = max(1, int(count * _GOLDEN) - number)
    while gcd(step, count) > 1:
        step += 1
    return (chosen[(number + index * step) % count] for index in range(count))


def evidence(points: Sequence[Point], is_member: Sequence[bool], size: int) -> list[float]:
    """How much rarer each column is outside the tag: minus the log of its share among those that have not the tag, centred."""
    heard = [_SMOOTHING] * size
    for told, belongs in zip(points, is_member, strict=True):
        if not belongs:
            for column, value in zip(told.columns[:-1], told.values, strict=False):
                heard[column] += value
    total = log(sum(heard) or 1.0)
    return [total - log(share) for share in heard]


def blend(margins: Sequence[Sequence[float]], evidences: Sequence[Sequence[float]], share: float) -> list[list[float]]:
    """``margins`` + ``share`` times ``evidences``, the latter as differences from their mean over the tags."""
    means = [sum(column) / len(evidences) for column in zip(*evidences, strict=True)]
    return [[*_added(line, proof, means, share), line[-1]] for line, proof in zip(margins, evidences, strict=True)]


def _added(line: Iterable[float], proof: Iterable[float], means: Iterable[float], share: float) -> Iterator[float]:
    return (weight + share * (said - mean) for weight, said, mean in zip(line, proof, means, strict=False))
