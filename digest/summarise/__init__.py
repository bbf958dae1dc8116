"""A story in a few whole sentences, each with the article it stands in.

``LeadSummariser`` takes the cleaned opening; ``ExtractiveSummariser`` chooses by position, title and newness;
``with_news`` turns a summary into that of an update; ``summarise_line`` is the same as a filter for other programs.
Nothing is rewritten: every sentence occurs in its article, so a summary can be wrong only where a source is.
"""

from __future__ import annotations

from digest.summarise.extractive import ExtractiveSummariser
from digest.summarise.lead import LeadSummariser
from digest.summarise.news import with_news
from digest.summarise.record import summarise_line

__all__ = ["ExtractiveSummariser", "LeadSummariser", "summarise_line", "with_news"]
