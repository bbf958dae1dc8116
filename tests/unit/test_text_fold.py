# ruff: noqa: RUF001 - letters of many scripts are what is tested
from digest.text import count_words, fold, paragraphs, plain, words


def test_folding_ignores_case_width_and_blanks():
    assert fold("  ＦＵＬＬ\u00a0Straße ") == "full strasse"
    assert fold("Plain  Text") == "plain text"


def test_vowel_signs_stay_in_their_words():
    assert words("हिन्दी में") == ["हिन्दी", "में"]


def test_unspaced_scripts_become_letter_pairs():
    assert words("北京大学 abc") == ["北京", "京大", "大学", "abc"]
    assert words("ไทย") == ["ไท", "ทย"]
    assert words("字") == ["字"]


def test_apostrophe_parts_words_only_where_the_language_elides():
    assert words("l'eau dell’arte", "fr") == ["l", "eau", "dell", "arte"]
    assert words("don't") == ["don't"]


def test_possessive_is_dropped_in_english():
    assert words("the harbour’s ferries", "en") == ["the", "harbour", "ferries"]


def test_a_reader_counts_two_letters_of_chinese_as_a_word():
    assert count_words("北京大学") == 2
    assert count_words("three plain words") == 3
    assert count_words("") == 0


def test_empty_lines_divide_paragraphs():
    assert paragraphs("one\nline\n\n \n two \r\n\r\nthree") == ["one line", "two", "three"]


def test_plain_takes_out_what_deceives_the_eye():
    assert plain("a\x00b\x1b[31m\u202eevil\u202c\u200b\u200cx\ud800") == "ab[31mevilx"
    assert plain("line\u2028break\x85here\ttab") == "line break here tab"
    assert plain("soft\u00adhyphen") == "softhyphen"


def test_plain_keeps_balanced_isolates_and_drops_the_others():
    assert plain("\u2067abc\u2069 \u2069 \u2066d") == "\u2067abc\u2069 d"


def test_plain_keeps_joiners_that_scripts_need():
    assert plain("می\u200cخواهم") == "می\u200cخواهم"


def test_plain_cuts_heaped_accents():
    assert plain("e" + "\u0301" * 40) == "e" + "\u0301" * 4


def test_plain_leaves_honest_text_alone():
    assert plain("Zażółć gęślą — “jaźń” €5") == "Zażółć gęślą — “jaźń” €5"
