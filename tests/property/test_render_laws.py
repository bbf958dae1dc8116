from __future__ import annotations

import quopri
import re
from binascii import a2b_base64
from html import unescape

from build import article, candidate, edition, issue, story
from hypothesis import given, settings
from hypothesis import strategies as st
from printed import daily, decoded, draft, joined, printed

from digest.model import Encoding, Issue, Sentence, Summary
from digest.render import Imprint, frame
from digest.render.encode import MARK, SLOTS, pack, quote, slot_text, smaller
from digest.render.filters import COLUMNS, fold_lines, shorten, width_of
from digest.render.links import clean_link

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
SLOT_VALUES = st.text(max_size=60).filter(lambda text: "\0" not in text)
URLS = st.one_of(ANY_TEXT, st.builds("https://{}.example/{}".format, st.from_regex(r"[a-z]{1,8}", fullmatch=True), ANY_TEXT))


def canonical(text):
    return re.sub(r"\r\n?|\n", "\r\n", text)


@given(ANY_TEXT)
def test_what_is_quoted_decodes_to_itself(text):
    assert quopri.decodestring(quote(text)).decode() == canonical(text)


@given(st.lists(st.tuples(ANY_TEXT, st.sampled_from(sorted(SLOTS)))), ANY_TEXT, st.from_regex(r"[a-z0-9:/.@?&-]{0,75}", fullmatch=True))
def test_what_is_quoted_with_slots_decodes_to_itself_filled(pairs, end, value):
    quoted = quote("".join(text + slot_text(name) for text, name in pairs) + end)
    for name in SLOTS:
        quoted = quoted.replace(f"\0{name}\0".encode(), value.encode())
    # each piece is canonical by itself: a CR before a slot and an LF after it are two line ends
    assert quopri.decodestring(quoted).decode() == "".join(canonical(text) + value for text, _ in pairs) + canonical(end)
    assert max(map(len, quoted.split(b"\r\n"))) <= 76


@given(ANY_TEXT)
def test_quoted_lines_are_short_seven_bit_and_end_in_crlf(text):
    quoted = quote(text)
    assert max(map(len, quoted.split(b"\r\n"))) <= 76
    assert all(byte < 127 for byte in quoted)
    assert b"\n" not in quoted.replace(b"\r\n", b"")
    assert b"\r" not in quoted.replace(b"\r\n", b"")


def unpacked(chunk, value=""):
    """What base64 cards hold, their slots filled: every line must decode by itself."""
    pieces = chunk.removeprefix(MARK).split(b"\0")
    told = [b"".join(a2b_base64(line, strict_mode=True) for line in pieces[0].split(b"\r\n"))]
    for place in range(1, len(pieces), 4):
        _, before, after, more = pieces[place : place + 4]
        told += [a2b_base64(before), value.encode(), a2b_base64(after)]
        told += [a2b_base64(line, strict_mode=True) for line in more.split(b"\r\n")]
    return b"".join(told).decode()


def unpadded(text):
    return re.sub(r" +(?=\r\n|$)", "", text)


@given(st.lists(st.tuples(ANY_TEXT, st.sampled_from(sorted(SLOTS)))), ANY_TEXT)
def test_what_is_packed_with_slots_decodes_to_itself_but_for_blanks_at_line_ends(pairs, end):
    packed = pack("".join(text + slot_text(name) for text, name in pairs) + end)
    told = re.sub(r"\r\n?|\n", "\r\n", "".join(text + slot_text("x") for text, _ in pairs) + end).replace("\0x\0", "<value>")
    assert unpadded(unpacked(packed, "<value>")) == unpadded(told)
    assert len(unpacked(packed, "<value>")) <= len(told) + 2 * (len(pairs) + 1)


@given(ANY_TEXT)
def test_packed_lines_are_whole_so_that_any_may_follow(text):
    for line in pack(text).removeprefix(MARK).split(b"\r\n"):
        assert len(line) <= 76
        assert len(line) % 4 == 0
        assert b"=" not in line


@given(st.lists(ANY_TEXT, max_size=4))
def test_the_smaller_encoding_is_never_much_the_larger(texts):
    sizes = {Encoding.QUOTED: sum(len(quote(text)) for text in texts), Encoding.BASE64: sum(len(pack(text)) for text in texts)}
    chosen = smaller(texts)
    assert sizes[chosen] <= min(sizes.values()) * 1.1 + 30 * len(texts) + 20


@given(ANY_TEXT, st.integers(2, 100))
def test_shortened_text_is_short_and_a_beginning(text, size):
    short = shorten(text, size)
    assert len(short) <= size
    assert text.startswith(short.removesuffix("…"))


@given(ANY_TEXT, st.integers(0, 20))
def test_folding_keeps_every_letter_and_the_columns(text, indent):
    folded = fold_lines(text, indent)
    assert "".join(folded.split()) == "".join(text.split())
    assert max(map(width_of, folded.split("\n"))) <= COLUMNS


@given(URLS)
def test_a_clean_link_is_plain_and_stays_clean(url):
    link = clean_link(url)
    assert re.fullmatch(r"(https?://[!-~]+)?", link)
    assert not re.search(r'["<>{}\\^`|\s]', link)
    assert clean_link(link) == link


@st.composite
def candidates(draw):
    count = draw(st.integers(1, 5))
    return [_candidate(draw, number) for number in range(count)]


def _candidate(draw, number):
    sites = [f"paper{number}-{place}.example" for place in range(draw(st.integers(1, 6)))]
    told = [article(site=site, title=draw(ANY_TEXT), link=draw(URLS), id=f"{number}-{site}") for site in sites]
    summary = Summary(sentences=(Sentence(text=draw(ANY_TEXT), article=told[0].id),), by="lead")
    return candidate(story(*told, id=f"s{number}"), summary=summary)


@settings(deadline=None, max_examples=40)
@given(candidates(), st.sampled_from(["en", "de", "ar", "ja", "fi"]))
def test_every_link_of_the_html_stands_in_the_text_on_its_own_line(told, language):
    html, text = printed(*told, language=language)
    lines = {line.strip() for line in text.splitlines()}
    assert {unescape(link) for link in re.findall(r'href="([^"]*)"', html)} <= lines


@settings(deadline=None, max_examples=40)
@given(candidates())
def test_feed_text_never_becomes_markup(told):
    made = joined(*told)
    html = decoded(made.html, encoding=made.html_encoding)
    body = html[html.index("<body") :]
    tags = {tag.lower() for tag in re.findall(r"<([a-zA-Z][a-zA-Z0-9]*)", re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL))}
    assert tags <= {"body", "div", "table", "tr", "td", "p", "h1", "h2", "h3", "a", "b", "i", "img"}
    assert "{{" not in body
    assert not re.search("[\u202a-\u202e\x00-\x08\x0b\x0c\x0e-\x1f]", html)


@settings(deadline=None, max_examples=40)
@given(candidates(), st.sampled_from(["en", "de", "fr", "ar", "ja"]))
def test_subject_and_preheader_keep_their_lengths(told, language):
    number: Issue = issue(*told)
    wanted = draft(number, language=language)
    imprint = Imprint(name="Example Digest", list_name="Readers of the morning")
    digest, _ = frame(daily(), wanted, number, edition(title="The Daily Paper"), imprint=imprint, sources={})
    assert 10 <= len(digest.subject) <= 70
    assert 30 <= len(digest.preheader) <= 200
    assert not re.search(r"[\r\n\0!]", digest.subject)
