"""Changing subscriber files: whole or not at all, one writer at a time, a person's comments and order kept.

A new version is written beside the old one, synced, put in its place by one rename, and the folder is synced; a crash
at any step leaves the old file or the new one, never a torn one. A lock file in the folder (``.digest.lock``) keeps two
writers of ours apart; a person's editor does not ask it, but can only ever see whole files. The temporary file has a
hidden name, which readers pass over, and the next write of the same file sweeps it away.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import tomlkit
from filelock import FileLock, Timeout
from tomlkit.exceptions import TOMLKitError

from digest.errors import ConflictError, PreferenceError, StoreBusyError, SubscriberError
from digest.locate import excerpt
from digest.model import Subscriber, SubscriberId
from digest.subscribers import folder as entries
from digest.subscribers.fields import Terms, joined_weight
from digest.subscribers.files import MAX_BYTES
from digest.subscribers.person import dump, examine, joined, load

LOCK = ".digest.lock"
_PATIENCE = 10.0
"""Seconds to wait for another writer: a write takes milliseconds."""
_ANY = Terms()


def add(folder: Path, subscriber: Subscriber, *, known: Collection[SubscriberId] = ()) -> Path:
    """Make a file for a new subscriber and return its path; its name is made from the address and the id.

    Raises ``ConflictError`` when he is among ``known`` or has such a file, ``StoreBusyError`` when another process writes.
    """
    if subscriber.id in known:
        raise ConflictError("this address is subscribed already: change its file instead")
    label = re.sub(r"[^a-z0-9]+", "-", subscriber.email.partition("@")[0].casefold()).strip("-")[:40] or "reader"
    path = folder / f"{label}-{subscriber.id[:8]}.toml"
    write_subscriber(path, subscriber)
    return path


def write_subscriber(path: Path, subscriber: Subscriber) -> None:
    """Make the file at ``path``; raises ``ConflictError`` when there is one, ``StoreBusyError`` when another process writes."""
    _check_suffix(path)
    with locked(path.parent) as folder:
        if _exists(folder, path.name):
            raise ConflictError("there is such a file already: change it instead", subject=excerpt(path.name))
        replace(folder, path.name, dump(subscriber), mode=0o600)


def change(path: Path, updates: Mapping[str, object], *, terms: Terms = _ANY) -> Subscriber:
    """Set keys of one file, ``limits.words`` and the like, None taking a key out; all other bytes stay.

    Raises ``PreferenceError`` when the file is not understood or would not be afterwards (nothing is written then),
    and ``StoreBusyError`` when another process writes.
    """
    _check_suffix(path)
    if "email" in updates:
        raise PreferenceError("the address is who he is: make a file for the new one", file=path.name, key="email")
    with locked(path.parent) as folder:
        before = _text(folder, path.name)
        load(before, path.name)
        after = edited(before, updates)
        person, errors = examine(after, path.name, terms=terms)
        if person is None:
            raise joined(errors)
        if after != before:
            replace(folder, path.name, after, mode=os.stat(path.name, dir_fd=folder, follow_symlinks=False).st_mode & 0o777)
    return person


def rename_tags(path: Path, old: Collection[str], into: str, *, is_trial: bool = False) -> tuple[str, str]:
    """Write ``into`` for the ``old`` tags of one file, its own weight first, and return the texts before and after.

    A trial writes nothing. Raises ``PreferenceError`` when the file is not understood, ``StoreBusyError`` when another process writes.
    """
    _check_suffix(path)
    with locked(path.parent) as folder:
        before = _text(folder, path.name)
        weights = dict(load(before, path.name).preference.tags)
        given = [tag for tag in weights if tag in old and tag != into]
        weight = weights.get(into, joined_weight([weights[tag] for tag in given]) if given else 1.0)
        after = _renamed(before, given, into, weight) if given else before
        load(after, path.name)
        if after != before and not is_trial:
            replace(folder, path.name, after, mode=os.stat(path.name, dir_fd=folder, follow_symlinks=False).st_mode & 0o777)
    return before, after


def _renamed(text: str, given: Collection[str], into: str, weight: float) -> str:
    """The text with the tag's new name on the line of the old one, comments kept, where that alone says what is meant."""
    meant = edited(text, {f"tags.{tag}": None for tag in given} | {f"tags.{into}": weight})
    plain, count = re.subn(rf"^(\s*){re.escape(min(given))}(?=\s*=)", rf"\g<1>{into}", text, flags=re.MULTILINE)
    return plain if count == 1 and _is_equal(plain, meant) else meant


