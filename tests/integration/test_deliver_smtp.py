"""The SMTP transport against servers that do not behave: what is known of every message afterwards."""

from __future__ import annotations

import datetime as dt
import os
import signal
import smtplib
import ssl

import pytest
import trustme
from smtp_servers import DROP, STALL, Script, ScriptedServer, trusted

from digest.deliver import SmtpTransport, send_all
from digest.deliver.connection import _failure
from digest.deliver.gate import Gate
from digest.deliver.load import Load
from digest.deliver.proving import Answers
from digest.errors import ConfigError, SenderRefusedError, TemporaryError
from digest.model import DeliveryId, Envelope, Message, Status


def message(number=1, *, content=b"Subject: x\r\n\r\nbody\r\n", **envelope):
    given = {"sender": "bounce@digest.example", "recipient": f"r{number}@example.org"} | envelope
    return Message(delivery=DeliveryId(number), envelope=Envelope(**given), content=content)


def messages(count):
    return tuple(message(number) for number in range(1, count + 1))


def transport(server, **given):
    return SmtpTransport(
        **{
            "host": "127.0.0.1",
            "port": server.port,
            "security": "none",
            "connections": 1,
            "timeout": 5,
            "reply_timeout": 5,
            "reopen_after": 0,
        }
        | given
    )


def hand_over(server, batch, **given):
    with transport(server, **given).session() as session:
        return send_all(session, batch)


def statuses(outcomes):
    return [outcome.status for outcome in outcomes]


# ---------------------------------------------------------------- dialects


@pytest.mark.parametrize("connections", [1, 3])
@pytest.mark.parametrize("extensions", [(), ("PIPELINING",), ("SIZE 0",), ("SIZE",), ("PIPELINING", "8BITMIME", "SMTPUTF8", "SIZE 100000")])
def test_every_dialect_takes_every_message(extensions, connections):
    with ScriptedServer(Script(extensions=extensions)) as server:
        outcomes = hand_over(server, messages(12), connections=connections)
    assert statuses(outcomes) == [Status.ACCEPTED] * 12
    assert len(server.bodies) == 12
    assert sorted(server.recipients) == sorted(f"RCPT TO:<r{number}@example.org>" for number in range(1, 13))
    assert len(server.heard) <= connections


def test_a_server_that_knows_no_ehlo_is_greeted_in_the_old_way():
    with ScriptedServer(Script(ehlo="502 5.5.1 what is EHLO")) as server:
        assert statuses(hand_over(server, messages(2))) == [Status.ACCEPTED] * 2
    assert server.heard[0].lines[1].startswith("HELO ")


def test_big_mails_pass_through_small_buffers():
    body = b"".join(b"%07d line of a large mail\r\n" % number for number in range(90_000))
    with ScriptedServer(Script()) as server:
        outcomes = hand_over(server, tuple(message(number, content=b"Subject: x\r\n\r\n" + body) for number in (1, 2)))
    assert statuses(outcomes) == [Status.ACCEPTED] * 2
    assert server.bodies == [b"Subject: x\r\n\r\n" + body] * 2


# ---------------------------------------------------------------- recipients


@pytest.mark.parametrize("extensions", [(), ("PIPELINING",)])
@pytest.mark.parametrize("data", ["354 go on", "503 5.5.1 no valid recipients", "554 5.5.1 no valid recipients"])
def test_a_refused_recipient_harms_nobody_else(extensions, data):
    def rcpt(line):
        return "550 5.1.1 nobody of that name" if "<r2@" in line else "250 ok"

    class Data:
        """Answers DATA badly only where the recipient was refused."""

        def __init__(self):
            self.server = None

        def __call__(self, _line):
            return data if "<r2@" in self.server.recipients[-1] else "354 go on"

    answer = Data()
    with ScriptedServer(Script(extensions=extensions, rcpt=rcpt, data=answer)) as server:
        answer.server = server
        outcomes = hand_over(server, messages(4))
    assert statuses(outcomes) == [Status.ACCEPTED, Status.REFUSED, Status.ACCEPTED, Status.ACCEPTED]
    assert (outcomes[1].code, outcomes[1].enhanced, outcomes[1].reason) == (550, "5.1.1", "nobody of that name")
    assert [body for body in server.bodies if body] == [message().content] * 3


