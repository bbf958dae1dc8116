"""A page on this machine that shows itself anew when it changes: for looking at a template while it is written.

The server listens on loopback only, on a port the system chooses, and knows two addresses: the page, and a question that
is answered when there is a newer one. It ends with the command.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread

WAIT_SECONDS = 20.0
"""How long a question stays open; then the page asks again."""


class LivePage:
    """The page as it stands now, and who waits for the next."""

    def __init__(self) -> None:
        """Empty until shown."""
        self._page, self._number, self._changed = b"", 0, Condition()

    def show(self, page: str) -> None:
        """From now on this is the page; whoever waits is told."""
        with self._changed:
            self._page, self._number = page.encode(), self._number + 1
            self._changed.notify_all()

    def answer(self, path: str) -> bytes | None:
        """The page, or the number of a newer one than asked about (the present one when none comes in time)."""
        if path == "/":
            return self._page
        seen = path.removeprefix("/after/")
        if not seen.isdecimal():
            return None
        with self._changed:
            self._changed.wait_for(lambda: self._number > int(seen), WAIT_SECONDS)
            return str(self._number).encode()

    @contextmanager
    def served(self) -> Iterator[str]:
        """Answer on loopback until the block ends; gives the address."""
        page = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                told = page.answer(self.path)
                self.send_response(HTTPStatus.OK if told is not None else HTTPStatus.NOT_FOUND)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                self.wfile.write(told or b"")

            def log_message(self, *_: object) -> None:
                """Say nothing: the command's own lines are what a person reads."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        Thread(target=server.serve_forever, name="preview", daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            server.server_close()
