"""Lines of keys, words that were meant, and errors that show no more than they must."""

from __future__ import annotations

import pytest

from digest.errors import ConfigError, PreferenceError
from digest.locate import excerpt, line_of, load_toml, suggestion

SOURCE = '''# a comment with [brackets] and key = 1
title = "x"   # = not a key
"quoted key" = 1
owner.name = 'it'
text = """
fake = 1
[fake]
"""
raw = \'\'\'
[[fake]]
\'\'\'
days = [
  "mon", # a ] here
  "tue",
  ["deep",
   1.5],
]
where = { city = "Oslo", at = { lat = 1 } }

[tags]
sport = 0

[[sources]]
url = "one"

[[sources]]
url = "two"
[sources.more]
key = 07:00:00

[[sources.parts]]
a = 1
[[sources.parts]]
a = 2
[a."b.c".d]
e = 2027-01-07
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("quoted key",), 3),
        (("owner", "name"), 4),
        (("text",), 5),
        (("raw",), 9),
        (("days",), 12),
        (("days", 1), 14),
        (("days", 2), 15),
        (("days", 2, 1), 16),
        (("where", "city"), 18),
        (("where", "at", "lat"), 18),
        (("tags",), 20),
        (("tags", "sport"), 21),
        (("sources", 0, "url"), 24),
        (("sources", 1), 26),
        (("sources", 1, "url"), 27),
        (("sources", 1, "more", "key"), 29),
        (("sources", 1, "parts", 0, "a"), 32),
        (("sources", 1, "parts", 1, "a"), 34),
        (("a", "b.c", "d", "e"), 36),
        (("fake",), 0),
        (("tags", "missing"), 20),
        ((), 0),
    ],
)
def test_every_key_is_found_on_its_line(path, line):
    assert line_of(SOURCE, path) == line


def test_windows_line_ends_count_once():
    assert line_of(SOURCE.replace("\n", "\r\n"), ("tags", "sport")) == 21


def test_a_very_deep_array_is_stepped_over():
    depth = 60
    source = "a = " + "[" * depth + "{ b = 1 }" + "]" * depth + "\nb = 2"
    assert load_toml(source, "x")["b"] == 2
    assert line_of(source, ("b",)) == 2


def test_a_syntax_error_names_file_and_line():
    with pytest.raises(ConfigError) as caught:
        load_toml("a = 1\nb = \n", "config.toml")
    assert (caught.value.file, caught.value.line) == ("config.toml", 2)
    assert str(caught.value).startswith("config.toml:2: this is not TOML: Invalid value")


def test_an_error_at_the_end_names_the_last_line():
    with pytest.raises(PreferenceError) as caught:
        load_toml('a = 1\nb = "', "ada.toml", error=PreferenceError)
    assert caught.value.line == 2


@pytest.mark.parametrize("source", ["a = " + "[" * 20_000, "a = " + "1" * 5_000, "a = 2027-02-30", "a = '\0'", "a.b=1\na=2"])
def test_what_tomllib_cannot_take_is_our_error(source):
    with pytest.raises(ConfigError) as caught:
        load_toml(source, "config.toml")
    assert len(str(caught.value)) < 200


def test_a_close_word_is_suggested():
    assert suggestion("sendat", ("send_at", "email")) == " (did you mean 'send_at'?)"
    assert suggestion("EMAIL", ("send_at", "email")) == " (did you mean 'email'?)"
    assert suggestion("kathmandu", ("Asia/Kathmandu", "Asia/Tokyo")) == " (did you mean 'Asia/Kathmandu'?)"


def test_no_word_is_suggested_when_none_is_close():
    assert suggestion("zzz", ("send_at", "email")) == ""
    assert suggestion("", ()) == ""


def test_an_excerpt_is_one_short_printable_line():
    assert excerpt("a\nb\x1b[31m") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}[31m"
    assert len(excerpt("x" * 500)) == 80
    assert excerpt(3.5) == "3.5"
