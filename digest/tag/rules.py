"""Tags from what the operator wrote and the publisher said; every one tells where it came from.

In this order, and the first to give a tag is its provenance: the source's own tags (``source``), the publisher's
categories (``category: News``) by the operator's aliases, the built-in table, or as they stand; and rules
(``rule: budget``) over title and text. A rule is a word, a phrase (its words in a row), a word's beginning (``elect*``)
or a site (``site:herald.example``, subdomains included). Case and accents of width do not count; whole words do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from digest.model import Article, Source, Tagging
from digest.tag.names import LONGEST_NAME, is_empty, tag_name, usual_tag
from digest.text import fold, words

_SITE = "site:"
_CATEGORIES = 10
"""So many of an article's categories are read."""
_PATH = re.compile(r"\s*[/>»|]\s*")

Claim = Callable[[str, str], bool]
"""Whether a rule holds for an article's words (in a row, blanks between and around) and its site."""


class RuleTagger:
    """The tagger that reads sources, categories and rules."""

    def __init__(
        self, sources: Sequence[Source] = (), aliases: Mapping[str, str] | None = None, rules: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        """``aliases``: a publisher's category to a tag; ``rules``: a tag to its words, phrases and sites."""
        self._source_tags = {source.id: tuple(sorted(source.tags)) for source in sources}
        self._aliases = {fold(alias): tag for alias, tag in (aliases or {}).items()}
        self._rules = [(tag, rule, _claim(rule)) for tag, written in (rules or {}).items() for rule in written if rule.strip()]
        self._declared = {*self._aliases.values(), *(rules or {}), *(tag for tags in self._source_tags.values() for tag in tags)}

    def tags(self, article: Article) -> tuple[Tagging, ...]:
        """Tags with provenance, in a stable order, without doubles."""
        found: dict[str, Tagging] = {}
        for tag, by in (*self._by_source(article), *self._by_category(article), *self._by_rule(article)):
            found.setdefault(tag, Tagging(tag=tag, by=by))
        return tuple(found.values())

    def _by_source(self, article: Article) -> Iterator[tuple[str, str]]:
        for tag in self._source_tags.get(article.source, ()):
            yield self.present_name(tag), "source"

    def present_name(self, tag: str) -> str:
        """What a tag is called now: the tag whose alias it has become, or itself."""
        return self._aliases.get(fold(tag), tag)

    def _by_category(self, article: Article) -> Iterator[tuple[str, str]]:
        named = article.categories or (article.category,)
        for category in named[:_CATEGORIES]:
            whole = self._meaning(category)
            for tag in [whole] if whole else [self._meaning(piece) for piece in _PATH.split(category)]:
                if tag:
                    yield tag, f"category: {category}"

    def _meaning(self, category: str) -> str:
        """The tag a category means: the operator's word first, then ours, then its own; empty for none."""
        if is_empty(category):
            return ""
        name = tag_name(category)
        known = self._aliases.get(fold(category)) or (name if name in self._declared else "") or usual_tag(category)
        return self.present_name(known or (name if name and not _PATH.search(category) and len(category.split()) <= LONGEST_NAME else ""))

    def _by_rule(self, article: Article) -> Iterator[tuple[str, str]]:
        if not self._rules:
            return
        spoken = f" {' '.join(words(f'{article.title} | {article.text}', article.language))} "
        for tag, rule, holds in self._rules:
            if holds(spoken, article.site):
                yield tag, f"rule: {rule}"


def _claim(rule: str) -> Claim:
    written = fold(rule)
    if written.startswith(_SITE):
        return _is_site(written.removeprefix(_SITE).strip().removeprefix("www."))
    phrase = " ".join(words(written.removesuffix("*")))
    wanted = f" {phrase}" if written.endswith("*") else f" {phrase} "
    return lambda spoken, _site: bool(phrase) and wanted in spoken


def _is_site(host: str) -> Claim:
    return lambda _spoken, site: bool(host) and (site == host or site.endswith(f".{host}"))
