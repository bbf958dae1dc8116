"""A whole round of intake over a web of sound, odd and hostile feeds: the sound ones complete, the others harmless."""

from __future__ import annotations

import resource
from time import monotonic

import pytest
from hostile_web import ENTRIES, NOW, title_of, web

from digest.app import Frame, open_parts
from digest.config.tables import GatherTable, Settings, SourceTable, StoreTable
from digest.pipeline import intake

SPAN = 35.0
MEMORY = 400 * 1024
"""Kilobytes that the round may take."""
CAP = 10_000_000
IN_FLIGHT = 8_000_000
"""What the sockets of both sides may hold when a connection is given up."""


def settings(root, running, timeout):
    hosts = [f"http://{host}/feed" for host in running.feeds] + ["https://bad-certificate.example/feed", f"{running.secret}/feed"]
    return Settings(
        gather=GatherTable(timeout=timeout),
        store=StoreTable(url=f"sqlite:///{root}/digest.db", replay=True),
        sources=tuple(SourceTable(url=url, full_text=False) for url in hosts),
        file=root / "config.toml",
    )


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    """What two rounds of intake left, how long they took, and the web they asked."""
    root = tmp_path_factory.mktemp("hostile")
    with web() as running:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        made = settings(root, running, 4)
        with open_parts(made, Frame(now=NOW, origins=running.origins)) as parts:
            started = monotonic()
            report = intake(parts, NOW)
            seconds = monotonic() - started
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
            again = intake(
                parts, NOW, only=[source.id for source in parts.sources if source.url.partition("//")[2].partition("/")[0] in running.plain]
            )
            articles = [article for article, _ in parts.store.articles.recent(10_000)]
            yield running, report, again, articles, parts.store.articles.states(), seconds, grown


def by_host(articles):
    found = {}
    for article in articles:
        found.setdefault(article.title.partition(" tells of ")[0].lower(), []).append(article.title)
    return found


def test_sound_and_odd_feeds_give_every_article_once_and_rightly(gathered):
    running, _, _, articles, *_ = gathered
    found = by_host(articles)
    wrong = {
        host: found.get(host.partition(".")[0].lower())
        for host in running.plain | running.odd
        if sorted(found.get(host.partition(".")[0].lower(), [])) != sorted(title_of(host, number) for number in range(ENTRIES))
    }
    assert wrong == {}


def test_hostile_feeds_give_nothing_but_a_failure_each(gathered):
    running, report, *_ = gathered
    failed = {failure.subject.partition("//")[2].partition("/")[0] for failure in report.failures}
    expected = {*running.hostile, "bad-certificate.example", running.secret.partition("//")[2]}
    assert failed == expected
    assert len(report.failures) == len(expected)


def test_nothing_inside_is_reached(gathered):
    running, *_ = gathered
    assert running.inside == 0


def test_no_feed_is_read_beyond_its_limit(gathered):
    running, *_ = gathered
    assert {host: sent for host, sent in running.sent.items() if sent > CAP + IN_FLIGHT} == {}


def test_the_round_ends_in_time_and_within_its_memory(gathered):
    *_, seconds, grown = gathered
    assert seconds < SPAN
    assert grown < MEMORY


def test_no_more_than_one_connection_a_site(gathered):
    running, *_ = gathered
    assert {host: most for host, most in running.most_at_once.items() if most > 1} == {}


def test_nothing_of_ours_leaves_but_who_we_are(gathered):
    running, *_ = gathered
    for _, _, headers in running.asked:
        assert not {"cookie", "referer", "authorization"} & headers.keys()
        assert headers["user-agent"].startswith("digest/")


def test_a_second_round_gives_no_article_again(gathered):
    _, _, again, *_ = gathered
    assert again.counts["articles"] == 0


def test_servers_that_ask_for_time_get_it(gathered):
    *_, states, _, _ = gathered
    state = {source.partition(".")[0]: state for source, state in states.items()}
    busy = next(each for name, each in state.items() if name.startswith("busy"))
    down = next(each for name, each in state.items() if name.startswith("down"))
    gone = next(each for name, each in state.items() if name.startswith("gone"))
    assert (busy.next_check - NOW).total_seconds() >= 7_200
    assert (down.status, gone.status) == ("busy", "gone")
