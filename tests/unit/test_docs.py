"""What the documentation says is there: pages made anew, links, commands, keys, files, and the length of the README."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
import typer.main
from build import NOW, article, story

from digest.cli.filter import BY_LINE, LEARNING, WHOLE
from digest.cli.main import app
from digest.config import Settings
from digest.model import Piece
from digest.rank import order
from digest.subscribers import load
from digest.subscribers.fields import KEYS, LIMITS
from digest.subscribers.rows import COLUMNS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
OURS = ("digest", "docs", "samples", "subscribers", "templates", "tests")
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<to>[^)\s]+)\)|!\[[^\]]*\]\((?P<picture>[^)\s]+)\)")
FENCE = re.compile(r"^```(?P<kind>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
PROMISED: set[str] = set()
"""Commands that errors and docs name and that are still to be built."""


def relative(path):
    return str(path.relative_to(ROOT))


@cache
def prose(path):
    """A page without its fenced blocks."""
    return FENCE.sub("", path.read_text("utf-8"))


@cache
def generator():
    spec = spec_from_file_location("make_reference", DOCS / "make_reference.py")
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


# ---------------------------------------------------------------- made pages


@pytest.mark.parametrize("name", ["config.md", "cli.md", "templates.md"])
def test_a_generated_page_says_what_the_code_says(name):
    stale = (DOCS / "reference" / name).read_text("utf-8") != generator().PAGES[name]()
    assert not stale, f"docs/reference/{name} is stale; run: .venv/bin/python docs/make_reference.py"


def test_every_key_of_the_configuration_has_a_description():
    bare = [line for line in generator().config_page().splitlines() if line.startswith("| `") and line.endswith("|  |")]
    assert bare == []


# ---------------------------------------------------------------- links and lengths


def anchors(path):
    """The anchors that GitHub gives headings."""
    heads = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.replace("`", "").lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_no_link_is_dead(page):
    dead = []
    for found in LINK.finditer(prose(page)):
        to = found["to"] or found["picture"]
        if re.match(r"[a-z]+:", to):
            continue
        place, _, anchor = to.partition("#")
        target = (page.parent / place).resolve() if place else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(to)
    assert dead == []


def test_the_readme_takes_three_minutes():
    text = FENCE.sub(lambda block: block["body"], (ROOT / "README.md").read_text("utf-8"))
    assert len(re.findall(r"[^\W_][\w'.-]*", LINK.sub(lambda link: link[0].partition("]")[0], text))) <= 600


def test_the_first_screen_of_the_readme_is_two_commands_and_a_picture():
    top = (ROOT / "README.md").read_text("utf-8").splitlines()[:14]
    assert [word for word in ("make demo", "make test", "docs/images/mail.png") if not any(word in line for line in top)] == []


def test_the_picture_is_small_enough_to_be_looked_at():
    assert (DOCS / "images" / "mail.png").stat().st_size <= 250_000


# ---------------------------------------------------------------- commands


def calls(text) -> Iterator[str]:
    """Every call of digest in code: in spans, and on lines that a person types; comments and outputs are none."""
    bare = FENCE.sub("", text)
    typed = [*SPAN.findall(bare), *re.findall(r"^    (\S.*)$", bare, re.MULTILINE)]
    for block in FENCE.finditer(text):
        lines = block["body"].splitlines()
        if block["kind"].startswith("console"):
            typed += [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
        elif block["kind"] in {"sh", "cron"}:
            typed += lines
    for line in typed:
        for part in re.split(r"&&|\|\||[|;]", re.split(r"(?:^|\s)#", line)[0]):
            if found := re.match(r"(?:.*\s)?(?:\S*/)?digest (?P<rest>.+)", part.strip()):
                yield found["rest"].strip()


def mistakes_in_call(rest):
    """What of a call does not exist, walking from the root to the command as a shell user types it."""
    command, words = typer.main.get_command(app), rest.split()
    known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)} | {"--help", "-h"}
    for word in words:
        if word.startswith("-"):
            yield from [] if word.partition("=")[0] in known else [f"digest {rest}: {word}"]
        elif hasattr(command, "commands") and re.fullmatch(r"[a-z-]+", word):
            if word not in command.commands:
                yield from [] if word in PROMISED else [f"digest {rest}: {word}"]
                return
            command = command.commands[word]
            known |= {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
        elif hasattr(command, "commands"):
            return


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_every_command_and_option_that_is_named_exists(page):
    assert [wrong for call in calls(page.read_text("utf-8")) for wrong in mistakes_in_call(call)] == []


def test_a_command_that_does_not_exist_is_found():
    assert [list(mistakes_in_call(call)) for call in calls("run `digest sned --due`, `digest send --deu`, `digest send --due`")] == [
        ["digest sned --due: sned"],
        ["digest send --deu: --deu"],
        [],
    ]


def test_what_is_promised_is_not_there_yet():
    there = PROMISED & set(typer.main.get_command(app).commands)
    assert not there, f"take it out of PROMISED: {there}"


# ---------------------------------------------------------------- keys


def tables(block):
    return tomllib.loads(block)


def toml_blocks():
    for page in PAGES:
        yield from ((page, found["body"]) for found in FENCE.finditer(page.read_text("utf-8")) if found["kind"] == "toml")


def test_every_block_of_configuration_and_every_subscriber_file_is_right():
    read = 0
    for page, body in toml_blocks():
        table = tables(body)
        if "email" in table:
            wrong = {"send_et"} & table.keys() if page.name == "tutorial.md" else set()
            load("\n".join(line for line in body.splitlines() if not wrong or not line.startswith(tuple(wrong))))
        elif "build-system" not in table:
            Settings.model_validate(table)
        read += 1
    assert read >= 6


KEY = re.compile(r"\[+(?P<table>[a-z]+)\]+ (?P<key>[a-z_]+)")


def keys_of(name):
    model, _ = generator()._model_of(Settings.model_fields[name].annotation)
    return {field.alias or key for key, field in model.model_fields.items()}


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_every_key_that_is_named_exists(page):
    named = [found for span in SPAN.findall(prose(page)) if (found := KEY.match(span))]
    missing = [found[0] for found in named if found["table"] not in Settings.model_fields or found["key"] not in keys_of(found["table"])]
    assert missing == []


def test_the_page_on_subscribers_names_every_key_and_column():
    page = (DOCS / "reference" / "subscribers.md").read_text("utf-8")
    wanted = [f"`{key}`" for key in (*(key for key in KEYS if key != "limits"), *(f"limits.{key}" for key in LIMITS), *COLUMNS)]
    assert [key for key in wanted if key not in page] == []


def test_the_page_on_templates_names_every_block():
    page = (DOCS / "reference" / "templates.md").read_text("utf-8")
    assert [piece.value for piece in Piece if f"| {piece.value} |" not in page and piece is not Piece.CLOSE] == []


def test_the_page_on_filters_names_every_stage():
    page = (DOCS / "reference" / "filters.md").read_text("utf-8")
    assert [stage for stage in (*BY_LINE, *LEARNING, *WHOLE) if f"| `{stage}` |" not in page] == []


# ---------------------------------------------------------------- files and examples


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_every_file_of_the_project_that_is_named_exists(page):
    named = [span for span in SPAN.findall(prose(page)) if re.fullmatch(rf"(?:{'|'.join(OURS)})/[\w./-]+\.\w+", span)]
    of_the_reader = ("subscribers/you.toml", "templates/quay/")
    assert [name for name in named if not name.startswith(of_the_reader) and not (ROOT / name).exists()] == []


def test_the_ranker_in_the_how_to_ranks():
    page = (DOCS / "how-to" / "add-a-part.md").read_text("utf-8")
    code = next(found["body"] for found in FENCE.finditer(page) if found["kind"] == "python")
    room = {}
    exec(compile(code, "quay_ranker.py", "exec"), room)  # noqa: S102 - our own page
    stories = [story(article("Long", text="word " * 300)), story(article("Short", text="word " * 30))]
    scores = room["ShortRanker"](sources=(), weights={}, half_life_hours=12).scores(stories, NOW)
    assert order(stories, scores) == (1, 0)
    assert "30 words" in scores[1].parts[0].reason


def test_no_page_tells_on_which_machine_it_was_written():
    told = [f"{relative(page)}: {found}" for page in PAGES for found in re.findall(r"(?:/home|/root|/work)/\S+", page.read_text("utf-8"))]
    assert told == []
