"""A scripted HTTP server on loopback: answers by path, and remembers what it was asked."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread


@dataclass
class Asked:
    path: str
    headers: dict[str, str]
    body: bytes = b""
    """What was posted."""


@dataclass
class Answer:
    """What a path gives: a status, headers and a body; ``raw`` is written as it is instead."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes = b""
    stall: bool = False
    """Say nothing more, and keep the connection open until the server closes."""


class Site:
    """The running server; ``answers[path]`` is an ``Answer`` or makes one from what was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[Asked], Answer]] = {}
        self.asked: list[Asked] = []
        self.at_once = self.most_at_once = 0
        self.lock = Lock()
        self.closing = Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.serve(self)

            do_POST = do_GET  # noqa: N815 - the standard library's name

            def log_message(self, *_args: object) -> None:
                """Say nothing: a test's output is its assertions."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_args: object) -> None:
                """A client that goes away in the middle is what many tests are about."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        asked = Asked(path=handler.path, headers=headers, body=handler.rfile.read(int(headers.get("content-length", 0))))
        with self.lock:
            self.asked.append(asked)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            found = self.answers.get(handler.path.partition("?")[0], Answer(status=404))
            self.give(handler, found(asked) if callable(found) else found)
        finally:
            with self.lock:
                self.at_once -= 1

    def give(self, handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        if answer.raw:
            handler.wfile.write(answer.raw)
            handler.close_connection = True
        else:
            handler.send_response(answer.status)
            for name, value in ({"Content-Length": str(len(answer.body))} | answer.headers).items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(answer.body)
        if answer.stall:
            handler.wfile.flush()
            self.closing.wait(10)
            handler.close_connection = True


@contextlib.contextmanager
def site() -> Iterator[Site]:
    """A server that runs for the length of a ``with``."""
    running = Site()
    thread = Thread(target=running.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.closing.set()
        running.server.shutdown()
        running.server.server_close()
        thread.join()
