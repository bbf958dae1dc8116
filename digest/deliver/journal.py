"""The journal of a process that sends: a file of text lines, one an intent or answer, whatever ends the process.

::

    digest-journal 1 host-1f2e3d4c:4711:9a8b7c6d.1 5d41402a      who writes
    ? 71.3 7d793037          delivery 71, leased with epoch 3: its final dot may leave now
    + 71.3 250 2.0.0 ...     accepted
    ~ 72.3 451 4.7.1 ...     deferred
    - 73.3 550 5.1.1 ...     refused
    / 74.3 ...               was not sent after all: the connection broke before the dot
    ! ...                    written by another: the owner let its time run out, and nothing below counts

Each line ends with the CRC-32 of what stands before it, so a torn or damaged one is known. No addresses, no words of
servers (they quote addresses), no secrets: numbers only; mode 0600.

**Order.** An intent is one ``write(2)`` (some microseconds), synced by ``fdatasync`` before it counts when
``durability = "power"``; connections that wait meanwhile share the next sync. Answers are written at once and synced by
the next intent: a connection's next intent comes after its last answer, so a power cut too leaves at most one message a
connection in doubt.

**Fencing.** The file is written with ``O_APPEND`` and its owner knows its length. Whoever takes over from an owner that
is alive but let its leases run out (a stopped process, a sleeping machine) appends ``!`` and reads what stands above it.
The owner looks at the file's length after each intent: when somebody else has written, no dot is sent. So every
intent is either above the line and read, or below it and void.

**Alive** is who holds the kernel's lock on the file (``flock``), which ends with the process however that ends; a
process number, which may be another's by now, is not asked.

**Rotation.** What is settled in the ledger is forgotten here: a file that has grown is replaced by one with what is
still open (written whole, synced, locked, renamed). When all that was leased is settled the file is removed.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from zlib import crc32

from digest.errors import ConflictError, StoreError
from digest.model import DeliveryId, Outcome, Status, Turn
from digest.ports import Wait

SIGNS = {Status.ACCEPTED: "+", Status.DEFERRED: "~", Status.REFUSED: "-", Status.QUEUED: "/"}
_STATUSES = {sign: status for status, sign in SIGNS.items()}
_INTENT = "?"
_FENCE = b"\n! "
_HEAD = "digest-journal 1"
_ENTRY = re.compile(r"([?+~/-]) (\d+)\.(\d+)(?: (\d{1,3})(?: ([245]\.\d{1,3}\.\d{1,3}))?)?")
LARGE = 1_000_000
"""Bytes from which on a journal is replaced by one with what is still open."""


def line(text: str) -> bytes:
    """A line with its checksum."""
    told = text.encode()
    return b"%s %08x\n" % (told, crc32(told))


def checked(raw: bytes) -> str | None:
    """The text of a line without line end; None when it is torn or damaged."""
    told, _, sum_ = raw.rpartition(b" ")
    return told.decode() if sum_ == b"%08x" % crc32(told) and told.isascii() else None


def answer_line(turn: Turn, outcome: Outcome) -> bytes:
    """An answer without the server's words."""
    codes = f" {outcome.code} {outcome.enhanced}" if outcome.enhanced else f" {outcome.code}"
    return line(f"{SIGNS[outcome.status]} {turn.delivery}.{turn.epoch}{codes if outcome.code else ''}")


class Remains:
    """What a journal says: the last word on every turn, None where an intent has no answer."""

    def __init__(self, content: bytes = b"", *, is_there: bool = True) -> None:
        """Read ``content`` up to a fence. A last line without end was never finished, so nothing followed from it."""
        whole = content.partition(_FENCE)[0] + b"\n" if _FENCE in content else content
        lines = [checked(raw) for raw in whole.split(b"\n")[:-1] if raw]
        self.owner = lines[0].removeprefix(_HEAD).strip() if lines and lines[0] and lines[0].startswith(_HEAD) else ""
        self.is_whole = is_there and None not in lines
        """Whether every line can be read; else a turn that is not mentioned may have been intended."""
        self.outcomes: dict[Turn, Outcome | None] = {}
        for told in lines:
            self._learn(told or "")

    def _learn(self, told: str) -> None:
        found = _ENTRY.fullmatch(told)
        if found is None:
            return
        turn, status = Turn(DeliveryId(int(found[2])), int(found[3])), _STATUSES.get(found[1])
        reason = "as the journal of a process that ended says" if status is not Status.QUEUED else ""
        code, enhanced = int(found[4] or 0), found[5] or ""
        answer = Outcome(delivery=turn.delivery, status=status or Status.IN_DOUBT, code=code, enhanced=enhanced, reason=reason)
        self.outcomes[turn] = answer if status else None


