"""What a template is told about each piece: plain values only, feed text made safe to show.

Nothing in these mappings can be called, so a template cannot reach into the program. Every text from outside goes
through ``plain`` (no control characters, no bidirectional overrides, nothing invisible); every link through
``clean_link``. The names are the same in HTML and text:

======================== ==================================================================================================
always                   ``language`` (BCP 47), ``dir``, ``start`` and ``end`` (left, right), ``script`` (ltr, rtl, cjk), ``slots``
open                     ``subject``, ``preheader``, ``title``
masthead                 ``title``, ``city``, ``temperature``, ``sky`` (English), ``credit``, ``web`` (each may be empty), ``date``
section                  ``tag``, ``title``
story                    ``place``, ``kicker``, ``headline``, ``link`` (may be empty), ``publisher`` (may be empty), ``host``,
                         ``summary``, ``also`` (pairs of host and link), ``is_update``, ``is_single_source``, ``minutes`` (0 = do
                         not say), ``image`` (None, or address, alt text, width, height), ``story_language``, ``story_dir``
more                     ``count``, ``title`` of the section, ``web`` (may be empty)
left_out                 ``count``, ``web`` (may be empty)
popular                  ``entries`` (number as written, headline, link or empty)
tags                     ``titles``, ``has_preferences``
footer                   ``title``, ``list``, ``name``, ``operator``, ``postal_address``, ``archive``, ``has_preferences``
subject.txt              ``headline``, ``more`` (stories besides), ``others`` (headlines), ``summary``, ``title``, ``list``
======================== ==================================================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from babel.numbers import format_decimal
from markupsafe import Markup

from digest.model import Article, ArticleId, Candidate, Image, Place, Source, SourceId, Use, Weather
from digest.render.encode import SLOTS, slot_text
from digest.render.links import clean_link, host_of, publisher_of
from digest.render.plate import Values
from digest.render.words import clean_language, direction, locale_of, say_date, say_temperature, script_class
from digest.text import count_words, plain
from digest.text.pixels import is_pixel

MAX_ALSO = 4
"""Other sources named at a story."""
COLUMN = 576
"""Pixels of a picture across the column."""
MIN_IMAGE = 240
"""Pixels; a narrower picture is an icon, or worse."""
WORDS_A_MINUTE = 230
MAX_TITLE, MAX_SUMMARY = 300, 1_200
"""Characters shown of a headline and of a summary, whoever wrote them."""

_SLOTS = {name: Markup(slot_text(name)) for name in sorted(SLOTS)}  # noqa: S704 -- our own constant marks


def everywhere(language: str) -> dict[str, object]:
    """What every piece knows: the language and which way it runs, and the slots."""
    way = direction(language)
    return {
        "language": clean_language(language),
        "dir": way,
        "start": "right" if way == "rtl" else "left",
        "end": "left" if way == "rtl" else "right",
        "script": script_class(language),
        "slots": _SLOTS,
    }


def masthead_values(language: str, *, title: str, city: str, day: date, weather: Weather | None = None, web: str = "") -> Values:
    """The masthead's; date and temperature are written as ``language`` writes them."""
    return everywhere(language) | {
        "title": plain(title),
        "city": plain(city),
        "date": say_date(day, language),
        "temperature": say_temperature(weather.celsius, language) if weather else "",
        "sky": str(weather.sky) if weather and weather.sky else "",
        "credit": plain(weather.credit) if weather else "",
        "web": clean_link(web),
    }


def section_values(language: str, *, tag: str, title: str) -> Values:
    """A section heading's."""
    return everywhere(language) | {"tag": plain(tag), "title": plain(title)}


def more_values(language: str, *, title: str, count: int, web: str) -> Values:
    """Those of the line that says how many more stories a section could have had."""
    return everywhere(language) | {"title": plain(title), "count": count, "web": clean_link(web)}


def story_values(
    language: str,
    told: Candidate,
    *,
    place: Place,
    is_update: bool,
    is_pictured: bool = True,
    sources: Mapping[SourceId, Source],
    titles: Mapping[str, str],
) -> Values:
    """A story's: of each article only what its source's ``use`` allows."""
    lead = told.story.lead
    link = clean_link(lead.link)
    is_lead = place is Place.LEAD
    own = clean_language(lead.language or language)
    publisher, host = _who(lead, link, sources)
    return everywhere(language) | {
        "place": place.value,
        "kicker": plain(_kicker(lead, titles)),
        "headline": plain(lead.title)[:MAX_TITLE] or link or plain(lead.site),
        "link": link,
        "publisher": publisher,
        "host": host,
        "summary": summary_of(told, sources, is_update=is_update),
        "also": also_covered(told.story.articles, lead_site=lead.site),
        "is_update": is_update,
        "is_single_source": is_lead and told.story.voices == 1,
        "minutes": 0 if lead.is_teaser or not is_lead else round(count_words(lead.text) / WORDS_A_MINUTE),
        "image": _image(quoted_image(lead, sources)) if is_pictured else None,
        "story_language": own,
        "story_dir": direction(own),
    }


def summary_of(told: Candidate, sources: Mapping[SourceId, Source], *, is_update: bool = False) -> str:
    """The summary (an update's for those who have had the story) without sentences of sources that allow their titles only.

    Empty when the lead's own source does.
    """
    articles: dict[ArticleId, Article] = {article.id: article for article in told.story.articles}
    if not _may_quote(told.story.lead, sources):
        return ""
    sentences = told.told(is_update=is_update).sentences
    allowed = [each.text for each in sentences if each.article not in articles or _may_quote(articles[each.article], sources)]
    return plain(" ".join(allowed))[:MAX_SUMMARY]


