from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from build import article, candidate, edition, issue, source, story
from printed import IMPRINT, UNSUBSCRIBE, daily, decoded, draft, filled, joined, printed, shown

from digest.errors import RenderError
from digest.model import (
    ArticleId,
    CardKey,
    CardRequest,
    Image,
    Piece,
    Place,
    Score,
    Section,
    Sentence,
    Signal,
    Sky,
    Slot,
    SourceId,
    StoryId,
    Summary,
    Use,
    Weather,
)
from digest.render import Imprint, cards, frame, masthead, sheet


def told(title="Harbour bridge reopens", *articles, **given):
    return candidate(story(*(articles or (article(title),)), **given))


def several(count):
    return [told(f"Story number {number} of many") for number in range(1, count + 1)]


def lead_picture(**given):
    image = Image(**{"url": "https://herald.example/a.jpg", "alt": "The bridge", "width": 1200, "height": 675} | given)
    return printed(told("Harbour", article("Harbour", image=image)))[0]


# ------------------------------------------------------------ what stands in a story


def test_the_headline_is_the_link():
    html, text = printed(told())
    assert re.search(r'<h2[^>]*><a href="https://herald.example/harbour-bridge-reopens"[^>]*>Harbour bridge reopens</a></h2>', html)
    assert "Harbour bridge reopens\n" in text.replace("\r\n", "\n")
    assert "\r\nhttps://herald.example/harbour-bridge-reopens\r\n" in text


def test_a_story_with_no_safe_link_is_not_linked():
    html, _ = printed(told("Harbour", article("Harbour", link="javascript:alert(1)")))
    assert "javascript" not in html
    assert re.search(r"<h2[^>]*>Harbour</h2>", html)


def test_a_story_without_title_shows_its_link():
    html, _ = printed(told("x", article("\u202e", link="https://herald.example/x")))
    assert ">https://herald.example/x</a>" in html


def test_other_sources_are_named_with_links_and_each_site_once():
    articles = [
        article(site=f"{name}.example") for name in ("herald", "tribune", "tribune", "herald", "observer", "gazette", "record", "courier")
    ]
    html, text = printed(told("x", *articles))
    assert re.findall(r'<a href="(https://[^"]+)" class="m"[^>]*>([^<]+)</a>', html)[:-1] == [
        (f"https://{name}.example/harbour-bridge-reopens", f"{name}.example") for name in ("tribune", "observer", "gazette", "record")
    ]
    assert "Also covered by" in text
    assert "\r\n  https://record.example/harbour-bridge-reopens\r\n" in text


def test_a_lead_told_by_one_voice_is_marked_and_only_the_lead():
    html, text = printed(told("One", voices=1), told("Two", voices=1))
    assert html.count("single source") == text.count("single source") == 1


def test_a_lead_told_by_two_voices_is_not_marked():
    assert "single source" not in printed(told(voices=2))[0]


@pytest.mark.parametrize("place", list(Place))
def test_an_update_is_marked_wherever_it_stands(place):
    one = told()
    section = (Section(tag="", title="", stories=(shown(one, place, is_update=True),)),)
    html, text = printed(one, sections=section)
    assert ">Update</b>" in html
    assert "Update · herald.example" in text


def test_a_brief_has_headline_and_host_only():
    one = told()
    html, text = printed(one, sections=(Section(tag="", title="", stories=(shown(one, Place.BRIEF),)),))
    assert "after long repairs" not in html[html.index("<h1") :] + text
    assert "Harbour bridge reopens" in html


def test_a_long_text_says_how_long_it_is_to_read():
    assert "4-minute read" in printed(told("x", article(text="word " * 900)))[0]
    assert "minute read" not in printed(told("x", article(text="word " * 900, is_teaser=True)))[0]


def test_the_lead_tells_its_tag():
    assert re.search(r'<p class="k"[^>]*>Deep sea</p>', printed(told("x", article(tags=("deep-sea",))))[0])


def test_a_story_in_another_language_says_so():
    html, _ = printed(told("x", article("جسر", language="ar", link="https://a.example/x")))
    assert re.search(r'<td class="l x t" lang="ar" dir="rtl"', html)


# ------------------------------------------------------------ pictures


def test_a_picture_fits_the_column():
    assert 'src="https://herald.example/a.jpg" alt="The bridge" width="576" height="324"' in lead_picture()
    assert 'width="300" height="169"' in lead_picture(width=300, height=169)


