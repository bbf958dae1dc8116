"""The table of delivery statuses and what the ledger relies on."""

from __future__ import annotations

import pytest

from digest.deliver.status import ANSWERS, TABLE, Event, step
from digest.errors import ConflictError
from digest.model import Status

FINAL = {Status.REFUSED, Status.SUPPRESSED, Status.SKIPPED, Status.CANCELLED, Status.EXPIRED, Status.COMPLAINED}


def walk(*events, start=Status.QUEUED):
    status = start
    for event in events:
        status = step(status, Event(event))
    return status


@pytest.mark.parametrize(
    ("events", "status"),
    [
        (("lease", "accept"), Status.ACCEPTED),
        (("lease", "release", "lease", "accept"), Status.ACCEPTED),
        (("lease", "defer", "lease", "defer", "expire"), Status.EXPIRED),
        (("lease", "defer", "requeue", "lease", "refuse"), Status.REFUSED),
        (("lease", "doubt", "accept"), Status.ACCEPTED),
        (("lease", "doubt", "requeue", "lease", "accept"), Status.ACCEPTED),
        (("lease", "accept", "bounce", "complain"), Status.COMPLAINED),
        (("suppress",), Status.SUPPRESSED),
        (("skip",), Status.SKIPPED),
        (("cancel",), Status.CANCELLED),
        (("lease", "suppress"), Status.SUPPRESSED),
    ],
)
def test_a_life_ends_where_it_should(events, status):
    assert walk(*events) is status


@pytest.mark.parametrize("status", sorted(FINAL))
@pytest.mark.parametrize("event", list(Event))
def test_what_has_ended_never_moves_again(status, event):
    with pytest.raises(ConflictError, match=f"{status} cannot take the event {event}"):
        step(status, event)


def test_every_pair_has_an_answer_or_a_conflict():
    for status in Status:
        for event in Event:
            if event in TABLE.get(status, {}):
                assert step(status, event) is TABLE[status][event]
            else:
                with pytest.raises(ConflictError):
                    step(status, event)


def test_only_what_was_leased_is_ever_accepted_and_nothing_accepted_is_sent_again():
    to_accepted = {status for status in TABLE if Status.ACCEPTED in TABLE[status].values()}
    assert to_accepted == {Status.LEASED, Status.IN_DOUBT}
    reachable = {Status.ACCEPTED}
    for _ in Status:
        reachable |= {after for status in reachable for after in TABLE.get(status, {}).values()}
    assert not reachable & {Status.QUEUED, Status.LEASED, Status.DEFERRED}


def test_every_outcome_of_a_transport_fits_a_leased_delivery():
    for status, event in ANSWERS.items():
        assert step(Status.LEASED, event) is status
