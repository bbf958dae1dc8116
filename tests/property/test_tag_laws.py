"""Laws of tagging: equal articles get equal tags, aliases lead home, merging twice is merging once."""

from __future__ import annotations

import tomllib

from build import article, source
from hypothesis import given
from hypothesis import strategies as st

from digest.config import merged_tags
from digest.subscribers import load
from digest.subscribers.editing import edited
from digest.subscribers.fields import joined_weight
from digest.tag import RuleTagger, tag_name

NAMES = st.sampled_from(["tide", "harbour", "sport", "sports", "economy", "deep-sea", "x1"])
TEXTS = st.text(max_size=40)


@given(st.lists(TEXTS, max_size=5), TEXTS, TEXTS)
def test_the_same_article_gets_the_same_tags_each_once(categories, title, text):
    told = article(categories=tuple(categories), title=title, text=text)
    tagger = RuleTagger([source(tags=frozenset({"tide", "sport"}))], aliases={"sports": "sport"}, rules={"deep-sea": ("sea",)})
    given_tags = tagger.tags(told)
    assert given_tags == tagger.tags(told)
    assert len({tagging.tag for tagging in given_tags}) == len(given_tags)
    assert all(tagging.by for tagging in given_tags)


@given(TEXTS)
def test_a_tags_name_is_its_own_name(category):
    assert tag_name(tag_name(category)) == tag_name(category)


@given(NAMES, NAMES, st.sampled_from(["Sport", "Deportes", "tide", "Economy", "Wirtschaft", "x1"]))
def test_no_alias_is_ever_given_as_a_tag(alias, tag, category):
    if alias == tag:
        return
    tagger = RuleTagger([source(tags=frozenset({alias}))], aliases={alias: tag, tag: tag})
    assert alias not in {tagging.tag for tagging in tagger.tags(article(categories=(category, alias)))}


def config(tags, editions):
    tables = "".join(f'# of {tag}\n[[tags]]\nname = "{tag}"  # {tag}\naliases = ["{tag} news"]\nrules = ["{tag}*"]\n\n' for tag in tags)
    listed = ", ".join(f'"{tag}"' for tag in editions)
    sources = "\n".join(f'[[sources]]\nurl = "{url}"\ntags = [{listed}]\n' for url in ("https://a.example/", "https://b.example/{tag}"))
    return f"{tables}# sources\n{sources}"


@given(st.lists(NAMES, unique=True), st.lists(NAMES, unique=True), st.lists(NAMES, min_size=1, max_size=3), NAMES)
def test_merging_twice_is_merging_once_and_loses_nothing(tags, editions, old, into):
    before = config(tags, editions)
    once = merged_tags(before, old, into)
    assert merged_tags(once, old, into) == once
    was, now = tomllib.loads(before), tomllib.loads(once)
    names = {table["name"] for table in now["tags"]}
    assert into in names
    assert not names & ({*old} - {into})
    for key in ("aliases", "rules"):
        assert {text for table in was.get("tags", []) for text in table[key]} <= {
            text for table in now["tags"] for text in table.get(key, [])
        } | {into}
    assert {*old} - {into} <= {alias for table in now["tags"] for alias in table.get("aliases", [])}
    assert not {*now["sources"][0]["tags"]} & ({*old} - {into})
    assert now["sources"][1] == was["sources"][1]
    assert all(f"# of {tag}" in once for tag in tags)


@given(st.lists(st.floats(0, 3), min_size=1))
def test_a_refusal_among_joined_weights_counts(weights):
    assert joined_weight(weights) == (0 if 0 in weights else max(weights))


def test_an_earlier_name_in_a_subscriber_file_counts_as_the_present_one():
    from digest.subscribers import Terms

    terms = Terms(aliases=(("sports", "sport"), ("football", "sport")))
    text = edited('email = "ada@readers.example"\n', {"tags.sports": 0.5, "tags.football": 2.0, "tags.tide": 1.5})
    assert load(text, "ada.toml", terms=terms).preference.tags == (("sport", 2.0), ("tide", 1.5))
    assert load(edited(text, {"tags.sport": 0.2}), "ada.toml", terms=terms).preference.tags == (("sport", 0.2), ("tide", 1.5))
