"""The bundled papers, gathered for real: what they were written to show is what comes out."""

from __future__ import annotations

import pytest

from digest.app import BUNDLED, Frame, open_parts
from digest.cli.demo import NOW
from digest.cli.stand_in import sample_web
from digest.config import read
from digest.pipeline import intake


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    """The report of an intake of the samples, and the stories it left in the store."""
    folder = tmp_path_factory.mktemp("samples")
    found = read(BUNDLED / "config.toml")
    found = found.model_copy(update={"store": found.store.model_copy(update={"url": f"sqlite:///{folder}/digest.db", "replay": True})})
    with sample_web(BUNDLED / "samples" / "web") as origins, open_parts(found, Frame(now=NOW, origins=origins)) as parts:
        report = intake(parts, NOW)
        stories, _ = parts.store.articles.candidates(NOW.replace(month=1))
    return report, stories


def story_of(stories, title):
    return next(story for story in stories for article in story.articles if article.title == title)


def titles(story):
    return {article.title for article in story.articles}


def test_only_the_broken_source_fails(gathered):
    report, _ = gathered
    assert [failure.subject for failure in report.failures] == ["https://gazette.example/feed.xml"]
    assert "broken" in report.failures[0].what
    assert report.counts["entries"] >= 150


def test_five_papers_on_one_vote_are_one_story_with_five_voices(gathered):
    _, stories = gathered
    barrier = story_of(stories, "Parliament approves tidal barrier for Port Merrow")
    assert {article.site for article in barrier.articles} >= {"herald.example", "courier.example", "ledger.example"}
    assert barrier.voices == len({article.site for article in barrier.articles}) == 5


def test_a_wire_copy_in_three_papers_is_one_voice(gathered):
    _, stories = gathered
    ferry = story_of(stories, "Ferry with 212 aboard towed to safety off Cape Ruan")
    assert (len(ferry.articles), ferry.voices) == (3, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("One hour of daylight helps night nurses sleep", "Film made entirely by night-shift workers wins prize"),
        ("Lighthouse Keeper Writes Down Forty Years of Ships", "Ferry with 212 aboard towed to safety off Cape Ruan"),
        ("Old Tram Depot Becomes a Winter Garden", "Desert town harvests fog for its school garden"),
        ("Students teach a robot to fold maps", "National library puts 300 years of maps online"),
    ],
)
def test_stories_with_only_a_subject_in_common_stay_apart(gathered, one, other):
    _, stories = gathered
    assert other not in titles(story_of(stories, one))


def test_stories_keep_to_one_language(gathered):
    _, stories = gathered
    assert all(len({article.language[:2] for article in story.articles} - {""}) <= 1 for story in stories)


def test_a_text_page_comes_out_without_its_chrome(gathered):
    _, stories = gathered
    keeper = story_of(stories, "Lighthouse Keeper Writes Down Forty Years of Ships").lead
    assert keeper.category == "News"
    assert keeper.published is None
    assert keeper.text.startswith("Oskar Tamm")
    assert "Readers liked these" not in keeper.text


def test_a_teaser_has_the_text_of_its_page(gathered):
    _, stories = gathered
    ladder = story_of(stories, "Tool library lends its thousandth ladder").lead
    assert "cider press" in ladder.text
    assert "Most read" not in ladder.text
    assert not ladder.is_teaser
