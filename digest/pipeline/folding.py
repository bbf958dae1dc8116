"""Folding: articles into the stories they could belong to, found through the store's index, and saved with what was learnt.

An intake reads a few stories for each new article, however many live: what they are found by stands in the store (``Term``), and what
is asked for stands in ``story.Draft``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from digest import story as stories
from digest.errors import ConflictError
from digest.model import Article, Story, Term
from digest.pipeline.parts import Parts
from digest.ports import ArticleStore

LIVING = timedelta(days=8)
"""How long after its last article a story can still be joined."""
_AGAIN = 2
"""How often it is folded again before the conflict is told."""


def fold_and_save(parts: Parts, articles: Sequence[Article], now: datetime, save: Callable[..., int]) -> tuple[Story, ...]:
    """The stories these articles changed, stored; folded anew where another intake has stored stories meanwhile.

    Two intakes run side by side when somebody sends by hand beside ``digest run``, and the later one would undo what
    the other's articles joined. ``save`` is the store's, with all else that the intake stores.
    """
    changed, learnt, mark = fold(parts.store.articles, articles, now)
    for _ in range(_AGAIN):
        try:
            save(stories=changed, terms=learnt, since=mark if changed else None)
        except ConflictError as error:
            parts.log.info("folding_again", why=str(error))
            changed, learnt, mark = fold(parts.store.articles, articles, now)
        else:
            return changed
    save(stories=changed, terms=learnt, since=mark if changed else None)
    return changed


def fold(store: ArticleStore, articles: Sequence[Article], now: datetime) -> tuple[tuple[Story, ...], tuple[Term, ...], int]:
    """The stories these articles change, what is learnt of their words, and the mark of the stories they were folded into."""
    if not articles:
        return (), (), 0
    since = (now - LIVING).date()
    draft = stories.Draft(articles, store.texts_with([""], since))
    weighed = draft.weighed(store.texts_with(draft.stems, since))
    told, mark = store.telling(weighed.asked, since)  # before the stories: what is stored in between must count as a conflict
    living = store.named(weighed.promising(told), [article.id for article in articles], now - LIVING)
    strange = weighed.strange(living)
    if strange:
        weighed = weighed.knowing(store.texts_with(strange, since))
    changed = stories.fold_in(articles, living, now, weighed)
    return changed, weighed.learnt(changed, living=living, told=told, today=now.date()), mark
