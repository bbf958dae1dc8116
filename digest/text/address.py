"""One address, one key: how two spellings of a mail address are recognised as one.

A domain compares without case and in its ASCII form (RFC 5891); a local part may by RFC 5321 differ in case only,
yet no provider of note hands such names to two people, and mailing the wrong half of them what they refused would be
the worse mistake. So both halves are folded. Nothing is cut off: ``a+b`` stays another address than ``a``.
"""

from __future__ import annotations

import unicodedata


def address_key(email: str) -> str:
    """What suppressions and doubles are compared by; never a mail address to send to."""
    if email.isascii():
        return email.strip().lower()
    local, _, domain = unicodedata.normalize("NFKC", email.strip()).casefold().rpartition("@")
    return f"{local}@{_ascii(domain)}"


def _ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:  # a name that IDNA refuses still equals itself
        return domain
