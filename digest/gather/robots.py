"""What a site's robots.txt allows: read, and asked once a run for every host.

As RFC 9309 has it: the group that names us, else the one for all; the longest rule that fits wins, a permission where
two are equally long; no file (4xx) allows all, a server that fails (5xx, no answer) forbids all. Feeds are made for
programs and are asked without it; linked pages are not. ``Crawl-delay`` is no part of the standard and is not read: a
host gets one connection at a time, and few pages a run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from digest.errors import FetchError
from digest.ports import Fetch, Request, Response

OURSELVES = "digest"
"""The product token that a group may name; the first word of our User-Agent."""
MAX_BYTES = 512_000
"""Of a robots.txt; the standard asks for 500 kibibytes at least."""
_MAX_RULES = 5_000
_MAX_PATTERN = 2_000
_ENCODED = re.compile("%([0-9A-Fa-f]{2})")
_KEPT = "/%:;=@!$&'()*+,~-._?#[]"
"""What ``quote`` leaves alone beside letters and digits, so that both sides of a comparison are written alike."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a group."""

    pattern: str
    """A path with ``*`` for anything and a final ``$`` for the end."""
    is_allowed: bool


class Robots:
    """What is known in one run of hosts' wishes."""

    def __init__(self, fetch: Fetch) -> None:
        """Ask through ``fetch``."""
        self._fetch = fetch
        self._rules: dict[str, tuple[Rule, ...]] = {}

    def learn(self, urls: Iterable[str]) -> None:
        """Ask those hosts of the addresses that were not asked yet, all at once."""
        new = [origin for origin in dict.fromkeys(map(origin_of, urls)) if origin and origin not in self._rules]
        wanted = [Request(url=f"{origin}/robots.txt", headers=(("Accept", "text/plain"),), max_bytes=MAX_BYTES) for origin in new]
        for origin, answer in zip(new, self._fetch.get_all(wanted), strict=True):
            self._rules[origin] = _rules_in(answer)

    def allows(self, url: str) -> bool:
        """Whether the page may be asked for; its host must have been learnt."""
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return is_allowed(self._rules.get(origin_of(url), (_NOTHING,)), path)


def origin_of(url: str) -> str:
    """Scheme, host and port of an http(s) address; empty when it is none."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}" if is_web else ""


_NOTHING = Rule("/", is_allowed=False)


def _rules_in(answer: Response | FetchError) -> tuple[Rule, ...]:
    if isinstance(answer, Response):
        return rules_for(OURSELVES, answer.body[:MAX_BYTES].decode("utf-8", "replace"))
    is_absent = HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR and answer.status != HTTPStatus.TOO_MANY_REQUESTS
    return () if is_absent else (_NOTHING,)


def rules_for(product: str, text: str) -> tuple[Rule, ...]:
    """The rules of every group that names ``product`` (any case), else of those for all robots."""
    groups: dict[str, list[Rule]] = {}
    names: list[str] = []
    is_naming = False
    for line in text.lstrip("\ufeff").splitlines():
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            names = [*names, value.lower()] if is_naming else [value.lower()]
            groups.setdefault(names[-1], [])
            is_naming = True
        elif key in {"allow", "disallow"}:
            is_naming = False
            _add(groups, names, value, is_allowed=key == "allow")
    named = [rule for name, rules in groups.items() if name.partition("/")[0].strip() == product.lower() for rule in rules]
    is_named = any(name.partition("/")[0].strip() == product.lower() for name in groups)
    return tuple((named if is_named else groups.get("*", []))[:_MAX_RULES])


def _add(groups: dict[str, list[Rule]], names: Sequence[str], value: str, *, is_allowed: bool) -> None:
    if value.startswith(("/", "*")) and len(value) <= _MAX_PATTERN:  # an empty rule forbids nothing
        for name in set(names):
            groups[name].append(Rule(_written_alike(value), is_allowed=is_allowed))


def is_allowed(rules: Sequence[Rule], path: str) -> bool:
    """Whether a path (with its query) may be asked for: by the longest rule that fits, a permission first; without one it may."""
    written = _written_alike(path)
    fitting = [(len(rule.pattern), rule.is_allowed) for rule in rules if fits(rule.pattern, written)]
    return max(fitting, default=(0, True))[1]


def fits(pattern: str, path: str) -> bool:
    """Whether a rule's pattern fits the beginning of a path (all of it where the pattern ends in ``$``); in linear time."""
    is_whole = pattern.endswith("$")
    pieces = (pattern[:-1] if is_whole else pattern).split("*")
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:-1]:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    if len(pieces) == 1:
        return not is_whole or at == len(path)
    last = pieces[-1]
    return path.endswith(last) and len(path) - len(last) >= at if is_whole else path.find(last, at) >= 0


def _written_alike(path: str) -> str:
    """The path with every letter outside ASCII percent-encoded, and none encoded that need not be (RFC 3986, section 6.2.2)."""
    if path.isascii() and "%" not in path:
        return path
    return _ENCODED.sub(_spelt, quote(path, safe=_KEPT, errors="replace"))


def _spelt(match: re.Match[str]) -> str:
    letter = chr(int(match[1], 16))
    return letter if letter.isascii() and (letter.isalnum() or letter in "-._~") else match[0].upper()
