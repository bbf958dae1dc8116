"""A reader's wishes, applied to a story: how much he wants its tags, and what he never wants.

A story's weight is the highest he gave to any of its tags that he named; a story with none of them weighs 1. So
*less politics* (0.2) holds for a story tagged politics and London when he said nothing of London. A weight of 0 is a
no: one such tag keeps the story out, whatever its other tags.

A muted word or phrase is compared as whole folded words with everything of the story that could be shown: its
titles, its summary and the opening paragraphs of its lead. ``site:host`` (and hosts below it) silences a voice, not an
event: a story is out when that site would speak in it, as lead or in a sentence of the summary; that the site
*also covered* a story other papers tell is no reason to withhold it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from digest.model import Candidate, Preference, Story, Summary
from digest.text import paragraphs, words

_PARAGRAPHS = 2
"""Paragraphs of the lead in which a muted word counts: deeper ones only mention it."""
_SITE = "site:"
Spoken = tuple[str, frozenset[str]]
"""Folded texts, divided by line ends so that no phrase is found across two; sites."""


def weight(story: Story, preference: Preference) -> float:
    """How much the reader wants the story: 0 = never, 1 = as anything else, up to 3."""
    return weight_of(story.tag_names, preference)


def weight_of(tags: frozenset[str], preference: Preference) -> float:
    """How much the reader wants what has these tags."""
    if not preference.tags:
        return 1.0
    named = [value for tag, value in preference.tags if tag in tags]
    return 0.0 if 0.0 in named else max(named, default=1.0)


def refused_tag(story: Story, preference: Preference) -> str:
    """The first of the story's tags that the reader weighted 0, or empty."""
    refused = [tag for tag, value in preference.tags if value == 0]
    tags = story.tag_names if refused else frozenset()
    return next((tag for tag in refused if tag in tags), "")


def muted_by(candidate: Candidate, preference: Preference, *, is_update: bool = False) -> str:
    """The first of the reader's mutes that keeps the story out, as he wrote it, or empty."""
    if not preference.mute:
        return ""
    said = spoken(candidate, is_update=is_update)
    return next((mute for mute in preference.mute if is_muted(mute, said)), "")


def spoken(candidate: Candidate, *, is_update: bool) -> Spoken:
    """The words that could be shown of a story, folded, and the sites that would speak in it."""
    story, summary = candidate.story, candidate.told(is_update=is_update)
    quoted = {sentence.article for sentence in summary.sentences}
    sites = frozenset(article.site for article in story.articles if article is story.lead or article.id in quoted)
    return "\n".join(_visible(story, summary)), sites


def is_muted(mute: str, said: Spoken) -> bool:
    """Whether a mute keeps out what says so."""
    text, sites = said
    if mute.startswith(_SITE):
        host = mute.removeprefix(_SITE).strip().lower().removeprefix("www.")
        return bool(host) and any(site == host or site.endswith(f".{host}") for site in sites)
    phrase = _marked(mute)
    return len(phrase) > len("  ") and phrase in text


def _visible(story: Story, summary: Summary) -> Iterator[str]:
    yield from (_marked(article.title) for article in story.articles)
    yield from (_marked(sentence.text) for sentence in summary.sentences)
    yield _opening(story.lead.text)


@lru_cache(maxsize=8192)
def _opening(text: str) -> str:
    return _marked("\n\n".join(paragraphs(text)[:_PARAGRAPHS]))


@lru_cache(maxsize=16_384)
def _marked(text: str) -> str:
    """The text's folded words between blanks, so that only whole words are found in it.

    Remembered like ``_opening``, for every group asks the same texts.
    """
    return f" {' '.join(words(text))} "
