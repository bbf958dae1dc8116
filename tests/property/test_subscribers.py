"""Laws of subscriber files, lines, addresses, tokens and edits."""

from __future__ import annotations

import difflib
import string
import unicodedata

import tomlkit
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from digest.errors import TokenError
from digest.locate import line_of, load_toml
from digest.model import Preference, Subscriber, SubscriberId
from digest.subscribers import Tokens, address, address_key, dump, editing, examine, export_csv, load, read_csv, subscriber_id
from digest.subscribers import rows as csv_rows
from digest.subscribers.fields import DAYS


def one_line(text):
    return unicodedata.normalize("NFC", text).strip()


names = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,10}", fullmatch=True)
lines = st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=20).map(one_line)
words = lines.filter(lambda text: text and ";" not in text and not text.startswith("site:"))
walls = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
locals_ = st.text(string.ascii_letters + string.digits + "+=-_'!", min_size=1, max_size=12)
emails = st.builds("{}@{}.example".format, locals_, st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True))


@st.composite
def people(draw, origin):
    email = draw(emails)
    wish = Preference(
        tags=tuple(sorted(draw(st.dictionaries(names, st.floats(0, 3), max_size=4)).items())),
        mute=tuple(sorted(set(draw(st.lists(words, max_size=3))))),
        max_stories=draw(st.none() | st.integers(1, 100)),
        words=draw(st.none() | st.integers(20, 10_000)),
        format=draw(st.sampled_from(("html", "text"))),
        language=draw(st.sampled_from(("en", "en-GB", "nb", "zh-Hant-TW"))),
    )
    return Subscriber(
        id=subscriber_id(email),
        email=email,
        name=draw(lines),
        status=draw(st.sampled_from(("active", "paused"))),
        lists=draw(st.frozensets(names, max_size=3)),
        timezone=draw(st.sampled_from(("UTC", "Asia/Kathmandu", "America/Argentina/Buenos_Aires"))),
        send_at=tuple(sorted(draw(st.sets(walls, max_size=3)))),
        days=draw(st.frozensets(st.sampled_from(DAYS))),
        pause_until=draw(st.none() | st.dates()),
        city=draw(lines),
        preference=wish,
        origin=origin,
    )


@given(people("ada.toml"))
def test_load_of_dump_is_the_same(person):
    assert load(dump(person), "ada.toml") == person


@given(people("people.csv:2"))
def test_export_and_import_is_the_same(person):
    batch = read_csv(export_csv([person]), "people.csv")
    assert (batch.items, batch.failures) == ((person,), ())


@given(st.text(st.sampled_from("'\"=+-@\t\r\nab\uff1d "), max_size=6))
def test_every_cell_comes_back_and_none_is_a_formula(cell):
    out = csv_rows.protected(cell)
    assert csv_rows.unprotected(out) == cell
    assert not out.startswith(("=", "+", "-", "@", "\t", "\r", "\n", '"=', "\uff1d"))


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda data: data.decode("latin-1")))
def test_any_text_is_read_or_refused_in_our_words(text):
    person, errors = examine(text, "x.toml")
    assert (person is None) == bool(errors)
    assert all(len(str(error)) < 400 and "\n" not in str(error) for error in errors)
    batch = read_csv(text, "x.csv")
    assert all("\n" not in failure.what for failure in batch.failures)


@given(emails)
def test_an_address_stays_and_its_key_does_not_depend_on_case(email):
    assert address(address(email)) == address(email)
    assert address_key(email.upper()) == address_key(email) == address_key(address_key(email))


@given(
    st.dictionaries(
        names, st.integers() | st.dictionaries(names, st.text(max_size=8) | st.lists(st.integers(), max_size=3), max_size=3), max_size=6
    )
)
def test_a_key_is_found_where_tomlkit_wrote_it(table):
    source = tomlkit.dumps(table)
    assert load_toml(source, "x") == table
    for key, value in table.items():
        line = source.split("\n")[line_of(source, (key,)) - 1]
        assert key in line
        for inner in value if isinstance(value, dict) else ():
            assert source.split("\n")[line_of(source, (key, inner)) - 1].startswith(inner)


@given(st.text(max_size=40), st.sampled_from(("unsubscribe", "prefs", "confirm", "feedback")), st.data())
def test_any_changed_bit_is_refused(subscriber, purpose, data):
    tokens = Tokens(["a key of thirty-two letters here"])
    token = tokens.token(purpose, SubscriberId(subscriber))
    assert tokens.read(purpose, token) == subscriber
    place, bit = data.draw(st.integers(0, len(token) - 1)), data.draw(st.integers(0, 6))
    try:
        tokens.read(purpose, token[:place] + chr(ord(token[place]) ^ (1 << bit)) + token[place + 1 :])
    except TokenError:
        return
    raise AssertionError((token, place, bit))


BEFORE = """\
# Ada asked for this on the phone
email = "ada@example.org"   # private one

send_at   = '07:00' # before the tram
lists = [
  "morning",  # the first
]

[tags]  # what she likes
technology = 2.0   # work
sport=0

[limits]
words = 400 # short
"""
UPDATES = st.fixed_dictionaries(
    {},
    optional={
        "send_at": walls,
        "city": words,
        "name": words,
        "tags.sport": st.integers(0, 3),
        "tags.weather": st.floats(0, 3),
        "limits.words": st.none() | st.integers(20, 900),
        "limits.format": st.sampled_from(("html", "text")),
    },
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(UPDATES, st.sampled_from(("\n", "\r\n")))
def test_an_edit_changes_only_its_own_lines(updates, end):
    before = BEFORE.replace("\n", end)
    after = editing.edited(before, updates)
    assume(after != before)
    person, errors = examine(after, "ada.toml")
    assert errors == ()
    assert person.email == "ada@example.org"
    removed = [line for line in difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)) if line.startswith("- ")]
    assert len(removed) <= sum(key in {"send_at", "tags.sport", "limits.words"} for key in updates)
    for comment in ("# Ada asked", "# private one", "# before the tram", "# the first", "# what she likes", "# work"):
        assert comment in after