@pytest.mark.parametrize("extensions", [(), ("PIPELINING",)])
@pytest.mark.parametrize("place", ["rcpt", "data", "dot"])
def test_4xx_is_deferred_with_the_servers_words(place, extensions):
    with ScriptedServer(Script(extensions=extensions, **{place: "451 4.7.1 greylisted,\ttry later"})) as server:
        outcomes = hand_over(server, messages(3))
    assert statuses(outcomes) == [Status.DEFERRED] * 3
    assert {(outcome.code, outcome.enhanced, outcome.reason) for outcome in outcomes} == {(451, "4.7.1", "greylisted, try later")}


@pytest.mark.parametrize("place", ["rcpt", "data", "dot"])
def test_5xx_is_refused(place):
    with ScriptedServer(Script(**{place: "554-5.7.1 looks like\r\n554 5.7.1 spam"})) as server:
        outcomes = hand_over(server, messages(3))
    assert statuses(outcomes) == [Status.REFUSED] * 3
    assert {(outcome.code, outcome.enhanced, outcome.reason) for outcome in outcomes} == {(554, "5.7.1", "looks like spam")}


def test_an_address_outside_ascii_goes_where_smtputf8_is_offered():
    with ScriptedServer(Script(extensions=("SMTPUTF8", "8BITMIME"))) as server:
        outcomes = hand_over(server, (message(recipient="jürgen@bücher.example"), message(2)))
    assert statuses(outcomes) == [Status.ACCEPTED] * 2
    assert server.recipients == ["RCPT TO:<jürgen@xn--bcher-kva.example>", "RCPT TO:<r2@example.org>"]
    assert server.heard[0].lines[1].endswith(" SMTPUTF8")
    assert not server.heard[0].lines[4].endswith(" SMTPUTF8")


def test_without_smtputf8_a_domain_is_written_in_ascii_and_a_name_outside_ascii_is_refused():
    with ScriptedServer(Script()) as server:
        outcomes = hand_over(server, (message(recipient="ada@bücher.example"), message(2, recipient="jürgen@bücher.example")))
    assert statuses(outcomes) == [Status.ACCEPTED, Status.REFUSED]
    assert server.recipients == ["RCPT TO:<ada@xn--bcher-kva.example>"]


@pytest.mark.parametrize(
    "address", ["a@b.example\r\nRCPT TO:<c@d.example>", "a@b.example>\n", "a\0@b.example", "", "no address", "ü\n@b.example"]
)
def test_an_address_that_would_break_the_dialogue_never_reaches_it(address):
    with ScriptedServer(Script()) as server:
        assert statuses(hand_over(server, (message(recipient=address), message(2)))) == [Status.REFUSED, Status.ACCEPTED]
    assert server.recipients == ["RCPT TO:<r2@example.org>"]


def test_8_bit_content_needs_a_server_that_takes_it():
    content = "Subject: x\r\n\r\nGrüße\r\n".encode()
    with ScriptedServer(Script(extensions=())) as server:
        assert statuses(hand_over(server, (message(content=content),))) == [Status.REFUSED]
    with ScriptedServer(Script()) as server:
        assert statuses(hand_over(server, (message(content=content),))) == [Status.ACCEPTED]
    assert server.heard[0].lines[1].endswith(" BODY=8BITMIME")


# ---------------------------------------------------------------- the sender


def test_a_refused_sender_stops_everything_with_nothing_sent():
    with ScriptedServer(Script(mail="550 5.7.1 not for you")) as server, pytest.raises(SenderRefusedError, match="not for you"):
        hand_over(server, messages(9), connections=3)
    assert server.bodies == []


def test_a_sender_refused_on_the_way_leaves_the_rest_queued():
    taken = []

    def mail(line):
        taken.append(line)
        return "250 ok" if len(taken) < 3 else "550 5.7.1 enough"

    with ScriptedServer(Script(mail=mail)) as server:
        outcomes = hand_over(server, messages(5))
    assert statuses(outcomes) == [Status.ACCEPTED] * 2 + [Status.QUEUED] * 3
    assert "enough" in outcomes[-1].reason
    assert len(server.heard) == 1


def test_a_bounce_address_that_is_none_stops_everything():
    with ScriptedServer(Script()) as server, pytest.raises(SenderRefusedError, match="bounce address"):
        hand_over(server, (message(2, sender="a\r\n@b.example"), message()))
    assert server.recipients == []


