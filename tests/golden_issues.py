"""Invented issues in four languages, taken through render and deliver as in earnest: what the checker of mails is fed with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache, partial
from itertools import product
from pathlib import Path

from build import article, candidate, delivery, edition, issue, story
from build import source as paper

from digest.deliver import Press, Sender
from digest.model import (
    ArticleId,
    Candidate,
    Draft,
    Group,
    History,
    Image,
    Place,
    Preference,
    Score,
    Section,
    Sentence,
    Shown,
    Signal,
    Sky,
    SourceId,
    StoryId,
    Summary,
    Weather,
)
from digest.pipeline.publish import cut
from digest.render import Imprint, Look, cards, encodings_of, frame, load_look, masthead, sheet

TEMPLATES = Path(__file__).parents[1] / "templates"
BUDGET = 90_000
LINKS = {"unsubscribe": "https://digest.example/u/dGhpcy1pcy1hLXRva2Vu", "preferences": "https://digest.example/p/dGhpcy1pcy1hLXRva2Vu"}
SENDER = Sender(
    name="Example Digest",
    address="digest@example.org",
    domain="example.org",
    list_id="morning.example.org",
    list_name="Morning readers",
    unsubscribe="leave@example.org",
    key=b"0123456789abcdef",
)
IMPRINT = Imprint(
    name="Example Digest",
    operator="Example Press Ltd, registered in Reykjavik, number 1234567, responsible: Ada Gurung",
    postal_address="12 Quay Street, 101 Reykjavik, Iceland",
    list_name="Morning readers",
    base_url="https://digest.example",
)
LANGUAGES = ("en", "de", "ar", "ja")
SIZES = (1, 10, 40, 200)
KINDS = ("whole", "no pictures", "no weather", "hostile")
TITLES = {"en": "The Morning Paper", "de": "Der Morgen", "ar": "جريدة الصباح", "ja": "朝の便り"}
CITIES = {"en": "Reykjavik", "de": "Freiburg", "ar": "القاهرة", "ja": "京都"}
TAGS = ("city", "science", "travel", "culture", "business", "sport", "health", "world")
NAMES = {
    "en": ("City", "Science", "Travel", "Culture", "Business", "Sport", "Health", "World"),
    "de": ("Stadt", "Wissenschaft", "Reise", "Kultur", "Wirtschaft", "Sport", "Gesundheit", "Welt"),
    "ar": ("المدينة", "العلوم", "السفر", "الثقافة", "الأعمال", "الرياضة", "الصحة", "العالم"),
    "ja": ("街", "科学", "旅", "文化", "経済", "スポーツ", "健康", "世界"),
}
SITES = ("herald.example", "tribune.example", "observer.example", "gazette.example", "courier.example", "record.example")
SOURCES = {
    SourceId(site.split(".")[0]): paper(site.split(".")[0], title=title)
    for site, title in zip(SITES, ("The Port Chronicle", "Tribune", "", "The Quay Gazette", "Coast and Courier", "The Record"), strict=True)
}
HEADLINES = {
    "en": (
        "Harbour bridge reopens after two years of repairs",
        "Glacier survey finds a lake nobody had mapped",
        "City council votes to plant four thousand street trees",
        "A small telescope spots the season's brightest comet",
        "Night trains return to the coast line",
        "Bakers ask for earlier flour deliveries",
        "Library extends its opening hours to midnight",
        "Researchers teach a robot to fold wet paper",
        "Ferry timetable changes for the winter",
        "Museum lends its oldest map for the first time",
    ),
    "de": (
        "Hafenbrücke nach zwei Jahren wieder offen",
        "Gletschervermessung findet einen unbekannten See",
        "Stadtrat beschließt viertausend neue Straßenbäume",
        "Kleines Teleskop sieht den hellsten Kometen des Jahres",
        "Nachtzüge kehren auf die Küstenstrecke zurück",
        "Bäcker wünschen sich frühere Mehllieferungen",
        "Bibliothek öffnet künftig bis Mitternacht",
    ),
    "ar": (
        "إعادة فتح جسر الميناء بعد عامين من الإصلاحات",
        "مسح جليدي يكشف بحيرة لم ترسم على أي خريطة",
        "مجلس المدينة يقرر زراعة أربعة آلاف شجرة",
        "تلسكوب صغير يرصد ألمع مذنب في الموسم",
        "القطارات الليلية تعود إلى خط الساحل",
    ),
    "ja": (
        "港の橋、二年間の補修を終えて再開通",
        "氷河調査で地図にない湖を発見",
        "市議会、街路樹四千本の植樹を決定",
        "小型望遠鏡が今季最も明るい彗星を捉える",
        "夜行列車が海岸線に復活",
    ),
}
TEXTS = {
    "en": "Engineers closed the crossing when cracks were found in its southern span. Traffic will be limited to one lane a side until "
    "spring, and ferries go back to their summer timetable.",
    "de": "Ingenieure hatten die Brücke gesperrt, als im südlichen Feld Risse gefunden wurden. Bis zum Frühjahr bleibt je Richtung nur "
    "eine Spur frei, die Fähren kehren zum Sommerfahrplan zurück.",
    "ar": "أغلق المهندسون المعبر عندما عثروا على شقوق في جزئه الجنوبي. وستبقى حركة السير على مسار واحد في كل اتجاه حتى الربيع.",
    "ja": "南側の桁に亀裂が見つかり、橋は通行止めになっていた。春までは片側一車線での通行となり、フェリーは夏のダイヤに戻る。",
}
HOSTILE = (
    "Is \"quoted\" & <b>bold</b> 'news' still news?",
    "Buy {{ 7*7 }} get {% raw %} %%FREE%% [[name]] *|FNAME|*",
    "\u202eevil\u202c reversed \u2066 isolate left open",
    "BREAKING NEWS!!! EVERYTHING HAPPENS AT ONCE!!!",
    "<script>alert(1)</script> walks into a bar",
    "x" * 300,
    "Emoji 🎉👩‍👩‍👧‍👦 parade reaches 🏔️ the summit",
    "עברית בתוך כותרת English title",
    "A" + " very long headline that goes on" * 9,
    "Line\r\nBcc: evil@example.org\r\n\r\nbody",
)


@cache
def look(name: str = "daily") -> Look:
    return load_look(name, [TEMPLATES])


def every() -> Iterator[tuple[str, int, str]]:
    """Language, number of stories, kind."""
    return product(LANGUAGES, SIZES, KINDS)


def told(number: int, language: str, kind: str) -> Candidate:
    """One story of an invented day."""
    headlines = HOSTILE if kind == "hostile" else HEADLINES[language]
    round_ = number // len(headlines)
    title = headlines[number % len(headlines)] + (f" ({round_ + 1})" if round_ else "")
    sites = [SITES[(number + place) % len(SITES)] for place in range(1 + number * 7 % 4)]
    articles = [
        article(
            title,
            id=ArticleId(f"{number}-{site}"),
            site=site,
            url=f"https://{site}/2026/11/20/story-{number}",
            link=f"https://{site}/2026/11/20/story-{number}-of-the-day?ref=feed",
            language=language,
            text=(TEXTS[language] + " ") * (8 if number % 3 == 0 else 3),
            tags=(TAGS[number % len(TAGS)],),
            image=None if kind == "no pictures" else Image(url=f"https://{site}/img/{number}.jpg", alt="A bridge", width=1200, height=675),
        )
        for site in sites
    ]
    parts = (Signal(name="popularity", value=(number * 5 % 7) / 7, weight=1.0, reason="comments"),)
    return candidate(
        story(*articles, id=StoryId(f"s{number:03}"), voices=len(articles), revision=number + 1),
        score=Score(value=parts[0].points, parts=parts),
        summary=Summary(sentences=(Sentence(text=TEXTS[language], article=articles[0].id),), by="lead"),
    )


def sections(candidates: list[Candidate], language: str) -> tuple[Section, ...]:
    """The lead, then a section for each of six tags; a reader who wants one story gets the lead alone."""
    first, *rest = candidates
    under: dict[int, list[Shown]] = {}
    for place, each in enumerate(rest):
        stands = under.setdefault(place % 6, [])
        stands.append(_shown(each, Place.BRIEF if len(stands) > 2 else Place.SECTION, is_update=len(stands) == 1))
    lead = Section(tag="", title="", stories=(_shown(first, Place.LEAD),))
    return lead, *(Section(tag=TAGS[tag], title=NAMES[language][tag], stories=tuple(stands), more=tag % 3) for tag, stands in under.items())


def _shown(each: Candidate, place: Place, *, is_update: bool = False) -> Shown:
    one = each.story
    return Shown(
        story=one.id,
        revision=one.revision,
        place=place,
        is_update=is_update,
        title=one.lead.title,
        link=one.lead.link,
        articles=one.article_ids,
    )


def drafted(count: int, language: str, kind: str) -> tuple[Draft, tuple[Candidate, ...]]:
    candidates = [told(number, language, kind) for number in range(max(count, len(TAGS)))]
    group = Group(key="0123456789abcdef0123", preference=Preference(language=language), history=History(), subscribers=())
    number = issue(*candidates)
    return Draft(
        issue=number.id,
        look="daily",
        group=group,
        sections=sections(candidates[:count], language),
        eligible=max(count, len(TAGS)) + 12,
        order=tuple(each.story.id for each in candidates[:count]),
    ), number.candidates


def press(count: int, language: str, kind: str, *, name: str = "daily", sender: Sender = SENDER, imprint: Imprint = IMPRINT) -> Press:
    """The sheet of such an issue, set for a sender, within the budget of bytes."""
    draft, candidates = drafted(count, language, kind)
    draft = replace(draft, look=name)
    number, titles = issue(*candidates), dict(zip(TAGS, NAMES[language], strict=True))
    made = {
        card.key: card
        for card in cards(look(name), draft.requests, number, sources=SOURCES, titles=lambda _: titles, pictures=imprint.pictures)
    }
    encodings = encodings_of(draft.requests, made)[language]
    daily = edition(title=TITLES[language])
    framed = partial(frame, look(name), issue=number, edition=daily, imprint=imprint, sources=SOURCES, titles=titles, encodings=encodings)
    digest, own = cut(draft, {key: card.html_size for key, card in made.items()}, look(name), framed)
    head = masthead(
        look(name),
        issue=number.id,
        edition_title=daily.title,
        city="" if kind == "no weather" else CITIES[language],
        local_date=date(2026, 11, 20),
        language=language,
        weather=None if kind == "no weather" else Weather(celsius=7.6, sky=Sky.RAIN, credit="MET Norway"),
        web=imprint.web(number),
        encodings=encodings,
    )
    return Press(sheet(digest, made | {card.key: card for card in own}, head), sender)


def mail(count: int, language: str, kind: str, **given: object) -> bytes:
    """The finished mail of one reader."""
    return bytes(press(count, language, kind, **given).message(delivery("ada"), LINKS).content)
