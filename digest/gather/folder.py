"""The gatherer of folders: pages and mails saved on disk (``*.txt``, ``*.md``, ``*.html``, ``*.eml``), each an entry.

A folder is the operator's, but what lies in it may come from anywhere: only regular files are read, no link is
followed, nothing larger than 1 MB. A listing that did not change (names, sizes, times) gives no entries. A file is
news because somebody put it there: it has no date of its own (but a mail has), yet is never backlog.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import PurePath

from digest.errors import ParseError, SourceError
from digest.gather import manners
from digest.gather.entries import believed
from digest.gather.mail import Letter, read_mail
from digest.gather.parsing.charset import decode
from digest.model import Entry, Failure, Gathering, Source, SourceId, SourceState

_MAIL = "message/rfc822"
MEDIA = {".txt": "text/plain", ".md": "text/plain", ".html": "text/html", ".htm": "text/html", ".eml": _MAIL}
MAX_BYTES = 1_000_000
MAX_FILES = 2_000
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""No link is followed, and a pipe does not block."""
_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    name: str
    size: int
    changed: int
    """Nanoseconds."""
    is_regular: bool


class FolderGatherer:
    """The port ``Gatherer`` for sources of kind ``folder``; a source's ``url`` is the folder's path."""

    def __init__(self, fetch: object = None) -> None:
        """Takes ``fetch`` as its siblings do, and needs none."""

    def gather(self, sources: Sequence[Source], states: Mapping[SourceId, SourceState], now: datetime) -> tuple[Gathering, ...]:
        """Read those of the folders whose time has come; one ``Gathering`` each, in the order given."""
        return tuple(_gathering(source, manners.before(source, states.get(source.id)), now) for source in manners.due(sources, states, now))


def _gathering(source: Source, state: SourceState, now: datetime) -> Gathering:
    try:
        folder = os.open(source.url, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        missing = SourceError("the folder cannot be read", cause=error.strerror)
        failure = Failure(subject=source.url, what=f"{missing.what}: {missing.cause}", kind="SourceError")
        return Gathering(source=source, state=manners.failed(state, missing, now), failure=failure)
    try:
        return _listed(source, state, folder, now)
    finally:
        os.close(folder)


def _listed(source: Source, state: SourceState, folder: int, now: datetime) -> Gathering:
    files, surplus = _files(folder)
    listing = sha256(repr([(each.name, each.size, each.changed) for each in files]).encode("utf-8", "surrogateescape")).hexdigest()
    fresh = replace(
        state,
        body_hash=listing,
        checked=now,
        next_check=now + _EVERY,
        next_reason=f"every {manners.duration(_EVERY.total_seconds())}: a folder is looked at often",
        failures=0,
        error="",
        status="ok",
        is_primed=True,
    )
    if listing == state.body_hash:
        return Gathering(source=source, state=fresh)
    read = [(each, _read(folder, each)) for each in files]
    made = [(each, _entry(source, each.name, body, now)) for each, body in read if isinstance(body, bytes)]
    entries = tuple(entry for _, entry in made if isinstance(entry, Entry))
    read += [(each, why) for each, why in made if isinstance(why, str)]
    wrong = [f"{each.name!a}: {why}" for each, why in read if isinstance(why, str)] + surplus
    failure = Failure(subject=source.url, what=f"not read: {'; '.join(wrong[:10])}", kind="SourceError") if wrong else None
    return Gathering(source=source, state=fresh, entries=entries, failure=failure)


def _files(folder: int) -> tuple[list[_File], list[str]]:
    """The pages of a folder by name, and a word about those beyond the limit; hidden files are not looked at."""
    with os.scandir(folder) as listing:
        names = sorted(each.name for each in listing if not each.name.startswith(".") and PurePath(each.name).suffix.lower() in MEDIA)
    surplus = [f"{len(names) - MAX_FILES} files beyond the first {MAX_FILES:,}"] if len(names) > MAX_FILES else []
    return [found for found in (_looked_at(folder, name) for name in names[:MAX_FILES]) if found], surplus


def _looked_at(folder: int, name: str) -> _File | None:
    try:
        seen = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None  # taken away since it was listed
    return _File(name=name, size=seen.st_size, changed=seen.st_mtime_ns, is_regular=stat.S_ISREG(seen.st_mode))


def _read(folder: int, file: _File) -> bytes | str:
    """The content, or in words why there is none."""
    if not file.is_regular:
        return "no regular file"
    if file.size > MAX_BYTES:
        return f"larger than {MAX_BYTES:,} bytes"
    try:
        opened = os.open(file.name, _FLAGS, dir_fd=folder)
    except OSError as error:
        return error.strerror or "cannot be read"
    with os.fdopen(opened, "rb") as content:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            return "no regular file"  # exchanged since it was looked at
        body = content.read(MAX_BYTES + 1)
    return body if len(body) <= MAX_BYTES else f"larger than {MAX_BYTES:,} bytes"


def _entry(source: Source, name: str, body: bytes, now: datetime) -> Entry | str:
    """The file as an entry, or in words why it is none."""
    media = MEDIA[PurePath(name).suffix.lower()]
    plain_name = name.encode("utf-8", "replace").decode()
    if media == _MAIL:
        try:
            return _letter(source, plain_name, read_mail(body), now)
        except ParseError as error:
            return ": ".join(part for part in (error.what, error.cause) if part)
    content = decode(body).replace("\r\n", "\n")
    return Entry(source=source.id, guid=plain_name, content=content, media=media, language=source.language, seen=now)


def _letter(source: Source, name: str, letter: Letter, now: datetime) -> Entry:
    return Entry(
        source=source.id,
        guid=letter.id or name,
        link=letter.link,
        title=letter.subject,
        content=letter.content,
        media=letter.media,
        author=letter.writer,
        published=believed(letter.sent, now),
        language=source.language,
        seen=now,
    )