def also_covered(articles: Sequence[Article], *, lead_site: str) -> tuple[tuple[str, str], ...]:
    """Host and link of up to four other sites that tell the story, in the order of its articles."""
    found: dict[str, tuple[str, str]] = {}
    for article in articles[1:]:
        if article.site != lead_site and article.site not in found and (link := clean_link(article.link)):
            found[article.site] = (plain(host_of(link, article.site)), link)
    return tuple(found.values())[:MAX_ALSO]


def popular_values(language: str, told: Iterable[Candidate]) -> Values:
    """The most popular's, numbered as the language writes numbers."""
    entries = []
    for number, candidate in enumerate(told, 1):
        lead = candidate.story.lead
        link = clean_link(lead.link)
        headline = plain(lead.title)[:MAX_TITLE] or link or plain(lead.site)
        entries.append((format_decimal(number, locale=locale_of(language)), headline, link))
    return everywhere(language) | {"entries": tuple(entries)}


def tags_values(language: str, titles: Iterable[str], *, has_preferences: bool) -> Values:
    """The other tags'."""
    return everywhere(language) | {"titles": tuple(map(plain, titles)), "has_preferences": has_preferences}


def footer_values(
    language: str, *, title: str, list_name: str, name: str, operator: str, postal_address: str, archive: str = "", has_preferences: bool
) -> Values:
    """The footer's."""
    return everywhere(language) | {
        "title": plain(title),
        "list": plain(list_name),
        "name": plain(name),
        "operator": plain(operator),
        "postal_address": plain(postal_address),
        "archive": clean_link(archive),
        "has_preferences": has_preferences,
    }


def quoted_image(lead: Article, sources: Mapping[SourceId, Source]) -> Image | None:
    """The picture of a story's lead, if its source allows more than its title and it is for looking at, not for watching readers."""
    image = lead.image if _may_quote(lead, sources) else None
    return None if image is None or is_pixel(image.url, width=image.width, height=image.height) else image


def _may_quote(article: Article, sources: Mapping[SourceId, Source]) -> bool:
    source = sources.get(article.source)
    return source is None or source.use is not Use.TITLE


def _who(lead: Article, link: str, sources: Mapping[SourceId, Source]) -> tuple[str, str]:
    """The paper's name and the host of its link: whichever of them tells something."""
    host, source = plain(host_of(link, lead.site)), sources.get(lead.source)
    name = plain(source.title) if source else ""
    if not link:
        return name or plain(lead.source.replace("-", " ").replace("_", " ").title()), ""
    return publisher_of(name, host, source.url if source else ""), host


def _kicker(lead: Article, titles: Mapping[str, str]) -> str:
    """The lead's first tag that has a title, else its first tag made readable."""
    tags = [tagging.tag for tagging in lead.tags]
    named = next((titles[tag] for tag in tags if tag in titles), "")
    return named or (tags[0].replace("-", " ").replace("_", " ").capitalize() if tags else "")


def _image(image: Image | None) -> tuple[str, str, int, int] | None:
    """Address, alt text, width and height as shown; only over https and only of known size."""
    if image is None or image.width < MIN_IMAGE or image.height < 1 or not (link := clean_link(image.url)).startswith("https:"):
        return None
    width = min(image.width, COLUMN)
    return link, plain(image.alt), width, max(round(image.height * width / image.width), 1)


def specimens() -> tuple[Values, Values]:
    """Every name with a full value and with an empty one: each block must print with both."""
    full = everywhere("en") | {
        "subject": "A specimen headline of the length that a subject line may have, no more",
        "preheader": "What the subject does not say, in so many words as a list of messages shows beside it. " * 2,
        "title": "The Specimen",
        "city": "Reykjavik",
        "date": "Wednesday, 30 September 2026",
        "temperature": "-12 °C",
        "sky": "partly cloudy",
        "credit": "Specimen Weather Service",
        "web": "https://digest.example/archive/specimen/2026-09-30",
        "archive": "https://digest.example/archive",
        "tag": "science",
        "place": Place.LEAD.value,
        "kicker": "Science",
        "headline": "A specimen headline",
        "link": "https://herald.example/specimen",
        "publisher": "The Specimen",
        "host": "herald.example",
        "summary": "A specimen of a summary.",
        "also": (("tribune.example", "https://tribune.example/specimen"),),
        "is_update": True,
        "is_single_source": True,
        "minutes": 4,
        "image": ("https://herald.example/specimen.jpg", "A specimen", COLUMN, 324),
        "story_language": "en",
        "story_dir": "ltr",
        "count": 2,
        "entries": tuple(
            (str(number), "A specimen of a popular headline. " * 4, "https://herald.example/specimen") for number in range(1, 6)
        ),
        "titles": ("Culture", "Science and nature", "Sport", "Travel", "World"),
        "has_preferences": True,
        "list": "morning",
        "name": "The Specimen Press",
        "operator": "Specimen Press Ltd",
        "postal_address": "1 Specimen Street, Reykjavik",
        "more": 2,
        "others": ("A second headline", "A third headline"),
    }
    return full, {**full, **_NOTHING}


_NOTHING: Values = {
    "preheader": "",
    "city": "",
    "temperature": "",
    "sky": "",
    "credit": "",
    "web": "",
    "archive": "",
    "tag": "",
    "kicker": "",
    "link": "",
    "publisher": "",
    "summary": "",
    "also": (),
    "is_update": False,
    "is_single_source": False,
    "minutes": 0,
    "image": None,
    "entries": (),
    "titles": (),
    "has_preferences": False,
    "list": "",
    "operator": "",
    "postal_address": "",
    "more": 0,
    "others": (),
}
"""What may be missing, as it is then."""