def test_a_mail_above_the_servers_size_stops_everything_before_its_first_byte():
    with ScriptedServer(Script(extensions=("SIZE 1000",))) as server, pytest.raises(SenderRefusedError, match="takes 1000 bytes"):
        hand_over(server, (message(2, content=b"Subject: x\r\n\r\n" + b"y" * 990), message()))
    assert server.recipients == []


# ---------------------------------------------------------------- connections that end


def test_a_drop_before_the_dot_is_sent_again_by_another_connection():
    with ScriptedServer(lambda number: Script(before_dot=number == 0, extensions=("PIPELINING",))) as server:
        outcomes = hand_over(server, tuple(message(number, content=b"Subject: x\r\n\r\n" + b"y\r\n" * 3_000_000) for number in (1, 2)))
    assert statuses(outcomes) == [Status.ACCEPTED] * 2
    assert len(server.heard) == 2


@pytest.mark.parametrize("place", ["greeting", "mail", "rcpt", "data"])
def test_a_server_that_always_drops_before_the_dot_takes_nothing_and_is_left(place):
    with ScriptedServer(Script(**{place: DROP})) as server, pytest.raises(TemporaryError):
        hand_over(server, messages(5))
    assert len(server.heard) <= 4
    assert server.bodies == []


def test_a_drop_after_the_dot_is_in_doubt_and_the_rest_goes_on():
    with ScriptedServer(lambda number: Script(dot=DROP if number == 0 else "250 ok")) as server:
        outcomes = hand_over(server, messages(4))
    assert statuses(outcomes) == [Status.IN_DOUBT] + [Status.ACCEPTED] * 3
    assert len(server.bodies) == 4


def test_a_server_that_always_drops_after_the_dot_puts_few_in_doubt():
    with ScriptedServer(Script(dot=DROP)) as server:
        outcomes = hand_over(server, messages(50), connections=4)
    doubts = statuses(outcomes).count(Status.IN_DOUBT)
    assert 0 < doubts <= 4 + 2
    assert statuses(outcomes).count(Status.QUEUED) == 50 - doubts


def test_no_message_is_ever_sent_twice_whatever_breaks():
    def script(number):
        return Script(dot=DROP) if number % 3 == 1 else Script(rcpt=lambda line: DROP if "7@" in line and number < 6 else "250 ok")

    with ScriptedServer(script) as server:
        hand_over(server, messages(40), connections=3)
    sent = [recipient for heard in server.heard for recipient in heard.recipients[: len(heard.bodies)]]
    assert len(sent) == len(set(sent))


@pytest.mark.parametrize("place", ["mail", "rcpt", "data"])
def test_421_burns_nobodys_attempt(place):
    def script(number):
        return Script(**{place: "421 4.3.2 going down"}) if number == 0 else Script()

    with ScriptedServer(script) as server:
        assert statuses(hand_over(server, messages(3))) == [Status.ACCEPTED] * 3
    assert len(server.heard) == 2


def test_421_in_answer_to_a_mail_defers_that_mail_only():
    with ScriptedServer(lambda number: Script(dot="421 4.3.2 going down" if number == 0 else "250 ok")) as server:
        assert statuses(hand_over(server, messages(3))) == [Status.DEFERRED, Status.ACCEPTED, Status.ACCEPTED]


def test_a_server_with_room_for_one_connection_gets_one():
    with ScriptedServer(lambda number: Script(greeting="220 hello" if number == 0 else "421 4.7.0 too many connections")) as server:
        assert statuses(hand_over(server, messages(20), connections=4)) == [Status.ACCEPTED] * 20


def test_a_server_that_hung_up_between_batches_is_called_again():
    said = []

    def quietly_gone(_line):
        said.append(1)
        return "250 ok" if len(said) != 1 else "250 ok\r\n421 4.4.2 idle"

    with ScriptedServer(Script(dot=quietly_gone)) as server, transport(server).session() as session:
        first = send_all(session, messages(1))
        while session._idle and session._idle[0].is_open:
            pass
        second = send_all(session, (message(2),))
    assert statuses(first) == statuses(second) == [Status.ACCEPTED]
    assert len(server.bodies) == 2