@pytest.mark.parametrize(
    "given", [{"width": 0}, {"height": 0}, {"width": 1, "height": 1}, {"url": "http://herald.example/a.jpg"}, {"url": "data:x"}]
)
def test_a_picture_of_unknown_size_or_unsafe_address_is_left_out(given):
    assert "<img" not in lead_picture(**given)


def pictured(title, **given):
    return told(title, article(title, image=Image(url="https://herald.example/a.jpg", alt="The bridge", width=1200, height=675), **given))


SMALL = replace(IMPRINT, pictures="sections")


def test_by_default_only_the_lead_has_a_picture():
    assert "<img" not in printed(told(), pictured("Second"))[0]


def test_an_operator_may_show_none():
    assert "<img" not in printed(pictured("Lead"), imprint=replace(IMPRINT, pictures="none"))[0]


def test_the_first_story_of_a_section_may_have_a_small_picture_and_no_other():
    html, _ = printed(told(), pictured("Second"), pictured("Third"), imprint=SMALL)
    assert html.count("<img") == 1
    assert re.search(r'<img class="m n nl" align="right"[^>]* width="144" height="81"', html)


def test_a_picture_stands_on_the_other_side_where_text_runs_from_the_right():
    html, _ = printed(told(), pictured("جسر", language="ar"), language="ar", imprint=SMALL)
    assert re.search(r'<img class="m n nr" align="left"', html)


def test_a_brief_at_the_head_of_a_section_has_no_picture():
    first, second = told(), pictured("Second")
    given = (
        Section(tag="", title="", stories=(shown(first, Place.LEAD),)),
        Section(tag="city", title="City", stories=(shown(second, Place.BRIEF),)),
    )
    assert "<img" not in printed(first, second, sections=given, imprint=SMALL)[0]


# ------------------------------------------------------------ who tells it


@pytest.mark.parametrize(
    ("title", "feed", "says"),
    [
        ("The Coast Courier", "https://herald.example/feed.xml", "The Coast Courier · herald.example"),
        ("The Coast Courier | Latest - all the news", "https://www.herald.example/feed.xml", "The Coast Courier · herald.example"),
        ("The Coast Courier", "https://feeds.herald.example/rss", "The Coast Courier · herald.example"),
        ("The Herald", "https://herald.example/feed.xml", "herald.example"),
        ("herald.example", "https://herald.example/feed.xml", "herald.example"),
        ("News of the World Wide Web", "https://aggregator.example/feed.xml", "herald.example"),
        ("", "https://herald.example/feed.xml", "herald.example"),
    ],
)
def test_a_paper_is_called_by_its_name_beside_its_host(title, feed, says):
    html, text = printed(told(), sources={SourceId("herald"): source(title=title, url=feed)})
    assert re.search(rf'<p class="m w"[^>]*>{re.escape(says)} · <i>', html)
    assert f"\r\n{says} · single source\r\n" in text


def test_a_story_without_a_link_names_its_source_and_no_host():
    sources = {SourceId("pages"): source("pages", kind="folder", url="samples/pages", title="The Reading Room")}
    html, text = printed(told("x", article(source=SourceId("pages"), site="pages", link="", url="")), sources=sources)
    assert ">The Reading Room · <i>single source" in html
    assert "pages" not in text


# ------------------------------------------------------------ most popular, other tags


def counted(number, points, **given):
    parts = (Signal(name="popularity", value=points, weight=0.5, reason="comments"),)
    return candidate(story(article(f"Story number {number} of many", **given)), score=Score(value=points, parts=parts))


def test_the_most_popular_stories_are_numbered_titles():
    html, text = printed(*(counted(number, number / 10) for number in range(8)))
    said = text[text.index("MOST POPULAR") :]
    assert re.findall(r"(\d)\. Story number (\d) of many", said) == [("1", "7"), ("2", "6"), ("3", "5"), ("4", "4"), ("5", "3")]
    assert "Story number 7 of many" in html[html.index(">Most popular<") :]
    assert "Story number 1 of many" not in html[html.index(">Most popular<") :]


@pytest.mark.parametrize("points", [[0, 0, 0, 0, 0, 0, 0, 0], [0.5, 0.5, 0, 0, 0, 0, 0, 0], [0.5] * 5])
def test_too_little_popularity_makes_no_list(points):
    assert "Most popular" not in printed(*(counted(number, value) for number, value in enumerate(points)))[0]


