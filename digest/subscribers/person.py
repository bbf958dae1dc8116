"""One person as TOML text, both ways: ``load(dump(subscriber)) == subscriber``.

Reading is ``tomllib``'s (the text is hostile until it has been read); a mistake becomes a ``PreferenceError`` with
file, line and key, and an error never quotes more of a file than one short line.
"""

from __future__ import annotations

from collections.abc import Iterable

import tomlkit

from digest.errors import PreferenceError
from digest.locate import line_of, load_toml
from digest.model import Preference, Subscriber
from digest.subscribers.fields import DAYS, Mistake, Terms, read_person

_ANY = Terms()


def load(text: str, file: str = "", *, terms: Terms = _ANY) -> Subscriber:
    """The subscriber a file declares; raises the first ``PreferenceError``, with the others as its notes."""
    person, errors = examine(text, file, terms=terms)
    if person is None:
        raise joined(errors)
    return person


def examine(text: str, file: str = "", *, terms: Terms = _ANY) -> tuple[Subscriber | None, tuple[PreferenceError, ...]]:
    """The subscriber a file declares, or None and everything that is wrong with it."""
    try:
        table = load_toml(text, file, error=PreferenceError)
    except PreferenceError as error:
        return None, (error,)
    person, mistakes = read_person(table, terms=terms, origin=file)
    return person, tuple(sorted((_error(mistake, text, file) for mistake in mistakes), key=lambda error: error.line))


def joined(errors: Iterable[PreferenceError]) -> PreferenceError:
    """The first of several mistakes, which carries the others as notes."""
    first, *others = errors
    for other in others:
        first.add_note(str(other))
    return first


def dump(subscriber: Subscriber) -> str:
    """The file that declares him: keys in their usual order, what says nothing left out."""
    document = tomlkit.document()
    document.update(_plain(subscriber))
    document.update(_tables(subscriber.preference))
    return tomlkit.dumps(document)


def _error(mistake: Mistake, text: str, file: str) -> PreferenceError:
    """The mistake with its place; a key that is missing stands on the first line."""
    return PreferenceError(mistake.what, file=file, line=line_of(text, mistake.path) or 1, key=mistake.key)


def _plain(person: Subscriber) -> dict[str, object]:
    """The keys above the tables."""
    times = list(person.send_at)
    every: dict[str, object] = {
        "email": person.email,
        "name": person.name,
        "status": person.status,
        "lists": sorted(person.lists),
        "language": person.preference.language,
        "timezone": person.timezone,
        "send_at": times[0] if len(times) == 1 else times,
        "days": [day for day in DAYS if day in person.days],
        "pause_until": person.pause_until,
        "city": person.city,
    }
    return {key: value for key, value in every.items() if value}


def _tables(preference: Preference) -> dict[str, object]:
    """``[tags]`` and ``[limits]``."""
    limits = {"max_stories": preference.max_stories, "words": preference.words, "format": preference.format, "mute": list(preference.mute)}
    every = {"tags": dict(preference.tags), "limits": {key: value for key, value in limits.items() if value not in (None, [], "html")}}
    return {key: value for key, value in every.items() if value}
