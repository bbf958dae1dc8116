"""What processes of ``isolate`` answer in tests; they find this module by PYTHONPATH."""

from __future__ import annotations

import json
import os


def environment(_question: bytes, _document: bytes) -> tuple[str, bytes]:
    return "environment", json.dumps(dict(os.environ)).encode()


def broken_by_traps(question: bytes, document: bytes) -> tuple[str, bytes]:
    from digest.pipeline.reading import answer_to

    if document.startswith(b"trap"):
        os._exit(1)
    return answer_to(question, document)
