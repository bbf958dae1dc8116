"""What a digest shows, where, and how much of it is told."""

from dataclasses import replace
from datetime import timedelta

from build import NOW, article, candidate, edition, issue, story, subscriber

from digest.compose import draft, explain, fit, groups, is_thin
from digest.model import History, Place, Preference, Score, Sentence, Signal, StoryId, Summary


def group_of(preference=None, history=None):
    reader = subscriber(preference=preference)
    return groups([reader], {reader.id: history} if history else {})[0]


def told(title, value=1.0, *, tags=(), site="herald.example", voices=1, words=5, **given):
    lead = article(title, tags=tags, site=site, **given)
    text = " ".join(["word"] * words) + "."
    return candidate(story(lead, voices=voices), value=value, summary=Summary(sentences=(Sentence(text=text, article=lead.id),), by="lead"))


def drafted(*candidates, preference=None, history=None, source_cap=4, tag_titles=None, **given):
    return draft(
        issue(*candidates),
        group_of(preference, history),
        edition(**given),
        now=NOW,
        look="daily",
        tag_titles=tag_titles or {},
        source_cap=source_cap,
    )


def titles(section):
    return [shown.title for shown in section.stories]


def shown_titles(made):
    return [shown.title for shown in made.shown]


def test_the_best_story_leads_and_its_section_has_no_heading():
    made = drafted(told("Small", 1.0), told("Great", 2.0))
    assert titles(made.sections[0]) == ["Great"]
    assert made.sections[0].title == made.sections[0].tag == ""
    assert made.shown[0].place is Place.LEAD


def test_two_voices_lead_before_a_slightly_better_single_source():
    made = drafted(told("Alone", 2.0), told("Confirmed", 1.5, voices=2))
    assert made.shown[0].title == "Confirmed"


def test_a_far_better_single_source_leads_all_the_same():
    made = drafted(told("Alone", 4.0), told("Confirmed", 1.5, voices=2))
    assert made.shown[0].title == "Alone"


def test_sections_follow_the_readers_weights_then_the_edition_then_names():
    made = drafted(
        told("Lead", 9.0),
        *(told(f"{tag} news", tags=(tag,)) for tag in ("arts", "science", "sport", "world")),
        preference=Preference(tags=(("science", 2.0),)),
        tags=("world", "sport", "science", "arts"),
    )
    # the lead has none of the edition's tags and is not eligible: the best tagged story leads instead
    assert made.sections[0].stories[0].title == "science news"
    assert [section.tag for section in made.sections[1:]] == ["world", "sport", "arts"]


def test_a_story_of_several_tags_stands_once_under_its_best():
    made = drafted(
        told("Lead", 9.0),
        told("Robot football", tags=("sport", "technology")),
        preference=Preference(tags=(("sport", 1.0), ("technology", 2.0))),
    )
    assert [(section.tag, titles(section)) for section in made.sections[1:]] == [("technology", ["Robot football"])]


def test_untagged_stories_come_last_under_more():
    made = drafted(told("Lead", 9.0), told("Odd", 5.0), told("Cup", tags=("sport",)), preference=Preference(tags=(("sport", 1.0),)))
    assert [(section.tag, section.title) for section in made.sections] == [("", ""), ("sport", "Sport"), ("", "More")]


def test_more_has_no_heading_when_nothing_else_has_one():
    made = drafted(told("Lead", 9.0), told("Odd"))
    assert [section.title for section in made.sections] == ["", ""]


def test_a_tag_nobody_named_with_one_story_makes_no_section_and_with_two_it_does():
    alone = drafted(told("Lead", 9.0), told("Bees", tags=("beekeeping",)))
    assert alone.sections[1].tag == ""
    both = drafted(told("Lead", 9.0), told("Bees", tags=("bee-keeping",)), told("Honey", tags=("bee-keeping",)))
    assert (both.sections[1].tag, both.sections[1].title) == ("bee-keeping", "Bee Keeping")