@pytest.mark.parametrize("place", ["greeting", "ehlo", "mail", "rcpt", "data"])
def test_a_silent_server_is_left_with_nothing_sent(place):
    with ScriptedServer(Script(**{place: STALL})) as server, pytest.raises(TemporaryError, match="silent"):
        hand_over(server, messages(2), timeout=0.1)
    assert server.bodies == []


def test_silence_after_the_dot_is_in_doubt_and_waited_for_longer():
    with ScriptedServer(lambda number: Script(dot=STALL if number == 0 else "250 ok")) as server:
        outcomes = hand_over(server, messages(2), timeout=5, reply_timeout=0.2)
    assert statuses(outcomes) == [Status.IN_DOUBT, Status.ACCEPTED]


def test_nobody_listens():
    with ScriptedServer(Script()) as server:
        pass
    with pytest.raises(TemporaryError, match="no connection to the mail server"):
        hand_over(server, messages(1))


@pytest.mark.parametrize(
    "greeting", ["SSH-2.0-OpenSSH", "HTTP/1.1 400 Bad", "220", "250-no\r\n220 end", "\x16\x03\x01", "220-" + "x" * 70_000]
)
def test_what_does_not_speak_smtp_is_told(greeting):
    with ScriptedServer(Script(greeting=greeting, ehlo="nonsense")) as server, pytest.raises(TemporaryError):
        hand_over(server, messages(1))


def test_a_verdict_before_the_dot_is_no_acceptance():
    with ScriptedServer(Script(data="354 go on\r\n250 2.0.0 taken already")) as server, pytest.raises(TemporaryError, match="out of turn"):
        hand_over(server, messages(1))


def test_a_server_that_wants_no_connection_from_us_needs_the_operator():
    with ScriptedServer(Script(greeting="554 5.7.1 blocked")) as server, pytest.raises(SenderRefusedError, match="blocked"):
        hand_over(server, messages(1))


# ---------------------------------------------------------------- transport security


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def ca_file(authority):
    with authority.cert_pem.tempfile() as path:
        yield path


AUTH = "AUTH PLAIN LOGIN"


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize(
    ("mechanism", "offered"), [("", AUTH), ("plain", AUTH), ("login", AUTH), ("xoauth2", "AUTH XOAUTH2"), ("", "AUTH=LOGIN")]
)
def test_mail_goes_under_tls_after_login(authority, ca_file, security, mechanism, offered):
    is_asked = mechanism == "login" or offered == "AUTH=LOGIN"
    script = Script(
        context=trusted(authority, "localhost"),
        implicit=security == "tls",
        extensions=("PIPELINING", offered, *(["STARTTLS"] if security == "starttls" else [])),
        auth="334 VXNlcm5hbWU6" if is_asked else "235 2.7.0 welcome",
        answers=("334 UGFzc3dvcmQ6", "235 2.7.0 welcome") if is_asked else (),
    )
    with ScriptedServer(script) as server:
        outcomes = hand_over(
            server, messages(5), host="localhost", security=security, ca_file=ca_file, username="ada", password="canary", auth=mechanism
        )
    assert statuses(outcomes) == [Status.ACCEPTED] * 5
    assert b"AUTH" not in server.heard[0].clear
    assert b"MAIL" not in server.heard[0].clear


def test_a_wrong_password_stops_with_nothing_sent(authority, ca_file):
    script = Script(context=trusted(authority, "localhost"), extensions=("STARTTLS", AUTH))
    with ScriptedServer(script) as server, pytest.raises(SenderRefusedError, match=r"check .smtp. username and password") as caught:
        hand_over(server, messages(1), host="localhost", security="starttls", ca_file=ca_file, username="ada", password="canary")
    assert "canary" not in str(caught.value)
    assert server.recipients == []


@pytest.mark.parametrize(("offered", "auth"), [("8BITMIME", ""), ("AUTH CRAM-MD5", ""), ("AUTH PLAIN", "xoauth2")])
def test_no_common_way_to_log_in_is_told(authority, ca_file, offered, auth):
    script = Script(context=trusted(authority, "localhost"), extensions=("STARTTLS", offered))
    with ScriptedServer(script) as server, pytest.raises(SenderRefusedError, match="no way to log in"):
        hand_over(server, messages(1), host="localhost", security="starttls", ca_file=ca_file, username="ada", password="canary", auth=auth)
    assert not any(line.startswith("AUTH") for line in server.heard[0].lines)


