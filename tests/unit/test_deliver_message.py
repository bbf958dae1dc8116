"""One recipient's mail from a sheet: headers, slots, and what is refused."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import timedelta

import pytest
from build import NOW, delivery

from digest.deliver import Press, Sender, message, message_id
from digest.deliver.header import HeaderError, address_field, ascii_address, field
from digest.errors import AddressError, ConfigError, RecipientRefusedError, RenderError
from digest.model import DigestId, Encoding, IssueId, Sheet, Slot

LINKS = {"unsubscribe": "https://digest.example/u/token"}
GIVEN = {
    "name": "Morning",
    "address": "news@digest.example",
    "domain": "digest.example",
    "list_id": "morning.digest.example",
    "unsubscribe": "leave@digest.example",
    "key": b"0123456789abcdef",
}


def sender(**given):
    return Sender(**GIVEN | given)


def sheet(*, html=(b"<p>x</p>\r\n",), text=(b"x\r\n",), **given):
    return Sheet(**{"digest": DigestId("d-1"), "subject": "News", "language": "en", "html": html, "text": text} | given)


def parsed(made):
    return email.message_from_bytes(made.content, policy=email.policy.SMTP)


def mail(links=LINKS, given=None, **delivered):
    return parsed(message(given or sheet(), replace(delivery("ada"), **delivered), sender(), links))


def test_date_is_the_slot_with_its_zone():
    assert mail()["Date"] == "Fri, 20 Nov 2026 06:00:00 +0000"
    assert mail(slot=NOW + timedelta(days=-13, hours=3))["Date"].datetime == NOW + timedelta(days=-13, hours=3)


def test_a_copy_sent_again_is_byte_for_byte_the_first():
    first = message(sheet(), delivery("ada"), sender(), LINKS)
    again = message(sheet(), delivery("ada", attempts=3, due=NOW + timedelta(hours=9)), sender(), LINKS)
    assert first == again


def test_the_message_id_is_keyed_and_ours():
    made = message_id(sender(), delivery("ada"))
    assert made.endswith("@digest.example")
    assert made != message_id(sender(key=b"another key 4567"), delivery("ada"))
    assert made != message_id(sender(), delivery("ada", issue=IssueId("daily@2026-11-21T06:00Z")))
    assert mail()["Message-ID"] == f"<{made}>"


def test_the_envelope_has_the_bounce_address_and_one_recipient():
    made = message(sheet(), delivery("ada"), sender(bounce="bounce@digest.example"), LINKS)
    assert (made.envelope.sender, made.envelope.recipient) == ("bounce@digest.example", "ada@example.org")
    assert message(sheet(), delivery("ada"), sender(), LINKS).envelope.sender == "news@digest.example"


def test_a_text_sheet_is_one_plain_part():
    made = mail(given=sheet(html=()))
    assert made.get_content_type() == "text/plain"
    assert made.get_content() == "x\r\n"


def test_two_digests_have_two_boundaries():
    assert mail().get_boundary() != mail(given=sheet(digest=DigestId("d-2"))).get_boundary()
    assert mail().get_boundary().startswith("=_")


def test_one_click_only_with_https():
    assert mail()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for links in ({}, {"unsubscribe": "http://127.0.0.1/u"}, {"unsubscribe": ""}):
        plain = mail(links)
        assert plain["List-Unsubscribe"] == "<mailto:leave@digest.example?subject=unsubscribe>"
        assert plain["List-Unsubscribe-Post"] is None


def test_a_personal_mailto_beats_the_senders():
    assert mail({"unsubscribe": "mailto:leave+token@digest.example"})["List-Unsubscribe"] == "<mailto:leave+token@digest.example>"


def test_no_way_to_unsubscribe_is_an_error():
    with pytest.raises(RecipientRefusedError, match="unsubscribe"):
        message(sheet(), delivery("ada"), sender(unsubscribe=""), {})


@pytest.mark.parametrize(
    "link", ["https://a.example/ü", "https://a.example/x y", "https://a.example/<", "https://a.example/>", "https://" + "x" * 1000]
)
def test_a_link_that_no_header_can_hold_is_an_error(link):
    with pytest.raises(RecipientRefusedError, match="unsubscribe link"):
        message(sheet(), delivery("ada"), sender(), {"unsubscribe": link})


def test_a_domain_outside_ascii_is_written_in_ascii():
    made = message(sheet(), replace(delivery("ada"), email="ada@straße.example"), sender(), LINKS)
    assert made.envelope.recipient == "ada@xn--strae-oqa.example"
    assert made.content.isascii()


def test_a_name_outside_ascii_before_the_at_stays_for_smtputf8():
    made = message(sheet(), replace(delivery("ada"), email="jürgen@bücher.example"), sender(), LINKS)
    assert made.envelope.recipient == "jürgen@xn--bcher-kva.example"
    assert "jürgen@".encode() in made.content


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ada",
        "@b.example",
        "a b@c.example",
        '"a"@b.example',
        "a@b..example",
        "a@-b.example",
        "a@b.example>",
        "a@\u2488com.",
        "x" * 65 + "@b.example",
    ],
)
def test_what_is_no_bare_address_is_refused(address):
    with pytest.raises(AddressError):
        ascii_address(address)
    with pytest.raises(RecipientRefusedError):
        message(sheet(), replace(delivery("ada"), email=address), sender(), LINKS)


def test_slots_take_the_readers_own_values_and_links():
    given = sheet(text=(b"=\r\n", Slot(name="name", is_html=False), b"=\r\n =\r\n", Slot(name="email", is_html=False), b"\r\n"))
    assert mail(given=given).get_body(("plain",)).get_content() == "Ada ada@example.org\r\n"
    assert mail({**LINKS, "name": "Dr. Ada"}, given=given).get_body(("plain",)).get_content() == "Dr. Ada ada@example.org\r\n"


@pytest.mark.parametrize("value", ["x" * 76, "=" * 80, "ü" * 80, "x" * 74 + "=", "x" * 73 + "==", "x" * 72 + "ü" * 9, " " * 200])
def test_long_values_are_cut_by_soft_breaks_and_never_within_an_escape(value):
    made = message(sheet(text=(b"=\r\n", Slot(name="word", is_html=False), b"\r\n")), delivery("ada"), sender(), {**LINKS, "word": value})
    assert parsed(made).get_body(("plain",)).get_content() == value + "\r\n"
    assert max(map(len, made.content.split(b"--=_")[1].split(b"\r\n"))) <= 76


def test_a_slot_without_value_is_a_defect_of_the_template():
    with pytest.raises(RenderError, match="'weather'"):
        mail(given=sheet(text=(b"=\r\n", Slot(name="weather", is_html=False), b"\r\n")))


@pytest.mark.parametrize(
    "chunks",
    [
        (b"bare\nline\r\n",),
        (b"bare\rreturn\r\n",),
        ("grün\r\n".encode(),),
        (b"nul \0\r\n",),
        (b"x" * 990 + b"\r\n",),
        (b"in a line", Slot(name="name", is_html=False), b"=\r\n"),
        (b"=\r\n", Slot(name="name", is_html=False), b"in a line\r\n"),
        (b"=\r\n", Slot(name="name", is_html=False), Slot(name="name", is_html=False), b"\r\n"),
    ],
)
def test_a_sheet_that_is_not_what_it_promises_is_refused_before_anything_is_sent(chunks):
    for given in (sheet(text=chunks), sheet(html=chunks)):
        with pytest.raises(RenderError, match="quoted-printable"):
            Press(given, sender())


@pytest.mark.parametrize("chunk", [b"YQ==\r\n", b"YWFh", b"YWF\r\n", b"YWFh\nYWFh\r\n", b"YW h\r\n", b"YWFh" * 20 + b"\r\n", b"\r\n"])
def test_a_chunk_that_is_no_whole_base64_is_refused(chunk):
    with pytest.raises(RenderError, match="not base64"):
        Press(sheet(html=(chunk,), html_encoding=Encoding.BASE64), sender())


def test_a_line_end_cut_between_two_chunks_is_whole():
    assert mail(given=sheet(text=(b"a\r", b"\nb\r\n"))).get_body(("plain",)).get_content() == "a\r\nb\r\n"


@pytest.mark.security
@pytest.mark.parametrize("key", ["name", "address", "domain", "list_id", "list_name", "unsubscribe", "reply_to", "bounce", "archive"])
@pytest.mark.parametrize("bad", ["x\r\nBcc: y@z.example", "x\n", "x\0", "x\x85", "x\u2028"])
def test_a_sender_with_a_line_end_is_an_error(key, bad):
    with pytest.raises(ConfigError, match="cannot be written"):
        sender(**{key: bad})


@pytest.mark.parametrize(
    ("key", "bad"), [("address", "jürgen@a.example"), ("address", ""), ("domain", ""), ("list_id", "a b"), ("archive", "javascript:x")]
)
def test_a_sender_that_cannot_be_written_is_an_error(key, bad):
    with pytest.raises(ConfigError):
        sender(**{key: bad})


def test_a_short_key_is_an_error_and_no_key_is_shown():
    with pytest.raises(ConfigError, match="16 bytes"):
        sender(key=b"short")
    assert "0123456789" not in repr(sender())


def test_a_line_too_long_for_mail_is_an_error():
    with pytest.raises(HeaderError, match="longer than 998"):
        field("X-Long", "x" * 1000)


@pytest.mark.parametrize(
    ("display", "written"),
    [
        ("", b"To: a@b.example\r\n"),
        ("Ada Lovelace", b"To: Ada Lovelace <a@b.example>\r\n"),
        ("Lovelace, Ada", b'To: "Lovelace, Ada" <a@b.example>\r\n'),
        ('Ada "A" \\', b'To: "Ada \\"A\\" \\\\" <a@b.example>\r\n'),
        ("Ada Lovelace-Löve", b"To: =?utf-8?q?Ada_Lovelace-L=C3=B6ve?= <a@b.example>\r\n"),
        ("愛達", b"To: =?utf-8?b?5oSb6YGU?= <a@b.example>\r\n"),
    ],
)
def test_names_are_written_as_short_as_they_may(display, written):
    assert address_field("To", display, "a@b.example") == written


def test_the_deliver_room_shows_its_face():
    import digest.deliver as room

    assert all(getattr(room, name) is not None for name in room.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        room.nothing  # noqa: B018
