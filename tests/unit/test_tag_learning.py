"""A trained model: what it learns, that it is one, and that a broken file is refused."""

from __future__ import annotations

import zlib

import pytest
from build import article

from digest.errors import ConfigError
from digest.tag import Example, TrainedTagger, dump_model, learn, learnable, load_model
from digest.tag.calibrate import best_line, probability, sigmoid

WORDS = {
    "harbour": ["ferry", "quay", "crane", "pilot", "tide", "berth", "hull", "anchor", "dredger", "mooring"],
    "orchard": ["apple", "pear", "graft", "blossom", "pruning", "cider", "harvest", "sapling", "beehive", "frost"],
    "music": ["violin", "choir", "encore", "tempo", "sonata", "organ", "rehearsal", "conductor", "cello", "aria"],
}


def examples(count=12):
    made = []
    for tag, told in WORDS.items():
        for number in range(count):
            spoken = [told[(number + step) % len(told)] for step in range(5)]
            made.append(
                Example(title=f"The {spoken[0]} and the {spoken[1]}", text=f"On day {number} the {' '.join(spoken)} was seen.", tags=(tag,))
            )
    return made


@pytest.fixture(scope="module")
def model():
    return learn(examples())


def best(model, title, text):
    return max(model.chances(title, text), key=lambda pair: pair[1])[0].tag


def test_what_was_learned_is_told_of_new_articles(model):
    assert best(model, "Choir and organ", "A rehearsal with violin and cello.") == "music"
    assert best(model, "", "The ferry left the quay with the tide.") == "harbour"


def test_an_article_of_unknown_words_gets_no_tag(model):
    tagger = TrainedTagger(model=model)
    assert tagger.tags(article(title="Zebra", text="Xylophagous quagga.")) == ()


def test_the_same_articles_in_another_order_teach_the_same(model):
    assert dump_model(learn(examples()[::-1])) == dump_model(model)


def test_a_model_written_and_read_scores_alike(model):
    again = load_model(dump_model(model))
    assert again.scores("Ferry", "The quay.") == pytest.approx(model.scores("Ferry", "The quay."), abs=1e-3)
    assert [curve.tag for curve in again.curves] == ["harbour", "music", "orchard"]


def test_several_tags_of_one_article_are_all_learned():
    both = [
        Example(title=each.title, text=each.text, tags=(*each.tags, "coast")) if "harbour" in each.tags else each for each in examples()
    ]
    given = TrainedTagger(model=learn(both)).tags(article(title="Ferry", text="Ferry, quay, crane, pilot and tide."))
    assert {tagging.tag for tagging in given} == {"harbour", "coast"}


def test_a_tag_of_the_models_own_says_how_sure_it_is(model):
    (tagging,) = TrainedTagger(model=model).tags(article(title="Sonata", text="Violin, choir, tempo and aria."))
    assert tagging.tag == "music"
    assert 0 < float(tagging.by.removeprefix("model: ")) <= 1


def test_what_a_rule_gave_keeps_its_provenance(model):
    tagger = TrainedTagger(model=model, rules={"music": ("violin",)})
    assert [(t.tag, t.by) for t in tagger.tags(article(title="Sonata", text="Violin, choir, tempo and aria."))] == [
        ("music", "rule: violin")
    ]


def test_certainty_asked_for_beats_the_line_of_training(model):
    told = article(title="Sonata", text="Violin, choir, tempo and aria.")
    assert TrainedTagger(model=model, certainty=0.999_999).tags(told) == ()


def test_a_tag_renamed_since_is_given_by_its_new_name(model):
    (tagging,) = TrainedTagger(model=model, aliases={"music": "concerts"}).tags(
        article(title="Sonata", text="Violin, choir, tempo and aria.")
    )
    assert tagging.tag == "concerts"


def test_too_few_articles_say_what_to_do():
    with pytest.raises(ConfigError, match="tag more articles"):
        learn(examples(3))
    assert learnable(examples(3)) == ()


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        (b"", "no trained model"),
        (b"PK\x03\x04 something", "no trained model"),
        (b"digest tags 99\n", "another version"),
        (b"digest tags 1\nnot packed", "damaged"),
        (b"digest tags 1\n" + zlib.compress(b"{}\n"), "damaged"),
        (b"digest tags 1\n" + zlib.compress(b'{"tags":[["a",1]],"terms":[],"rarities":[]}\n'), "damaged"),
        (b"digest tags 1\n" + zlib.compress(b'{"tags":[["a",1,1,1,1,1,1,1]],"terms":["wx"],"rarities":[1]}\n'), "not whole"),
    ],
)
def test_what_is_no_model_is_refused_with_the_remedy(stored, said):
    with pytest.raises(ConfigError, match=said) as caught:
        load_model(stored, "tags.model")
    assert "digest tags train" in str(caught.value)
    assert str(caught.value).startswith("tags.model")


def test_a_model_cut_off_is_refused(model):
    stored = dump_model(model)
    for length in range(0, len(stored), 97):
        with pytest.raises(ConfigError, match="digest tags train"):
            load_model(stored[:length])


def test_curve_tells_far_scores_apart_and_draws_the_line_between():
    scores, belongs = [-3.0, -2.0, -1.5, 1.0, 2.0, 3.0], [False, False, False, True, True, True]
    slope, offset = sigmoid(scores, belongs)
    assert probability(3, slope, offset) > 0.7
    assert probability(-3, slope, offset) < 0.3
    line, f1 = best_line([probability(score, slope, offset) for score in scores], belongs)
    assert f1 == 1.0
    assert probability(-1.5, slope, offset) < line < probability(1, slope, offset)


def test_scores_that_say_nothing_give_a_flat_curve():
    slope, offset = sigmoid([1.0, 1.0, -1.0, -1.0], [False, True, False, True])
    assert probability(5, slope, offset) == pytest.approx(0.5, abs=0.01)
    assert sigmoid([2.0, -2.0], [False, True])[0] <= 0