def test_a_story_the_readers_do_not_get_is_not_popular_with_them():
    told_to_all = [counted(number, 0.5) for number in range(7)]
    secret = counted(9, 1.0)
    given = (Section(tag="city", title="City", stories=tuple(shown(each) for each in told_to_all)),)
    html, text = printed(*told_to_all, secret, sections=given)
    assert "Most popular" in html
    assert "Story number 9" not in html + text


TITLES = {"city": "City", "sea": "Sea & coast", "sport": "Sport", "war": "War"}


def tagged(**given):
    return printed(told("x", article(tags=("city", "unnamed"))), told("y", article("y", tags=("sport", "sea"))), titles=TITLES, **given)


def test_other_tags_of_the_issue_are_named_and_no_others():
    html, text = tagged()
    assert re.search(r"Sea &amp; coast \xa0·\xa0 Sport</p>", html)
    assert "\r\nSea & coast · Sport\r\n" in text
    assert "War" not in text


def test_other_tags_are_links_where_there_is_a_page_to_change_them():
    html, text = tagged(imprint=replace(IMPRINT, base_url="https://digest.example"))
    assert (
        html.count(f'<a href="{UNSUBSCRIBE.replace("&", "&amp;")}"') == 4
    )  # two tags, preferences, unsubscribe: one value for all slots here
    assert "Change tags and time, or pause" in text


def test_the_kicker_is_the_tags_title():
    assert re.search(r'<p class="k"[^>]*>Sea &amp; coast</p>', printed(told("x", article(tags=("rain", "sea"))), titles=TITLES)[0])


# ------------------------------------------------------------ the web, the weather


def test_nothing_links_to_the_web_where_there_is_none():
    html, text = printed(*several(2), eligible=9)
    for said in ("Read in browser", "Read them on the web", "All issues", "Change tags"):
        assert said not in html + text


def test_the_web_is_linked_where_it_is():
    html, text = printed(*several(2), eligible=9, imprint=replace(IMPRINT, base_url="https://digest.example"))
    for part in (html, text):
        assert part.count("https://digest.example/archive/daily/2026-11-20") == 2
        assert "https://digest.example/archive" in part
        assert "Read in browser" in part


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Reykjavik · 8°C, light on · "),
        ("en-US", "Reykjavik · 46°F, light on · "),
        ("de", "Reykjavik · 8 °C, light on · "),
    ],
)
def test_the_masthead_tells_the_weather_in_the_readers_units(language, says):
    html, _ = printed(told(), weather=Weather(celsius=7.6, sky=Sky.RAIN, credit="MET Norway"), language=language)
    rain = {"de": "Regen"}.get(language, "rain")
    assert says.replace("light on", rain) in html
    assert "MET Norway" in html


def test_a_sky_nobody_saw_is_not_mentioned():
    html, text = printed(told(), weather=Weather(celsius=-0.2))
    assert "Reykjavik · 0°C · Friday" in html
    assert "Reykjavik · 0°C · Friday" in text
    assert "Weather" not in html + text


# ------------------------------------------------------------ what rights allow


def test_a_source_for_titles_only_shows_its_headline_alone():
    image = Image(url="https://herald.example/a.jpg", width=1200, height=675)
    html, text = printed(told("x", article(image=image)), sources={SourceId("herald"): source(use=Use.TITLE)})
    assert "after long repairs" not in html + text
    assert "<img" not in html
    assert "Harbour bridge reopens" in html


@pytest.mark.parametrize("use", [Use.EXCERPT, Use.FULL])
def test_other_uses_show_the_summary(use):
    assert "after long repairs" in printed(told(), sources={SourceId("herald"): source(use=use)})[0]


def test_a_sentence_of_a_source_for_titles_only_is_left_out():
    first, second = article(), article(site="tribune.example")
    summary = Summary(sentences=(Sentence(text="Ours.", article=first.id), Sentence(text="Theirs.", article=second.id)), by="lead")
    one = candidate(story(first, second), summary=summary)
    html, _ = printed(one, sources={SourceId("tribune"): source("tribune", use=Use.TITLE)})
    assert "Ours." in html
    assert "Theirs." not in html


# ------------------------------------------------------------ cards and keys


def test_each_card_is_made_once_and_bears_its_requests_key():
    number = issue(*several(3))
    wanted = draft(number).requests
    made = cards(daily(), (*wanted, *wanted), number, sources={})
    assert [card.key for card in made] == [request.key for request in wanted]


