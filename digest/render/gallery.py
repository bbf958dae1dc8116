"""One page to look at mails as readers get them: on a phone, on a desk, as text, with their headers.

The mails stand in sandboxed frames (``srcdoc``), so nothing in them can run or reach the page; the page itself needs
no script and nothing from the network but the pictures that the mails show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.header import decode_header, make_header
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from digest.errors import RenderError
from digest.render.lint import flaws_in_page
from digest.render.plate import read_source

BUDGET = 90_000
"""Bytes of HTML; Gmail shows no more than 102,400."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One mail to be shown."""

    title: str
    """Whose it is, in a few words."""
    headers: str
    """As sent, a header a line."""
    html: str
    """Decoded; empty for a mail of text only."""
    text: str

    def header(self, name: str) -> str:
        """The value of the first header of that name, unfolded and decoded; empty when there is none."""
        unfolded = self.headers.replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ")
        found = (line.partition(":")[2].strip() for line in unfolded.split("\n") if line.lower().startswith(f"{name.lower()}:"))
        return str(make_header(decode_header(next(found, ""))))


def gallery(
    exhibits: Sequence[Exhibit], folders: Sequence[Path], *, title: str = "digest", notes: Sequence[str] = (), live: int = 0
) -> str:
    """One HTML file that shows ``exhibits``, from ``web/gallery.html`` of the first folder that has it.

    ``notes`` stand above them. With ``live``, the number of this page, it asks its server for the next one.

    Raises ``RenderError`` when no folder has it.
    """
    path = next((folder / "web" / "gallery.html" for folder in folders if (folder / "web" / "gallery.html").is_file()), None)
    if path is None:
        raise RenderError("this template is missing", subject="web/gallery.html:1", cause=f"not in {', '.join(map(str, folders))}")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    mails = [_plain_values(exhibit) for exhibit in exhibits]
    return environment.from_string(read_source(path)).render(mails=mails, title=title, notes=notes, live=live)


def _plain_values(exhibit: Exhibit) -> dict[str, object]:
    return {
        "size": f"{len(exhibit.html.encode()):,}",
        "text_size": f"{len(exhibit.text.encode()):,}",
        "budget": f"{BUDGET:,}",
        "flaws": _flaws(exhibit),
        "title": exhibit.title,
        "subject": exhibit.header("Subject"),
        "sender": exhibit.header("From"),
        "recipient": exhibit.header("To"),
        "headers": exhibit.headers,
        "html": exhibit.html,
        "text": exhibit.text,
    }


def _flaws(exhibit: Exhibit) -> tuple[str, ...]:
    """What mail programs will not stand in the mail; a mail of text only has nothing of it."""
    if not exhibit.html:
        return ()
    size = len(exhibit.html.encode())
    return (*flaws_in_page(exhibit.html), *([f"{size:,} bytes of HTML are more than {BUDGET:,}"] if size > BUDGET else []))
