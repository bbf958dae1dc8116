"""Entries become articles: clean text, title, date, category, identity.

``identify`` says which article an entry is without reading it; ``articles`` reads a batch of one source;
``with_page`` replaces a teaser by the linked page's text; ``chrome_lines`` is what a source repeats on every page, to
be remembered between batches; ``extract_line`` is the filter. Pure: no network, no clock.
"""

from __future__ import annotations

from digest.extract.article import articles, chrome_lines, with_page
from digest.extract.identity import canonical_url, fingerprint, identify, site_of
from digest.extract.line import extract_line

__all__ = ["articles", "canonical_url", "chrome_lines", "extract_line", "fingerprint", "identify", "site_of", "with_page"]
