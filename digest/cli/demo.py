"""``digest demo``: the whole job on bundled input, by the same code as in earnest, without any network but loopback."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.console import Console
from digest.cli.exits import Exit, status_of_report
from digest.errors import ConfigError
from digest.log import set_up

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.model import Report

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
"""The samples' own date: a Saturday, so that the weekly edition is due as well."""
KEY = "the demo signs with this key, so that its mails are equal every time"
MARK = ".made-by-digest-demo"


def demo(
    context: typer.Context,
    *,
    show: Annotated[bool, typer.Option("--open", help="Open the result in the browser.")] = False,
    keep: Annotated[Path, typer.Option(metavar="DIR", help="Where the mails and index.html go.")] = Path("out/demo"),
) -> None:
    """Gather sample feeds, compose, and send to five sample readers; then look at the mails."""
    from digest.app import BUNDLED

    console: Console = context.obj
    set_up(console.verbosity)
    _empty(keep)
    report = _run(BUNDLED, keep, console)
    index = _index(keep / "Maildir", keep / "index.html")
    console.say(f"mails in {keep / 'Maildir'}; look at them: {index.resolve().as_uri()}")
    if show:
        import webbrowser

        webbrowser.open(index.resolve().as_uri())
    status = status_of_report(report)
    if status is not Exit.DONE:
        raise typer.Exit(status)


def _run(instance: Path, keep: Path, console: Console) -> Report:
    """Plan the evening before, then gather, publish and send at the samples' hour."""
    from digest.app import Frame, open_parts
    from digest.cli.stand_in import sample_mailbox, sample_web
    from digest.config import read
    from digest.pipeline import hand_over, intake
    from digest.schedule import plan_readers, publish_due

    with sample_web(instance / "samples" / "web") as origins, sample_mailbox(keep / "Maildir") as (host, port):
        settings = _settings(read(instance / "config.toml"), keep, host, port)
        editions = settings.edition_list()
        with open_parts(settings, Frame(now=NOW, origins=origins)) as parts:
            plan_readers(parts, editions, NOW - timedelta(hours=10))
            gathered = intake(parts, NOW)
            console.report(gathered, what="gather", is_last=False)
            published = publish_due(parts, editions, NOW)
            console.report(published, what="publish", is_last=False)
            sent = hand_over(parts)
            console.report(sent, what="send", earlier={"gather": gathered, "publish": published})
    return published + sent


def _settings(found: Settings, keep: Path, host: str, port: int) -> Settings:
    """The sample instance, remembering and sending inside ``keep`` and loopback."""
    from digest.config import Secret

    return found.model_copy(
        update={
            "digest": found.digest.model_copy(update={"transport": "smtp", "key": Secret(plain=KEY)}),
            "smtp": found.smtp.model_copy(update={"host": host, "port": port, "security": "none"}),
            "store": found.store.model_copy(update={"url": f"sqlite:///{(keep / 'data' / 'digest.db').resolve()}", "replay": True}),
        }
    )


def _empty(keep: Path) -> None:
    """Make the folder, or empty it when an earlier demo made it; anything else is left alone."""
    if keep.exists() and any(keep.iterdir()):
        if not (keep / MARK).exists():
            raise ConfigError("this folder is not empty and no demo made it; name another with --keep", file=str(keep))
        shutil.rmtree(keep)
    keep.mkdir(parents=True, exist_ok=True)
    (keep / MARK).touch()


def _index(maildir: Path, index: Path) -> Path:
    """One page that shows every mail: HTML at two widths, text part, headers."""
    from digest.app import BUNDLED
    from digest.cli.exhibit import exhibit
    from digest.render import gallery

    exhibits = [exhibit(path.read_bytes()) for path in (maildir / "new").iterdir()]
    exhibits.sort(key=lambda each: each.header("To"))
    index.write_text(gallery(exhibits, [BUNDLED / "templates"], title="digest demo"), encoding="utf-8")
    return index
