"""What a linked page says for its article, also as JSON: pages are read in processes of their own, which hand this over.

No pickle, for what is handed over was made of a stranger's page.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from digest.extract.metadata import Declared
from digest.model import Image


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a linked page says for an article."""

    url: str
    lines: tuple[str, ...]
    declared: Declared
    published: datetime | None = None


def dump_facts(facts: PageFacts) -> bytes:
    """As JSON in UTF-8."""
    return json.dumps(asdict(facts), default=datetime.isoformat).encode()


def load_facts(document: bytes) -> PageFacts:
    """The facts again; raises ``ValueError``, ``TypeError`` or ``KeyError`` for what ``dump_facts`` did not write."""
    fields: dict[str, Any] = json.loads(document)
    said = fields["declared"]
    image = Image(**said["image"]) if said["image"] else None
    return PageFacts(
        url=fields["url"],
        lines=tuple(fields["lines"]),
        declared=Declared(**said | {"tags": tuple(said["tags"]), "image": image}),
        published=datetime.fromisoformat(fields["published"]) if fields["published"] else None,
    )
