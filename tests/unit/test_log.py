"""What is logged is masked."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from digest.log import get_log, mask, set_up


def test_addresses_are_masked():
    assert mask("sent to ada@example.org") == "sent to a…@e….org"


def test_query_strings_are_cut():
    assert mask("https://a.example/p?token=secret#x") == "https://a.example/p"


@given(st.from_regex(r"[a-z]{2,9}@[a-z]{2,9}\.(org|example)", fullmatch=True))
def test_no_address_survives(address):
    assert address not in mask(f"<{address}>, {address}")


def test_a_line_is_json_where_nobody_watches(capsys):
    set_up(1)
    get_log("room").info("sent", to="ada@example.org", count=2)
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["room"], line["to"], line["count"]) == ("sent", "room", "a…@e….org", 2)


def test_quiet_says_only_errors(capsys):
    set_up(-1)
    get_log("room").warning("hush")
    get_log("room").error("loud")
    assert "loud" in capsys.readouterr().err
