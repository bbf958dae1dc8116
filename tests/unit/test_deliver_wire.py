"""The SMTP dialogue byte by byte: what is written when, and what is known at each moment."""

from __future__ import annotations

import base64

import pytest

from digest.deliver.login import Login, answers, choose
from digest.deliver.ready import stuffed
from digest.deliver.reply import Replies
from digest.deliver.wire import Terms, Wire
from digest.errors import SenderRefusedError, TemporaryError
from digest.model import DeliveryId, Envelope, Message, Status

PIPELINING = b"250-me\r\n250-PIPELINING\r\n250 SIZE 1000\r\n"
GROUP = b"MAIL FROM:<b@digest.example> SIZE=19\r\nRCPT TO:<r%d@example.org>\r\nDATA\r\n"


def message(number=1, **given):
    envelope = Envelope(sender="b@digest.example", recipient=f"r{number}@example.org")
    return Message(**{"delivery": DeliveryId(number), "envelope": envelope, "content": b"Subject: x\r\n\r\nyes\r\n"} | given)


def opened(ehlo=PIPELINING, **given):
    wire = Wire(Terms(**{"hostname": "me.example", "security": "none"} | given))
    wire.receive(b"220 hi\r\n")
    assert wire.write() == b"EHLO me.example\r\n"
    wire.receive(ehlo)
    return wire


def test_the_dot_stands_alone_and_the_next_envelope_right_behind_it():
    wire = opened()
    wire.offer(message(1))
    wire.offer(message(2))
    assert not wire.wants_message
    assert wire.write() == GROUP % 1
    assert wire.write() == b""
    wire.receive(b"250 ok\r\n250 ok\r\n354 go\r\n")
    assert wire.write() == message().content
    assert not wire.awaits_verdict
    assert wire.write() == b""
    assert wire.dot_due == 1
    wire.permit_dot()
    assert wire.dot_due is None
    assert wire.write() == b".\r\n" + GROUP % 2
    assert wire.awaits_verdict
    wire.receive(b"250 2.0.0 taken as 17\r\n")
    (outcome,) = wire.settled()
    assert (outcome.delivery, outcome.status, outcome.code, outcome.enhanced, outcome.reason) == (
        1,
        "accepted",
        250,
        "2.0.0",
        "taken as 17",
    )
    assert wire.settled() == ()


def test_lost_with_the_body_out_and_the_dot_not_is_unsent():
    wire = opened()
    wire.offer(message(1))
    wire.offer(message(2))
    wire.write()
    wire.receive(b"250 ok\r\n250 ok\r\n354 go\r\n")
    wire.write()
    assert wire.lost() == (message(1), message(2))
    assert wire.settled() == ()


def test_lost_with_the_dot_out_is_in_doubt_and_the_next_unsent():
    wire = opened()
    wire.offer(message(1))
    wire.offer(message(2))
    wire.write()
    wire.receive(b"250 ok\r\n250 ok\r\n354 go\r\n")
    wire.write()
    wire.permit_dot()
    wire.write()
    assert wire.lost() == (message(2),)
    assert [(outcome.delivery, outcome.status) for outcome in wire.settled()] == [(1, Status.IN_DOUBT)]


def test_a_refused_recipient_whose_data_is_accepted_gets_a_lone_dot():
    wire = opened()
    wire.offer(message(1))
    wire.offer(message(2))
    wire.write()
    wire.receive(b"250 ok\r\n550 5.1.1 nobody\r\n354 go\r\n")
    assert wire.write() == b".\r\n" + GROUP % 2
    wire.receive(b"554 no recipients\r\n250 ok\r\n250 ok\r\n354 go\r\n")
    assert wire.write() == message(2).content


def test_a_refused_recipient_whose_data_is_refused_is_forgotten_before_the_next():
    wire = opened()
    wire.offer(message(1))
    wire.offer(message(2))
    wire.write()
    wire.receive(b"250 ok\r\n550 5.1.1 nobody\r\n503 what\r\n")
    assert wire.write() == b"RSET\r\n" + GROUP % 2
    with pytest.raises(TemporaryError, match="RSET"):
        wire.receive(b"500 what\r\n")