class FileJournal:
    """The port ``Journal`` on a file; safe to share between threads."""

    keeps_answers = True

    def __init__(self, path: Path, owner: str, *, is_synced: bool, large: int = LARGE) -> None:
        """Make the file at ``path``, locked from its first moment; raises ``StoreError``."""
        self.owner = owner
        self.waits_for: Wait = "disk" if is_synced else "nothing"
        self._path, self._is_synced, self._large = path, is_synced, large
        self._lock, self._syncing = Lock(), Lock()
        self._open: dict[Turn, bytes] = {}
        self._failure: StoreError | None = None
        self._file, self._size = self._make()

    def intend(self, turns: Sequence[Turn]) -> None:
        """As the port says; raises ``StoreError`` on a full disk, ``ConflictError`` when another took over."""
        with self._lock:
            self._write({turn: line(f"{_INTENT} {turn.delivery}.{turn.epoch}") for turn in turns})
        if self._is_synced:
            self._sync()
        with self._lock:
            self._look()

    def withdraw(self, turns: Sequence[Turn]) -> None:
        """As the port says."""
        self.answer([(turn, Outcome(delivery=turn.delivery, status=Status.QUEUED)) for turn in turns])

    def answer(self, answers: Sequence[tuple[Turn, Outcome]]) -> None:
        """As the port says; one that is in doubt stays an intent without answer."""
        lines = {turn: answer_line(turn, outcome) for turn, outcome in answers if outcome.status in SIGNS}
        with self._lock, suppress(StoreError):  # remembered: it forbids the next intent
            self._write(lines)

    def forget(self, turns: Sequence[Turn]) -> None:
        """As the port says; a large file is replaced."""
        with self._lock:
            for turn in turns:
                self._open.pop(turn, None)
            is_due = self._size > self._large and self._failure is None
        if is_due:
            with suppress(StoreError):  # remembered
                self._replace()

    def finish(self) -> None:
        """As the port says: the file is removed."""
        self._path.unlink(missing_ok=True)

    def close(self) -> None:
        """Give the lock back: what is not finished is folded by the next process."""
        with self._lock:
            os.close(self._file)

    # ------------------------------------------------------------ the file

    def _make(self) -> tuple[int, int]:
        """A file with head and what is open, locked, synced and then in its place."""
        draft = self._path.with_suffix(".draft")
        content = b"".join((line(f"{_HEAD} {self.owner}"), *self._open.values()))
        try:
            file = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _write_all(file, content)
                if self._is_synced:
                    os.fdatasync(file)
                draft.rename(self._path)
                if self._is_synced:
                    sync_folder(self._path.parent)
            except BaseException:
                os.close(file)
                raise
        except OSError as error:
            raise self._fail(error) from error
        return file, len(content)

    def _write(self, lines: dict[Turn, bytes]) -> None:
        if self._failure is not None:
            raise self._failure
        content = b"".join(lines.values())
        try:
            _write_all(self._file, content)
        except OSError as error:
            raise self._fail(error) from error
        self._open |= lines
        self._size += len(content)

    def _sync(self) -> None:
        with self._syncing:
            try:
                os.fdatasync(self._file)
            except OSError as error:
                raise self._fail(error) from error

    def _look(self) -> None:
        """Whether somebody else has written."""
        if self._failure is None and os.fstat(self._file).st_size != self._size:
            self._failure = ConflictError("another process took over what this one had leased: it sends no more")
        if self._failure is not None:
            raise self._failure

    def _replace(self) -> None:
        with self._syncing, self._lock:
            before, length = self._file, self._size
            self._file, self._size = self._make()
            # whoever took over wrote his line before he saw the new file, or sees it and writes it there
            if os.fstat(before).st_size != length:
                self._failure = ConflictError("another process took over what this one had leased: it sends no more")
            os.close(before)

    def _fail(self, error: OSError) -> StoreError:
        """Whatever was half written, nothing follows it: not even a line that could be written again."""
        what = "the journal cannot be written, so no more is sent: make room where the store is, and send again"
        self._failure = StoreError(what, subject=str(self._path), cause=error.strerror or error)
        return self._failure


def _write_all(file: int, content: bytes) -> None:
    written = os.write(file, content)
    if written < len(content):
        os.write(file, content[written:])  # says why the rest did not fit


def sync_folder(path: Path) -> None:
    """Make what was renamed or removed in a folder durable."""
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def turns_of(deliveries: Iterable[DeliveryId], epoch: int) -> list[Turn]:
    """Those deliveries, leased with that epoch."""
    return [Turn(delivery, epoch) for delivery in deliveries]
