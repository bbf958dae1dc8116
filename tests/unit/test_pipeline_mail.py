"""What the pipeline tells render: papers' own names, tags' titles, encodings, and the room there is."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace

from build import NOW, article, source, subscriber
from fakes import House, news

from digest.model import Preference, SourceId, SourceState
from digest.pipeline import hand_over
from digest.pipeline.publish import HTML_BUDGET


def parts(house):
    mail = email.message_from_bytes(bytes(house.transport.messages[0].content), policy=email.policy.SMTP)
    return mail, mail.get_body(("plain",)), mail.get_body(("html",))


def published(house, **given):
    house.publish(**given)
    hand_over(house.parts)
    return parts(house)


def test_a_paper_without_a_configured_title_bears_its_feeds_own(tmp_path):
    house = House(tmp_path, sources=(source("herald", title=""),))
    house.store.articles.save(
        states=[SourceState(source=SourceId("herald"), checked=NOW, title="The Coast Paper")], articles=[], stories=[]
    )
    house.tell(*news(3))
    _, text, html = published(house)
    assert "The Coast Paper · herald.example" in text.get_content()
    assert "The Coast Paper · herald.example" in html.get_content()


def test_a_tag_is_called_by_its_title_everywhere(tmp_path):
    house = House(tmp_path, tag_titles=lambda language: {"sea": f"Sea ({language})"})
    house.tell(*news(3, tags=("sea",)))
    _, text, html = published(house)
    assert ">Sea (en)</p>" in html.get_content()
    assert "SEA (EN)" in text.get_content()


def test_a_mail_in_another_script_is_encoded_as_is_smaller_in_all_its_pieces(tmp_path):
    person = subscriber(city="Київ", preference=Preference(language="uk"))
    house = House(tmp_path, person)
    told = "Міст біля гавані знову відкрито після двох років ремонту. Пороми повертаються до літнього розкладу. " * 3
    house.tell(
        *(
            replace(each, title=f"Міст біля гавані: {each.title}", text=f"{each.text} {told}", language="uk")
            for number, each in enumerate(news(5))
        )
    )
    mail, text, html = published(house)
    assert text["Content-Transfer-Encoding"] == "base64"
    assert not [part.defects for part in mail.walk() if part.defects]
    for part in (text, html):
        assert "Відписатися" in part.get_content()
        assert "Київ" in part.get_content()
        assert "Міст біля гавані" in part.get_content()


def test_a_frame_that_grew_takes_its_room_from_the_stories(tmp_path):
    titles = {f"tag-{number}": "A tag with a very long title indeed " * 60 for number in range(8)}
    house = House(tmp_path, tag_titles=lambda _language: titles)
    long = "Ferries go back to their summer timetable, and nobody minds. " * 12
    told = [
        article(f"Story {number} of the harbour {number * 7919}", text=f"{number * 7919} {long}", tags=(f"tag-{number % 9}",))
        for number in range(90)
    ]
    house.tell(*told)
    _, _, html = published(house, max_stories=500, words=20_000)
    assert len(html.get_payload(decode=True)) <= HTML_BUDGET
