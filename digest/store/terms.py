"""Words as the store remembers them: how common each is, and which stories it leads to.

One row a stem, day and language, so that both questions of an intake are look-ups along the primary key, one a stem, whatever the number
of stories, and forgetting is cutting off the oldest days. Stories stand in a row as text, for they are only ever added to and read
whole: a row for each would be ten times as many. A story that is gone may still be named; who asks for it gets nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, case, delete, func, select

from digest.model import StoryId, Term
from digest.store import tables
from digest.store.engine import chunks, insert, run_many

_FULL = 1_500
"""Characters, about 60 stories; a stem that so many stories of one day share leads nowhere."""
_TERMS = tables.terms
_KEPT = timedelta(days=14)
"""How long a day is remembered; nobody asks for more than the days a story lives."""


def texts_with(connection: Connection, stems: Collection[str], since: date) -> Mapping[str, Mapping[str, int]]:
    """By language and stem, how many texts from this day on hold it; those that none holds are left out."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    columns = _TERMS.c
    counted = select(columns.language, columns.stem, func.sum(columns.texts)).where(columns.day >= since)
    for chunk in chunks(sorted(stems)):
        for language, stem, texts in connection.execute(counted.where(columns.stem.in_(chunk)).group_by(columns.stem, columns.language)):
            found[language][stem] = int(texts)
    return found


def telling(connection: Connection, stems: Collection[str], since: date) -> tuple[Term, ...]:
    """The terms of these stems that lead to stories, each with the stories of its day."""
    columns = _TERMS.c
    wanted = select(columns.day, columns.language, columns.stem, columns.texts, columns.stories)
    wanted = wanted.where(columns.day >= since, columns.stories != "", func.length(columns.stories) < _FULL)
    return tuple(
        Term(day=day, language=language, stem=stem, texts=texts, stories=tuple(map(StoryId, dict.fromkeys(stories.split()))))
        for chunk in chunks(sorted(stems))
        for day, language, stem, texts, stories in connection.execute(wanted.where(columns.stem.in_(chunk)))
    )


def save_terms(connection: Connection, terms: Sequence[Term]) -> None:
    """Add to what is remembered of each day, and forget the oldest."""
    statement = insert(connection, _TERMS)
    new = statement.excluded
    has_room = func.length(_TERMS.c.stories) < _FULL
    stories = case((has_room, _TERMS.c.stories + new.stories), else_=_TERMS.c.stories)
    added = {"texts": _TERMS.c.texts + new.texts, "stories": stories}
    learnt = statement.on_conflict_do_update(index_elements=list(_TERMS.primary_key.columns), set_=added)
    run_many(connection, learnt, [_row(term) for term in terms])
    if terms:
        connection.execute(delete(_TERMS).where(_TERMS.c.day < max(term.day for term in terms) - _KEPT))


def _row(term: Term) -> dict[str, object]:
    stories = "".join(f"{story} " for story in term.stories)
    return {"day": term.day, "stem": term.stem, "language": term.language, "texts": term.texts, "stories": stories}