def test_without_pipelining_each_command_waits_for_its_answer():
    wire = opened(b"250 me\r\n")
    wire.offer(message(1))
    assert wire.write() == b"MAIL FROM:<b@digest.example>\r\n"
    wire.receive(b"250 ok\r\n")
    assert wire.write() == b"RCPT TO:<r1@example.org>\r\n"
    wire.receive(b"250 ok\r\n")
    assert wire.write() == b"DATA\r\n"


@pytest.mark.parametrize(("early", "status"), [(b"552 5.3.4 too big\r\n", Status.REFUSED), (b"451 4.3.0 no\r\n", Status.DEFERRED)])
def test_a_verdict_that_comes_within_the_body_stands_and_no_dot_follows(early, status):
    wire = opened()
    wire.offer(message(1))
    wire.write()
    wire.receive(b"250 ok\r\n250 ok\r\n354 go\r\n")
    with pytest.raises(TemporaryError, match="out of turn"):
        wire.receive(early)
    assert [outcome.status for outcome in wire.settled()] == [status]
    assert wire.lost() == ()


@pytest.mark.parametrize("early", [b"250 ok\r\n", b"354 go\r\n", b"421 bye\r\n"])
def test_an_acceptance_that_comes_before_the_dot_is_none(early):
    wire = opened()
    wire.offer(message(1))
    wire.write()
    wire.receive(b"250 ok\r\n250 ok\r\n354 go\r\n")
    with pytest.raises(TemporaryError):
        wire.receive(early)
    assert wire.lost() == (message(1),)


def test_more_asked_in_answer_to_the_dot_is_doubt():
    wire = opened()
    wire.offer(message(1))
    wire.write()
    wire.receive(b"250 ok\r\n250 ok\r\n354 go\r\n")
    wire.write()
    wire.permit_dot()
    wire.write()
    with pytest.raises(TemporaryError):
        wire.receive(b"354 more\r\n")
    assert wire.lost() == ()
    assert [outcome.status for outcome in wire.settled()] == [Status.IN_DOUBT]


def test_data_answered_with_2xx_is_no_smtp():
    wire = opened()
    wire.offer(message(1))
    wire.write()
    with pytest.raises(TemporaryError, match="DATA"):
        wire.receive(b"250 ok\r\n250 ok\r\n250 ok\r\n")


def test_what_is_offered_before_tls_counts_no_more():
    wire = opened(b"250-me\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n", security="starttls")
    assert wire.write() == b"STARTTLS\r\n"
    wire.receive(b"220 go\r\n")
    assert wire.wants_tls
    wire.tls_started()
    assert wire.extensions == {}
    assert wire.write() == b"EHLO me.example\r\n"
    wire.receive(b"250 me\r\n")
    assert wire.is_idle
    wire.quit()
    assert wire.write() == b"QUIT\r\n"
    wire.receive(b"221 bye\r\n")


@pytest.mark.parametrize(
    ("answer", "error"),
    [(b"454 4.7.0 no\r\n", TemporaryError), (b"501 no\r\n", SenderRefusedError), (b"220 go\r\n250 evil\r\n", TemporaryError)],
)
def test_no_mail_without_the_tls_that_was_asked_for(answer, error):
    wire = opened(b"250-me\r\n250 STARTTLS\r\n", security="starttls")
    with pytest.raises(error):
        wire.receive(answer)


def test_a_password_is_not_said_in_clear():
    with pytest.raises(SenderRefusedError, match="under TLS only"):
        opened(b"250-me\r\n250 AUTH PLAIN\r\n", login=Login(username="ada", password="canary"))


def test_ehlo_and_helo_refused():
    with pytest.raises(SenderRefusedError, match="EHLO"):
        opened(b"550 no\r\n", security="starttls")
    wire = opened(b"502 what\r\n")
    assert wire.write() == b"HELO me.example\r\n"
    with pytest.raises(SenderRefusedError, match="HELO"):
        wire.receive(b"550 no\r\n")


