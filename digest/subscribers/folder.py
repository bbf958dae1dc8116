"""Opening what lies in a folder that others may write to.

Names come from listing the folder, never from text that someone sent; each is opened relative to the folder's
descriptor with ``O_NOFOLLOW`` and without blocking, and must be a regular file of a known owner and a bounded size
(a link in an upload has given away any file of the machine elsewhere: CVE-2023-40028).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from digest.errors import PreferenceError, SubscriberError
from digest.locate import excerpt

_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY


class Stamp(NamedTuple):
    """What changes when a file does. The change time is in it, for a copy may keep the modification time."""

    modified: int
    changed: int
    size: int
    inode: int


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """The folder's descriptor; raises ``SubscriberError`` when there is no such folder, or it may not be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as cause:
        raise SubscriberError("the folder of subscribers cannot be opened", subject=str(path), cause=cause.strerror) from cause
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def names(folder: int) -> list[str]:
    """Every name in the folder that declares subscribers, sorted: ``*.toml`` and ``*.csv``, hidden ones left out."""
    return sorted(name for name in os.listdir(folder) if name.endswith((".toml", ".csv")) and not name.startswith("."))


def leftovers(folder: int) -> list[str]:
    """What killed writes left: new versions that never took their place."""
    return sorted(name for name in os.listdir(folder) if name.startswith(".") and name.endswith(".new"))


def stamp(folder: int, name: str) -> Stamp:
    """The file's stamp, unopened; raises ``PreferenceError`` when it is no regular file, ``FileNotFoundError`` when it is gone."""
    return _checked(_stat(folder, name), folder, name)


def read(folder: int, name: str, limit: int) -> tuple[str, Stamp]:
    """A file's text, at most ``limit`` bytes of UTF-8, and its stamp.

    Raises ``PreferenceError``; ``FileNotFoundError`` when it has gone meanwhile.
    """
    stamp(folder, name)
    try:
        descriptor = os.open(name, _FLAGS, dir_fd=folder)
    except FileNotFoundError:
        raise
    except OSError as cause:
        raise PreferenceError("cannot be opened", file=excerpt(name), cause=cause.strerror) from cause
    with os.fdopen(descriptor, "rb") as file:
        found = _checked(os.fstat(descriptor), folder, name)
        data = file.read(limit + 1) if found.size <= limit else b"\0" * (limit + 1)
    return _decoded(data, name, limit), found


def _stat(folder: int, name: str) -> os.stat_result:
    """The entry itself, never what it points to."""
    if not name.isprintable():
        raise PreferenceError("rename this file: its name is not readable text", file=excerpt(name))
    return os.stat(name, dir_fd=folder, follow_symlinks=False)


def _checked(found: os.stat_result, folder: int, name: str) -> Stamp:
    """The stamp of a regular file that the folder's owner, we or root own."""
    if not stat.S_ISREG(found.st_mode):
        raise PreferenceError("is not a regular file: links, pipes and devices are not followed", file=name)
    if found.st_uid not in {os.geteuid(), os.fstat(folder).st_uid, 0}:
        raise PreferenceError("belongs to somebody else than the folder does: it is not read", file=name)
    return Stamp(found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def _decoded(data: bytes, name: str, limit: int) -> str:
    """The bytes as text."""
    if len(data) > limit:
        raise PreferenceError(f"is larger than {limit // 1024:,} KB: it is not read", file=name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        line = data[: cause.start].count(b"\n") + 1
        raise PreferenceError("is not UTF-8 text: save it as UTF-8", file=name, line=line) from cause
