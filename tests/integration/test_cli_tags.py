"""``digest tags`` in an installation with a store, readers and articles."""

from __future__ import annotations

import csv
import gzip
import json
from dataclasses import replace

import pytest
from build import article, story
from instance import AT, Instance

from digest.app import Frame, open_parts
from digest.config import read
from digest.model import Tagging

TAGS = """\
# what we call things
[[tags]]
name = "sport"   # all of it
title = { en = "Sport" }

# boats
[[tags]]
name = "boats"
aliases = ["ferries"]
"""

TOLD = {
    "harbour": ["ferry", "quay", "crane", "pilot", "tide", "berth", "hull", "anchor", "dredger", "mooring"],
    "orchard": ["apple", "pear", "graft", "blossom", "pruning", "cider", "harvest", "sapling", "beehive", "frost"],
    "music": ["violin", "choir", "encore", "tempo", "sonata", "organ", "rehearsal", "conductor", "cello", "aria"],
}


@pytest.fixture
def house(tmp_path):
    """An installation with two stored articles and three readers."""
    made = Instance(tmp_path)
    made.configure(new=TAGS)
    made.write("subscribers/ada.toml", 'email = "ada@example.org"\n[tags]\nsport = 0     # never\ntide = 1.5\n')
    made.write("subscribers/bea.toml", 'email = "bea@example.org"\n[tags]\nboats = 2.0\nsport = 0.5\n')
    made.write("subscribers/all.csv", "email,tags\ncy@example.org,boats=2;tide=1\n")
    made.write("subscribers/broken.toml", "email = 3\n")
    first = replace(article("a"), tags=(Tagging(tag="boats", by="rule: ferry"), Tagging(tag="sport", by="model: 0.80")))
    second = replace(article("b"), tags=(Tagging(tag="sport", by="category: Sport"),))
    with open_parts(read(tmp_path / "config.toml"), Frame(now=AT)) as parts:
        parts.store.articles.save(states=(), articles=[first, second], stories=[story(first, second, updated=AT)])
    return made


def stored(house):
    with open_parts(read(house.folder / "config.toml"), Frame(now=AT)) as parts:
        return {
            each.id: {t.tag: t.by for t in each.tags}
            for told in parts.store.articles.living(AT.replace(year=2020))
            for each in told.articles
        }


def everything(house):
    return {path: path.read_bytes() for path in house.folder.rglob("*.toml")} | {None: stored(house)}


def test_list_says_where_tags_come_from_and_which_wishes_are_in_vain(house):
    said = house.do("tags", "list")
    rows = {line.split()[0]: line.split()[1:] for line in said.out.splitlines()[1:]}
    assert rows["sport"][:2] == ["2", "1"]
    assert "category 50 %" in said.out
    assert "no article of 8 days has the tag 'tide'" in said.err
    assert "'boats'" not in said.err
    told = {row["tag"]: row for row in house.do("--json", "tags", "list").json}
    assert (told["sport"]["wanted"], told["sport"]["refused"], told["tide"]["wanted"]) == (1, 1, 2)


def test_without_yes_nothing_changes_and_everything_is_shown(house):
    before = everything(house)
    said = house.do("tags", "rename", "sport", "athletics")
    assert everything(house) == before
    for line in ('+name = "athletics"   # all of it', "+athletics = 0     # never", "2 stored articles", "left as it is", "CSV"):
        assert line in said.out


def test_rename_reaches_configuration_readers_and_articles_and_keeps_comments(house):
    assert house.do("tags", "rename", "sport", "athletics", "--yes").status == 0
    assert "athletics = 0     # never" in (house.folder / "subscribers/ada.toml").read_text()
    assert "# boats\n[[tags]]" in (house.folder / "config.toml").read_text()
    assert read(house.folder / "config.toml").tags[0].aliases == ("sport",)
    assert sorted(stored(house).values(), key=len) == [
        {"athletics": "category: Sport"},
        {"boats": "rule: ferry", "athletics": "model: 0.80"},
    ]


def test_doing_it_again_changes_nothing(house):
    house.do("tags", "merge", "sport", "boats", "leisure", "--yes")
    before = everything(house)
    said = house.do("tags", "merge", "sport", "boats", "leisure", "--yes")
    assert (said.status, everything(house)) == (0, before)
    assert "nothing to change" in said.out


def test_merge_of_two_tags_of_one_article_and_reader_keeps_the_first_and_the_highest(house):
    house.do("tags", "merge", "sport", "boats", "--yes")
    assert {"boats": "rule: ferry"} in stored(house).values()
    readers = {row["email"]: house.do("subscribers", "show", row["email"]).out for row in house.do("--json", "subscribers", "list").json}
    assert "boats = 2.0" in readers["bea@example.org"]
    assert "sport" not in readers["bea@example.org"]


