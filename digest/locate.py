"""Where a mistake stands: TOML read by the standard library, and the line of any key in its source.

``tomllib`` tells no line numbers once a text has parsed, and ``tomlkit`` knows none at all; so a text is loaded
with ``tomllib`` and, only when something in it is wrong, scanned again here for the line of the key. The scanner
takes text that already parsed (https://toml.io/en/v1.0.0), so it checks nothing; it follows tables, arrays of
tables, dotted and quoted keys, arrays and inline tables. It also finds the word a person probably meant.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from digest.errors import ConfigError, PreferenceError

_TEXT = r"""\"{3}(?:\\.|[^\\])*?\"{3}(?:\"{1,2}(?!\"))?|'{3}.*?'{3}(?:'{1,2}(?!'))?|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'"""
_TOKEN = re.compile(
    rf"(?P<skip>[ \t\r]+|\#[^\n]*)|(?P<text>{_TEXT})|(?P<end>\n)|(?P<mark>[\[\]{{}},=.])"
    r"|(?P<bare>[^\s\#\"'\[\]{},=.]+)|(?P<other>.)",
    re.DOTALL,
)
_AT_LINE = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)")
_DEEPEST = 8
"""Lines of values nested deeper are not told apart: nothing of ours nests that deep, and recursion stays small."""


def load_toml(source: str, file: str, *, error: type[ConfigError | PreferenceError] = ConfigError) -> dict[str, Any]:
    """The table that ``source`` writes; raises ``error`` with file and line when it is not TOML."""
    try:
        return tomllib.loads(source)
    except RecursionError as cause:
        raise error("this is nested too deeply to be read", file=file) from cause
    except ValueError as cause:
        what, line = _placed(str(cause), source)
        raise error(f"this is not TOML: {what}", file=file, line=line) from cause


def line_of(source: str, path: Sequence[str | int]) -> int:
    """The line, from 1, of the deepest part of ``path`` that stands in ``source``, which must be valid TOML; 0 for none.

    A path names keys and, in arrays and arrays of tables, indices: ``("sources", 1, "url")``.
    """
    lines = _Scan(list(_tokens(source))).run()
    for length in range(len(path), 0, -1):
        if tuple(path[:length]) in lines:
            return lines[tuple(path[:length])]
    return 0


def suggestion(word: str, known: Iterable[str]) -> str:
    """`` (did you mean 'send_at'?)`` when one of ``known`` is close to ``word``, else an empty string.

    Case does not count, and the part after the last ``/`` may stand for the whole (*kathmandu*).
    """
    names: dict[str, str] = {}
    for name in sorted(known):
        names.setdefault(name.casefold(), name)
        names.setdefault(name.rpartition("/")[2].casefold(), name)
    close = difflib.get_close_matches(word[:80].casefold(), list(names), n=1, cutoff=0.6)
    return f" (did you mean '{names[close[0]]}'?)" if close else ""


