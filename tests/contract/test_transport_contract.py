"""What every transport must do, run over each of them; SMTP talks to aiosmtpd on loopback, under verified TLS."""

from __future__ import annotations

import asyncio
import mailbox
import socket
import warnings

import pytest
import trustme
from aiosmtpd.controller import Controller
from smtp_servers import trusted

from digest.deliver import MaildirTransport, MemoryTransport, SmtpTransport, send_all
from digest.model import DeliveryId, Envelope, Message, Status

CONTENT = (
    b"From: a@digest.example\r\nTo: b@example.org\r\nMessage-ID: <%d@digest.example>\r\nSubject: x\r\n\r\n.leading\r\n..\r\n.\r\nend\r\n"
)


def messages(count, first=1):
    return tuple(
        Message(
            delivery=DeliveryId(number),
            envelope=Envelope(sender="bounce@digest.example", recipient=f"r{number}@example.org"),
            content=CONTENT % number,
        )
        for number in range(first, first + count)
    )


class Sink:
    """An aiosmtpd handler that keeps what it is handed."""

    def __init__(self):
        self.taken = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  aiosmtpd's name
        self.taken.append((tuple(envelope.rcpt_tos), envelope.original_content))
        return "250 2.0.0 taken"


@pytest.fixture(scope="module")
def smtp():
    authority = trustme.CA()
    sink = Sink()
    with warnings.catch_warnings():
        # aiosmtpd warns that it offers login to anybody; this one offers none
        warnings.simplefilter("ignore")
        controller = Controller(
            sink, hostname="127.0.0.1", port=0, tls_context=trusted(authority, "localhost"), require_starttls=True, data_size_limit=200_000
        )
        # its own would connect to port 0
        controller._trigger_server = lambda: socket.create_connection(controller.server.sockets[0].getsockname()).close()
        controller.start()
    port = controller.server.sockets[0].getsockname()[1]
    with authority.cert_pem.tempfile() as ca_file:
        yield sink, SmtpTransport(host="localhost", port=port, ca_file=ca_file, connections=3, timeout=10, reply_timeout=10)
    controller.stop()


@pytest.fixture(params=["memory", "maildir", "smtp"])
def transport(request, tmp_path):
    """A transport, and a function that reads what it handed over: bytes, sorted."""
    if request.param == "memory":
        memory = MemoryTransport()
        return memory, lambda: sorted(message.content for message in memory.messages)
    if request.param == "maildir":
        folder = tmp_path / "mail"
        return MaildirTransport(path=str(folder)), lambda: sorted(path.read_bytes() for path in (folder / "new").iterdir())
    sink, made = request.getfixturevalue("smtp")
    sink.taken.clear()
    return made, lambda: sorted(content for _, content in sink.taken)


def test_every_message_has_one_outcome_in_order_and_arrives_byte_for_byte(transport):
    made, received = transport
    batch = messages(25)
    with made.session() as session:
        outcomes = send_all(session, batch)
    assert [outcome.delivery for outcome in outcomes] == [message.delivery for message in batch]
    assert {outcome.status for outcome in outcomes} == {Status.ACCEPTED}
    assert received() == sorted(message.content for message in batch)


def test_a_session_takes_several_batches(transport):
    made, received = transport
    with made.session() as session:
        send_all(session, messages(3))
        send_all(session, messages(2, first=4))
    assert received() == sorted(message.content for message in messages(5))


def test_an_empty_batch_is_no_work(transport):
    made, received = transport
    with made.session() as session:
        assert send_all(session, ()) == ()
    assert received() == []


def test_a_transport_can_be_opened_again(transport):
    made, received = transport
    for first in (1, 2):
        with made.session() as session:
            send_all(session, messages(1, first=first))
    assert len(received()) == 2


def test_works_for_a_caller_who_runs_an_event_loop(transport):
    made, received = transport

    async def caller():
        with made.session() as session:
            return send_all(session, messages(2))

    assert {outcome.status for outcome in asyncio.run(caller())} == {Status.ACCEPTED}
    assert len(received()) == 2


def test_an_error_of_the_caller_leaves_the_session_and_is_not_hidden(transport):
    made, _ = transport

    def interrupted():
        with made.session() as session:
            send_all(session, messages(1))
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        interrupted()


def test_one_recipient_a_message(smtp):
    sink, made = smtp
    sink.taken.clear()
    with made.session() as session:
        send_all(session, messages(9))
    assert sorted(recipients for recipients, _ in sink.taken) == sorted((f"r{number}@example.org",) for number in range(1, 10))


def test_a_maildir_message_sent_again_replaces_its_copy(tmp_path):
    made = MaildirTransport(path=str(tmp_path / "mail"))
    for _ in range(2):
        with made.session() as session:
            send_all(session, messages(4))
    assert len(mailbox.Maildir(tmp_path / "mail", create=False)) == 4
    read = next((tmp_path / "mail" / "new").iterdir())
    read.rename(tmp_path / "mail" / "cur" / f"{read.name}:2,S")
    with made.session() as session:
        send_all(session, messages(4))
    assert len(mailbox.Maildir(tmp_path / "mail", create=False)) == 4
