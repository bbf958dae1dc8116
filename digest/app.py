"""Wiring: from ``Settings`` to ``Parts``. The only place that knows what is concrete, and the only one that asks the clock."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from digest import __version__
from digest.assist import remembered
from digest.config import Settings
from digest.deliver import Sender
from digest.errors import ConfigError, DigestError, StoreBusyError
from digest.fetch import HttpFetch
from digest.log import get_log
from digest.model import Failure, SubscriberId
from digest.pipeline import Parts, no_weather
from digest.ports import Fetch, Store, Transport, WeatherSource
from digest.registry import make
from digest.render import Imprint, load_look
from digest.store import open_store
from digest.subscribers import FolderDirectory, Terms, Tokens

if TYPE_CHECKING:
    from digest.deliver.dkim import Signer

_HERE = Path(__file__).parent
BUNDLED = _HERE / "bundled" if (_HERE / "bundled").is_dir() else _HERE.parent
"""Templates, samples and the sample instance: in a wheel inside the package, in a checkout beside it."""

_KEY_LENGTH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds an installation and is not in its configuration."""

    now: datetime | None = None
    """A clock that stands; None = the machine's."""
    origins: Mapping[str, str] | None = None
    """Origins that are served elsewhere: the demo's invented hosts on this machine."""

    def clock(self) -> datetime:
        """The present instant in UTC, to the second: nothing of ours is finer, and databases differ below it."""
        return self.now or datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the one clock of the program


@contextmanager
def open_parts(settings: Settings, frame: Frame | None = None) -> Iterator[Parts]:
    """The installation, open until the block ends. Raises ``ConfigError``, ``StoreError``."""
    surroundings = frame or Frame()
    store = open_store(store_url(settings), machine=_machine(settings), replay=settings.store.replay, now=surroundings.clock())
    try:
        if settings.store.replay and not store.instance().is_replay:
            raise ConfigError(
                "this store was not made for replaying: remove the key, or name another store", file=str(settings.file), key="store.replay"
            )
        yield _parts(settings, store, surroundings)
    finally:
        store.close()


def store_url(settings: Settings) -> str:
    """The store's address with a relative SQLite path made relative to config.toml; its folder is made."""
    kind, separator, path = settings.store.url.partition(":///")
    if kind != "sqlite" or not separator:
        return settings.store.url
    return f"sqlite:///{data_folder(settings) / Path(path).name}"


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
    )


