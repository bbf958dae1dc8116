"""A body on its way in, cut and packed in every way."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import FetchError
from digest.fetch.body import Body


@given(st.integers(0, 400_000), st.integers(1, 5_000), st.booleans())
def test_every_length_comes_out_whole(length, cut, is_gzip):
    body = b"a" * length
    packed = gzip.compress(body) if is_gzip else zlib.compress(body)
    collected = Body(cap=1_000_000, is_packed=True)
    for start in range(0, len(packed), cut):
        collected.add(packed[start : start + cut])
    assert collected.finish() == body


@pytest.mark.parametrize("cut", range(1, 60))
def test_gzip_members_are_joined_wherever_they_are_cut(cut):
    packed = gzip.compress(b"one, ") + gzip.compress(b"two") + b"\0" * 5
    collected = Body(cap=1_000, is_packed=True)
    for start in range(0, len(packed), cut):
        collected.add(packed[start : start + cut])
    assert collected.finish() == b"one, two"


def test_unpacked_bytes_count_against_the_limit():
    with pytest.raises(FetchError, match="larger than 1,000"):
        Body(cap=1_000, is_packed=True).add(gzip.compress(b"a" * 1_001))


def test_a_body_cut_off_is_an_error():
    collected = Body(cap=1_000, is_packed=True)
    collected.add(gzip.compress(b"news")[:-4])
    with pytest.raises(FetchError, match="too early"):
        collected.finish()


def test_what_the_unpacker_holds_back_comes_out_too():
    """At this length all input is read and one byte has not come out when a piece is full."""
    packed = zlib.compress(b"a" * 65_537)
    collected = Body(cap=100_000, is_packed=True)
    collected.add(packed[:-4])
    assert collected.size == 65_537
    collected.add(packed[-4:])
    assert len(collected.finish()) == 65_537
