# ruff: noqa: RUF001 - letters of other scripts are meant
"""Whole sentences, each with its article, within the budget; nothing but news in them."""

import pytest
from build import article, story

from digest.errors import ParseError
from digest.model import Summary
from digest.summarise import ExtractiveSummariser, LeadSummariser, summarise_line
from digest.summarise.clean import is_telling, promotion, telling
from digest.text import count_words

BOTH = [LeadSummariser(), ExtractiveSummariser()]
NEWS = (
    "The harbour bridge reopened on Friday after two years of repairs. Ferries return to their summer timetable on Monday. "
    "The works cost 40 million crowns. The mayor thanked the divers who worked through the winter."
)


@pytest.mark.parametrize("summariser", BOTH)
def test_a_summary_names_its_writer_and_its_articles(summariser):
    made = summariser.summary(story(article(text=NEWS)), 40)
    assert made.by == summariser.name
    assert {sentence.article for sentence in made.sentences} == {article().id}


def test_lead_is_the_opening_within_the_budget():
    made = LeadSummariser().summary(story(article(text=NEWS)), 20)
    assert (
        made.text == "The harbour bridge reopened on Friday after two years of repairs. Ferries return to their summer timetable on Monday."
    )


@pytest.mark.parametrize("summariser", BOTH)
def test_the_first_sentence_stands_though_it_is_longer_than_the_budget(summariser):
    made = summariser.summary(story(article(text=NEWS)), 3)
    assert len(made.sentences) == 1


@pytest.mark.parametrize("summariser", BOTH)
def test_without_text_there_is_no_summary(summariser):
    assert summariser.summary(story(article(text="")), 60) == Summary(sentences=(), by=summariser.name)


@pytest.mark.parametrize("summariser", BOTH)
def test_a_torn_teaser_is_better_than_nothing(summariser):
    made = summariser.summary(story(article(text="The harbour bridge has reopened after two…")), 60)
    assert made.text == "The harbour bridge has reopened after two…"


@pytest.mark.parametrize(
    "junk",
    [
        "By Anna Example and Ben Sample.",
        "By ANNA EXAMPLE",
        "Click here for more pictures of the bridge.",
        "Sign up to our daily newsletter for news of the harbour.",
        "Updated: 20 November 2026 at 9.15 a.m.",
        "The bridge at dawn, seen from the old lighthouse",
        "Two workers look at the bridge (pictured) from a ferry.",
        "Scroll down for video of the bridge being lowered.",
        "Lesen Sie auch unsere große Reportage über die Brücke.",
        "Читайте также другие новости нашего города.",
        "The bridge had been closed since […]",
        "The bridge had been closed since ...",
        "Wow!",
        "word " * 120 + ".",
    ],
)
def test_what_is_no_news_is_skipped(junk):
    assert not is_telling(junk)
    assert LeadSummariser().summary(story(article(text=f"{junk}\n\n{NEWS}")), 12).text.startswith("The harbour bridge reopened")


@pytest.mark.parametrize(
    "news",
    [
        "The copyright case goes to the highest court.",
        "It is one of the most popular museums of the country.",
        "Thousands sign up for the marathon every year.",
        "By Monday the ferries will run again.",
        "„Die Brücke ist offen“, sagte die Bürgermeisterin.",
        "She said: “The bridge is open.”",
        "大桥周五重新开放了渡轮也恢复夏季时刻表。",
    ],
)
def test_news_that_sounds_like_it_stays(news):
    assert is_telling(news)
    assert is_telling(news, promotion(news))


@pytest.mark.parametrize(
    "dateline", ["(CNN) ", "(CNN) -- ", "LONDON (Reuters) - ", "Port Haven (AP) — ", "WASHINGTON, Nov. 3 — ", "ПРАГА — ", "NEW YORK -- "]
)
def test_a_dateline_is_taken_off(dateline):
    assert telling(article(text=dateline + NEWS))[0].startswith("The harbour bridge")


def test_a_hyphen_in_a_name_is_no_dateline():
    text = "U.S.-based divers repaired the bridge. Wilkes-Barre sent help as well."
    assert telling(article(text=text))[0] == "U.S.-based divers repaired the bridge."


def test_a_first_sentence_that_repeats_the_title_is_skipped_when_others_follow():
    title = "Harbour bridge reopens after repairs"
    assert telling(article(title, text=f"{title}. {NEWS}"))[0].startswith("The harbour bridge reopened")
    assert telling(article(title, text=f"{title}.")) == [f"{title}."]


def test_only_the_head_of_a_long_text_is_read_and_the_cut_sentence_is_left():
    told = telling(article(text=NEWS * 3), head=len(NEWS) + 20)
    assert told[-1] == "The mayor thanked the divers who worked through the winter."
    assert telling(article(text="x" * 100), head=50) == ["x" * 50]


def test_hostile_capitals_cost_no_time():
    assert telling(article(text=f"By {'A' * 4000} {'A.' * 900}")) != []


def event():
    copy = article("Bridge reopens", site="copy.example", text=NEWS)
    other = article(
        "Bridge reopens at last",
        site="post.example",
        text="The harbour bridge reopened. Engineers of the harbour company still expect cracks in the third pillar. More will follow.",
    )
    alien = article("Cup", site="cup.example", text="Rovers beat United in extra time.")
    again = article("Bridge", site="herald.example", text="The harbour bridge has been blessed by three visiting bishops from overseas.")
    return story(article(text=NEWS), copy, other, alien, again)


def test_other_voices_add_what_is_new_after_the_lead():
    made = LeadSummariser().summary(event(), 45)
    assert made.sentences[0].article == event().lead.id
    assert made.sentences[-1].text == "Engineers of the harbour company still expect cracks in the third pillar."
    assert [sentence.article for sentence in made.sentences].count("post.example/bridge-reopens-at-last") == 1
    assert "Rovers" not in made.text
    assert "bishops" not in made.text


