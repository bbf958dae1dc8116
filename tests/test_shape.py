"""The house rules that no linter knows: sizes, words, arguments, and that control goes down once and comes back once."""

from __future__ import annotations

import ast
import re
import statistics
import sys
from collections import defaultdict
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "digest"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.comprehension, ast.match_case)
"""What McCabe's measure counts in Python, as ruff's C901 does: ways through a function, not operators in an expression."""

BANNED = frozenset(
    [
        "channel",
        "item",
        "post",
        "document",
        "cluster",
        "topic",
        "label",
        "abstract",
        "newsletter",
        "campaign",
        "segment",
        "audience",
        "user",
        "contact",
        "blocklist",
        "job",
        "mailer",
        "backend",
        "plugin",
        "blast",
        "helper",
        "helpers",
        "utils",
        "util",
        "manager",
        "common",
        "base",
    ]
)
"""Synonyms of glossary words, and words that say nothing; banned in names of types, functions, files, tables, keys, commands."""
EXCEPTIONS = {
    "cluster": "story/cluster.py is named after the algorithm",
    "contact": "[gather] contact is what a robot's User-Agent carries, in the field's own word",
    "document": "a feed's whole text is a document in every feed standard",
    "base": "base_url is the field's standard term",
    "channel": "RSS calls the head of a feed its channel",
    "item": "RSS and JSON Feed call an entry item on the wire",
    "items": "what a Batch holds",
    "label": "Atom's category attribute, and a DNS name's part",
}


def functions():
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, FUNCTIONS):
                yield path, node


def length(node):
    """Lines without the docstring: a manual page is no burden."""
    has_manual = ast.get_docstring(node) is not None and len(node.body) > 1
    manual = node.body[0].end_lineno - node.body[0].lineno + 1 if has_manual else 0
    return node.end_lineno - node.lineno + 1 - manual


def complexity(node):
    return 1 + sum(isinstance(inner, BRANCHES) for inner in ast.walk(node))


def names():
    """Every name that a person reads: files, types, functions."""
    for path in FILES:
        yield path, path.stem
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not node.name.startswith("__"):
                yield path, node.name


def test_functions_stay_small():
    lengths = sorted(length(node) for _, node in functions())
    assert statistics.median(lengths) <= 8
    assert lengths[int(len(lengths) * 0.9)] <= 25
    assert [f"{path.name}:{node.name}" for path, node in functions() if length(node) > 50] == []


def test_functions_stay_simple():
    assert statistics.fmean(complexity(node) for _, node in functions()) <= 2.5


def test_modules_stay_small():
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in FILES}
    assert statistics.median(lines.values()) <= 120
    assert [f"{path.relative_to(PACKAGE)}: {count}" for path, count in lines.items() if count > 400] == []


def test_at_most_four_arguments_stand_without_a_name():
    crowded = [
        f"{path.relative_to(PACKAGE)}:{node.name}"
        for path, node in functions()
        if len([argument for argument in node.args.posonlyargs + node.args.args if argument.arg not in {"self", "cls"}]) > 4
    ]
    assert crowded == []


def test_no_name_uses_a_banned_synonym():
    found = []
    for path, name in names():
        words = set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()))
        found += [f"{path.relative_to(PACKAGE)}: {name}" for word in words & BANNED if word not in EXCEPTIONS]
    assert found == []


def test_no_table_or_configuration_key_uses_a_banned_synonym():
    from digest.config import Settings
    from digest.store import tables

    keys = set(Settings.model_json_schema()["$defs"]["DigestTable"]["properties"]) | set(Settings.model_fields)
    keys |= {table.name for table in tables.metadata.sorted_tables}
    assert {key for key in keys if set(key.split("_")) & (BANNED - EXCEPTIONS.keys())} == set()


def test_no_command_uses_a_banned_synonym():
    from digest.cli.main import app

    commands = {command.name or command.callback.__name__ for command in app.registered_commands} | {
        group.name for group in app.registered_groups
    }
    assert not commands & BANNED
    assert {
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
    } <= commands


@pytest.fixture
def traced_send(tmp_path):
    """Pairs (caller, callee) of modules of ours during one whole demo: gather, publish, send."""
    from typer.testing import CliRunner

    from digest.cli.main import app

    pairs = defaultdict(set)
    root = str(PACKAGE) + "/"

    def trace(frame, event, _):
        if (
            event == "call"
            and frame.f_back
            and frame.f_code.co_filename.startswith(root)
            and frame.f_back.f_code.co_filename.startswith(root)
        ):
            pairs[frame.f_back.f_code.co_filename].add(frame.f_code.co_filename)

    before = sys.getprofile()
    sys.setprofile(trace)
    try:
        result = CliRunner().invoke(app, ["demo", "--keep", str(tmp_path / "demo")])
    finally:
        sys.setprofile(before)
    assert result.exit_code == 0, result.output
    return {(Path(a).relative_to(PACKAGE), Path(b).relative_to(PACKAGE)) for a, called in pairs.items() for b in called if a != b}


def test_no_two_modules_call_each_other_both_ways_during_a_send(traced_send):
    assert len(traced_send) > 50
    assert {tuple(sorted(map(str, pair))) for pair in traced_send if pair[::-1] in traced_send} == set()