def test_a_login_refused_for_now_is_temporary(authority, ca_file):
    script = Script(context=trusted(authority, "localhost"), extensions=("STARTTLS", AUTH), auth="454 4.7.0 try later")
    with ScriptedServer(script) as server, pytest.raises(TemporaryError, match="try later"):
        hand_over(server, messages(1), host="localhost", security="starttls", ca_file=ca_file, username="ada", password="canary")


EXPIRED = {
    "not_before": dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
    "not_after": dt.datetime(2020, 2, 1, tzinfo=dt.UTC),
}


@pytest.mark.security
@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("fault", ["unknown authority", "wrong host", "expired"])
def test_a_certificate_nobody_vouches_for_gets_no_password_and_no_mail(authority, ca_file, security, fault):
    contexts = {
        "unknown authority": lambda: trusted(trustme.CA(), "localhost"),
        "wrong host": lambda: trusted(authority, "elsewhere.example"),
        "expired": lambda: trusted(authority, "localhost", **EXPIRED),
    }
    script = Script(context=contexts[fault](), implicit=security == "tls", extensions=("STARTTLS", AUTH))
    with ScriptedServer(script) as server, pytest.raises(SenderRefusedError, match="certificate is not trusted"):
        hand_over(server, messages(1), host="localhost", security=security, ca_file=ca_file, username="ada", password="canary")
    assert [line.split()[0] for line in server.heard[0].lines] == (["EHLO", "STARTTLS"] if security == "starttls" else [])
    assert server.bodies == []


@pytest.mark.security
def test_a_stripped_starttls_gets_no_mail(ca_file):
    with ScriptedServer(Script(extensions=(AUTH,))) as server, pytest.raises(SenderRefusedError, match="offers no STARTTLS"):
        hand_over(server, messages(1), host="localhost", security="starttls", ca_file=ca_file, username="ada", password="canary")
    assert [line.split()[0] for line in server.heard[0].lines] == ["EHLO"]


@pytest.mark.security
def test_bytes_before_the_handshake_end_the_connection(authority, ca_file):
    script = Script(context=trusted(authority, "localhost"), extensions=("STARTTLS",), after_starttls=b"250 evil\r\n")
    with ScriptedServer(script) as server, pytest.raises(TemporaryError, match="before the TLS handshake"):
        hand_over(server, messages(1), host="localhost", security="starttls", ca_file=ca_file)
    assert server.recipients == []


def test_a_server_without_tls_on_the_tls_port_is_told():
    with ScriptedServer(Script()) as server, pytest.raises(TemporaryError):
        hand_over(server, messages(1), host="localhost", security="tls", timeout=1)
    assert server.recipients == []


@pytest.mark.security
@pytest.mark.parametrize("host", ["mail.example.org", "192.0.2.1", "2001:db8::1", "localhost.example.org"])
def test_mail_leaves_this_machine_under_tls_only(host):
    with pytest.raises(SenderRefusedError, match=r"set .smtp. security"), SmtpTransport(host=host, port=25, security="none").session():
        pass


@pytest.mark.security
def test_a_password_is_sent_under_tls_only():
    made = SmtpTransport(host="127.0.0.1", port=25, security="none", username="ada", password="canary")
    with pytest.raises(SenderRefusedError, match="under TLS only") as caught, made.session():
        pass
    assert "canary" not in str(caught.value) + repr(made)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"security": "ssl"}, "security"),
        ({"auth": "cram-md5"}, "auth"),
        ({"connections": 0}, "connections"),
        ({"ca_file": "/nowhere/ca.pem"}, "ca_file"),
        ({"local_hostname": "a b"}, "local_hostname"),
    ],
)
def test_what_cannot_be_meant_is_said_at_once(given, said):
    with pytest.raises(ConfigError, match=said):
        SmtpTransport(**{"host": "localhost", "port": 25} | given)


# ---------------------------------------------------------------- oracles and interrupts


