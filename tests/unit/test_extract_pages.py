"""What a page's text is: found fast where the page says it, by trafilatura where not, and never a wall."""

import json
from dataclasses import replace

import pytest
from build import NOW, article

from digest.errors import ExtractError
from digest.extract import PAGES, dump_facts, entry_lines, known_of, load_facts, read_linked, with_page, with_pages
from digest.extract.blocks import HIDDEN, SUSPECTED, blocks_of, doubt_of
from digest.extract.clean import language_named
from digest.extract.page import read_page
from digest.extract.picture import page_image, shown_image
from digest.extract.repetition import line_key
from digest.extract.standing import standing_text
from digest.extract.tree import decoded, read_tree
from digest.extract.walls import CHECK, CONSENT, PAYWALL, wall_in
from digest.model import Image, Page

PROSE = "".join(
    f"<p>Paragraph {n} tells how the harbour bridge was mended by hand over a long and windy summer, day by day.</p>" for n in range(14)
)
MENU = "<ul>" + "".join(f"<li><a href='/{n}'>Department {n}</a></li>" for n in range(30)) + "</ul>"


def page(html, **given):
    return Page(**{"url": "https://herald.example/bridge", "content": html.encode()} | given)


def standing(body):
    return standing_text(read_tree(f"<html><body>{body}</body></html>"))


# ---------------------------------------------------------------- the tree


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("Löwe".encode(), "", "Löwe"),
        ("Löwe".encode("cp1252"), "", "Löwe"),
        ("Löwe".encode("cp1252"), "iso-8859-1", "Löwe"),
        (b"<meta charset=gb2312>" + "新闻".encode("gb18030"), "", "新闻"),
        ("\ufeffLöwe".encode(), "latin-1", "Löwe"),
        ("Löwe".encode("utf-16"), "", "Löwe"),
        (b"L\xffwe", "utf-8", "L\ufffdwe"),
        (b"L\x81\xffwe", "", "\ufffd\xffwe"),
        ("Löwe ".encode() * 20 + b"\xff", "", "Löwe"),
        ("Löwe".encode(), "no-such-charset", "Löwe"),
        ("Löwe".encode(), "punycode", "Löwe"),
    ],
)
def test_pages_are_decoded_as_they_say_or_as_they_are(content, charset, text):
    assert text in decoded(content, charset)


@pytest.mark.parametrize("content", ["", "   ", "<!-- only a comment -->", b""])
def test_what_holds_nothing_is_no_page(content):
    with pytest.raises(ExtractError):
        read_tree(content, url="https://herald.example/")


# ---------------------------------------------------------------- the fast road


@pytest.mark.parametrize(
    "body",
    [
        f"<nav>{MENU}</nav><article><h1>T</h1>{PROSE}</article><footer>{MENU}</footer>",
        f"<div class='has-sidebar'><div class='entry-content'>{PROSE}</div><div class='sidebar'>{MENU}</div></div>",
        f"<form id='aspnet'><div itemprop='articleBody'>{PROSE}</div></form>",
        f"<div class='story-body'>{PROSE}<div class='comments'>{PROSE}{PROSE}</div></div>",
        f"<article><span><div>{PROSE}</div></span><h2>Read on</h2><p>Old word</p></article>",
    ],
    ids=["plain", "wrapped in furniture", "form around all", "longer comments", "block in inline, loose end"],
)
def test_the_part_that_calls_itself_the_article_is_read(body):
    found = standing(body)
    assert found.is_sure
    assert len(found.lines) == 14
    assert found.lines[0].startswith("Paragraph 0")


def test_a_page_that_names_no_article_is_not_sure():
    assert not standing(f"<div>{PROSE}</div>").is_sure
    assert standing("").lines == ()
    assert not standing(f"<article>{PROSE[:300]}</article><div>{PROSE}</div>").is_sure


def test_lists_of_links_and_captions_are_not_told():
    body = (
        f"<article>{PROSE}<p><a href='/a'>Another article of the house</a></p><figure><figcaption>A bridge</figcaption></figure></article>"
    )
    assert standing(body).lines[-1].startswith("Paragraph 13")


def test_two_breaks_part_paragraphs_and_one_does_not():
    lines = standing(f"<article>{PROSE}One line<br>goes on.<br><br>Another begins here.</article>").lines
    assert lines[-2:] == ("One line goes on.", "Another begins here.")


