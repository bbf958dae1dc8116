"""Signed links: who a link is for and what it may do, in a token that needs no table.

HMAC-SHA-256 by itsdangerous, a salt of its own for each purpose, so that the token that unsubscribes can open
nothing else; the first key signs and every key verifies, so that keys can be changed without breaking links in old
mails. Where an age matters we sign the instant of issue ourselves and compare it with the ``now`` that comes in:
itsdangerous would read the clock. Base64 is not unique (the last character has spare bits, foreign characters are
skipped when decoding), so a token must be spelt exactly as we spell it. Every fault gives the same error.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias

from itsdangerous import BadData, URLSafeSerializer
from itsdangerous.encoding import base64_decode, base64_encode

from digest.errors import ConfigError, TokenError
from digest.model import SubscriberId

Purpose: TypeAlias = Literal["unsubscribe", "prefs", "confirm", "feedback"]

MIN_KEY = 16
"""Characters; a key is best 32 random bytes in hexadecimal."""
MAX_TOKEN = 512
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
        return str(self._serializer(purpose).dumps([subscriber, issued, nonce]))

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
            subscriber, issued, nonce = self._serializer(purpose).loads(token[: MAX_TOKEN + 1])
            is_exact = len(token) <= MAX_TOKEN and _is_spelt_exactly(token)
        except (BadData, ValueError, TypeError):
            raise TokenError from None
        if not is_exact:
            raise TokenError
        return Claim(subscriber=SubscriberId(subscriber), nonce=nonce, issued=datetime.fromtimestamp(issued, UTC) if issued else None)

    def _serializer(self, purpose: Purpose) -> URLSafeSerializer:
        """The serialiser of one purpose."""
        options = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
        return URLSafeSerializer(list(self._keys), salt=f"digest.{purpose}", signer_kwargs=options)


def _is_spelt_exactly(token: str) -> bool:
    """Whether the signature is the one spelling of its bytes; the content is signed as it is spelt."""
    signature = token.rpartition(".")[2]
    return base64_encode(base64_decode(signature)).decode() == signature


def _is_fresh(issued: datetime | None, max_age: timedelta, now: datetime | None) -> bool:
    """Whether it was issued within ``max_age`` before ``now``."""
    return issued is not None and now is not None and -_AHEAD <= now - issued <= max_age
