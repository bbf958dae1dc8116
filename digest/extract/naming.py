"""Which article an entry belongs to: guid, else canonical link, else title and day.

Within one source a known guid stands for its article although the link moved (https, another path), and an entry with
an unknown guid is an edit of the article its link is known by, so that a feed which makes up all its guids anew every
day tells nothing twice. Guids lie, though: some feeds number their entries from one to twenty, some give all of them
the same. So a guid that stands on different entries of one document names nothing, and a known guid with another link
is the old article only where its words are: two tellings are the same when they share half of the shorter title's words
and some of the text's, or most of a text that is long enough to show it. In doubt it is another article: that one
joins the story it repeats, whereas an edit of something else would hide it. Where one link leads from several entries,
the guids tell them apart.

Names are per source but for addresses: by these the copies of two sources meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from digest.errors import ExtractError
from digest.extract.clean import html_lines
from digest.extract.identity import Names, canonical_url, entry_hash, names_of
from digest.model import Alias, Article, ArticleId, Entry, Known, SourceId
from digest.text import words

_TELLING = 4
"""Letters of a word that counts; shorter ones stand in every text."""
_UNSPACED = "\u0e00"
_LEAST, _LONG = 6, 20
"""Different words that texts must have to be compared at all, and to decide without their titles."""
_SAME_TITLE, _SAME_TEXT, _SOME_TEXT = 0.5, 0.6, 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """An entry and the article it belongs to."""

    entry: Entry
    id: ArticleId
    entry_hash: str
    was: Known | None
    """What is stored of the article; None when it is new."""
    aliases: tuple[Alias, ...] = ()
    """Names of the article that are not known yet."""


@dataclass(frozen=True, slots=True)
class Named:
    """An entry, its names, and the hash of what it says."""

    entry: Entry
    names: Names
    entry_hash: str


def named(entries: Iterable[Entry]) -> tuple[Named, ...]:
    """The entries with their names, which are to be looked up."""
    return tuple(Named(entry, names_of(entry), entry_hash(entry)) for entry in entries)


def all_names(entries: Iterable[Named]) -> frozenset[str]:
    """Every name of these entries, to be looked up together."""
    return frozenset[str]().union(*(each.names.all for each in entries))


def doubtful(entries: Iterable[Named], known: Mapping[str, Known]) -> frozenset[ArticleId]:
    """Articles whose words decide which article an entry belongs to: they are to be read before ``attribute``."""
    return frozenset(was.id for each in entries for was in _in_doubt(each, known))


def attribute(entries: Sequence[Named], known: Mapping[str, Known], told: Mapping[ArticleId, Article]) -> tuple[Identified, ...]:
    """The entries of one source's visit with their articles, each article once, in the order given.

    ``known`` holds what is stored by name, ``told`` the articles in doubt. Of two entries for one article the first
    stands; what did not change is placed first, then what is known by its guid, so that each keeps its article.
    """
    shared = _shared_guids(entries)
    heard = [replace(each, names=_without_guid(each.names)) if each.names.guid in shared else each for each in _unrepeated(entries)]
    register = _Register(known, told)
    order = sorted(range(len(heard)), key=lambda index: (not _unchanged(heard[index], known), _by_guid(heard[index], known) is None))
    found = {index: register.place(heard[index]) for index in order}
    return tuple(each for _, each in sorted(found.items()) if each)


class _Register:
    """Who is who in one document."""

    def __init__(self, known: Mapping[str, Known], told: Mapping[ArticleId, Article]) -> None:
        self.known, self.told = known, told
        self.claimed: dict[ArticleId, Entry] = {}
        self.fresh: dict[str, ArticleId] = {}

    def place(self, each: Named) -> Identified | None:
        """The entry's article; None when another entry has told it."""
        for found in self._stored(each):
            if found not in self.claimed:
                return self._claim(each, found)
            if _tell_the_same(_said(each.entry), _said(self.claimed[found])):
                return None
        own = (each.names.address, each.names.guid, each.names.title)
        free = (ArticleId(name) for name in own if name and name not in self.known and name not in self.claimed)
        return next((self._claim(each, name) for name in free), None)

    def _stored(self, each: Named) -> Iterator[ArticleId]:
        """What the entry may be, likeliest first: by guid, else by address, else by title and day."""
        names = each.names
        by_guid, by_address = _by_guid(each, self.known), self.known.get(names.address)
        by_title = _by_title(each, self.known)
        in_question = (by_guid if by_guid == by_address else self._same(each, by_guid), self._same(each, by_title))
        yield from (was.id for was in (_unchanged(each, self.known), *in_question, by_address) if was)
        yield from (self.fresh[name] for name in (names.guid, names.address) if name in self.fresh)

    def _same(self, each: Named, was: Known | None) -> Known | None:
        """What is stored, where it has the words of the entry, or the entry has no guid and could have no other name."""
        article = self.told.get(was.id) if was else None
        is_same = not each.names.guid or (article and _tell_the_same(_said(each.entry), (article.title, article.text)))
        return was if is_same else None

    def _claim(self, each: Named, article: ArticleId) -> Identified:
        self.claimed[article] = each.entry
        for name in each.names.all:
            self.fresh.setdefault(name, article)
        found = (self.known[name] for name in (article, *each.names.all) if name in self.known)
        was = next((one for one in found if one.id == article), None)
        aliases = tuple(self._aliases(each, article))
        return Identified(entry=each.entry, id=article, entry_hash=each.entry_hash, was=was, aliases=aliases)

    def _aliases(self, each: Named, article: ArticleId) -> Iterator[Alias]:
        """The names that lead to the article from now on, without those by which it is found anyway.

        A guid goes to whoever bears it now; an address, or title and day, stay with the article they name.
        """
        names, source = each.names, each.entry.source
        was = self.known.get(names.guid)
        if names.guid and article not in {names.guid, names.permalink} and (was is None or was.id != article):
            yield Alias(name=names.guid, article=article, source=source, kind="guid")
        if names.address and names.address not in self.known and self.fresh[names.address] == article != names.address:
            yield Alias(name=names.address, article=article, source=SourceId(""), kind="address")
        if not names.address and names.title != article and names.title not in self.known and self.fresh[names.title] == article:
            yield Alias(name=names.title, article=article, source=source, kind="title")


