# ruff: noqa: RUF001 - dashes of many kinds are what is tested
from dataclasses import replace
from datetime import timedelta

import pytest
from build import NOW, article, entry

from digest.errors import ExtractError
from digest.extract import PAGES, articles, entry_lines, extract_line, with_page
from digest.extract.clean import body_of, category_names, html_lines
from digest.extract.repetition import line_key
from digest.model import Image, Page

LONG = "".join(
    f"<p>Paragraph {n} tells how the harbour bridge was mended by many hands over a long and windy summer.</p>" for n in range(12)
)
HEAD = (
    '<html lang="en-GB"><head><title>Harbour bridge reopens - Herald</title>'
    '<meta property="og:image" content="https://herald.example/i.png">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour bridge reopens",'
    ' "datePublished": "2026-11-19T10:00:00Z",'
    ' "author": [{"name": "Ada Byron"}, {"name": "Bo Li"}], "articleSection": "Local", "keywords": ["bridge", "ferry"]}</script></head>'
)
BODY = f"<nav>Home</nav><article><h1>Harbour bridge reopens</h1>{LONG}<p>Related: Ferry sinks</p></article>"
PAGE = f"{HEAD}<body>{BODY}</body></html>"


def one(**given):
    batch = articles([entry(**given)])
    assert not batch.failures
    return batch.items[0]


def page(html=PAGE, **given):
    return Page(**{"url": "https://herald.example/harbour-bridge-reopens", "content": html.encode()} | given)


def test_feed_html_becomes_paragraphs():
    told = one(
        content="<p>One <b>bold</b><br><br>Two</p><script>x()</script><figure><figcaption>Cap</figcaption></figure><ul><li>Three</ul>"
    )
    assert told.text == "One bold\n\nTwo\n\nThree"


def test_article_knows_who_speaks_and_where_it_lives():
    told = one(
        link="https://www.herald.example/a?utm_source=feed", categories=("News", "news", " "), language="en_GB", author=" Ada\u202e "
    )
    assert (told.site, told.url, told.link) == (
        "herald.example",
        "https://www.herald.example/a",
        "https://www.herald.example/a?utm_source=feed",
    )
    assert (told.category, told.categories, told.language, told.author) == ("News", ("News",), "en", "Ada")


def test_entry_without_title_is_called_by_its_first_words():
    assert one(title="", content="<p>Short note.</p>").title == "Short note."
    assert one(title="", content="word " * 30).title == "word " * 11 + "word…"


def test_entry_without_title_and_text_is_a_failure_and_the_others_stand():
    batch = articles([entry(title="", content=""), entry()])
    assert len(batch.items) == 1
    assert batch.failures[0].kind == "ExtractError"
    assert batch.failures[0].subject.startswith("https://herald.example")


def test_same_article_twice_in_a_batch_is_one():
    assert len(articles([entry(), entry(title="Harbour bridge reopens")]).items) == 1


def test_future_date_is_no_date_and_updated_stands_in_for_published():
    assert one(published=NOW + timedelta(days=3)).published is None
    assert one(published=None, updated=NOW).published == NOW
    assert one(published=None).published is None


def test_lines_on_three_entries_are_chrome():
    entries = [entry(f"Title {n}", content=f"<p>Own text {n}.</p><p>Get the Herald at your door!</p>") for n in range(3)]
    assert [told.text for told in articles(entries).items] == ["Own text 0.", "Own text 1.", "Own text 2."]
    known = {each.line for each in entry_lines(entries) if each.pages >= PAGES}
    assert known == {line_key("GET the Herald at your door!")}
    assert articles(entries[:1], known_chrome=known).items[0].text == "Own text 0."


def test_title_repeated_in_the_text_is_not_told_twice():
    assert one(title="Bridge opens", content="<h1>Bridge opens</h1><p>It did.</p>").text == "It did."


def test_short_text_and_read_more_are_teasers():
    assert one().is_teaser
    assert one(content=LONG + "<p>And then […]</p>").is_teaser
    assert not one(content=LONG).is_teaser
    assert not one(link="").is_teaser


def test_pointer_to_the_page_leaves_the_text():
    assert one(content="<p>It did. Read more</p>").text == "It did."
    assert one(content="<p>It did.</p><p>Continue reading →</p>").text == "It did."


def test_text_entry_is_read_as_a_text_page():
    text = "8.1 C\nLeeds\n\nHarbour Bridge Reopens\n\nNewsHarbour Bridge Reopens\n\nIt opened on Monday.\n\nMost Popular Articles"
    told = one(title="", content=text, media="text/plain", published=None)
    assert (told.title, told.category, told.text, told.published) == ("Harbour Bridge Reopens", "News", "It opened on Monday.", None)


def test_glued_category_is_split_by_the_address():
    told = one(title="NewsHarbour bridge reopens", link="https://herald.example/news/bridge", content="<p>It did.</p>")
    assert (told.title, told.category) == ("Harbour bridge reopens", "News")


def test_extraction_is_idempotent():
    told = one(content=LONG + "<p>By Ada Byron</p><p>Photo: Herald</p><p>Read more</p>")
    again = one(title=told.title, content=told.text, media="text/plain")
    assert (again.title, again.text, again.fingerprint) == (told.title, told.text, told.fingerprint)


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("GENEVA (Wire) — The bridge opened.", "The bridge opened."),
        ("LEEDS, England (AP) -- The bridge opened.", "The bridge opened."),
        ("MADRID — The bridge opened.", "The bridge opened."),
        ("(EFE).- The bridge opened.", "The bridge opened."),
        ("The bridge – long closed – opened.", "The bridge – long closed – opened."),
        ("NATO said (again) that it opened.", "NATO said (again) that it opened."),
        ("The bridge (Photo: Herald) opened.", "The bridge opened."),
    ],
)
def test_datelines_and_credits_leave_the_text(line, body):
    assert body_of([line])[0] == [body]


