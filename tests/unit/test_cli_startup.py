"""What an answer may load: the heavy rooms stay shut until a command needs them."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"sqlalchemy", "alembic", "pydantic", "apscheduler", "feedparser", "structlog", "aiohttp"}
HEAVY |= {"jinja2", "premailer", "trafilatura", "lxml"}
COMMANDS = (
    "demo",
    "init",
    "check",
    "gather",
    "preview",
    "send",
    "resume",
    "run",
    "status",
    "explain",
    "articles",
    "sources",
    "subscribers",
)
LOOK = """
import sys
from digest.__main__ import main
sys.argv = ["digest", *{words!r}]
try:
    main()
except SystemExit:
    pass
sys.stderr.write(" ".join(sorted({{name.partition(".")[0] for name in sys.modules}})))
"""


def loaded(*words):
    done = subprocess.run([sys.executable, "-c", LOOK.format(words=list(words))], capture_output=True, text=True, check=True)
    return done.stdout, set(done.stderr.split())


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["-q", "--version"]])
def test_an_answer_loads_nothing_heavy(words):
    said, modules = loaded(*words)
    assert said.startswith(("digest ", "Usage: digest"))
    assert modules & HEAVY == set()


@pytest.mark.parametrize("words", [["send", "--help"], ["sources", "--help"]])
def test_the_help_of_a_command_loads_no_more_than_typer_does(words):
    assert loaded(*words)[1] & HEAVY <= {"pydantic"}


def test_the_version_alone_loads_not_even_the_command_line():
    _, modules = loaded("--version")
    assert "typer" not in modules


def test_every_command_is_in_the_help_with_a_sentence():
    said, _ = loaded("--help")
    for name in COMMANDS:
        assert f"\n  {name} " in said
