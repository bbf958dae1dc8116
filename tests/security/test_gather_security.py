"""Rows of the threat model about hostile documents: bombs, entities, markup, files that are no files."""

from __future__ import annotations

import os
import tracemalloc
from contextlib import suppress
from time import process_time

import pytest
from build import NOW, source

from digest.errors import ParseError
from digest.gather import FolderGatherer, read_opml
from digest.gather.parsing.parse import MAX_ENTRIES, parse

pytestmark = pytest.mark.security

LAUGHS = '<!DOCTYPE rss [<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)) + "]>"
FEED = "<rss version='2.0'><channel><title>T</title><item><title>{}</title></item></channel></rss>"


@pytest.mark.parametrize(
    "document",
    [
        LAUGHS + FEED.format("&j;"),
        "<!-- <rss> -->" + LAUGHS + FEED.format("&j;"),
        f"<!DOCTYPE rss [<!ENTITY a '{'x' * 50_000}'>]>" + FEED.format("&a;" * 1_000),
        "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + FEED.format("&x;"),
        "<!DOCTYPE rss [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x'> %p;]>" + FEED.format("x"),
        "<!doctype rss [<!entity a 'b'>]>" + FEED.format("&a;"),
    ],
    ids=["laughs", "behind a comment", "quadratic", "file", "parameter", "lower case"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_bomb(document, encoding):
    tracemalloc.start()
    started = process_time()
    with pytest.raises(ParseError, match="entities"):
        parse(document.encode(encoding))
    spent, (_, peak) = process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000
    assert spent < 2, "a bomb takes minutes, this is a wide margin"


def test_a_document_type_without_entities_is_no_harm():
    document = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.example/rss-0.91.dtd">' + FEED.format("A")
    assert [entry.title.text for entry in parse(document.encode()).entries] == ["A"]


def test_an_unclosed_comment_hides_nothing():
    with pytest.raises(ParseError):
        parse(b"<!-- " + LAUGHS.encode())


@pytest.mark.parametrize("depth", [300, 200_000])
def test_deep_nesting_is_refused(depth):
    with pytest.raises(ParseError, match="nested"):
        parse(FEED.format("<a>" * depth + "</a>" * depth).encode())


def test_only_the_first_entries_of_a_huge_feed_are_read():
    document = "<rss version='2.0'><channel>" + "".join(f"<item><title>{n}</title></item>" for n in range(30_000)) + "</channel></rss>"
    entries = parse(document.encode()).entries
    assert len(entries) == MAX_ENTRIES
    assert entries[-1].title.text == str(MAX_ENTRIES - 1)
    assert len(parse(b'{"items": [' + b",".join([b'{"id": 1}'] * 3_000) + b"]}").entries) == MAX_ENTRIES


@pytest.mark.parametrize("piece", ["<!--", "<![CDATA[", "<!DOCTYPE", "<a", "<?xml", "&", "<item>", "<skipHours>"])
def test_endless_openings_take_no_endless_time(piece):
    started = process_time()
    with suppress(ParseError):  # both a refusal and what could be read are fine; only time is at stake
        parse(b"<rss version='2.0'><channel>" + piece.encode() * 20_000)
    assert process_time() - started < 20


@pytest.mark.parametrize(
    "document", [LAUGHS.encode() + b"<opml/>", b"<!DOCTYPE opml><opml/>", b"", b"<opml>", b"<rss/>", b"\0", b"x" * 10_000_001]
)
def test_hostile_opml_is_refused(document):
    with pytest.raises(ParseError):
        read_opml(document)


def folder(path):
    return FolderGatherer().gather((source(kind="folder", url=str(path)),), {}, NOW)[0]


def test_symlink_refused(tmp_path):
    (tmp_path / "secret").write_text("canary")
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "a.txt").symlink_to(tmp_path / "secret")
    (inbox / "b.txt").write_text("fine")
    found = folder(inbox)
    assert [entry.guid for entry in found.entries] == ["b.txt"]
    assert found.failure
    assert "no regular file" in found.failure.what


def test_fifo_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    assert folder(tmp_path).entries == ()


def test_huge_file_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x" * 1_000_001)
    found = folder(tmp_path)
    assert found.entries == ()
    assert found.failure
    assert "larger than" in found.failure.what
