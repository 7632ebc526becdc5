"""Who signed, with what, and whether they might."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mueang.standards import did
from mueang.standards.authenticity import authenticity
from mueang.standards.data_integrity import hash_data
from mueang.standards.envelopes import Envelope
from mueang.standards.multibase import to_base58
from mueang.standards.verdicts import Verdict
from standards.issued import CITY, DAY, ISSUER, KEY, METHOD, NOW, RESOLVER, STRANGERS_KEY, award, sign, verify

STRANGER = did.did_key(STRANGERS_KEY.public_key())


def checks(verdict: Verdict) -> dict[str, str]:
    return {check.name: check.code for check in verdict.checks}


def with_proof(**changes: Any) -> dict[str, Any]:
    signed = sign(award())
    return signed | {"proof": [signed["proof"][0] | changes]}


def test_a_stranger_who_signs_under_the_citys_name_is_found_out() -> None:
    forged = sign(award(), key=STRANGERS_KEY)

    assert (checks(verify(forged))["issuer"], checks(verify(forged))["proof"]) == ("", "tampered")


@pytest.mark.parametrize(
    "method", [did.key_of(STRANGER), STRANGER, "did:web:thief.example#key", METHOD + "x", CITY, "#key"]
)
def test_a_strangers_own_key_is_not_the_issuers(method: str) -> None:
    forged = (
        sign(award(), key=STRANGERS_KEY, verification_method=method)
        if ":" in method
        else with_proof(verificationMethod=method)
    )

    verdict = verify(forged)

    assert verdict.failed == "unauthorized_key"
    assert checks(verdict)["proof"] == "unauthorized_key"


def test_an_issuer_nobody_knows_is_told_so() -> None:
    assert verify(sign(award()), resolver=did.known()).failed == "unknown_issuer"


def test_a_self_made_issuer_is_authentic_as_itself_only() -> None:
    own = award(issuer=replace(ISSUER, id=STRANGER), status=None)

    verdict = verify(sign(own, key=STRANGERS_KEY, verification_method=did.key_of(STRANGER)))

    assert verdict.ok
    assert verdict.credential is not None
    assert verdict.credential["issuer"]["id"] == STRANGER


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"proofPurpose": "authentication"}, "unauthorized_key"),
        ({"proofPurpose": None}, "unauthorized_key"),
        ({"type": "Ed25519Signature2020"}, "unsupported"),
        ({"cryptosuite": "bbs-2023"}, "unsupported"),
        ({"verificationMethod": None}, "malformed"),
        ({"verificationMethod": {"id": METHOD}}, "malformed"),
        ({"created": "yesterday"}, "malformed"),
        ({"expires": "never"}, "malformed"),
        ({"proofValue": "z"}, "tampered"),
    ],
)
def test_a_proof_that_is_not_what_it_must_be_is_refused(changes: dict[str, Any], code: str) -> None:
    assert verify(with_proof(**changes)).failed == code


@pytest.mark.parametrize(
    ("proof", "code"),
    [
        ([], "unsigned"),
        (None, "unsupported"),
        ("signed, honestly", "unsupported"),
        ([[]], "unsupported"),
        ([{}] * 9, "malformed"),
    ],
)
def test_no_proof_or_too_many_are_refused(proof: Any, code: str) -> None:
    assert verify(award() | {"proof": proof}).failed == code


def test_a_credential_without_proof_is_unsigned() -> None:
    assert verify(award()).failed == "unsigned"


def test_a_proof_alone_need_not_stand_in_an_array() -> None:
    signed = sign(award())

    assert verify(signed | {"proof": signed["proof"][0]}).ok


def test_of_several_proofs_all_must_hold() -> None:
    both = sign(sign(award()), created=NOW)
    first, second = both["proof"]

    assert verify(both).ok
    assert verify(both | {"proof": [first, second | {"created": "2026-11-01T00:00:00Z"}]}).failed == "tampered"
    assert (
        verify(both | {"proof": [first, second | {"verificationMethod": did.key_of(STRANGER)}]}).failed
        == "unauthorized_key"
    )


def expiring(expires: str) -> Any:
    """An award whose proof was made with an end of its own."""
    options = {name: value for name, value in sign(award())["proof"][0].items() if name != "proofValue"} | {
        "expires": expires
    }
    return award() | {"proof": options | {"proofValue": to_base58(KEY.sign(hash_data(award(), options=options)))}}


@pytest.mark.parametrize(
    ("expires", "code"), [("2026-11-22T07:30:00Z", "proof_expired"), ("2026-11-22T07:30:01Z", None)]
)
def test_a_proof_ends_at_the_second_it_says(expires: str, code: str | None) -> None:
    assert verify(expiring(expires)).failed == code


@pytest.mark.parametrize("compromised", [False, True])
@pytest.mark.parametrize(("days_before", "code"), [(31, None), (30, "unauthorized_key"), (29, "unauthorized_key")])
def test_what_a_key_signed_before_it_stopped_stays_good(compromised: bool, days_before: int, code: str | None) -> None:
    old = did.PublishedKey(KEY.public_key(), stopped_at=NOW - 30 * DAY, compromised=compromised)
    current = did.PublishedKey(STRANGERS_KEY.public_key())
    resolver = did.known(did.did_document(CITY, keys=[current, old]))

    signed = sign(award(), created=NOW - days_before * DAY)

    assert verify(signed, resolver=resolver, status={}.get).checks[2].code == (code or "")
    assert verify(signed | {"credentialStatus": []}, resolver=resolver).failed in {code, "tampered"}


def test_a_retired_keys_proof_needs_a_date() -> None:
    resolver = did.known(did.did_document(CITY, keys=[did.PublishedKey(KEY.public_key(), stopped_at=NOW)]))
    signed = with_proof()
    del signed["proof"][0]["created"]

    assert verify(signed, resolver=resolver).failed == "unauthorized_key"


def test_an_envelope_without_issuer_is_refused_and_not_guessed() -> None:
    issuer, proof = authenticity(Envelope({"proof": [{}]}), resolver=RESOLVER, now=NOW)

    assert (issuer.ok, proof.code) == (True, "malformed")
