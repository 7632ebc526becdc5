"""Credentials and presentations in JOSE envelopes, secured and opened with one key at hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from joserfc.jwk import ECKey, OKPKey, RSAKey

from mueang.standards import jose
from mueang.standards.bundled_contexts import CREDENTIALS_V2
from mueang.standards.jose_envelopes import opened, secure
from mueang.standards.multibase import to_base64url
from mueang.standards.verdicts import Refused

VC: dict[str, Any] = {
    "@context": [CREDENTIALS_V2],
    "type": ["VerifiableCredential"],
    "issuer": "https://city.example/1",
    "credentialSubject": {"id": "did:example:subject", "name": "ปิ่น"},
}
VP: dict[str, Any] = {"@context": [CREDENTIALS_V2], "type": ["VerifiablePresentation"]}


def method(curve: str) -> dict[str, Any]:
    """An invented key as a verification method."""
    family: Any = OKPKey if curve == "Ed25519" else ECKey
    key = family.generate_key(curve)
    return {
        "id": "https://city.example/1#key",
        "publicKeyJwk": key.as_dict(private=False),
        "secretKeyJwk": key.as_dict(private=True),
    }


KEY = method("P-256")


def code_of(work: Any, *arguments: Any, **options: Any) -> str:
    with pytest.raises(Refused) as caught:
        work(*arguments, **options)
    return caught.value.code


@pytest.mark.parametrize("curve", ["Ed25519", "P-256", "P-384", "P-521"])
def test_what_is_secured_on_any_curve_is_opened_with_its_key_and_no_other(curve: str) -> None:
    key = method(curve)

    token = secure(VC, method=key, feature="credential_jose")

    assert opened(f"{token}\n", method=key, feature="credential_jose") == VC
    assert jose.parse(token).header["typ"] == "vc+jwt"
    assert code_of(opened, token, method=method(curve), feature="credential_jose") == "tampered"
    assert code_of(opened, token, method=method("P-256"), feature="credential_jose") == "tampered"


def test_no_part_of_a_token_can_be_changed() -> None:
    head, body, tail = secure(VC, method=KEY, feature="credential_jose").split(".")
    other = to_base64url(json.dumps(VC | {"issuer": "https://thief.example"}).encode())

    assert code_of(opened, f"{head}.{other}.{tail}", method=KEY, feature="credential_jose") == "tampered"
    assert code_of(opened, f"{head}.{body}.{tail[:-4]}AAAA", method=KEY, feature="credential_jose") == "tampered"


def test_a_presentation_holds_credentials_in_envelopes_only() -> None:
    inside = {"type": "EnvelopedVerifiableCredential", "id": "data:application/vc+jwt,x.y.z"}
    token = secure(VP | {"verifiableCredential": [inside]}, method=KEY, feature="presentation_jose")

    assert opened(token, method=KEY, feature="presentation_jose")["verifiableCredential"] == [inside]
    for part in (VC, inside | {"id": "not-a-credential"}):
        assert code_of(secure, VP | {"verifiableCredential": [part]}, method=KEY, feature="presentation_jose") == (
            "malformed"
        )


def test_an_envelope_of_another_kind_is_refused() -> None:
    token = secure(VP, method=KEY, feature="presentation_jose")

    assert code_of(opened, token, method=KEY, feature="credential_jose") == "malformed"
    assert code_of(opened, token, method=KEY, feature="credential_cose") == "unsupported"
    assert code_of(secure, VP, method=KEY, feature="credential_jose") == "malformed"
    assert code_of(secure, [], method=KEY, feature="presentation_jose") == "malformed"


def test_older_claims_are_refused() -> None:
    token = secure(VC | {"vc": "older"}, method=KEY, feature="credential_jose")

    assert code_of(opened, token, method=KEY, feature="credential_jose") == "malformed"


@pytest.mark.parametrize(
    "key", [{}, {"secretKeyJwk": {"kty": "oct"}, "publicKeyJwk": {"kty": "EC", "crv": "secp256k1"}}]
)
def test_a_key_we_cannot_use_is_named(key: dict[str, Any]) -> None:
    token = secure(VC, method=KEY, feature="credential_jose")

    assert code_of(secure, VC, method=key, feature="credential_jose") == "unsupported"
    assert code_of(opened, token, method=key, feature="credential_jose") == "unsupported"


def test_a_key_of_a_curve_or_family_nobody_named_is_refused() -> None:
    token = secure(VC, method=KEY, feature="credential_jose")
    odd = KEY["publicKeyJwk"] | {"crv": "secp256k1"}
    rsa = RSAKey.generate_key(2048).as_dict(private=False)

    assert code_of(opened, token, method={"publicKeyJwk": odd}, feature="credential_jose") == "unsupported"
    assert code_of(opened, token, method={"publicKeyJwk": rsa}, feature="credential_jose") == "tampered"