@pytest.mark.parametrize(
    ("markup", "doubt"),
    [
        ("<div class='related-posts'>x</div>", SUSPECTED),
        ("<div id='newsletter'>x</div>", SUSPECTED),
        ("<div role='navigation'>x</div>", SUSPECTED),
        ("<div style='display: none'>x</div>", SUSPECTED),
        ("<div hidden>x</div>", SUSPECTED),
        ("<div class='cookie-banner'>x</div>", HIDDEN),
        ("<main class='sidebar'>x</main>", 0),
        ("<div class='commentary'>x</div>", 0),
        ("<div style='color: red'>x</div>", 0),
        ("<div>x</div>", 0),
    ],
)
def test_furniture_is_suspected_by_its_name(markup, doubt):
    assert doubt_of(read_tree(f"<html><body>{markup}</body></html>").find("body")[0]) == doubt


def test_a_quick_walk_leaves_furniture_closed():
    body = read_tree(f"<html><body><p>Text</p><div class='sidebar'>{PROSE}</div></body></html>").find("body")
    assert [block.text for block in blocks_of(body, is_quick=True).blocks] == ["Text"]
    assert blocks_of(body, is_quick=True).closed > 1000
    assert len(blocks_of(body).blocks) == 15


# ---------------------------------------------------------------- walls

LONG = "word " * 300


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe now to continue reading this article",
        "Already a subscriber? Sign in",
        "Jetzt mit dem Plus-Abo weiterlesen",
        "Dieser Artikel ist nur für Abonnenten",
        "Cet article est réservé aux abonnés",
        "Contenido exclusivo para suscriptores",
        "Articolo riservato agli abbonati",
        "Alleen voor abonnees beschikbaar deze week",
        "Artykuł tylko dla subskrybentów serwisu",
        "Статья доступна только для подписчиков",
        "この記事は会員限定です",
    ],
)
def test_few_words_and_an_offer_are_a_paywall_in_any_language(line):
    assert wall_in(["The bridge opens."], said=[f"{line} and more words"]) == PAYWALL
    assert wall_in([LONG, line]) == ""


@pytest.mark.parametrize(
    ("lines", "url"),
    [
        (["We value your privacy", "We and our partners store information on a device."], ""),
        (["Wir und unsere Partner verwenden Cookies", "Alle akzeptieren"], ""),
        (["Nous et nos partenaires utilisons des cookies", "Tout accepter"], ""),
        (["Choose what you like."], "https://consent.herald.example/?back=x"),
        (["Choose what you like."], "https://herald.example/cookie-wall"),
    ],
)
def test_pages_that_ask_for_consent_are_told(lines, url):
    assert wall_in(lines, url=url) == CONSENT


def test_checks_for_robots_are_told_by_title_or_text():
    assert wall_in([], title="Just a moment...") == CHECK
    assert wall_in(["Please enable JavaScript to go on."]) == CHECK


def test_an_article_about_cookies_and_subscriptions_is_no_wall():
    assert wall_in(["The court forbids cookies.", "Publishers object.", "Readers do not.", "It takes effect in May."]) == ""
    assert wall_in(["Short news."], said=["SUBSCRIBERS ONLY"], url="https://[broken") == ""


