"""The world of the demo, on loopback: a web server with the sample papers and a mail server that keeps what it gets.

Both are real servers on real sockets; production code talks to them as it would to any other. The mail server writes
a Maildir with the raw bytes it received, under names made from their content, so that two runs leave equal files.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

_MEDIA = {".xml": "application/rss+xml", ".atom": "application/atom+xml", ".rdf": "application/rdf+xml", ".json": "application/feed+json"}


@contextmanager
def sample_web(root: Path) -> Iterator[Mapping[str, str]]:
    """Serve each folder of ``root`` as the host of its name; gives a map of public origins to this server's."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, directory=str(root)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    here = f"http://127.0.0.1:{server.server_port}"
    try:
        yield {f"https://{host.name}": here for host in sorted(root.iterdir()) if host.is_dir()}
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def sample_mailbox(maildir: Path) -> Iterator[tuple[str, int]]:
    """Take mail by SMTP into ``maildir``; gives host and port."""
    from aiosmtpd.controller import Controller

    for part in ("tmp", "new", "cur"):
        (maildir / part).mkdir(parents=True, exist_ok=True)
    port = _free_port()
    controller = Controller(_Mailbox(maildir), hostname="127.0.0.1", port=port, ready_timeout=10)
    controller.start()
    try:
        yield "127.0.0.1", port
    finally:
        controller.stop()


def _free_port() -> int:
    """A port nobody uses now: aiosmtpd asks the port it was given whether it answers, so it cannot be given 0."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


class _Pages(SimpleHTTPRequestHandler):
    """Static files; the host asked for is the folder."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | _MEDIA

    def translate_path(self, path: str) -> str:
        """``/feed.xml`` asked of ``herald.example`` is ``root/herald.example/feed.xml``."""
        host = self.headers.get("Host", "").partition(":")[0]
        return super().translate_path(f"/{host}{path}")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing: the report of the run says what was asked."""


class _Mailbox:
    """Keeps the bytes of each message as they came."""

    def __init__(self, maildir: Path) -> None:
        self._maildir = maildir

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: ANN401, N802 - aiosmtpd's protocol
        name = f"{sha256(envelope.content).hexdigest()[:24]}.digest"
        beside = self._maildir / "tmp" / name
        beside.write_bytes(envelope.content)
        beside.replace(self._maildir / "new" / name)
        return "250 2.0.0 kept"
