"""Signed links: who a link is for and what it may do, in a token that needs no table.

HMAC by itsdangerous (BLAKE2s of 128 bits: 22 letters, and nobody guesses them), a salt of its own for each purpose, so
that the token that unsubscribes can open nothing else; the first key signs and every key verifies, so that keys can be
changed without breaking links in old mails. Where an age matters we sign the instant of issue and compare it with ``now``:
itsdangerous would read the clock. Base64 is not unique (the last character has spare bits, foreign characters are
skipped when decoding), so a token must be spelt exactly as we spell it. Every fault gives the same error.

A token stands in a header line of every mail, where 78 characters are the custom (RFC 5322 section 2.1.1) and an address
cannot be folded; so the usual one, a subscriber's id and nothing else, is 45 letters long.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, TypeAlias

from itsdangerous import BadData, Signer
from itsdangerous.encoding import base64_decode, base64_encode

from digest.errors import ConfigError, TokenError
from digest.model import SubscriberId

Purpose: TypeAlias = Literal["unsubscribe", "prefs", "confirm", "feedback"]

MIN_KEY = 16
"""Characters; a key is best 32 random bytes in hexadecimal."""
MAX_TOKEN = 512
_ID = re.compile(r"[0-9a-f]{32}")
_SHORT, _LONG = b"\x01", b"\x00"
"""What follows in a token: the sixteen bytes of an id, or everything as JSON."""
_AHEAD = timedelta(minutes=5)
"""How far the clock of the machine that signed may be ahead of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a token says."""

    subscriber: SubscriberId
    nonce: str = ""
    """What the store held for the subscriber when it was signed; compare it where tokens can be revoked."""
    issued: datetime | None = None


class Tokens:
    """Signs and reads the tokens of one installation."""

    def __init__(self, keys: Sequence[str]) -> None:
        """``keys``: the first signs, all verify; raises ``ConfigError`` when there is none or one is too short."""
        if not keys or any(len(key) < MIN_KEY for key in keys):
            raise ConfigError(f"links need a secret key of at least {MIN_KEY} characters")
        self._keys = tuple(reversed(keys))

    def token(self, purpose: Purpose, subscriber: SubscriberId, *, now: datetime | None = None, nonce: str = "") -> str:
        """A token in letters that need no quoting in an address; with ``now`` it can be asked for its age.

        Equal arguments and keys give equal tokens.
        """
        issued = int(now.timestamp()) if now else 0
        return self._signer(purpose).sign(base64_encode(_packed(subscriber, issued, nonce))).decode()

    def read(self, purpose: Purpose, token: str, *, max_age: timedelta | None = None, now: datetime | None = None) -> SubscriberId:
        """Whom the token is for; raises ``TokenError``, which says nothing about why.

        With ``max_age``, ``now`` must be given, and a token without an instant of issue is refused.
        """
        return self.claim(purpose, token, max_age=max_age, now=now).subscriber

    def claim(self, purpose: Purpose, token: str, *, max_age: timedelta | None = None, now: datetime | None = None) -> Claim:
        """Everything the token says; raises ``TokenError`` as ``read`` does."""
        claim = self._verified(purpose, token)
        if max_age is not None and not _is_fresh(claim.issued, max_age, now):
            raise TokenError
        return claim

    def _verified(self, purpose: Purpose, token: str) -> Claim:
        """The content of a token that is ours, to the last bit."""
        try:
            subscriber, issued, nonce = _unpacked(base64_decode(self._signer(purpose).unsign(token[: MAX_TOKEN + 1].encode())))
            is_exact = len(token) <= MAX_TOKEN and _is_spelt_exactly(token)
        except (BadData, ValueError, TypeError):
            raise TokenError from None
        if not is_exact:
            raise TokenError
        return Claim(subscriber=SubscriberId(subscriber), nonce=nonce, issued=datetime.fromtimestamp(issued, UTC) if issued else None)

    def _signer(self, purpose: Purpose) -> Signer:
        """What signs for one purpose."""
        return Signer(list(self._keys), salt=f"digest.{purpose}", key_derivation="hmac", digest_method=_blake2s_128)


def _blake2s_128(data: bytes = b"") -> Any:  # noqa: ANN401 - hashlib's objects have no public type
    return hashlib.blake2s(data, digest_size=16)


def _packed(subscriber: str, issued: int, nonce: str) -> bytes:
    if not issued and not nonce and _ID.fullmatch(subscriber):
        return _SHORT + bytes.fromhex(subscriber)
    return _LONG + json.dumps([subscriber, issued, nonce]).encode()


def _unpacked(content: bytes) -> tuple[str, int, str]:
    if content[:1] == _SHORT:
        return content[1:].hex(), 0, ""
    subscriber, issued, nonce = json.loads(content[1:])
    return subscriber, issued, nonce


def _is_spelt_exactly(token: str) -> bool:
    """Whether the signature is the one spelling of its bytes; the content is signed as it is spelt."""
    signature = token.rpartition(".")[2]
    return base64_encode(base64_decode(signature)).decode() == signature


def _is_fresh(issued: datetime | None, max_age: timedelta, now: datetime | None) -> bool:
    """Whether it was issued within ``max_age`` before ``now``."""
    return issued is not None and now is not None and -_AHEAD <= now - issued <= max_age
