"""The promise, with a crash between any two writes: ledger, journal and server are real or exact, the process dies anywhere.

A process here is one ``hand_over`` whose every write (a transaction, a line of the journal, a dot that arrives) first
counts down; at zero it is dead, and so is everything it would have done. When the power goes too, what the journal did
not sync may be gone. The laws: nobody is lost; a crash puts at most one mail an open connection in doubt; whoever gets
two copies is marked as sent again; and where what is in doubt is left alone, nobody gets two.
"""

from __future__ import annotations

import os
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from random import Random  # noqa: TID251  from seeds that Hypothesis draws
from tempfile import TemporaryDirectory

from build import subscriber
from fakes import House, news
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import digest.pipeline.transmit
from digest.deliver import FileJournals
from digest.model import Outcome, Status
from digest.pipeline import hand_over

PEOPLE = tuple(f"r{number}" for number in range(9))
MOST_CONNECTIONS = 3


class Death(BaseException):
    """The process is dead."""


class Bomb:
    """Counts writes; from zero on, every one is its death."""

    def __init__(self, left):
        self.left = left

    def tick(self):
        self.left -= 1
        if self.left < 0:
            raise Death


class Ticking:
    """Something that writes: it may die before each call, or after it and before anybody hears of it."""

    def __init__(self, real, bomb):
        self._real, self._bomb = real, bomb

    def __getattr__(self, name):
        found = getattr(self._real, name)
        if not callable(found):
            return found

        def call(*given, **more):
            self._bomb.tick()
            result = found(*given, **more)
            self._bomb.tick()
            return result

        return call


class Way:
    """A transport of several connections, one step of one of them at a time, to a server that outlives us."""

    most_bytes = 0

    def __init__(self, stored, bomb, dice, connections):
        self.stored, self.bomb, self.dice, self.connections = stored, bomb, dice, connections

    @contextmanager
    def session(self):
        yield self

    def send(self, messages, witness):
        source, open_ = iter(messages), [self.connection(witness) for _ in range(self.connections)]
        for each in open_:
            next(each)
        while open_:
            each = self.dice.choice(open_)
            try:
                if next(each) == "wants":
                    each.send(next(source, None))
            except StopIteration:
                open_.remove(each)
            if self.dice.random() < 0.2:
                witness.fold()

    def connection(self, witness):
        yield
        while (message := (yield "wants")) is not None:
            yield
            witness.intend([message.delivery])
            if self.dice.random() < 0.1:
                witness.withdraw([message.delivery])
                witness.answer([Outcome(delivery=message.delivery, status=Status.QUEUED, reason="the line broke")])
                continue
            yield
            self.bomb.tick()
            self.stored[message.envelope.recipient] += 1
            self.bomb.tick()
            yield
            witness.answer([Outcome(delivery=message.delivery, status=Status.ACCEPTED)])


class Crashes(RuleBasedStateMachine):
    """One issue for nine people, sent by processes that die."""

    @initialize(is_resent=st.booleans(), connections=st.integers(1, MOST_CONNECTIONS))
    def publish(self, is_resent, connections):
        self.folder = TemporaryDirectory()
        self.house = House(Path(self.folder.name), *map(subscriber, PEOPLE))
        self.house.tell(*news(2))
        self.house.publish()
        self.is_resent, self.connections = is_resent, connections
        self.stored, self.crashes = Counter(), 0
        self.synced = {}
        self.leased, digest.pipeline.transmit.LEASED = digest.pipeline.transmit.LEASED, 4

    def teardown(self):
        if hasattr(self, "house"):
            digest.pipeline.transmit.LEASED = self.leased
            self.house.store.close()
            self.folder.cleanup()

    def rows(self):
        return self.house.store.deliveries.find(limit=99)

    def live(self, bomb, dice):
        """One process, from its first write to its last."""
        store = self.house.store
        shell = type("Shell", (), {"issues": store.issues, "instance_is_ours": store.instance_is_ours})()
        shell.deliveries, shell.readers = Ticking(store.deliveries, bomb), Ticking(store.readers, bomb)
        parts = self.house.wired(
            store=shell,
            journals=self.journals(shell, bomb),
            resends_doubts=self.is_resent,
            transport=lambda: Way(self.stored, bomb, dice, self.connections),
        )
        return hand_over(parts)

    def journals(self, shell, bomb):
        made = FileJournals(self.house.folder / "journal", shell.deliveries, shell.readers, is_synced=True, is_gone=lambda _: False)
        opened = made.open

        @contextmanager
        def ticking(owner):
            with opened(f"{owner}.{self.crashes}") as journal:
                sync = journal._sync

                def synced():
                    sync()
                    self.synced[journal._path] = os.fstat(journal._file).st_size

                journal._sync = synced
                self.synced[journal._path] = journal._size
                yield Ticking(journal, bomb)

        made.open = ticking
        return made

    def lose_power(self, dice):
        """What was not synced may be gone from the end on."""
        for path, synced in self.synced.items():
            if path.exists():
                os.truncate(path, dice.randint(min(synced, path.stat().st_size), path.stat().st_size))

    @rule(left=st.integers(0, 120), seed=st.integers(0, 10_000), is_power=st.booleans())
    def die(self, left, seed, is_power):
        dice = Random(seed)
        before = sum(row.status is Status.IN_DOUBT for row in self.rows())
        try:
            self.live(Bomb(left), dice)
        except Death:
            self.crashes += 1
            if is_power:
                self.lose_power(dice)
        after = sum(row.status is Status.IN_DOUBT for row in self.rows())
        assert after - before <= self.connections * self.crashes

    @rule(seed=st.integers(0, 10_000))
    def live_on(self, seed):
        dice = Random(seed)
        for _ in range(20):
            self.live(Bomb(10**9), dice)
            if self.house.store.deliveries.next_due() is None:
                break
        rows = self.rows()
        assert {row.status for row in rows} <= {Status.ACCEPTED} | ({Status.IN_DOUBT} if not self.is_resent else set())
        for row in rows:
            assert self.stored[row.email] >= (row.status is Status.ACCEPTED)
        assert not [*(self.house.folder / "journal").iterdir()]

    @precondition(lambda self: hasattr(self, "house"))
    @invariant()
    def nobody_gets_two_unawares(self):
        rows = {row.email: row for row in self.rows()}
        extra = {email: copies - 1 for email, copies in self.stored.items() if copies > 1}
        assert sum(extra.values()) <= self.connections * self.crashes
        assert self.is_resent or not extra
        assert all(copies <= rows[email].resent for email, copies in extra.items())
        doubted = sum(row.status is Status.IN_DOUBT for row in rows.values()) + sum(row.resent for row in rows.values())
        assert doubted <= self.connections * self.crashes
        for row in rows.values():
            assert row.status is not Status.ACCEPTED or self.stored[row.email] >= 1


Crashes.TestCase.settings = settings(
    max_examples=30, stateful_step_count=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
TestCrashes = Crashes.TestCase
