"""``[dkim]`` in config.toml: the mails of an installation bear signatures that another program finds valid."""

from __future__ import annotations

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from digest.app import mistakes_in, open_parts
from digest.config import read
from digest.deliver.dkim import Signer

CONFIG = """\
[digest]
from = "news@digest.example"

[[editions]]
name = "daily"

[dkim]
domain = "digest.example"
key = {{ file = "{file}" }}
"""


@pytest.fixture
def here(tmp_path):
    key = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "dkim.pem").write_bytes(key)
    (tmp_path / "subscribers").mkdir()
    (tmp_path / "config.toml").write_text(CONFIG.format(file="dkim.pem"))
    return tmp_path


def test_the_senders_key_is_read_from_its_file_and_signs(here):
    with open_parts(read(here / "config.toml")) as parts:
        signer = parts.sender("daily").signer
    name, record = signer.record
    assert name == "digest._domainkey.digest.example"
    assert record == Signer(domain="digest.example", selector="digest", key=(here / "dkim.pem").read_text()).record[1]
    head = b"From: news@digest.example\r\nTo: ada@example.org\r\nSubject: x\r\n"
    field = signer.seal(head, b"", personal=()).field(b"", [b"hello\r\n"], parts.clock())
    assert dkim.verify(field + head + b"\r\nhello\r\n", dnsfunc=lambda _asked, **_: record.encode())


@pytest.mark.parametrize("text", [None, "no key at all"])
def test_a_key_that_cannot_be_used_is_found_by_check(here, text):
    path = here / "dkim.pem"
    path.unlink()
    if text:
        path.write_text(text)
    said = " ".join(f"{failure.subject} {failure.what}" for failure in mistakes_in(read(here / "config.toml")))
    assert "dkim.key" in said


def test_without_a_domain_nothing_is_signed(here):
    (here / "config.toml").write_text(CONFIG.partition("[dkim]")[0])
    with open_parts(read(here / "config.toml")) as parts:
        assert parts.sender("daily").signer is None