@pytest.mark.security
@pytest.mark.parametrize(
    "content",
    [
        b"Subject: x\r\n\r\n.\r\n",
        b"Subject: x\r\n\r\n.\r\nMAIL FROM:<evil@a.example>\r\n..\r\n...\r\n",
        b"Subject: x\r\n\r\na\n.\nMAIL FROM:<evil@a.example>\n",
        b"Subject: x\r\n\r\na\r.\rb",
        b".starts with a dot\r\n\r\nx",
    ],
)
def test_a_server_gets_the_bytes_that_smtplib_sends(content):
    with ScriptedServer(Script()) as server:
        with smtplib.SMTP("127.0.0.1", server.port, timeout=5) as client:
            # as text, for it leaves bare line ends of bytes as they are
            client.sendmail("bounce@digest.example", ["r1@example.org"], content.decode())
        assert statuses(hand_over(server, (message(content=content),))) == [Status.ACCEPTED]
    assert len(server.bodies) == 2
    assert server.bodies[0] == server.bodies[1]


def test_a_first_interrupt_waits_for_answers_and_is_raised_when_the_session_is_used_next():
    said = []

    def interrupt(line):
        said.append(line)
        if len(said) == 5:
            os.kill(os.getpid(), signal.SIGINT)
        return "250 ok"

    with ScriptedServer(Script(dot=interrupt)) as server, transport(server).session() as session:
        outcomes = send_all(session, messages(2000))
        with pytest.raises(KeyboardInterrupt):
            send_all(session, messages(1))
        session._interrupt = None
    found = statuses(outcomes)
    assert set(found) == {Status.ACCEPTED, Status.QUEUED}
    assert found.count(Status.ACCEPTED) == len(server.bodies)


def test_an_interrupt_is_not_lost_when_the_session_is_left():
    with ScriptedServer(Script()) as server:

        def interrupted():
            with transport(server).session() as session:
                send_all(session, messages(1))
                session._interrupt = KeyboardInterrupt()

        with pytest.raises(KeyboardInterrupt):
            interrupted()


def test_a_second_interrupt_is_raised_at_once():
    def interrupt(line):
        os.kill(os.getpid(), signal.SIGINT)
        return STALL

    with ScriptedServer(Script(rcpt=interrupt, dot=STALL)) as server:

        def interrupted():
            with transport(server).session() as session:
                run = session._runner.run

                def run_and_interrupt_again(work):
                    if work.__name__ == "_finish":
                        work.close()
                        raise KeyboardInterrupt
                    return run(work)

                session._runner.run = run_and_interrupt_again
                send_all(session, messages(3))

        with pytest.raises(KeyboardInterrupt):
            interrupted()
    assert server.bodies == []


def test_a_machine_with_an_odd_name_greets_as_localhost(monkeypatch):
    monkeypatch.setattr("socket.gethostname", lambda: "my_odd machine")
    with ScriptedServer(Script()) as server:
        hand_over(server, messages(1))
    assert server.heard[0].lines[0] == "EHLO localhost"


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_under_tls_too_a_drop_within_the_body_leaves_nothing_in_doubt(authority, ca_file, security):
    def script(number):
        context = trusted(authority, "localhost")
        return Script(before_dot=number == 0, context=context, implicit=security == "tls", extensions=("PIPELINING", "STARTTLS"))

    batch = tuple(message(number, content=b"Subject: x\r\n\r\n" + b"y\r\n" * 3_000_000) for number in (1, 2))
    with ScriptedServer(script) as server:
        outcomes = hand_over(server, batch, host="localhost", security=security, ca_file=ca_file)
    assert statuses(outcomes) == [Status.ACCEPTED] * 2
    assert server.bodies == [message.content for message in batch]


def test_a_load_that_was_stopped_keeps_the_reason():
    load = Load(iter(messages(2)), Answers(), Gate(Answers()))
    load.fail(TemporaryError("first"))
    assert load.take() == message(1)
    load.fail(SenderRefusedError("second"))
    load.fail(TemporaryError("third"))
    assert str(load.failure) == "second"
    assert load.take() is None


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (TimeoutError(), TemporaryError, "silent"),
        (ssl.SSLError(1, "wrong version"), TemporaryError, "no safe connection"),
        (ConnectionRefusedError(111, "refused"), TemporaryError, "no connection to"),
        (ssl.SSLCertVerificationError(1, "bad"), SenderRefusedError, "not trusted"),
    ],
)
def test_foreign_exceptions_become_ours(error, kind, said):
    assert isinstance(_failure(error), kind)
    assert said in str(_failure(error))


def test_a_host_name_that_does_not_exist_is_told():
    made = SmtpTransport(host="mail.invalid", port=25, timeout=10)
    with pytest.raises(TemporaryError, match="no connection to the mail server"), made.session():
        pass
