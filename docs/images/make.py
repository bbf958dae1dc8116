"""The picture in README.md: one mail of ``digest demo`` on a desktop and, dark, on a phone, photographed by Chromium.

Needs ``chromium`` on the PATH and Pillow, which digest itself does not use, so give it an environment of its own::

    make demo
    python3 -m venv /tmp/picture && /tmp/picture/bin/pip install pillow
    /tmp/picture/bin/python docs/images/make.py out/demo/Maildir docs/images/mail.png

Fewer colours keep the file small; look at it before you commit it.
"""

from __future__ import annotations

import subprocess
import sys
from email import message_from_bytes
from email.policy import SMTP
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

READER = "ada@"
SIZE = (1240, 900)
SCALE = 1.5
COLOURS = 200
MOST_BYTES = 250_000

PAGE = """\
<!DOCTYPE html>
<style>
body {{ margin: 0; width: 1240px; height: 900px; overflow: hidden; position: relative; background: #d9dde1 }}
iframe {{ display: block; border: 0 }}
.desktop, .phone {{ position: absolute; overflow: hidden }}
.desktop {{ left: 60px; top: 56px; width: 700px; height: 844px; border-radius: 12px 12px 0 0; box-shadow: 0 10px 34px #0003 }}
.desktop b {{ display: block; height: 40px; background: #f8f8f8; border-bottom: 1px solid #dcdcdc; font: 600 14px/40px Helvetica, Arial, sans-serif;
  color: #333; padding: 0 20px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }}
.desktop iframe {{ width: 700px; height: 804px }}
.phone {{ right: 60px; top: 56px; width: 375px; height: 764px; border: 11px solid #0b0b0b; border-radius: 44px; background: #121212; box-shadow: 0 14px 40px #0005 }}
.phone iframe {{ width: 375px; height: 760px; color-scheme: dark }}
</style>
<div class="desktop"><b>{subject}</b><iframe src="mail.html"></iframe></div>
<div class="phone"><iframe src="dark.html"></iframe></div>
"""


def main(maildir: Path, picture: Path) -> None:
    """Compose the page, take it, and write it with few colours."""
    subject, html = next(found for found in map(_mail, sorted((maildir / "new").iterdir())) if found)
    with TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "mail.html").write_text(html, "utf-8")
        # an iframe does not pass the embedder's dark scheme on everywhere, so the phone's copy always matches its dark rules
        (work / "dark.html").write_text(html.replace("(prefers-color-scheme:dark)", "all"), "utf-8")
        (work / "page.html").write_text(PAGE.format(subject=escape(subject)), "utf-8")
        _photograph(work / "page.html", work / "page.png", profile=work / "profile")
        taken = Image.open(work / "page.png").convert("RGB")
        taken.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(picture, optimize=True)
    if picture.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{picture} has {picture.stat().st_size:,} bytes: use fewer colours")


def _mail(path: Path) -> tuple[str, str] | None:
    """Subject and HTML of the reader's mail; None for others'."""
    mail = message_from_bytes(path.read_bytes(), policy=SMTP)
    part = mail.get_body(("html",))
    return (str(mail["Subject"]), part.get_content()) if part and READER in str(mail["To"]) else None


def _photograph(page: Path, picture: Path, *, profile: Path) -> None:
    width, height = SIZE
    subprocess.run(
        [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", f"--user-data-dir={profile}", f"--window-size={width},{height}",
            f"--force-device-scale-factor={SCALE}", f"--screenshot={picture}", page.as_uri(),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
