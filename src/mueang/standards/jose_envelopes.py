"""Credentials and presentations in JOSE envelopes: secured and opened with one key at hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from mueang.standards import jose, strict_json
from mueang.standards.credential_shape import parts_of, require_credential, require_kind
from mueang.standards.multibase import to_base64url
from mueang.standards.verdicts import MALFORMED, TAMPERED, UNSUPPORTED, Refused
from mueang.standards.verification_keys import from_jwk

Json = Mapping[str, Any]

# What is secured: the media type of the envelope and of what is in it.
MEDIA_OF: Final[Mapping[str, tuple[str, str]]] = {
    "credential_jose": ("vc+jwt", "vc"),
    "presentation_jose": ("vp+jwt", "vp"),
}
SECURED: Final = ("data:application/vc+jwt", "data:application/vc+sd-jwt", "data:application/vc+cose")
ALGORITHM_OF: Final = {"Ed25519": "EdDSA", "P-256": "ES256", "P-384": "ES384", "P-521": "ES512"}


def secure(document: Json, *, method: Json, feature: str) -> str:
    """`document` as a compact token, signed with the secret key of `method`.

    Parameters
    ----------
    document : a credential or a presentation of data model 2.0, without proofs
    method : a verification method with `id` and `secretKeyJwk`
    feature : one of `MEDIA_OF`

    Raises
    ------
    Refused
        `malformed` for a document that is none of the kind, `unsupported` for another feature or key.

    Source
    ------
    W3C Recommendation Securing Verifiable Credentials using JOSE and COSE, section 3.1.
    """
    from joserfc.jwk import ECKey, OKPKey  # see jose.is_signed
    from joserfc.jws import JWSRegistry

    kind, inner = _media(feature)
    plain = strict_json.checked(document)
    _require(plain, inner)
    found = method.get("secretKeyJwk")
    jwk: dict[str, Any] = found if isinstance(found, dict) else {}
    name = ALGORITHM_OF.get(str(jwk.get("crv")))
    if name is None:
        raise Refused(UNSUPPORTED, "no secret key on a curve we sign with")
    family: Any = OKPKey if name == "EdDSA" else ECKey
    header = {"alg": name, "typ": kind, "cty": inner, "kid": method.get("id")}
    parts = [to_base64url(json.dumps(part, ensure_ascii=False).encode()) for part in (header, plain)]
    signing_input = ".".join(parts).encode()
    algorithm = JWSRegistry.algorithms["Ed25519" if name == "EdDSA" else name]
    signature = algorithm.sign(signing_input, family.import_key({k: v for k, v in jwk.items() if k != "alg"}))
    return ".".join([*parts, to_base64url(signature)])


def opened(text: str, *, method: Json, feature: str) -> dict[str, Any]:
    """What is in the compact token `text`, once the key of `method` is known to have signed it.

    Dates and status are not looked at: `vc.verify` does that, who knows the issuer.

    Raises
    ------
    Refused
        `malformed` or `unsupported` for what is no such token, `tampered` if the key did not sign it.

    Source
    ------
    W3C Recommendation Securing Verifiable Credentials using JOSE and COSE, sections 3.1 and 5.1.
    """
    kind, inner = _media(feature)
    token = jose.parse(text.strip())
    if token.header.get("typ") != kind:
        raise Refused(MALFORMED, f"typ is not {kind}")
    if {"vc", "vp"} & token.claims.keys():
        raise Refused(MALFORMED, "a vc or vp claim")
    jwk = method.get("publicKeyJwk")
    try:
        key = from_jwk(jwk if isinstance(jwk, dict) else {})
    except ValueError as error:
        raise Refused(UNSUPPORTED, str(error)) from error
    if not jose.is_signed(token, key):
        raise Refused(TAMPERED, "the signature is not by this key, or not over this")
    _require(token.claims, inner)
    return dict(token.claims)


def _media(feature: str) -> tuple[str, str]:
    if feature not in MEDIA_OF:
        raise Refused(UNSUPPORTED, f"{feature} is none of {', '.join(MEDIA_OF)}")
    return MEDIA_OF[feature]


def _require(document: Any, inner: str) -> None:
    if not isinstance(document, dict):
        raise Refused(MALFORMED, "not an object")
    if inner == "vc":
        require_credential(document)
        return
    require_kind(document, "VerifiablePresentation")
    for part in parts_of(document, "verifiableCredential"):
        if "EnvelopedVerifiableCredential" not in str(part.get("type")) or not str(part.get("id")).startswith(SECURED):
            raise Refused(MALFORMED, "a credential in it that is not in an envelope")
