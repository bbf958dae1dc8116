"""What an entry is known by, found without reading it.

Its names are hashes of its canonical URL, of source and guid, and of source, folded title and day. An article's id is
the first of these that it had when it came in, so that two feeds that carry one page meet; what it is called later is
remembered beside it, and ``naming`` says which article an entry belongs to. The front page of a site names no
article: feeds link their entries there that have no page of their own. Canonical is what
``courlan.clean_url`` leaves (not its strict mode, which drops a video's ``v=``) without fragment, default port and
trailing dot of the host. **The scheme and a leading www. are left out of the hash**: sites move from http to https and
drop their www., and two different articles under one path of one host do not exist in practice; the URL itself keeps
the scheme, because the other one may not answer. The link the reader clicks is the original.

Source: RFC 3986 section 6; the identity rules of the specification's gather page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from urllib.parse import SplitResult, urlsplit, urlunsplit

from courlan import clean_url, extract_domain

from digest.model import ArticleId, Entry, Known, SourceId
from digest.text import fold

_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What an entry may be known by: hashes of 32 hexadecimal digits, empty where it has no such name."""

    guid: str
    address: str
    """Of its canonical URL, unless that is a site's front page."""
    title: str
    """Of title and day."""
    permalink: str
    """Of a guid that is an address, as that address."""

    @property
    def all(self) -> tuple[str, ...]:
        """Every name it has."""
        return tuple(name for name in (self.guid, self.address, self.title, self.permalink) if name)


def identify(entry: Entry) -> tuple[Known, str]:
    """What the article is that an entry makes when nothing is known of it, and its canonical URL (empty without a link)."""
    url = canonical_url(entry.link)
    names = names_of(entry)
    first = ArticleId(names.address or names.guid or names.title)
    return Known(id=first, entry_hash=entry_hash(entry), seen=entry.seen, source=entry.source), url


def names_of(entry: Entry) -> Names:
    """Every name an entry has."""
    day = entry.published.date().isoformat() if entry.published else ""
    return Names(
        guid=_hash("guid", entry.source, entry.guid) if entry.guid else "",
        address=address_name(canonical_url(entry.link)),
        title=_hash("title", entry.source, fold(entry.title) or fold(entry.content), day),
        permalink=address_name(canonical_url(entry.guid)) if "://" in entry.guid else "",
    )


def address_name(url: str) -> str:
    """The name a canonical URL gives; empty without one, and for a site's front page."""
    _, _, rest = url.partition("://")
    return _hash("url", rest.removeprefix("www.")) if rest.partition("/")[2] else ""


def entry_hash(entry: Entry) -> str:
    """Hash of what the feed published and a reader could notice.

    The instant of an update, the count of comments and the tracking parameters of the link are left out: they change
    by themselves, and a new one without a new word is no edit.
    """
    image = entry.image.url if entry.image else ""
    published = entry.published.isoformat() if entry.published else ""
    link = canonical_url(entry.link) or entry.link
    return _hash(link, entry.title, entry.content, entry.media, entry.author, published, entry.language, image, *entry.categories)


def fingerprint(title: str, text: str) -> str:
    """Hash of the folded title and text: equal for verbatim copies."""
    return _hash(fold(title), fold(text))


@lru_cache(maxsize=16_384)
def canonical_url(link: str) -> str:
    """The address without what does not say which article it is; empty when it is no http(s) address."""
    parts = _split(link)
    if parts is None:
        return ""
    try:
        cleaned = clean_url(link.strip()) or link.strip()
    except ValueError:
        cleaned = link.strip()
    parts = _split(cleaned) or parts
    host = (parts.hostname or "").rstrip(".").lower()
    host = f"[{host}]" if ":" in host else host
    port = "" if parts.port in {None, _DEFAULT_PORTS[parts.scheme]} else f":{parts.port}"
    return urlunsplit((parts.scheme, host + port, parts.path or "/", parts.query, ""))


def site_of(url: str, source: SourceId) -> str:
    """Who speaks: the registrable host in lower case, the whole host where no public suffix is known, else the source's id."""
    parts = _split(url)
    return _registrable((parts.hostname or "").rstrip(".").lower()) if parts else source.lower()


@lru_cache(maxsize=4096)
def _registrable(host: str) -> str:
    return (extract_domain(f"https://{host}/") or host).removeprefix("www.")


def _split(url: str) -> SplitResult | None:
    """The parts of an http(s) address with a host and a port that is one; None otherwise."""
    try:
        parts = urlsplit(url.strip())
        is_usable = parts.scheme in _DEFAULT_PORTS and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return parts if is_usable else None


def _hash(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
