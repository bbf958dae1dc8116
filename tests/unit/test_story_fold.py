"""What a story is: one event, whoever tells it, for as long as it lives."""

from dataclasses import replace
from datetime import timedelta

import pytest
from build import NOW, article, story

from digest.story import fold_in

REOPENING = (
    (
        "herald.example",
        "Harbour bridge opens to cars again",
        (
            "Cars crossed the Varna harbour bridge again on Thursday, ending fourteen months of repairs to its cracked "
            "pylons. Mayor Ilka Demeter cut the ribbon shortly after dawn, and ferries return to the summer timetable from "
            "Monday."
        ),
    ),
    (
        "tribune.example",
        "Varna span back in service after fourteen months",
        (
            "The harbour bridge in Varna carried traffic for the first time in fourteen months after engineers replaced two"
            " cracked pylons. Mayor Ilka Demeter thanked commuters for their patience."
        ),
    ),
    (
        "wire.example",
        "Demeter cuts ribbon as commuters return",
        (
            "Mayor Ilka Demeter reopened Varna's harbour bridge on Thursday. Repairs to the pylons, which cracked last "
            "autumn, cost 48 million and took fourteen months."
        ),
    ),
    (
        "post.example",
        "End of the ferry queues",
        (
            "Ferry queues in Varna ended on Thursday when the repaired harbour bridge took traffic again. Ilka Demeter, the"
            " mayor, said the new pylons would last eighty years."
        ),
    ),
    (
        "star.example",
        "Repaired pylons, 48 million later",
        (
            "After 48 million in repairs the pylons of Varna's harbour bridge were declared safe, and cars and buses "
            "crossed on Thursday. Mayor Demeter opened it at dawn."
        ),
    ),
    (
        "echo.example",
        "Thursday dawn brings buses over the bay",
        (
            "Buses rolled over the harbour bridge of Varna at dawn on Thursday, fourteen months after cracks in two pylons "
            "closed it. Mayor Ilka Demeter rode the first."
        ),
    ),
)
WIRE = (
    "Negotiators from nine river states signed a treaty on Tuesday that shares the water of the Orlan basin for "
    "thirty years. The pact fixes how much each may draw in a dry summer and founds a joint office that measures "
    "the flow. Farmers' unions downstream had blocked roads for a week because an early draft left reservoirs out. "
    "Under the final text every dam above forty metres reports its level daily. The treaty takes force when six "
    "parliaments have agreed, which diplomats expect before spring. Two upstream governments asked for loans to "
    "line their canals, and a development bank promised to study them."
)


def told(site, title, text, **given):
    return article(title, site=site, text=text, **given)


def reopening():
    return [told(*each, published=NOW - timedelta(hours=9 - hour)) for hour, each in enumerate(REOPENING)]


def test_six_headlines_of_one_event_are_one_story():
    articles = reopening()
    titles = [set(each.title.lower().split()) for each in articles]
    assert all(2 * len(a & b) <= min(len(a), len(b)) for a in titles for b in titles if a is not b)
    (one,) = fold_in(articles, (), NOW)
    assert len(one.articles) == 6
    assert one.voices == 6


def test_six_headlines_that_come_one_by_one_are_one_story():
    living = ()
    for each in reopening():
        living = fold_in([each], living, NOW)
        assert len(living) == 1
    assert len(living[0].articles) == 6


QUAKES = (
    told(
        "a.example",
        "Earthquake of magnitude 6.1 shakes northern Chile",
        (
            "An earthquake of magnitude 6.1 shook the north of Chile on Monday. In Iquique people ran into the streets; the"
            " navy gave no tsunami warning. Miners in Tarapaca were brought to the surface, and the airport checked its "
            "runway."
        ),
    ),
    told(
        "b.example",
        "Earthquake of magnitude 5.8 hits eastern Turkey",
        (
            "An earthquake of magnitude 5.8 hit the east of Turkey on Monday. In Malatya people ran into the streets, and "
            "several barns fell. Schools in Elazig stay closed until engineers have looked at their walls."
        ),
    ),
)
MATCHES = (
    told(
        "a.example",
        "Rovers beat United 3-1 away",
        (
            "Rovers won 3-1 at United on Saturday. Kelso scored twice in the second half and Amari added a third from the "
            "spot after the keeper was sent off. The win lifts Rovers to fourth in the league."
        ),
    ),
    told(
        "b.example",
        "City draw 2-2 with Athletic",
        (
            "City drew 2-2 with Athletic on Saturday. Brandt scored in the first half, Osei in the second, before Lindqvist"
            " levelled late with a header. The draw leaves City ninth in the league."
        ),
    ),
)


@pytest.mark.parametrize("two", [QUAKES, MATCHES], ids=["earthquakes", "football"])
def test_two_events_with_shared_words_stay_apart(two):
    assert len(fold_in(two, (), NOW)) == 2


def test_two_events_stay_apart_when_they_come_one_by_one():
    living = fold_in(QUAKES[:1], (), NOW)
    (new,) = fold_in(QUAKES[1:], living, NOW)
    assert new.id != living[0].id


def test_two_languages_never_share_a_story():
    english = told("a.example", "Varna: Demeter 48 2031", "Ilka Demeter Varna pylons 48", language="en")
    assert len(fold_in([english, replace(english, id="other", language="bg")], (), NOW)) == 2


