from __future__ import annotations

import quopri

import pytest

from digest.errors import RenderError
from digest.model import Slot
from digest.render.encode import quote, slot_text
from digest.render.sheet import _join


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
    turns = _join([b"a=\r\n\0name\0=\r\nb\r\n", b"c\r\n"], is_html=True)
    assert turns == (b"a=\r\n", Slot(name="name", is_html=True), b"=\r\nb\r\nc\r\n")


def test_a_slot_at_the_very_beginning_has_no_empty_chunk_before_it():
    assert _join([b"\0name\0=\r\n"], is_html=False) == (Slot(name="name", is_html=False), b"=\r\n")
