"""Public keys as the web of credentials writes them: Multikey and JSON Web Key.

The library of keys is loaded by the functions that make or use one: it takes 8 MB.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal

from mueang.standards.multibase import from_base58, from_base64url, to_base58

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

Kind = Literal["Ed25519", "P-256", "P-384", "P-521", "RSA"]

ED25519_PREFIX: Final = b"\xed\x01"
P256_PREFIX: Final = b"\x80\x24"
RSA_BITS: Final = range(2048, 8193)  # weaker is forgeable, longer only costs the verifier time


@dataclass(frozen=True, slots=True)
class VerificationKey:
    """A public key and the one family of algorithms it may be used with."""

    kind: Kind
    public: Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey

    def signed(self, message: bytes, *, signature: bytes) -> bool:
        """Whether this Ed25519 key made `signature` over `message`; never, for another kind of key."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        if not isinstance(self.public, Ed25519PublicKey):
            return False
        try:
            self.public.verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def pem(self) -> bytes:
        """The key as a PEM SubjectPublicKeyInfo."""
        from cryptography.hazmat.primitives import serialization

        return self.public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def to_multikey(public: Ed25519PublicKey | EllipticCurvePublicKey) -> str:
    """The `publicKeyMultibase` of a public key on Ed25519 or P-256.

    Raises
    ------
    ValueError
        If the key is on another curve.

    Source
    ------
    W3C Controlled Identifiers 1.0, section 2.2.2 (Multikey).
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if isinstance(public, Ed25519PublicKey):
        return to_base58(ED25519_PREFIX + public.public_bytes_raw())
    if not isinstance(public.curve, SECP256R1):
        raise ValueError(f"no Multikey for {public.curve.name} here")
    point = public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint)
    return to_base58(P256_PREFIX + point)


@lru_cache(maxsize=1024)
def from_multikey(text: str) -> VerificationKey:
    """The key written as `publicKeyMultibase`.

    Raises
    ------
    ValueError
        If `text` is not base58 multibase of an Ed25519 or P-256 public key.

    Source
    ------
    W3C Controlled Identifiers 1.0, section 2.2.2 (Multikey).
    """
    data = from_base58(text)
    prefix, raw = data[:2], data[2:]
    if prefix == ED25519_PREFIX:
        return _ed25519(raw)
    if prefix == P256_PREFIX and len(raw) == 33:
        return _on_curve("P-256", raw)
    raise ValueError("neither an Ed25519 nor a P-256 key")


def from_jwk(jwk: Mapping[str, Any]) -> VerificationKey:
    """The public key written as a JSON Web Key: OKP Ed25519, EC on a NIST curve, or RSA of 2,048 to 8,192 bits.

    Raises
    ------
    ValueError
        If the key is of another type, private, malformed, or of a size outside the range.

    Source
    ------
    RFC 7517, RFC 7518 section 6, RFC 8037 section 2.
    """
    if "d" in jwk:
        raise ValueError("a private key where a public one belongs")
    if jwk.get("kty") == "OKP" and jwk.get("crv") == "Ed25519":
        return _ed25519(_octets(jwk, "x"))
    if jwk.get("kty") == "EC":
        return _on_curve(jwk.get("crv"), b"\x04" + _octets(jwk, "x") + _octets(jwk, "y"))
    if jwk.get("kty") == "RSA":
        return _rsa(jwk)
    raise ValueError("neither an Ed25519, an elliptic nor an RSA key")


def of_method(method: Mapping[str, Any]) -> VerificationKey:
    """The key of a verification method, from `publicKeyMultibase` or `publicKeyJwk`.

    Raises
    ------
    ValueError
        If the method names no key, or one `from_multikey` or `from_jwk` refuses.

    Source
    ------
    W3C Controlled Identifiers 1.0, section 2.2 (verification methods).
    """
    multikey, jwk = method.get("publicKeyMultibase"), method.get("publicKeyJwk")
    if isinstance(multikey, str) and jwk is None:
        return from_multikey(multikey)
    if isinstance(jwk, Mapping) and multikey is None:
        return from_jwk(jwk)
    raise ValueError("exactly one of publicKeyMultibase and publicKeyJwk is needed")


def _ed25519(raw: bytes) -> VerificationKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return VerificationKey("Ed25519", Ed25519PublicKey.from_public_bytes(raw))


def _on_curve(name: Any, point: bytes) -> VerificationKey:
    from cryptography.hazmat.primitives.asymmetric import ec

    curves: dict[Any, tuple[Kind, ec.EllipticCurve]] = {
        "P-256": ("P-256", ec.SECP256R1()),
        "P-384": ("P-384", ec.SECP384R1()),
        "P-521": ("P-521", ec.SECP521R1()),
    }
    if name not in curves:
        raise ValueError("a curve nobody promised to read")
    kind, curve = curves[name]
    return VerificationKey(kind, ec.EllipticCurvePublicKey.from_encoded_point(curve, point))


def _rsa(jwk: Mapping[str, Any]) -> VerificationKey:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers

    modulus = int.from_bytes(_octets(jwk, "n"), "big")
    exponent = int.from_bytes(_octets(jwk, "e"), "big")
    if modulus.bit_length() not in RSA_BITS or exponent.bit_length() > 32:
        raise ValueError("an RSA key of a size nobody should trust")
    return VerificationKey("RSA", RSAPublicNumbers(exponent, modulus).public_key())


def _octets(jwk: Mapping[str, Any], name: str) -> bytes:
    text = jwk.get(name)
    if not isinstance(text, str):
        raise ValueError(f"JSON Web Key without {name}")
    return from_base64url(text)