def test_headings_come_from_the_given_titles():
    made = drafted(
        told("Lead", 9.0), told("Cup", tags=("sport",)), told("Odd", 0.1), tag_titles={"sport": "Sport und Spiel", "": "Weiteres"}
    )
    assert [section.title for section in made.sections[1:]] == ["Sport und Spiel", "Weiteres"]


def test_a_heavier_tag_rises_and_a_lighter_one_sinks():
    stories = (told("Politics", 1.0, tags=("politics", "london")), told("Science", 0.9, tags=("science",)))
    assert shown_titles(drafted(*stories))[0] == "Politics"
    assert shown_titles(drafted(*stories, preference=Preference(tags=(("politics", 0.2),))))[0] == "Science"
    assert shown_titles(drafted(*stories, preference=Preference(tags=(("science", 3.0),))))[0] == "Science"


def fresh(title, hours, when):
    base = told(title, published=when, seen=when)
    value = 0.5 ** (hours / 12)
    parts = (
        Signal(name="sources", value=0.1, weight=1.0, reason="one source"),
        Signal(name="freshness", value=value, weight=2.0, reason="new"),
    )
    return candidate(base.story, score=Score(value=0.1 + 2 * value, parts=parts), summary=base.summary)


def test_freshness_is_measured_over_the_readers_own_period():
    monday = fresh("Monday", 96, NOW - timedelta(hours=96))
    heavy = told("Today, slight", 0.6, published=NOW - timedelta(hours=1))
    assert shown_titles(drafted(monday, heavy))[0] == "Today, slight"
    assert shown_titles(drafted(monday, heavy, period_seconds=7 * 86_400))[0] == "Monday"


def test_who_was_away_for_days_has_the_days_since_for_his_period():
    monday = fresh("Monday", 96, NOW - timedelta(hours=96))
    heavy = told("Today, slight", 0.6, published=NOW - timedelta(hours=1))
    assert shown_titles(drafted(monday, heavy, history=History(last=NOW - timedelta(days=1))))[0] == "Today, slight"
    assert shown_titles(drafted(monday, heavy, history=History(last=NOW - timedelta(days=7))))[0] == "Monday"


def test_who_has_had_nothing_yet_and_wants_one_digest_a_week_opens_with_the_best_of_a_week():
    monday = fresh("Monday", 96, NOW - timedelta(hours=96))
    heavy = told("Today, slight", 0.6, published=NOW - timedelta(hours=1))
    weekly, daily = subscriber("ada", days=frozenset({"sat"})), subscriber("ben")
    for people, best in (((weekly,), "Monday"), ((weekly, daily), "Today, slight")):
        (group,) = groups(people, {})
        assert shown_titles(draft(issue(monday, heavy), group, edition(), now=NOW, look="daily"))[0] == best


def test_an_update_is_measured_and_muted_by_the_summary_it_bears():
    first = told("Bridge")
    told_again = replace(first.story, revision=9, facts_revision=9)
    news = Summary(sentences=(Sentence(text="A zeppelin landed on it.", article=first.story.lead.id),), by="lead")
    grown = candidate(told_again, score=first.score, summary=first.summary, update=news)
    seen = History(mark=3, stories=frozenset({grown.story.id}))
    assert shown_titles(drafted(grown, preference=Preference(mute=("zeppelin",)))) == ["Bridge"]
    assert shown_titles(drafted(grown, preference=Preference(mute=("zeppelin",)), history=seen)) == []


def test_no_more_stories_than_the_reader_or_else_the_edition_wants():
    many = [told(f"Story {n}", n) for n in range(1, 9)]
    assert len(drafted(*many, max_stories=5).shown) == 5
    assert len(drafted(*many, max_stories=5, preference=Preference(max_stories=2)).shown) == 2
    none = drafted(*many, preference=Preference(max_stories=0))
    assert (none.sections, none.left_out) == ((), 8)


