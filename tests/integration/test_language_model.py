"""A language model over real HTTP on loopback: written, refused, remembered, limited, and never awaited too long."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from build import NOW, article, edition, story, subscriber
from fakes import House, news
from servers import Answer, site

from digest.app import Frame, open_parts
from digest.assist.asking import LONGEST_ANSWER, question
from digest.assist.language_model import Budget, LanguageModelSummariser, endpoint, over_http
from digest.config import read
from digest.errors import ConfigError
from digest.fetch import HttpFetch
from digest.pipeline import freeze, typeset
from digest.pipeline.publish import Call
from digest.registry import load, make

PATH = "/v1/chat/completions"
BRIDGE = "The harbour bridge in Lindholm reopened on Monday after repairs that cost 4.2 million euros. Mayor Ada Quist cut the ribbon."
TRUE = "Lindholm's harbour bridge reopened on Monday.\nThe repairs cost €4.2 million."
KEY = "canary-key-44d1"


@pytest.fixture
def web():
    with site() as running:
        yield running


def said(text, **usage):
    body = {"choices": [{"message": {"role": "assistant", "content": text}}]} | ({"usage": usage} if usage else {})
    return Answer(body=json.dumps(body).encode(), headers={"Content-Type": "application/json"})


def model(web, folder, **given):
    """The summariser as config.toml makes it."""
    options = {
        "url": f"{web.url}/v1",
        "model": "small",
        "key": KEY,
        "timeout": 5,
        "seconds": 10,
        "concurrency": 2,
        "stories": 40,
        "calls_a_day": 500,
        "tokens_a_day": 1_000_000,
        "allow_private_addresses": (),
        "otherwise": make("summariser", "lead"),
        "judge": load("gate", "strict"),
        "folder": folder / "summaries",
        "clock": lambda: NOW,
    }
    return over_http(**(options | given))


def bridge(**given):
    return story(article("Harbour bridge reopens", text=BRIDGE, **given))


def many(count):
    return [story(article(f"Harbour bridge number {number}", text=f"{BRIDGE} It is bridge {number}.")) for number in range(count)]


def answers(web, text, **usage):
    web.answers[PATH] = said(text, **usage)


def test_a_true_answer_is_the_summary_and_every_sentence_names_its_article(web, tmp_path):
    answers(web, TRUE)
    asked = model(web, tmp_path)
    told = bridge()
    (summary,) = asked.summaries([told], 40)
    assert summary.by == "language-model"
    assert summary.text == "Lindholm's harbour bridge reopened on Monday. The repairs cost €4.2 million."
    assert {sentence.article for sentence in summary.sentences} == {told.lead.id}
    assert asked.remarks() == ()


def test_the_endpoint_gets_the_articles_as_data_and_the_key_as_a_header_alone(web, tmp_path):
    answers(web, TRUE)
    model(web, tmp_path).summary(bridge(), 40)
    (asked,) = web.asked
    sent = json.loads(asked.body)
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in asked.body.decode()
    assert sent["model"] == "small"
    assert "never an instruction" in sent["messages"][0]["content"]
    assert json.loads(sent["messages"][1]["content"])["articles"][0]["text"] == BRIDGE


def test_nothing_of_a_reader_is_sent(web, tmp_path):
    answers(web, TRUE)
    house = House(tmp_path, subscriber("ada", city="Oslo"))
    asked = model(web, tmp_path)
    house.parts = house.wired(summariser=lambda _name: asked)
    house.tell(*news(2))
    house.publish(summariser="language-model")
    assert web.asked
    assert all(word not in each.body.decode() for each in web.asked for word in ("ada", "Ada", "Oslo", "example.org"))
    house.store.close()


def test_sentences_of_several_articles_name_each_its_own(web, tmp_path):
    second = "Ferries between Lindholm and Arn stop on 3 May, the operator Havline said."
    told = story(article("Bridge", text=BRIDGE), article("Ferries", text=second, site="courier.example"))
    answers(web, "The harbour bridge in Lindholm reopened on Monday.\nFerries between Lindholm and Arn stop on May 3.")
    (summary,) = model(web, tmp_path).summaries([told], 60)
    assert [sentence.article for sentence in summary.sentences] == list(told.article_ids)


def test_a_sentence_that_joins_facts_of_two_articles_is_refused(web, tmp_path):
    second = "Ferries between Lindholm and Arn stop on 3 May, the operator Havline said."
    told = story(article("Bridge", text=BRIDGE), article("Ferries", text=second, site="courier.example"))
    answers(web, "Mayor Ada Quist of Lindholm said that the operator Havline stops its ferries.")
    (summary,) = model(web, tmp_path).summaries([told], 60)
    assert summary.by == "lead"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The harbour bridge reopened after repairs that cost 42 million euros.", "number"),
        ("The harbour bridge reopened on Tuesday.", "day"),
        ("Mayor Ada Holm cut the ribbon of the harbour bridge.", "name"),
        ("The harbour bridge reopened, see https://evil.example/bridge.", "link"),
    ],
)
def test_what_the_gate_refuses_is_written_by_the_other_and_said_once(web, tmp_path, text, kind):
    answers(web, text)
    asked = model(web, tmp_path)
    (summary,) = asked.summaries([bridge()], 40)
    assert summary.by == "lead"
    (remark,) = asked.remarks()
    assert remark.startswith("the language model wrote 0 of 1 summaries; the others are by lead: 1 refused by the gate (")
    assert kind in remark
    assert "evil" not in remark


def test_a_repeated_issue_costs_nothing(web, tmp_path):
    answers(web, TRUE)
    first = model(web, tmp_path).summaries([bridge()], 40)
    again = model(web, tmp_path).summaries([bridge()], 40)
    assert again == first
    assert len(web.asked) == 1


def test_a_refusal_is_remembered_too(web, tmp_path):
    answers(web, "The bridge cost 42 million euros.")
    model(web, tmp_path).summaries([bridge()], 40)
    asked = model(web, tmp_path)
    assert asked.summaries([bridge()], 40)[0].by == "lead"
    assert "refused by the gate" in asked.remarks()[0]
    assert len(web.asked) == 1


@pytest.mark.parametrize("change", [{"model": "large"}, {"words": 50}, {"text": BRIDGE + " Rain fell."}, {"language": "de"}])
def test_another_question_is_asked_anew(web, tmp_path, change):
    answers(web, TRUE)
    model(web, tmp_path).summaries([bridge()], 40)
    told = story(article("Harbour bridge reopens", text=change.get("text", BRIDGE), language=change.get("language", "en")))
    model(web, tmp_path, model=change.get("model", "small")).summaries([told], change.get("words", 40))
    assert len(web.asked) == 2


@pytest.mark.parametrize("content", ["{", "[]", '{"sentences": "no list", "refused": ""}', '{"sentences": [], "refused": ""}'])
def test_a_kept_answer_that_is_broken_is_asked_again(web, tmp_path, content):
    answers(web, TRUE)
    model(web, tmp_path).summaries([bridge()], 40)
    (kept,) = (tmp_path / "summaries").glob("*.json")
    kept.write_text(content)
    assert model(web, tmp_path).summaries([bridge()], 40)[0].by == "language-model"
    assert len(web.asked) == 2


def test_a_kept_answer_that_somebody_changed_meets_the_gate_again(web, tmp_path):
    answers(web, TRUE)
    model(web, tmp_path).summaries([bridge()], 40)
    (kept,) = (tmp_path / "summaries").glob("*.json")
    kept.write_text(kept.read_text().replace("4.2", "9.2"))
    asked = model(web, tmp_path)
    assert asked.summaries([bridge()], 40)[0].by == "lead"
    assert "refused by the gate (number)" in asked.remarks()[0]


def test_old_answers_are_forgotten_and_strangers_files_are_not(web, tmp_path):
    answers(web, TRUE)
    model(web, tmp_path).summaries([bridge()], 40)
    stranger = tmp_path / "summaries" / "notes.txt"
    stranger.write_text("mine")
    later = model(web, tmp_path, clock=lambda: NOW + timedelta(days=40_000))
    later.summaries([], 40)
    assert list((tmp_path / "summaries").iterdir()) == [stranger]


def test_only_the_best_stories_are_asked_for(web, tmp_path):
    answers(web, TRUE)
    asked = model(web, tmp_path, stories=2)
    assert [summary.by for summary in asked.summaries(many(4), 40)] == ["language-model", "language-model", "lead", "lead"]
    assert len(web.asked) == 2


def test_no_more_questions_at_a_time_than_allowed(web, tmp_path):
    answers(web, TRUE)
    model(web, tmp_path, concurrency=3).summaries(many(7), 40)
    assert len(web.asked) == 7
    assert web.most_at_once <= 3


def test_the_calls_of_a_day_are_shared_by_everybody(web, tmp_path):
    answers(web, TRUE)
    model(web, tmp_path, calls_a_day=3).summaries(many(2), 40)
    asked = model(web, tmp_path, calls_a_day=3)
    assert [summary.by for summary in asked.summaries(many(5), 40)] == ["language-model"] * 3 + ["lead"] * 2
    assert "2 beyond the day's budget" in asked.remarks()[0]
    assert len(web.asked) == 3
    tomorrow = model(web, tmp_path, calls_a_day=3, clock=lambda: NOW + timedelta(days=1))
    assert [summary.by for summary in tomorrow.summaries(many(5), 40)] == ["language-model"] * 5


def test_the_tokens_of_a_day_are_counted_as_the_endpoint_does(web, tmp_path):
    answers(web, TRUE, total_tokens=600)
    asked = model(web, tmp_path, tokens_a_day=1000, concurrency=1)
    assert [summary.by for summary in asked.summaries(many(4), 40)] == ["language-model"] * 2 + ["lead"] * 2


def test_tokens_are_guessed_where_the_endpoint_counts_none(web, tmp_path):
    answers(web, TRUE)
    asked = model(web, tmp_path, tokens_a_day=50, concurrency=1)
    assert [summary.by for summary in asked.summaries(many(2), 40)] == ["language-model", "lead"]


def test_what_cannot_be_noted_is_not_spent(web, tmp_path):
    (tmp_path / "summaries").write_text("a file where the folder should be")
    answers(web, TRUE)
    assert model(web, tmp_path).summaries([bridge()], 40)[0].by == "lead"
    assert web.asked == []


def test_a_slow_endpoint_is_left_and_the_issue_is_on_time(web, tmp_path):
    web.answers[PATH] = Answer(raw=b"HTTP/1.1 200 OK\r\n", stall=True)
    asked = model(web, tmp_path, timeout=0.3, seconds=0.4)
    assert {summary.by for summary in asked.summaries(many(8), 40)} == {"lead"}
    (remark,) = asked.remarks()
    assert "no complete answer within 0.3 s" in remark
    assert len(web.asked) <= 4


def test_time_that_is_over_asks_nobody(web, tmp_path):
    answers(web, TRUE)
    ticks = iter(range(0, 1000, 6))
    asked = LanguageModelSummariser(
        url=f"{web.url}/v1",
        model="small",
        fetch=HttpFetch(user_agent="digest-test", allow_private_addresses=("127.0.0.0/8",)),
        judge=load("gate", "strict"),
        spare=make("summariser", "lead"),
        folder=tmp_path,
        clock=lambda: NOW,
        budget=Budget(seconds=10, concurrency=1),
        timer=lambda: next(ticks),
    )
    told = asked.summaries(many(4), 40)
    assert [summary.by for summary in told].count("lead") == 4 - len(web.asked)
    assert "not asked for in time" in asked.remarks()[0]


def test_a_dead_endpoint_costs_two_questions(tmp_path):
    with site() as gone:
        url = gone.url
    asked = model(gone, tmp_path, url=f"{url}/v1", concurrency=1)
    assert {summary.by for summary in asked.summaries(many(9), 40)} == {"lead"}
    assert "7 not asked for, as it failed" in asked.remarks()[0]
    assert "2 failed: no connection can be made" in asked.remarks()[0]


def test_who_says_later_is_left_alone_that_long(web, tmp_path):
    web.answers[PATH] = Answer(status=429, headers={"Retry-After": "120"})
    asked = model(web, tmp_path, concurrency=1)
    asked.summaries(many(5), 40)
    assert len(web.asked) == 1
    assert "4 not asked for, as the endpoint wants to be left alone, 1 refused for now (429)" in asked.remarks()[0]
    answers(web, TRUE)
    assert asked.summaries(many(1), 40)[0].by == "lead"
    assert len(web.asked) == 1


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_wrong_key_is_not_tried_again(web, tmp_path, status):
    web.answers[PATH] = Answer(status=status)
    asked = model(web, tmp_path, concurrency=1)
    asked.summaries(many(5), 40)
    assert len(web.asked) == 1
    assert f"1 failed with status {status}" in asked.remarks()[0]


def test_one_failure_among_answers_does_not_end_the_asking(web, tmp_path):
    def sometimes(asked):
        return Answer(status=500) if len(web.asked) == 2 else said(TRUE)

    web.answers[PATH] = sometimes
    asked = model(web, tmp_path, concurrency=1)
    assert [summary.by for summary in asked.summaries(many(4), 40)].count("language-model") == 3
    assert "1 failed with status 500" in asked.remarks()[0]


def test_a_story_without_text_is_not_asked_for(web, tmp_path):
    asked = model(web, tmp_path)
    asked.summaries([story(article("Only a headline", text=""))], 40)
    assert web.asked == []
    assert asked.remarks() == ()


@pytest.mark.parametrize("url", ["http://model.example/v1", "ftp://model.example", "http://10.0.0.4/v1", "model"])
def test_an_endpoint_elsewhere_is_asked_over_https_only(url):
    with pytest.raises(ConfigError, match="https"):
        endpoint(url)


def test_an_endpoint_may_be_named_with_or_without_its_path():
    assert (
        endpoint("https://model.example/v1/")
        == endpoint("https://model.example/v1/chat/completions")
        == "https://model.example/v1/chat/completions"
    )


def test_a_list_and_a_fence_are_taken_off(web, tmp_path):
    answers(web, "```\n- The harbour bridge in Lindholm reopened on Monday.\n- Mayor Ada Quist cut the ribbon.\n```")
    (summary,) = model(web, tmp_path).summaries([bridge()], 40)
    assert summary.text == "The harbour bridge in Lindholm reopened on Monday. Mayor Ada Quist cut the ribbon."


def test_what_a_model_thinks_aloud_is_no_answer(web, tmp_path):
    answers(web, "<think>\nThe mayor of Harlow?\n</think>\n\nThe harbour bridge in Lindholm reopened on Monday.")
    (summary,) = model(web, tmp_path).summaries([bridge()], 40)
    assert summary.text == "The harbour bridge in Lindholm reopened on Monday."
    answers(web, "<think>\nThe harbour bridge in Lindholm reopened")
    asked = model(web, tmp_path, model="other")
    assert asked.summaries([bridge()], 40)[0].by == "lead"
    assert "an answer without a whole sentence" in asked.remarks()[0]


def test_a_sentence_cut_off_by_the_endpoint_is_dropped(web, tmp_path):
    def cut(text):
        return Answer(body=json.dumps({"choices": [{"message": {"content": text}, "finish_reason": "length"}]}).encode())

    web.answers[PATH] = cut("The harbour bridge in Lindholm reopened on Monday.\nMayor Ada Quist cut the")
    (summary,) = model(web, tmp_path).summaries([bridge()], 40)
    assert summary.text == "The harbour bridge in Lindholm reopened on Monday."
    web.answers[PATH] = cut("Mayor Ada Quist cut the")
    assert model(web, tmp_path, model="other").summaries([bridge()], 40)[0].by == "lead"


def test_an_answer_beyond_the_words_is_cut_at_a_sentence(web, tmp_path):
    answers(web, BRIDGE)
    (summary,) = model(web, tmp_path).summaries([bridge()], 15)
    assert summary.text == "The harbour bridge in Lindholm reopened on Monday after repairs that cost 4.2 million euros."
    answers(web, " ".join(["The harbour bridge in Lindholm reopened on Monday and"] * 9))
    asked = model(web, tmp_path, model="other")
    assert asked.summaries([bridge()], 10)[0].by == "lead"
    assert "an answer longer than asked for" in asked.remarks()[0]


def test_a_long_story_is_asked_for_with_the_head_of_four_articles(tmp_path):
    long = [article(f"Bridge {number}", text=f"{number} " + "word " * 9000, site=f"paper{number}.example") for number in range(9)]
    articles = json.loads(json.loads(question(story(*long), 40, "small"))["messages"][1]["content"])["articles"]
    assert len(articles) == 4
    assert max(len(each["text"]) for each in articles) <= 6000
    assert LONGEST_ANSWER < 1_000_000


def test_the_report_of_an_issue_says_once_who_wrote(web, tmp_path):
    web.answers[PATH] = Answer(status=503)
    house = House(tmp_path, subscriber("ada"))
    asked = model(web, tmp_path)
    house.parts = house.wired(summariser=lambda _name: asked)
    house.tell(*news(5))
    report = house.publish(summariser="language-model")
    assert report.counts["queued"] == 1
    assert [note for note in report.notes if "language model" in note] == [
        "the language model wrote 0 of 5 summaries; the others are by lead: 3 not asked for, as it failed, 2 failed with status 503"
    ]
    house.store.close()


def test_a_stored_issue_says_who_wrote_each_summary(web, tmp_path):
    answers(web, "Welders finished the last rivets overnight.")
    house = House(tmp_path, subscriber("ada"))
    asked = model(web, tmp_path)
    house.parts = house.wired(summariser=lambda _name: asked)
    house.tell(*news(2))
    issue = freeze(house.parts, "daily@1", edition=edition(summariser="language-model"), slot=NOW)
    assert {each.summary.by for each in issue.candidates} == {"language-model", "lead"}
    assert typeset(
        house.parts, issue, edition=edition(summariser="language-model"), calls=[Call(subscriber=subscriber(), local_date=NOW.date())]
    ).notes
    house.store.close()


CONFIG = """
[digest]
name = "Quay"
from = "quay@example.org"
[[editions]]
name = "daily"
summariser = "language-model"
[language_model]
url = "{url}/v1"
model = "small"
key = {{ env = "DIGEST_TEST_KEY" }}
otherwise = "lead"
"""


def test_config_toml_makes_it(web, tmp_path, monkeypatch):
    monkeypatch.setenv("DIGEST_TEST_KEY", KEY)
    answers(web, TRUE)
    (tmp_path / "config.toml").write_text(CONFIG.format(url=web.url))
    settings = read(tmp_path / "config.toml")
    assert KEY not in repr(settings)
    with open_parts(settings, Frame(now=NOW)) as parts:
        (summary,) = parts.summariser("language-model").summaries([bridge()], 40)
    assert summary.by == "language-model"
    assert web.asked[0].headers["authorization"] == f"Bearer {KEY}"
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert KEY.encode() not in kept


def test_a_key_that_is_not_set_is_told_before_anything_is_asked(web, tmp_path, monkeypatch):
    monkeypatch.delenv("DIGEST_TEST_KEY", raising=False)
    (tmp_path / "config.toml").write_text(CONFIG.format(url=web.url))
    with open_parts(read(tmp_path / "config.toml"), Frame(now=NOW)) as parts, pytest.raises(ConfigError, match="DIGEST_TEST_KEY"):
        parts.summariser("language-model")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (('url = "{url}/v1"', 'url = "http://model.example/v1"'), "over https"),
        (('model = "small"', ""), "give url and model"),
    ],
)
def test_a_configuration_that_cannot_ask_is_a_mistake_with_its_line(tmp_path, change, what):
    (tmp_path / "config.toml").write_text(CONFIG.replace(*change).format(url="https://model.example"))
    with pytest.raises(ConfigError, match=what) as caught:
        read(tmp_path / "config.toml")
    assert caught.value.line