def test_a_card_says_its_size_as_decoded():
    number = issue(told())
    (card,) = cards(daily(), draft(number).requests, number, sources={})
    assert card.html_size == len(decoded((card.html,)).encode())
    assert card.html.endswith(b"\r\n")
    assert card.text.endswith(b"\r\n")


def test_a_story_that_is_not_in_the_issue_is_refused():
    request = CardRequest(issue=issue(told()).id, look="daily", language="en", piece=Piece.STORY, story=StoryId("lost"))
    with pytest.raises(RenderError, match="lost: the issue has no such story"):
        cards(daily(), [request], issue(told()), sources={})


def test_pieces_of_the_frame_are_not_asked_for_as_cards():
    request = CardRequest(issue=issue(told()).id, look="daily", language="en", piece=Piece.FOOTER)
    with pytest.raises(RenderError, match="only sections and stories"):
        cards(daily(), [request], issue(told()), sources={})


def test_a_masthead_drops_an_unknown_city_whole():
    html, text = printed(told(), city="")
    assert ">Friday, November 20, 2026</p>" in html
    assert "\r\nFriday, November 20, 2026\r\n" in text
    assert ">Reykjavik · Friday, November 20, 2026</p>" in printed(told())[0]


def test_mastheads_of_two_cities_are_two_cards():
    made = [
        masthead(daily(), issue=issue().id, edition_title="Daily", city=city, local_date=date(2026, 11, 20), language="en")
        for city in ("", "Bern")
    ]
    assert made[0].key != made[1].key


# ------------------------------------------------------------ the frame


def framed(*candidates, imprint=IMPRINT, title="Daily", **given):
    number = issue(*candidates)
    return frame(daily(), draft(number, **given), number, edition(title=title), imprint=imprint, sources={})


def test_a_digest_holds_its_cards_in_order_with_one_place_for_the_masthead():
    number = issue(*several(3))
    wanted = draft(number, eligible=5)
    digest, own = frame(daily(), wanted, number, edition(), imprint=IMPRINT, sources={})
    assert [card.key for card in own] == [digest.cards[0], *digest.cards[-3:]]
    assert digest.cards[1] == CardKey("")
    assert digest.cards.count(CardKey("")) == 1
    assert digest.cards[2:-3] == tuple(request.key for request in wanted.requests)
    assert (digest.id, digest.mark, digest.left_out) == (f"{number.id}/0123456789abcdef", number.mark, 2)


def test_nothing_left_out_is_not_mentioned():
    digest, own = framed(*several(2))
    assert len(own) == 3
    assert digest.left_out == 0
    assert "did not fit" not in printed(*several(2))[0]


def test_what_was_left_out_is_counted():
    assert "One more story did not fit in today." in printed(*several(2), eligible=3)[0]
    assert "3 more stories did not fit in today." in printed(*several(2), eligible=5)[1]


@pytest.mark.parametrize(
    ("count", "language", "said"),
    [
        (1, "en", "One more in Fish &amp; chips"),
        (5, "en", "5 more in Fish &amp; chips"),
        (3, "de", "Noch 3 Meldungen unter „Fish &amp; chips“"),
    ],
)
def test_a_section_says_how_many_more_there_were(count, language, said):
    first, second = several(2)
    sections = (
        Section(tag="", title="", stories=(shown(first, Place.LEAD),)),
        Section(tag="food", title="Fish & chips", stories=(shown(second),), more=count),
    )
    html, text = printed(first, second, sections=sections, eligible=2 + count, language=language)
    assert said in html
    assert said.replace("&amp;", "&") in text
    assert html.index(said) > html.index("Story number 2 of many")


def test_a_section_that_left_nothing_out_says_nothing():
    assert not any(" more in " in part for part in printed(*several(3)))


def test_the_subject_is_the_headline_and_a_count():
    assert framed(*several(3))[0].subject == "Story number 1 of many and 2 more stories"
    assert framed(*several(2))[0].subject == "Story number 1 of many and one more story"
    assert framed(*several(1))[0].subject == "Story number 1 of many"


def test_a_long_headline_leaves_room_for_the_count():
    subject = framed(told("A very long headline that goes on and on until no line can hold it any more"), told("b"))[0].subject
    assert len(subject) <= 70
    assert subject.endswith("… and one more story")


def test_a_short_headline_is_filled_up():
    assert framed(told("Hi"), title="Daily Paper")[0].subject == "Hi · Daily Paper"


