"""Stories and copies on real data, above their floors. Needs DIGEST_EVAL, the folder of ``data`` and ``tools``."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EVAL = os.environ.get("DIGEST_EVAL", "")
ROOT = Path(__file__).parents[2]

pytestmark = [pytest.mark.bench, pytest.mark.skipif(not EVAL, reason="DIGEST_EVAL is not set")]


def measured(tmp_path, tool, data, function, *options):
    out = tmp_path / "figures.json"
    spec = f"py:digest.story:{function}"
    command = [sys.executable, str(Path(EVAL, "tools", tool)), str(Path(EVAL, "data", data)), spec, *options, "--json", str(out)]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    return json.loads(out.read_text())


@pytest.mark.parametrize(("name", "floor"), [("mixed", 0.94), ("gnews", 0.90)])
def test_stories_are_found(tmp_path, name, floor):
    assert measured(tmp_path, "text/cluster_eval.py", "text", "story_lines", "--set", name)[name]["f1"] >= floor


def test_copies_are_found_and_rivals_are_not(tmp_path):
    figures = measured(tmp_path, "text/neardup_eval.py", "text", "neardup_lines")
    assert figures["f1"] >= 0.90
    assert figures["hard_wrong"] <= 5


def test_languages_are_kept_apart(tmp_path):
    figures = measured(tmp_path, "lang/story_eval.py", "lang", "story_lines", "--set", "pud")["pud"]
    assert figures["f1"] >= 0.95
    assert figures["across_same_event"] + figures["across_other"] <= 10
