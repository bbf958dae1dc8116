"""Signed links: what they may do, for how long, and that nothing else passes."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta

import pytest

from digest.errors import ConfigError, TokenError
from digest.model import SubscriberId
from digest.subscribers import Tokens

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
ADA = SubscriberId("147ed7bb76c1b65db679f814675c3e4e")
OLD, NEW = "old key of 32 letters 0123456789", "new key of 32 letters 0123456789"
tokens = Tokens([NEW])

pytestmark = pytest.mark.security


def test_a_token_names_its_subscriber():
    assert tokens.read("unsubscribe", tokens.token("unsubscribe", ADA)) == ADA


def test_equal_arguments_give_equal_tokens_of_plain_letters():
    token = tokens.token("prefs", ADA, now=NOW)
    assert token == tokens.token("prefs", ADA, now=NOW)
    assert set(token) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
    assert len(token) < 130


@pytest.mark.parametrize("other", ["prefs", "confirm", "feedback"])
def test_token_not_valid_for_other_purpose(other):
    with pytest.raises(TokenError):
        tokens.read(other, tokens.token("unsubscribe", ADA))


def test_old_key_still_unsubscribes():
    assert Tokens([NEW, OLD]).read("unsubscribe", Tokens([OLD]).token("unsubscribe", ADA)) == ADA


def test_the_first_key_signs():
    token = Tokens([NEW, OLD]).token("unsubscribe", ADA)
    assert tokens.read("unsubscribe", token) == ADA
    with pytest.raises(TokenError):
        Tokens([OLD]).read("unsubscribe", token)


def test_token_tamper():
    token = tokens.token("unsubscribe", ADA)
    for place in range(len(token)):
        for bit in range(7):
            changed = token[:place] + chr(ord(token[place]) ^ (1 << bit)) + token[place + 1 :]
            with pytest.raises(TokenError):
                tokens.read("unsubscribe", changed)


def test_another_spelling_of_the_same_bytes_is_refused():
    token = tokens.token("unsubscribe", ADA)
    others = [token[:-1] + last for last in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_" if last != token[-1]]
    same = [other for other in others if urlsafe_b64decode(other[-22:] + "==") == urlsafe_b64decode(token[-22:] + "==")]
    assert len(same) == 15
    for other in (*others, f"{token}=", f"{token}\n", f"{token[:-5]}*{token[-5:]}"):
        with pytest.raises(TokenError):
            tokens.read("unsubscribe", other)


@pytest.mark.parametrize("text", ["", ".", "a.b", "a" * 600, "\0", "\ud800.x", "ä.ä", "e30.e30"])
def test_no_oracle(text):
    for token in (text, tokens.token("unsubscribe", ADA) + text if text else "x"):
        with pytest.raises(TokenError) as caught:
            tokens.read("unsubscribe", token)
        assert str(caught.value) == "This link is not valid, or no longer."
        assert caught.value.__cause__ is None


def test_age_is_counted_from_the_instant_of_issue():
    token = tokens.token("prefs", ADA, now=NOW)
    week = timedelta(days=7)
    assert tokens.read("prefs", token, max_age=week, now=NOW + week) == ADA
    for now in (NOW + week + timedelta(seconds=1), NOW - timedelta(minutes=6), None):
        with pytest.raises(TokenError):
            tokens.read("prefs", token, max_age=week, now=now)


def test_a_token_without_an_instant_has_no_age():
    with pytest.raises(TokenError):
        tokens.read("confirm", tokens.token("confirm", ADA), max_age=timedelta(days=7), now=NOW)


def test_a_claim_tells_nonce_and_instant():
    claim = tokens.claim("prefs", tokens.token("prefs", ADA, now=NOW, nonce="n1"))
    assert (claim.subscriber, claim.nonce, claim.issued) == (ADA, "n1", NOW)


@pytest.mark.parametrize("keys", [[], ["short"], [NEW, ""]])
def test_a_weak_key_is_refused(keys):
    with pytest.raises(ConfigError, match="at least 16 characters"):
        Tokens(keys)


def test_the_usual_token_fits_a_header_line():
    token = Tokens(["a key of thirty-two letters here"]).token("unsubscribe", SubscriberId("0123456789abcdef" * 2))
    assert len(token) <= 46
