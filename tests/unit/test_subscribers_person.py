"""Every key of a subscriber file, and every way to get it wrong."""

from __future__ import annotations

from datetime import date

import pytest

from digest.errors import PreferenceError
from digest.model import Preference, Subscriber
from digest.subscribers import Terms, dump, examine, load, subscriber_id

FULL = """\
email = "Ada@example.org"
name = "Ada"
status = "paused"
lists = ["morning", "weekly"]
language = "en-gb"
timezone = "Asia/Kathmandu"
send_at = ["19:00", "07:00"]
days = ["mon", "wed", "fri"]
pause_until = 2027-01-07
city = "Kathmandu"

[tags]
technology = 2.0
sport = 0

[limits]
max_stories = 10
words = 400
format = "text"
mute = ["site:example.com", "celebrity"]
"""


def mistakes(text, **terms):
    person, errors = examine(text, "ada.toml", terms=Terms(**terms))
    assert person is None
    return [str(error) for error in errors]


def test_every_key_is_read():
    assert load(FULL, "ada.toml") == Subscriber(
        id=subscriber_id("ada@example.org"),
        email="Ada@example.org",
        name="Ada",
        status="paused",
        lists=frozenset({"morning", "weekly"}),
        timezone="Asia/Kathmandu",
        send_at=("07:00", "19:00"),
        days=frozenset({"mon", "wed", "fri"}),
        pause_until=date(2027, 1, 7),
        city="Kathmandu",
        preference=Preference(
            tags=(("sport", 0.0), ("technology", 2.0)),
            mute=("celebrity", "site:example.com"),
            max_stories=10,
            words=400,
            format="text",
            language="en-GB",
        ),
        origin="ada.toml",
    )


def test_what_is_left_out_stands_as_the_installation_says():
    person = load('email = "ada@example.org"', terms=Terms(language="nb", timezone="Europe/Oslo"))
    assert (person.preference.language, person.timezone, person.status, person.send_at) == ("nb", "Europe/Oslo", "active", ())


def test_what_was_dumped_is_loaded_again():
    person = load(FULL, "ada.toml")
    assert load(dump(person), "ada.toml") == person


def test_every_mistake_of_a_file_is_told_at_once_with_its_line():
    found = mistakes('emial = "x"\nlists = "morning"\n\n[tags]\na = 4\n[limits]\nwords = true\n')
    assert [line.split(": ")[0] for line in found] == ["ada.toml:1", "ada.toml:1", "ada.toml:2", "ada.toml:5", "ada.toml:7"]


def test_the_first_mistake_is_raised_and_carries_the_others():
    with pytest.raises(PreferenceError, match="did you mean 'email'") as caught:
        load('emial = "x"', "ada.toml")
    assert caught.value.__notes__ == ['ada.toml:1: email: is missing: write email = "ada@example.org"']


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("email = 5", "email: must be text in quotes, not a number"),
        ('email = "Ada <a@example.org>"', "email: this is not one bare mail address"),
        ("name = [1]", "name: must be text in quotes, not a list"),
        ('name = "a\\nb"', "name: must be one line"),
        (f'name = "{"x" * 101}"', "name: must be one line"),
        ('status = "activ"', "not 'activ' (did you mean 'active'?)"),
        ("status = 2027-01-07", "status: must be 'active' or 'paused'"),
        ('lists = ["../x"]', "lists[0]: '../x' is not the name of a list"),
        ("lists = [1]", "lists[0]: must be text in quotes"),
        ('language = "english"', "(did you mean 'en'?)"),
        ('language = "en_GB"', "(did you mean 'en-GB'?)"),
        ('language = "xx"', "is not a language tag"),
        ("language = 1", "must be text"),
        ('timezone = "kathmandu"', "(did you mean 'Asia/Kathmandu'?)"),
        ('timezone = "../../etc/passwd"', "is not a time zone"),
        ("timezone = 1.5", "timezone: must be text in quotes, not a number"),
        ('send_at = "7:00"', "send_at: '7:00' is not a time"),
        ('send_at = ["24:00"]', "send_at[0]: '24:00' is not a time"),
        ("send_at = 07:00:00", "is not a time"),
        ('send_at = ["07:00", "07:00"]', "at most 3 different times"),
        ('send_at = ["01:00", "02:00", "03:00", "04:00"]', "at most 3 different times"),
        ('days = ["monday"]', "days[0]: must be 'mon' or"),
        ('days = "mon"', "days: must be a list in brackets, not text"),
        ("days = []", "days: names no day"),
        ('pause_until = "2027-01-07"', "must be a date without quotes"),
        ("pause_until = 2027-01-07T00:00:00", "must be a date without quotes"),
        ("tags = 5", "tags: must be a table: write [tags] on a line of its own"),
        ("tags = { sport = 3.1 }", "tags.sport: must be a number from 0 (never) to 3"),
        ("tags = { sport = nan }", "tags.sport: must be a number"),
        ("tags = { sport = true }", "tags.sport: must be a number"),
        ("tags = { Sport = 1 }", "tags.Sport: 'Sport' is not the name of a tag"),
        ('tags = { city = "Oslo" }', "tags.city: stands below [tags] but is no tag"),
        ('mute = ["x"]', "mute: is not a key that digest knows: it belongs under [limits]"),
        ('limits = { city = "x" }', "limits.city: is not a key that digest knows: it belongs above the first [table]"),
        ("limits = { max_stories = 0 }", "limits.max_stories: must be a whole number from 1 to 100"),
        ("limits = { words = 1.5 }", "limits.words: must be a whole number"),
        ('limits = { format = "pdf" }', "limits.format: must be 'html' or 'text'"),
        ('limits = { mute = [""] }', "limits.mute[0]: must be a word"),
        ('limits = { mute = ["a;b"] }', "limits.mute[0]: must be a word without ';'"),
        ('limits = { mute = ["site:a b"] }', "or site:example.com"),
        ("frequency = 1", "frequency: is not a key that digest knows"),
        ('"a\\u001bb" = 1', "a\N{REPLACEMENT CHARACTER}b: is not a key"),
    ],
)
def test_a_mistake_says_what_should_stand_there(line, told):
    start = "" if line.startswith("email") else 'email = "ada@example.org"\n'
    found = mistakes(start + line)
    assert len(found) == 1
    assert told in found[0]
    assert found[0].startswith(f"ada.toml:{2 if start else 1}: ")


def test_lists_and_tags_that_do_not_exist_are_told():
    found = mistakes('email = "a@example.org"\nlists = ["mornin"]\ntags = { sprot = 1 }', lists={"morning"}, tags={"sport"})
    assert "there is no list 'mornin' (did you mean 'morning'?)" in found[0]
    assert "there is no tag 'sprot' (did you mean 'sport'?)" in found[1]


def test_a_language_with_script_and_variant_is_written_as_usual():
    assert load('email = "a@example.org"\nlanguage = "SR-latn-rs-EKAVSK"').preference.language == "sr-Latn-RS-ekavsk"


def test_joiners_are_spelling():
    assert load('email = "a@example.org"\nname = "na\u200cme"').name == "na\u200cme"


def test_an_error_never_quotes_more_than_one_short_line():
    secret = "root:x:0:0:" + "s" * 300
    for text in (secret, f"{secret} = 1", f'email = "a@example.org"\nstatus = "{secret}"', f'email = "{secret}"'):
        assert all(len(line) < 300 and "s" * 100 not in line for line in mistakes(text))
