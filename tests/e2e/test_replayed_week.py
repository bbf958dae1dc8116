"""A week replayed by the clock, over HTTP: a feed that breaks every habit, and readers who come when they please.

*The Herald* makes up every GUID anew on every visit, adds tracking parameters from Tuesday on, moves to https on
Wednesday and answers 500 for the whole of one Thursday morning. *The Courier* numbers its entries from one, whatever
they are, so that each GUID is used again for another article every day. *The Tribune* keeps its GUIDs and moves all its
pages to another folder on Friday. Only the programs' own clock, fetching, store,
and mails are in play; hosts are invented and served from loopback.
"""

from __future__ import annotations

import email
import re
from datetime import UTC, datetime, timedelta
from email.policy import default
from email.utils import format_datetime
from itertools import count

import pytest
from instance import Instance
from servers import Answer, site

from digest.app import Frame, open_parts
from digest.config import read
from digest.schedule import Rounds

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ROUNDS = range(1, 24, 2)
"""Hours at which the clock goes round; readers are due at seven."""
PRINTED = (3, 9, 15)
"""Hours at which The Herald tells something new."""
HERALD, COURIER, TRIBUNE = "herald.example", "courier.example", "tribune.example"
ADDED = "Inspectors counted 940 cracked beams in its northern gallery."
JOINED = "Engineers found 77 sunken barrels beneath its eastern dam."
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


def word(number):
    """A word that no other number gives, told apart by its first letters."""
    letters = []
    for alphabet in (CONSONANTS, VOWELS, CONSONANTS, VOWELS):
        number, at = divmod(number, len(alphabet))
        letters.append(alphabet[at])
    return "".join(letters) + "no"


def told(number, voice=0):
    """Title and text of an event, which shares hardly a word with any other; every voice tells it in an order of its own."""
    names = [word(number * 40 + at) for at in range(40)]
    title = f"{names[0].title()} {names[1]} {names[2]} {names[3]}"
    said = [names[at * (1, 7, 11)[voice] % 40] for at in range(40)]
    text = ". ".join(" ".join(said[at : at + 9]).capitalize() for at in (0, 9, 18, 27)) + "."
    return title, text


class Paper:
    """One feed, written anew for every visit from what is in it by then."""

    def __init__(self, host):
        self.host, self.entries, self.visits = host, [], count()
        self.voice = [HERALD, COURIER, TRIBUNE].index(host)
        self.scheme, self.folder, self.tracking, self.is_down, self.guids = "http", "", "", False, ""

    def print(self, number, day, *, more="", hour=0):
        name, text = told(number, self.voice)
        self.entries.insert(0, [number, name, f"{text} {more}".strip(), MONDAY + day * DAY + hour * HOUR])

    def answer(self, _asked):
        if self.is_down:
            return Answer(status=500)
        visit = next(self.visits)
        items = "".join(self._item(place, entry, visit) for place, entry in enumerate(self.entries, 1))
        body = f"<rss version='2.0'><channel><title>{self.host}</title><link>http://{self.host}/</link>{items}</channel></rss>"
        return Answer(body.encode(), headers={"Content-Type": "application/rss+xml"})

    def _item(self, place, entry, visit):
        number, title, text, at = entry
        link = f"{self.scheme}://{self.host}/{self.folder}{number}{self.tracking}"
        guid = {"anew": f"visit-{visit}-{place}", "numbered": str(place), "kept": f"urn:{number}"}.get(self.guids, link)
        return (
            f"<item><title>{title}</title><link>{link}</link><guid isPermaLink='false'>{guid}</guid>"
            f"<pubDate>{format_datetime(at)}</pubDate><description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
        )