def test_byline_leaves_the_text_and_names_the_author():
    assert body_of(["By Ada Byron and Bo Li", "© Herald", "Photo: Herald", "The bridge opened."]) == (
        ["The bridge opened."],
        "Ada Byron and Bo Li",
    )
    assert one(content="<p>By Ada Byron</p><p>The bridge opened.</p>").author == "Ada Byron"
    assert body_of([]) == ([], "")


def test_categories_are_few_and_plain():
    assert category_names(["A", "a", "x" * 99, *map(str, range(40))])[:2] == ("A", "x" * 64)
    assert html_lines(" ") == []


def test_page_fills_in_what_the_feed_lacks():
    told = with_page(replace(one(published=None), author=""), page())
    assert told.text.startswith("Paragraph 0")
    assert "Related" not in told.text
    assert (told.author, told.language, told.category, told.categories) == (
        "Ada Byron; Bo Li",
        "en",
        "Local",
        ("Local", "bridge", "ferry"),
    )
    assert told.published == NOW.replace(day=19, hour=10)
    assert told.image == Image(url="https://herald.example/i.png")
    assert not told.is_teaser


def test_page_never_overrules_the_feed_and_keeps_identity():
    before = replace(one(categories=("News",)), author="Feed Author")
    told = with_page(before, page())
    assert (told.id, told.title, told.author, told.category, told.published, told.seen) == (
        before.id,
        before.title,
        "Feed Author",
        "News",
        before.published,
        before.seen,
    )


def test_a_title_made_of_its_address_yields_to_that_of_the_page():
    named = article(title="Bridge news", link="https://herald.example/bridge-news-4711.html", text="")
    assert with_page(named, page()).title == "Harbour bridge reopens"
    assert with_page(replace(named, title="As its feed says"), page()).title == "As its feed says"


def test_page_that_says_no_more_leaves_the_teaser():
    with pytest.raises(ExtractError, match="teaser stands"):
        with_page(one(content=LONG), page("<html><body><p>Please accept cookies.</p></body></html>"))


def test_page_that_is_nothing_raises_our_error():
    with pytest.raises(ExtractError):
        with_page(article(), page(""))


def test_text_page_behind_a_link_is_read_without_a_date():
    text = "Leeds, 2026-11-21\n\nHarbour bridge reopens\n\nNews\n\n" + "It opened on Monday and ferries go back to their timetable. " * 3
    told = with_page(article(published=None), page(text, media="text/plain", charset="no-such-charset"))
    assert (told.category, told.published) == ("News", None)
    assert told.text.startswith("It opened")


def test_date_in_the_address_is_the_sites_own_day():
    html = "<html><body><article>" + LONG + "</article></body></html>"
    told = with_page(article(published=None), page(html, url="https://herald.example/2026/11/18/bridge"))
    assert told.published == NOW.replace(day=18, hour=0)


def test_filter_line_answers_pages_of_both_kinds():
    answer = extract_line({"id": 1, "url": "https://herald.example/x", "html": PAGE})
    assert (answer["title"], answer["author"], answer["date"][:10], answer["section"]) == (
        "Harbour bridge reopens",
        "Ada Byron; Bo Li",
        "2026-11-19",
        "Local",
    )
    plain = extract_line({"id": 2, "html": "A Title Here\nNewsA Title Here\n\nBody text stands here.", "media": "text/plain"})
    assert (plain["title"], plain["section"], plain["text"], plain["date"]) == ("A Title Here", "News", "Body text stands here.", "")
    assert extract_line({"id": 3})["error"]


def test_date_of_a_page_without_metadata_is_searched_but_never_invented():
    dated = f"<html><body><article><h1>Bridge</h1><time datetime='2026-11-17'>17 Nov</time>{LONG}</article></body></html>"
    assert with_page(article(published=None), page(dated)).published == NOW.replace(day=17, hour=0)
    assert with_page(article(published=None), page(f"<html><body>{LONG}</body></html>")).published is None


def test_text_declared_in_metadata_is_taken_when_the_markup_holds_less():
    body = "Paragraph tells how the harbour bridge was mended over summer. " * 9
    block = f'<script type="application/ld+json">[{{"@type": "Article", "articleBody": "{body}"}}]</script>'
    html = f"<html><head>{block}</head><body><p>Hi</p></body></html>"
    assert with_page(article(), page(html)).text.startswith("Paragraph tells")


def test_hostile_metadata_do_no_harm():
    deep = "[" * 5000
    blocks = "".join(f'<script type="application/ld+json">{block}</script>' for block in (deep, "{}x", '{"@graph": 7}', "x" * 500_000))
    html = f"<html><head>{blocks}<meta name='author' content='https://x.example'></head><body><article>{LONG}</article></body></html>"
    assert with_page(article(), page(html)).author == ""


def test_an_article_is_in_the_language_it_is_written_in_where_its_feed_says_nothing_or_another():
    told = entry(
        "Die Brücke ist wieder offen", content="<p>Nach zwei Jahren fahren die Schiffe wieder durch den Hafen, sagte die Stadt.</p>"
    )
    silent, mistaken = articles([told]).items[0], articles([replace(told, language="en-us")]).items[0]
    assert (silent.language, mistaken.language) == ("de", "de")


def test_a_declared_language_stands_where_the_article_does_not_decide():
    assert articles([entry("Boston 3:2", content="", language="pt-BR")]).items[0].language == "pt"
