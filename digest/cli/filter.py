"""``digest filter STAGE``: a thinking stage on JSON lines, for other programs; the same code as the pipeline.

``parse``, ``extract``, ``tag``, ``summarise``, ``rank``, ``sentences`` and ``language`` answer line by line, flushed at once;
``story`` and ``neardup`` read to the end of the input first. Every record has an ``id``, and so has its answer.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Annotated, Any

import typer

from digest.errors import ConfigError
from digest.locate import suggestion

Record = dict[str, Any]
BY_LINE = {
    "parse": "digest.gather:parse_line",
    "extract": "digest.extract:extract_line",
    "summarise": "digest.summarise:summarise_line",
    "rank": "digest.cli.filter:ranked",
    "sentences": "digest.text:sentence_line",
    "language": "digest.text:language_line",
    "gate": "digest.summarise.gate:gate_line",
}
LEARNING = {"tag": "digest.cli.choose_tag:tag_lines"}
"""Answer line by line too, and remember what an earlier line taught them."""
WHOLE = {"story": "digest.story:story_lines", "neardup": "digest.story:neardup_lines"}


def filter_lines(*, stage: Annotated[str, typer.Argument(help=", ".join([*BY_LINE, *LEARNING, *WHOLE]))]) -> None:
    """Run one stage over JSON lines from standard input."""
    for answer in _answers(stage, _records(sys.stdin)):
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def ranked(record: Record) -> Record:
    """A list of candidates scored as an issue would score it: folded into stories first, where none are given."""
    from digest.rank import rank_record
    from digest.story import story_lines

    candidates = record.get("candidates")
    if isinstance(candidates, list) and not any("story" in each for each in candidates):
        stories = {answer["id"]: answer["cluster"] for answer in story_lines(candidates)}
        record = {**record, "candidates": [{**each, "story": stories[each["id"]]} for each in candidates]}
    answer: Record = rank_record(record)
    return answer


def _answers(stage: str, records: Iterable[Record]) -> Iterator[Record]:
    if stage in WHOLE or stage in LEARNING:
        yield from _named((WHOLE | LEARNING)[stage])(records)
    elif stage in BY_LINE:
        answer = _named(BY_LINE[stage])
        for record in records:
            yield answer(record)
    else:
        raise ConfigError(f"there is no filter {stage!r}{suggestion(stage, [*BY_LINE, *LEARNING, *WHOLE])}")


def _named(target: str) -> Callable[..., Any]:
    module, _, name = target.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


def _records(lines: Iterable[str]) -> Iterator[Record]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise ConfigError("this line is not JSON", file="standard input", line=number, cause=error) from error
        if not isinstance(record, dict) or "id" not in record:
            raise ConfigError('a record is an object with an "id"', file="standard input", line=number)
        yield record