class Week:
    """An installation, its papers, and the clock that goes round."""

    def __init__(self, folder, web):
        self.here, self.web = Instance(folder), web
        self.papers = {host: Paper(host) for host in (HERALD, COURIER, TRIBUNE)}
        self.papers[HERALD].guids, self.papers[COURIER].guids, self.papers[TRIBUNE].guids = "anew", "numbered", "kept"
        self.here.configure('transport = "smtp"', 'transport = "maildir"')
        self.here.configure("min_stories = 2", "min_stories = 1\nmax_stories = 60\nwords = 6000")
        for host in self.papers:
            self.here.source(host.partition(".")[0], f"http://{host}/feed.xml", language="en")
            web.answers[f"/{host}/feed.xml"] = self.papers[host].answer
        self.origins = {f"{scheme}://{host}": f"{web.url}/{host}" for host in self.papers for scheme in ("http", "https")}
        self.got, self.seen = {}, set()

    def reader(self, name, *lines):
        limits = [line for line in lines if line.startswith("[")]
        keys = [line for line in lines if line not in limits]
        self.here.write(
            f"subscribers/{name}.toml", "\n".join([f'email = "{name}@example.org"', 'lists = ["daily"]', *keys, *limits]) + "\n"
        )

    def go_round(self, at):
        settings = read(self.here.folder / "config.toml")
        with open_parts(settings, Frame(now=at, origins=self.origins)) as parts:
            report = Rounds(parts, settings.edition_list()).tick()
        self._collect(at)
        return report

    def _collect(self, at):
        for path in sorted((self.here.folder / "data" / "Maildir" / "new").glob("*")):
            if path.name not in self.seen:
                self.seen.add(path.name)
                mail = email.message_from_bytes(path.read_bytes(), policy=default)
                self.got.setdefault(mail["To"].partition("@")[0].strip("<"), []).append((at, mail))

    def shown(self, name):
        """Per mail: the day, and by number the stories in it, each with whether it is an update and its text part."""
        return [((at - MONDAY).days, stories_in(mail)) for at, mail in self.got.get(name, [])]


def stories_in(mail):
    text = mail.get_body(("plain",)).get_content()
    titles = {told(number)[0]: number for number in range(100)}
    marks = sorted((match.start(), titles[match[0]]) for match in re.finditer("|".join(titles), text))
    ends = [start for start, _ in marks[1:]] + [len(text)]
    return {number: text[start:end] for (start, number), end in zip(marks, ends, strict=True)}


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    with site() as web:
        made = Week(tmp_path_factory.mktemp("week"), web)
        made.reader("daily")
        made.reader("weekly", 'days = ["sat"]')
        made.reader("best", 'days = ["sat"]', "[limits]\nmax_stories = 5")
        made.reader("some", 'days = ["mon", "wed", "fri"]')
        made.reader("away")
        made.go_round(MONDAY - 2 * HOUR)
        play(made)
        settings = read(made.here.folder / "config.toml")
        with open_parts(settings, Frame(now=MONDAY + 7 * DAY)) as parts:
            made.articles = [article for article, _ in parts.store.articles.recent(1000)]
        yield made


def play(week):
    herald, courier, tribune = week.papers.values()
    numbers = count()
    for day in range(7):
        courier.entries.clear()
        courier.print(50 + day, day)
        if day in {1, 3}:  # the first event of the day stands in all three papers
            for paper in (courier, tribune):
                paper.print(day * 3, day)
        herald.tracking = "?utm_source=rss&amp;utm_campaign=day" + str(day) if day else ""
        tribune.folder = "news/" if day > 3 else ""
        herald.scheme = "https" if day > 1 else "http"
        if day == 3:  # the second story of Monday grows
            herald.entries = [[n, t, f"{x} {ADDED}" if n == 1 else x, at] for n, t, x, at in herald.entries]
        week.reader("away", *(["pause_until = 2026-11-19"] if day in {1, 2} else []))
        for hour in ROUNDS:
            if (day, hour) == (5, 11):  # another paper brings facts to the second story of Friday
                tribune.print(13, day, more=JOINED, hour=hour)
            if hour in PRINTED:
                herald.print(next(numbers), day, hour=hour)
            herald.is_down = day == 3 and hour < 8
            week.go_round(MONDAY + day * DAY + hour * HOUR)


