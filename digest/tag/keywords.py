"""One line of ``digest filter tag``: which of the labels given fits best, without having learned any.

A label scores by its own words in the text, by the words that usually go with a section of its name, and twice for
those in the title. Where nothing speaks for any, the first label in the alphabet is the answer, so that equal lines get equal
answers. A learned tagger is better wherever somebody has tagged articles; this one needs nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from digest.tag.names import usual_tag
from digest.text import words

_OWN_WORD = 3.0
_TITLE = 2
_PREFIX = 5
"""Letters: *elections* counts for *election*."""

_SPOKEN = {
    "politics": "government minister election vote voters party labour tory tories conservative democrat republican parliament "
    "senate congress campaign president prime policy "
    "mps lords council secretary chancellor bill lawmakers",
    "world": "killed iraq troops militants bomb attack palestinian israel gaza iran afghanistan nuclear minister "
    "president rebels police peace hostage army united nations "
    "government prime people russia china afp reuters election",
    "business": "company shares market stocks profit sales bank oil prices economy economic growth quarter investors billion "
    "deal firm dollar rates earnings growth trade jobs analysts wall street",
    "technology": "software computer microsoft internet online web users mobile phone google apple technology digital broadband "
    "games security virus linux pc network email search data chip intel",
    "science": "scientists space nasa researchers study species planet satellite climate physics research astronomers cells "
    "genes mars telescope",
    "sport": "game team season win coach players match cup league champion final goal injury england olympic tennis football "
    "rugby club beat victory score",
    "culture": "film music band album star actor actress festival award oscar singer show tv movie theatre chart book comedy "
    "hollywood novel artist",
    "health": "patients disease doctors drug hospital health medical virus cancer treatment vaccine",
    "climate": "climate emissions carbon warming environment energy pollution weather",
    "education": "school students teachers university education college campus tuition",
}


def tag_line(record: Mapping[str, object]) -> dict[str, object]:
    """Answer one line: ``id``, ``title``, ``text`` and ``labels`` in, ``id`` and ``label`` out (empty without labels)."""
    labels = record.get("labels")
    names = sorted(str(label) for label in labels) if isinstance(labels, list) else []
    heard = Counter(_cut(words(str(record.get("text") or ""))))
    heard.update(_cut(words(str(record.get("title") or ""))) * _TITLE)
    return {"id": record.get("id"), "label": max(names, key=lambda name: _score(name, heard), default="")}


def _score(label: str, heard: Counter[str]) -> float:
    own = words(label)
    usual = {tag for name in (label, *own) if (tag := usual_tag(name.replace("/", "-")))}
    spoken = {word for tag in usual for word in _cut(_SPOKEN.get(tag, "").split())}
    return _OWN_WORD * sum(heard[word] for word in _cut(own)) + sum(heard[word] for word in spoken)


def _cut(spoken: Iterable[str]) -> list[str]:
    return [word[:_PREFIX] for word in spoken]
