"""The other end of ``workers``: a process that parses documents for its parent until the pipe closes.

A frame is four bytes of length and so many of content. A question is two frames: what came with the document (JSON), the
document. An answer is two frames: its kind, and a feed or the words of the error. The process limits its own memory first;
a document that needs more fails alone.
"""

from __future__ import annotations

import json
import resource
import struct
import sys
from typing import BinaryIO

from digest.errors import ParseError
from digest.gather.parse import BrokenFeedError, WebPageError, parse
from digest.gather.wire import dump

_LENGTH = struct.Struct(">I")


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame; None at the end of the stream."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    content = stream.read(length)
    return content if len(content) == length else None


def frame(content: bytes) -> bytes:
    """Content as a frame."""
    return _LENGTH.pack(len(content)) + content


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
    except MemoryError:
        return "error", b"the feed takes more memory to read than it is given"


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer until there are no more questions."""
    while (question := read_frame(questions)) is not None:
        kind, content = answer_to(question, read_frame(questions) or b"")
        answers.write(frame(kind.encode()) + frame(content))
        answers.flush()


def main(megabytes: int) -> None:
    """Serve on standard input and output within so many megabytes of address space."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(sys.stdin.buffer, sys.stdout.buffer)
