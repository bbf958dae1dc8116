"""What an address is compared by in the store: NFC, casefolded, its domain in ASCII (RFC 5891).

The same key that ``subscribers.address`` makes, but it never fails: what the store holds has been checked when it came
in, and an address that no longer passes must still be found in the suppressions.
"""

from __future__ import annotations

import unicodedata

from email_validator import EmailNotValidError, validate_email


def address_key(email: str) -> str:
    """The key of an address, or of a key: a key stands for itself."""
    email = email.strip()
    if email.isascii():
        return email.lower()
    local, _, domain = email.rpartition("@")
    try:
        # the local part is replaced: only the domain is read here, and no odd name shall keep it from being read
        domain = validate_email(f"a@{domain}", check_deliverability=False).ascii_domain
    except (EmailNotValidError, UnicodeError):  # a domain that cannot be read still equals itself
        return _folded(email)
    return f"{_folded(local)}@{domain.lower()}"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