def test_where_others_add_nothing_the_lead_fills_the_budget():
    made = LeadSummariser().summary(story(article(text=NEWS), article("B", site="copy.example", text=NEWS)), 60)
    assert made.text == NEWS


@pytest.mark.parametrize("summariser", BOTH)
def test_the_budget_holds_for_events_too(summariser):
    for budget in range(12, 90, 7):
        made = summariser.summary(event(), budget)
        assert count_words(made.text) <= budget
        assert len({sentence.text for sentence in made.sentences}) == len(made.sentences)


def test_extractive_never_takes_a_sentence_that_only_repeats():
    text = "Divers found cracks in the pillar of the bridge. In the pillar, divers found cracks. The mayor closed the bridge to lorries."
    made = ExtractiveSummariser().summary(story(article("Bridge closed to lorries", text=text)), 100)
    assert made.text.startswith("Divers found cracks in the pillar of the bridge.")
    assert made.text.count("cracks") == 1
    assert "lorries" in made.text


def test_extractive_prefers_what_the_title_says():
    text = "It was a cold morning in the old town. People had breakfast as always. Divers found cracks in a pillar of the bridge."
    made = ExtractiveSummariser().summary(story(article("Cracks in bridge pillar found by divers", text=text)), 11)
    assert made.text == "Divers found cracks in a pillar of the bridge."


def test_extractive_keeps_the_order_of_the_text():
    made = ExtractiveSummariser().summary(event(), 80)
    told = [sentence.text for sentence in made.sentences if sentence.article == event().lead.id]
    assert told == sorted(told, key=NEWS.index)


def test_a_line_is_summarised_to_words_or_sentences():
    answer = summarise_line({"id": 7, "title": "Bridge", "text": NEWS, "max_words": 20, "lang": "en"})
    assert answer["id"] == 7
    assert answer["by"] == "extractive"
    assert answer["summary"] == " ".join(answer["sentences"])
    assert count_words(answer["summary"]) <= 20
    assert len(summarise_line({"id": 7, "text": NEWS, "n_sentences": 3, "by": "lead"})["sentences"]) == 3
    assert summarise_line({"id": 7, "text": NEWS, "by": "lead"})["summary"] == NEWS


@pytest.mark.parametrize(
    "record",
    [
        {"text": NEWS},
        {"id": 1},
        {"id": 1, "text": NEWS, "by": "magic"},
        {"id": 1, "text": NEWS, "max_words": -1},
        {"id": 1, "text": NEWS, "max_words": "9"},
    ],
)
def test_a_line_of_another_form_is_an_error(record):
    with pytest.raises(ParseError, match="give"):
        summarise_line(record)


@pytest.mark.parametrize(
    "before",
    [
        "LONDON, 3 Nov (Reuters) - ",
        "Nov. 3 (Reuters) - ",
        "Oslo, Nov 3 (AFP) \u2013 ",
        "(Adds quotes, details) ",
        "(Photo by Jane Doe/AFP) ",
        "Photo: A. Smith. ",
        "Image credit: J. Doe. ",
        "Reporting by Jane Doe; editing by John Roe. ",
        "This article was amended on 3 November 2026. ",
        "Advertisement. ",
    ],
)
def test_what_agencies_and_page_makers_put_before_the_news_is_not_told(before):
    told = article("Ferries rest", text=f"{before}The bridge reopened on Monday after long repairs. Tolls stay as they are.")
    assert LeadSummariser().summary(story(told), 40).text == "The bridge reopened on Monday after long repairs. Tolls stay as they are."


def test_reporting_that_is_the_news_is_told():
    text = "Reporting by three papers over the past year showed that tolls were never paid to the town, and nobody had asked why."
    assert LeadSummariser().summary(story(article("Tolls", text=text)), 40).text == text


def test_a_teaser_in_which_no_word_returns_is_told_beyond_its_first_sentence():
    text = "The bridge opened on Friday. Ferries follow their summer plan again. Repairs cost forty million crowns. Divers were thanked."
    assert ExtractiveSummariser().summary(story(article("", text=text)), 60).text == text


@pytest.mark.parametrize("summariser", BOTH)
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "大桥周五重新开放。渡轮周一恢复夏季时刻表。工程耗资四千万克朗。市长感谢潜水员整个冬天的工作。"),
        ("ja", "橋は金曜日に再び開通した。フェリーは月曜日に夏の時刻表に戻る。工事費は四千万だった。市長は潜水士に感謝した。"),
        ("th", "สะพานเปิดอีกครั้งในวันศุกร์. เรือข้ามฟากกลับมาในวันจันทร์. ค่าใช้จ่ายสี่สิบล้าน. นายกเทศมนตรีขอบคุณนักประดาน้ำ."),
        ("ar", "أعيد فتح الجسر يوم الجمعة بعد عامين. تعود العبارات يوم الاثنين. بلغت الكلفة أربعين مليونا. شكر رئيس البلدية الغواصين."),
        ("uk", "Міст знову відкрили у п'ятницю. Пороми повертаються в понеділок. Роботи коштували 40 мільйонів. Мер подякував водолазам."),
    ],
)
def test_every_script_has_whole_sentences_within_its_budget(summariser, language, text):
    told = story(article("", text=text, language=language))
    few, many = summariser.summary(told, count_words(text) // 2), summariser.summary(told, 2 * count_words(text))
    assert 0 < len(few.sentences) < len(many.sentences) == 4
    assert count_words(few.text) <= count_words(text) // 2
    assert all(sentence.text in text for sentence in many.sentences)
