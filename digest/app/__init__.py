"""Wiring: from ``Settings`` to ``Parts``. The only place that knows what is concrete, and the only one that asks the clock.

``place`` knows folders, secrets and the process; ``making`` makes each part from its table; here they are joined.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

from digest.app.making import fetcher, journals, links_of, picture_copies, sender, summariser, tag_aliases, tagger, transport, weather
from digest.app.place import Frame, data_folder, machine, process_space, signing_key, store_url
from digest.config import Settings
from digest.errors import ConfigError, DigestError, StoreBusyError
from digest.log import get_log
from digest.model import Failure
from digest.pipeline import Parts
from digest.ports import Store, Transport
from digest.registry import make
from digest.render import Imprint, load_look
from digest.store import SqlStore, open_store
from digest.subscribers import FolderDirectory, Terms, Tokens

__all__ = [
    "BUNDLED",
    "Frame",
    "data_folder",
    "directory",
    "look_folders",
    "mistakes_in",
    "open_parts",
    "store_url",
    "subscriber_terms",
    "tag_aliases",
    "transport",
]

_HERE = Path(__file__).parents[1]
BUNDLED = _HERE / "bundled" if (_HERE / "bundled").is_dir() else _HERE.parent
"""Templates, samples and the sample instance: in a wheel inside the package, in a checkout beside it."""


@contextmanager
def open_parts(settings: Settings, frame: Frame | None = None) -> Iterator[Parts]:
    """The installation, open until the block ends. Raises ``ConfigError``, ``StoreError``."""
    surroundings = frame or Frame()
    store = open_store(store_url(settings), machine=machine(settings), replay=settings.store.replay, now=surroundings.clock())
    try:
        if settings.store.replay and not store.instance().is_replay:
            raise ConfigError(
                "this store was not made for replaying: remove the key, or name another store", file=str(settings.file), key="store.replay"
            )
        yield _parts(settings, store, surroundings)
    finally:
        store.close()


def look_folders(settings: Settings) -> tuple[Path, ...]:
    """Where templates are looked for: the operator's own first."""
    own = settings.folder / settings.digest.templates
    return (own, BUNDLED / "templates")


def directory(settings: Settings, store: Store) -> FolderDirectory:
    """The folder of subscriber files."""
    terms = subscriber_terms(settings)
    return FolderDirectory(
        settings.folder / settings.digest.subscribers,
        remember=store.readers,
        lists=terms.lists,
        language=terms.language,
        timezone=terms.timezone,
        aliases=dict(terms.aliases),
    )


def subscriber_terms(settings: Settings) -> Terms:
    """What subscriber files may name, and what stands where they say nothing."""
    return Terms(
        lists=frozenset(edition.list for edition in settings.edition_list()),
        aliases=tuple((alias, tag) for alias, tag in tag_aliases(settings).items() if alias != tag),
        language=settings.digest.language,
        timezone=settings.digest.timezone,
    )


def mistakes_in(settings: Settings) -> tuple[Failure, ...]:
    """What is wrong in subscriber files, templates and secrets; nothing is changed by asking."""
    failures: list[Failure] = []
    with open_parts(settings) as parts:
        failures += parts.directory.load().failures
        editions = settings.edition_list()
        asked: list[Callable[[], object]] = [partial(parts.look, edition.template) for edition in editions]
        asked += [parts.tagger, *(partial(parts.sender, edition.name) for edition in editions), partial(transport, settings)]
        for ask in asked:
            try:
                ask()
            except DigestError as error:
                what = ": ".join(part for part in (error.what, error.cause) if part)
                failures.append(Failure(subject=error.subject or str(settings.file), what=what, kind=type(error).__name__))
    return tuple(dict.fromkeys(failures))


def _parts(settings: Settings, store: SqlStore, frame: Frame) -> Parts:
    key = signing_key(settings)
    sources = settings.source_list()
    fetch = fetcher(settings, frame)
    return Parts(
        store=store,
        sources=sources,
        fetch=fetch,
        gatherer=cache(partial(make, "gatherer", fetch=fetch)),
        tagger=cache(partial(tagger, settings, sources)),
        ranker=cache(
            partial(make, "ranker", sources=sources, weights=settings.rank.weights, half_life_hours=settings.rank.half_life / 3600)
        ),
        summariser=cache(partial(summariser, settings, frame)),
        look=cache(lambda name: load_look(name, look_folders(settings), cache=data_folder(settings) / "cache")),
        imprint=Imprint(
            name=settings.digest.name,
            operator=settings.digest.operator,
            postal_address=settings.digest.postal_address,
            pictures=settings.digest.pictures,
            base_url=(settings.web.base_url or "").rstrip("/"),
        ),
        tag_titles=cache(settings.tag_titles),
        directory=directory(settings, store),
        language=settings.digest.language,
        city=settings.masthead.city,
        weather=weather(settings, fetch),
        pictures=picture_copies(settings, fetch),
        per_source=settings.rank.per_source,
        transport=lambda: _ours(store, settings),
        sender=cache(lambda edition: sender(settings, edition, key)),
        links=links_of(settings, Tokens([key])),
        clock=frame.clock,
        owner=f"{process_space()}:{os.getpid()}:{secrets.token_hex(4)}",
        journals=journals(settings, store, frame),
        resends_doubts=settings.delivery.in_doubt == "resend",
        log=get_log("pipeline"),
    )


def _ours(store: Store, settings: Settings) -> Transport:
    """The transport, unless this instance was copied or restored elsewhere: then two would mail the same readers."""
    if not store.instance_is_ours():
        raise StoreBusyError("this store comes from another machine; when the other one is stopped for good: digest doctor --adopt")
    if settings.store.replay and settings.digest.transport == "smtp" and settings.smtp.security != "none":
        raise ConfigError(
            'a replay store sends to this machine only: security = "none", or a Maildir', file=str(settings.file), key="smtp.security"
        )
    return transport(settings)
