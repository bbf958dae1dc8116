# ruff: noqa: RUF001 - letters of many scripts are what is tested
import pytest

from digest.text import sentence_line, sentences

WHOLE = [
    ("en", "The U.S. Army said so."),
    ("en", "Mr. Smith met Dr. J. K. Jones at 5 p.m. Monday."),
    ("en", "“Stop!” he cried."),
    ("en", "It costs $3.50 … or more."),
    ("de", "Am 21. Oktober kam bzw. ging z. B. Herr Dr. Müller."),
    ("fr", "M. Dupont habite av. Foch, p. ex. au n° 3."),
    ("es", "El Sr. Pérez y la Sra. Gil viven en la Avda. Real."),
    ("it", "Il sig. Rossi e il prof. Bianchi parlano."),
    ("pt", "O Sr. Silva mora na Av. Paulista."),
    ("nl", "Dhr. de Vries woont o.a. in Delft."),
    ("pl", "Prof. Nowak mieszka przy ul. Długiej, m.in. z bratem."),
    ("ru", "Он живёт на ул. Ленина, т. е. в центре."),
    ("uk", "Він живе на вул. Франка, 5."),
    ("cs", "Dne 5. května přišel např. pan Novák."),
    ("da", "Den 3. juni kom f.eks. hr. Hansen."),
    ("ja", "「行く。」と彼は言った。"),
]

SPLIT = [
    ("en", "He lives in the U.S. She does not.", 2),
    ("en", "It fell to 2° C. Snow came.", 2),
    ("en", "Apples, pears, etc. The rest was sold.", 2),
    ("en", "He saw it in 2010. Nobody else did.", 2),
    ("en", "She said: “Go.” He went.", 2),
    ("en", "It ended.The next day it rained.", 2),
    ("en", "A heading\n\nA sentence.", 2),
    ("en", "It is known.[12] Others agree.", 2),
    ("de", "Es war im Jahr 2010. Die Stadt schlief.", 2),
    ("de", "Er kam als 3. Die anderen folgten.", 2),
    ("sk", "Býk 21. 4. – 21. 5. Neriskujte. Rak 22. 6. – 22. 7. Oddychujte.", 4),
    ("he", "הוא לא שילם את המס. היא שילמה.", 2),
    ("fr", "Il a dit « non ! » Elle est partie.", 2),
    ("pl", "Stało się to dopiero po długich rozmowach w maju 1997 r. Duża sala była pusta.", 2),
    ("zh", "今天下雨。明天放晴。他说：“好。”", 3),
    ("ja", "本当? はい。雨だ!でも行く。", 4),
    ("ar", "ذهب الولد إلى المدرسة. عاد مساء؟ نعم.", 3),
    ("hi", "वह आया। वह गया।", 2),
    ("xx", "One thing. Another thing.", 2),
]


@pytest.mark.parametrize(("language", "text"), WHOLE)
def test_abbreviations_initials_and_ordinals_do_not_end_a_sentence(language, text):
    assert sentences(text, language) == [text]


@pytest.mark.parametrize(("language", "text", "count"), SPLIT)
def test_sentences_end_where_a_reader_ends_them(language, text, count):
    assert len(sentences(text, language)) == count


def test_numbered_heading_stays_with_its_words():
    assert sentences("1. Harbour reopens today.", "en") == ["1. Harbour reopens today."]


def test_nothing_gives_no_sentence():
    assert sentences("  \n ") == []


def test_filter_line_answers_with_the_same_id():
    assert sentence_line({"id": 7, "lang": "en", "text": "One. Two."}) == {"id": 7, "sentences": ["One.", "Two."]}
    assert sentence_line({"id": 8}) == {"id": 8, "sentences": []}


@pytest.mark.parametrize("text", ["!" * 200_000, ". »" * 60_000, "a." * 90_000, "\n " * 90_000, '. "' * 60_000])
def test_hostile_runs_are_split_in_linear_time(text):
    assert "".join("".join(sentences(text, "en")).split()) == "".join(text.split())
