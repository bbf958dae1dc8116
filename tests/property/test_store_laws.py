"""Laws of the store: what is written is what is read, and the ledger moves only along the table of statuses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from build import NOW, delivery, issue
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stores import fresh_store

from digest.deliver.status import TABLE
from digest.errors import ConflictError
from digest.model import (
    Article,
    ArticleId,
    DigestId,
    Image,
    Outcome,
    Place,
    Score,
    Section,
    Sentence,
    Shown,
    Signal,
    SourceId,
    Status,
    Story,
    StoryId,
    SubscriberId,
    Summary,
    Suppression,
    Tagging,
    Turn,
)
from digest.ports import Settlement
from digest.store import codec
from digest.store.address import address_key
from digest.store.columns import written
from digest.store.history import Histories

TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)
INSTANT = st.datetimes(timezones=st.just(UTC))
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
ARTICLES = st.builds(
    Article,
    id=TEXT.map(ArticleId),
    source=TEXT.map(SourceId),
    **dict.fromkeys(("guid", "url", "link", "site", "title", "text", "author", "language", "category", "fingerprint", "entry_hash"), TEXT),
    categories=st.lists(TEXT, max_size=3).map(tuple),
    tags=st.lists(st.builds(Tagging, tag=TEXT, by=TEXT), max_size=3).map(tuple),
    published=st.none() | INSTANT,
    seen=INSTANT,
    image=st.none() | st.builds(Image, url=TEXT, alt=TEXT, width=st.integers(0, 9), height=st.integers(0, 9)),
    comments=st.none() | st.integers(0, 9),
    is_teaser=st.booleans(),
    is_backlog=st.booleans(),
)
STORIES = st.builds(
    Story,
    id=TEXT.map(StoryId),
    articles=st.lists(ARTICLES, min_size=1, max_size=3).map(tuple),
    first_seen=INSTANT,
    updated=INSTANT,
    revision=st.integers(0),
    facts_revision=st.integers(0),
    adds_facts=st.booleans(),
    voices=st.integers(1, 9),
)
SHOWN = st.builds(
    Shown,
    story=TEXT.map(StoryId),
    revision=st.integers(0),
    place=st.sampled_from(Place),
    is_update=st.booleans(),
    title=TEXT,
    link=TEXT,
    articles=st.lists(TEXT.map(ArticleId), max_size=3).map(tuple),
)
SECTIONS = st.lists(
    st.builds(Section, tag=TEXT, title=TEXT, more=st.integers(0, 99), stories=st.lists(SHOWN, max_size=3).map(tuple)), max_size=3
).map(tuple)
SCORES = st.builds(
    Score, value=NUMBER, parts=st.lists(st.builds(Signal, name=TEXT, value=NUMBER, weight=NUMBER, reason=TEXT), max_size=3).map(tuple)
)
SUMMARIES = st.builds(
    Summary, sentences=st.lists(st.builds(Sentence, text=TEXT, article=TEXT.map(ArticleId)), max_size=3).map(tuple), by=TEXT
)


@given(STORIES)
def test_frozen_story_thaws_equal(story):
    assert codec.load_story(codec.dump_story(story)) == story


@given(SCORES, SUMMARIES, SECTIONS)
def test_scores_summaries_and_sections_come_back_equal(score, summary, sections):
    assert codec.load_score(score.value, codec.dump_parts(score)) == score
    assert codec.load_summary(codec.dump_summary(summary)) == summary
    assert codec.load_sections(codec.dump_sections(sections)) == sections


@given(SECTIONS)
def test_what_a_digest_showed_is_every_story_in_it(sections):
    stories, articles = codec.load_seen(codec.dump_sections(sections))
    assert stories == {shown.story for section in sections for shown in section.stories}
    assert articles == {article for section in sections for shown in section.stories for article in shown.articles}


@given(INSTANT, INSTANT)
def test_written_instants_sort_as_instants(one, other):
    assert (written(one) < written(other)) == (one < other)
    assert datetime.fromisoformat(written(one)) == one


@given(TEXT, TEXT)
def test_key_of_an_address_is_its_own_key(local, domain):
    key = address_key(f"{local}@{domain}")
    assert address_key(key) == key
    assert address_key(f" {local}@{domain} ") == key


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5)), unique=True, max_size=30))
def test_readers_who_got_the_same_share_one_history(got):
    found = Histories()
    for number in range(6):
        found.learn(DigestId(f"d{number}"), mark=number, stories=frozenset({StoryId(f"s{number}")}), articles=frozenset())
    for reader, number in sorted(got, key=lambda pair: pair[1]):
        found.add(SubscriberId(f"r{reader}"), DigestId(f"d{number}"))
    histories = found.all()
    for reader, history in histories.items():
        digests = {number for each, number in got if f"r{each}" == reader}
        assert history.digests == {f"d{number}" for number in digests}
        assert history.stories == {f"s{number}" for number in digests}
        assert history.mark == max(digests)
    assert len({id(history) for history in histories.values()}) == len({history.digests for history in histories.values()})


# ---------------------------------------------------------------- the ledger

ALLOWED = {(before, after) for before, events in TABLE.items() for after in events.values()}
READERS = 5
OPS = st.one_of(
    st.tuples(st.just("lease"), st.sampled_from(["one", "two"]), st.integers(1, READERS)),
    st.tuples(st.just("intend"), st.integers(0, 9)),
    st.tuples(st.just("renew"), st.integers(0, 9)),
    st.tuples(
        st.just("settle"),
        st.integers(0, 9),
        st.lists(st.sampled_from([*Status]), min_size=1, max_size=3),
    ),
    st.tuples(st.just("late"), st.integers(0, 9)),
    st.tuples(st.just("wait"), st.integers(1, 90)),
    st.tuples(st.sampled_from(["recover", "resend", "expire", "cancel"])),
    st.tuples(st.just("suppress"), st.integers(0, READERS - 1)),
    st.tuples(st.just("report"), st.integers(1, READERS), st.sampled_from([Status.BOUNCED, Status.COMPLAINED])),
)


class Play:
    """Plays operations on a store and remembers the leases it was given."""

    def __init__(self, store):
        self.store, self.now, self.leases = store, NOW, []
        store.issues.save(issue(), digests=[], cards=[], deliveries=[delivery(f"r{number}") for number in range(READERS)])

    def standing(self):
        return {row.id: row for row in self.store.deliveries.find()}

    def lease(self, owner, limit):
        until = self.now + timedelta(minutes=1)
        held = self.store.deliveries.lease(owner, now=self.now, until=until, limit=limit)
        self.leases += [held] if held else []

    def chosen(self, number):
        return self.leases[number % len(self.leases)] if self.leases else None

    def intend(self, number):
        if held := self.chosen(number):
            self.store.deliveries.intend(held.owner, [Turn(row.id, held.epoch) for row in held.deliveries], self.now)

    def renew(self, number):
        if held := self.chosen(number):
            self.store.deliveries.renew(held, self.now + timedelta(minutes=1))

    def settle(self, number, statuses):
        if held := self.chosen(number):
            answers = [
                Settlement(outcome=Outcome(delivery=row.id, status=status), due=self.now + timedelta(minutes=5))
                for row, status in zip(held.deliveries, statuses, strict=False)
            ]
            self.store.deliveries.settle(held, answers, self.now)

    def late(self, number):
        if held := self.chosen(number):
            self.store.deliveries.answer_late(held, [row.id for row in held.deliveries], self.now)

    def wait(self, minutes):
        self.now += timedelta(minutes=minutes)

    def recover(self):
        self.store.deliveries.recover(self.now)

    def resend(self):
        self.store.deliveries.resend(None, self.now)

    def expire(self):
        self.store.deliveries.expire("daily", NOW + timedelta(days=1))

    def cancel(self):
        self.store.deliveries.cancel(issue().id)

    def suppress(self, number):
        self.store.readers.suppress(Suppression(email=f"r{number}@example.org", reason="asked", at=self.now))

    def report(self, number, status):
        self.store.deliveries.report_back(number, status, "late", self.now)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(OPS, max_size=25))
def test_ledger_moves_only_along_the_table_of_statuses(ops):
    with TemporaryDirectory() as folder, fresh_store("sqlite", Path(folder)) as store:
        play = Play(store)
        before = play.standing()
        for name, *given_values in ops:
            is_refused = False
            try:
                getattr(play, name)(*given_values)
            except ConflictError:
                is_refused = True
            after = play.standing()
            assert after.keys() == before.keys()
            moved = {(before[key].status, after[key].status) for key in before if before[key].status is not after[key].status}
            assert moved <= ALLOWED
            assert not (is_refused and after != before)
            assert all(0 <= after[key].attempts - before[key].attempts <= 1 for key in before)
            assert sum(store.deliveries.counts(issue().id).values()) == READERS
            before = after
