"""An installation in an empty folder, as a person would set it up: small papers over HTTP, a scripted mail server, the command."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import structlog
from fakes import EVENTS

from digest.cli.main import run

NOW = "2026-11-21T08:00:00Z"
AT = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)

CONFIG = """\
[digest]
name = "Quay News"
from = "quay@digest.example"
transport = "smtp"
key = "{key}"

[[editions]]
name = "daily"
list = "daily"
min_stories = 2

[smtp]
host = "127.0.0.1"
port = {port}
security = "none"
connections = 1
timeout = 60
reply_timeout = 60

[gather]
allow_private_addresses = ["127.0.0.0/8"]
full_text = false

[store]
replay = true
"""
KEY = "an e2e key that signs links"


@dataclass
class Said:
    """What a command said, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def all(self):
        return self.out + self.err


class Instance:
    """A folder with config.toml; commands run in it."""

    def __init__(self, folder: Path, *, port=9, key=KEY):
        self.folder = folder
        self.now = NOW
        self.write("config.toml", CONFIG.format(port=port, key=key))
        (folder / "config.toml").chmod(0o600)
        (folder / "subscribers").mkdir(exist_ok=True)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def configure(self, old="", new=""):
        """Change a passage of config.toml, or add one at its end."""
        text = (self.folder / "config.toml").read_text()
        assert old in text
        self.write("config.toml", text.replace(old, new, 1) if old else f"{text}\n{new}\n")

    def source(self, name, url, **given):
        more = "".join(f"{key} = {json.dumps(value)}\n" for key, value in given.items())
        self.configure(new=f'[[sources]]\nid = "{name}"\nurl = "{url}"\n{more}')

    def reader(self, *names, more=""):
        for name in names:
            self.write(f"subscribers/{name}.toml", f'email = "{name}@example.org"\nlists = ["daily"]\n{more}')

    def do(self, *words, now=True, feed=""):
        """Run a command here, in this process."""
        return do(self._words(words, now=now), self.folder, feed)

    def start(self, *words, **given):
        """Start a command as a process of its own."""
        command = [sys.executable, "-m", "digest", *self._words(words)]
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])} | given
        return subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)

    def _words(self, words, *, now=True):
        return [*(["--now", self.now] if now else []), *words]


def do(words, folder, feed=""):
    """Run ``digest`` in this process as the shell would in ``folder``."""
    out, err, before, given = io.StringIO(), io.StringIO(), Path.cwd(), sys.stdin
    os.chdir(folder)
    sys.stdin = io.StringIO(feed)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            run(list(words))
    except SystemExit as end:
        return Said(status=int(end.code or 0), out=out.getvalue(), err=err.getvalue())
    finally:
        os.chdir(before)
        sys.stdin = given
        structlog.reset_defaults()  # the command's log wrote into what is gone now
    raise AssertionError("the command did not end")


def until(event, process):
    """Wait for the event, as long as the process that is to bring it about lives."""
    for _ in range(600):
        if event.wait(0.1):
            return
        if process.poll() is not None:
            raise AssertionError(f"it ended before the moment came: {finished(process)}")
    process.kill()
    raise AssertionError(f"the moment did not come: {finished(process)}")


def finished(process):
    """What a process said when it ended."""
    out, err = process.communicate(timeout=60)
    return Said(status=process.returncode, out=out, err=err)


def item(title, link, told, *, at=AT, guid=""):
    date = f"<pubDate>{format_datetime(at)}</pubDate>" if at else ""
    return f"<item><title>{title}</title><link>{link}</link><guid>{guid or link}</guid>{date}<description>{told}</description></item>"


def rss(*items, title="The Quay"):
    body = "".join(items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title><link>https://quay.example/</link>{body}</channel></rss>'.encode()


def paper(count=3, *, first=0, at=AT - timedelta(hours=3), site="https://quay.example"):
    """A feed of different events."""
    told = EVENTS[first : first + count]
    return rss(*(item(title, f"{site}/{title.lower().replace(' ', '-')}", f"{title}. {text}", at=at) for title, text in told))
