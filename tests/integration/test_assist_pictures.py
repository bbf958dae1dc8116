"""Copies of pictures from a server on loopback, made by real processes with a real Pillow, into mails that hold nobody else's address."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from build import NOW, subscriber
from fakes import DAY, House, news
from pictures import ORIENTATION, moving, picture
from PIL import Image as Pixels
from PIL import ImageCms
from servers import Answer, site

from digest.app import open_parts
from digest.assist import PictureCopies, pictures
from digest.assist.pictures import AT_ONCE, BUDGET
from digest.assist.shrinking import MAX_BYTES, MAX_WIDTH, answer_to, shrink
from digest.config import read
from digest.errors import ConfigError
from digest.fetch import HttpFetch
from digest.model import Image, Use
from digest.pipeline import forget, hand_over
from digest.render import Imprint

PAPER = "https://herald.example"
LEAD = f"{PAPER}/lead.jpg"


@pytest.fixture
def web():
    with site() as running:
        yield running


def copies(web, folder, **given):
    fetch = HttpFetch(user_agent="digest-test", timeout=5.0, per_host=4, origins={PAPER: web.url}, **given.pop("client", {}))
    public, memory = folder / "pictures", folder / "memory"
    return PictureCopies(**{"fetch": fetch, "folder": public, "memory": memory, "base_url": "https://digest.example"} | given)


def the_copy(folder):
    (path,) = (folder / "pictures").iterdir()
    return path


def test_a_copy_is_small_upright_and_stands_under_the_hash_of_its_content(web, tmp_path):
    web.answers["/lead.jpg"] = Answer(body=picture(4000, 3000, orientation=6))
    batch = copies(web, tmp_path).copies([LEAD], NOW)
    path = the_copy(tmp_path)
    with Pixels.open(path) as shown:
        assert shown.format == "JPEG"
        assert shown.height > shown.width
        red, _, _ = shown.getpixel((shown.width // 2, 5))  # what was on the left stands on top
        assert red > 200
        size = shown.size
    assert batch.failures == ()
    assert batch.items == ((LEAD, Image(url=f"https://digest.example/pictures/{path.name}", width=size[0], height=size[1])),)
    assert size[0] <= MAX_WIDTH
    assert path.stat().st_size <= MAX_BYTES
    assert re.fullmatch(r"[0-9a-f]{32}\.jpg", path.name)
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_the_metadata_is_left(kind):
    made = shrink(picture(kind=kind))
    assert b"CANARY" in picture(kind=kind)
    assert b"CANARY" not in made.content
    with Pixels.open(BytesIO(made.content)) as shown:
        assert dict(shown.getexif()) == {}
        assert ORIENTATION not in shown.getexif()
        assert not shown.info.keys() & {"exif", "icc_profile", "comment", "xmp"}


def test_of_a_moving_picture_the_first_frame_stays():
    with Pixels.open(BytesIO(shrink(moving()).content)) as shown:
        assert not getattr(shown, "is_animated", False)
        red, _, blue = shown.convert("RGB").getpixel((200, 150))
        assert (red > 200, blue < 50) == (True, True)


def test_a_transparent_picture_stays_transparent_where_it_is_small():
    made = shrink(glass())
    assert made.ending == "png"
    with Pixels.open(BytesIO(made.content)) as shown:
        assert shown.mode == "RGBA"


def glass():
    written = BytesIO()
    Pixels.new("RGBA", (1600, 900), (200, 30, 30, 90)).save(written, "PNG")
    return written.getvalue()


def test_colours_of_a_profile_become_those_of_every_screen():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for body in (picture(icc_profile=profile), picture(icc_profile=b"no profile"), picture(kind="JPEG", mode="CMYK", icc_profile=profile)):
        with Pixels.open(BytesIO(shrink(body).content)) as shown:
            assert shown.mode == "RGB"
            assert "icc_profile" not in shown.info


def test_grey_stays_grey():
    with Pixels.open(BytesIO(shrink(picture(mode="L")).content)) as shown:
        assert shown.mode == "L"


def test_a_process_answers_with_a_line_and_the_file_or_with_words():
    kind, answer = answer_to(b"{}", picture())
    head, _, content = answer.partition(b"\n")
    assert (kind, json.loads(head)) == ("picture", {"ending": "jpg", "width": 1280, "height": 720})
    assert content.startswith(b"\xff\xd8\xff")
    assert answer_to(b"{}", b"x") == ("error", b"what came is no JPEG, PNG, WebP or GIF")


def test_a_noisy_picture_is_made_smaller_until_it_fits():
    noise = Pixels.effect_noise((1280, 1280), 200).convert("RGB")
    written = BytesIO()
    noise.save(written, "PNG")
    made = shrink(written.getvalue())
    assert len(made.content) <= MAX_BYTES
    assert made.width < MAX_WIDTH


def test_a_second_issue_fetches_nothing(web, tmp_path):
    web.answers["/lead.jpg"] = Answer(body=picture())
    first = copies(web, tmp_path).copies([LEAD], NOW)
    again = copies(web, tmp_path).copies([LEAD], NOW + timedelta(hours=23))
    assert again == first
    assert len(web.asked) == 1


def test_after_a_day_the_server_is_asked_whether_it_changed(web, tmp_path):
    web.answers["/lead.jpg"] = Answer(body=picture(), headers={"ETag": '"a"', "Last-Modified": "Fri, 20 Nov 2026 05:00:00 GMT"})
    first = copies(web, tmp_path).copies([LEAD], NOW)
    web.answers["/lead.jpg"] = Answer(status=304)
    assert copies(web, tmp_path).copies([LEAD], NOW + DAY) == first
    assert web.asked[1].headers["if-none-match"] == '"a"'
    assert web.asked[1].headers["if-modified-since"] == "Fri, 20 Nov 2026 05:00:00 GMT"
    assert copies(web, tmp_path).copies([LEAD], NOW + DAY + timedelta(hours=1)) == first
    assert len(web.asked) == 2


def test_a_failure_is_not_tried_again_within_the_hour(web, tmp_path):
    web.answers["/lead.jpg"] = Answer(body=b"no picture")
    first = copies(web, tmp_path).copies([LEAD], NOW)
    assert copies(web, tmp_path).copies([LEAD], NOW + timedelta(minutes=59)) == first
    assert len(web.asked) == 1
    web.answers["/lead.jpg"] = Answer(body=picture())
    assert copies(web, tmp_path).copies([LEAD], NOW + timedelta(hours=1)).failures == ()


@pytest.mark.parametrize(("status", "stands"), [(500, True), (503, True), (404, False), (410, False)])
def test_a_copy_stands_while_the_server_is_down_and_goes_when_the_picture_does(web, tmp_path, status, stands):
    web.answers["/lead.jpg"] = Answer(body=picture())
    copies(web, tmp_path).copies([LEAD], NOW)
    web.answers["/lead.jpg"] = Answer(status=status)
    for hours in (24, 24.5):
        batch = copies(web, tmp_path).copies([LEAD], NOW + timedelta(hours=hours))
        assert bool(batch.items) is stands
        assert bool(batch.failures) is not stands
    assert len(web.asked) == 2


@pytest.mark.parametrize("torn", ["", "{", '{"url": 1}', '{"url": "https://x.example/", "checked": "never"}'])
def test_a_torn_memory_or_a_lost_copy_is_fetched_afresh(web, tmp_path, torn):
    web.answers["/lead.jpg"] = Answer(body=picture())
    first = copies(web, tmp_path).copies([LEAD], NOW)
    (memory,) = (tmp_path / "memory").iterdir()
    memory.write_text(torn)
    assert copies(web, tmp_path).copies([LEAD], NOW) == first
    the_copy(tmp_path).unlink()
    assert copies(web, tmp_path).copies([LEAD], NOW) == first
    assert len(web.asked) == 3


def test_when_time_is_up_the_others_are_left_out(web, tmp_path):
    for number in range(4):
        web.answers[f"/{number}.jpg"] = Answer(body=picture(300 + number, 300))
    clock = iter([0.0, BUDGET - 1, BUDGET + 1])
    batch = copies(web, tmp_path, timer=lambda: next(clock)).copies([f"{PAPER}/{number}.jpg" for number in range(4)], NOW)
    assert len(batch.items) == 2
    assert {failure.what for failure in batch.failures} == {"there was no time left to fetch it"}
    assert len(copies(web, tmp_path).copies([f"{PAPER}/{number}.jpg" for number in range(4)], NOW).items) == 4


def test_more_than_are_fetched_at_a_time_are_all_copied(web, tmp_path):
    body = picture(300, 300)
    web.answers |= {f"/{number}.jpg": Answer(body=body) for number in range(AT_ONCE + 2)}
    batch = copies(web, tmp_path).copies([f"{PAPER}/{number}.jpg" for number in range(AT_ONCE + 2)], NOW)
    assert len(batch.items) == AT_ONCE + 2
    assert web.most_at_once <= AT_ONCE
    assert len(list((tmp_path / "pictures").iterdir())) == 1  # one content, one file


def test_a_folder_that_cannot_be_written_leaves_the_picture_out(web, tmp_path):
    web.answers["/lead.jpg"] = Answer(body=picture())
    (tmp_path / "pictures").write_text("a file stands there")
    (failure,) = copies(web, tmp_path).copies([LEAD], NOW).failures
    assert "it cannot be kept" in failure.what


def test_a_memory_that_cannot_be_written_costs_another_fetch_only(web, tmp_path):
    web.answers["/lead.jpg"] = Answer(body=picture())
    (tmp_path / "memory").write_text("a file stands there")
    first = copies(web, tmp_path).copies([LEAD], NOW)
    assert len(first.items) == 1
    assert copies(web, tmp_path).copies([LEAD], NOW) == first
    assert len(web.asked) == 2


def test_copies_not_shown_for_long_are_removed_and_nothing_else(web, tmp_path):
    web.answers |= {f"/{name}.jpg": Answer(body=picture(300 + place, 300)) for place, name in enumerate(("old", "new"))}
    made = copies(web, tmp_path)
    made.copies([f"{PAPER}/old.jpg"], NOW - 100 * DAY)
    made.copies([f"{PAPER}/new.jpg"], NOW)
    own = tmp_path / "pictures" / "logo.jpg"
    own.write_bytes(b"the operator's")
    kept = {path.name for path in (tmp_path / "pictures").iterdir()}
    assert made.forget_older(NOW - 90 * DAY) == 1
    left = {path.name for path in (tmp_path / "pictures").iterdir()}
    assert "logo.jpg" in left
    assert len(kept - left) == 1
    assert made.copies([f"{PAPER}/new.jpg"], NOW).failures == ()


# ---------------------------------------------------------------- in an issue


def told(number=0, **given):
    (one,) = news(1, first=number, image=Image(url=given.pop("url", LEAD), alt="The bridge at dawn", width=1600, height=900), **given)
    return one


def imprint(pictures="lead"):
    return Imprint(name="Example Digest", operator="Example Press", postal_address="12 Quay Street", pictures=pictures)


@pytest.fixture
def house(web, tmp_path):
    made = House(tmp_path, subscriber("ada"))
    made.parts = made.wired(pictures=copies(web, tmp_path), imprint=imprint())
    yield made
    made.store.close()


def mail(house):
    hand_over(house.parts)
    return re.sub(rb"=\r\n", b"", house.transport.messages[-1].content).decode()


def test_a_mail_shows_the_copy_and_keeps_the_words(house, web, tmp_path):
    web.answers["/lead.jpg"] = Answer(body=picture())
    house.tell(told())
    report = house.publish()
    content = mail(house)
    assert f'src=3D"https://digest.example/pictures/{the_copy(tmp_path).name}"' in content
    assert 'alt=3D"The bridge at dawn"' in content
    assert 'width=3D"576" height=3D"324"' in content
    assert "lead.jpg" not in content
    assert report.notes == ()
    assert house.store.issues.issue("daily@1").candidates[0].story.lead.image.url == LEAD


@pytest.mark.parametrize("body", [b"<html>", b""])
def test_a_picture_that_fails_is_left_out_said_and_stops_nobody(house, web, body):
    web.answers["/lead.jpg"] = Answer(body=body)
    house.tell(told(), told(1, url=f"{PAPER}/other.jpg"))
    report = house.publish()
    assert report.counts["queued"] == 1
    assert len(report.notes) == 1
    assert re.fullmatch(r"1 of 1 pictures are left out; the first: https://herald\.example/\w+\.jpg: .+", report.notes[0])
    assert "<img" not in mail(house)
    assert [line for line in house.log.lines if line[1] == "no_picture"]


def test_only_pictures_that_are_shown_are_fetched(house, web):
    web.answers["/lead.jpg"] = Answer(body=picture())
    house.parts = replace(house.parts, imprint=imprint("none"))
    house.tell(told(), told(1, url=f"{PAPER}/other.jpg"))
    house.publish()
    assert web.asked == []
    assert "<img" not in mail(house)


def test_a_title_only_source_has_no_picture_copied(house, web):
    sources = tuple(replace(each, use=Use.TITLE) for each in house.parts.sources)
    house.parts = replace(house.parts, sources=sources)
    house.tell(told())
    house.publish()
    assert web.asked == []


def test_a_copy_goes_after_the_last_issue_that_showed_it(house, web, tmp_path):
    from build import edition

    web.answers["/lead.jpg"] = Answer(body=picture())
    house.tell(told())
    house.publish()
    hand_over(house.parts)
    window = timedelta(days=8 + 90)
    forget(house.parts, [edition()], NOW + window + DAY)
    assert not house.store.issues.exists("daily@1")
    assert the_copy(tmp_path)
    forget(house.parts, [edition()], NOW + window + 8 * DAY)
    assert list((tmp_path / "pictures").iterdir()) == []


# ---------------------------------------------------------------- as it is wired

CONFIG = """\
[digest]
copy_pictures = true
picture_folder = "public/pictures"

[web]
base_url = "https://digest.example/"

[gather]
allow_private_addresses = ["127.0.0.0/8"]
"""


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "config.toml").write_text(CONFIG)
    return read(tmp_path / "config.toml")


def test_an_installation_copies_into_the_folder_that_it_names(settings, web, tmp_path):
    web.answers["/lead.jpg"] = Answer(body=picture())
    with open_parts(settings) as parts:
        ((_, image),) = parts.pictures.copies([f"{web.url}/lead.jpg"], NOW).items
    name = image.url.removeprefix("https://digest.example/pictures/")
    assert (tmp_path / "public" / "pictures" / name).is_file()
    assert list((tmp_path / "data" / "cache" / "pictures").iterdir())


def test_without_pillow_the_error_says_what_to_install(settings, monkeypatch):
    monkeypatch.setattr(pictures, "find_spec", lambda _name: None)
    with pytest.raises(ConfigError, match="pip install pillow") as caught, open_parts(settings):
        pass
    assert caught.value.key == "digest.copy_pictures"


def test_without_the_key_nothing_is_copied(settings):
    quiet = settings.model_copy(update={"digest": settings.digest.model_copy(update={"copy_pictures": False})})
    with open_parts(quiet) as parts:
        assert parts.pictures is None
