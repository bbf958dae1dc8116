"""Hand-written stand-ins at our own ports, and an installation wired from them around a real store on a file."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache

from build import NOW, article, edition, source, subscriber
from printed import daily
from stores import fresh_store

from digest.deliver import FileJournals, MemoryTransport, Sender
from digest.errors import FetchError
from digest.model import Batch, Gathering, Outcome, SourceState, Status
from digest.pipeline import Parts, intake, publish
from digest.pipeline.folding import fold
from digest.pipeline.publish import Call
from digest.ports import Response
from digest.registry import make
from digest.render import Imprint
from digest.schedule import publish_now

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class FakeFetch:
    """Answers by address: bytes are a page, an error is raised, anything else is a 404."""

    def __init__(self, **_):
        self.answers = {}
        self.asked = []

    def get(self, request):
        found = self._answer(request)
        if isinstance(found, FetchError):
            raise found
        return found

    def get_all(self, requests):
        return tuple(self._answer(request) for request in requests)

    def get_each(self, requests):
        yield from enumerate(self.get_all(requests))

    def _answer(self, request):
        self.asked.append(request.url)
        found = self.answers.get(request.url, FetchError("there is no such page", subject=request.url, status=404))
        if isinstance(found, bytes):
            return Response(url=request.url, status=200, headers={"content-type": "text/html; charset=utf-8"}, body=found)
        return found


class FakeGatherer:
    """Gives the entries laid out for a source, or its failure."""

    def __init__(self):
        self.entries = {}
        self.failures = {}
        self.asked = []

    def gather(self, sources, states, now):
        due = [each for each in sources if each.id not in states or (states[each.id].next_check or now) <= now]
        self.asked += [each.id for each in due]
        return tuple(self._gathering(each, now) for each in due)

    def _gathering(self, asked, now):
        state = SourceState(source=asked.id, checked=now, next_check=now + HOUR)
        return Gathering(source=asked, state=state, entries=tuple(self.entries.get(asked.id, ())), failure=self.failures.get(asked.id))


class FakeDirectory:
    """People in a list."""

    def __init__(self, *people):
        self.people = list(people)
        self.failures = []

    def load(self):
        return Batch(items=tuple(self.people), failures=tuple(self.failures))


class ScriptedTransport:
    """Answers by recipient; an error is raised by ``send``; others are accepted and kept."""

    def __init__(self, **answers):
        self.answers = answers
        self.messages = []
        self.opened = 0
        self.before = lambda _messages: None

    @contextmanager
    def session(self):
        self.opened += 1
        if "open" in self.answers:
            raise self.answers["open"]
        yield self

    most_bytes = 0

    def send(self, messages, witness):
        taken = list(messages)
        if "send" in self.answers:
            witness.answer([Outcome(delivery=message.delivery, status=Status.QUEUED) for message in taken])
            raise self.answers["send"]
        witness.intend([message.delivery for message in taken])
        self.before(taken)
        for message in taken:
            witness.answer([self._answer(message)])

    def _answer(self, message):
        given = self.answers.get(message.envelope.recipient.partition("@")[0], {"status": Status.ACCEPTED})
        if given["status"] in {Status.ACCEPTED, Status.IN_DOUBT}:
            self.messages.append(message)
        return Outcome(delivery=message.delivery, **given)

    @property
    def recipients(self):
        return [message.envelope.recipient for message in self.messages]


class Lines:
    """A log that only remembers."""

    def __init__(self):
        self.lines = []

    def __getattr__(self, level):
        return lambda event, **fields: self.lines.append((level, event, fields))


class House:
    """An installation: everything a test may want to turn, and the ``Parts`` around it."""

    def __init__(self, folder, *people, **given):
        self.now, self.folder = NOW, folder
        self.store = fresh_store("sqlite", folder)
        self.fetch = FakeFetch()
        self.gatherer = FakeGatherer()
        self.directory = FakeDirectory(*(people or (subscriber(),)))
        self.transport = MemoryTransport()
        self.gone = set()
        self.log = Lines()
        self.parts = self.wired(**given)

    def wired(self, **given):
        """The parts, or those of another process on the same store."""
        sources = given.pop("sources", (source("herald"), source("courier")))
        return Parts(
            **{
                "store": self.store,
                "sources": sources,
                "fetch": self.fetch,
                "gatherer": lambda _kind: self.gatherer,
                "tagger": cache(lambda: make("tagger", "rules", sources=sources, aliases={}, rules={})),
                "ranker": cache(lambda name: make("ranker", name, sources=sources, weights={}, half_life_hours=12.0)),
                "summariser": cache(lambda name: make("summariser", name)),
                "look": lambda _name: daily(),
                "imprint": Imprint(name="Example Digest", operator="Example Press", postal_address="12 Quay Street"),
                "tag_titles": lambda _language: {},
                "directory": self.directory,
                "language": "en",
                "city": "",
                "per_source": 40,
                "transport": lambda: self.transport,
                "sender": lambda name: Sender(
                    name="Example Digest",
                    address="digest@example.org",
                    domain="example.org",
                    list_id=f"{name}.example.org",
                    unsubscribe="digest@example.org",
                    key=b"0123456789abcdef",
                ),
                "links": lambda who: {"unsubscribe": f"mailto:digest@example.org?subject={who}", "preferences": ""},
                "clock": lambda: self.now,
                "owner": "here:1:a",
                "journals": FileJournals(
                    self.folder / "journal", self.store.deliveries, self.store.readers, is_synced=False, is_gone=self.gone.__contains__
                ),
                "log": self.log,
            }
            | given
        )

    def tell(self, *articles):
        """Store one story an article."""
        changed, learnt, _ = fold(self.store.articles, articles, self.now)
        self.store.articles.save(states=[], articles=articles, stories=changed, terms=learnt)

    def publish(self, issue="daily@1", *people, calls=None, slot=None, **given):
        """One issue for everybody, by the pipeline alone."""
        slot = slot or self.now
        called = calls or [Call(subscriber=person, local_date=slot.date()) for person in people or self.directory.people]
        return publish(self.parts, issue, edition=edition(**given), slot=slot, calls=called)

    def intake(self, **given):
        return intake(self.parts, self.now, **given)

    def send(self, **given):
        """By hand, as the command does."""
        return publish_now(self.parts, edition(), "UTC", **given)

    def statuses(self):
        """Every status a recipient's deliveries have, by his name, the newest issue first."""
        found = {}
        for row in self.store.deliveries.find(limit=1000):
            found.setdefault(row.email.partition("@")[0], []).append(str(row.status))
        return found

    def subjects(self):
        return [message.content.split(b"Subject: ")[1].split(b"\r\n")[0].decode() for message in self.transport.messages]


EVENTS = (
    ("Harbour bridge reopens", "Welders finished the last rivets overnight, and ferries return to their summer timetable."),
    ("Glacier survey finds warm water", "Divers measured currents beneath the ice shelf with yellow robots."),
    ("Parliament votes on rail budget", "Ministers promised cheaper tickets and longer trains before spring."),
    ("Orchestra plays in the fish market", "Violins echoed among crates of herring while stallholders applauded."),
    ("Chess club wins the northern cup", "A fourteen-year-old sacrificed her queen in round nine."),
    ("Vaccine trial enters second phase", "Nurses recruited volunteers older than sixty at three clinics."),
    ("Lighthouse keeper retires at ninety", "Sailors lit candles along the pier to say goodbye."),
    ("Wheat harvest larger than expected", "Combines ran until midnight because thunderstorms were forecast."),
)


def news(count=3, *, first=0, **given):
    """Articles on different events."""
    return [article(title, text=f"{title}. {told}", **given) for title, told in EVENTS[first : first + count]]


def grown(told, **given):
    """The same article after an edit of its publisher's that adds a fact."""
    return replace(told, text=told.text + " A second span of 400 metres was opened on Friday.", **given)
