"""What a language model was asked before, and what that has cost today: files beside the store.

An accepted answer is kept by content, and so is the fact that one was refused: the same question is not paid twice.
What today cost is a file a day to which every question adds a line, so that several processes share one budget.
Nothing here needs keeping; a file that cannot be read or written is as good as none.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

KEPT = timedelta(days=30)
"""So long an answer is kept."""
_ANSWER = re.compile(r"[0-9a-f]{64}\.json(?:\.\d+)?|spent-\d{4}-\d\d-\d\d")
"""Files of ours; nothing else is ever removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer given before: its sentences, or why it was refused."""

    sentences: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a day has cost so far."""

    calls: int = 0
    tokens: int = 0


class Thrift:
    """The folder of answers and of days."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is made when it is first written to."""
        self._folder = folder

    def answer(self, name: str) -> Kept | None:
        """What was answered to the question of that name; None when it is not known."""
        path = self._folder / f"{name}.json"
        try:
            told: Any = json.loads(path.read_text("utf-8"))
            sentences, refused = told["sentences"], told["refused"]
        except (OSError, ValueError, LookupError, TypeError):
            return None
        if not isinstance(refused, str) or not isinstance(sentences, list) or not all(isinstance(each, str) for each in sentences):
            return None
        return Kept(sentences=tuple(sentences), refused=refused) if sentences or refused else None

    def keep(self, name: str, *, sentences: Sequence[str] = (), refused: str = "") -> None:
        """Remember an answer, or that it was refused."""
        path = self._folder / f"{name}.json"
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh.write_text(json.dumps({"sentences": list(sentences), "refused": refused}, ensure_ascii=False), "utf-8")
            fresh.replace(path)
        except OSError:
            return  # it is asked again next time

    def spent(self, now: datetime) -> Spent:
        """What today has cost, by every process of this installation."""
        try:
            lines = self._day(now).read_text("ascii").split()
        except (OSError, UnicodeDecodeError):
            return Spent()
        tokens = [int(line) for line in lines if line.isdecimal()]
        return Spent(calls=len([each for each in tokens if each == 0]), tokens=sum(tokens))

    def spend(self, now: datetime, tokens: int) -> bool:
        """Note a question (0 tokens) or what an answer cost; False when it cannot be noted, and so must not be asked."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._day(now).open("a", encoding="ascii") as lines:
                lines.write(f"{tokens}\n")
        except OSError:
            return False
        return True

    def forget(self, now: datetime) -> None:
        """Remove what nobody has needed for long."""
        oldest = (now - KEPT).timestamp()
        try:
            paths = [each for each in self._folder.iterdir() if _ANSWER.fullmatch(each.name)]
        except OSError:
            return
        for path in paths:
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except OSError:
                continue  # another process was faster

    def _day(self, now: datetime) -> Path:
        return self._folder / f"spent-{now:%Y-%m-%d}"