def excerpt(value: object, limit: int = 80) -> str:
    """What a person wrote, fit for an error: one line of at most ``limit`` printable characters."""
    text = value if isinstance(value, str) else repr(value)
    line = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[: limit + 1])
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _placed(message: str, source: str) -> tuple[str, int]:
    """What tomllib says, without the place, and the line."""
    found = _AT_LINE.search(message)
    what = excerpt(_AT_LINE.sub("", message))
    if found is None:
        return what, 0
    return what, int(found[1]) if found[1] else len(source.rstrip("\n").split("\n"))


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of the source: ``end`` of a line, a ``mark``, quoted ``text`` or ``bare`` characters."""

    kind: str
    text: str
    line: int


def _tokens(source: str) -> Iterator[_Token]:
    """Every token that means something, and one end of line after the last."""
    line = 1
    for match in _TOKEN.finditer(source):
        if match.lastgroup != "skip":
            yield _Token(match.lastgroup or "", match[0], line)
        line += match[0].count("\n")
    yield _Token("end", "\n", line)


@dataclass(slots=True)
class _Scan:
    """One walk over the tokens, which notes the line of every path it passes."""

    tokens: list[_Token]
    at: int = 0
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)
    counts: dict[tuple[str | int, ...], int] = field(default_factory=dict)
    """How many tables each array of tables has so far."""

    def run(self) -> dict[tuple[str | int, ...], int]:
        """The line of every path."""
        table: tuple[str | int, ...] = ()
        while self.at < len(self.tokens):
            if self._is("["):
                table = self._header()
            elif self.tokens[self.at].kind == "end":
                self.at += 1
            else:
                self._pair(table)
        return self.lines

    def _is(self, mark: str) -> bool:
        """Whether the next token is this mark."""
        return self.at < len(self.tokens) and self.tokens[self.at].kind == "mark" and self.tokens[self.at].text == mark

    def _take(self, mark: str) -> bool:
        """Step over the mark, if it is next."""
        taken = self._is(mark)
        self.at += taken
        return taken

    def _note(self, path: tuple[str | int, ...], line: int) -> None:
        """Note where a path stands first."""
        self.lines.setdefault(path, line)

    def _header(self) -> tuple[str | int, ...]:
        """``[table]`` or ``[[array of tables]]``; the path that follows belongs to."""
        line = self.tokens[self.at].line
        self.at += 1
        is_array = self._take("[")
        path: tuple[str | int, ...] = ()
        for name in self._key():
            path = (*path, name)
            self._note(path, line)
            if path in self.counts and not (is_array and self._is("]")):
                path = (*path, self.counts[path] - 1)
        return self._opened(path, line) if is_array else path

    def _opened(self, path: tuple[str | int, ...], line: int) -> tuple[str | int, ...]:
        """The next table of the array at ``path``."""
        path = path[:-1] if isinstance(path[-1], int) else path
        self.counts[path] = self.counts.get(path, 0) + 1
        path = (*path, self.counts[path] - 1)
        self._note(path, line)
        return path

    def _key(self) -> list[str]:
        """A dotted key, up to ``=`` or ``]``, which are stepped over."""
        names: list[str] = []
        while self.tokens[self.at].kind in {"bare", "text"} or self._is("."):
            if not self._take("."):
                names.append(_name(self.tokens[self.at]))
                self.at += 1
        while self._is("]") or self._is("="):
            self.at += 1
        return names

    def _pair(self, table: tuple[str | int, ...]) -> None:
        """``key = value``."""
        line, before = self.tokens[self.at].line, self.at
        path = table
        for name in self._key():
            path = (*path, name)
            self._note(path, line)
        self._value(path)
        self.at += self.at == before

    def _value(self, path: tuple[str | int, ...]) -> None:
        """An array, an inline table, or anything else up to what ends it."""
        if len(path) >= _DEEPEST:
            self._leap()
        elif self._take("["):
            self._array(path)
        elif self._take("{"):
            self._inline(path)
        else:
            while self.tokens[self.at].kind != "end" and not any(self._is(mark) for mark in ",]}"):
                self.at += 1

    def _array(self, path: tuple[str | int, ...]) -> None:
        """Values up to the closing bracket, each at its index."""
        index = 0
        while not self._take("]"):
            if self._is(",") or self.tokens[self.at].kind == "end":
                self.at += 1
            else:
                self._note((*path, index), self.tokens[self.at].line)
                self._value((*path, index))
                index += 1

    def _inline(self, path: tuple[str | int, ...]) -> None:
        """Pairs up to the closing brace."""
        while not self._take("}"):
            if not self._take(","):
                self._pair(path)

    def _leap(self) -> None:
        """Step over one value, however deep it is."""
        depth = 0
        while depth or not (self.tokens[self.at].kind == "end" or any(self._is(mark) for mark in ",]}")):
            depth += (self._is("[") or self._is("{")) - (self._is("]") or self._is("}"))
            self.at += 1


def _name(token: _Token) -> str:
    """The key a token writes."""
    return str(tomllib.loads(f"key = {token.text}")["key"]) if token.kind == "text" else token.text
