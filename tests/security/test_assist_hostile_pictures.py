"""Hostile pictures: bombs, half ones, programs, trackers, addresses inside; each is left out with its reason, and harms nobody."""

from __future__ import annotations

import os
import resource
from io import BytesIO

import pytest
from build import NOW, article, candidate, source, story
from pictures import SVG, bomb, picture, wordy_bomb
from PIL import Image as Pixels
from printed import printed
from servers import Answer, site

from digest.assist import PictureCopies, pictures
from digest.assist.pictures import readers, shrunk
from digest.assist.shrinking import shrink
from digest.errors import ParseError
from digest.fetch import HttpFetch
from digest.gather.entries import Arrival, entries_of
from digest.gather.parsing.parse import parse
from digest.model import Image
from digest.render import Imprint
from digest.text.pixels import is_pixel

pytestmark = pytest.mark.security

PAPER = "https://herald.example"


@pytest.fixture
def web():
    with site() as running:
        yield running


def asked_for(web, folder, path, **client):
    fetch = HttpFetch(user_agent="digest-test", origins={PAPER: web.url}, **{"timeout": 5.0} | client)
    made = PictureCopies(fetch=fetch, folder=folder / "pictures", memory=folder / "memory", base_url="https://digest.example")
    return made.copies([PAPER + path], NOW)


def read(body, **limits):
    with readers(**limits) as workers:
        return shrunk(workers, body)


def dot():
    written = BytesIO()
    Pixels.new("P", (1, 1)).save(written, "GIF")
    return written.getvalue()


def endless():
    """A JPEG that says it has scan after scan: little to send, long to read."""
    whole = picture(3000, 2000, progressive=True)
    start = whole.rindex(b"\xff\xda")
    return whole[:-2] + whole[start:-2] * 400 + b"\xff\xd9"


@pytest.mark.parametrize(
    ("body", "headers", "says"),
    [
        (bomb(), {}, "more than 40,000,000 pixels"),
        (wordy_bomb(), {}, "the picture is broken"),
        (picture()[:4000], {}, "the picture is broken"),
        (picture(kind="PNG")[:4000], {}, "the picture is broken"),
        (SVG, {"Content-Type": "image/svg+xml"}, "no JPEG, PNG, WebP or GIF"),
        (SVG, {"Content-Type": "image/png"}, "no JPEG, PNG, WebP or GIF"),
        (b"<html><img src=x></html>", {"Content-Type": "image/jpeg"}, "no JPEG, PNG, WebP or GIF"),
        (picture(kind="TIFF"), {}, "no JPEG, PNG, WebP or GIF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", {}, "no JPEG, PNG, WebP or GIF"),
        (dot(), {"Content-Type": "image/gif"}, "one that watches who looks"),
        (b"", {}, "no JPEG, PNG, WebP or GIF"),
        (b"GIF89a" + bytes(50_000_000), {}, "larger than 5,000,000 bytes"),
    ],
    ids=["bomb", "words", "half jpeg", "half png", "svg", "svg as png", "html as jpeg", "tiff", "eps", "dot", "nothing", "50 MB"],
)
def test_a_hostile_picture_is_left_out_with_its_reason(web, tmp_path, body, headers, says):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    web.answers["/x.png"] = Answer(body=body, headers=headers)
    batch = asked_for(web, tmp_path, "/x.png")
    assert batch.items == ()
    assert says in batch.failures[0].what, batch.failures
    assert not (tmp_path / "pictures").exists() or list((tmp_path / "pictures").iterdir()) == []
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_hostile_pictures_keep_no_other_from_being_shown(web, tmp_path):
    bodies = (bomb(), wordy_bomb(), picture(300, 300), endless()[:2_000_000], dot(), picture(301, 300))
    web.answers |= {f"/{place}.jpg": Answer(body=body) for place, body in enumerate(bodies)}
    fetch = HttpFetch(user_agent="digest-test", origins={PAPER: web.url})
    made = PictureCopies(fetch=fetch, folder=tmp_path / "pictures", memory=tmp_path / "memory", base_url="https://digest.example")
    batch = made.copies([f"{PAPER}/{place}.jpg" for place in range(len(bodies))], NOW)
    assert {url.removeprefix(f"{PAPER}/") for url, _ in batch.items} >= {"2.jpg", "5.jpg"}
    assert {failure.subject.removeprefix(f"{PAPER}/") for failure in batch.failures} >= {"0.jpg", "1.jpg", "4.jpg"}


def test_a_true_picture_under_a_false_name_is_shown(web, tmp_path):
    web.answers["/x"] = Answer(body=picture(), headers={"Content-Type": "text/plain"})
    assert len(asked_for(web, tmp_path, "/x").items) == 1


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:9/a.jpg", "http://169.254.169.254/latest/meta-data", "http://[::1]/a.jpg", "file:///etc/passwd"]
)
def test_a_redirect_to_the_inside_is_not_followed(web, tmp_path, target):
    web.answers["/x.jpg"] = Answer(status=302, headers={"Location": target})
    batch = asked_for(web, tmp_path, "/x.jpg")
    assert batch.items == ()
    assert batch.failures


def test_an_inner_address_is_not_asked(web, tmp_path):
    made = PictureCopies(
        fetch=HttpFetch(user_agent="digest-test"),
        folder=tmp_path / "pictures",
        memory=tmp_path / "memory",
        base_url="https://digest.example",
    )
    assert made.copies([f"{web.url}/x.jpg"], NOW).items == ()
    assert web.asked == []