def subscriber_terms(settings: Settings) -> Terms:
    """What subscriber files may name, and what stands where they say nothing."""
    return Terms(
        lists=frozenset(edition.list for edition in settings.edition_list()),
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
        asked += [*(partial(parts.sender, edition.name) for edition in editions), partial(transport, settings)]
        for ask in asked:
            try:
                ask()
            except DigestError as error:
                what = ": ".join(part for part in (error.what, error.cause) if part)
                failures.append(Failure(subject=error.subject or str(settings.file), what=what, kind=type(error).__name__))
    return tuple(dict.fromkeys(failures))


def transport(settings: Settings) -> Transport:
    """What hands mails over, as ``[digest] transport`` names it."""
    name = settings.digest.transport
    options = {"maildir": _maildir_options, "smtp": _smtp_options}.get(name)
    made: Transport = make("transport", name, **(options(settings) if options else {}))
    return made


def _maildir_options(settings: Settings) -> dict[str, object]:
    return {"path": settings.folder / settings.maildir.path}


def _smtp_options(settings: Settings) -> dict[str, object]:
    smtp = settings.smtp
    return {
        "host": smtp.host,
        "port": smtp.port,
        "security": smtp.security,
        "username": smtp.username,
        "password": _revealed(settings, ("smtp", "password")),
        "connections": smtp.connections,
        "timeout": float(smtp.timeout),
        "reply_timeout": float(smtp.reply_timeout),
        "ca_file": str(settings.folder / smtp.ca_file) if smtp.ca_file else "",
    }


def _parts(settings: Settings, store: Store, frame: Frame) -> Parts:
    key = _key(settings)
    sources = settings.source_list()
    fetch = _fetch(settings, frame)
    return Parts(
        store=store,
        sources=sources,
        fetch=fetch,
        gatherer=cache(partial(make, "gatherer", fetch=fetch)),
        tagger=cache(partial(make, "tagger", "rules", sources=sources, aliases=_aliases(settings), rules=_rules(settings))),
        ranker=cache(
            partial(make, "ranker", sources=sources, weights=settings.rank.weights, half_life_hours=settings.rank.half_life / 3600)
        ),
        summariser=cache(partial(make, "summariser")),
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
        weather=_weather(settings, fetch),
        per_source=settings.rank.per_source,
        transport=lambda: _ours(store, settings),
        sender=cache(lambda edition: _sender(settings, edition, key)),
        links=_links(settings, Tokens([key])),
        clock=frame.clock,
        owner=f"{_process_space()}:{os.getpid()}:{secrets.token_hex(4)}",
        is_gone=_is_gone,
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


def _fetch(settings: Settings, frame: Frame) -> Fetch:
    gather = settings.gather
    return HttpFetch(
        user_agent=f"digest/{__version__}" + (f" (+{gather.contact})" if gather.contact else ""),
        concurrency=gather.concurrency,
        per_host=gather.per_host,
        timeout=float(gather.timeout),
        max_bytes=gather.max_bytes,
        allow_private_addresses=gather.allow_private_addresses,
        origins=frame.origins or {},
        clock=frame.clock,
    )


def _sender(settings: Settings, name: str, key: str) -> Sender:
    """Who sends an edition's mails."""
    edition = next(each for each in settings.edition_list() if each.name == name)
    domain = settings.digest.sender.rpartition("@")[2]
    return Sender(
        name=settings.digest.name,
        address=settings.digest.sender,
        domain=domain,
        list_id=f"{edition.list}.{domain}",
        list_name=edition.title,
        unsubscribe=settings.digest.sender,
        reply_to=settings.digest.reply_to or "",
        key=sha256(f"message-id\0{key}".encode()).digest(),
        signer=_signer(settings),
    )


def _signer(settings: Settings) -> Signer | None:
    """Who signs mails, where ``[dkim]`` names a domain."""
    if not settings.dkim.domain:
        return None
    from digest.deliver.dkim import Signer  # noqa: PLC0415 - cryptography takes a while to load and few need it

    return Signer(domain=settings.dkim.domain, selector=settings.dkim.selector, key=_revealed(settings, ("dkim", "key")))


def _weather(settings: Settings, fetch: Fetch) -> WeatherSource:
    """Who knows the weather, as ``[masthead] weather`` names it; nobody is asked before a city is."""
    table = settings.masthead
    if table.weather == "off":
        return no_weather
    options: dict[str, dict[str, object]] = {
        "command": {"command": table.command},
        "file": {"file": settings.folder / table.file},
    }
    made: WeatherSource = make("weather", table.weather, **options.get(table.weather, {"fetch": fetch, "places": table.places}))
    return remembered(made)


def _links(settings: Settings, tokens: Tokens) -> Callable[[SubscriberId], Mapping[str, str]]:
    """Each reader's own links: https where there is a public address, else mails that the sender's mailbox obeys."""
    base = (settings.web.base_url or "").rstrip("/")

    def links(subscriber: SubscriberId) -> Mapping[str, str]:
        token = tokens.token("unsubscribe", subscriber)
        leave = f"{base}/u/{token}" if base else f"mailto:{settings.digest.sender}?subject=unsubscribe%20{token}"
        change = f"{base}/p/{tokens.token('prefs', subscriber)}" if base else ""
        return {"unsubscribe": leave, "preferences": change}

    return links


def _aliases(settings: Settings) -> dict[str, str]:
    """Publishers' categories and the tag each means; a tag's own name and titles mean itself."""
    return {alias: tag.name for tag in settings.tags for alias in (tag.name, *tag.title.values(), *tag.aliases)}


def _rules(settings: Settings) -> dict[str, tuple[str, ...]]:
    return {tag.name: tag.rules for tag in settings.tags if tag.rules}


def _revealed(settings: Settings, key: tuple[str, str]) -> str:
    table, name = key
    try:
        return str(getattr(getattr(settings, table), name).reveal(settings.folder))
    except ConfigError as error:
        raise ConfigError(error.what, file=str(settings.file), key=".".join(key)) from error


def _key(settings: Settings) -> str:
    """What signs links and Message-IDs: configured, or made once beside the store and kept."""
    if settings.digest.key.is_given:
        given = _revealed(settings, ("digest", "key"))
        if len(given) < _KEY_LENGTH:
            raise ConfigError(f"a key has {_KEY_LENGTH} characters at least", file=str(settings.file), key="digest.key")
        return given
    path = data_folder(settings) / "secret.key"
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32))
        try:
            os.link(fresh, path)  # whoever comes second finds the first one's key
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()


def data_folder(settings: Settings) -> Path:
    """Where what digest itself makes is kept; made when missing."""
    kind, _, path = settings.store.url.partition(":///")
    folder = (settings.folder / path).parent if kind == "sqlite" and path else settings.folder / "data"
    _private_folder(folder)
    return folder


def _private_folder(path: Path) -> None:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def _machine(settings: Settings) -> str:
    """What tells this installation from a copy of it: this machine's id, and for a store in a file its place."""
    return sha256(f"{_line_of(Path('/etc/machine-id'))}\0{_whole(store_url(settings))}".encode()).hexdigest()[:32]


def _whole(url: str) -> str:
    """A store's address with the path of a file written out, so that a copy in another folder has another."""
    kind, found, path = url.partition("sqlite:///")
    return f"{kind}{found}{Path(path).resolve()}" if found else url


def _process_space() -> str:
    """Where process numbers mean something: this machine since its last start, in this container."""
    boot = _line_of(Path("/proc/sys/kernel/random/boot_id"))
    numbers = Path("/proc/self/ns/pid")
    container = str(numbers.readlink()) if numbers.is_symlink() else ""
    return f"{socket.gethostname()}-{sha256(repr((_line_of(Path('/etc/machine-id')), boot, container)).encode()).hexdigest()[:8]}"


def _is_gone(owner: str) -> bool:
    """Whether the owner of a lease was a process of ours here and is dead for certain; a number taken again looks alive."""
    space, _, rest = owner.partition(":")
    number = rest.partition(":")[0]
    if space != _process_space() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _line_of(path: Path) -> str:
    """A system file's line; empty where there is none."""
    return path.read_text().strip() if path.is_file() else ""
