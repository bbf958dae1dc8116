"""Addresses that a mail may link to, and the host that stands beside them.

A feed's link is hostile until shown otherwise: only ``http`` and ``https`` with a host pass, whatever does not belong
into an address (RFC 3986) is percent-encoded, and a host outside ASCII is shown as it is resolved (punycode), so that
a look-alike letter is seen. User names in an address are refused: ``https://bank.example@evil.example`` reads as the
former and leads to the latter.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

_KEPT = "!$&'()*+,;=:@/?-._~%"
_SLOGAN = re.compile(r"\s+[|\u2013\u2014\u00b7\u00bb:-]+\s+|[|\u00bb]|:\s+")
_NAME = 40
"""Characters of a paper's name."""
_BROKEN_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def clean_link(url: str) -> str:
    """``url`` fit for an ``href`` and a text line, or empty when it must not be linked."""
    try:
        parts = urlsplit(url.strip())
        host, port = _host(parts), parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return ""
    place = f"[{host}]" if ":" in host else host
    place = f"{place}:{port}" if port else place
    return urlunsplit((parts.scheme, place, _escape(parts.path), _escape(parts.query), _escape(parts.fragment)))


def host_of(link: str, site: str) -> str:
    """Who is behind ``link``: the ``site`` we know it by where that is true, else the link's own host."""
    host = urlsplit(link).hostname or ""
    if not host:
        return site
    is_honest = site and (host == site or host.endswith(f".{site}"))
    return site if is_honest else host.removeprefix("www.")


def publisher_of(name: str, host: str, source_url: str) -> str:
    """What a paper is called, to stand before its ``host``; empty where that would be no help or no truth.

    A source that links to other hosts (an aggregator) is not who speaks there; a name that only spells the host says it
    twice. Feeds call themselves ``Name | Section - Slogan``: the name ends at the first such mark.
    """
    short = _SLOGAN.split(name, maxsplit=1)[0].strip()[:_NAME]
    own = (urlsplit(source_url).hostname or "").removeprefix("www.")
    is_own = own == host or own.endswith(f".{host}") or host.endswith(f".{own}")
    is_said = _letters(short).removeprefix("the") in {_letters(host), _letters(host.partition(".")[0])}
    return short if own and is_own and not is_said else ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    encoded = host.encode("idna").decode() if host else ""
    return encoded if re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]+", encoded) else ""


def _escape(text: str) -> str:
    return quote(_BROKEN_PERCENT.sub("%25", text), safe=_KEPT)
