"""The Maildir transport: every message becomes a file that any mail reader opens (https://cr.yp.to/proto/maildir.html).

A message is written to ``tmp``, synced, and renamed into ``new`` once its intent is on record, so nobody ever sees half of one.
Its name is a hash of its Message-ID, which is stable for a (issue, subscriber): the same message sent again after a crash replaces the
first copy instead of doubling it, also when a reader has moved that copy to ``cur``. The bytes are the message's own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from digest.deliver.journal import sync_folder
from digest.errors import DigestError, TemporaryError
from digest.model import Message, Outcome, Status
from digest.ports import Witness

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

    most_bytes = 0

    def send(self, messages: Iterable[Message], witness: Witness) -> None:
        """Write them; what is accepted is on disk, synced. Raises ``TemporaryError`` when the disk takes no more."""
        try:
            seen = {entry.name.partition(":")[0]: entry for entry in (self._path / "cur").iterdir()}
        except OSError as error:
            raise _failure(self._path, error) from error
        for message in messages:
            try:
                self._write(message, seen, witness)
            except OSError as error:
                failure = _failure(self._path, error)
                # whatever stands there now: written again it replaces itself
                witness.answer([Outcome(delivery=message.delivery, status=Status.QUEUED, reason=str(failure))])
                raise failure from error
            except DigestError:
                witness.answer([Outcome(delivery=message.delivery, status=Status.QUEUED)])
                raise
            witness.answer([Outcome(delivery=message.delivery, status=Status.ACCEPTED, reason="written")])

    def _write(self, message: Message, seen: dict[str, Path], witness: Witness) -> None:
        name = file_name(message)
        draft, place = self._path / "tmp" / name, seen.get(name) or self._path / "new" / name
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "wb") as file:
            file.write(message.content)
            file.flush()
            os.fsync(file.fileno())
        witness.intend([message.delivery])
        draft.rename(place)
        sync_folder(place.parent)


def file_name(message: Message) -> str:
    """A stable name from the Message-ID; from all bytes when there is none."""
    head = message.content.partition(b"\r\n\r\n")[0]
    found = _MESSAGE_ID.search(head)
    return f"{sha256(found[1] if found else message.content).hexdigest()[:32]}.digest"


def _failure(path: Path, error: OSError) -> TemporaryError:
    return TemporaryError(
        "the Maildir cannot be written: make room, or correct [maildir] path", subject=str(path), cause=error.strerror or error
    )
