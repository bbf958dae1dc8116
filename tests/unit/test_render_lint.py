"""Each rule of mail programs, broken on purpose: the flaw is named with its line."""

from __future__ import annotations

import shutil

import pytest
from printed import TEMPLATES

from digest.render import flaws_in_look, flaws_in_page, load_look


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(TEMPLATES / "daily", tmp_path / "daily")
    return tmp_path


def flaws(folder):
    return [str(flaw) for flaw in flaws_in_look(load_look("daily", [folder, TEMPLATES]))]


@pytest.mark.parametrize("name", ["daily", "plain"])
def test_a_shipped_look_has_no_flaw(name):
    assert flaws_in_look(load_look(name, [TEMPLATES])) == ()


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("p.a{margin:6px 0 0}", "p.a{margin:6px 0 0;padding:4px}", '<p class="i a">', "move the padding of <p> to a cell"),
        ("p.a{margin:6px 0 0}", "p.a{margin:6px 0 0;width:300px}", '<p class="i a">', "give the width to a table"),
        ("p.a{margin:6px 0 0}", "p.a{margin:6px 0 0;color:#111!important}", '<p class="i a">', "take !important out"),
        ("p.a{margin:6px 0 0}", "p.a{margin:-6px 0 0}", '<p class="i a">', "negative margin"),
        ("p.a{margin:6px 0 0}", "p.a{font-size:11px}", '<p class="i a">', "make the type 14 px at least; this is 11 px"),
        ("p.a{margin:6px 0 0}", "p.a{border-left:9px solid #111}", '<p class="i a">', "make the border 8 px at most"),
        ("p.a{margin:6px 0 0}", "p.a{color:var(--ink)}", '<p class="i a">', "few mail programs know CSS variables"),
        ("@media print{\n", "@media print{@media (color){a{color:#000}}\n", ":root{", "do not nest at-rules"),
        ("@media print{\n", "/* " + "x" * 8200 + " */@media print{\n", ":root{", "shorten the style sheet to 8192"),
        ("@media print{\n", "@import url(https://x.example/a.css);\n@media print{\n", ":root{", "load nothing from the network"),
        ("[data-ogsc] .m{", "[data-ogsc] .m,[data-ogsc] .n{", ":root{", "one selector a rule"),
        (
            '<p class="m c">',
            '<style data-premailer="ignore">b{}</style><p class="m c">',
            '<style data-premailer="ignore">b',
            "into the head",
        ),
        ('<table role="presentation" class="q"', '<table class="q"', '<table class="q"', 'write role="presentation"'),
        (' alt="{{ image[1] }}" width="{{ image[2] }}"', ' width="{{ image[2] }}"', '<img class="m" src', 'write alt=""'),
        (' width="{{ image[2] }}"', ' width="50%"', '<img class="m" src', "width in whole pixels"),
        ('<p class="m c">', '<form></form><p class="m c">', "<form>", "take <form> out"),
        ('<html lang="{{ language }}" dir="{{ dir }}">', '<html lang="{{ language }}">', "<html lang", "write dir on <html>"),
        ('<html lang="{{ language }}" dir="{{ dir }}">', '<html dir="{{ dir }}">', "<html dir", "write lang on <html>"),
        (
            '<div lang="{{ language }}" dir="{{ dir }}" class="p',
            '<div class="p',
            '<div class="p {{',
            "write lang and dir on the first <div>",
        ),
        ("<o:PixelsPerInch>96</o:PixelsPerInch>", "", "", "set o:PixelsPerInch"),
        ("@media (prefers-color-scheme:dark)", "@media (prefers-contrast:more)", "", "give colours for dark mode"),
    ],
)
def test_a_broken_rule_is_named_with_its_line(folder, old, new, at, says):
    path = folder / "daily" / "body.html"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    written = path.read_text()
    line = written[: written.index(at)].count("\n") + 1 if at else 1
    found = flaws(folder)
    assert any(says in flaw for flaw in found), found
    lines = [int(flaw.removeprefix(f"{path}:").split(":")[0]) for flaw in found if says in flaw]
    assert any(abs(each - line) <= 1 for each in lines), (lines, line)


def test_half_a_condition_is_named(folder):
    path = folder / "daily" / "body.html"
    path.write_text(path.read_text().replace("<!--[if mso]></td></tr></table><![endif]-->", "<!--[if mso]></td></tr></table>-->", 1))
    assert any("close every" in flaw for flaw in flaws(folder))


def test_a_width_without_a_table_for_outlook_is_named():
    html = '<div lang="en" dir="ltr"><table role="presentation" style="max-width:600px"></table></div>'
    assert any("max-width" in flaw for flaw in flaws_in_page(html))


@pytest.mark.parametrize("width", ["8px", "thin"])
def test_a_border_that_outlook_draws_is_no_flaw(width):
    assert not [flaw for flaw in flaws_in_page(f'<td style="border-top:{width} solid #888">') if "border" in flaw]


def test_a_page_that_would_be_cut_is_named():
    cell = '<table role="presentation"><tr><td>x</td></tr></table>'
    assert any("Gmail cuts longer ones" in flaw for flaw in flaws_in_page(cell + "x" * 90_000))
    assert not any("Gmail cuts longer ones" in flaw for flaw in flaws_in_page(cell))


@pytest.mark.parametrize("file", ["body.html", "body.txt"])
def test_a_look_without_a_way_to_leave_is_named(folder, file):
    path = folder / "daily" / file
    path.write_text(path.read_text().replace("{{ slots.unsubscribe }}", "https://x.example"))
    assert next(flaw for flaw in flaws(folder) if "slots.unsubscribe" in flaw).startswith(f"{path}:1: ")


def test_a_story_that_takes_too_much_is_named(folder):
    path = folder / "daily" / "body.html"
    path.write_text(path.read_text().replace('<h3 class="i">', "<!-- " + "x" * 1500 + ' --><h3 class="i">', 1))
    assert any("40 stories take" in flaw for flaw in flaws(folder))
