"""DKIM signatures (RFC 6376) by RSA-2048 or Ed25519 (RFC 8463), fast enough to stand in every copy.

Headers are canonicalized *relaxed* (relays fold and space them anew), the body *simple* (nobody may touch it). A
:class:`Seal` is a signer set for one sheet: what all copies share, the fixed headers and the body up to the first hole,
is hashed once, and each copy goes on from a copy of that state. ``t=`` is the issue's slot, so a copy sent again is byte
for byte the first one. ``l=`` is never written: it would let others add to a mail.

Every field that is there is signed; those that a reader sees are named once more than they occur (oversigned), so that
nobody can add a second From or Subject (RFC 6376 section 8.15). RFC 8058 asks that both List-Unsubscribe fields are covered.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from digest.errors import ConfigError

OVERSIGNED = ("from", "reply-to", "subject", "date", "to")
"""What a reader's program shows: a second one of these breaks the signature."""
LEAST_BITS = 2048
"""Of an RSA key; receivers refuse shorter than 1024 (RFC 8301) and frown below this."""

_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:((?:[^\r\n]|\r\n(?=[ \t]))*)\r\n")
_BLANKS = re.compile(rb"[ \t\r\n]+")
_SELECTOR = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*")
_ROOM = 72
"""Characters of a folded line of base64."""


class Signer:
    """A private key and the name under which its public half is found in the DNS."""

    def __init__(self, *, domain: str, selector: str, key: str) -> None:
        """``key`` is the private key in PEM, not encrypted. Raises ``ConfigError`` when it cannot sign mails."""
        if not _SELECTOR.fullmatch(selector) or not _SELECTOR.fullmatch(domain):
            raise ConfigError("a DKIM selector and domain are written as in a host name", key="dkim")
        self._key = _loaded(key)
        self.domain, self.selector = domain.lower(), selector

    @property
    def algorithm(self) -> str:
        """As in the tag ``a=``."""
        return "rsa-sha256" if isinstance(self._key, RSAPrivateKey) else "ed25519-sha256"

    @property
    def record(self) -> tuple[str, str]:
        """Name and text of the TXT record that makes the signatures valid."""
        public = self._key.public_key()
        raw = (
            public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
            if isinstance(self._key, RSAPrivateKey)
            else public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        )
        kind = self.algorithm.partition("-")[0]
        return f"{self.selector}._domainkey.{self.domain}", f"v=DKIM1; k={kind}; p={b64encode(raw).decode()}"

    def seal(self, head: bytes, body: bytes, *, personal: Iterable[str]) -> Seal:
        """The signer set for one sheet, as :class:`Seal` asks for it."""
        return Seal(self, head, body, personal=personal)

    def signature(self, told: bytes) -> bytes:
        """The signature of a SHA-256 hash."""
        if isinstance(self._key, Ed25519PrivateKey):
            return self._key.sign(told)
        return self._key.sign(told, PKCS1v15(), Prehashed(SHA256()))


class Seal:
    """A signer set for one sheet."""

    def __init__(self, signer: Signer, head: bytes, body: bytes, *, personal: Iterable[str]) -> None:
        """``head`` are the fields and ``body`` the beginning that all copies share; ``personal`` names the fields that follow."""
        self._signer = signer
        fixed = tuple(_FIELD.findall(head))
        names = [name.decode().lower() for name, _ in fixed]
        self._over = ":".join(name for name in OVERSIGNED if name in {*names, *personal})
        self._names = ":".join(names)
        self._head = sha256(b"".join(relaxed(name, value) for name, value in fixed))
        self._body = sha256(body)

    def field(self, personal: bytes, rest: Iterable[bytes], instant: datetime) -> bytes:
        """The DKIM-Signature field of a copy: its own fields, the rest of its body, and when it says it was signed."""
        own = tuple(_FIELD.findall(personal))
        body, head = self._body.copy(), self._head.copy()
        for chunk in rest:
            body.update(chunk)
        for name, value in own:
            head.update(relaxed(name, value))
        names = ":".join([self._names, *(name.decode().lower() for name, _ in own), self._over])
        told = self._tags(names, body.digest(), instant)
        head.update(relaxed(b"DKIM-Signature", told).removesuffix(b"\r\n"))
        return b"DKIM-Signature:" + told + _folded(b64encode(self._signer.signature(head.digest()))) + b"\r\n"

    def _tags(self, names: str, body_hash: bytes, instant: datetime) -> bytes:
        """Everything up to ``b=``; the list of names is folded at colons."""
        signer = self._signer
        listed = re.sub(rf"(.{{1,{_ROOM}}}:|.{{1,{_ROOM}}}$)", r"\r\n  \1", f"h={names}").encode()
        return b" v=1; a=%b; c=relaxed/simple; d=%b;\r\n s=%b; t=%d;%b;\r\n bh=%b;\r\n b=" % (
            signer.algorithm.encode(),
            signer.domain.encode(),
            signer.selector.encode(),
            int(instant.timestamp()),
            listed,
            b64encode(body_hash),
        )


def relaxed(name: bytes, value: bytes) -> bytes:
    """One field in relaxed canonical form (RFC 6376 section 3.4.2), with its line end."""
    return name.lower() + b":" + _BLANKS.sub(b" ", value).strip(b" ") + b"\r\n"


def _folded(told: bytes) -> bytes:
    return b"\r\n  ".join(told[start : start + _ROOM] for start in range(0, len(told), _ROOM))


def _loaded(key: str) -> RSAPrivateKey | Ed25519PrivateKey:
    try:
        found = load_pem_private_key(key.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ConfigError("the DKIM key must be a private key in PEM without a password", key="dkim.key", cause=error) from error
    if isinstance(found, Ed25519PrivateKey):
        return found
    if not isinstance(found, RSAPrivateKey) or found.key_size < LEAST_BITS:
        raise ConfigError(f"the DKIM key must be Ed25519, or RSA with {LEAST_BITS} bits at least", key="dkim.key")
    return found
