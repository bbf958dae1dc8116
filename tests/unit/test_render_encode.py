from __future__ import annotations

import quopri
from binascii import a2b_base64

import pytest

from digest.errors import RenderError
from digest.model import Card, CardKey, Digest, DigestId, Encoding, IssueId, Slot
from digest.render.encode import MARK, pack, quote, slot_text, smaller
from digest.render.sheet import _quoted, sheet


def test_line_ends_become_canonical():
    assert quote("a\nb\r\nc\rd\n") == b"a\r\nb\r\nc\r\nd\r\n"


def test_a_blank_at_the_end_of_a_line_is_encoded():
    assert quote("-- \nx\t\n") == b"--=20\r\nx=09\r\n"


def test_no_line_is_longer_than_76():
    assert max(map(len, quote("ü" * 500 + "\n" + "x" * 500).split(b"\r\n"))) <= 76


def test_a_slot_stands_on_a_line_of_its_own_between_soft_breaks():
    assert quote(f'<a href="{slot_text("unsubscribe")}">') == b'<a href=3D"=\r\n\0unsubscribe\0=\r\n">'


@pytest.mark.parametrize("length", range(70, 82))
@pytest.mark.parametrize("last", ["x", "ü", "="])
def test_a_line_before_a_slot_keeps_room_for_its_soft_break(length, last):
    quoted = quote("x" * length + last + slot_text("name") + "y\n")
    assert max(map(len, quoted.split(b"\r\n"))) <= 76
    assert quopri.decodestring(quoted.replace(b"\0name\0", b"Ada")).decode() == "x" * length + last + "Aday\r\n"


def test_an_unknown_slot_is_refused():
    with pytest.raises(RenderError, match="there is no slot 'password'"):
        quote("\0password\0")


def test_chunks_and_slots_take_turns():
    turns = _quoted([b"a=\r\n\0name\0=\r\nb\r\n", b"c\r\n"], is_html=True)
    assert turns == (b"a=\r\n", Slot(name="name", is_html=True), b"=\r\nb\r\nc\r\n")


def test_a_slot_at_the_very_beginning_has_no_empty_chunk_before_it():
    assert _quoted([b"\0name\0=\r\n"], is_html=False) == (Slot(name="name", is_html=False), b"=\r\n")


def card(html, key="k"):
    return Card(key=CardKey(key), html=html, text=b"", html_size=0)


def digest_of(*keys):
    return Digest(
        id=DigestId("d"), issue=IssueId("i"), group="g", subject="s", preheader="p", sections=(), cards=tuple(map(CardKey, keys)), mark=1
    )


def test_packed_cards_join_to_whole_lines_with_slots_between():
    made = {CardKey(key): card(pack(text), key) for key, text in {"a": f"<a href='{slot_text('unsubscribe')}'>x</a>\n", "b": "ü\n"}.items()}
    joined = sheet(digest_of("a", "", "b"), made, card(pack("<h1>\n")))
    assert joined.html_encoding is Encoding.BASE64
    assert joined.text_encoding is Encoding.QUOTED
    slot, rest = joined.html
    assert slot == Slot(name="unsubscribe", is_html=True, before=b"<a href='", after=b"'>x</a>\r\n")
    assert a2b_base64(rest).decode() == "<h1>\r\nü  \r\n"


def test_cards_of_two_encodings_are_not_joined():
    made = {CardKey("a"): card(pack("a\n")), CardKey("b"): card(quote("b\n"))}
    with pytest.raises(RenderError, match="encoded in two ways"):
        sheet(digest_of("a", "", "b"), made, card(b""))


def test_a_text_that_ends_without_a_line_end_is_packed_whole():
    assert a2b_base64(pack("ab").removeprefix(MARK)) == b"ab "
    assert pack("") == b""


def test_a_slot_that_does_not_exist_is_refused_in_base64_too():
    with pytest.raises(RenderError, match="there is no slot 'password'"):
        pack("\0password\0")


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("plain words", Encoding.QUOTED),
        ("Überall auf der Welt freundliche Grüße", Encoding.QUOTED),
        ("Привет, мир", Encoding.BASE64),
        ("港の橋", Encoding.BASE64),
    ],
)
def test_the_script_decides_how_text_is_encoded(text, chosen):
    assert smaller([text * 20]) is chosen
