"""What is asked of the store before articles are folded in, and what it learns from them.

So that an intake pays for its new articles and not for all that live, the store remembers of every day how many texts held each
stem and for which stories it is *telling*. Folding asks four small questions, each answered from an index:

1. in how many texts stand the stems of these articles (``Draft.stems``)?
2. which stories hold the stems that are telling in them (``Weighed.asked``)?
3. what do the most promising of these stories say (``Weighed.promising``)? These alone are read and compared.
4. in how many texts stand the other stems of these stories (``Weighed.strange``)?

What is looked at for one article is bounded: stems that lead to too many stories are left out, and few stories are read. The
comparison itself (``growth.fold_in``) is the same as over all living stories, with the same frequencies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from digest.model import Article, ArticleId, Story, StoryId, Term, Texts
from digest.story.assign import NOT_COUNTED, NOTHING_COUNTED, Read, Weights, read, reading_of
from digest.story.index import Profile, cheapest
from digest.story.lead import in_time
from digest.story.tongue import commonest

TELLING = 16
"""Strongest stems of an article by which its story is found."""
_ENTRIES = 500
"""Stories that are looked at for one article under all its stems, at most; those of its commonest stems are left out first."""
_PROMISING = 3
"""Stories that are read for one article, at most."""
_SHARED = 0.06
"""Sum of squared weights of the shared stems from which a story is promising; half of the lowest bar."""


def latest(articles: Iterable[Article]) -> dict[ArticleId, Article]:
    """Of several versions of one article the latest, whatever their order."""
    return {article.id: article for article in sorted(articles, key=lambda article: (article.seen, in_time(article), article.entry_hash))}


class Draft:
    """Articles that arrive, read but not weighed."""

    def __init__(self, articles: Iterable[Article], counted: Texts = NOTHING_COUNTED) -> None:
        """Read them; ``counted`` need only hold the numbers of all texts of each language (stem ``""``)."""
        self._articles = latest(articles)
        self._read = dict(zip(self._articles, read([reading_of(article) for article in self._articles.values()], counted), strict=True))
        totals = Counter({language: of_language.get("", 0) for language, of_language in counted.items()})
        self._usual = commonest(totals + Counter(each.language for each in self._read.values()))

    @property
    def stems(self) -> frozenset[str]:
        """Every stem of every article, and ``""``: what must be known to weigh them."""
        return frozenset({stem for each in self._read.values() for stem in each.terms.stems} | {""})

    def weighed(self, counted: Texts = NOTHING_COUNTED) -> Weighed:
        """The articles weighed against one another and the texts counted before; these must not be among them."""
        return Weighed(self._articles, self._read, counted, self._usual)


class Weighed:
    """Articles that arrive, with their profiles."""

    def __init__(self, articles: Mapping[ArticleId, Article], read: Mapping[ArticleId, Read], counted: Texts, usual: str) -> None:
        """Weigh them; ``Draft.weighed`` does. Texts whose language was not known when they came are in the ``usual`` one now."""
        self._articles, self._read, self._usual = articles, read, usual
        self._counted = _settled(counted, usual)
        self._weights = Weights(tuple(read.values()), self._counted)
        self._profiles = {article: self._weights.profile(each) for article, each in read.items()}

    def strange(self, living: Iterable[Story]) -> frozenset[str]:
        """The stems of these stories that these articles do not hold: how common they are must be known too."""
        theirs = self._others([article for story in living for article in story.articles])
        ours = {stem for each in self._read.values() for stem in each.terms.stems}
        return frozenset({stem for each in theirs.values() for stem in each.terms.stems} - ours)

    def knowing(self, counted: Texts) -> Weighed:
        """The same articles, more stems known."""
        more = _settled(counted, self._usual)
        merged = {
            language: {**self._counted.get(language, NOT_COUNTED), **more.get(language, NOT_COUNTED)}
            for language in {*self._counted, *more}
        }
        return Weighed(self._articles, self._read, merged, self._usual)

    def profiles(self, articles: Sequence[Article]) -> list[Profile]:
        """The profiles of these articles; those that do not arrive are read now."""
        others = self._others(articles)
        return [self._weights.profile(others[article.id]) if article.id in others else self._profiles[article.id] for article in articles]

    def _others(self, articles: Iterable[Article]) -> dict[ArticleId, Read]:
        others = [article for article in articles if article is not self._articles.get(article.id)]
        return dict(zip([article.id for article in others], read([reading_of(article) for article in others], self._counted), strict=True))

    @property
    def asked(self) -> frozenset[str]:
        """The stems whose stories must be known: the strongest of each article that stood in a text before."""
        return frozenset(
            stem for each in self._profiles.values() for stem in each.vector if self._counted.get(each.language, NOT_COUNTED).get(stem)
        )

    def promising(self, told: Iterable[Term]) -> frozenset[StoryId]:
        """The stories that any of the articles could belong to."""
        by_stem: defaultdict[tuple[str, str], set[StoryId]] = defaultdict(set)
        for term in told:
            by_stem[term.language or self._usual, term.stem].update(term.stories)
        return frozenset(story for article in self._articles for story in self._promising(article, by_stem))

    def _promising(self, article: ArticleId, by_stem: Mapping[tuple[str, str], set[StoryId]]) -> list[StoryId]:
        profile = self._profiles[article]
        lists = [(held, weight) for stem, weight in profile.vector.items() if (held := by_stem.get((profile.language, stem)))]
        shared: defaultdict[StoryId, float] = defaultdict(float)
        for held, weight in cheapest(lists, _ENTRIES)[0]:
            for story in held:
                shared[story] += weight * weight
        likely = [(-worth, story) for story, worth in shared.items() if worth > _SHARED]
        return [story for _, story in sorted(likely)[:_PROMISING]]

    def learnt(self, changed: Iterable[Story], *, living: Iterable[Story], told: Iterable[Term], today: date) -> tuple[Term, ...]:
        """What the store learns from these articles, now that their stories are known.

        An edit is not counted again: its first version was. What was told of ``today`` already is not said again.
        """
        known = {article for story in living for article in story.article_ids}
        home = {article: story.id for story in changed for article in story.article_ids if article in self._articles}
        texts = self._texts(article for article in self._articles if article not in known)
        listed = {(term.language, term.stem, story) for term in told if term.day == today for story in term.stories}
        telling = self._telling(home, listed)
        return tuple(
            Term(
                day=today,
                language=language,
                stem=stem,
                texts=texts.get((language, stem), 0),
                stories=tuple(telling.get((language, stem), ())),
            )
            for language, stem in sorted({*texts, *telling})
        )

    def _telling(
        self, home: Mapping[ArticleId, StoryId], listed: Container[tuple[str, str, StoryId]]
    ) -> dict[tuple[str, str], dict[StoryId, None]]:
        """By language and stem, the stories that these articles tell with it, without those that are listed."""
        telling: defaultdict[tuple[str, str], dict[StoryId, None]] = defaultdict(dict)
        said = ((language, stem, story) for article, story in home.items() for language, stem in self._telling_of(article))
        for language, stem, story in said:
            if (language, stem, story) not in listed:
                telling[language, stem][story] = None
        return telling

    def _texts(self, articles: Iterable[ArticleId]) -> dict[tuple[str, str], int]:
        """In how many of these articles each stem stands, by language and stem."""
        by_language: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for article in articles:
            each = self._read[article]
            by_language[each.language][""] += 1
            by_language[each.language].update(each.terms.stems)
        return {(language, stem): count for language, counts in by_language.items() for stem, count in counts.items()}

    def _telling_of(self, article: ArticleId) -> Iterator[tuple[str, str]]:
        profile = self._profiles[article]
        return ((profile.language, stem) for stem in islice(profile.vector, TELLING))


def _settled(counted: Texts, usual: str) -> Texts:
    """The same counts, with the texts of no known language among those of the usual one."""
    if not usual or not counted.get(""):
        return counted
    summed = Counter(counted.get(usual, NOT_COUNTED))
    summed.update(counted[""])
    return {**{language: of_language for language, of_language in counted.items() if language}, usual: summed}
