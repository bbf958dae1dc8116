"""AUTH: PLAIN (RFC 4616), LOGIN, XOAUTH2, as the answers a client gives to 334 (RFC 4954).

Only ever used under TLS; :mod:`digest.deliver.wire` sees to that. ``repr`` shows no secret.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection
from dataclasses import dataclass, field

from digest.errors import SenderRefusedError

MECHANISMS = ("PLAIN", "LOGIN", "XOAUTH2")
"""In the order we prefer them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Who we are to the server; ``password`` is the access token for XOAUTH2."""

    username: str
    password: str = field(repr=False)
    mechanism: str = ""
    """Empty = the first of ``MECHANISMS`` that the server offers."""


def choose(login: Login, offered: Collection[str]) -> str:
    """The mechanism to use; raises ``SenderRefusedError`` when the server offers none that we know."""
    wanted = (login.mechanism.upper(),) if login.mechanism else MECHANISMS
    for mechanism in wanted:
        if mechanism in offered:
            return mechanism
    shown = " ".join(sorted(offered)) or "none"
    raise SenderRefusedError(f"the server offers no way to log in that digest knows ({', '.join(wanted)}); it offers: {shown}")


def answers(login: Login, mechanism: str) -> tuple[bytes, ...]:
    """What to send: the ``AUTH`` line, then one line for each 334 that comes."""
    name, secret = login.username.encode(), login.password.encode()
    if mechanism == "LOGIN":
        return (b"AUTH LOGIN\r\n", _line(name), _line(secret))
    if mechanism == "XOAUTH2":
        # after a refusal the server sends its reasons as 334 and wants an empty line before the final 535
        return (b"AUTH XOAUTH2 " + _line(b"user=" + name + b"\x01auth=Bearer " + secret + b"\x01\x01"), b"\r\n")
    return (b"AUTH PLAIN " + _line(b"\0" + name + b"\0" + secret),)


def without_secrets(text: str, login: Login) -> str:
    """A server's words with whatever they repeat of our answers left out: they end in reports and logs."""
    said = (word for mechanism in MECHANISMS for line in answers(login, mechanism) for word in line.decode().split())
    secrets = {login.password, *said} - {"", "AUTH", *MECHANISMS}
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, "…")
    return text


def _line(value: bytes) -> bytes:
    return b64encode(value) + b"\r\n"
