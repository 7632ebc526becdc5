"""Presentations: shown by the holder, in answer to one question, each credential in them checked."""

from __future__ import annotations

from typing import Any

import pytest

from mueang.standards import data_integrity, did, open_badges, presentations
from mueang.standards.bundled_contexts import CREDENTIALS_V2
from mueang.standards.multibase import to_base58
from mueang.standards.timestamps import to_text

from .issued import DAY, KEY, METHOD, NOW, RESOLVER, STRANGERS_KEY, award

WHO = did.did_key(STRANGERS_KEY.public_key())
ASKED = {"challenge": "once", "domain": "school.example"}


def signed(**changes: Any) -> dict[str, Any]:
    credential = open_badges.sign(without_status(), key=KEY, verification_method=METHOD, created=NOW - DAY)
    return {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "holder": WHO,
        "verifiableCredential": [credential],
        **changes,
    }


def without_status() -> dict[str, Any]:
    return {name: value for name, value in award().items() if name != "credentialStatus"}


def shown(document: dict[str, Any], *, key: Any = STRANGERS_KEY, **changes: Any) -> dict[str, Any]:
    """`document` with its holder's proof, made in answer to ASKED."""
    options: dict[str, Any] = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": to_text(NOW),
        "verificationMethod": did.key_of(WHO),
        "proofPurpose": "authentication",
        **ASKED,
        **changes,
    }
    value = to_base58(key.sign(data_integrity.hash_data(document, options=options)))
    return {**document, "proof": options | {"proofValue": value}}


def check(document: Any, **asked: Any) -> Any:
    return presentations.verify(document, resolver=RESOLVER, now=NOW, **(asked or ASKED))


def test_a_presentation_by_its_holder_holds_with_all_that_is_in_it() -> None:
    verdict = check(shown(signed()))

    assert verdict.ok, verdict.checks
    assert "credential 1: proof" in {one.name for one in verdict.checks}
    assert check(shown(signed(holder={"id": WHO}))).ok


def test_a_presentation_may_name_no_holder_and_hold_nothing() -> None:
    empty = signed()
    del empty["holder"], empty["verifiableCredential"]

    assert check(shown(empty)).ok


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"proofPurpose": "assertionMethod"}, "unauthorized_key"),
        ({"challenge": "another"}, "unauthorized_key"),
        ({"domain": "thief.example"}, "unauthorized_key"),
        ({"key": KEY}, "tampered"),
        ({"expires": to_text(NOW - DAY)}, "proof_expired"),
    ],
)
def test_a_proof_for_somebody_or_something_else_is_refused(change: dict[str, Any], code: str) -> None:
    assert check(shown(signed(), **change)).failed == code


def test_a_credential_put_in_afterwards_or_revoked_within_is_found() -> None:
    made = shown(signed())
    added = made | {"verifiableCredential": [*made["verifiableCredential"], made["verifiableCredential"][0]]}
    unsigned = shown(signed(verifiableCredential=[without_status()]))

    assert check(added).failed == "tampered"
    assert check(unsigned).failed == "unsigned"


@pytest.mark.parametrize(
    "change",
    [
        {"type": ["VerifiableCredential"]},
        {"@context": ["https://www.w3.org/ns/credentials/examples/v2"]},
        {"holder": "nobody"},
        {"holder": {"name": "Acme"}},
        {"holder": 7},
        {"verifiableCredential": ["https://elsewhere.example/1"]},
        {"verifiableCredential": [{}] * 33},
        {"verifiableCredential": [{"type": "EnvelopedVerifiableCredential", "id": "data:text/plain,x"}]},
        {"id": ["urn:x:1", "urn:x:2"]},
        {"id": float("nan")},
    ],
)
def test_what_is_no_presentation_is_malformed(change: dict[str, Any]) -> None:
    assert check(signed() | change).failed == "malformed"


@pytest.mark.parametrize("form", [None, "text", [], 7])
def test_what_is_no_object_is_malformed(form: Any) -> None:
    assert check(form).failed == "malformed"


@pytest.mark.parametrize(
    ("proof", "code"),
    [([], "unsigned"), ([{}] * 5, "malformed"), (["text"], "unsupported"), ({"verificationMethod": 7}, "unsupported")],
)
def test_proofs_that_are_none_are_told(proof: Any, code: str) -> None:
    assert check(signed() | {"proof": proof}).failed == code


def test_a_token_in_an_envelope_is_checked_as_a_credential() -> None:
    wrapped = {
        "@context": CREDENTIALS_V2,
        "type": "EnvelopedVerifiableCredential",
        "id": "data:application/vc+jwt,eyJhbGciOiJub25lIn0.e30.AAAA",
    }

    verdict = check(shown(signed(verifiableCredential=[wrapped])))

    assert verdict.failed == "unsupported"
    assert [one.name for one in verdict.checks if not one.ok] == ["credential 1: format"]
