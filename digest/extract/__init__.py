"""Entries become articles: clean text, title, date, category, identity.

``identify`` says which article an entry is without reading it; ``articles`` reads a batch of one source; ``with_page``
and ``with_pages`` replace teasers by the linked pages' text; ``entry_lines`` is what is to be remembered of a batch, so
that lines a site repeats are known next time; ``extract_line`` is the filter. Pure: no network, no clock.
"""

from __future__ import annotations

from digest.extract.article import articles, entry_lines, entry_site, with_page
from digest.extract.completion import Completed, with_pages
from digest.extract.identity import canonical_url, fingerprint, identify, site_of
from digest.extract.line import extract_line
from digest.extract.repetition import PAGES, chrome_of

__all__ = [
    "PAGES",
    "Completed",
    "articles",
    "canonical_url",
    "chrome_of",
    "entry_lines",
    "entry_site",
    "extract_line",
    "fingerprint",
    "identify",
    "site_of",
    "with_page",
    "with_pages",
]
