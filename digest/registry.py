"""From a part's name to the part: one table, and what other packages add through entry points.

A part is one file and one line here. ``load("ranker", "signals")`` imports only the module that is asked for.
Packages installed beside digest may offer parts in the entry point group ``digest.<kind>`` (``digest.transport`` …);
a built-in name cannot be taken over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from digest.errors import ConfigError, PartError
from digest.locate import suggestion

PARTS: Mapping[str, Mapping[str, str]] = {
    "gatherer": {
        "feed": "digest.gather.feeds:FeedGatherer",
        "folder": "digest.gather.folder:FolderGatherer",
        "list": "digest.gather.lists:ListGatherer",
        "page": "digest.gather.pages:PageGatherer",
        "sitemap": "digest.gather.sitemap:SitemapGatherer",
    },
    "tagger": {"rules": "digest.tag.rules:RuleTagger", "trained": "digest.tag.tagger:TrainedTagger"},
    "ranker": {"signals": "digest.rank:SignalRanker"},
    "summariser": {
        "lead": "digest.summarise.lead:LeadSummariser",
        "extractive": "digest.summarise.extractive:ExtractiveSummariser",
        "language-model": "digest.assist.language_model:over_http",
    },
    "gate": {"strict": "digest.summarise.gate:unsupported"},
    "weather": {
        "open-meteo": "digest.assist.weather:OpenMeteoWeather",
        "met-no": "digest.assist.weather:MetNoWeather",
        "command": "digest.assist.weather:CommandWeather",
        "file": "digest.assist.weather:FileWeather",
    },
    "transport": {
        "smtp": "digest.deliver.smtp:SmtpTransport",
        "maildir": "digest.deliver.maildir:MaildirTransport",
        "memory": "digest.deliver.memory:MemoryTransport",
    },
}


def names(kind: str) -> tuple[str, ...]:
    """Every name of a kind of part, built-in ones first."""
    return (*PARTS[kind], *(name for name in sorted(_installed(kind)) if name not in PARTS[kind]))


def load(kind: str, name: str) -> Callable[..., Any]:
    """What makes the part: a class or a function that takes the part's options by keyword.

    Raises ``ConfigError`` for an unknown name and ``PartError`` when the part cannot be imported.
    """
    target = PARTS[kind].get(name) or _installed(kind).get(name)
    if target is None:
        raise ConfigError(f"there is no {kind} {name!r}{suggestion(name, names(kind))}")
    module, _, attribute = target.partition(":")
    try:
        made: Callable[..., Any] = getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise PartError(f"the {kind} cannot be loaded; reinstall what provides it", subject=name, cause=error) from error
    return made


def make(kind: str, name: str, **options: object) -> Any:  # noqa: ANN401 - the caller knows which port it asked for
    """The part itself; an option it does not take is a ``ConfigError``."""
    maker = load(kind, name)
    try:
        return maker(**options)
    except TypeError as error:
        raise ConfigError("an option of this part is wrong", key=f"{kind} {name}", cause=error) from error


def _installed(kind: str) -> dict[str, str]:
    return {found.name: found.value for found in entry_points(group=f"digest.{kind}")}
