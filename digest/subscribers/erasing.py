"""Forgetting a person on disk: his files, his lines in CSV files, and what a killed write left behind.

The store forgets by its own means; last good versions go with the next ``load``. History under version control is the
operator's to rewrite: ``docs`` say so, digest does not reach into it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from digest.errors import AddressError, PreferenceError
from digest.locate import load_toml
from digest.model import SubscriberId
from digest.subscribers import folder as entries
from digest.subscribers import rows
from digest.subscribers.address import subscriber_id
from digest.subscribers.editing import locked, replace
from digest.subscribers.files import MAX_BYTES

_ADDRESS = re.compile(r"[^\s\"'<>,;=]+@[^\s\"'<>,;=]+")


def erase(folder: Path, subscriber: SubscriberId) -> tuple[str, ...]:
    """Delete every file and every line with his address, and return the names of the files that were changed.

    A file that cannot be read is not searched (a link is never followed); one that is no TOML, or no CSV, is deleted
    or rewritten only when his address stands in it. Raises ``StoreBusyError`` when another process writes.
    """
    with locked(folder) as descriptor:
        changed = tuple(name for name in entries.names(descriptor) if _erased(descriptor, name, subscriber))
        for name in entries.leftovers(descriptor):
            os.unlink(name, dir_fd=descriptor)
        os.fsync(descriptor)
    return changed


def _erased(folder: int, name: str, subscriber: SubscriberId) -> bool:
    """Whether the file was his, or had a line of his, which is gone now."""
    is_table = name.endswith(".csv")
    try:
        text, _ = entries.read(folder, name, rows.MAX_BYTES if is_table else MAX_BYTES)
    except (PreferenceError, FileNotFoundError):
        return False
    if is_table:
        kept = _without(text, name, subscriber)
        if kept != text:
            replace(folder, name, kept, mode=os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode & 0o777)
        return kept != text
    is_his = subscriber in _named(text, name)
    if is_his:
        os.unlink(name, dir_fd=folder)
    return is_his


def _named(text: str, name: str) -> frozenset[SubscriberId]:
    """Who a file of one person is about: by its key, or, when it is broken, whoever is mentioned."""
    try:
        found = load_toml(text, name, error=PreferenceError).get("email")
    except PreferenceError:
        found = None
    mentioned = [found] if isinstance(found, str) else _ADDRESS.findall(text)
    return frozenset(found for email in mentioned for found in _ids(email))


def _ids(email: str) -> tuple[SubscriberId, ...]:
    """The id, if this is an address."""
    try:
        return (subscriber_id(email),)
    except AddressError:
        return ()


def _without(text: str, name: str, subscriber: SubscriberId) -> str:
    """A CSV text without his lines; one that is broken loses every line that mentions him."""
    try:
        return rows.without(text, name, subscriber)
    except PreferenceError:
        lines = text.splitlines(keepends=True)
        return "".join(line for line in lines if not any(subscriber in _ids(email) for email in _ADDRESS.findall(line)))
