"""Who gets it, as people wrote it down: addresses, subscriber files, signed links.

``FolderDirectory`` is the port ``Directory`` over files; ``editing`` changes them, ``rows`` is their CSV form,
``Tokens`` signs the links in mails. Consent, suppression and history live in the store and beat everything here.
"""

from __future__ import annotations

from digest.subscribers.address import address, address_key, subscriber_id
from digest.subscribers.editing import add, change, remove, rename_tags, write_subscriber
from digest.subscribers.erasing import erase
from digest.subscribers.fields import Terms
from digest.subscribers.files import FolderDirectory
from digest.subscribers.person import dump, examine, load
from digest.subscribers.rows import Import, export_csv, plan_import, read_csv
from digest.subscribers.tokens import Claim, Purpose, Tokens

__all__ = [
    "Claim",
    "FolderDirectory",
    "Import",
    "Purpose",
    "Terms",
    "Tokens",
    "add",
    "address",
    "address_key",
    "change",
    "dump",
    "erase",
    "examine",
    "export_csv",
    "load",
    "plan_import",
    "read_csv",
    "remove",
    "rename_tags",
    "subscriber_id",
    "write_subscriber",
]
