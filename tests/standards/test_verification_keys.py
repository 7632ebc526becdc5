"""Public keys as they are published, and the ones nobody should trust."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from mueang.standards.multibase import to_base58, to_base64url
from mueang.standards.verification_keys import (
    ED25519_PREFIX,
    P256_PREFIX,
    from_jwk,
    from_multikey,
    of_method,
    to_multikey,
)

ED25519 = Ed25519PrivateKey.from_private_bytes(bytes(32))
P256 = ec.derive_private_key(7, ec.SECP256R1())
ED25519_JWK = {"kty": "OKP", "crv": "Ed25519", "x": to_base64url(ED25519.public_key().public_bytes_raw())}


def ec_jwk() -> dict[str, Any]:
    numbers = P256.public_key().public_numbers()
    x, y = (to_base64url(number.to_bytes(32, "big")) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def rsa_jwk(*, modulus: int, exponent: int = 65537) -> dict[str, Any]:
    n, e = (to_base64url(number.to_bytes((number.bit_length() + 7) // 8, "big")) for number in (modulus, exponent))
    return {"kty": "RSA", "n": n, "e": e}


@pytest.mark.parametrize("private", [ED25519, P256])
def test_a_multikey_comes_back(private: Any) -> None:
    assert to_multikey(from_multikey(to_multikey(private.public_key())).public) == to_multikey(private.public_key())


def test_multikey_of_another_curve_is_refused() -> None:
    with pytest.raises(ValueError, match="secp384r1"):
        to_multikey(ec.generate_private_key(ec.SECP384R1()).public_key())


@pytest.mark.parametrize(
    "data",
    [
        ED25519_PREFIX + bytes(31),
        P256_PREFIX + b"\x04" + bytes(64),
        P256_PREFIX + b"\x02" + b"\xff" * 32,
        b"\xec\x01" + bytes(32),
        b"",
    ],
)
def test_what_is_no_multikey_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_multikey(to_base58(data))


def test_json_web_keys_are_read() -> None:
    modulus = rsa.generate_private_key(65537, 2048).public_key().public_numbers().n

    kinds = [from_jwk(jwk).kind for jwk in (ED25519_JWK, ec_jwk(), rsa_jwk(modulus=modulus))]

    assert kinds == ["Ed25519", "P-256", "RSA"]


@pytest.mark.parametrize(
    "jwk",
    [
        {},
        {"kty": "oct", "k": "c2VjcmV0"},
        ED25519_JWK | {"d": "c2VjcmV0"},
        ED25519_JWK | {"crv": "X25519"},
        ED25519_JWK | {"x": "AAAA"},
        ED25519_JWK | {"x": None},
        ec_jwk() | {"y": ec_jwk()["x"]},
        ec_jwk() | {"crv": "P-384"},
        rsa_jwk(modulus=2**1023 + 1),
        rsa_jwk(modulus=2**9000 + 1),
        rsa_jwk(modulus=2**2048 - 1, exponent=2**40 + 1),
    ],
)
def test_keys_nobody_should_trust_are_refused(jwk: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_jwk(jwk)


@pytest.mark.parametrize(
    "method",
    [
        {},
        {"publicKeyMultibase": 1},
        {"publicKeyJwk": ED25519_JWK, "publicKeyMultibase": to_multikey(ED25519.public_key())},
    ],
)
def test_a_method_has_exactly_one_key(method: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        of_method(method)

    assert of_method({"publicKeyJwk": ED25519_JWK}).kind == "Ed25519"


def test_only_an_ed25519_key_signs_data_integrity() -> None:
    signature = ED25519.sign(b"message")

    assert from_jwk(ED25519_JWK).signed(b"message", signature=signature)
    assert not from_jwk(ED25519_JWK).signed(b"massage", signature=signature)
    assert not from_jwk(ec_jwk()).signed(b"message", signature=signature)


@given(st.text() | st.binary(max_size=40).map(to_base58))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        from_multikey(text)
    except ValueError:
        return