def _unrepeated(entries: Iterable[Named]) -> list[Named]:
    """The first of the entries with one guid and one link each."""
    first: dict[tuple[str, str], Named] = {}
    for each in entries:
        first.setdefault((each.names.guid, canonical_url(each.entry.link)) if each.names.guid else ("", str(len(first))), each)
    return list(first.values())


def _unchanged(each: Named, known: Mapping[str, Known]) -> Known | None:
    """What is stored of the entry, when it is stored just so."""
    found = (known.get(name) for name in each.names.all)
    return next((was for was in found if was and was.entry_hash == each.entry_hash), None)


def _by_guid(each: Named, known: Mapping[str, Known]) -> Known | None:
    """What the guid names; a guid that is an address names its page only where this source was the first to tell it."""
    by_link = known.get(each.names.permalink)
    return known.get(each.names.guid) or (by_link if by_link and by_link.source == each.entry.source else None)


def _by_title(each: Named, known: Mapping[str, Known]) -> Known | None:
    """What title and day name, for an entry that lacks a guid or a link."""
    return None if each.names.guid and each.names.address else known.get(each.names.title)


def _in_doubt(each: Named, known: Mapping[str, Known]) -> Iterator[Known]:
    names = each.names
    by_guid, by_address = _by_guid(each, known), known.get(names.address)
    by_title = _by_title(each, known) if names.guid else None
    yield from (was for was in (by_guid, by_title) if was and was != by_address and was.entry_hash != each.entry_hash)


def _shared_guids(entries: Iterable[Named]) -> frozenset[str]:
    """Guids that stand on entries of different links, or of different titles where they have no link."""
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for each in entries:
        bearers[each.names.guid].add(each.names.address or each.names.title)
    return frozenset(guid for guid, found in bearers.items() if guid and len(found) > 1)


def _without_guid(names: Names) -> Names:
    return replace(names, guid="", permalink="")


def _said(entry: Entry) -> tuple[str, str]:
    """Title and text of an entry, its markup left out."""
    try:
        text = entry.content if entry.media == "text/plain" else "\n".join(html_lines(entry.content))
    except ExtractError:  # whoever reads the entry reports it; here its title decides
        text = ""
    return entry.title, text


def _tell_the_same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two tellings (title, text) are of one article."""
    titles, _ = _overlap(one[0], other[0])
    texts, length = _overlap(one[1], other[1])
    if length >= _LONG and texts >= _SAME_TEXT:
        return True
    return titles >= _SAME_TITLE and (length < _LEAST or texts >= _SOME_TEXT)


def _overlap(one: str, other: str) -> tuple[float, int]:
    """Which share of the smaller vocabulary stands in the other (all of nothing), and how many words it has."""
    mine, theirs = _vocabulary(one), _vocabulary(other)
    smaller = min(len(mine), len(theirs))
    return len(mine & theirs) / smaller if smaller else 1.0, smaller


def _vocabulary(text: str) -> set[str]:
    return {word for word in words(text) if len(word) >= _TELLING or word >= _UNSPACED or word.isdigit()}