def test_a_text_that_names_no_language_goes_with_the_others():
    first, second, *_ = reopening()
    (one,) = fold_in([replace(first, language=""), replace(second, language="en-GB")], (), NOW)
    assert len(one.articles) == 2


def test_an_event_of_last_month_is_another_story():
    now, *_ = reopening()
    before = replace(now, id="before", published=now.published - timedelta(days=30))
    assert len(fold_in([now, before], (), NOW)) == 2


def test_nothing_folded_in_changes_nothing():
    assert fold_in((), fold_in(reopening(), (), NOW), NOW) == ()


def test_an_untouched_story_is_not_returned():
    living = fold_in(QUAKES, (), NOW)
    assert [each.id for each in fold_in(MATCHES[:1], living, NOW)] not in [[each.id] for each in living]


def test_a_story_keeps_id_first_sight_and_revision_when_it_grows():
    first, *rest = reopening()
    living = story(first, id="kept", first_seen=NOW - timedelta(days=3), updated=NOW - timedelta(days=2), revision=7, facts_revision=5)
    late = [replace(each, seen=NOW - timedelta(minutes=5)) for each in rest]
    (grown,) = fold_in(late, [living], NOW)
    assert (grown.id, grown.first_seen, grown.revision, grown.facts_revision) == ("kept", NOW - timedelta(days=3), 7, 5)
    assert grown.updated == NOW - timedelta(minutes=5)


def test_a_new_story_adds_facts_and_is_not_stored():
    new, *_ = fold_in(QUAKES, (), NOW)
    assert new.adds_facts
    assert new.revision == new.facts_revision == 0


def test_an_edit_keeps_its_story_even_when_it_tells_of_another_event():
    living = fold_in([*reopening(), QUAKES[0]], (), NOW)
    bridge = next(each for each in living if len(each.articles) == 6)
    moved = replace(bridge.articles[3], title=QUAKES[0].title, text=QUAKES[0].text)
    later = NOW + timedelta(hours=1)
    (edited,) = fold_in([moved], living, later)
    assert edited.id == bridge.id
    assert set(edited.article_ids) == set(bridge.article_ids)
    assert edited.updated == later


def test_an_edit_never_moves_when_its_article_was_seen():
    living = fold_in(reopening(), (), NOW)
    old = living[0].articles[2]
    (edited,) = fold_in([replace(old, title="Another title", seen=NOW + timedelta(days=1))], living, NOW)
    assert {each.seen for each in edited.articles if each.id == old.id} == {old.seen}


def test_of_two_versions_in_one_batch_the_later_stands():
    first, *_ = reopening()
    newer = replace(first, title="Newer title", seen=first.seen + timedelta(minutes=1))
    assert fold_in([newer, first], (), NOW) == fold_in([newer], (), NOW)


def test_backlog_may_found_a_story():
    (one,) = fold_in([replace(QUAKES[0], is_backlog=True, published=None)], (), NOW)
    assert one.lead.is_backlog


def test_the_lead_has_whole_text_before_a_teaser():
    first, second, *_ = reopening()
    (one,) = fold_in([replace(first, is_teaser=True), second], (), NOW)
    assert one.lead.id == second.id


def test_of_two_the_earlier_leads():
    first, second, *_ = reopening()
    (one,) = fold_in([second, first], (), NOW)
    assert one.lead.id == first.id


def test_the_standing_lead_stays_when_another_is_hardly_more_central():
    articles = reopening()
    (whole,) = fold_in(articles, (), NOW)
    for place, each in enumerate(articles[1:], start=1):
        (two,) = fold_in(articles[:place], (), NOW)
        (grown,) = fold_in([each], [two], NOW)
        assert grown.lead.id == two.lead.id
    assert whole.lead in articles


def test_newborn_stories_are_joined_by_the_article_that_connects_them():
    bridge, ferry = (
        told(
            "a.example",
            "Demeter opens span",
            "Mayor Ilka Demeter opened the repaired span with engineers, a brass band and a ribbon.",
            published=NOW - timedelta(hours=8),
        ),
        told(
            "b.example",
            "Ferry queues end",
            "Commuters from Orrin and Tessaly left the crowded ferry queues behind at dawn, boarding buses instead of boats.",
            published=NOW - timedelta(hours=7),
        ),
    )
    both = told(
        "c.example",
        "Demeter opens span, ferry queues end",
        (
            "Mayor Ilka Demeter opened the repaired span with a ribbon and a brass band of engineers. Commuters from Orrin and "
            "Tessaly left the crowded ferry queues behind at dawn, boarding buses."
        ),
        published=NOW - timedelta(hours=6),
    )
    assert len(fold_in([bridge, ferry], (), NOW)) == 2
    assert len(fold_in([bridge, ferry, both], (), NOW)) == 1
    assert len(fold_in([both], fold_in([bridge, ferry], (), NOW), NOW)) == 1, "living stories stay two: only one of them grows"


def test_a_wire_copy_in_five_papers_is_one_voice():
    papers = [
        told(f"paper{n}.example", f"River treaty signed {n}", f"{WIRE} Subscribe to paper {n} for more." if n % 2 else WIRE)
        for n in range(5)
    ]
    (one,) = fold_in(papers, (), NOW)
    assert len(one.articles) == 5
    assert one.voices == 1
