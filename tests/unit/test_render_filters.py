from __future__ import annotations

from html import unescape

import pytest
from markupsafe import Markup

from digest.render.filters import COLUMNS, calm, finish_html, finish_text, fold_lines, shorten, underline, width_of
from digest.render.links import clean_link, host_of


@pytest.mark.parametrize(
    ("text", "size", "short"),
    [
        ("short", 10, "short"),
        ("cut at a word, here", 16, "cut at a word…"),
        ("cut at a word, here", 14, "cut at a word…"),
        ("x" * 30, 10, "x" * 9 + "…"),
        ("a " + "x" * 30, 10, "a " + "x" * 7 + "…"),
    ],
)
def test_text_is_cut_at_a_word_where_there_is_one(text, size, short):
    assert shorten(text, size) == short


@pytest.mark.parametrize(
    ("loud", "quiet"),
    [
        ("Stop the presses!!!", "Stop the presses"),
        ("¡Por fin!", "Por fin"),
        ("RE: FWD: Harbour reopens", "Harbour reopens"),
        ("EVERYTHING HAPPENS AT ONCE", "Everything happens at once"),
        ("NATO", "NATO"),
        ("Harbour reopens", "Harbour reopens"),
    ],
)
def test_a_subject_does_not_shout(loud, quiet):
    assert calm(loud) == quiet


def test_lines_keep_to_the_columns():
    text = "words of several lengths " * 20 + "x" * 200 + "港の橋、二年間の補修を終えて再開通" * 9
    lines = fold_lines(text).split("\n")
    assert max(map(width_of, lines)) <= COLUMNS
    assert "".join(text.split()) == "".join("".join(lines).split())


def test_folding_may_leave_a_margin():
    assert all(line.startswith("    ") for line in fold_lines("word " * 40, 4).split("\n"))


def test_wide_characters_take_two_columns():
    assert width_of("港の橋") == 6


def test_a_heading_is_underlined_at_its_width():
    assert underline("港の橋", "=") == "港の橋\n======"
    assert underline("") == "\n"


@pytest.mark.parametrize("text", ["{{ 7*7 }}", "{% raw %}", "%%NAME%%", "[[name]]", "*|FNAME|*"])
def test_no_merge_code_of_a_relay_stands_in_the_html(text):
    html = str(finish_html(text))
    assert text not in html
    assert unescape(html) == text


def test_html_is_escaped_once():
    assert finish_html('<b>&"') == "&lt;b&gt;&amp;&#34;"
    assert finish_html(Markup("<b>")) == "<b>"
    assert finish_html(7) == 7


def test_merge_codes_are_held_apart_in_text():
    assert finish_text("{{ x }} {% y %} %%z%% [[w]]") == "{ { x }} { % y %} % %z% % [ [w]]"
    assert finish_text(7) == 7


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://herald.example/a?b=1&c=2#d", "https://herald.example/a?b=1&c=2#d"),
        ("http://herald.example:8080/", "http://herald.example:8080/"),
        (" https://herald.example/ ", "https://herald.example/"),
        ("https://HERALD.example/Ä ö", "https://herald.example/%C3%84%20%C3%B6"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://herald.example/100%", "https://herald.example/100%25"),
        ("https://herald.example/{{x}}", "https://herald.example/%7B%7Bx%7D%7D"),
        ('https://herald.example/"><script>', "https://herald.example/%22%3E%3Cscript%3E"),
        ("https://[::1]/x", "https://[::1]/x"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//evil.example/", ""),
        ("/relative", ""),
        ("mailto:a@example.org", ""),
        ("https://bank.example@evil.example/", ""),
        ("https://a..b/", ""),
        ("https://[broken/", ""),
        ("https://herald.example:port/", ""),
        ("https://her ald.example/", ""),
        ("https:///nowhere", ""),
        ("", ""),
    ],
)
def test_only_clean_web_addresses_are_linked(url, link):
    assert clean_link(url) == link


@pytest.mark.parametrize(
    ("link", "site", "host"),
    [
        ("https://www.herald.example/a", "herald.example", "herald.example"),
        ("https://evil.example/a", "herald.example", "evil.example"),
        ("https://notherald.example/a", "herald.example", "notherald.example"),
        ("https://www.evil.example/a", "", "evil.example"),
        ("", "notes", "notes"),
    ],
)
def test_the_host_shown_is_the_host_linked(link, site, host):
    assert host_of(link, site) == host