def test_the_preheader_says_what_the_subject_does_not():
    digest, _ = framed(*several(4))
    assert digest.preheader == "Story number 2 of many · Story number 3 of many · Story number 4 of many"
    assert "after long repairs" in framed(told())[0].preheader


def test_a_preheader_quotes_nobody_whose_rights_it_does_not_know():
    number = issue(told())
    digest, _ = frame(daily(), draft(number), number, edition(title="The Daily Paper"), imprint=IMPRINT)
    assert digest.preheader == "The Daily Paper · Example Digest"


def test_a_digest_without_stories_still_has_its_two_lines():
    digest, _ = framed(told(), sections=(Section(tag="", title="", stories=()),), title="The Daily Paper")
    assert digest.subject == "The Daily Paper"
    assert digest.preheader == "The Daily Paper · Example Digest"


def test_the_footer_tells_why_and_how_to_leave():
    html, text = printed(told())
    for part in (html, text.replace("\r\n", " ")):
        assert "You get Daily because this address is on the list Morning readers." in part
        assert "Example Press Ltd" in part
        assert "12 Quay Street" in part
    assert f'href="{UNSUBSCRIBE.replace("&", "&amp;")}"' in html
    assert f"\r\nUnsubscribe\r\n{UNSUBSCRIBE}\r\n" in text
    assert "\r\n-- \r\n" in text


def test_an_imprint_may_be_short():
    html, text = printed(told(), imprint=Imprint(name="Example Digest"))
    assert "on the list morning." in html
    assert text.rstrip().endswith("Example Digest")


# ------------------------------------------------------------ the sheet


def test_html_escapes_its_slot_and_text_does_not():
    made = joined(told())
    assert [turn for turn in made.html if isinstance(turn, Slot)] == [Slot(name="unsubscribe", is_html=True)]
    assert [turn for turn in made.text if isinstance(turn, Slot)] == [Slot(name="unsubscribe", is_html=False)]


def test_a_digest_of_text_only_has_no_html():
    assert joined(told(), form="text").html == ()


def test_a_missing_card_is_named():
    number = issue(told())
    digest, _ = framed(told())
    head = masthead(daily(), issue=number.id, edition_title="Daily", city="", local_date=date(2026, 11, 20), language="en")
    with pytest.raises(RenderError, match="4 of its cards are not there"):
        sheet(digest, {}, head)


def test_equal_digests_are_equal_bytes():
    assert joined(*several(3)) == joined(*several(3))


def test_forty_stories_take_less_than_sixty_kilobytes():
    made = joined(*several(40))
    assert len(decoded(made.html).encode()) < 60_000


# ------------------------------------------------------------ languages and the text part


@pytest.mark.parametrize(
    ("language", "way", "word"), [("de", "ltr", "Abbestellen"), ("ar", "rtl", "إلغاء الاشتراك"), ("ja", "ltr", "配信停止")]
)
def test_language_and_direction_stand_on_html_and_in_body(language, way, word):
    html, text = printed(told(), language=language)
    assert f'<html lang="{language}" dir="{way}">' in html
    assert re.search(rf'<div lang="{language}" dir="{way}" class="p \w+"', html)
    assert word in html
    assert word in text


@pytest.mark.parametrize("language", ["en", "de", "ar", "ja"])
def test_the_text_part_keeps_to_78_columns(language):
    long = told(
        "A headline of many words " * 8, article("A headline of many words " * 8, id=ArticleId("x"), link="https://herald.example/x")
    )
    _, text = printed(long, *several(3), language=language)
    assert max(len(line) for line in text.splitlines() if "://" not in line) <= 78


def test_the_text_part_has_the_stories_of_the_html_in_the_same_order():
    html, text = printed(*several(6))
    found = re.compile(r"Story number \d of many")
    seen = [list(dict.fromkeys(found.findall(part[part.index("Friday") :]))) for part in (html, text)]
    assert seen[0] == seen[1]


def test_no_run_of_blank_lines_stands_in_the_text():
    assert "\n\n\n\n" not in printed(*several(6), eligible=9)[1].replace("\r\n", "\n")


def test_every_line_is_short_enough_for_mail():
    made = joined(*several(10))
    for turns in (made.html, made.text):
        assert max(map(len, filled(turns).split(b"\r\n"))) <= 76
        assert b"\n" not in filled(turns).replace(b"\r\n", b"")
