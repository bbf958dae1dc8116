"""What an entry is known by, found without reading it.

The id is the hash of the canonical URL, else of source and guid, else of source, folded title and day: a feed that
changes its guids on every visit, or its tracking parameters, does not make new articles. Canonical is what
``courlan.clean_url`` leaves (not its strict mode, which drops a video's ``v=``) without fragment, default port and
trailing dot of the host. **The scheme and a leading www. are left out of the hash**: sites move from http to https and
drop their www., and two different articles under one path of one host do not exist in practice; the URL itself keeps
the scheme, because the other one may not answer. The link the reader clicks is the original.

Source: RFC 3986 section 6; the identity rules of the specification's gather page.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from urllib.parse import SplitResult, urlsplit, urlunsplit

from courlan import clean_url, extract_domain

from digest.model import ArticleId, Entry, Known, SourceId
from digest.text import fold

_DEFAULT_PORTS = {"http": 80, "https": 443}


def identify(entry: Entry) -> tuple[Known, str]:
    """The article's id, what its feed published as a hash, and its canonical URL (empty without a link)."""
    url = canonical_url(entry.link)
    return Known(id=article_id(entry, url), entry_hash=entry_hash(entry), seen=entry.seen), url


def article_id(entry: Entry, url: str) -> ArticleId:
    """The id of the article an entry makes; ``url`` is its canonical URL, empty when it has none."""
    if url:
        return ArticleId(_hash("url", url.partition("://")[2].removeprefix("www.")))
    if entry.guid:
        return ArticleId(_hash("guid", entry.source, entry.guid))
    day = entry.published.date().isoformat() if entry.published else ""
    return ArticleId(_hash("title", entry.source, fold(entry.title) or fold(entry.content), day))


def entry_hash(entry: Entry) -> str:
    """Hash of what the feed published and a reader could notice.

    The instant of an update and the count of comments are left out: they change by themselves, and a new one without
    a new word is no edit.
    """
    image = entry.image.url if entry.image else ""
    published = entry.published.isoformat() if entry.published else ""
    return _hash(entry.link, entry.title, entry.content, entry.media, entry.author, published, entry.language, image, *entry.categories)


def fingerprint(title: str, text: str) -> str:
    """Hash of the folded title and text: equal for verbatim copies."""
    return _hash(fold(title), fold(text))


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
