"""A message parses back: the same headers, the right links, the exact text, whatever a reader or a feed is called."""

from __future__ import annotations

import email
import email.policy
import string
from dataclasses import replace
from html import escape

import pytest
from build import delivery
from hypothesis import given
from hypothesis import strategies as st

from digest.deliver import Sender, message
from digest.deliver.filling import Hole, packed, quoted
from digest.deliver.header import HeaderError, encoded_words, text_field
from digest.deliver.wire import stuffed
from digest.errors import RecipientRefusedError, RenderError
from digest.model import DigestId, Encoding, Sheet, Slot, SubscriberId

NAMES = [
    "MIME-Version",
    "List-Id",
    "Precedence",
    "Auto-Submitted",
    "From",
    "Reply-To",
    "List-Archive",
    "Subject",
    "To",
    "Date",
    "Message-ID",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Content-Type",
]
SENDER = Sender(
    name="The Morning, Digest",
    address="news@digest.example",
    domain="digest.example",
    list_id="morning.digest.example",
    list_name="Morning",
    unsubscribe="leave@digest.example",
    reply_to="desk@digest.example",
    bounce="bounce@digest.example",
    archive="https://digest.example/archive",
    key=b"0123456789abcdef",
)
FORBIDDEN = [*map(chr, range(32)), *map(chr, range(127, 160)), "\u2028", "\u2029"]
clean = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=120)
words = st.one_of(
    clean, st.text(string.printable[:95], max_size=300), st.sampled_from(["=?utf-8?q?x?=", '"', "a  b", " a", "a ", "\\", "(c)", "A <a@b>"])
)
links = st.builds(lambda rest: "https://digest.example/" + rest, st.text(string.ascii_letters + string.digits + "?&=%-._~/", max_size=300))


def sheet(subject="News", *, html=True):
    html_chunks = (
        b"<p>Dear =\r\n",
        Slot(name="name", is_html=True),
        b"=\r\n,</p>\r\n",
        b'<a href=3D"=\r\n',
        Slot(name="unsubscribe", is_html=True),
        b'=\r\n">leave</a>\r\n',
    )
    text_chunks = (
        b"Dear =\r\n",
        Slot(name="name", is_html=False),
        b"=\r\n,\r\n\r\n",
        Slot(name="unsubscribe", is_html=False),
        b"\r\n.dot\r\n",
    )
    return Sheet(digest=DigestId("d-1"), subject=subject, language="en", html=html_chunks if html else (), text=text_chunks)


def parsed(made):
    return email.message_from_bytes(made.content, policy=email.policy.SMTP)


def is_sound(content):
    lines = content.split(b"\r\n")
    return content.isascii() and all(len(line) <= 998 and b"\r" not in line and b"\n" not in line and b"\0" not in line for line in lines)


@given(name=words, subject=words, link=links)
def test_a_message_parses_back(name, subject, link):
    made = message(sheet(subject), replace(delivery("ada"), name=name), SENDER, {"unsubscribe": link})
    mail = parsed(made)
    assert mail.keys() == NAMES
    assert not mail.defects
    assert mail["Subject"] == subject
    assert mail["To"].addresses[0].addr_spec == "ada@example.org"
    # the parser folds blanks in a display name, and keeps the blank between two encoded words, which RFC 2047 drops
    assert "".join(mail["To"].addresses[0].display_name.split()) == "".join(name.split())
    assert len(mail["To"].addresses) == 1
    assert mail["List-Unsubscribe"].strip() == f"<{link}>, <mailto:leave@digest.example?subject=unsubscribe>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = mail.get_body(("plain",)).get_payload(decode=True).decode()
    assert text == f"Dear {name},\r\n\r\n{link}\r\n.dot\r\n"
    html = mail.get_body(("html",)).get_payload(decode=True).decode()
    assert html == f'<p>Dear {escaped(name)},</p>\r\n<a href="{escaped(link)}">leave</a>\r\n'
    assert is_sound(made.content)
    assert all(len(line) <= 76 for line in made.content.partition(b"\r\n\r\n")[2].split(b"\r\n") if not line.startswith(b"--"))


packs = st.lists(st.one_of(st.binary(max_size=200), st.sampled_from(["name", "unsubscribe"])), max_size=8)


def packed_sheet(parts):
    """A sheet in base64 as render makes it: whole lines, and slots with the rest of their line beside them."""
    turns = []
    for part in parts:
        if isinstance(part, bytes):
            lines = part.hex().encode() + b"\r\n"
            turns.append(packed(lines))
        else:
            turns.append(Slot(name=part, is_html=True, before=b"<", after=b">\r\n"))
    return tuple(turns) or (packed(b"x\r\n"),)


@given(parts=packs, name=words, link=links)
def test_a_message_in_base64_parses_back(parts, name, link):
    turns = packed_sheet(parts)
    given_sheet = replace(sheet(), html=turns, html_encoding=Encoding.BASE64)
    mail = parsed(message(given_sheet, replace(delivery("ada"), name=name), SENDER, {"unsubscribe": link}))
    html = mail.get_body(("html",))
    assert html["Content-Transfer-Encoding"] == "base64"
    assert not html.defects
    values = {"name": escaped(name), "unsubscribe": escaped(link)}
    told = "".join(part.hex() + "\r\n" if isinstance(part, bytes) else f"<{values[part]}>\r\n" for part in parts) or "x\r\n"
    assert [line.rstrip(" ") for line in html.get_payload(decode=True).decode().split("\r\n")] == [
        line.rstrip(" ") for line in told.split("\r\n")
    ]


