"""A city that does not exist, its signing key, and awards it gave to people who do not exist."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mueang.standards import bitstring, did, open_badges, status_list
from mueang.standards.verdicts import Verdict

NOW = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
DAY = timedelta(days=1)
KEY = Ed25519PrivateKey.from_private_bytes(b"invented city, invented key ....")
STRANGERS_KEY = Ed25519PrivateKey.from_private_bytes(b"somebody else's invented key ...")
CITY = "did:web:city.example"
DOCUMENT = did.did_document(CITY, keys=[did.PublishedKey(KEY.public_key())])
METHOD = DOCUMENT["assertionMethod"][0]
RESOLVER = did.known(DOCUMENT)
LIST_URL = "https://city.example/status/1"
REVOKED_INDEX = 77

ISSUER = open_badges.Issuer(CITY, "เทศบาลนครตัวอย่าง", url="https://city.example")
ACHIEVEMENT = open_badges.Achievement(
    "https://city.example/achievements/city-manager",
    "นักจัดการเมืองแห่งการเรียนรู้",
    "หลักสูตร 45 ชั่วโมง",
    "เข้าเรียนไม่น้อยกว่าร้อยละ 80",
    criteria_url="https://city.example/criteria/1",
)
LEARNER = open_badges.Learner("urn:uuid:5d8a1b1e-0000-4000-8000-000000000001", "นางสาวตัวอย่าง ใจดี")
FULL_ISSUER = open_badges.Issuer(
    CITY,
    "เทศบาลนครตัวอย่าง",
    url="https://city.example",
    description="เมืองสมมุติ",
    image=open_badges.Image("https://city.example/logo.png", "ตราเมือง"),
)
FULL_ACHIEVEMENT = open_badges.Achievement(
    "https://city.example/achievements/food",
    "ครัวเมืองเก่า 😀",
    'บรรทัดหนึ่ง\nบรรทัดสอง "ในเครื่องหมาย" \\ \t',
    "ทำได้สามอย่าง",
    type="MicroCredential",
    language="th",
    credits=3.0,
    image=open_badges.Image("https://city.example/food.png"),
    alignments=(
        open_badges.Alignment("อาหาร", "https://isced.example/1013", "ISCED-F", "1013", "งานครัว", "CFItem"),
        open_badges.Alignment("เมืองแห่งการเรียนรู้", "https://gnlc.example/1"),
    ),
)


def award(**changes: Any) -> dict[str, Any]:
    """An unsigned award that began yesterday and ends in a year."""
    facts: dict[str, Any] = {
        "issuer": ISSUER,
        "achievement": ACHIEVEMENT,
        "learner": LEARNER,
        "valid_from": NOW - DAY,
        "valid_until": NOW + 365 * DAY,
        "status": status_list.entry(LIST_URL, index=42),
    }
    return open_badges.build("urn:uuid:5d8a1b1e-0000-4000-9000-000000000001", **facts | changes)


def full_award() -> dict[str, Any]:
    """An award with every member that `build` can write."""
    return award(issuer=FULL_ISSUER, achievement=FULL_ACHIEVEMENT, credits_earned=1.5)


def transcript() -> dict[str, Any]:
    """An award whose achievement has parts, each with a result: a transcript of two courses."""
    parts = (
        open_badges.Part(
            f"{LEARNER.id}#course-1", "ผ้าปะลางิง · Pelangi cloth", "Lab 12 hours; 0.26 credits", "Completed"
        ),
        open_badges.Part(f"{LEARNER.id}#course-2", "รองเง็ง · Rong Ngeng", "Practice 3 hours"),
    )
    return award(achievement=replace(ACHIEVEMENT, type="ext:Transcript", parts=parts), credits_earned=0.26)


def sign(document: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {"key": KEY, "verification_method": METHOD, "created": NOW - DAY}
    return open_badges.sign(document, **facts | changes)


def signed_list(**changes: Any) -> dict[str, Any]:
    """The city's status list, with one award revoked."""
    bits = bitstring.with_bit(bitstring.new_bits(), index=REVOKED_INDEX)
    facts: dict[str, Any] = {"issuer": CITY, "bits": bits, "valid_from": NOW - DAY}
    return sign(status_list.build_list_credential(LIST_URL, **facts | changes))


LIST = status_list.verified_list(signed_list(), resolver=RESOLVER, now=NOW)


def verify(form: Any, **changes: Any) -> Verdict:
    facts: dict[str, Any] = {"resolver": RESOLVER, "now": NOW, "status": {LIST_URL: LIST}.get}
    return open_badges.verify(form, **facts | changes)


def text_of(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
