"""Which edition, issue or reader is meant, and the error that says what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.errors import ConfigError, SubscriberError
from digest.locate import suggestion

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.model import Edition, Subscriber
    from digest.pipeline import Parts


def chosen_edition(settings: Settings, name: str | None) -> Edition:
    """The edition of that name; without a name the only one. ``ConfigError`` names those there are."""
    editions = {edition.name: edition for edition in settings.edition_list()}
    if not editions:
        raise ConfigError("there is no edition; add a table [[editions]] with a name", file=str(settings.file))
    if name is None:
        if len(editions) > 1:
            raise ConfigError(f"say which edition: {', '.join(editions)}")
        return next(iter(editions.values()))
    if name not in editions:
        raise ConfigError(f"there is no edition {name!r}{suggestion(name, editions)}; there are: {', '.join(editions)}")
    return editions[name]


def chosen_reader(parts: Parts, email: str) -> Subscriber:
    """The subscriber with that address. ``SubscriberError`` when there is none."""
    from digest.subscribers import subscriber_id

    wanted = subscriber_id(email)
    for subscriber in parts.directory.load().items:
        if subscriber.id == wanted:
            return subscriber
    raise SubscriberError("there is no such subscriber; see: digest subscribers list", subject=email)
