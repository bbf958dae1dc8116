"""Many people as CSV: lines, imports, cells a spreadsheet would calculate."""

from __future__ import annotations

from datetime import date

import pytest

from digest.model import Failure
from digest.subscribers import Terms, export_csv, load, plan_import, read_csv, subscriber_id
from digest.subscribers import rows as csv_rows

HEADER = "email,name,lists,language,timezone,send_at,days,tags,pause_until,max_stories,words,format,mute\r\n"
ADA = 'ada@example.org,"Lovelace, Ada",morning;weekly,en-GB,Asia/Kathmandu,07:00,mon;fri,'
ADA += "technology=2;sport=0,2027-01-07,10,400,text,celebrity\r\n"


def told(text, **terms):
    return [f"{failure.subject}: {failure.what}" for failure in read_csv(text, "people.csv", terms=Terms(**terms)).failures]


def test_every_column_is_read():
    (ada,) = read_csv(HEADER + ADA, "people.csv").items
    assert (ada.name, ada.lists, ada.timezone, ada.send_at) == ("Lovelace, Ada", {"morning", "weekly"}, "Asia/Kathmandu", ("07:00",))
    assert (ada.days, ada.pause_until, ada.origin) == ({"mon", "fri"}, date(2027, 1, 7), "people.csv:2")
    wish = ada.preference
    assert (wish.tags, wish.max_stories, wish.words, wish.format, wish.mute) == (
        (("sport", 0.0), ("technology", 2.0)),
        *(10, 400, "text", ("celebrity",)),
    )


def test_empty_cells_and_lines_say_nothing():
    batch = read_csv("\ufeffEmail, Name\n\nada@example.org,\n,\nbob@example.org\n", "people.csv")
    assert [(person.email, person.name, person.origin) for person in batch.items] == [
        ("ada@example.org", "", "people.csv:3"),
        ("bob@example.org", "", "people.csv:5"),
    ]


def test_a_wrong_line_is_a_failure_and_the_others_stand():
    text = 'email,name,days,tags,words,pause_until\nada@example.org,"a\nb",mon,a=x,many,soon\n'
    text += "bob@example.org\nnobody,,\neve@example.org,,,,,,surplus\n"
    batch = read_csv(text, "people.csv")
    assert [person.email for person in batch.items] == ["bob@example.org"]
    assert [failure.subject for failure in batch.failures] == [
        "people.csv:2: name",
        "people.csv:2: pause_until",
        "people.csv:2: tags.a",
        "people.csv:2: limits.words",
        "people.csv:5: email",
        "people.csv:6",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("email,nmae\n", "people.csv:1: nmae: is not a column that digest knows (did you mean 'name'?)"),
        ("email;name\n", "people.csv:1: email;name: is not a column that digest knows: separate columns by commas"),
        ("name\n", "people.csv:1: the first line must name the columns, each once, and email among them"),
        ("email,email\n", "people.csv:1: the first line must name the columns, each once, and email among them"),
        ("", "people.csv:1: the first line must name the columns, each once, and email among them"),
        ('email\n"ada@example.org', "people.csv:2: this is not CSV: unexpected end of data"),
    ],
)
def test_a_wrong_form_is_the_only_failure(text, expected):
    assert told(text) == [expected]


def test_a_file_has_a_largest_number_of_lines(monkeypatch):
    monkeypatch.setattr(csv_rows, "MAX_ROWS", 1)
    assert told("email\na@example.org\nb@example.org\n") == ["people.csv:3: has more than 1 lines: split it"]


def test_an_address_counts_once():
    batch = read_csv("email\nada@example.org\nADA@example.org\n", "people.csv")
    assert len(batch.items) == 1
    assert batch.failures == (
        Failure(
            subject="people.csv:3",
            what="has the address that people.csv:2 has, which comes first and wins: remove one of them",
            kind="PreferenceError",
        ),
    )


@pytest.mark.security
def test_import_respects_suppression():
    plan = plan_import(
        "email\nnew@example.org\nKnown@example.org\nGone@example.org\nbroken\n",
        "people.csv",
        known={subscriber_id("known@example.org")},
        suppressed={"gone@example.org"},
    )
    assert [[person.email for person in part] for part in (plan.new, plan.known, plan.suppressed)] == [
        ["new@example.org"],
        ["Known@example.org"],
        ["Gone@example.org"],
    ]
    assert len(plan.failures) == 1


@pytest.mark.security
@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=1", '"=1', "''=", "\uff1d1"])
def test_csv_formula_cells_are_defused_and_come_back(cell):
    assert csv_rows.protected(cell) == f"'{cell}"
    assert csv_rows.unprotected(csv_rows.protected(cell)) == cell


def test_plain_cells_stay_as_they_are():
    assert [csv_rows.protected(cell) for cell in ("Ada", "'s Gravenhage", "")] == ["Ada", "'s Gravenhage", ""]


def test_an_address_that_looks_like_a_formula_survives_export_and_import():
    person = load('email = "+ada@example.org"\nname = "=SUM(A1)"', "people.csv:2")
    text = export_csv([person])
    assert "'+ada@example.org,'=SUM(A1)" in text
    assert read_csv(text, "people.csv").items == (person,)
