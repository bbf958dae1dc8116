"""How the chosen stories stand: the lead, then a section a tag, then what belongs to no section.

Each story stands in one section, that of its tag the reader weighted highest; among equals his own come first, then
the edition's tags in their order, then tags with a title, then those with more stories here, then by name. Sections
follow one another by the same rule. A tag that neither reader nor edition nor operator named and that would head a
single story makes no section: such stories and untagged ones come last, under *More* when another heading stands
above them. Within a section briefs follow the stories that are told. A section tells how many more stories of its tag
there were; one with several tags counts in the section where it would rather have stood, so none counts twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from digest.compose.offer import Choice
from digest.model import Edition, Place, Preference, Section, Shown, StoryId

_MORE = "More"


@dataclass(frozen=True, slots=True)
class _Order:
    """How one digest's tags are preferred."""

    edition: Edition
    titles: Mapping[str, str]
    counts: Counter[str] = field(default_factory=Counter)
    weights: Mapping[str, float] = field(default_factory=dict)
    """As the preference has them, by tag."""

    def key(self, tag: str) -> tuple[float, bool, int, bool, int, str]:
        """Sorts a better tag before a worse one."""
        own = self.edition.tags
        index = own.index(tag) if tag in own else len(own)
        return (-self.weights.get(tag, 1.0), tag not in self.weights, index, tag not in self.titles, -self.counts[tag], tag)

    def is_named(self, tag: str) -> bool:
        """Whether reader, edition or operator named the tag."""
        return tag in self.weights or tag in self.edition.tags or tag in self.titles

    def best(self, choice: Choice) -> str:
        """The tag under which the story stands; empty when it has none that may head a section."""
        named = sorted((tag for tag in choice.tags if self.is_named(tag) or self.counts[tag] > 1), key=self.key)
        return named[0] if named else ""


def lay_out(
    chosen: Sequence[Choice],
    places: Mapping[StoryId, Place],
    preference: Preference,
    edition: Edition,
    *,
    tag_titles: Mapping[str, str],
    left_out: Sequence[Choice] = (),
) -> tuple[Section, ...]:
    """The sections of a digest: ``chosen`` has the lead first, the rest in rank order; ``places`` says how each is told.

    ``tag_titles`` gives headings by tag (else the tag itself, capitalised); that of the empty tag replaces *More*.
    ``left_out`` are the eligible stories that are not shown.
    """
    if not chosen:
        return ()
    counts = Counter(tag for choice in chosen[1:] for tag in choice.tags)
    order = _Order(edition, tag_titles, counts, dict(preference.tags))
    under: dict[str, list[Shown]] = {}
    for choice in sorted(chosen[1:], key=lambda choice: places[choice.id] is Place.BRIEF):
        under.setdefault(order.best(choice), []).append(_shown(choice, places))
    tags = sorted(under, key=lambda tag: (not tag, order.key(tag)))
    more: Counter[str] = Counter()
    for had, count in Counter(choice.tags for choice in left_out).items():
        more[_nearest(had, tags)] += count
    lead = Section(tag="", title="", stories=(_shown(chosen[0], places),))
    return lead, *(
        Section(tag=tag, title=_title(tag, tags, tag_titles), stories=tuple(under[tag]), more=more[tag] if tag else 0) for tag in tags
    )


def _nearest(had: frozenset[str], tags: Sequence[str]) -> str:
    """The first section's tag that is among those a story has; empty when none is."""
    return next((tag for tag in tags if tag in had), "")


def _title(tag: str, tags: Sequence[str], titles: Mapping[str, str]) -> str:
    if tag:
        return titles.get(tag) or tag.replace("-", " ").replace("_", " ").title()
    return titles.get("", _MORE) if len(tags) > 1 else ""


def _shown(choice: Choice, places: Mapping[StoryId, Place]) -> Shown:
    story = choice.story
    return Shown(
        story=story.id,
        revision=story.revision,
        place=places[choice.id],
        is_update=choice.is_update,
        title=story.lead.title,
        link=story.lead.link,
        articles=story.article_ids,
    )
