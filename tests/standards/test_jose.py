"""Tokens: read strictly, believed only with a key the issuer publishes for that very algorithm."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from mueang.standards import jose
from mueang.standards.did import PublishedKey, did_document, did_key, key_of, known
from mueang.standards.multibase import to_base64url
from mueang.standards.verdicts import Refused
from standards.issued import CITY, DAY, KEY, METHOD, NOW, RESOLVER, STRANGERS_KEY, award, verify

P256 = ec.derive_private_key(7, ec.SECP256R1())
RSA = rsa.generate_private_key(65537, 2048)
START = int((NOW - DAY).timestamp())

Signer = Callable[[bytes], bytes]


def es256(message: bytes) -> bytes:
    r, s = decode_dss_signature(P256.sign(message, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def rs256(message: bytes) -> bytes:
    return RSA.sign(message, padding.PKCS1v15(), hashes.SHA256())


def b64(value: Any) -> str:
    return to_base64url(json.dumps(value).encode())


def token(header: Any, claims: Any, *, signer: Signer = KEY.sign) -> str:
    signing_input = f"{b64(header)}.{b64(claims)}"
    return f"{signing_input}.{to_base64url(signer(signing_input.encode()))}"


def plain(**changes: Any) -> dict[str, Any]:
    """The payload of VC 2.0: the credential itself, with registered claims beside."""
    return award(status=None) | {"iss": CITY, "jti": award()["id"], "nbf": START, "iat": START} | changes


def wrapped(**changes: Any) -> dict[str, Any]:
    """The payload of VC 1.1: the credential in a claim of its own."""
    inner = award(status=None)
    subject = inner["credentialSubject"].pop("id")
    return {"vc": inner, "iss": CITY, "sub": subject, "jti": inner.pop("id"), "nbf": START} | changes


def rsa_jwk() -> dict[str, str]:
    numbers = RSA.public_key().public_numbers()
    return {"kty": "RSA", "n": to_base64url(numbers.n.to_bytes(256, "big")), "e": "AQAB", "kid": "rsa-2026"}


RSA_METHOD = {"id": f"{CITY}#rsa", "type": "JsonWebKey", "controller": CITY, "publicKeyJwk": rsa_jwk()}
DOCUMENT = did_document(CITY, keys=[PublishedKey(KEY.public_key()), PublishedKey(P256.public_key())])
DOCUMENT["verificationMethod"].append(RSA_METHOD)
DOCUMENT["assertionMethod"].append(RSA_METHOD["id"])
ALL_KEYS = known(DOCUMENT)


@pytest.mark.parametrize("payload", [plain(), wrapped()])
@pytest.mark.parametrize(
    ("algorithm", "signer"), [("EdDSA", KEY.sign), ("Ed25519", KEY.sign), ("ES256", es256), ("RS256", rs256)]
)
@pytest.mark.parametrize("typ", ["JWT", "vc+jwt"])
def test_a_token_is_accepted_in_every_promised_form(payload: Any, algorithm: str, signer: Signer, typ: str) -> None:
    form = token({"alg": algorithm, "typ": typ}, payload, signer=signer)

    assert verify(form, resolver=ALL_KEYS).failed is None
    assert verify(form.encode() + b"\n", resolver=ALL_KEYS).ok


@pytest.mark.parametrize("kid", [METHOD, METHOD.removeprefix(CITY), METHOD.rpartition("#")[2], None])
def test_a_key_may_be_named_in_full_or_by_fragment(kid: str | None) -> None:
    header = {"alg": "EdDSA"} | ({"kid": kid} if kid else {})

    assert verify(token(header, plain())).ok


def test_a_key_may_be_named_as_its_jwk_names_itself() -> None:
    form = token({"alg": "RS256", "kid": "rsa-2026", "jwk": rsa_jwk()}, plain(), signer=rs256)

    assert verify(form, resolver=ALL_KEYS).ok


def test_a_did_key_issuer_signs_tokens_too() -> None:
    did = did_key(P256.public_key())
    payload = plain(iss=did, issuer={"id": did, "type": ["Profile"], "name": "x"})

    assert verify(token({"alg": "ES256", "kid": key_of(did)}, payload, signer=es256), resolver=known()).ok


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({"alg": "none"}, "unsupported"),
        ({"alg": "None"}, "unsupported"),
        ({"alg": "HS256"}, "unsupported"),
        ({"alg": "PS256"}, "unsupported"),
        ({"alg": ["EdDSA"]}, "unsupported"),
        ({}, "unsupported"),
        ({"alg": "EdDSA", "crit": ["exp"]}, "unsupported"),
        ({"alg": "EdDSA", "b64": False}, "unsupported"),
        ([], "malformed"),
        ({"alg": "EdDSA", "kid": "did:web:thief.example#key"}, "unauthorized_key"),
        ({"alg": "EdDSA", "kid": 7}, "unauthorized_key"),
        ({"alg": "ES256"}, "unauthorized_key"),
        ({"alg": "RS256", "kid": METHOD}, "unauthorized_key"),
        ({"alg": "EdDSA", "jwk": {"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}}, "unauthorized_key"),
        ({"alg": "EdDSA", "jwk": "key"}, "unauthorized_key"),
    ],
)
def test_a_header_that_asks_for_less_is_refused(header: Any, code: str) -> None:
    assert verify(token(header, plain())).failed == code


def test_a_token_signed_with_the_public_key_as_secret_is_refused() -> None:
    pem = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    forged = token({"alg": "HS256"}, plain(), signer=lambda message: hmac.digest(pem, message, hashlib.sha256))

    assert verify(forged).failed == "unsupported"


def test_a_key_in_the_header_vouches_for_nothing() -> None:
    own = {"kty": "OKP", "crv": "Ed25519", "x": to_base64url(STRANGERS_KEY.public_key().public_bytes_raw())}
    forged = token({"alg": "EdDSA", "jwk": own}, plain(), signer=STRANGERS_KEY.sign)

    assert verify(forged).failed == "unauthorized_key"


def test_a_strangers_signature_under_the_issuers_name_is_tampering() -> None:
    assert verify(token({"alg": "EdDSA", "kid": METHOD}, plain(), signer=STRANGERS_KEY.sign)).failed == "tampered"


@pytest.mark.parametrize("signed_days_ago", [40, 20])
def test_a_retired_key_signed_what_it_signed_before_it_stopped(signed_days_ago: int) -> None:
    document = did_document(CITY, keys=[PublishedKey(KEY.public_key(), stopped_at=NOW - 30 * DAY)])
    at = int((NOW - signed_days_ago * DAY).timestamp())
    form = token({"alg": "EdDSA"}, plain(iat=at, nbf=at))

    assert verify(form, resolver=known(document)).failed == (None if signed_days_ago == 40 else "unauthorized_key")


def test_an_unusable_key_beside_the_right_one_is_passed_over() -> None:
    strange = {"id": f"{CITY}#x", "type": "Multikey", "controller": CITY, "publicKeyMultibase": "z6LSbysY2xFM"}
    document = dict(DOCUMENT) | {
        "verificationMethod": [strange, *DOCUMENT["verificationMethod"]],
        "assertionMethod": [strange["id"], *DOCUMENT["assertionMethod"]],
    }

    assert verify(token({"alg": "EdDSA"}, plain()), resolver=known(document)).ok


@pytest.mark.parametrize(
    "claims",
    [
        plain(iss="did:web:other.example"),
        plain(jti="urn:uuid:other"),
        plain(sub="urn:uuid:other"),
        wrapped() | {"@context": ["x"]},
        wrapped(vc="not an object"),
        plain(nbf="soon"),
        plain(exp=10**20),
        plain(exp=None),
        [],
        "text",
    ],
)
def test_claims_that_contradict_the_credential_are_malformed(claims: Any) -> None:
    assert verify(token({"alg": "EdDSA"}, claims)).failed == "malformed"


def test_an_issuer_written_as_an_address_agrees_with_its_claim() -> None:
    credential = jose.credential_of(jose.parse(token({"alg": "EdDSA"}, plain(issuer=CITY))))

    assert credential["issuer"] == CITY
    assert "iss" not in credential


@pytest.mark.parametrize(("claim", "at", "code"), [("exp", NOW - DAY, "expired"), ("nbf", NOW + DAY, "not_yet_valid")])
def test_the_tokens_own_dates_count(claim: str, at: Any, code: str) -> None:
    assert verify(token({"alg": "EdDSA"}, plain(**{claim: int(at.timestamp())}))).failed == code


@pytest.mark.parametrize(
    "text", ["a.b", "a.b.c.d", "..", "é.b.c", "a b.c.d", "e30.e30.", "e30.e30.A", ".e30.AA", "bm8.bm8.AA"]
)
def test_what_is_no_compact_token_is_malformed(text: str) -> None:
    with pytest.raises(Refused, match="malformed"):
        jose.parse(text)


def test_every_letter_of_a_token_counts() -> None:
    form = token({"alg": "EdDSA", "kid": METHOD}, plain())
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    last = len(form) - 1
    altered = [
        form[:at] + alphabet[(alphabet.find(form[at]) + 1) % 64] + form[at + 1 :] for at in range(0, len(form), 7)
    ]
    altered += [form[:last] + letter for letter in alphabet if letter != form[last]]

    assert verify(form).ok
    assert [text for text in altered if verify(text, resolver=RESOLVER).ok] == []
