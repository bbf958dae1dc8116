"""Large linked pages are read in processes of their own: with the same result, and whatever they do there harms nobody."""

from __future__ import annotations

from pathlib import Path

from build import NOW, article

from digest.errors import ExtractError
from digest.isolate import SMALL
from digest.model import Page
from digest.pipeline import reading
from digest.pipeline.reading import read_pages

PROSE = "".join(
    f"<p>Paragraph {n} tells how the harbour bridge was mended by hand over a long and windy summer, day by day.</p>" for n in range(14)
)
LARGE = "<!--" + "x" * SMALL + "-->"


def told(number):
    return article(f"Bridge {number}", text="Short.", seen=NOW)


def page(html, **given):
    return Page(**{"url": "https://herald.example/bridge", "content": html.encode()} | given)


def test_a_large_page_says_what_a_small_one_says():
    small, large, text, absent = told(1), told(2), told(3), told(4)
    html = f"<html><body><article>{PROSE}</article></body></html>"
    plain = "Bridge 3\n\nNews\n\n" + "The bridge was mended by hand over a long and windy summer.\n\n" * 1_500
    read = read_pages(
        [small, large, text, absent], {small.id: page(html), large.id: page(html + LARGE), text.id: page(plain, media="text/plain")}
    )
    assert read[small.id] == read[large.id]
    assert "windy summer" in read[text.id].lines[0]
    assert absent.id not in read


def test_a_wall_is_known_at_home_and_elsewhere():
    small, large = told(1), told(2)
    html = "<html><head><title>Just a moment...</title></head><body><p>Checking your browser</p></body></html>"
    read = read_pages([small, large], {small.id: page(html), large.id: page(html + LARGE)})
    assert isinstance(read[small.id], ExtractError)
    assert read[small.id].what == read[large.id].what


def test_a_page_that_breaks_its_process_costs_only_itself(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    monkeypatch.setattr(reading, "ANSWERING", "isolated_answers:broken_by_traps")
    trap, good = told(1), told(2)
    read = read_pages([trap, good], {trap.id: page("trap" + LARGE), good.id: page(f"<html><body>{PROSE}</body></html>{LARGE}")})
    assert "broke down" in read[trap.id].what
    assert "windy summer" in read[good.id].lines[0]
