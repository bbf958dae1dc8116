"""The thinking stages as filters: JSON lines in, JSON lines out."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from digest.cli.main import app


def answers(stage, *records):
    result = CliRunner().invoke(app, ["filter", stage], input="".join(json.dumps(record) + "\n" for record in records))
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


QUAKE = [
    {
        "id": "a",
        "title": "Quake shakes Bel Osman",
        "text": "A strong quake brought down houses in Bel Osman and the Sarran valley before dawn.",
    },
    {
        "id": "b",
        "title": "Fourteen dead in Bel Osman quake",
        "text": "Rescuers in Bel Osman dug through houses after the quake in the Sarran valley.",
    },
]
CHESS = {"id": "c", "title": "Chess club wins", "text": "Pupils of the Tarn school beat four masters at the town hall on Friday."}


def test_rank_tells_an_event_once_and_puts_the_widely_covered_first():
    (answer,) = answers("rank", {"id": "day", "candidates": [CHESS, *QUAKE]})
    chess, first, second = answer["scores"]
    assert first > chess > second


def test_rank_believes_the_stories_it_is_given():
    (answer,) = answers("rank", {"id": "day", "candidates": [each | {"story": each["id"]} for each in (CHESS, *QUAKE)]})
    assert min(answer["scores"]) >= 0


def test_every_line_is_answered_by_id():
    assert [answer["id"] for answer in answers("summarise", *({**each, "max_words": 20} for each in (*QUAKE, CHESS)))] == ["a", "b", "c"]
    assert len({answer["cluster"] for answer in answers("story", *QUAKE, CHESS)}) == 2


def test_language_is_told_and_null_where_nothing_tells():
    said = [
        {"id": 1, "text": "Die Fähre über den Fluss fährt wieder, sagte die Stadt am Montag."},
        {"id": 2, "text": "1:0", "lang": "pt-BR"},
        {"id": 3, "text": "1:0"},
    ]
    assert answers("language", *said) == [{"id": 1, "lang": "de"}, {"id": 2, "lang": "pt"}, {"id": 3, "lang": None}]