def test_a_redirect_to_a_watcher_is_left_out(web, tmp_path):
    web.answers["/x.jpg"] = Answer(status=302, headers={"Location": "/tracking/pixel.gif"})
    web.answers["/tracking/pixel.gif"] = Answer(body=picture())
    assert "watches" in asked_for(web, tmp_path, "/x.jpg").failures[0].what


def test_a_server_that_stalls_is_left_out(web, tmp_path):
    web.answers["/x.jpg"] = Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nabc", stall=True)
    assert "within 0.5 s" in asked_for(web, tmp_path, "/x.jpg", timeout=0.5).failures[0].what


def test_reading_that_takes_too_long_is_killed():
    with pytest.raises(ParseError, match=r"takes longer than 0\.05 s"):
        read(endless(), seconds=0.05)


@pytest.mark.parametrize("body", [bomb(), wordy_bomb(), picture()[:4000], SVG, b"", bomb(7_000, 7_000)])
def test_what_cannot_be_shown_is_refused_in_words(body):
    with pytest.raises(ParseError, match=r"picture|JPEG"):
        shrink(body)


def test_reading_that_takes_too_much_memory_harms_itself_alone():
    with pytest.raises(ParseError, match="memory"):
        read(picture(6000, 6000, "PNG"), megabytes=200)


@pytest.mark.parametrize(
    ("head", "content"),
    [
        (b"", b""),
        (b"[]", b""),
        (b'{"ending": "svg", "width": 1, "height": 1}', b"<svg>"),
        (b'{"ending": "jpg", "width": 1, "height": 1}', b"<html>"),
        (b'{"ending": "jpg", "width": 9999, "height": 1}', b"\xff\xd8\xff"),
        (b'{"ending": "jpg", "width": 0, "height": 1}', b"\xff\xd8\xff"),
        (b'{"ending": "jpg", "width": 1, "height": 1}', b"\xff\xd8\xff" + bytes(200_000)),
        (b'{"ending": "../x", "width": 1, "height": 1}', b"\xff\xd8\xff"),
    ],
)
def test_an_answer_of_a_process_taken_over_is_not_believed(head, content):
    with pytest.raises(ParseError, match="no sensible answer"):
        pictures._believed(head, content)


def test_nothing_of_the_web_reaches_a_file_name(web, tmp_path):
    web.answers["/../../x.jpg"] = web.answers["/x.jpg"] = Answer(body=picture())
    asked_for(web, tmp_path, "/..%2f..%2fx.jpg?a=../../b")
    assert {path.name for path in tmp_path.iterdir()} <= {"pictures", "memory"}
    assert all(os.sep not in path.name for path in tmp_path.rglob("*"))


# ---------------------------------------------------------------- never a feed's tracker

TRACKERS = {
    "a dot": ("https://herald.example/a.jpg", 1, 1),
    "a line": ("https://herald.example/a.jpg", 600, 1),
    "two by two": ("https://herald.example/a.jpg", 2, 2),
    "a beacon": ("https://pixel.herald.example/a.jpg", 600, 400),
    "a counter": ("https://ssl-vg03.met.vgwort.de/na/0123456789abcdef", 600, 400),
    "statistics": ("https://pixel.wp.com/g.gif?blog=1&post=2", 600, 400),
    "advertising": ("https://ad.doubleclick.net/ddm/trackimp/N1;u=2", 600, 400),
    "a feed service": ("https://feeds.feedburner.com/~r/herald/~4/abc", 600, 400),
    "query alone": ("https://t.herald.example/?u=4711&e=open&m=99", 600, 400),
    "query at the root": ("https://t.herald.example?u=4711", 600, 400),
    "a script": ("https://herald.example/matomo.php?idsite=1&rec=1", 600, 400),
    "by name": ("https://herald.example/img/tracking-pixel.gif", 600, 400),
    "a logo of a mail service": ("https://herald.example/open/track/1234", 600, 400),
    "with a name": ("https://u4711@herald.example/a.jpg", 600, 400),
    "in the text": ("data:image/gif;base64,R0lGODlhAQABAAAAACw=", 600, 400),
}


@pytest.mark.parametrize("name", TRACKERS)
def test_a_tracker_is_in_no_mail_even_when_the_store_holds_it(name):
    url, width, height = TRACKERS[name]
    html, text = printed(
        candidate(story(article(image=Image(url=url, alt="x", width=width, height=height)))),
        imprint=Imprint(name="Example", pictures="sections"),
    )
    assert "<img" not in html
    assert url not in html + text


@pytest.mark.parametrize("name", TRACKERS)
def test_a_tracker_in_a_feed_is_nobodys_picture(name):
    url, width, height = TRACKERS[name]
    feed = f"""<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Herald</title><link>https://herald.example/</link>
    <item><title>Bridge reopens</title><link>https://herald.example/b</link><guid>1</guid>
    <media:content url="{url.replace("&", "&amp;")}" medium="image" width="{width}" height="{height}"/>
    <description>&lt;p&gt;Words.&lt;/p&gt;&lt;img src="{url.replace("&", "&amp;amp;")}" width="{width}" height="{height}"&gt;</description>
    </item></channel></rss>"""
    arrival = Arrival(source=source(), url="https://herald.example/feed", now=NOW, is_first=False)
    (entry,) = entries_of(parse(feed.encode(), url=arrival.url), arrival)
    assert entry.image is None


@pytest.mark.parametrize(
    "url",
    [
        "https://images.example/?url=https%3A%2F%2Fherald.example%2Fa%2Fbridge",
        "https://images.example/?file=bridge.jpg&w=600",
        "https://herald.example/bridge.jpg?w=600",
        "https://herald.example/image/4711",
    ],
)
def test_a_picture_for_looking_at_is_no_tracker(url):
    assert not is_pixel(url, width=600, height=400)