def test_lines_of_csv_files_are_read_by_the_new_name(house):
    house.do("tags", "rename", "boats", "ships", "--yes")
    assert "ships = 2.0" in house.do("subscribers", "show", "cy@example.org").out


def test_renaming_back_is_possible(house):
    house.do("tags", "rename", "sport", "athletics", "--yes")
    house.do("tags", "rename", "athletics", "sport", "--yes")
    assert read(house.folder / "config.toml").tags[0].aliases == ("athletics",)
    assert "sport = 0     # never" in (house.folder / "subscribers/ada.toml").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rename", "sprot", "x"], "did you mean 'sport'"),
        (["rename", "sport", "boats"], "digest tags merge sport boats"),
        (["merge", "sport", "ferries"], "alias of 'boats'"),
        (["merge", "sport"], "merge A B INTO"),
        (["rename", "sport", "No Tag"], "a tag is written with"),
    ],
)
def test_names_that_cannot_be_meant_change_nothing(house, words, said):
    before = everything(house)
    told = house.do("tags", *words, "--yes")
    assert (told.status, everything(house)) == (2, before)
    assert said in told.err


def records():
    return [
        {"title": f"The {told[number % 8]}", "text": " ".join(told[number % 8 :]), "tags": [tag]}
        for tag, told in TOLD.items()
        for number in range(8)
    ]


def test_a_model_is_trained_named_and_used(house):
    path = house.write("tagged.jsonl", "".join(json.dumps(record) + "\n" for record in records()))
    said = house.do("tags", "train", str(path))
    assert said.status == 0, said.all
    assert "[tagging] model" in said.out
    house.configure(new='[tagging]\nmodel = "tags.model"')
    told = article("Violin and choir", text="An encore of the sonata, with organ and cello.", url="https://c.example/c")
    with open_parts(read(house.folder / "config.toml")) as parts:
        assert [tagging.tag for tagging in parts.tagger().tags(told)][-1] == "music"


def test_a_csv_file_packed_or_not_teaches_the_same(house):
    path = house.write("tagged.csv", "")
    with path.open("w", newline="") as file:
        written = csv.DictWriter(file, ["title", "text", "tags"])
        written.writeheader()
        written.writerows({**record, "tags": ";".join(record["tags"])} for record in records())
    packed = house.folder / "tagged.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    for source, out in ((path, "one"), (packed, "two")):
        assert house.do("tags", "train", str(source), "--out", str(house.folder / out)).status == 0
    assert (house.folder / "one").read_bytes() == (house.folder / "two").read_bytes()


def test_what_a_model_said_is_not_learned_from(house):
    said = house.do("tags", "train", "--from-store")
    assert said.status == 2
    assert "tag more articles" in said.err


@pytest.mark.parametrize(
    ("text", "said"),
    [("{not json\n", "not JSON"), ('{"title": "x"}\n', "a record has"), ("[]\n", "a record has"), ('{"tags": ["a"]}\n', "a record has")],
)
def test_a_broken_record_is_named_with_its_line(house, text, said):
    path = house.write("tagged.jsonl", json.dumps(records()[0]) + "\n\n" + text)
    told = house.do("tags", "train", str(path))
    assert told.status == 2
    assert "tagged.jsonl:3" in told.err
    assert said in told.err


def test_files_that_cannot_be_read_or_written_say_so(house):
    assert "cannot be read" in house.do("tags", "train", "nowhere.jsonl").err
    assert "--from-store" in house.do("tags", "train").err
    path = house.write("tagged.jsonl", "".join(json.dumps(record) + "\n" for record in records()))
    assert "--out" in house.do("tags", "train", str(path), "--out", str(house.folder / "no" / "where")).err


def test_check_names_a_model_that_is_missing_or_damaged(house):
    house.configure(new='[tagging]\nmodel = "tags.model"')
    assert "digest tags train" in house.do("check").all
    house.write("tags.model", "digest tags 7\n")
    assert "another version" in house.do("check").all


def test_filter_learns_from_the_file_of_a_train_line(house):
    path = house.write("tagged.jsonl", "".join(json.dumps(record) + "\n" for record in records()))
    lines = [{"id": 1, "title": "Quay", "labels": ["music", "harbour"]}, {"id": "train", "train": str(path)}]
    lines += [{"id": 2, "title": "Choir", "text": "Violin and cello.", "labels": ["music", "harbour"]}, {"id": 3, "title": "Quay"}]
    lines += [{"id": 4, "title": "Quay", "labels": ["other"]}]
    said = house.do("filter", "tag", now=False, feed="".join(json.dumps(line) + "\n" for line in lines))
    answers = {answer["id"]: answer["label"] for answer in map(json.loads, said.out.splitlines())}
    assert answers == {1: "harbour", 2: "music", 3: "harbour", 4: "other"}
