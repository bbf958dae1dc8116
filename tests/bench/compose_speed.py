"""How fast a reader's mail is made: ``PYTHONPATH=.:tests python tests/bench/compose_speed.py [messages]``.

In one run: Python's ``EmailMessage`` from a rendered string, our join, our join signed by RSA-2048 and by Ed25519; then as many
composed mails as asked for are parsed back: every reader's own link in his, every signature valid. Times are CPU of one core.
"""

from __future__ import annotations

import email
import email.policy
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage

import dkim
from build import delivery
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from golden_issues import SENDER, press

from digest.deliver import Press
from digest.deliver.dkim import Signer
from digest.model import Delivery, DeliveryId, SubscriberId

STORIES = 24
"""Makes a mail of 54 kB, headers and both parts, transfer-encoded."""


def rate(make: Callable[[Delivery], object], queued: list[Delivery], rounds: int) -> float:
    """Messages a second of CPU."""
    started = time.process_time()
    for _ in range(rounds):
        for each in queued:
            make(each)
    return rounds * len(queued) / (time.process_time() - started)


def links(number: int) -> dict[str, str]:
    token = f"eyJyIjoi{number:08}In0.c2lnbmF0dXJlIG9mIHRoZSB0b2tlbg"
    return {"unsubscribe": f"https://digest.example/u/{token}", "preferences": f"https://digest.example/p/{token}"}


def signer(kind: str) -> Signer:
    key = rsa.generate_private_key(65537, 2048) if kind == "rsa" else ed25519.Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return Signer(domain="example.org", selector=kind, key=pem)


def by_email_message(sample: bytes) -> Callable[[Delivery], bytes]:
    """The usual way: a rendered string, filled and handed to EmailMessage for each reader."""
    parsed = email.message_from_bytes(sample, policy=email.policy.SMTP)
    text, html = (parsed.get_body((kind,)).get_content() for kind in ("plain", "html"))
    policy = email.policy.SMTP.clone(max_line_length=76)

    def make(each: Delivery) -> bytes:
        mail = EmailMessage(policy=policy)
        mail["From"], mail["To"], mail["Subject"] = "digest@example.org", each.email, "News"
        mail.set_content(text.replace("/u/", f"/u/{each.id}"), cte="quoted-printable")
        mail.add_alternative(html.replace("/u/", f"/u/{each.id}"), subtype="html", cte="quoted-printable")
        return mail.as_bytes()

    return make


def sealed(kind: str) -> tuple[Signer, Press]:
    made = signer(kind)
    return made, press(STORIES, "en", "whole", sender=replace(SENDER, signer=made))


def proof(made: Signer, set_press: Press, count: int, verified: int) -> None:
    """Every mail parsed back; of them ``verified`` checked by another program."""
    name, record = made.record
    for number in range(count):
        content = set_press.message(reader(number), links(number)).content
        mail = email.message_from_bytes(content, policy=email.policy.SMTP)
        parts = [mail.get_body((kind,)).get_payload(decode=True).decode() for kind in ("plain", "html")]
        own = links(number)["unsubscribe"]
        if own not in mail["List-Unsubscribe"] or any(part.count("https://digest.example/u/") != 1 or own not in part for part in parts):
            raise SystemExit(f"reader {number} has another reader's link")
        if number < verified and not dkim.verify(
            bytes(content), dnsfunc=lambda asked, **_: {f"{name}.": record.encode()}.get(asked.decode())
        ):
            raise SystemExit(f"the signature of reader {number} is not valid")
    sys.stdout.write(f"parsed back {count}: the right links in each; {verified} signatures checked by dkimpy\n")


def reader(number: int) -> Delivery:
    return replace(
        delivery("ada"),
        id=DeliveryId(number),
        email=f"reader{number}@example.org",
        name=f"Reader {number}",
        subscriber=SubscriberId(f"s{number}"),
    )


def main(count: int) -> None:
    queued = [reader(number) for number in range(500)]
    plain = press(STORIES, "en", "whole")
    given = links(1)
    sample = plain.message(queued[0], given).content
    sys.stdout.write(f"{len(sample):,} bytes a mail\n")
    usual = rate(by_email_message(sample), queued[:100], 1)
    joined = rate(lambda each: plain.message(each, given), queued, 40)
    sys.stdout.write(f"EmailMessage {usual:10,.0f}/s\njoined       {joined:10,.0f}/s, {joined / usual:,.0f} times as many\n")
    for kind, rounds in (("rsa", 8), ("ed25519", 16)):
        made, set_press = sealed(kind)
        speed = rate(lambda each, at=set_press: at.message(each, given), queued, rounds)
        sys.stdout.write(f"{kind:12} {speed:10,.0f}/s signed\n")
        proof(made, set_press, count, count if kind == "rsa" else min(count, 500))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