def numbers_of(week, name):
    return [(DAYS[day], set(stories)) for day, stories in week.shown(name)]


def updates_of(week, name):
    return {(DAYS[day], number) for day, stories in week.shown(name) for number, text in stories.items() if "Update" in text}


@pytest.mark.parametrize("name", ["daily", "weekly", "some", "away"])
def test_every_reader_sees_every_story_once_and_again_only_as_an_update(week, name):
    seen = [(number, "Update" in text) for _, stories in week.shown(name) for number, text in stories.items()]
    assert len(seen) == len(set(seen))
    assert {number for number, is_update in seen if is_update} <= {number for number, is_update in seen if not is_update}
    last = week.shown(name)[-1][0] * 24 + 5
    due = {number for number in range(21) if number // 3 * 24 + PRINTED[number % 3] < last - 2} | {50 + day for day in range(last // 24)}
    assert due <= {number for number, _ in seen}


def test_readers_get_their_mails_on_their_days(week):
    assert [day for day, _ in numbers_of(week, "daily")] == list(DAYS)
    assert [day for day, _ in numbers_of(week, "weekly")] == ["sat"]
    assert [day for day, _ in numbers_of(week, "some")] == ["mon", "wed", "fri"]
    assert [day for day, _ in numbers_of(week, "away")] == ["mon", "thu", "fri", "sat", "sun"]


def test_who_comes_every_other_day_gets_the_days_between(week):
    days = dict(numbers_of(week, "some"))
    each = dict(numbers_of(week, "daily"))
    assert days["wed"] == each["tue"] | each["wed"]
    assert days["fri"] == each["thu"] | each["fri"]


def test_who_was_away_is_caught_up(week):
    assert dict(numbers_of(week, "away"))["thu"] == set().union(*(dict(numbers_of(week, "daily"))[day] for day in ("tue", "wed", "thu")))


def test_guids_made_up_anew_tracking_https_and_a_failure_make_no_story_anew(week):
    assert updates_of(week, "daily") == {("fri", 1), ("sun", 13)}
    assert updates_of(week, "some") == {("fri", 1)}
    assert updates_of(week, "weekly") == set()
    assert {article.url for article in week.articles if article.source == "tribune"} == {f"http://{TRIBUNE}/news/{n}" for n in (3, 9, 13)}
    assert len(week.articles) == 21 + 7 + 4 + 1  # The Herald, The Courier, two events in two other papers, one that joined
    assert all(
        article.url.startswith("https://") for article in week.articles if article.source == "herald" and article.published >= MONDAY + DAY
    )


def test_a_guid_used_again_for_another_article_hides_nothing(week):
    shown = set().union(*(stories for _, stories in week.shown("daily")))
    assert {50 + day for day in range(7)} <= shown


@pytest.mark.parametrize(("day", "number", "new"), [(4, 1, ADDED), (6, 13, JOINED)])
def test_an_update_opens_with_what_is_new(week, day, number, new):
    mail = next(mail for at, mail in week.got["daily"] if (at - MONDAY).days == day)
    title, text = told(number)
    told_text = " ".join(stories_in(mail)[number].split())
    assert told_text.startswith(f"{title} {new} {text[:20]}")
    html = " ".join(mail.get_body(("html",)).get_content().split())
    card = html[html.index(title) :]
    assert 0 < card.index(new) < card.index(text[20:60])
    assert "Update" in told_text


def test_who_reads_weekly_gets_the_best_of_his_week(week):
    ((_, best),) = week.shown("best")
    assert {3, 9} <= set(best)  # told by three papers, four days and two days ago
    assert next(iter(best)) in {3, 9}
    assert ADDED not in best
