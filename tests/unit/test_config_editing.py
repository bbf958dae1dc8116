"""Editing config.toml: templates of sources, pausing and removing, and not a comment lost."""

from __future__ import annotations

import difflib

import pytest

from digest.config import add_sources, pause_source, problems, read, remove_source
from digest.errors import ConfigError

TEXT = """\
# the top
[digest]
name = "Tide"  # mine

# the herald
[[sources]]
url = "https://herald.example/f"   # good
tags = [
  "a",  # first
  "b",
]
# after the herald

# the courier
[[sources]]
url = "https://courier.example/{tag}.xml"
tags = ["x", "y"]
weight = 2.0

[store]
replay = false  # the end
"""


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def changed(path, before=TEXT):
    lines = difflib.unified_diff(before.splitlines(), path.read_text("utf-8").splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def mistakes(path, text):
    path.write_text(text, encoding="utf-8")
    return [str(mistake).removeprefix(f"{path}:") for mistake in problems(path)]


def test_a_template_makes_one_source_a_tag(config):
    _, *made = read(config).source_list()
    assert [(each.id, each.url, each.tags, each.weight) for each in made] == [
        ("courier-example-x-xml", "https://courier.example/x.xml", frozenset("x"), 2.0),
        ("courier-example-y-xml", "https://courier.example/y.xml", frozenset("y"), 2.0),
    ]
    config.write_text('[[sources]]\nid = "c"\nurl = "https://courier.example/{tag}.xml"\ntags = ["x", "y", "x"]\n')
    assert [each.id for each in read(config).source_list()] == ["c-x", "c-y"]


def test_what_contradicts_itself_is_named(tmp_path):
    path = tmp_path / "config.toml"
    assert mistakes(path, '[[sources]]\nurl = "https://a.example/{tag}"') == [
        "2: sources[1].url: {tag} stands for the tags of this source, and it has none: add tags"
    ]
    assert mistakes(path, '[[sources]]\nurl = "https://a.example/"\nselect = "a"') == [
        '2: sources[1].url: select is for a page list: kind = "list"'
    ]
    (bad,) = mistakes(path, '[[sources]]\nkind = "list"\nurl = "https://a.example/"\nselect = "a["')
    assert bad.startswith("4: sources[1].select: this is no CSS selector:")
    twice = '[[sources]]\nurl = "https://a.example/{tag}"\ntags = ["x"]\n[[sources]]\nurl = "https://a.example/x"'
    assert mistakes(path, twice) == ['5: sources[2].url: "a-example-x" is there already']


def test_pausing_writes_one_line_and_resuming_takes_it_out(config):
    pause_source(config, "herald-example-f", is_paused=True)
    assert changed(config) == ["+paused = true"]
    assert [each.is_paused for each in read(config).source_list()] == [True, False, False]
    pause_source(config, "herald-example-f", is_paused=True)
    assert changed(config) == ["+paused = true"]
    pause_source(config, "https://herald.example/f", is_paused=False)
    assert config.read_text("utf-8") == TEXT


def test_removing_takes_the_lines_of_the_table_and_no_comment_around_it(config):
    remove_source(config, "herald-example-f")
    assert changed(config) == [
        "-[[sources]]",
        '-url = "https://herald.example/f"   # good',
        "-tags = [",
        '-  "a",  # first',
        '-  "b",',
        "-]",
    ]


def test_of_a_template_a_tag_is_removed_and_with_the_last_the_table(config):
    remove_source(config, "courier-example-x-xml")
    assert changed(config) == ['-tags = ["x", "y"]', '+tags = ["y"]']
    remove_source(config, "courier-example-y-xml")
    assert [each.id for each in read(config).source_list()] == ["herald-example-f"]
    assert "# the courier" in config.read_text("utf-8")


def test_a_template_is_paused_as_a_whole(config):
    with pytest.raises(ConfigError, match="one of a template"):
        pause_source(config, "courier-example-x-xml", is_paused=True)
    pause_source(config, "courier-example-tag-xml", is_paused=True)
    assert changed(config) == ["+paused = true"]


def test_an_unknown_name_changes_nothing(config):
    for edit in (lambda: remove_source(config, "herold-example-f"), lambda: pause_source(config, "herold-example-f", is_paused=True)):
        with pytest.raises(ConfigError, match="did you mean 'herald-example-f'"):
            edit()
    assert config.read_text("utf-8") == TEXT


def test_inline_tables_are_edited_too(config):
    inline = 'sources = [{url="https://a.example/"}, {url="https://b.example/"}] # x\n'
    config.write_text(inline, encoding="utf-8")
    remove_source(config, "a-example")
    assert changed(config, inline)[1:] == ['+sources = [{url="https://b.example/"}] # x']
    pause_source(config, "b-example", is_paused=True)
    assert read(config).source_list()[0].is_paused


def test_the_last_source_can_go_and_a_file_without_an_end_of_line_is_edited(config):
    config.write_text('[[sources]]\nurl = "https://a.example/"', encoding="utf-8")
    pause_source(config, "a-example", is_paused=True)
    assert read(config).source_list()[0].is_paused
    remove_source(config, "a-example")
    assert read(config).source_list() == ()
    add_sources(config, [{"url": "https://b.example/", "kind": "feed"}])
    assert [each.id for each in read(config).source_list()] == ["b-example"]


def test_a_file_that_is_no_toml_is_not_touched(config):
    config.write_text("[[sources", encoding="utf-8")
    with pytest.raises(ConfigError, match="digest check"):
        add_sources(config, [])
    assert config.read_text("utf-8") == "[[sources"
    with pytest.raises(ConfigError, match="digest check"):
        add_sources(config.with_name("none.toml"), [])
