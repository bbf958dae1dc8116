"""The one thing rankers and compose agree on by name: the part called freshness."""

from datetime import timedelta

import pytest
from build import NOW, article, candidate, edition, story

from digest.compose.blend import freshness, value
from digest.model import Preference
from digest.rank import SignalRanker


def test_a_daily_reader_gets_the_rankers_own_freshness():
    told = story(article(published=NOW - timedelta(hours=30)))
    (score,) = SignalRanker().scores([told], NOW)
    (part,) = (part for part in score.parts if part.name == "freshness")
    assert part.value == pytest.approx(freshness(told, edition(), NOW))
    assert value(candidate(told, score=score), Preference(language="x-none"), edition(), NOW) == pytest.approx(score.value)
