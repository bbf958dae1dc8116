from __future__ import annotations

import re
import shutil
from datetime import date
from html import unescape

import pytest
from babel import Locale
from printed import TEMPLATES

from digest.errors import RenderError
from digest.model import CardKey, Piece, Place, Sky
from digest.render import load_look
from digest.render.context import specimens
from digest.render.words import Words, clean_language, direction, main_language, read_catalogue, say_date, script_class

LANGUAGES = ("ar", "de", "en", "es", "fr", "he", "it", "ja", "nl", "pl", "pt", "ru", "uk", "zh")
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


@pytest.fixture
def words():
    return Words([TEMPLATES / "words"])


def catalogue(tmp_path, body, name="de"):
    path = tmp_path / f"{name}.po"
    path.write_text(HEAD + body)
    return path


def test_every_language_says_all_that_english_says():
    english = read_catalogue(TEMPLATES / "words" / "en.po").forms.keys()
    for language in LANGUAGES:
        assert read_catalogue(TEMPLATES / "words" / f"{language}.po").forms.keys() == english


def test_english_catalogue_is_what_templates_say():
    for text, forms in read_catalogue(TEMPLATES / "words" / "en.po").forms.items():
        assert forms[0] == text


def test_every_word_of_the_shipped_templates_can_be_translated():
    written = "".join(path.read_text() for look in ("daily", "plain") for path in sorted((TEMPLATES / look).iterdir()))
    said = set(re.findall(r'"([^"]+)" \| say\b', written)) | set(re.findall(r'say_count\("([^"]+)"', written)) | set(map(str, Sky))
    assert said == set(read_catalogue(TEMPLATES / "words" / "en.po").forms)


def test_a_region_falls_back_to_its_language(words):
    assert words.say("de-AT", "Unsubscribe") == "Abbestellen"


@pytest.mark.parametrize("language", ["fi", "", "../../etc/passwd", "de/../fr", "x" * 300])
def test_an_unknown_language_is_english(words, language):
    assert words.say(language, "Unsubscribe") == "Unsubscribe"
    assert words.say_count(language, "one story", many="%(count)s stories", count=3) == "3 stories"


def test_a_missing_word_is_english(words):
    assert words.say("de", "not in the catalogue") == "not in the catalogue"


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("de", 1, "und eine weitere Meldung"),
        ("de", 5, "und 5 weitere Meldungen"),
        ("fr", 0, "et un autre sujet"),
        ("ar", 2, "وخبران آخران"),
    ],
)
def test_a_count_takes_the_form_its_language_asks_for(words, language, count, said):
    assert words.say_count(language, "and one more story", many="and %(count)s more stories", count=count) == said


def test_the_first_folder_with_a_language_wins(tmp_path):
    catalogue(tmp_path, 'msgid "Unsubscribe"\nmsgstr "Fort damit"\n')
    assert Words([tmp_path, TEMPLATES / "words"]).say("de", "Unsubscribe") == "Fort damit"


def test_a_catalogue_is_read_once(tmp_path):
    path = catalogue(tmp_path, 'msgid "Unsubscribe"\nmsgstr "Fort damit"\n')
    words = Words([tmp_path])
    words.say("de", "Unsubscribe")
    path.unlink()
    assert words.say("de", "Unsubscribe") == "Fort damit"


def test_guesses_and_half_plurals_are_not_used(tmp_path):
    path = catalogue(
        tmp_path,
        '#, fuzzy\nmsgid "Update"\nmsgstr "Vielleicht"\n\nmsgid "one"\nmsgid_plural "many"\nmsgstr[0] "eins"\nmsgstr[1] ""\n',
    )
    assert read_catalogue(path).forms == {}


def test_fewer_forms_than_the_count_asks_for_fall_back_to_english(tmp_path):
    catalogue(tmp_path, 'msgid "one story"\nmsgstr "eine Meldung"\n')
    assert Words([tmp_path]).say_count("de", "one story", many="%(count)s stories", count=2) == "2 stories"


@pytest.mark.parametrize("wrong", ["%(list)s", "100 % %(title)s", "%s %(title)s"])
def test_a_translation_with_other_placeholders_says_file_and_line(tmp_path, wrong):
    path = catalogue(tmp_path, f'msgid "You get %(title)s"\nmsgstr "{wrong}"\n')
    with pytest.raises(RenderError, match=rf"{path}:6: use these placeholders"):
        read_catalogue(path)


