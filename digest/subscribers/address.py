"""One bare mail address, and what it is known by.

Parsers disagree on what an address is, and every disagreement has been a hole somewhere; so there is one place
that reads addresses, and it takes the plain form only (RFC 5321 mailbox with RFC 6531 letters; no display name,
no quoted local part, no address literal), as email-validator checks it, without asking DNS.

Two spellings are one reader when their **keys** are equal: NFC, casefolded, the domain in ASCII (IDNA). Strictly
a local part may differ by case; no provider of note does that, and a suppression that case could dodge is none.
"""

from __future__ import annotations

import hashlib
import unicodedata

from email_validator import EmailNotValidError, validate_email

from digest.errors import AddressError
from digest.model import SubscriberId


def address(text: str) -> str:
    """``text`` as one bare address: NFC, the domain in lower case and in its own letters; raises ``AddressError``."""
    return checked(text)[0]


def address_key(email: str) -> str:
    """What an address is compared by: NFC, casefolded, its domain in ASCII; raises ``AddressError``."""
    return checked(email)[1]


def subscriber_id(email: str) -> SubscriberId:
    """Stable for every spelling of the address: 32 hexadecimal digits; raises ``AddressError``."""
    return id_of_key(address_key(email))


def id_of_key(key: str) -> SubscriberId:
    """The id of whoever has this key."""
    return SubscriberId(hashlib.blake2b(key.encode(), digest_size=16, person=b"digest.reader").hexdigest())


def checked(text: str) -> tuple[str, str]:
    """The address and its key in one go; raises ``AddressError``, which never repeats the text: it may be anything."""
    try:
        found = validate_email(text, check_deliverability=False, allow_quoted_local=False, allow_domain_literal=False)
    except (EmailNotValidError, UnicodeError) as cause:
        raise AddressError("this is not one bare mail address such as ada@example.org", cause=_reason(cause)) from None
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", found.local_part).casefold())
    return found.normalized, f"{folded}@{found.ascii_domain.casefold()}"


def _reason(cause: Exception) -> str:
    """Why, in the validator's words, on one line."""
    return " ".join(str(cause).split())[:120]
