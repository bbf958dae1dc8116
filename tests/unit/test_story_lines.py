"""The story filter, and the language it finds where none is named."""

import pytest

from digest.story import story_lines
from digest.story.tongue import guess, tongues

BRIDGE = "The harbour bridge in Varna carried traffic again on Thursday after engineers replaced two cracked pylons"
AGAIN = "Traffic crossed the harbour bridge in Varna on Thursday; its cracked pylons were replaced by engineers"
BEANS = "Children may plant beans, marigolds and pumpkins in the botanical garden this spring"


def answered(*records):
    return {line["id"]: line["cluster"] for line in story_lines([{"id": str(n), "title": "", **each} for n, each in enumerate(records)])}


def test_a_story_is_named_after_its_first_record():
    assert answered({"text": BRIDGE}, {"text": BEANS}, {"text": AGAIN}) == {"0": "0", "1": "1", "2": "0"}


def test_dates_part_what_words_join():
    same = {"text": BRIDGE}
    assert len(set(answered(same | {"date": "2026-03-01"}, same | {"date": "2026-03-02T10:00:00+01:00"}).values())) == 1
    assert len(set(answered(same | {"date": "2026-03-01"}, same | {"date": "2026-05-01"}).values())) == 2
    assert len(set(answered(same | {"date": "2026-03-01"}, same | {"date": "last spring"}).values())) == 1


def test_named_languages_part_what_words_join():
    assert len(set(answered({"text": BRIDGE, "lang": "en"}, {"text": BRIDGE, "lang": "nl"}).values())) == 2


def test_nothing_in_nothing_out():
    assert answered() == {}


def test_records_without_words_are_answered():
    assert len(answered({"text": ""}, {"text": None}, {"text": "!"})) == 3


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor said that she would open the bridge when it was safe.", "en"),
        ("Die Brücke wird nach der langen Sperre wieder für den Verkehr geöffnet, aber nur für die Busse.", "de"),
        ("Le pont est ouvert à la circulation après des mois de travaux et les bus y passent.", "fr"),
        ("Il ponte della città è stato riaperto dopo mesi di lavori, ma gli autobus non passano.", "it"),
        ("다리가 다시 열렸다", "ko"),
        ("橋がきのう開通した", "ja"),
        ("大桥昨天重新开放", "zh"),
        ("สะพานเปิดแล้ว", "th"),
        ("הגשר נפתח אתמול", "he"),
        ("पुल फिर खुला", "hi"),
        ("Ἡ γέφυρα άνοιξε", "el"),
        ("پل بندر پس از چند ماه گشوده شد و گردشگران آمدند", "fa"),
        ("فتح الجسر أمس", "ar"),
        ("Міст знову відкрили, тут є автобуси, які їздять щодня", "uk"),
        ("Мост снова открыли, и эти автобусы ходят", "ru"),
        ("Varna bridge", ""),
        ("", ""),
    ],
)
def test_a_language_shows_in_its_script_or_its_small_words(text, language):
    assert guess(text) == language


def test_what_shows_no_language_goes_with_most_of_its_script():
    shown = [("", "The mayor said that she would open it when she could."), ("de", "Brücke"), ("de", "Hafen"), ("ru", "Мост")]
    assert tongues([*shown, ("", "Varna"), ("", "Варна")])[-2:] == ["de", "ru"]
