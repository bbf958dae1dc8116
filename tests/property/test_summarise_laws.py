"""Laws of summaries: every sentence occurs in its article, no budget is passed, no sentence comes twice."""

import pytest
from build import article, story
from hypothesis import given
from hypothesis import strategies as st

from digest.summarise import ExtractiveSummariser, LeadSummariser
from digest.summarise.clean import telling
from digest.summarise.quotation import is_torn
from digest.text import count_words

WORDS = ("bridge", "Anna", "harbour", "40", "repairs", "the", "of", "mayor", "divers", "U.S.", "„Brücke“", "桥重新开放", "Friday")
ENDS = (". ", "! ", "? ", ".\n\n", "… ", "\n\n", "。", ".” ", '," he said. ', ". “Bridge. ", '. "Mayor ')

sentence = st.builds(
    lambda words, end: " ".join(words) + end, st.lists(st.sampled_from(WORDS), min_size=1, max_size=25), st.sampled_from(ENDS)
)
texts = st.lists(sentence, max_size=14).map("".join) | st.text(max_size=200)


@st.composite
def stories(draw):
    told = [article(f"Title {n}", site=f"site{n}.example", text=draw(texts)) for n in range(draw(st.integers(1, 4)))]
    return story(*told)


@pytest.mark.parametrize("summariser", [LeadSummariser(), ExtractiveSummariser()])
@given(told=stories(), budget=st.integers(1, 120))
def test_every_sentence_occurs_in_its_article_and_the_budget_holds(summariser, told, budget):
    made = summariser.summary(told, budget)
    texts_by_id = {one.id: " ".join(one.text.split()) for one in told.articles}
    assert all(sentence.text in texts_by_id[sentence.article] for sentence in made.sentences)
    assert sum(count_words(sentence.text) for sentence in made.sentences) <= budget or len(made.sentences) == 1
    assert made == summariser.summary(told, budget)
    if told.lead.text.strip():
        assert made.sentences


@pytest.mark.parametrize("summariser", [LeadSummariser(), ExtractiveSummariser()])
@given(told=stories(), budget=st.integers(20, 120))
def test_no_sentence_of_several_is_torn_out_of_its_quotation(summariser, told, budget):
    made = summariser.summary(told, budget)
    fallback = {telling(article)[0] for article in told.articles if article.text.strip()}
    assert all(not is_torn(sentence.text) or sentence.text in fallback for sentence in made.sentences)


@given(told=stories(), budget=st.integers(20, 120), data=st.data())
def test_the_order_of_the_other_articles_changes_only_the_order_of_the_sentences(told, budget, data):
    lead, *others = told.articles
    turned = story(lead, *data.draw(st.permutations(others)))
    made, again = (ExtractiveSummariser().summary(each, budget) for each in (told, turned))
    assert sorted(sentence.text for sentence in made.sentences) == sorted(sentence.text for sentence in again.sentences)


@pytest.mark.parametrize("summariser", [LeadSummariser(), ExtractiveSummariser()])
@given(told=stories(), budget=st.integers(1, 120))
def test_no_sentence_comes_twice(summariser, told, budget):
    made = summariser.summary(told, budget)
    assert len({sentence.text for sentence in made.sentences}) == len(made.sentences)
