from __future__ import annotations

from html import unescape

import pytest
from printed import TEMPLATES

from digest.errors import RenderError
from digest.render import Exhibit, gallery

MAIL = Exhibit(
    title="ada@example.org",
    headers="From: Example <digest@example.org>\r\nTo: ada@example.org\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n =?utf-8?q?_aus_Bern?=",
    html='<!DOCTYPE html><html lang="en"><p class="x">Hello & "welcome"</p></html>',
    text="Hello <welcome>",
)


def shown(*mails):
    return gallery(mails, [TEMPLATES])


def test_a_mail_is_shown_with_its_people_and_subject():
    page = shown(MAIL)
    assert "Grüße aus Bern" in page
    assert "digest@example.org" in page
    assert "1 mail, as" in page
    assert "2 mails, as" in shown(MAIL, MAIL)


def test_a_mail_stands_in_four_sandboxed_frames_and_nowhere_else():
    page = shown(MAIL)
    assert page.count("<iframe") == page.count(" sandbox ") == 4
    assert "allow-" not in page
    assert '<p class="x">' not in page
    assert page.count('srcdoc="') == 4
    assert MAIL.html in unescape(page)


def test_text_and_headers_are_escaped():
    assert "Hello &lt;welcome&gt;" in shown(MAIL)


def test_a_mail_of_text_only_has_no_frame():
    page = shown(Exhibit(title="t", headers="Subject: x", html="", text="only text"))
    assert "<iframe" not in page
    assert "<details open>" in page


def test_the_page_has_no_script_and_loads_nothing():
    page = shown(MAIL)
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert "http://" not in page


def test_a_missing_header_is_empty():
    assert MAIL.header("Reply-To") == ""


def test_a_missing_template_is_named(tmp_path):
    with pytest.raises(RenderError, match=r"web/gallery.html:1"):
        gallery([MAIL], [tmp_path])