def test_what_is_not_shown_is_counted():
    made = drafted(*(told(f"Story {n}", n) for n in range(1, 9)), max_stories=3)
    assert (made.eligible, len(made.shown), made.left_out) == (8, 3, 5)


def test_a_section_counts_the_stories_of_its_tag_that_are_left_out():
    sport = [told(f"Cup {n}", 5 - n / 10, tags=("sport",)) for n in range(5)]
    both = told("Doping", 1, tags=("sport", "science"))
    odd = [told(f"Odd {n}", 0.5) for n in range(3)]
    made = drafted(told("Lead", 9), *sport, both, *odd, max_stories=3, preference=Preference(tags=(("sport", 1.0),)))
    assert [(section.tag, len(section.stories), section.more) for section in made.sections] == [("", 1, 0), ("sport", 2, 4)]
    assert made.left_out == 7


def test_a_story_with_two_tags_is_left_out_of_one_section_only():
    wishes = Preference(tags=(("art", 1.0), ("sport", 1.0)))
    made = drafted(
        told("Lead", 9),
        told("Cup", 5, tags=("sport",)),
        told("Show", 4, tags=("art",)),
        told("Both", 1, tags=("sport", "art")),
        max_stories=3,
        preference=wishes,
    )
    assert sum(section.more for section in made.sections) == made.left_out == 1


def test_what_a_size_drops_is_counted_in_its_section():
    wishes = Preference(tags=(("sport", 1.0),))
    made = drafted(told("Lead", 9), *(told(f"Cup {n}", 5 - n, tags=("sport",)) for n in range(4)), max_stories=4, preference=wishes)
    smaller = fit(made, {request.key: 100 for request in made.requests}, 300)
    assert [(section.tag, len(section.stories), section.more) for section in smaller.sections] == [("", 1, 0), ("sport", 1, 3)]


def test_no_source_speaks_too_often_while_others_have_something_left():
    loud = [told(f"Loud {n}", 5 + n, site="loud.example") for n in range(6)]
    quiet = [told(f"Quiet {n}", 1, site=f"quiet{n}.example") for n in range(2)]
    made = drafted(*loud, *quiet, max_stories=4, source_cap=2)
    assert sum(title.startswith("Loud") for title in shown_titles(made)) == 2


def test_a_cap_never_leaves_a_place_empty():
    made = drafted(*(told(f"Story {n}", n) for n in range(1, 9)), max_stories=6, source_cap=2)
    assert len(made.shown) == 6


def test_a_readers_niche_tag_is_represented():
    big = [told(f"Politics {n}", 5, tags=("politics",)) for n in range(8)]
    niche = told("Bees", 0.1, tags=("bees",))
    wanting = Preference(tags=(("bees", 1.0), ("politics", 1.0)))
    assert "Bees" in shown_titles(drafted(*big, niche, max_stories=4, preference=wanting, source_cap=9))
    assert "Bees" not in shown_titles(drafted(*big, niche, max_stories=4, source_cap=9))
    assert "Bees" not in shown_titles(drafted(*big, niche, max_stories=2, preference=wanting, source_cap=9))


def test_a_reserved_place_takes_no_other_wish_away():
    stories = (told("Lead", 9, tags=("a",)), told("B", 8, tags=("b",)), told("C", 7, tags=("c",)), told("D", 0.1, tags=("d",)))
    wishes = Preference(tags=(("a", 1.0), ("b", 1.0), ("c", 1.0), ("d", 1.0)))
    assert sorted(shown_titles(drafted(*stories, max_stories=3, preference=wishes))) == ["B", "C", "Lead"]


def test_what_no_longer_fits_the_words_is_a_brief():
    stories = [told(f"Story {n}", n, words=40) for n in (3, 2, 1)]
    made = drafted(*stories, words=90)
    assert [shown.place for shown in made.shown] == [Place.LEAD, Place.SECTION, Place.BRIEF]
    own = drafted(*stories, words=90, preference=Preference(words=10))
    assert [shown.place for shown in own.shown] == [Place.LEAD, Place.BRIEF, Place.BRIEF]


