"""Only the issuer's own keys count, and only while they signed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from mueang.standards.controller_documents import authorised_key, controller_document
from mueang.standards.did import PublishedKey, did_document, did_key, known
from mueang.standards.verdicts import Refused
from mueang.standards.verification_keys import to_multikey
from standards.issued import CITY, DOCUMENT, KEY, METHOD, NOW, STRANGERS_KEY

STOPPED = NOW - timedelta(days=30)


def refusal(document: Any, *, method_id: str = METHOD, signed_at: datetime | None = NOW) -> str:
    with pytest.raises(Refused) as caught:
        authorised_key(document, method_id=method_id, signed_at=signed_at)
    return caught.value.code


def test_a_current_key_may_sign() -> None:
    key = authorised_key(DOCUMENT, method_id=METHOD, signed_at=None)

    assert key.public == KEY.public_key()


@pytest.mark.parametrize("compromised", [False, True])
@pytest.mark.parametrize(
    ("signed_at", "allowed"),
    [(STOPPED - timedelta(seconds=1), True), (STOPPED, False), (NOW, False), (None, False)],
)
def test_a_retired_key_may_have_signed_before_it_stopped(
    compromised: bool, signed_at: datetime | None, allowed: bool
) -> None:
    old = PublishedKey(KEY.public_key(), stopped_at=STOPPED, compromised=compromised)
    document = did_document(CITY, keys=[old])

    if allowed:
        assert authorised_key(document, method_id=METHOD, signed_at=signed_at).public == KEY.public_key()
    else:
        assert refusal(document, signed_at=signed_at) == "unauthorized_key"


def test_a_retirement_that_is_no_date_lets_nothing_through() -> None:
    document = did_document(CITY, keys=[PublishedKey(KEY.public_key(), stopped_at=STOPPED)])
    document["verificationMethod"][0]["expires"] = "long ago"

    assert refusal(document, signed_at=datetime(2000, 1, 1, tzinfo=UTC)) == "unauthorized_key"


@pytest.mark.parametrize(
    "changes",
    [
        {"assertionMethod": []},
        {"assertionMethod": "all"},
        {"assertionMethod": [7, None, {"id": METHOD}]},
        {"verificationMethod": []},
        {"verificationMethod": ["x", None, []]},
        {"verificationMethod": [dict(DOCUMENT["verificationMethod"][0], controller="did:web:thief.example")]},
        {"verificationMethod": [{k: v for k, v in DOCUMENT["verificationMethod"][0].items() if k != "controller"}]},
        {"verificationMethod": [dict(DOCUMENT["verificationMethod"][0], id=[METHOD])]},
    ],
)
def test_a_key_that_is_not_the_issuers_for_assertions_is_refused(changes: dict[str, Any]) -> None:
    assert refusal(dict(DOCUMENT) | changes) == "unauthorized_key"


def test_a_retired_key_that_only_signed_people_in_asserts_nothing() -> None:
    document = did_document(CITY, keys=[PublishedKey(KEY.public_key(), stopped_at=NOW + timedelta(days=1))])
    document |= {"assertionMethod": [], "authentication": [METHOD]}

    assert refusal(document) == "unauthorized_key"


def test_a_key_may_be_written_inside_the_relation_or_by_fragment() -> None:
    method = dict(DOCUMENT["verificationMethod"][0])
    inside = {"id": CITY, "assertionMethod": [method]}
    fragment = method["id"].removeprefix(CITY)
    short = {"id": CITY, "verificationMethod": [method | {"id": fragment}], "assertionMethod": [fragment]}

    for document in (inside, short):
        assert authorised_key(document, method_id=METHOD, signed_at=NOW).public == KEY.public_key()


def test_a_key_of_a_kind_we_cannot_use_is_called_unsupported() -> None:
    method = dict(DOCUMENT["verificationMethod"][0]) | {
        "publicKeyMultibase": "z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc"
    }

    assert refusal(dict(DOCUMENT) | {"verificationMethod": [method]}) == "unsupported"


def test_a_did_key_needs_nobody_to_vouch_for_it() -> None:
    did = did_key(STRANGERS_KEY.public_key())

    document = controller_document(did, resolver=known())

    assert document["verificationMethod"][0]["publicKeyMultibase"] == to_multikey(STRANGERS_KEY.public_key())


def test_a_p256_did_key_is_known_too() -> None:
    did = did_key(ec.derive_private_key(5, ec.SECP256R1()).public_key())

    assert controller_document(did, resolver=known())["id"] == did


def broken_network(_issuer: str) -> None:
    raise ConnectionError("no route to host")


@pytest.mark.parametrize(
    "resolver", [known(), broken_network, lambda _: {"id": "did:web:other.example"}, lambda _: [], lambda _: "x"]
)
def test_an_issuer_nobody_knows_is_unknown_whatever_the_resolver_does(resolver: Any) -> None:
    with pytest.raises(Refused, match="unknown_issuer"):
        controller_document(CITY, resolver=resolver)


def test_a_broken_did_key_is_unknown() -> None:
    with pytest.raises(Refused, match="unknown_issuer"):
        controller_document("did:key:z6MkBroken", resolver=known())
