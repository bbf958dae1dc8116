"""``digest filter tag``: which of a record's labels fits best.

A record ``{"id": "train", "train": PATH, "labels": […]}`` gets no answer: the file it names (records as for ``digest tags
train``) is learned, and what follows is answered by that. Without one every record is answered by what the labels say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from digest.cli.tagged import read_tagged
from digest.tag import TrainedModel, learn, tag_line

Record = dict[str, Any]


def tag_lines(records: Iterable[Record]) -> Iterator[Record]:
    """Answer line by line: ``id`` and ``label``, and from a trained model its ``certainty``."""
    model: TrainedModel | None = None
    for record in records:
        if "train" in record:
            model = learn(read_tagged(Path(str(record["train"]))))
        else:
            yield _chosen(model, record) if model else tag_line(record)


def _chosen(model: TrainedModel, record: Record) -> Record:
    title, text = str(record.get("title") or ""), str(record.get("text") or "")
    labels = record.get("labels")
    asked = {str(label) for label in labels} if isinstance(labels, list) else {curve.tag for curve in model.curves}
    scores = model.scores(title, text, str(record.get("lang") or ""))
    known = [(score, curve.tag, curve.chance(score)) for score, curve in zip(scores, model.curves, strict=True) if curve.tag in asked]
    if not known:
        return tag_line(record)
    _, tag, chance = max(known)
    return {"id": record.get("id"), "label": tag, "certainty": round(chance, 3)}
