import pytest

from digest.extract.boilerplate import is_invitation, without_promotion, without_tail
from digest.extract.masthead import read_text_page, split_glued
from digest.extract.repetition import line_key, repeated_lines

BODY = "The harbour bridge opened again on Monday after long repairs.\n\nFerries go back to their summer timetable, the city said."
TITLE = "Harbour Bridge Reopens After Repairs"
TAIL = "\n\nCheck out our other content\n\nCheck out other tags:\n\nMost Popular Articles"
LINES = tuple(BODY.split("\n\n"))


@pytest.mark.parametrize(
    "head",
    [
        f"1.7 C\nGlasgow\nSaturday, November 21, 2026\n\n{TITLE}\n\nNews{TITLE}\n\n",
        f"HOME\nNEWS\nSPORT\n21 November 2026\n\n{TITLE}\n\nNews\n{TITLE}\n\n",
        f"Leeds, 2026-11-21\n\n{TITLE}\n\nNews\n\n",
        f"Subscribe\nSign in\n\n{TITLE}\n\nNews | {TITLE}\n\n",
    ],
)
def test_text_page_gives_title_category_and_body(head):
    page = read_text_page(head + BODY + TAIL)
    assert (page.title, page.category, page.lines) == (TITLE, "News", LINES)


def test_title_repeated_without_category_claims_none():
    page = read_text_page(f"{TITLE}\n{TITLE}\n\n{BODY}")
    assert (page.title, page.category, page.lines) == (TITLE, "", LINES)


def test_title_alone_at_the_top_is_the_title():
    page = read_text_page(f"{TITLE}\n\n{BODY}")
    assert (page.title, page.category, page.lines) == (TITLE, "", LINES)


def test_body_alone_has_no_title():
    assert read_text_page(BODY).title == ""
    assert read_text_page(BODY).lines == LINES
    assert read_text_page("").lines == ()


def test_given_title_finds_its_place_and_what_precedes_it_goes():
    page = read_text_page(f"Glasgow\n{TITLE}\nSport\n{BODY}{TAIL}", title=TITLE)
    assert (page.category, page.lines) == ("Sport", LINES)
    assert read_text_page(f"Glasgow\n{TITLE}\n\n{BODY}", title=TITLE).lines == LINES


def test_given_title_that_is_not_in_the_text_leaves_the_text_alone():
    assert read_text_page(BODY, title=TITLE).lines == LINES


@pytest.mark.parametrize("title", ["News of the World closes", "Sports Direct opens a shop", "Newsagents protest", "Business as usual"])
def test_titles_that_begin_with_a_category_stay_whole(title):
    assert split_glued(title, ["News", "Sport", "Sports", "Business"]) == ("", title)


def test_category_is_split_from_its_title_only_on_evidence():
    assert split_glued("NewsHarbour bridge reopens", ["news"]) == ("News", "Harbour bridge reopens")
    assert split_glued("NewsHarbour bridge reopens", []) == ("", "NewsHarbour bridge reopens")
    assert split_glued("NewsHarbour reports a loss", ["News"], ["NewsHarbour, a paper, lost."]) == ("", "NewsHarbour reports a loss")


def test_glued_title_of_a_feed_is_split_by_its_categories():
    page = read_text_page(BODY, title=f"News{TITLE}", categories=["News"])
    assert (page.title, page.category) == (TITLE, "News")


def test_lines_on_three_pages_are_chrome():
    pages = ["Own line 1\nFollow the ferries", "Own line 2\nfollow the  ferries", "Follow the ferries\n" + "x" * 500]
    assert repeated_lines([page.splitlines() for page in pages]) == {line_key("follow the ferries")}


@pytest.mark.parametrize(
    "line",
    ["Read more", "Related: Bridge closed", "Lesen Sie auch", "The post Bridge appeared first on Herald.", "Comments", "Читайте также"],
)
def test_invitations_are_chrome(line):
    assert is_invitation(line)


@pytest.mark.parametrize(
    "line",
    [
        "More than a hundred ferries sailed.",
        "Next week the bridge closes again.",
        "Searching for the missing ferry took days.",
        "Share: " + "long " * 60,
    ],
)
def test_sentences_that_begin_like_invitations_stay(line):
    assert not is_invitation(line)


def test_tail_stops_at_the_last_line_that_may_be_the_articles():
    assert without_tail(["A sentence.", "November 19, 2026", "Hot right now", "© 2026 All rights reserved."]) == [
        "A sentence.",
        "November 19, 2026",
    ]


def test_page_of_short_lines_only_is_not_emptied():
    assert without_tail(["One thing", "Another thing"]) == ["One thing", "Another thing"]


def test_promotion_goes_only_from_the_end():
    assert without_promotion(["Sign up was easy, he said.", *["Body."] * 4, "Follow Herald on the web.", "Last."]) == [
        "Sign up was easy, he said.",
        *["Body."] * 4,
        "Last.",
    ]
