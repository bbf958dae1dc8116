"""Signatures that other programs accept, that change with a changed bit, and that are equal for equal mails."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from datetime import timedelta

import dkim
import pytest
from build import NOW, delivery
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.deliver import Press, Sender
from digest.deliver.dkim import Signer, relaxed
from digest.errors import ConfigError
from digest.model import DigestId, Sheet, Slot

LINKS = {"unsubscribe": "https://digest.example/u/token"}


def pem(key, encryption=None):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption()).decode()


RSA = pem(rsa.generate_private_key(65537, 2048))
ED25519 = pem(ed25519.Ed25519PrivateKey.generate())
SIGNERS = {
    "rsa": Signer(domain="Digest.example", selector="s1", key=RSA),
    "ed25519": Signer(domain="digest.example", selector="s2", key=ED25519),
}
kinds = pytest.mark.parametrize("kind", SIGNERS)


def sender(signer, **given):
    return Sender(
        **{
            "name": "Morning",
            "address": "news@digest.example",
            "domain": "digest.example",
            "list_id": "morning.digest.example",
            "unsubscribe": "leave@digest.example",
            "key": b"0123456789abcdef",
            "signer": signer,
        }
        | given
    )


def sheet(subject="News", *, html=True, text_end=b"\r\n"):
    slot = Slot(name="unsubscribe", is_html=False)
    return Sheet(
        digest=DigestId("d-1"),
        subject=subject,
        language="en",
        html=(b'<p>x</p>\r\n<a href=3D"=\r\n', replace(slot, is_html=True), b'=\r\n">leave</a>\r\n') if html else (),
        text=(b"Hello\r\n=\r\n", slot, text_end),
    )


def signed(kind="rsa", given=None, links=LINKS, **delivered):
    return bytes(Press(given or sheet(), sender(SIGNERS[kind])).message(replace(delivery("ada"), **delivered), links).content)


def is_valid(content, kind="rsa"):
    name, record = SIGNERS[kind].record
    records = {f"{name}.".encode(): record.encode()}
    return dkim.verify(content, dnsfunc=lambda asked, timeout=5: records.get(asked))


def tags(content):
    field = email.message_from_bytes(content, policy=email.policy.SMTP)["DKIM-Signature"]
    return dict(part.strip().split("=", 1) for part in re.sub(r"\s", "", field).split(";"))


@kinds
@pytest.mark.parametrize("html", [True, False])
def test_another_program_finds_the_signature_valid(kind, html):
    assert is_valid(signed(kind, sheet(html=html)), kind)


@kinds
@pytest.mark.security
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Hello", b"Hallo"),
        (b"Subject: News", b"Subject: Newt"),
        (b"One-Click", b"Two-Click"),
        (b"/u/token", b"/u/taken"),
        (b"To: Ada", b"To: Eve"),
    ],
)
def test_a_changed_mail_is_not_valid(kind, old, new):
    content = signed(kind)
    assert old in content
    assert not is_valid(content.replace(old, new, 1), kind)


@pytest.mark.security
@pytest.mark.parametrize(
    "field", [b"From: Eve <eve@evil.example>", b"Subject: Pay now", b"To: eve@evil.example", b"Reply-To: eve@evil.example"]
)
def test_a_second_field_that_readers_see_breaks_the_signature(field):
    given = sender(SIGNERS["rsa"], reply_to="desk@digest.example")
    content = bytes(Press(sheet(), given).message(delivery("ada"), LINKS).content)
    assert is_valid(content)
    assert not is_valid(field + b"\r\n" + content)


def test_both_unsubscribe_fields_are_covered_and_nothing_is_left_out():
    told = tags(signed())
    names = told["h"].split(":")
    head = signed().partition(b"\r\n\r\n")[0].decode()
    present = [name.lower() for name in re.findall(r"^([A-Za-z-]+):", head, re.MULTILINE)]
    assert set(names) == set(present) - {"dkim-signature"}
    assert {"list-unsubscribe", "list-unsubscribe-post"} < set(names)
    assert names.count("from") == 2
    assert (told["v"], told["a"], told["c"], told["d"], told["s"]) == ("1", "rsa-sha256", "relaxed/simple", "digest.example", "s1")
    assert "l" not in told


@kinds
def test_a_copy_sent_again_is_byte_for_byte_the_first(kind):
    assert signed(kind) == signed(kind, attempts=3)
    assert tags(signed(kind))["t"] == str(int(NOW.timestamp()))
    assert signed(kind) != signed(kind, slot=NOW + timedelta(hours=1))


@pytest.mark.parametrize("end", [b"\r\n", b"\r\n\r\n\r\n", b"=\r\n\r\n"])
@pytest.mark.parametrize("links", [LINKS, {"unsubscribe": ""}])
def test_empty_lines_at_the_end_are_signed_as_one(end, links):
    assert is_valid(signed(given=sheet(html=False, text_end=end), links=links))


def test_lines_of_the_signature_are_short():
    assert all(len(line) <= 78 for line in signed().partition(b"From:")[0].split(b"\r\n"))


@settings(deadline=None, max_examples=60)
@given(
    subject=st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=90),
    name=st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60),
    token=st.from_regex(r"[A-Za-z0-9._~-]{0,300}", fullmatch=True),
)
def test_whatever_a_reader_is_called_his_mail_is_valid(subject, name, token):
    content = signed("ed25519", sheet(subject), {"unsubscribe": f"https://digest.example/u/{token}"}, name=name)
    assert is_valid(content, "ed25519")


def test_fields_are_made_canonical_as_the_standard_shows():
    """RFC 6376 section 3.4.5."""
    assert relaxed(b"A", b" X") == b"a:X\r\n"
    assert relaxed(b"B ".strip(), b" Y\t\r\n\tZ  ") == b"b:Y Z\r\n"


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("", "private key in PEM"),
        ("-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----", "private key in PEM"),
        (pem(rsa.generate_private_key(65537, 2048), BestAvailableEncryption(b"x")), "without a password"),
        (pem(rsa.generate_private_key(65537, 1024)), "2048 bits"),  # noqa: S505 - a breakable key is what is refused
        (pem(ec.generate_private_key(ec.SECP256R1())), "Ed25519, or RSA"),
    ],
)
def test_a_key_that_cannot_sign_mails_is_an_error_and_not_shown(key, says):
    with pytest.raises(ConfigError, match=says) as error:
        Signer(domain="digest.example", selector="s", key=key)
    assert "BEGIN" not in str(error.value)


@pytest.mark.parametrize("name", ["", "a b", "a\r\nb", "-a", "a;b"])
def test_a_selector_or_domain_that_is_no_host_name_is_an_error(name):
    for given_names in ({"domain": name, "selector": "s"}, {"domain": "digest.example", "selector": name}):
        with pytest.raises(ConfigError, match="DKIM selector and domain"):
            Signer(**given_names, key=ED25519)


def test_the_signature_must_be_of_the_senders_domain():
    with pytest.raises(ConfigError, match=r"domain of From, other\.example"):
        sender(SIGNERS["rsa"], address="news@other.example")
    assert sender(SIGNERS["rsa"], address="news@mail.digest.example")


def test_no_key_is_shown():
    assert "PRIVATE" not in repr(sender(SIGNERS["rsa"])) + repr(SIGNERS["rsa"])
