"""``digest init``: a configuration and one subscriber, ready to be changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.cli.console import Console
from digest.errors import ConfigError

CONFIG = """\
# digest: what this installation gathers and sends. Check it with `digest check`; every key: docs/reference/config.md

[digest]
name = "My Digest"
from = "digest@example.org"        # must be an address you may send from
timezone = "{zone}"
transport = "maildir"              # mails are written to data/Maildir; "smtp" sends them

[[editions]]
name = "daily"
list = "daily"
send_at = "07:00"                  # in each reader's own zone
max_stories = 12

# [smtp]
# host = "smtp.example.org"
# port = 587
# username = "digest"
# password = {{ env = "DIGEST_SMTP_PASSWORD" }}

# One table a source; `digest sources add URL` writes it for you, `digest sources import FILE.opml` many.
# [[sources]]
# url = "https://example.org/feed.xml"
# tags = ["technology"]
"""
SUBSCRIBER = """\
email = "you@example.org"
name = "You"
lists = ["daily"]
language = "en"
timezone = "{zone}"
# send_at = "07:00"
# days = ["mon", "tue", "wed", "thu", "fri"]

# [tags]                           # weights: 0 = never, 1 = usual, up to 3
# technology = 2.0
"""


def init(context: typer.Context, *, folder: Annotated[Path, typer.Argument(metavar="[DIR]")] = Path()) -> None:
    """Make config.toml and subscribers/you.toml; nothing that exists is touched."""
    console: Console = context.obj
    zone = _zone_here()
    made = {folder / "config.toml": CONFIG.format(zone=zone), folder / "subscribers" / "you.toml": SUBSCRIBER.format(zone=zone)}
    there = [path for path in made if path.exists()]
    if there:
        raise ConfigError("it exists already; choose another folder, or edit it", file=str(there[0]))
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        console.say(f"made {path}")
    console.give({"made": list(made)})
    console.say("next: add your feeds and your address, then: digest check && digest preview")


def _zone_here() -> str:
    """This machine's zone, UTC when it does not say."""
    path = Path("/etc/localtime")
    _, found, zone = str(path.resolve()).partition("/zoneinfo/") if path.is_symlink() else ("", "", "")
    return zone if found else "UTC"
