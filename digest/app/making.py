"""Each part of an installation made from its table of config.toml."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from digest import __version__
from digest.app.place import Frame, data_folder, is_gone, revealed
from digest.assist import PictureCopies, remembered
from digest.config import Settings
from digest.deliver import FileJournals, LedgerJournals, Sender
from digest.errors import ConfigError
from digest.fetch import HttpFetch
from digest.model import Source, SubscriberId
from digest.pipeline import no_weather
from digest.ports import Fetch, Journals, Pictures, Summariser, Tagger, Transport, WeatherSource
from digest.registry import load, make
from digest.store import SqlStore
from digest.subscribers import Tokens
from digest.tag import TrainedModel, load_model

if TYPE_CHECKING:
    from digest.deliver.dkim import Signer


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
        "password": _password(settings),
        "auth": smtp.auth,
        "connections": smtp.connections,
        "timeout": float(smtp.timeout),
        "reply_timeout": float(smtp.reply_timeout),
        "ca_file": str(settings.folder / smtp.ca_file) if smtp.ca_file else "",
    }


def _password(settings: Settings) -> Callable[[], str]:
    """Asked anew for each connection, for tokens expire; a secret that is missing is told at once."""
    if settings.smtp.token_command:
        from digest.deliver import TokenCommand  # noqa: PLC0415 - few need it

        return TokenCommand(settings.smtp.token_command)
    ask = partial(revealed, settings, ("smtp", "password"))
    ask()
    return ask


def journals(settings: Settings, store: SqlStore, frame: Frame) -> Journals:
    """Files beside a store that is a file; in a store that machines share, the store itself."""
    if store.is_shared:
        return LedgerJournals(store.deliveries, clock=frame.clock, is_gone=is_gone)
    is_synced = settings.delivery.durability == "power"
    folder = data_folder(settings) / "journal"
    return FileJournals(folder, store.deliveries, store.readers, is_synced=is_synced, is_gone=is_gone)


def fetcher(settings: Settings, frame: Frame) -> Fetch:
    """The guarded HTTP client."""
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


def summariser(settings: Settings, frame: Frame, name: str) -> Summariser:
    """Who summarises, by the edition's name for him."""
    table, options = settings.language_model, {}
    if name == "language-model":
        options = table.model_dump(exclude={"key"}) | {"clock": frame.clock, "judge": load("gate", "strict")}
        options |= {"key": revealed(settings, ("language_model", "key")), "otherwise": make("summariser", table.otherwise)}
        options["folder"] = data_folder(settings) / "cache" / "summaries"
    made: Summariser = make("summariser", name, **options)
    return made


def sender(settings: Settings, name: str, key: str) -> Sender:
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

    return Signer(domain=settings.dkim.domain, selector=settings.dkim.selector, key=revealed(settings, ("dkim", "key")))


def weather(settings: Settings, fetch: Fetch) -> WeatherSource:
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


def picture_copies(settings: Settings, fetch: Fetch) -> Pictures | None:
    """Who copies pictures, where they are to be copied."""
    if not settings.digest.copy_pictures:
        return None
    folder, memory = settings.folder / settings.digest.picture_folder, data_folder(settings) / "cache" / "pictures"
    return PictureCopies(fetch=fetch, folder=folder, memory=memory, base_url=settings.web.base_url or "")


def links_of(settings: Settings, tokens: Tokens) -> Callable[[SubscriberId], Mapping[str, str]]:
    """Each reader's own links: https where there is a public address, else mails that the sender's mailbox obeys."""
    base = (settings.web.base_url or "").rstrip("/")

    def links(subscriber: SubscriberId) -> Mapping[str, str]:
        token = tokens.token("unsubscribe", subscriber)
        leave = f"{base}/u/{token}" if base else f"mailto:{settings.digest.sender}?subject=unsubscribe%20{token}"
        change = f"{base}/p/{tokens.token('prefs', subscriber)}" if base else ""
        return {"unsubscribe": leave, "preferences": change}

    return links


def tagger(settings: Settings, sources: Sequence[Source]) -> Tagger:
    """Who tags: rules alone, or with the model that ``[tagging]`` names. Raises ``ConfigError`` for a model that cannot be used."""
    options: dict[str, object] = {"sources": sources, "aliases": tag_aliases(settings), "rules": _rules(settings)}
    if settings.tagging.model:
        options |= {"model": _model(settings), "certainty": settings.tagging.certainty}
    made: Tagger = make("tagger", "trained" if settings.tagging.model else "rules", **options)
    return made


def _model(settings: Settings) -> TrainedModel:
    path = settings.folder / settings.tagging.model
    try:
        stored = path.read_bytes()
    except OSError as error:
        what = f"{path} cannot be read; train a model with: digest tags train, or take this key out"
        raise ConfigError(what, file=str(settings.file), key="tagging.model", cause=error.strerror) from error
    return load_model(stored, str(path))


def tag_aliases(settings: Settings) -> dict[str, str]:
    """Publishers' categories and the tag each means; a tag's own name and titles mean itself, and its name before all else."""
    told = {alias: tag.name for tag in settings.tags for alias in (*tag.title.values(), *tag.aliases)}
    return told | {tag.name: tag.name for tag in settings.tags}


def _rules(settings: Settings) -> dict[str, tuple[str, ...]]:
    return {tag.name: tag.rules for tag in settings.tags if tag.rules}
