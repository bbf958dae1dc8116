"""Entries become articles: clean text, title, date, category, identity.

``identify`` says what an entry is known by without reading it, ``named``, ``doubtful`` and ``attribute`` to which
article it belongs; ``articles`` reads a batch of one source; ``read_linked`` reads a linked page, ``with_page`` and
``with_pages`` replace teasers by the linked pages' text; ``entry_lines`` is what is to be remembered of a batch, so
that lines a site repeats are known next time; ``extract_line`` is the filter. Pure: no network, no clock.
"""

from __future__ import annotations

from digest.extract.article import articles, entry_lines, entry_site, known_of, read_linked, with_page
from digest.extract.completion import Completed, with_pages
from digest.extract.facts import PageFacts, dump_facts, load_facts
from digest.extract.identity import canonical_url, fingerprint, identify, site_of
from digest.extract.line import extract_line
from digest.extract.naming import Identified, all_names, attribute, doubtful, named
from digest.extract.popular import Ranked, most_popular, ranks_of
from digest.extract.repetition import PAGES, chrome_of

__all__ = [
    "PAGES",
    "Completed",
    "Identified",
    "PageFacts",
    "Ranked",
    "all_names",
    "articles",
    "attribute",
    "canonical_url",
    "chrome_of",
    "doubtful",
    "dump_facts",
    "entry_lines",
    "entry_site",
    "extract_line",
    "fingerprint",
    "identify",
    "known_of",
    "load_facts",
    "most_popular",
    "named",
    "ranks_of",
    "read_linked",
    "site_of",
    "with_page",
    "with_pages",
]
