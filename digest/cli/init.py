"""``digest init``: a configuration and one subscriber, ready to be changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.console import Console
from digest.cli.starters import meant, source_table, starters
from digest.errors import ConfigError

if TYPE_CHECKING:
    from digest.gather import Suggestion

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


def init(
    context: typer.Context,
    *,
    folder: Annotated[Path, typer.Argument(metavar="[DIR]")] = Path(),
    tags: Annotated[str, typer.Option(metavar="TAG,…", help="Begin with well-known feeds on these, as in technology,science.")] = "",
    language: Annotated[str, typer.Option(help="The language of these feeds.")] = "en",
) -> None:
    """Make config.toml and subscribers/you.toml; nothing that exists is touched."""
    console: Console = context.obj
    zone = _zone_here()
    wanted = [tag.strip() for tag in tags.split(",") if tag.strip()]
    feeds = starters(wanted, language=language, limit=6)
    if wanted and not feeds:
        raise ConfigError("the catalogue has no feeds on these in this language; leave --language out", key=tags)
    made = {folder / "config.toml": CONFIG.format(zone=zone), folder / "subscribers" / "you.toml": SUBSCRIBER.format(zone=zone)}
    there = [path for path in made if path.exists()]
    if there:
        raise ConfigError("it exists already; choose another folder, or edit it", file=str(there[0]))
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        console.say(f"made {path}")
    if feeds:
        _begin(folder, wanted, feeds)
        console.say(f"{len(feeds)} feeds on {', '.join(wanted)} are in {folder / 'config.toml'}")
    console.give({"made": list(made), "sources": [feed.url for feed in feeds]})
    first = "your address" if feeds else "your feeds (digest sources suggest TAG) and your address"
    console.say(f"next: add {first}, then: digest check && digest gather && digest preview")


def _begin(folder: Path, tags: Sequence[str], feeds: Sequence[Suggestion]) -> None:
    """Write the feeds into config.toml and the tags into you.toml."""
    from digest.config import add_sources

    add_sources(folder / "config.toml", [source_table(feed) for feed in feeds])
    you = folder / "subscribers" / "you.toml"
    weights = "".join(f"{name} = 2.0\n" for name in dict.fromkeys(map(meant, tags)))
    head, _, _ = you.read_text(encoding="utf-8").partition("# [tags]")
    you.write_text(f"{head}[tags]                             # weights: 0 = never, 1 = usual, up to 3\n{weights}", encoding="utf-8")


def _zone_here() -> str:
    """This machine's zone, UTC when it does not say."""
    path = Path("/etc/localtime")
    _, found, zone = str(path.resolve()).partition("/zoneinfo/") if path.is_symlink() else ("", "", "")
    return zone if found else "UTC"
