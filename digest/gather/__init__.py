"""Gather: asks feeds, folders and pages what is new, politely, and trusts nothing of what comes.

``FeedGatherer``, ``FolderGatherer`` and ``PageGatherer`` are the parts; each takes sources with what is remembered of
them and gives a ``Gathering`` a source: entries, the state to remember, or a failure. ``manners`` decides when a source
is asked again, ``parse`` reads documents, ``entries`` makes them harmless.
"""

from __future__ import annotations

from digest.gather.feeds import FeedGatherer
from digest.gather.filter import parse_line
from digest.gather.folder import FolderGatherer
from digest.gather.manners import is_due
from digest.gather.opml import Outline, read_opml, write_opml
from digest.gather.pages import PageGatherer, pages
from digest.gather.probe import findings, probe

__all__ = [
    "FeedGatherer",
    "FolderGatherer",
    "Outline",
    "PageGatherer",
    "findings",
    "is_due",
    "pages",
    "parse_line",
    "probe",
    "read_opml",
    "write_opml",
]