def test_a_server_that_speaks_unasked_is_left():
    wire = opened()
    with pytest.raises(TemporaryError, match="unasked"):
        wire.receive(b"421 4.4.2 idle\r\n")


@pytest.mark.parametrize(
    ("content", "body"),
    [
        (b"a\r\n.\r\nb", b"a\r\n..\r\nb\r\n"),
        (b".a\r\n", b"..a\r\n"),
        (b"a\n.\nb\n", b"a\r\n..\r\nb\r\n"),
        (b"a\r.\r\r\nb", b"a\r\n..\r\n\r\nb\r\n"),
        (b"", b"\r\n"),
    ],
)
@pytest.mark.security
def test_bare_cr_lf_normalised_and_dots_doubled(content, body):
    assert stuffed(content) == body


def test_login_answers():
    login = Login(username="ada", password="pässword")
    assert base64.b64decode(answers(login, "PLAIN")[0].split()[2]) == "\0ada\0pässword".encode()
    assert [base64.b64decode(line) for line in answers(login, "LOGIN")[1:]] == [b"ada", "pässword".encode()]
    assert base64.b64decode(answers(login, "XOAUTH2")[0].split()[2]) == "user=ada\x01auth=Bearer pässword\x01\x01".encode()
    assert "pässword" not in repr(login)
    assert choose(login, ("LOGIN", "PLAIN")) == "PLAIN"


def test_a_refused_xoauth2_is_answered_with_an_empty_line():
    wire = Wire(Terms(hostname="me.example", security="tls", login=Login(username="ada", password="t", mechanism="xoauth2")))
    wire.receive(b"220 hi\r\n")
    wire.receive(b"250-me\r\n250 AUTH XOAUTH2\r\n")
    wire.write()
    wire.receive(b"334 eyJzdGF0dXMiOiI0MDAifQ==\r\n")
    assert wire.write() == b"\r\n"
    with pytest.raises(SenderRefusedError, match="refuses our login"):
        wire.receive(b"535 5.7.8 no\r\n")


def test_an_unasked_third_question_of_auth_is_refused():
    wire = Wire(Terms(hostname="me.example", security="tls", login=Login(username="ada", password="t")))
    wire.receive(b"220 hi\r\n")
    wire.receive(b"250-me\r\n250 AUTH PLAIN\r\n")
    with pytest.raises(TemporaryError):
        wire.receive(b"334 \r\n")


@pytest.mark.parametrize(
    ("said", "enhanced", "text"),
    [
        (b"550 5.1.1 no\r\n", "5.1.1", "no"),
        (b"550-5.1.1 no\r\n550 5.1.1 such user\r\n", "5.1.1", "no such user"),
        (b"550 no\x1b[31m\tred\r\n", "", "no [31m red"),
        (b"550 2.1.1 odd\r\n", "", "2.1.1 odd"),
        (b"550 5.1.1\r\n", "5.1.1", ""),
        (b"550\n", "", ""),
        (b"550 \xff\xc3\xbc\r\n", "", "\\xffü"),
    ],
)
def test_replies_are_read(said, enhanced, text):
    replies = Replies()
    replies.add(said)
    reply = replies.next()
    assert (reply.code, reply.enhanced, reply.text) == (550, enhanced, text)
    assert replies.next() is None
    assert not replies.has_rest


@pytest.mark.parametrize(
    "said", [b"hello\r\n", b"25\r\n", b"250-a\r\n251 b\r\n", b"650 a\r\n", b"250-" + b"x" * 70_000, b"250-x\r\n" * 10_000]
)
def test_what_is_no_reply_is_an_error(said):
    replies = Replies()
    replies.add(said)
    with pytest.raises(TemporaryError):
        replies.next()


def test_after_the_answer_to_quit_there_is_nothing_to_wait_for():
    wire = opened()
    wire.quit()
    assert wire.write() == b"QUIT\r\n"
    assert not wire.is_parted
    wire.receive(b"221 2.0.0 bye\r\n")
    assert wire.is_parted
