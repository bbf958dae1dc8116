# ruff: noqa: RUF001 - letters of many scripts are what is tested
import pytest
from build import article, source

from digest.tag import RuleTagger, tag_line, tag_name


def named(tagger, told):
    return {tagging.tag: tagging.by for tagging in tagger.tags(told)}


def test_source_tags_come_first_and_say_so():
    tagger = RuleTagger([source(tags=frozenset({"local", "harbour"}))])
    assert [(t.tag, t.by) for t in tagger.tags(article())] == [("harbour", "source"), ("local", "source")]


def test_category_becomes_a_tag_by_the_operators_alias():
    tagger = RuleTagger(aliases={"Innenpolitik": "politics"})
    assert named(tagger, article(categories=("INNENPOLITIK",))) == {"politics": "category: INNENPOLITIK"}


@pytest.mark.parametrize(
    ("category", "tag"),
    [
        ("Wirtschaft", "business"),
        ("Deportes", "sport"),
        ("Политика", "politics"),
        ("体育", "sport"),
        ("Medio Ambiente", "climate"),
        ("Tech", "technology"),
    ],
)
def test_usual_sections_are_known_in_many_languages(category, tag):
    assert named(RuleTagger(), article(categories=(category,))) == {tag: f"category: {category}"}


def test_unknown_short_category_becomes_its_own_tag():
    assert named(RuleTagger(), article(categories=("Ferry Łódź News",))) == {"ferry-lodz-news": "category: Ferry Łódź News"}


def test_long_or_empty_categories_become_no_tag():
    told = article(categories=("Why the ferries stopped again", "Uncategorized", "!!!", "未知"))
    assert RuleTagger().tags(told) == ()


def test_path_of_categories_gives_each_known_piece():
    assert set(named(RuleTagger(), article(categories=("World / Harbours",)))) == {"world", "harbours"}


def test_declared_tag_is_known_even_when_long():
    tagger = RuleTagger(rules={"why-the-ferries-stopped": ("ferries",)})
    assert named(tagger, article(categories=("Why the ferries stopped",)))["why-the-ferries-stopped"].startswith("category")


def test_rules_find_words_phrases_beginnings_and_sites():
    rules = {"transport": ("ferries go", "train"), "repairs": ("repair*",), "herald": ("site:herald.example",), "rail": ("bridg", " ")}
    found = named(RuleTagger(rules=rules), article(site="news.herald.example"))
    assert found == {"transport": "rule: ferries go", "repairs": "rule: repair*", "herald": "rule: site:herald.example"}


def test_rule_for_one_site_spares_sites_that_only_end_alike():
    assert RuleTagger(rules={"herald": ("site:herald.example",)}).tags(article(site="notherald.example")) == ()


def test_first_provenance_stays():
    tagger = RuleTagger([source(tags=frozenset({"sport"}))], rules={"sport": ("bridge",)})
    assert [(t.tag, t.by) for t in tagger.tags(article(categories=("Sport",)))] == [("sport", "source")]


def test_single_category_counts_where_there_is_no_list():
    assert named(RuleTagger(), article(category="News")) == {"news": "category: News"}


def test_tag_names_are_always_writable():
    assert tag_name("Straße & Øl") == "strasse-ol"
    assert tag_name("R’n’B") == "rnb" or tag_name("R’n’B") == "r-n-b"
    assert tag_name("未知") == ""


def test_filter_line_chooses_the_label_the_text_speaks_of():
    line = {
        "id": 1,
        "title": "Striker wins match",
        "text": "The coach praised the team after the final game.",
        "labels": ["business", "sport"],
    }
    assert tag_line(line) == {"id": 1, "label": "sport"}
    assert tag_line({"id": 2, "text": "x"}) == {"id": 2, "label": ""}
    assert tag_line({"id": 3, "text": "", "labels": ["b", "a"]})["label"] == "a"
