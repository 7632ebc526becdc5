"""Any verifiable credential: whole, from its issuer, in force, not revoked; or which of these it is not."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from mueang.standards import vc
from mueang.standards.bundled_contexts import CREDENTIALS_V1, CREDENTIALS_V2, OPEN_BADGES
from mueang.standards.verdicts import Refused, Verdict
from standards.issued import CITY, DAY, LIST, LIST_URL, NOW, RESOLVER, award, sign, signed_list

PLAIN = {
    "@context": [CREDENTIALS_V2, OPEN_BADGES],
    "id": "urn:uuid:00000000-0000-4000-8000-000000000009",
    "type": "VerifiableCredential",
    "issuer": CITY,
    "validFrom": "2026-11-01T00:00:00+07:00",
    "credentialSubject": {"id": "urn:uuid:00000000-0000-4000-8000-000000000010", "type": "Profile", "name": "ใจดี"},
}
OLD = PLAIN | {
    "@context": [CREDENTIALS_V1, OPEN_BADGES, "https://w3id.org/security/data-integrity/v2"],
    "issuanceDate": "2020-01-01T00:00:00Z",
}
del OLD["validFrom"]


def verify(form: Any, **changes: Any) -> Verdict:
    facts: dict[str, Any] = {"resolver": RESOLVER, "now": NOW, "status": {LIST_URL: LIST}.get}
    return vc.verify(form, **facts | changes)


def test_all_seven_checks_are_told_in_order() -> None:
    names = ["format", "shape", "issuer", "proof", "not_before", "expiry", "status"]

    assert [check.name for check in verify(sign(award())).checks] == names
    assert [check.name for check in verify(sign(PLAIN)).checks] == names


@pytest.mark.parametrize(
    "document", [PLAIN, OLD, award(), {k: v for k, v in PLAIN.items() if k not in ("id", "validFrom")}]
)
def test_credentials_of_both_data_models_hold(document: dict[str, Any]) -> None:
    assert verify(sign(document)).failed is None


def test_a_status_list_is_a_credential_too() -> None:
    assert verify(signed_list()).ok


@pytest.mark.parametrize(
    "changes",
    [
        {"@context": None},
        {"@context": CREDENTIALS_V2},
        {"@context": []},
        {"@context": [OPEN_BADGES, CREDENTIALS_V2]},
        {"@context": [["x"]]},
        {"type": None},
        {"type": ["Credential"]},
        {"type": [["VerifiableCredential"]]},
        {"id": 7},
        {"issuer": None},
        {"issuer": {"name": "no id"}},
        {"issuer": "no address"},
        {"issuer": ["did:web:city.example"]},
        {"credentialSubject": "urn:x:1"},
        {"validFrom": "2026-11-01"},
        {"validUntil": None},
        {"@context": [CREDENTIALS_V1]},
    ],
)
def test_what_is_no_credential_is_malformed(changes: dict[str, Any]) -> None:
    verdict = verify(PLAIN | changes)

    assert verdict.failed == "malformed"
    assert [check.name for check in verdict.checks] == ["format", "shape"]


@pytest.mark.parametrize(
    ("word", "end"), [("validUntil", "2026-11-22T07:30:00Z"), ("expirationDate", "2026-11-22T14:30:00+07:00")]
)
def test_a_credential_ends_at_the_second_it_says(word: str, end: str) -> None:
    signed = sign((OLD if word == "expirationDate" else PLAIN) | {word: end})

    assert verify(signed).failed == "expired"
    assert verify(signed, now=NOW - DAY).ok
    assert verify(signed).authentic


def test_the_earliest_end_counts_whatever_it_is_called() -> None:
    signed = sign(OLD | {"validUntil": "2030-01-01T00:00:00Z", "expirationDate": "2021-01-01T00:00:00Z"})

    assert verify(signed).failed == "expired"


@pytest.mark.parametrize(("word", "document"), [("validFrom", PLAIN), ("issuanceDate", OLD)])
def test_a_credential_begins_at_the_second_it_says(word: str, document: dict[str, Any]) -> None:
    signed = sign(document | {word: "2026-11-22T07:30:00Z"})

    assert verify(signed).ok
    assert verify(signed, now=NOW.replace(second=0) - DAY).failed == "not_yet_valid"


def test_without_a_source_of_status_only_authenticity_is_known() -> None:
    verdict = verify(sign(award()), status=None)

    assert (verdict.ok, verdict.failed, verdict.authentic) == (False, "status_unknown", True)


def test_everything_wrong_is_told_and_not_only_the_first() -> None:
    signed = copy.deepcopy(sign(award(valid_until=NOW - DAY)))
    signed["credentialSubject"]["identifier"][0]["identityHash"] = "somebody else"

    failures = [check.code for check in verify(signed, status=None).checks if not check.ok]

    assert failures == ["tampered", "expired", "status_unknown"]


def test_a_further_shape_may_be_asked_for() -> None:
    def refuse(_envelope: object) -> None:
        raise Refused("malformed", "not what we want")

    assert verify(sign(PLAIN), shape=refuse).failed == "malformed"


def test_the_hour_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        verify(PLAIN, now=NOW.replace(tzinfo=None))