def _is_equal(text: str, meant: str) -> bool:
    """Whether a text says what is meant; one that is no TOML says nothing."""
    try:
        return tomllib.loads(text) == tomllib.loads(meant)
    except tomllib.TOMLDecodeError:
        return False


def remove(path: Path) -> bool:
    """Delete one file, and say whether there was one; raises ``StoreBusyError`` when another process writes."""
    _check_suffix(path)
    with locked(path.parent) as folder:
        was_there = _exists(folder, path.name)
        with suppress(FileNotFoundError):
            os.unlink(path.name, dir_fd=folder)
        os.fsync(folder)
    return was_there


def edited(text: str, updates: Mapping[str, object]) -> str:
    """The text of a file with keys set, as a minimal difference; raises ``PreferenceError`` for what TOML cannot hold."""
    try:
        document = tomlkit.parse(text)
        for key, value in updates.items():
            _set(document, key.split("."), value)
    except (TOMLKitError, TypeError, ValueError) as cause:
        raise PreferenceError("this cannot be written into the file", cause=excerpt(str(cause))) from cause
    return tomlkit.dumps(document)


def _check_suffix(path: Path) -> None:
    """Lines of a CSV file are a person's to edit: digest writes files of one person."""
    if path.suffix != ".toml":
        raise SubscriberError("digest edits only files of one person (*.toml): give this reader one", subject=excerpt(path.name))


def _set(table: tomlkit.TOMLDocument, keys: list[str], value: object) -> None:
    """Set or take out one key."""
    holder, last = table, keys[-1]
    for key in keys[:-1]:
        if key not in holder and value is None:
            return
        holder = holder.setdefault(key, tomlkit.table())
    if value is None:
        holder.pop(last, None)
    elif last not in holder or holder[last] != value:
        holder[last] = sorted(value) if isinstance(value, set | frozenset) else value


def _text(folder: int, name: str) -> str:
    """The file as it stands."""
    try:
        return entries.read(folder, name, MAX_BYTES)[0]
    except FileNotFoundError as cause:
        raise SubscriberError("there is no such file", subject=excerpt(name)) from cause


def _exists(folder: int, name: str) -> bool:
    """Whether the folder has an entry of this name, whatever it is."""
    with suppress(FileNotFoundError):
        os.stat(name, dir_fd=folder, follow_symlinks=False)
        return True
    return False


@contextmanager
def locked(folder: Path) -> Iterator[int]:
    """The folder's descriptor, ours alone to write through; raises ``StoreBusyError`` when another process has it."""
    with entries.opened(folder) as descriptor:
        try:
            with FileLock(folder / LOCK, timeout=_PATIENCE, mode=0o600):
                yield descriptor
        except Timeout as cause:
            raise StoreBusyError("another process is writing subscriber files; try again in a moment", subject=str(folder)) from cause
        except OSError as cause:
            raise SubscriberError("the folder of subscribers cannot be written", subject=str(folder), cause=cause.strerror) from cause


def replace(folder: int, name: str, text: str, *, mode: int) -> None:
    """Put ``text`` in the place of a file of the folder, whole or not at all; the folder must be locked."""
    beside = f".{name}.new"
    with suppress(FileNotFoundError):
        os.unlink(beside, dir_fd=folder)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode, dir_fd=folder)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, mode)
        file.write(text.encode())
        file.flush()
        os.fsync(descriptor)
    os.replace(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
    os.fsync(folder)
