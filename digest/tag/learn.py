"""Training: from articles that somebody tagged to a model that tags others.

Three times two thirds of the articles are learned and the last third is scored, so every article has scores of a model that
never saw it. On these is chosen how much naive Bayes is blended in (much for headlines with a line of text, next to nothing for
whole articles), each tag's curve is fitted and its line drawn, and measured how good the tags will be. The model itself then
learns from all. The order in which articles are given makes no difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from digest.errors import ConfigError
from digest.tag.calibrate import best_line, probability, sigmoid
from digest.tag.separate import Point, blend, evidence, margin, point
from digest.tag.terms import Views, rarities, vector, views
from digest.tag.trained import Curve, TrainedModel, quantised

LEAST = 6
"""A tag with fewer articles is not learned."""
_PARTS = 3
_SHARES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5)

Lines = list[list[float]]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Example:
    """An article somebody tagged."""

    title: str
    text: str
    tags: tuple[str, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Learned:
    """What one pass over articles gave: margins and evidences are still apart."""

    rarity: dict[str, float]
    margins: Lines
    evidences: Lines

    def point(self, told: Views, column: dict[str, int]) -> Point:
        return point([(column[term], value) for term, value in vector(told, self.rarity)], len(column))

    def blended(self, share: float) -> Lines:
        return blend(self.margins, self.evidences, share)


def learnable(examples: Sequence[Example]) -> tuple[str, ...]:
    """The tags that enough articles have, and not all of them, in the order of the alphabet."""
    counts = Counter(tag for example in examples for tag in set(example.tags))
    return tuple(sorted(tag for tag, count in counts.items() if LEAST <= count < len(examples)))


def learn(examples: Sequence[Example]) -> TrainedModel:
    """The model these articles teach. Raises ``ConfigError`` when they are too few for two tags."""
    ordered = sorted(examples)
    tags = learnable(ordered)
    if len(tags) < 2:  # noqa: PLR2004 - one tag alone is told from nothing
        raise ConfigError(f"at least two tags must have {LEAST} articles each to learn from; tag more articles")
    told = [views(example.title, example.text, example.language) for example in ordered]
    membership = [[tag in example.tags for example in ordered] for tag in tags]
    share, unseen = _unseen(told, membership)
    learned = _pass(told, membership)
    lines = learned.blended(share)
    steps, weights = quantised([line[:-1] for line in lines])
    curves = tuple(
        _curve(tag, (line[-1], step), scores, belongs)
        for tag, line, step, scores, belongs in zip(tags, lines, steps, unseen, membership, strict=True)
    )
    return TrainedModel(curves=curves, terms=tuple(learned.rarity), rarities=tuple(learned.rarity.values()), weights=weights)


def _pass(told: Sequence[Views], membership: Sequence[Sequence[bool]]) -> _Learned:
    rarity = rarities(told)
    learned = _Learned(rarity, [], [])
    column = {term: index for index, term in enumerate(rarity)}
    points = [learned.point(each, column) for each in told]
    for belongs in membership:
        learned.margins.append(margin(points, belongs, len(column)))
        learned.evidences.append(evidence(points, belongs, len(column)))
    return learned


def _unseen(told: Sequence[Views], membership: Sequence[Sequence[bool]]) -> tuple[float, Lines]:
    """The best share of naive Bayes, and with it every article's scores (a row a tag) by a model that never saw it."""
    scores = {share: [[0.0] * len(told) for _ in membership] for share in _SHARES}
    for part in range(_PARTS):
        seen = [index for index in range(len(told)) if index % _PARTS != part]
        learned = _pass([told[index] for index in seen], [[row[index] for index in seen] for row in membership])
        column = {term: index for index, term in enumerate(learned.rarity)}
        new = {index: learned.point(told[index], column) for index in range(part, len(told), _PARTS)}
        for share, rows in scores.items():
            _score(new, learned.blended(share), rows)
    share = max(_SHARES, key=lambda tried: _hits(scores[tried], membership))
    return share, scores[share]


def _score(new: Mapping[int, Point], lines: Lines, rows: Lines) -> None:
    """Write the articles' scores into their places, a row a tag."""
    for row, line in zip(rows, lines, strict=True):
        for index, each in new.items():
            row[index] = sum(map(mul, each.pick(line), each.values))


def _hits(scores: Lines, membership: Sequence[Sequence[bool]]) -> float:
    """Of how many articles the highest tag is one of theirs; every tag's articles count as much as another's."""
    highest = [max(range(len(column)), key=column.__getitem__) for column in zip(*scores, strict=True)]
    return sum(
        sum(belongs and best == number for belongs, best in zip(row, highest, strict=True)) / sum(row)
        for number, row in enumerate(membership)
    )


def _curve(tag: str, constant_and_step: tuple[float, float], scores: Sequence[float], is_member: Sequence[bool]) -> Curve:
    slope, offset = sigmoid(scores, is_member)
    line, f1 = best_line([probability(score, slope, offset) for score in scores], is_member)
    constant, step = constant_and_step
    return Curve(tag=tag, constant=constant, step=step, slope=slope, offset=offset, line=line, f1=f1, articles=sum(is_member))
