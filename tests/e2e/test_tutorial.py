"""The tutorial, done from the first line to the last in an empty folder, as a newcomer would."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.md"
PORT = "8765"
FENCE = re.compile(r"^```(?P<kind>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"(?P<how>into|end\s+of|Change)\s+`(?P<path>[^`]+)`[^`]*:\s*$")
MARK = "\x1e"


@dataclass(frozen=True)
class Step:
    """One command, what the tutorial shows as its output, and whether it says that it fails."""

    command: str
    shown: str
    is_failing: bool


def steps(text):
    """Every command in order; a file that the reader is told to write becomes a command that writes it."""
    before = 0
    for fence in FENCE.finditer(text):
        kind, body = fence["kind"], fence["body"]
        told = FILE.search(text[before : fence.start()])
        before = fence.end()
        if kind.startswith("console"):
            yield from commands(body, is_failing=kind.endswith("fails"))
        elif told:
            sign = ">>" if told["how"].startswith("end") else ">"
            yield Step(f"cat {sign} {told['path']} <<'END_OF_FILE'\n{body}END_OF_FILE", "", is_failing=False)


def commands(body, *, is_failing):
    for piece in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        end = re.search(r"<<'?(\w+)'?", piece.partition("\n")[0])
        head = re.match(rf".*?^{end[1]}\n", piece, re.MULTILINE | re.DOTALL)[0] if end else piece.partition("\n")[0]
        yield Step(head.rstrip("\n"), piece[len(head) :].strip("\n"), is_failing)


def script(todo):
    """One shell session: after every command its status; after the server is started, until it listens."""
    lines = ["set -u", "export LC_ALL=C.UTF-8"]
    for step in todo:
        lines += [step.command, f"printf '{MARK}%d{MARK}' $?"]
        if step.command.endswith("&"):
            lines.append(f"timeout 20 bash -c 'until : 2>/dev/null </dev/tcp/127.0.0.1/{PORT}; do :; done'")
    return "\n".join(lines) + "\n"


def matches(shown, output):
    """Whether the output is as shown, … standing for anything."""
    pattern = ".*".join(re.escape(part) for part in shown.split("…"))
    return re.fullmatch(pattern, output.strip("\n"), re.DOTALL) is not None


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])


def test_a_newcomer_who_does_what_the_tutorial_says_sees_what_it_says(tmp_path):
    todo = list(steps(TUTORIAL.read_text("utf-8")))
    assert len(todo) > 20, "the tutorial's blocks are no longer recognised"
    port = free_port()
    kept = {name: os.environ[name] for name in ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG") if name in os.environ}
    done = subprocess.run(
        ["bash", "-c", script(todo).replace(PORT, port)],
        cwd=tmp_path,
        env=kept | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(tmp_path), "TZ": "UTC"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        check=False,
    )
    told = done.stdout.decode().split(MARK)
    assert len(told) == 2 * len(todo) + 1, f"the session ended early:\n{done.stdout.decode()}"
    for step, output, status in zip(todo, told[0::2], told[1::2], strict=False):
        seen = f"$ {step.command}\n{output}"
        assert (status != "0") == step.is_failing, f"{seen}\nleft with status {status}"
        assert not step.shown or matches(step.shown.replace(PORT, port), output), f"{seen}\nand the tutorial shows:\n{step.shown}"
