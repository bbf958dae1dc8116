"""The other end of ``workers``: a process that answers questions about documents until the pipe closes.

A frame is four bytes of length and so many of content. A question is two frames: what is to be known of the document
(JSON), and the document. An answer is two frames: its kind, and its content. The process limits its own memory first; a
document that needs more fails alone.
"""

from __future__ import annotations

import resource
import struct
import sys
from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO

Answering = Callable[[bytes, bytes], tuple[str, bytes]]
"""From question and document to kind and content."""
NO_MEMORY = "no memory"
"""The kind of the answer about a document that needs more memory than there is."""
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


def serve(questions: BinaryIO, answers: BinaryIO, answer_to: Answering) -> None:
    """Answer until there are no more questions."""
    while (question := read_frame(questions)) is not None:
        document = read_frame(questions) or b""
        try:
            kind, content = answer_to(question, document)
        except MemoryError:
            kind, content = NO_MEMORY, b""
        answers.write(frame(kind.encode()) + frame(content))
        answers.flush()


def main(target: str, megabytes: int) -> None:
    """Serve on standard input and output with the function ``module:name``, within so many megabytes of address space."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    module, _, name = target.partition(":")
    answer_to: Answering = getattr(import_module(module), name)
    serve(sys.stdin.buffer, sys.stdout.buffer, answer_to)
