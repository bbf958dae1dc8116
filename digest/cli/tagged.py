"""Articles somebody tagged, from a file: JSON lines or CSV, gzipped or not.

A record has ``text`` or ``title`` (or both), its tags as ``tags`` (a list, or one string with ``;`` between them), ``tag`` or
``label``, and ``language`` if known. CSV names these in its first line.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from digest.errors import ConfigError
from digest.tag import Example, tag_name

_TAG_KEYS = ("tags", "tag", "label", "labels")
_FORM = 'a record has "text" or "title", and "tags"'


def read_tagged(path: Path) -> list[Example]:
    """Every record of the file, those without a tag left out. Raises ``ConfigError`` with the line of what is wrong."""
    try:
        packed = path.read_bytes()
        text = (gzip.decompress(packed) if packed.startswith(b"\x1f\x8b") else packed).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise ConfigError("it cannot be read as UTF-8 text", file=str(path), cause=error) from error
    records = _rows(text) if path.name.removesuffix(".gz").endswith(".csv") else _lines(text, path)
    examples = [_example(record, path, number) for number, record in records]
    return [example for example in examples if example.tags]


def named(example: Example) -> Example:
    """The example with its tags written as tags are: ``Sci/Tech`` is ``sci-tech``."""
    return replace(example, tags=tuple(sorted({tag_name(tag) for tag in example.tags} - {""})))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises ``ConfigError``."""
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise ConfigError("it cannot be written; name another place with --out", file=str(path), cause=error.strerror) from error


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for row in reader:
        yield reader.line_num, row


def _lines(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise ConfigError("this line is not JSON", file=str(path), line=number, cause=error) from error
        if not isinstance(record, dict):
            raise ConfigError(_FORM, file=str(path), line=number)
        yield number, record


def _example(record: Mapping[str, Any], path: Path, number: int) -> Example:
    title, text = str(record.get("title") or ""), str(record.get("text") or "")
    key = next((key for key in _TAG_KEYS if key in record), None)
    if not (title or text).strip() or key is None:
        raise ConfigError(_FORM, file=str(path), line=number)
    return Example(title=title, text=text, tags=_names(record[key]), language=str(record.get("language") or ""))


def _names(given: object) -> tuple[str, ...]:
    several: Iterable[object] = given if isinstance(given, list) else str(given or "").split(";")
    return tuple(sorted({str(name).strip() for name in several} - {""}))