def test_briefs_stand_below_what_is_told():
    made = drafted(told("Lead", 9, words=10), told("Long", 5, words=50), told("Short", 4, words=10), words=30)
    assert titles(made.sections[1]) == ["Short", "Long"]
    assert made.order[1:] == (StoryId("s:herald.example/long"), StoryId("s:herald.example/short"))


def test_an_update_is_marked():
    grown = candidate(story(revision=9, facts_revision=9))
    made = drafted(grown, history=History(mark=3, stories=frozenset({grown.story.id})))
    assert made.shown[0].is_update


def test_a_digest_with_too_few_stories_is_thin():
    made = drafted(told("Only"))
    assert not is_thin(made, edition())
    assert is_thin(made, edition(min_stories=2))
    assert is_thin(drafted(), edition())


def test_the_lowest_stories_go_until_the_cards_fit():
    made = drafted(told("Lead", 9), told("Cup", 5, tags=("sport",)), told("Odd", 4), preference=Preference(tags=(("sport", 1.0),)))
    sizes = {request.key: 100 for request in made.requests}
    assert fit(made, sizes, 500) == made
    smaller = fit(made, sizes, 499)
    assert shown_titles(smaller) == ["Lead", "Cup"]
    assert (smaller.left_out, len(smaller.order)) == (1, 2)
    assert [section.tag for section in fit(made, sizes, 200).sections] == [""]


def test_the_lead_stays_though_it_is_too_large():
    made = drafted(told("Lead", 9), told("Odd"))
    assert shown_titles(fit(made, {request.key: 100 for request in made.requests}, 10)) == ["Lead"]


def test_an_empty_draft_fits_everything():
    made = drafted()
    assert fit(made, {}, 0) == made


def explained(story_id, *candidates, preference=None, **given):
    return explain(issue(*candidates), group_of(preference), edition(**given), StoryId(story_id), now=NOW)


def test_explain_says_where_a_story_stands_and_what_it_is_worth():
    said = explained(
        "s:herald.example/cup", told("Lead", 9), told("Cup", 2, tags=("sport",)), preference=Preference(tags=(("sport", 2.0),))
    )
    assert said.startswith("In: it is told under 'Sport'.")
    assert "Worth 6.00 to the reader, tag weight 2, told in his language." in said
    assert "one source" in said


def test_explain_names_the_lead_and_an_update():
    assert explained("s:herald.example/lead", told("Lead", 9)).startswith("In: it leads the digest.")
    grown = candidate(story(revision=9, facts_revision=9))
    group = group_of(history=History(mark=3, stories=frozenset({grown.story.id})))
    assert "marked as an update" in explain(issue(grown), group, edition(), grown.story.id, now=NOW)


def test_explain_says_what_keeps_a_story_out():
    assert explained("s:herald.example/cup", told("Cup", tags=("sport",)), preference=Preference(tags=(("sport", 0.0),))) == (
        "Out: It is tagged 'sport', which the reader weighted 0."
    )
    assert explained("s:nowhere").startswith("Out: issue daily@")


def test_explain_says_that_others_came_before():
    said = explained("s:herald.example/low", told("Lead", 9), told("Low", 1), max_stories=1)
    assert said.startswith("Left out: it is eligible, but the digest shows 1 of 2 stories")


def test_a_story_in_the_readers_own_language_comes_first_among_equals():
    ours, theirs = (
        candidate(story(article("Le pont rouvre", language="fr"))),
        candidate(story(article("The bridge reopens", site="b.example", language="en"))),
    )
    made = issue(ours, theirs)
    for language, first in (("fr-CA", ours), ("en-GB", theirs)):
        reader = subscriber(preference=Preference(language=language))
        drafted = draft(made, groups([reader], {})[0], edition(), now=NOW, look="daily")
        assert drafted.order[0] == first.story.id
