"""Each thing that can be wrong with a certificate has its own clear answer, by file and by paste."""

import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.urls import reverse
from django.utils import timezone

from factories.credentials import make_achievement, make_issuer
from factories.rows import PersonFactory
from mueang.apps.credentials.actions import award
from mueang.apps.credentials.actions.lists import sign_list
from mueang.apps.credentials.queries import check_upload, resolve_issuer
from mueang.apps.credentials.queries.verifying import verdict_on
from mueang.standards import open_badges
from mueang.standards.vc import verify

MINUTE, YEAR = timedelta(minutes=1), timedelta(days=365)


@pytest.fixture
def held(cast):
    person = PersonFactory(city=cast.city, given_name="ฟาติเมาะ", family_name="ตัวอย่าง")
    achievement = make_achievement(make_issuer(cast.city), valid_for_days=30)
    return award(achievement=achievement, person=person, actor=cast.officer)


def by_wrong_key(held) -> dict:
    document = json.loads(held.document)
    method = document.pop("proof")[0]["verificationMethod"]
    created = held.awarded_at
    return open_badges.sign(document, key=Ed25519PrivateKey.generate(), verification_method=method, created=created)


def test_every_fault_is_told_apart(held):
    now = timezone.now()
    document = json.loads(held.document)
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    another = document["proof"][0] | {"verificationMethod": f"{document['issuer']['id']}#z6Mkanother"}
    answers = {
        name: check_upload(form if isinstance(form, bytes) else json.dumps(form).encode(), now=at)
        for name, form, at in [
            ("genuine", document, now),
            ("clocks differ", document, held.awarded_at - 2 * MINUTE),
            ("not yet valid", document, held.awarded_at - YEAR),
            ("expired", document, now + YEAR),
            ("changed", document | {"name": "ครู"}, now),
            ("signed by a stranger in the issuer's name", by_wrong_key(held), now),
            ("a key the issuer has not", document | {"proof": [another]}, now),
            ("another issuer", document | {"issuer": document["issuer"] | {"id": "did:web:thief.example"}}, now),
            ("unsigned", unsigned, now),
            ("oversized", b'{"a":"' + b"x" * 1_100_000 + b'"}', now),
            ("deep", b'{"a":' * 40 + b"1" + b"}" * 40, now),
            ("without end", b'{"a":' * 100_000, now),
            ("many values", json.dumps({"a": [0] * 30_000}).encode(), now),
            ("no JSON", b"{", now),
        ]
    }

    assert {name: answer.code for name, answer in answers.items()} == {
        "genuine": "",
        "clocks differ": "not_yet_valid",
        "not yet valid": "not_yet_valid",
        "expired": "expired",
        "changed": "tampered",
        "signed by a stranger in the issuer's name": "tampered",
        "a key the issuer has not": "unauthorized_key",
        "another issuer": "unknown_issuer",
        "unsigned": "unsigned",
        "oversized": "oversized",
        "deep": "too_deep",
        "without end": "too_deep",
        "many values": "oversized",
        "no JSON": "malformed",
    }
    assert len({str(answer.sentence) for answer in answers.values()}) == 11
    assert not any(answer.holder for name, answer in answers.items() if answer.code in {"tampered", "unsigned"})


@pytest.mark.parametrize("case", ["another's list", "another address", "changed after signing", "out of date", "none"])
def test_a_replaced_status_list_clears_nobody(cast, held, case):
    row = held.status_list
    other = award(
        achievement=make_achievement(make_issuer(cast.city, slug="other")), person=held.person, actor=cast.officer
    ).status_list
    listed = json.loads(row.document)
    replaced = {
        "another's list": json.loads(other.document) | {"id": listed["id"]},
        "another address": json.loads(sign_list(other, now=timezone.now())),
        "changed after signing": listed | {"validFrom": "2020-01-01T00:00:00Z"},
        "out of date": listed | {"validUntil": "2020-01-01T00:00:00Z"},
        "none": None,
    }[case]
    verdict = verify(held.document, resolver=resolve_issuer, now=timezone.now(), status=lambda _url: replaced)

    assert verdict.failed == "status_unknown"
    assert verdict.authentic
    assert verdict_on(held.document).ok


def test_what_is_pasted_is_checked_and_addresses_elsewhere_are_not_followed(client, held):
    address = reverse("verify:home")

    pasted = client.post(address, {"text": f"\n{held.document}\n"})
    ours = client.post(address, {"text": f"http://127.0.0.1:8000/en/verify/{held.uuid}/"})
    as_file = client.post(address, {"text": f"http://127.0.0.1:8000/credentials/awards/{held.uuid}.json"})
    elsewhere = client.post(address, {"text": "http://169.254.169.254/latest/meta-data/"})
    nothing = client.post(address, {"text": " "})

    assert "ใบรับรองนี้เป็นของจริงและใช้ได้" in pasted.text
    assert ours.headers["Location"] == as_file.headers["Location"] == reverse("verify:checked", args=[held.uuid])
    assert (elsewhere.status_code, nothing.status_code) == (400, 400)
    assert "ไม่เปิดที่อยู่" in elsewhere.text