def test_a_broken_catalogue_says_file_and_line(tmp_path):
    path = catalogue(tmp_path, 'msgid "a\nnonsense\n')
    with pytest.raises(RenderError, match=rf"{path}:\d+: mend the catalogue"):
        read_catalogue(path)


def test_a_placeholder_where_english_has_none_is_refused(tmp_path):
    with pytest.raises(RenderError, match="none"):
        read_catalogue(catalogue(tmp_path, 'msgid "Update"\nmsgstr "%(title)s"\n'))


def test_which_way_a_language_runs():
    assert [direction(each) for each in ("ar", "he-IL", "fa", "ur", "en", "ja", "nonsense!")] == ["rtl"] * 4 + ["ltr"] * 3
    assert [script_class(each) for each in ("ar", "en", "ja", "zh-Hant-TW", "ko")] == ["rtl", "ltr", "cjk", "cjk", "cjk"]


def test_a_malformed_language_is_english():
    assert clean_language('en" onload="x') == "en"
    assert main_language("zh-Hant-TW") == "zh"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Friday, November 20, 2026"),
        ("de", "Freitag, 20. November 2026"),
        ("de-AT", "Freitag, 20. November 2026"),
        ("ja", "2026年11月20日金曜日"),
        ("xx", "Friday, November 20, 2026"),
    ],
)
def test_a_date_is_written_out_in_the_language(language, said):
    assert say_date(date(2026, 11, 20), language) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_the_unicode_consortium(language):
    """Counts of one plural category of CLDR take one form, so no form is missing or put to a wrong count."""
    tongue, locale = read_catalogue(TEMPLATES / "words" / f"{language}.po"), Locale.parse(language)
    forms = {}
    for count in range(1, 300):
        forms.setdefault(locale.plural_form(count), set()).add(tongue.form_of(count))
    assert {category: len(found) for category, found in forms.items()} == dict.fromkeys(forms, 1)
    needed = max(form for found in forms.values() for form in found) + 1
    assert all(len(said) >= needed for english, said in tongue.forms.items() if len(said) > 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_one(language):
    english = read_catalogue(TEMPLATES / "words" / "en.po").forms
    said = read_catalogue(TEMPLATES / "words" / f"{language}.po").forms
    same = {text for text, forms in said.items() if forms[0] == english[text][0]} - {", ", "Update", "also"}
    assert language == "en" or same == set()


@pytest.mark.parametrize("name", ["daily", "plain"])
def test_no_word_of_a_look_escapes_the_catalogue(name, tmp_path):
    """In a language whose every word is a mark, nothing but marks is said: values are numbers here."""
    shutil.copytree(TEMPLATES / name, tmp_path / name)
    (tmp_path / "words").mkdir()
    written = (TEMPLATES / "words" / "en.po").read_text()
    marked = re.sub(r'^(msgstr(?:\[\d\])?) "(?!")(.*)"$', '\\1 "\u27e6\\2\u27e7"', written, flags=re.MULTILINE)
    (tmp_path / "words" / "qq.po").write_text(marked.replace("\u27e6\u27e7", ""))
    look, (full, _) = load_look(name, [tmp_path]), specimens()
    values = {key: re.sub(r"[A-Za-z]", "7", value) if isinstance(value, str) else value for key, value in full.items()}
    values |= {"language": "qq", "place": "lead", "sky": "rain", "dir": "ltr", "story_dir": "ltr", "entries": (("1", "7", ""),)}
    values |= {"also": (("7", "https://7.7/7"),), "titles": ("7",), "image": ("7", "7", 5, 5)}
    for piece in Piece:
        for place in Place:
            html, text = look.print(piece, {**values, "place": place.value})
            shown = re.sub(r"<!--.*?-->|<style.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL)
            for said in (unescape(shown), text):
                bare = re.sub(r"\u27e6.*?\u27e7|\0\w+\0|https?://\S+", "", " ".join(said.split()))
                assert not re.search(r"[A-Za-z]", bare), (piece, place, bare)
    assert look.card(CardKey(""), Piece.FOOTER, values).html_size > 0
