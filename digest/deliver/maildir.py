"""The Maildir transport: every message becomes a file that any mail reader opens (https://cr.yp.to/proto/maildir.html).

A message is written to ``tmp``, synced, and renamed into ``new``, so nobody ever sees half of one. Its name is a hash
of its Message-ID, which is stable for a (issue, subscriber): the same message sent again after a crash replaces the
first copy instead of doubling it, also when a reader has moved that copy to ``cur``. The bytes are the message's own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from digest.errors import TemporaryError
from digest.model import Message, Outcome, Status

_MESSAGE_ID = re.compile(rb"^message-id:[ \t\r\n]*(<[^>\r\n]*>)", re.IGNORECASE | re.MULTILINE)


class MaildirTransport:
    """Delivers into one Maildir, which is made when it is missing."""

    def __init__(self, *, path: str) -> None:
        """``path`` of the Maildir; ``~`` is the home folder."""
        self._path = Path(path).expanduser()

    @contextmanager
    def session(self) -> Iterator[MaildirSession]:
        """Make the folders; raises ``TemporaryError`` when that cannot be done."""
        try:
            for name in ("tmp", "new", "cur"):
                (self._path / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _failure(self._path, error) from error
        yield MaildirSession(self._path)


class MaildirSession:
    """Writes files."""

    def __init__(self, path: Path) -> None:
        """Made by :meth:`MaildirTransport.session`."""
        self._path = path

    def send(self, messages: Sequence[Message]) -> tuple[Outcome, ...]:
        """Write them; what is accepted is on disk, synced.

        A full disk within the batch leaves the rest ``queued``; raises ``TemporaryError`` when nothing could be written.
        """
        written, failure = self._write_all(messages)
        try:
            self._sync()
        except OSError as error:
            # what was written may be gone after a power cut; written again it replaces itself
            raise _failure(self._path, error) from error
        if failure and not written:
            raise failure
        kept = (_outcome(message, Status.ACCEPTED, "written") for message in messages[:written])
        return (*kept, *(_outcome(message, Status.QUEUED, str(failure)) for message in messages[written:]))

    def _write_all(self, messages: Sequence[Message]) -> tuple[int, TemporaryError | None]:
        """How many were written, and what prevented the next."""
        written = 0
        try:
            seen = {entry.name.partition(":")[0]: entry for entry in (self._path / "cur").iterdir()}
            for message in messages:
                self._write(message, seen)
                written += 1
        except OSError as error:
            return written, _failure(self._path, error)
        return written, None

    def _write(self, message: Message, seen: dict[str, Path]) -> None:
        name = file_name(message)
        draft = self._path / "tmp" / name
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "wb") as file:
            file.write(message.content)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(seen.get(name) or self._path / "new" / name)

    def _sync(self) -> None:
        """Make the renames durable."""
        for name in ("new", "cur"):
            folder = os.open(self._path / name, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def file_name(message: Message) -> str:
    """A stable name from the Message-ID; from all bytes when there is none."""
    head = message.content.partition(b"\r\n\r\n")[0]
    found = _MESSAGE_ID.search(head)
    return f"{sha256(found[1] if found else message.content).hexdigest()[:32]}.digest"


def _outcome(message: Message, status: Status, reason: str) -> Outcome:
    return Outcome(delivery=message.delivery, status=status, reason=reason)


def _failure(path: Path, error: OSError) -> TemporaryError:
    return TemporaryError(
        "the Maildir cannot be written: make room, or correct [maildir] path", subject=str(path), cause=error.strerror or error
    )
