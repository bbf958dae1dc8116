"""Renaming and merging tags everywhere: planned whole, shown, then done.

The order is config.toml, subscriber files, stored articles. From the first step on the old names are aliases, so
whatever is read says the new name, and a run that was cut off is finished by running it again.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.app import tag_aliases
from digest.config import Settings, config_text, known_tags, merged_tags, replace_config
from digest.errors import ConfigError, DigestError
from digest.locate import suggestion
from digest.ports.storing import ArticleStore
from digest.subscribers import rename_tags

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """What changes when ``old`` tags become ``into``."""

    old: tuple[str, ...]
    into: str
    settings: Settings
    store: ArticleStore
    config: tuple[str, str]
    """config.toml before and after."""
    files: Mapping[Path, tuple[str, str]]
    """Subscriber files that change, before and after."""
    articles: int
    """Stored articles that change."""
    notes: tuple[str, ...]
    """What the operator has to know or to do himself."""

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to do."""
        return self.config[0] != self.config[1] or bool(self.files) or self.articles > 0

    def check(self, *, is_new: bool) -> None:
        """Raise ``ConfigError`` for names that cannot be meant."""
        for name in (*self.old, self.into):
            if not _NAME.fullmatch(name):
                raise ConfigError("a tag is written with a-z, 0-9, - and _, and begins with a letter or digit", key=name)
        known, aliases = known_tags(self.settings), tag_aliases(self.settings)
        for name in self.old:
            if name not in known and aliases.get(name) != self.into and not self.articles and not self.files:
                raise ConfigError(f"no file and no article has this tag{suggestion(name, known)}; see: digest tags list", key=name)
        present = aliases.get(self.into, self.into)
        if present not in {self.into, *self.old}:
            raise ConfigError(f"this is an alias of {present!r}; name that tag", key=self.into)
        if is_new and self.into in known and aliases.get(self.old[0]) != self.into:
            raise ConfigError(f"there is such a tag already; make them one: digest tags merge {self.old[0]} {self.into}", key=self.into)

    def differences(self) -> Iterator[tuple[Path, list[str]]]:
        """Every file that changes, with the lines that do."""
        for path, (before, after) in ((self.settings.file, self.config), *self.files.items()):
            lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[2:]
            if lines:
                yield path, [line for line in lines if not line.startswith("@@")]

    def apply(self) -> None:
        """Do it."""
        if self.config[0] != self.config[1]:
            replace_config(self.settings.file, self.config[1])
        for path in self.files:
            rename_tags(path, self.old, self.into)
        self.store.rename_tags(dict.fromkeys(self.old, self.into))


def plan_renaming(settings: Settings, store: ArticleStore, old: Sequence[str], into: str) -> Renaming:
    """What it would change; nothing is changed by asking. Raises ``ConfigError``, ``StoreBusyError``."""
    gone = tuple(tag for tag in dict.fromkeys(old) if tag != into)
    text = config_text(settings.file)
    folder = settings.folder / settings.digest.subscribers
    files, notes = _files(folder, gone, into)
    if list(folder.glob("*.csv")):
        notes.append("lines of CSV files stay as they are: the old names in them are read as the new one")
    if any(tag.name in gone and tag.title for tag in settings.tags):
        notes.append("titles stay as they are; they are yours to change: title, in [[tags]]")
    return Renaming(
        old=gone,
        into=into,
        settings=settings,
        store=store,
        config=(text, merged_tags(text, gone, into) if gone else text),
        files=files,
        articles=store.rename_tags(dict.fromkeys(gone, into), is_trial=True),
        notes=tuple(notes),
    )


def _files(folder: Path, gone: Sequence[str], into: str) -> tuple[dict[Path, tuple[str, str]], list[str]]:
    """Subscriber files that change; a broken one is passed over and named."""
    files: dict[Path, tuple[str, str]] = {}
    notes: list[str] = []
    for path in sorted(folder.glob("[!.]*.toml")):
        try:
            before, after = rename_tags(path, gone, into, is_trial=True)
        except DigestError as error:
            notes.append(f"left as it is: {error}")
            continue
        if before != after:
            files[path] = (before, after)
    return files, notes