@given(names=st.lists(st.sampled_from(["name", "unsubscribe"]), min_size=1, max_size=4), name=words, link=links)
def test_several_slots_on_a_line_are_filled_together(names, name, link):
    turns = tuple(
        Slot(name=each, is_html=False, before=f"{place}:".encode(), after=b";\r\n" if place + 1 == len(names) else b"")
        for place, each in enumerate(names)
    )
    given_sheet = replace(sheet(html=False), text=turns, text_encoding=Encoding.BASE64)
    mail = parsed(message(given_sheet, replace(delivery("ada"), name=name), SENDER, {"unsubscribe": link}))
    values = {"name": name, "unsubscribe": link}
    told = "".join(f"{place}:{values[each]}" for place, each in enumerate(names)) + ";"
    assert mail.get_payload(decode=True).decode().rstrip() == told


def escaped(text):
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;")):
        text = text.replace(char, entity)
    return text


@given(
    text=st.text(max_size=60),
    char=st.sampled_from(FORBIDDEN),
    at=st.integers(0, 60),
    where=st.sampled_from(["name", "email", "link", "subject"]),
)
@pytest.mark.security
def test_header_injection_is_an_error_and_never_cleaned(text, char, at, where):
    hostile = text[:at] + char + text[at:]
    values = {"name": "Ada", "email": "ada@example.org", "link": "https://digest.example/u", "subject": "News"}
    values[where] = hostile if where in {"name", "subject"} else values[where] + hostile
    with pytest.raises((RecipientRefusedError, RenderError)):
        message(
            sheet(values["subject"]),
            replace(delivery("ada"), name=values["name"], email=values["email"]),
            SENDER,
            {"unsubscribe": values["link"]},
        )


@given(text=clean)
def test_encoded_words_are_short_and_whole(text):
    for word in encoded_words(text):
        assert len(word) <= 75
        assert email.message_from_string(f"Subject: {word}\n\n", policy=email.policy.default)["Subject"] is not None


@given(text=words)
def test_header_lines_are_short_where_words_allow(text):
    lines = text_field("Subject", text).split(b"\r\n")
    assert all(len(line) <= 78 for line in lines)
    assert all(line.strip() or not line for line in lines)


@given(content=st.binary(max_size=300))
@pytest.mark.security
def test_only_crlf_leaves_and_no_line_is_a_lone_dot(content):
    body = stuffed(content)
    assert body.endswith(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line or line == b"." for line in body.split(b"\r\n"))


@given(name=words, link=links, chunk=st.sampled_from([b"", b"a.b\r\n", b".\r\n", b"a\r\n.b\r\n"]), html=st.booleans())
@pytest.mark.security
def test_a_message_goes_over_the_wire_as_if_it_had_been_looked_through(name, link, chunk, html):
    given_sheet = sheet(html=html)
    given_sheet = replace(given_sheet, text=(chunk, *given_sheet.text[:-1], b"=\r\n" + chunk + b"end\r\n"))
    content = message(given_sheet, replace(delivery("ada"), name=name), SENDER, {"unsubscribe": link}).content
    assert stuffed(content) == stuffed(bytes(memoryview(content)))


@given(lines=st.lists(st.sampled_from([b".", b"..", b"", b"a", b".a", b"a."]), max_size=12))
def test_stuffing_is_undone_by_taking_one_dot_away(lines):
    content = b"".join(line + b"\r\n" for line in lines)
    assert b"".join(line.removeprefix(b".") for line in stuffed(content).splitlines(keepends=True)) == (content or b"\r\n")


@given(one=st.text(max_size=20), other=st.text(max_size=20))
def test_the_message_id_tells_readers_apart_and_nothing_else(one, other):
    def made(subscriber, **given):
        return parsed(message(sheet(**given), delivery("ada", subscriber=SubscriberId(subscriber)), SENDER, {"unsubscribe": ""}))[
            "Message-ID"
        ]

    try:
        one.encode(), other.encode()
    except UnicodeEncodeError:
        return
    assert (made(one) == made(other)) is (one == other)
    assert made(one) == made(one, subject="Corrected", html=False)


def test_a_word_no_bytes_exist_for_is_an_error():
    with pytest.raises(HeaderError):
        text_field("Subject", "half \ud800")


@given(st.one_of(clean, links, st.text(string.printable[:95], max_size=90)), st.booleans())
def test_a_value_that_needs_nothing_is_written_as_any_other(value, is_html):
    """The short way through a slot is the long way, cut short."""
    hole = Hole((Slot(name="name", is_html=is_html),), Encoding.QUOTED)
    assert hole.fill({"name": value}) == quoted((escape(value) if is_html else value).encode())


@given(st.sampled_from(FORBIDDEN), clean)
def test_a_forbidden_character_never_takes_the_short_way(wild, value):
    hole = Hole((Slot(name="name", is_html=False),), Encoding.QUOTED)
    with pytest.raises(HeaderError):
        hole.fill({"name": value[:40] + wild + value[40:]})
