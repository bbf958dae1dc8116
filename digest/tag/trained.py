"""A trained model: what it is, how it is asked, and how it is written into a file.

The file is plain data and running nothing can come of reading it: the line ``digest tags 1``, then compressed by zlib a line
of JSON (tags, terms, their rarity, curves) and one signed byte for every pair of term and tag, a weight as a
multiple of the tag's step. It is read without any library beside Python's own. The version counts how terms are made as well:
a model of another version is refused, for its weights would belong to other terms.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from digest.errors import ConfigError
from digest.tag.calibrate import probability
from digest.tag.terms import vector, views

_NAME = b"digest tags "
_VERSION = b"1"
_LARGEST = 1 << 28
"""Bytes of a model, decompressed."""
_FULL = 127
"""The largest weight of a tag is so many of its steps."""
_AGAIN = "train it again: digest tags train"


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """What the model knows of one tag beside its weights."""

    tag: str
    constant: float
    step: float
    """What one unit of its weights is worth."""
    slope: float
    offset: float
    line: float
    """The probability from which on the tag is given."""
    f1: float
    """How right and complete that was on articles not learned from, 0 to 1."""
    articles: int
    """So many it was learned from."""

    def chance(self, score: float) -> float:
        """The probability that an article of this score has the tag."""
        return probability(score, self.slope, self.offset)


@dataclass(frozen=True, kw_only=True)
class TrainedModel:
    """TF-IDF and one linear score a tag, with curves from scores to probabilities."""

    curves: tuple[Curve, ...]
    terms: tuple[str, ...]
    rarities: tuple[float, ...]
    weights: bytes
    """Signed bytes, term by term, within a term tag by tag."""

    def scores(self, title: str, text: str, language: str = "") -> list[float]:
        """One score a tag, in the order of ``curves``: above 0 speaks for it."""
        rows, count = memoryview(self.weights).cast("b"), len(self.curves)
        sums = [0.0] * count
        for term, value in vector(views(title, text, language), self._rarity):
            start = self._place[term]
            sums = [total + value * weight for total, weight in zip(sums, rows[start : start + count], strict=True)]
        return [total * curve.step + curve.constant for total, curve in zip(sums, self.curves, strict=True)]

    def chances(self, title: str, text: str, language: str = "") -> list[tuple[Curve, float]]:
        """Every tag with its probability."""
        scores = self.scores(title, text, language)
        return [(curve, curve.chance(score)) for curve, score in zip(self.curves, scores, strict=True)]

    @cached_property
    def _rarity(self) -> dict[str, float]:
        return dict(zip(self.terms, self.rarities, strict=True))

    @cached_property
    def _place(self) -> dict[str, int]:
        return {term: index * len(self.curves) for index, term in enumerate(self.terms)}


def quantised(lines: Sequence[Sequence[float]]) -> tuple[list[float], bytes]:
    """Weights (a line a tag, a column a term) as one step a tag and signed bytes, term by term."""
    steps = [max((abs(weight) for weight in line), default=0.0) / _FULL or 1.0 for line in lines]
    rounded = ([round(weight / step) for weight in line] for line, step in zip(lines, steps, strict=True))
    return steps, array("b", (weight for column in zip(*rounded, strict=True) for weight in column)).tobytes()


def dump_model(model: TrainedModel) -> bytes:
    """The model as the bytes of its file; equal models give equal bytes."""
    head = {
        "tags": [
            [curve.tag, curve.constant, curve.step, curve.slope, curve.offset, curve.line, curve.f1, curve.articles]
            for curve in model.curves
        ],
        "terms": model.terms,
        "rarities": [round(rarity, 4) for rarity in model.rarities],
    }
    written = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + model.weights
    return _NAME + _VERSION + b"\n" + zlib.compress(written, 9)


def load_model(stored: bytes, file: str = "") -> TrainedModel:
    """The model in the bytes of its file ``file``. Raises ``ConfigError`` for another version and for a broken file."""
    mark, _, packed = stored.partition(b"\n")
    if not mark.startswith(_NAME):
        raise ConfigError(f"this is no trained model; {_AGAIN}", file=file)
    if mark != _NAME + _VERSION:
        raise ConfigError(f"this model was trained by another version of digest; {_AGAIN}", file=file)
    try:
        unpacked = zlib.decompressobj()
        head, _, weights = unpacked.decompress(packed, _LARGEST).partition(b"\n")
        told = json.loads(head)
        curves = tuple(_curve(*row) for row in told["tags"])
        model = TrainedModel(
            curves=curves, terms=tuple(map(str, told["terms"])), rarities=tuple(map(float, told["rarities"])), weights=weights
        )
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"this model is damaged; {_AGAIN}", file=file, cause=error) from error
    if not unpacked.eof or not len(model.terms) == len(model.rarities) == len(weights) / (len(curves) or 1):
        raise ConfigError(f"this model is not whole; {_AGAIN}", file=file)
    return model


def _curve(tag: str, *numbers: float) -> Curve:
    constant, step, slope, offset, line, f1, articles = map(float, numbers)
    return Curve(tag=str(tag), constant=constant, step=step, slope=slope, offset=offset, line=line, f1=f1, articles=int(articles))
