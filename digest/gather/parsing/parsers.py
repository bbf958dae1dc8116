"""Parsing where it can be killed: documents that may be traps are read in processes of their own (``isolate``).

A large document, and a middling one that only the slow road can read, is parsed elsewhere; whatever it does there, it ends
in time, and the document is a ``ParseError``. Small documents are read at home.
"""

from __future__ import annotations

import json
from typing import NoReturn

from digest.errors import ParseError
from digest.gather.parsing.parse import BrokenFeedError, WebPageError, parse, parse_quickly
from digest.gather.parsing.published import Feed
from digest.gather.parsing.wire import dump, load
from digest.isolate import SMALL, Workers

MIDDLING = 1_024 * 1_024
"""Bytes up to which a document is parsed at home where the fast road reads it."""
ANSWERING = "digest.gather.parsing.parsers:answer_to"
"""What the processes answer with."""


def answer_to(question: bytes, document: bytes) -> tuple[str, bytes]:
    """Kind and content of the answer: ``feed``, ``page``, ``broken`` or ``error``."""
    try:
        return "feed", dump(parse(document, **json.loads(question)))
    except WebPageError as error:
        return "page", json.dumps(error.links).encode()
    except BrokenFeedError as error:
        return "broken", dump(error.feed)
    except ParseError as error:
        return "error", str(error).encode()


def parsed(workers: Workers, body: bytes, *, url: str = "", content_type: str = "", language: str = "") -> Feed:
    """As ``parse``, but it ends in time and within its memory; raises ``ParseError`` as that does.

    ``workers`` answer with ``ANSWERING``.
    """
    if len(body) <= SMALL:
        return parse(body, url=url, content_type=content_type, language=language)
    found = parse_quickly(body, content_type=content_type, language=language) if len(body) <= MIDDLING else None
    return found or _elsewhere(workers, body, {"url": url, "content_type": content_type, "language": language})


def _elsewhere(workers: Workers, body: bytes, context: dict[str, str]) -> Feed:
    try:
        kind, content = workers.ask(context, body)
    except ParseError as error:
        raise ParseError(f"the feed cannot be read: {error.what}") from error
    return load(content) if kind == "feed" else _complain(kind, content)


def _complain(kind: str, content: bytes) -> NoReturn:
    if kind == "page":
        raise WebPageError(tuple(json.loads(content)))
    if kind == "broken":
        raise BrokenFeedError(load(content))
    raise ParseError(content.decode("utf-8", "replace"))
