"""Domain values as JSON text and as rows, and back: ``load(dump(value)) == value``.

One pair of explicit functions a type, and no pickle: what a store holds can be read by any program, and nothing that
stands in it can run. JSON is compact and not escaped to ASCII; instants in it are the text that ``columns`` writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from digest.model import (
    Article,
    ArticleId,
    CardKey,
    Image,
    Place,
    Score,
    Section,
    Sentence,
    Shown,
    Signal,
    SourceId,
    Story,
    StoryId,
    Summary,
    Tagging,
)
from digest.store.columns import writable, written

Json = Any  # a decoded JSON value: what it is, each reader below says by what it builds from it


def _dump(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


# ---------------------------------------------------------------- articles


def dump_tags(tags: Iterable[Tagging]) -> str:
    """``[["sport", "source"], …]``."""
    return _dump([[tagging.tag, tagging.by] for tagging in tags])


def load_tags(text: str) -> tuple[Tagging, ...]:
    """Tags with their provenance."""
    return () if text == "[]" else tuple(Tagging(tag=tag, by=by) for tag, by in json.loads(text))


def dump_texts(texts: Iterable[str]) -> str:
    """A list of texts: categories, card keys."""
    return _dump(list(texts))


def load_texts(text: str) -> tuple[str, ...]:
    """Texts in order."""
    return () if text == "[]" else tuple(json.loads(text))


def load_cards(text: str) -> tuple[CardKey, ...]:
    """Card keys in order."""
    return tuple(CardKey(key) for key in load_texts(text))


def dump_image(image: Image | None) -> str | None:
    """``[url, alt, width, height]``, or nothing."""
    return None if image is None else _dump([image.url, image.alt, image.width, image.height])


def load_image(text: str | None) -> Image | None:
    """A picture, or nothing."""
    if text is None:
        return None
    url, alt, width, height = json.loads(text)
    return Image(url=url, alt=alt, width=width, height=height)


def article_row(article: Article) -> dict[str, Any]:
    """An article as its row, without ``effective``."""
    return {
        "id": article.id,
        "source": article.source,
        "guid": article.guid,
        "url": article.url,
        "link": article.link,
        "site": article.site,
        "title": article.title,
        "text": article.text,
        "author": article.author,
        "language": article.language,
        "category": article.category,
        "categories": dump_texts(article.categories),
        "tags": dump_tags(article.tags),
        "published": article.published,
        "seen": article.seen,
        "fingerprint": article.fingerprint,
        "entry_hash": article.entry_hash,
        "image": dump_image(article.image),
        "comments": article.comments,
        "is_teaser": article.is_teaser,
        "visits": article.visits,
        "popular": article.popular,
        "is_backlog": article.is_backlog,
    }


def article_of(row: Any) -> Article:  # noqa: ANN401 - a row of the table, or the same names read from JSON
    """The article of a row (anything with the columns as attributes)."""
    return Article(
        id=ArticleId(row.id),
        source=SourceId(row.source),
        guid=row.guid,
        url=row.url,
        link=row.link,
        site=row.site,
        title=row.title,
        text=row.text,
        author=row.author,
        language=row.language,
        category=row.category,
        categories=load_texts(row.categories),
        tags=load_tags(row.tags),
        published=row.published,
        seen=row.seen,
        fingerprint=row.fingerprint,
        entry_hash=row.entry_hash,
        image=load_image(row.image),
        comments=row.comments,
        is_teaser=row.is_teaser,
        visits=row.visits,
        popular=row.popular,
        is_backlog=row.is_backlog,
    )


# ---------------------------------------------------------------- stories, scores, summaries


class _Frozen:
    """An article's JSON object, its keys as attributes and its instants as instants."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self.__dict__ = fields | {"published": _instant(fields["published"]), "seen": _instant(fields["seen"])}


def _freeze(article: Article) -> dict[str, Any]:
    published = written(article.published) if article.published else None
    return article_row(article) | {"published": published, "seen": written(article.seen)}


