"""Gather: asks feeds, folders and pages what is new, politely, and trusts nothing of what comes.

``FeedGatherer``, ``FolderGatherer``, ``ListGatherer``, ``PageGatherer`` and ``SitemapGatherer`` are the parts; each takes
sources with what is remembered of them and gives a ``Gathering`` a source: entries, the state to remember, or a failure.
``manners`` decides when a source is asked again, ``parse`` reads documents, ``entries`` makes them harmless, ``health``
tells how a source fares, and ``catalogue`` suggests new ones.
"""

from __future__ import annotations

from digest.gather.catalogue import Suggestion, catalogue, catalogue_tags, suggested
from digest.gather.diagnosis import Diagnosis, diagnose
from digest.gather.feeds import FeedGatherer
from digest.gather.filter import parse_line
from digest.gather.folder import FolderGatherer
from digest.gather.health import Visit, coverage, examined
from digest.gather.linked import MAX_VISITS, pages
from digest.gather.lists import ListGatherer
from digest.gather.manners import is_due
from digest.gather.opml import Outline, read_opml, write_opml
from digest.gather.pages import PageGatherer
from digest.gather.probe import findings, probe
from digest.gather.sitemap import SitemapGatherer

__all__ = [
    "MAX_VISITS",
    "Diagnosis",
    "FeedGatherer",
    "FolderGatherer",
    "ListGatherer",
    "Outline",
    "PageGatherer",
    "SitemapGatherer",
    "Suggestion",
    "Visit",
    "catalogue",
    "catalogue_tags",
    "coverage",
    "diagnose",
    "examined",
    "findings",
    "is_due",
    "pages",
    "parse_line",
    "probe",
    "read_opml",
    "suggested",
    "write_opml",
]
