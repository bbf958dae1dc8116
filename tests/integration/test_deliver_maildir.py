"""The Maildir transport where the disk does not play along."""

from __future__ import annotations

import pytest

from digest.deliver import MaildirTransport, send_all
from digest.deliver.maildir import file_name
from digest.errors import TemporaryError
from digest.model import DeliveryId, Envelope, Message, Status


def message(number=1, content=b"Message-ID:\r\n <%d@x>\r\n\r\nbody\r\n"):
    whole = content % number if b"%d" in content else content
    return Message(delivery=DeliveryId(number), envelope=Envelope(sender="a@b.example", recipient="c@d.example"), content=whole)


def test_names_depend_on_the_message_id_only():
    assert file_name(message(1)) == file_name(message(1, b"Subject: other\r\nMESSAGE-ID: <1@x>\r\n\r\nother\r\n"))
    assert file_name(message(1)) != file_name(message(2))


def test_without_message_id_the_bytes_are_the_name():
    bare = message(1, b"Subject: x\r\n\r\nMessage-ID: <1@x>\r\n")
    assert file_name(bare) != file_name(message(1))
    assert file_name(bare) == file_name(message(2, bare.content))


def test_a_path_that_is_a_file_is_told(tmp_path):
    (tmp_path / "mail").write_text("I am a file")
    with pytest.raises(TemporaryError, match=r"maildir. path"), MaildirTransport(path=str(tmp_path / "mail")).session():
        pass


def test_a_disk_that_fails_on_the_way_leaves_the_rest_queued(tmp_path):
    with MaildirTransport(path=str(tmp_path)).session() as session:
        (tmp_path / "tmp" / file_name(message(2))).mkdir()
        outcomes = send_all(session, (message(1), message(2), message(3)))
        assert [outcome.status for outcome in outcomes] == [Status.ACCEPTED, Status.QUEUED, Status.QUEUED]
        assert "cannot be written" in outcomes[1].reason
        with pytest.raises(TemporaryError):
            send_all(session, (message(2),))


def test_folders_that_vanish_are_told(tmp_path):
    with MaildirTransport(path=str(tmp_path / "mail")).session() as session:
        (tmp_path / "mail" / "new").rmdir()
        with pytest.raises(TemporaryError):
            send_all(session, (message(1),))


@pytest.mark.security
def test_a_link_in_tmp_is_not_followed(tmp_path):
    with MaildirTransport(path=str(tmp_path / "mail")).session() as session:
        target = tmp_path / "precious"
        target.write_text("precious")
        (tmp_path / "mail" / "tmp" / file_name(message(1))).symlink_to(target)
        with pytest.raises(TemporaryError):
            send_all(session, (message(1),))
    assert target.read_text() == "precious"


def test_only_the_owner_may_read(tmp_path):
    with MaildirTransport(path=str(tmp_path / "mail")).session() as session:
        send_all(session, (message(1),))
    (written,) = (tmp_path / "mail" / "new").iterdir()
    assert written.stat().st_mode & 0o077 == 0
