"""One bare address, and when two are the same."""

from __future__ import annotations

import pytest

from digest.errors import AddressError
from digest.subscribers import address, address_key, subscriber_id


@pytest.mark.parametrize(
    ("given", "expected"),
    [("Ada@EXAMPLE.org", "Ada@example.org"), ("ada@xn--exmple-cua.org", "ada@exämple.org"), ("u\u0308@example.org", "ü@example.org")],
)
def test_an_address_is_kept_as_written_but_for_its_domain(given, expected):
    assert address(given) == expected


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "ada",
        "ada@localhost",
        "Ada <ada@example.org>",
        "ada@example.org, bob@example.org",
        "ada@example.org\r\nBcc: bob@example.org",
        " ada@example.org",
        '"a b"@example.org',
        "ada@[127.0.0.1]",
        "ada@example.org\0",
        "a\u202eb@example.org",
        "ada@" + "b" * 70_000 + ".org",
        "\ud800@example.org",
    ],
)
def test_anything_else_is_refused_without_being_repeated(hostile):
    with pytest.raises(AddressError) as caught:
        address(hostile)
    assert len(str(caught.value)) < 250
    assert "\n" not in str(caught.value)
    assert "bob" not in str(caught.value)


def test_spellings_of_one_address_are_one_reader():
    assert address_key("ADA@Exämple.org") == address_key("ada@xn--exmple-cua.org") == "ada@xn--exmple-cua.org"
    assert subscriber_id("ADA@example.org") == subscriber_id("ada@EXAMPLE.ORG")
    assert subscriber_id("ada@example.org") != subscriber_id("bob@example.org")
    assert len(subscriber_id("ada@example.org")) == 32