def dump_story(story: Story) -> str:
    """A story with the full text of its articles, as an issue freezes it."""
    fields = {
        "id": story.id,
        "articles": [_freeze(article) for article in story.articles],
        "first_seen": written(story.first_seen),
        "updated": written(story.updated),
        "revision": story.revision,
        "facts_revision": story.facts_revision,
        "adds_facts": story.adds_facts,
        "voices": story.voices,
        "news": dump_sentences(story.news),
    }
    return writable(_dump(fields))


def load_story(text: str) -> Story:
    """A frozen story."""
    fields = json.loads(text)
    return Story(
        id=StoryId(fields["id"]),
        articles=tuple(article_of(_Frozen(article)) for article in fields["articles"]),
        first_seen=datetime.fromisoformat(fields["first_seen"]),
        updated=datetime.fromisoformat(fields["updated"]),
        revision=fields["revision"],
        facts_revision=fields["facts_revision"],
        adds_facts=fields["adds_facts"],
        voices=fields["voices"],
        news=load_sentences(fields["news"]),
    )


def dump_parts(score: Score) -> str:
    """A score's named parts; its value has a column of its own."""
    return _dump([[part.name, part.value, part.weight, part.reason] for part in score.parts])


def load_score(value: float, parts: str) -> Score:
    """A score from its value and parts."""
    rows = json.loads(parts)
    return Score(value=value, parts=tuple(Signal(name=n, value=v, weight=w, reason=r) for n, v, w, r in rows))


def dump_sentences(sentences: Iterable[Sentence]) -> str:
    """``[[text, article], …]``."""
    return _dump([[sentence.text, sentence.article] for sentence in sentences])


def load_sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences with their articles, in order."""
    return () if text == "[]" else tuple(Sentence(text=said, article=ArticleId(article)) for said, article in json.loads(text))


def dump_summary(summary: Summary) -> str:
    """``{"by": …, "sentences": [[text, article], …]}``."""
    return _dump({"by": summary.by, "sentences": [[sentence.text, sentence.article] for sentence in summary.sentences]})


def load_summary(text: str) -> Summary:
    """A summary with the article of every sentence."""
    fields = json.loads(text)
    sentences = tuple(Sentence(text=said, article=ArticleId(article)) for said, article in fields["sentences"])
    return Summary(sentences=sentences, by=fields["by"])


# ---------------------------------------------------------------- digests


def _shown(shown: Shown) -> dict[str, Any]:
    return {
        "story": shown.story,
        "revision": shown.revision,
        "place": shown.place,
        "is_update": shown.is_update,
        "title": shown.title,
        "link": shown.link,
        "articles": list(shown.articles),
    }


def dump_sections(sections: Iterable[Section]) -> str:
    """What a digest shows, section by section."""
    return _dump([[section.tag, section.title, [_shown(shown) for shown in section.stories], section.more] for section in sections])


def load_sections(text: str) -> tuple[Section, ...]:
    """Sections in order."""
    return tuple(
        Section(tag=tag, title=title, stories=tuple(_load_shown(shown) for shown in stories), more=more)
        for tag, title, stories, more in json.loads(text)
    )


def _load_shown(fields: dict[str, Any]) -> Shown:
    return Shown(
        story=StoryId(fields["story"]),
        revision=fields["revision"],
        place=Place(fields["place"]),
        is_update=fields["is_update"],
        title=fields["title"],
        link=fields["link"],
        articles=tuple(ArticleId(article) for article in fields["articles"]),
    )


def load_seen(sections: str) -> tuple[frozenset[StoryId], frozenset[ArticleId]]:
    """Only which stories and articles a digest showed: what a history needs of it."""
    shown = [fields for _, _, stories, _ in json.loads(sections) for fields in stories]
    articles = (ArticleId(article) for fields in shown for article in fields["articles"])
    return frozenset(StoryId(fields["story"]) for fields in shown), frozenset(articles)
