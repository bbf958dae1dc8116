from hypothesis import given
from hypothesis import strategies as st

from digest.text import fold, identify, plain, sentences, words

LANGUAGES = st.sampled_from(["", "en", "de", "fr", "pl", "ru", "zh", "ja", "ar", "hi", "cs"])
TEXT = st.text(st.sampled_from("aB. !?…。」“”\"'\n 1Zя中ि\u200b\u202e\u2066\u2069"), max_size=60) | st.text(max_size=60)


@given(TEXT, LANGUAGES)
def test_sentences_spell_their_text(text, language):
    assert "".join("".join(sentences(text, language)).split()) == "".join(text.split())


@given(TEXT)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_plain_twice_changes_nothing(text):
    assert plain(plain(text)) == plain(text)


@given(st.text(max_size=60))
def test_plain_is_one_line_that_any_encoding_can_write(text):
    shown = plain(text)
    assert "\n" not in shown
    assert shown.encode("utf-8").decode("utf-8") == shown


@given(TEXT, LANGUAGES)
def test_words_are_never_empty(text, language):
    assert all(words(text, language))


@given(st.text(max_size=80) | TEXT, st.text(max_size=8) | LANGUAGES)
def test_every_text_has_the_same_language_each_time(text, prior):
    found = identify(text, prior)
    assert found == identify(text, prior)
    assert found == "" or (found.isascii() and found.isalpha() and found.islower())


@given(st.text(st.sampled_from("0123456789 .,!?…★"), max_size=30), LANGUAGES)
def test_without_letters_a_text_is_in_the_language_that_is_declared(text, prior):
    assert identify(text, prior) == prior