@pytest.mark.parametrize(
    "declared",
    [
        {"@type": "NewsArticle", "isAccessibleForFree": False},
        {"@type": "NewsArticle", "isAccessibleForFree": "False"},
        {"@type": "NewsArticle", "isAccessibleForFree": "https://schema.org/False"},
        {"@type": "NewsArticle", "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False}},
    ],
)
def test_text_that_a_page_calls_paid_is_not_taken(declared):
    script = f"<script type='application/ld+json'>{json.dumps(declared)}</script>"
    html = f"<html><head>{script}</head><body><article>{PROSE}</article></body></html>"
    with pytest.raises(ExtractError, match="subscribers only"):
        with_page(article(), page(html))


def test_a_free_article_is_taken_and_a_locked_tier_is_not():
    free = {"@type": "NewsArticle", "isAccessibleForFree": True, "hasPart": [7]}
    html = (
        f"<html><head><script type='application/ld+json'>{json.dumps(free)}</script></head><body><article>{PROSE}</article></body></html>"
    )
    assert with_page(article(), page(html)).text.startswith("Paragraph 0")
    locked = html.replace("<head>", "<head><meta property='article:content_tier' content='locked'>")
    assert read_page(locked).wall == PAYWALL


# ---------------------------------------------------------------- pictures


@pytest.mark.parametrize(
    ("meta", "graph", "found"),
    [
        (
            {"og:image": "/a.jpg", "og:image:width": "1200", "og:image:height": "630px", "og:image:alt": "A &amp; B"},
            {},
            Image(url="https://herald.example/a.jpg", alt="A & B", width=1200, height=630),
        ),
        ({"og:image": "https://i.example/x y.png"}, {}, Image(url="https://i.example/x%20y.png")),
        ({"og:image": "data:image/png;base64,AA", "twitter:image": "https://i.example/t.png"}, {}, Image(url="https://i.example/t.png")),
        ({"og:image": "https://i.example/p.gif", "og:image:width": "1", "og:image:height": "1"}, {}, None),
        ({"og:image": "javascript:alert(1)"}, {}, None),
        ({"og:image": "https://pixel.wp.com/b.gif"}, {}, None),
        ({}, {"image": ["https://i.example/l.png"]}, Image(url="https://i.example/l.png")),
        (
            {},
            {"image": {"url": "https://i.example/o.png", "width": 640, "height": "many", "caption": "C"}},
            Image(url="https://i.example/o.png", alt="C", width=640),
        ),
        ({}, {"image": {"url": "http://[bad", "width": True}}, None),
        ({}, {}, None),
        ({"og:image": "https://i.example/l.png", "og:image:width": "99999999999999"}, {}, Image(url="https://i.example/l.png")),
    ],
)
def test_the_pages_picture_is_absolute_sized_and_no_tracker(meta, graph, found):
    assert page_image(meta, graph, "https://herald.example/bridge") == found


def test_a_feeds_picture_that_only_watches_is_dropped():
    assert shown_image(None) is None
    assert shown_image(Image(url="https://i.example/a.png", width=1, height=1)) is None
    assert shown_image(Image(url="https://i.example/a.png", width=-4)) == Image(url="https://i.example/a.png")


# ---------------------------------------------------------------- what a site repeats


def facts(told, linked):
    """What a page says, or why it says nothing."""
    try:
        return read_linked(linked, **known_of(told))
    except ExtractError as error:
        return error


def pages_of(count, first=0):
    told = [article(f"Bridge {n}", text="Short.", seen=NOW, visits=1) for n in range(first, first + count)]
    read = {
        each.id: facts(
            each,
            page(
                "<html><body><article>"
                + PROSE.replace("Paragraph", f"Bridge {at}, part")
                + "<p>Get the Herald at your door, every morning before six!</p></article></body></html>",
                url=each.url,
            ),
        )
        for at, each in enumerate(told, first)
    }
    return told, read


def test_a_line_on_three_pages_of_a_site_is_no_text():
    completed = with_pages(*pages_of(3))
    assert all("door" not in each.text and "part 13" in each.text for each in completed.articles)
    assert [(line.site, line.pages) for line in completed.lines] == [("herald.example", 3)]


def test_what_was_learnt_makes_a_single_new_page_clean():
    known = {line.line for line in with_pages(*pages_of(3)).lines if line.pages >= PAGES}
    (told,) = with_pages(*pages_of(1, first=5), known_chrome={"herald.example": known}).articles
    assert "door" not in told.text
    assert "door" in with_pages(*pages_of(1, first=5)).articles[0].text


def test_what_a_page_says_survives_the_way_between_processes():
    html = '<html><head><meta property="og:image" content="https://i.example/l.png">'
    html += (
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-11-19", "keywords": ["a", "b"]}</script></head>'
    )
    told = facts(article(), page(f"{html}<body><article>{PROSE}</article></body></html>"))
    assert told.published
    assert told.declared.tags == ("a", "b")
    assert told.declared.image
    assert load_facts(dump_facts(told)) == told
    bare = facts(article(), page(f"<html><body>{PROSE}</body></html>"))
    assert load_facts(dump_facts(bare)) == bare


def test_a_second_visit_teaches_nothing():
    told, read = pages_of(1)
    assert with_pages(told, read).lines
    assert with_pages([replace(told[0], visits=2)], read).lines == ()


def test_pages_that_give_nothing_are_counted_by_reason_and_their_teasers_stand():
    told, read = pages_of(3)
    check = "<html><head><title>Just a moment...</title></head><body><p>Checking your browser</p></body></html>"
    for each, html in zip(told, ["", check, "<html><body><p>No.</p></body></html>"], strict=True):
        read[each.id] = facts(each, page(html))
    completed = with_pages(told, read)
    assert completed.articles == tuple(told)
    assert sorted(completed.reasons.values()) == [1, 1, 1]
    assert CHECK in completed.reasons
    assert with_pages([], {}).lines == ()


def test_line_keys_are_blind_to_case_and_blanks():
    assert line_key("Get  the HERALD") == line_key("get the herald")
    assert entry_lines([]) == ()


# ---------------------------------------------------------------- language


@pytest.mark.parametrize(
    ("names", "language"),
    [
        (["en_GB"], "en"),
        (["", "de-AT"], "de"),
        (["iw"], "he"),
        (["und", "fr"], "fr"),
        (["english"], ""),
        (["x"], ""),
        (["zh-Hans-CN"], "zh"),
        ([" PT-br "], "pt"),
        ([], ""),
    ],
)
def test_a_language_is_its_primary_subtag(names, language):
    assert language_named(*names) == language
