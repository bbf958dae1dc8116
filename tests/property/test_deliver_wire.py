"""The SMTP client on bytes against servers that say anything: our errors only, and never a wrong word about a message."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from digest.deliver.login import Login
from digest.deliver.reply import Replies
from digest.deliver.wire import Terms, Wire
from digest.errors import TemporaryError, TransportError
from digest.model import DeliveryId, Envelope, Message, Status

REPLIES = [
    b"220 hello\r\n",
    b"250 ok\r\n",
    b"250-a\r\n250-PIPELINING\r\n250-SIZE 99\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n",
    b"250-a\r\n250 SMTPUTF8\r\n",
    b"334 VXNlcm5hbWU6\r\n",
    b"235 2.7.0 in\r\n",
    b"354 go\r\n",
    b"421 4.3.2 bye\r\n",
    b"450 4.2.0 later\r\n",
    b"550 5.1.1 nobody\r\n",
    b"503 5.5.1 what\r\n",
    b"250\n",
    b"250",
    b"\r\n",
    b"2",
]
anything = st.lists(st.one_of(st.sampled_from(REPLIES), st.binary(max_size=20)), max_size=40)
terms = st.builds(
    Terms,
    hostname=st.just("me.example"),
    security=st.sampled_from(["starttls", "tls", "none"]),
    login=st.one_of(st.none(), st.builds(Login, username=st.text(max_size=5), password=st.text(max_size=5), mechanism=st.just(""))),
)


def message(number):
    return Message(
        delivery=DeliveryId(number),
        envelope=Envelope(sender="b@digest.example", recipient=f"r{number}@example.org"),
        content=b"Subject: x\r\n\r\n.\r\n",
    )


def permitted(wire):
    """The dot that is due, its intent put on record."""
    if wire.dot_due is None:
        return b""
    wire.permit_dot()
    return wire.write()


def talk(wire, spoken, count=6):
    """Play a whole connection; what was written, the outcomes, what came back unsent, what was never offered."""
    waiting, written, outcomes = [message(number) for number in range(1, count + 1)], [], []
    try:
        for data in spoken:
            wire.receive(data)
            if wire.wants_tls:
                wire.tls_started()
            while wire.wants_message and waiting:
                wire.offer(waiting.pop(0))
            while told := wire.write() or permitted(wire):
                written.append(told)
            outcomes += wire.settled()
    except TransportError:
        pass
    outcomes += wire.settled()
    unsent = wire.lost()
    return b"".join(written), outcomes + list(wire.settled()), [*unsent, *waiting]


@given(spoken=anything, terms=terms)
def test_every_message_is_accounted_for_once_whatever_the_server_says(spoken, terms):
    _, outcomes, unsent = talk(Wire(terms), spoken)
    assert sorted([outcome.delivery for outcome in outcomes] + [message.delivery for message in unsent]) == list(range(1, 7))


@given(spoken=anything)
def test_accepted_or_in_doubt_needs_a_dot_and_at_most_one_is_in_doubt(spoken):
    open_at_once = [b"220 hi\r\n", b"250-a\r\n250 PIPELINING\r\n"]
    written, outcomes, _ = talk(Wire(Terms(hostname="me.example", security="none")), open_at_once + spoken)
    left = [outcome for outcome in outcomes if outcome.status in {Status.ACCEPTED, Status.IN_DOUBT}]
    # the stuffed dot of each body stands before its final one
    assert len(left) <= written.count(b"\r\n..\r\n.\r\n")
    assert sum(outcome.status is Status.IN_DOUBT for outcome in left) <= 1


@given(
    answers=st.lists(st.sampled_from([b"250 ok", b"354 go", b"450 4.2.0 later", b"550 5.1.1 no", b"554 no"]), max_size=40),
    pipelined=st.booleans(),
)
def test_what_we_write_is_always_a_dialogue_a_server_understands(answers, pipelined):
    spoken = [b"220 hi\r\n", b"250-a\r\n250 PIPELINING\r\n" if pipelined else b"250 a\r\n", *(answer + b"\r\n" for answer in answers)]
    written, _, _ = talk(Wire(Terms(hostname="me.example", security="none")), spoken)
    assert all(line.endswith(b"\r\n") for line in written.splitlines(keepends=True))
    verbs = [line.split(b" ")[0] for line in written.split(b"\r\n")]
    assert set(verbs) <= {b"EHLO", b"RSET", b"MAIL", b"RCPT", b"DATA", b"Subject:", b"", b"..", b"."}


@given(data=st.binary(max_size=300), cuts=st.lists(st.integers(0, 300), max_size=5))
def test_replies_are_read_alike_however_they_are_cut(data, cuts):
    def read(pieces):
        replies, found = Replies(), []
        try:
            for piece in pieces:
                replies.add(piece)
                while (reply := replies.next()) is not None:
                    found.append(reply)
        except TemporaryError:
            found.append(None)
        return found

    edges = [0, *sorted(cuts), len(data)]
    assert read([data]) == read([data[start:end] for start, end in pairwise(edges)])
