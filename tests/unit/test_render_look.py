from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from printed import TEMPLATES, daily

from digest.errors import RenderError
from digest.model import CardKey, Piece
from digest.render import load_look
from digest.render.context import specimens
from digest.render.inline import inline_css


class Spy:
    """Stands where premailer does, and counts."""

    def __init__(self):
        self.pages = []

    def __call__(self, page):
        self.pages.append(page)
        return inline_css(page)


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(TEMPLATES / "daily", tmp_path / "templates" / "daily")
    return tmp_path / "templates"


def edit(path: Path, old: str, new: str) -> int:
    """Change a template; the line of the change."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def load(folder, **given):
    return load_look("daily", [folder], **given)


def test_premailer_sees_each_template_once_and_never_with_a_warm_cache(folder, tmp_path):
    spy = Spy()
    first = load(folder, cache=tmp_path / "kept", inline=spy)
    second = load(folder, cache=tmp_path / "kept", inline=spy)
    assert len(spy.pages) == 1
    assert first.html.source == second.html.source
    assert first.frame_size == second.frame_size


def test_without_a_cache_premailer_is_called_at_every_load(folder):
    spy = Spy()
    load(folder, inline=spy)
    load(folder, inline=spy)
    assert len(spy.pages) == 2


def test_an_edited_template_is_inlined_again(folder, tmp_path):
    spy = Spy()
    load(folder, cache=tmp_path / "kept", inline=spy)
    edit(folder / "daily" / "body.html", "#8a1c1c", "#1c1c8a")
    load(folder, cache=tmp_path / "kept", inline=spy)
    assert len(spy.pages) == 2


@pytest.mark.parametrize("torn", ["", "{% block open", "{% 'never closed", "<html>no braces at all</html>"])
def test_a_torn_page_in_the_cache_is_inlined_again(folder, tmp_path, torn):
    spy = Spy()
    load(folder, cache=tmp_path / "kept", inline=spy)
    (kept,) = (tmp_path / "kept").iterdir()
    whole = kept.read_text()
    kept.write_text(torn)
    load(folder, cache=tmp_path / "kept", inline=spy)
    assert len(spy.pages) == 2
    assert kept.read_text() == whole


def test_a_cache_that_cannot_be_written_says_so(folder, tmp_path):
    (tmp_path / "kept").write_text("a file, not a folder")
    with pytest.raises(RenderError, match="make this folder writable"):
        load(folder, cache=tmp_path / "kept")


def test_no_jinja_tag_reaches_premailer(folder):
    spy = Spy()
    load(folder, inline=spy)
    assert "{%" not in spy.pages[0]
    assert "{{" not in spy.pages[0]
    assert "{#" not in spy.pages[0]


def test_tags_come_back_in_number_and_order(folder):
    look = load(folder)
    tags = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
    written = re.sub(r"\{#.*?#\}", "", (folder / "daily" / "body.html").read_text(), flags=re.DOTALL)
    assert tags.findall(look.html.source) == tags.findall(written)


def test_plain_css_is_inlined_and_head_rules_stay(folder):
    page = load(folder).html.source
    assert "font-size:40px" in re.search(r"<h1[^>]*>", page)[0]
    assert "prefers-color-scheme:dark" in page
    assert "[data-ogsc] .i" in page
    assert page.count("<style") == 2  # the head rules, and what only Word reads


def test_head_rules_fit_what_gmail_takes():
    (style,) = re.findall(r'<style data-premailer="ignore">(.*?)</style>', (TEMPLATES / "daily" / "body.html").read_text(), re.DOTALL)
    assert len(style) < 8192
    assert style.count("{") == style.count("}")
    assert "var(" not in style


def test_first_folder_with_the_look_wins(folder):
    edit(folder / "daily" / "body.html", "<title>", "<title>Mine: ")
    page = load_look("daily", [folder.parent / "nothing", folder, TEMPLATES]).html.source
    assert "<title>Mine: " in page


def test_an_unknown_look_says_where_it_was_sought(tmp_path):
    with pytest.raises(RenderError, match=r"no look 'weekly'.*into one of") as error:
        load_look("weekly", [tmp_path])
    assert "weekly/body.html:1" in str(error.value)


@pytest.mark.parametrize("name", ["body.txt", "subject.txt"])
def test_a_missing_file_is_named(folder, name):
    (folder / "daily" / name).unlink()
    with pytest.raises(RenderError, match=rf"{name}:1: this file of the look is missing"):
        load(folder)


def test_a_file_that_is_not_text_is_named(folder):
    (folder / "daily" / "body.txt").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(RenderError, match=r"body.txt:1: make this a readable file in UTF-8"):
        load(folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("body.html", "{{ city }}", "{{ city", "mend the syntax"),
        ("body.html", "{{ city }}", "{{ city | shout }}", "there is no filter 'shout'"),
        ("body.html", "{{ city }}", "{{ town }}", "there is no 'town'; there are"),
        ("body.html", "{% block left_out %}", "{% block weather %}", "there is no block 'weather'"),
        ("body.html", "{% block left_out %}", '{% include "x" %}\n{% block left_out %}', "write the look in one file"),
        ("body.html", "{% block left_out %}", "lost\n{% block left_out %}", "move this into a block"),
        ("body.html", "{{ city }}", "{{ city.nothing.at.all }}", "mend the template"),
        ("body.html", "{{ title }}{% else %}", "{{ 1 / 0 }}{% else %}", "division"),
        ("body.html", '<p class="i a">', '<p class="i a"{% if link %} title="x"{% endif %}>', "out of the tag it stands in"),
        ("body.html", "<style>\nbody{", "<style>\nbody{{", "mend the syntax"),
        ("body.html", "<style>\n", "<style>\n}} h1 } {", "mend the CSS"),
        ("body.html", "{{ slots.unsubscribe }}", "{{ slots.password }}", "has no attribute 'password'"),
        ("body.txt", "{{ host }}", "{{ hots }}", "there is no 'hots'"),
        ("body.txt", "{{ summary | fold }}", "{{ summary | fold(none) }}", "mend the template"),
        ("subject.txt", "{{ summary | shorten(180) }}", "{{ summary | shorten }}", "mend the template"),
    ],
)
def test_a_broken_template_says_file_and_line(folder, file, old, new, says):
    line = edit(folder / "daily" / file, old, new)
    with pytest.raises(RenderError, match=re.escape(says)) as error:
        load(folder)
    found = re.match(rf"{re.escape(str(folder / 'daily' / file))}:(\d+): ", str(error.value))
    assert found, str(error.value)
    assert abs(int(found[1]) - line) <= 1


def test_a_missing_block_is_named(folder):
    path = folder / "daily" / "body.txt"
    path.write_text(path.read_text().replace("{% block close %}\n{% endblock %}", ""))
    with pytest.raises(RenderError, match="write a block 'close'"):
        load(folder)


def test_a_page_that_is_not_whole_is_refused(folder):
    edit(folder / "daily" / "body.html", "</html>", "")
    with pytest.raises(RenderError, match="write one whole page"):
        load(folder)


def test_the_word_that_hides_tags_is_refused_in_a_template(folder):
    edit(folder / "daily" / "body.html", "<title>", "<title>digestbrace0x")
    with pytest.raises(RenderError, match="choose another word"):
        load(folder)


def test_css_that_premailer_cannot_apply_is_refused(folder):
    edit(folder / "daily" / "body.html", "body{margin", "p..x{color:red}\nbody{margin")
    with pytest.raises(RenderError, match=r"body.html:\d+: (mend the CSS|the style sheet cannot be inlined)"):
        load(folder)


def test_frame_size_is_about_what_a_frame_takes():
    look = daily()
    values = specimens()[0]
    frame = sum(look.card(CardKey(""), piece, values).html_size for piece in set(Piece) - {Piece.SECTION, Piece.STORY})
    assert frame < look.frame_size < frame + 1_000


def test_values_of_a_template_cannot_be_called():
    for values in specimens():
        assert not [name for name, value in values.items() if callable(value)]


def test_no_global_of_jinja_is_left_to_templates():
    assert daily().html.template.environment.globals == {}


@pytest.mark.parametrize("lost", [r"<!--digestbrace\d+x-->", r"digestbrace\d+x"])
def test_a_tag_that_inlining_lost_is_named(folder, lost):
    with pytest.raises(RenderError, match=r"body.html:\d+: move \{.*\} out of the tag it stands in"):
        load(folder, inline=lambda page: re.sub(lost, "", page, count=1))


def test_a_template_that_strips_blanks_is_found_again_in_the_cache(folder, tmp_path):
    spy = Spy()
    edit(folder / "daily" / "body.html", "{% block left_out %}\n", "{%- block left_out -%}\n   ")
    load(folder, cache=tmp_path / "kept", inline=spy)
    load(folder, cache=tmp_path / "kept", inline=spy)
    assert len(spy.pages) == 1


def test_a_page_that_premailer_cannot_read_is_an_error_of_ours():
    with pytest.raises(RenderError, match="cannot be inlined"):
        inline_css("")
