# ruff: noqa: RUF001 - letters of many scripts are what is tested
import pytest

from digest.text import function_words, identify, language_line, main_language
from digest.text.contrasts import APART
from digest.text.function_words import listed_languages
from digest.text.profiles import weights
from digest.text.relatives import spelling

TOLD = [
    ("en", "The bridge over the harbour has opened again"),
    ("de", "Die Brücke über den Hafen ist wieder offen"),
    ("fr", "Le pont du port est de nouveau ouvert aux voitures"),
    ("es", "El puente del puerto vuelve a abrir después de dos años"),
    ("it", "Il ponte del porto riapre dopo due anni di lavori"),
    ("pt", "A ponte do porto voltou a abrir e não há mais filas"),
    ("gl", "A ponte do porto volve abrir e xa non hai máis filas"),
    ("ca", "El pont del port torna a obrir després de dos anys amb obres"),
    ("ro", "Podul din port s-a deschis din nou după doi ani"),
    ("nl", "De brug over de haven is na twee jaar weer open"),
    ("da", "Broen over havnen åbner igen efter to år med arbejde"),
    ("no", "Broen over havna åpner igjen etter to år med arbeid"),
    ("no", "Eg veit ikkje kva som hende etter at dei kom frå byen"),
    ("sv", "Bron över hamnen öppnar igen efter två års arbete"),
    ("is", "Brúin yfir höfnina var opnuð aftur eftir tvö ár"),
    ("fi", "Sataman silta avattiin jälleen kahden vuoden työn jälkeen"),
    ("hu", "A kikötő hídját két év után újra megnyitották"),
    ("pl", "Most w porcie został znów otwarty po dwóch latach"),
    ("cs", "Most v přístavu byl po dvou letech znovu otevřen"),
    ("sk", "Most v prístave bol po dvoch rokoch opäť otvorený"),
    ("hr", "Most u luci ponovno je otvoren nakon dvije godine radova"),
    ("tr", "Limandaki köprü iki yıl sonra yeniden açıldı"),
    ("id", "Jembatan di pelabuhan itu dibuka kembali karena sudah selesai"),
    ("ms", "Jambatan di pelabuhan itu dibuka semula kerana kerajaan boleh membayar wang"),
    ("vi", "Cây cầu ở cảng đã mở lại sau hai năm sửa chữa"),
    ("ru", "Мост в порту снова открыт после двух лет работ"),
    ("uk", "Міст у порту знову відкрили після двох років робіт"),
    ("be", "Мост у порце зноў адкрылі пасля двух гадоў працы"),
    ("bg", "Мостът на пристанището беше отворен отново след две години"),
    ("sr", "Мост у луци је поново отворен након две године"),
    ("ar", "أعيد فتح الجسر في الميناء بعد عامين من العمل"),
    ("fa", "پل بندر پس از دو سال کار دوباره باز شد"),
    ("ur", "بندرگاہ کا پل دو سال کے بعد دوبارہ کھول دیا گیا ہے"),
    ("hi", "बंदरगाह का पुल दो साल के बाद फिर से खोल दिया गया है"),
    ("mr", "बंदरातील पूल दोन वर्षांनी पुन्हा सुरू झाला आहे"),
    ("he", "הגשר בנמל נפתח מחדש אחרי שנתיים"),
    ("el", "Η γέφυρα στο λιμάνι άνοιξε ξανά"),
    ("th", "สะพานท่าเรือเปิดอีกครั้ง"),
    ("ko", "항구의 다리가 2년 만에 다시 열렸다"),
    ("zh", "港口大桥时隔两年重新开放"),
    ("zh", "這座橋兩年後重新開放"),
    ("ja", "港の橋が二年ぶりに開通した"),
    ("ja", "東京都知事選挙、新党発足で対決"),
]


@pytest.mark.parametrize(("language", "text"), TOLD)
def test_a_headline_shows_its_language(language, text):
    assert identify(text) == language


@pytest.mark.parametrize(("language", "text"), [pair for pair in TOLD if len(pair[1].split()) > 8 and pair[0] not in {"ms", "ca"}])
def test_what_a_feed_declares_by_mistake_does_not_stand_against_a_sentence(language, text):
    assert identify(text, "en-us") == language


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("", "", ""),
        ("", "de-AT", "de"),
        ("12:30 – 4/5 ★", "pt-BR", "pt"),
        ("2026", "", ""),
        ("Angela Merkel", "fr", "fr"),
        ("Det var en lang dag", "nb", "no"),
        ("Det var en lang dag", "da", "da"),
        ("Most je ponovno otvoren", "sr", "sr"),
        ("Most je ponovno otvoren", "bs-Latn", "bs"),
        ("Most je ponovno otvoren", "", "hr"),
        ("iPhone 18 Pro", "ja", "ja"),
        ("東京大学", "ja", "ja"),
        ("東京大学", "", "zh"),
        ("דער הויף", "yi", "yi"),
        ("Mae'r bont ar agor eto", "cy", "cy"),
        ("Harbour", "und", "en"),
        ("The bridge is open again and the ships are back", "cy", "en"),
        ("Boston", "zxx", identify("Boston")),
    ],
)
def test_the_declared_language_stands_where_the_text_does_not_decide(text, declared, language):
    assert identify(text, declared) == language


def test_quoted_names_of_other_scripts_do_not_turn_a_text():
    assert identify("The president of China, Xi Jinping (习近平), arrived in Moscow for talks") == "en"
    assert identify("苹果公司发布 iPhone 18 Pro Max 手机") == "zh"
    assert identify("삼성전자 Galaxy S30 Ultra 공개") == "ko"


def test_kana_in_a_chinese_text_is_a_name():
    assert identify("这家公司说，他们与东京的「の」品牌合作，将在上海开设新的门店") == "zh"


def test_one_line_in_is_one_line_out():
    assert language_line({"id": 7, "text": "Der Hafen ist offen und die Schiffe fahren"}) == {"id": 7, "lang": "de"}
    assert language_line({"id": 8, "text": "Det var en lang dag", "lang": "nb-NO"}) == {"id": 8, "lang": "no"}
    assert language_line({"id": 9}) == {"id": 9, "lang": None}


def test_old_names_of_languages_are_the_new_ones():
    assert [main_language(name) for name in ("iw", "in_ID", "nn-NO", " EN-gb ", "")] == ["he", "id", "no", "en", ""]


def test_every_list_of_function_words_is_folded_and_has_enough():
    assert all(len(function_words(language)) >= 10 for language in listed_languages())
    assert function_words("pt-BR") == function_words("pt")
    assert function_words("nb") == function_words("no")
    assert function_words("xx") == frozenset()
    assert "the" in function_words("en-GB")


def test_relatives_are_told_by_spelling():
    assert spelling("da", "sikkerhed og frihed")["da"] > spelling("da", "sikkerhed og frihed").get("no", 0)
    assert spelling("da", "sikkerhet og frihet")["no"] > spelling("da", "sikkerhet og frihet").get("da", 0)
    assert spelling("en", "safety and freedom") == {}
    assert APART["uge"] == {"da"}


def test_every_weight_speaks_for_its_language():
    assert all(weight > 0 for each in weights().values() for _, weight in each)
    assert {"de", "gl", "id", "ms"} <= {language for each in weights().values() for language, _ in each}
