"""Credentials as signed JSON Web Tokens: read strictly, checked with the issuer's keys only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from mueang.standards import strict_json
from mueang.standards.controller_documents import assertion_methods, require_current, usable_key
from mueang.standards.did import Document
from mueang.standards.multibase import from_base64url
from mueang.standards.verdicts import MALFORMED, OVERSIZED, TAMPERED, UNAUTHORIZED_KEY, UNSUPPORTED, Refused
from mueang.standards.verification_keys import VerificationKey, from_jwk

COMPACT: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
KIND_OF: Final = {
    "EdDSA": "Ed25519", "Ed25519": "Ed25519", "RS256": "RSA",
    "ES256": "P-256", "ES384": "P-384", "ES512": "P-521",
}  # fmt: skip
MAX_KEYS: Final = 16  # tried, when the token does not name its key
REGISTERED: Final = frozenset({"iss", "sub", "aud", "exp", "nbf", "iat", "jti", "nonce"})


@dataclass(frozen=True, slots=True)
class Token:
    """A compact JSON Web Signature taken apart, not yet believed."""

    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    signing_input: bytes
    signature: bytes

    @property
    def signed_at(self) -> datetime | None:
        """When it says it was signed: `iat`, or else `nbf`."""
        return instant_of(self.claims, "iat") or instant_of(self.claims, "nbf")


def parse(text: str) -> Token:
    """The parts of a compact token.

    Raises
    ------
    Refused
        `malformed` if it is not one, `unsupported` for `alg` none, HMAC or any but those of `KIND_OF`, and for a
        header that changes how the token must be read (`crit`, `b64`).

    Source
    ------
    RFC 7515 sections 5.2 and 7.1; RFC 7797; RFC 8725 sections 3.1-3.2.
    """
    if len(text) > strict_json.MAX_BYTES:
        raise Refused(OVERSIZED, f"longer than {strict_json.MAX_BYTES} letters")
    if not COMPACT.fullmatch(text):
        raise Refused(MALFORMED, "not a compact token")
    head, _, rest = text.partition(".")
    body, _, tail = rest.partition(".")
    try:
        header, claims = (strict_json.checked(strict_json.loads(from_base64url(part))) for part in (head, body))
        signature = from_base64url(tail)
    except ValueError as error:
        raise Refused(MALFORMED, f"not a compact token: {error}") from error
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise Refused(MALFORMED, "header and payload must be objects")
    if not isinstance(header.get("alg"), str) or header["alg"] not in KIND_OF:
        raise Refused(UNSUPPORTED, f"alg {str(header.get('alg'))[:20]!r}")
    if "crit" in header or "b64" in header:
        raise Refused(UNSUPPORTED, "a header that changes how the token is read")
    return Token(header, claims, f"{head}.{body}".encode(), signature)


def credential_of(token: Token) -> dict[str, Any]:
    """The credential a token carries, registered claims put where the data model has them.

    Returns
    -------
    dict. From the `vc` claim (VC Data Model 1.1), or the payload itself without registered claims (2.0).

    Raises
    ------
    Refused
        `malformed` if there are two credentials, or a claim contradicts the credential it belongs to.

    Source
    ------
    VC Data Model 1.1 section 6.3.1 (JWT); W3C VC-JOSE-COSE section 3.1.1; Open Badges 3.0 section 8.2.
    """
    claims = token.claims
    inner = claims.get("vc")
    if inner is None:
        credential = {name: value for name, value in claims.items() if name not in REGISTERED}
    elif isinstance(inner, dict) and "@context" not in claims:
        credential = dict(inner)
    else:
        raise Refused(MALFORMED, "two credentials in one token")
    _agree(credential, "id", claims.get("jti"))
    _agree_on_issuer(credential, claims.get("iss"))
    subject = credential.get("credentialSubject")
    if isinstance(subject, dict) and "sub" in claims:
        credential["credentialSubject"] = subject = dict(subject)
        _agree(subject, "id", claims["sub"])
    return credential


def verify(token: Token, *, document: Document) -> None:
    """Check that a key of the issuer that `document` is about signed `token`.

    Parameters
    ----------
    token : what `parse` gave
    document : the issuer's controller document; a key in the token's own header is never trusted, only looked up here

    Raises
    ------
    Refused
        `unauthorized_key` if the issuer has no such key for this algorithm or it had stopped signing, `tampered` if the
        signature does not match.

    Source
    ------
    RFC 7515 section 5.2; RFC 8725 sections 3.1 (one key, one algorithm) and 3.10.
    """
    keys = _keys(token, document)
    if not keys:
        raise Refused(UNAUTHORIZED_KEY, f"{document['id']} has no such key for {token.header['alg']}")
    if not any(is_signed(token, key) for key in keys):
        raise Refused(TAMPERED, "the signature does not match what is written")


def instant_of(claims: Mapping[str, Any], name: str) -> datetime | None:
    """The instant in a NumericDate claim; None if it is absent.

    Raises
    ------
    Refused
        `malformed` if it is not a number of seconds in the years 1 to 9999.

    Source
    ------
    RFC 7519 section 2 (NumericDate).
    """
    if name not in claims:
        return None
    try:
        return datetime.fromtimestamp(claims[name], UTC)
    except (TypeError, ValueError, OverflowError, OSError) as error:
        raise Refused(MALFORMED, f"{name} is not a date") from error


def _keys(token: Token, document: Document) -> list[VerificationKey]:
    """The issuer's keys that may have signed `token`."""
    keys, refusals = [], []
    for method in assertion_methods(document):
        if _names(token.header, method, document["id"]):
            try:
                key = usable_key(method)
                require_current(method, signed_at=token.signed_at)
            except Refused as refusal:
                refusals.append(refusal)
                continue
            if key.kind == KIND_OF[token.header["alg"]] and _embeds(token.header, key):
                keys.append(key)
    if not keys and refusals:
        raise refusals[0]
    return keys[:MAX_KEYS]


def _names(header: Mapping[str, Any], method: Mapping[str, Any], issuer: str) -> bool:
    """Whether the header's `kid` names `method`, or names none at all."""
    kid = header.get("kid")
    if kid is None:
        return True
    name = str(method.get("id"))
    jwk = method.get("publicKeyJwk")
    own = jwk.get("kid") if isinstance(jwk, Mapping) else None
    return kid in (name, own, name.rpartition("#")[2], f"#{name.rpartition('#')[2]}") or (
        name.startswith("#") and kid == issuer + name
    )


def _embeds(header: Mapping[str, Any], key: VerificationKey) -> bool:
    """Whether the header's `jwk`, if there is one, is this very key."""
    if "jwk" not in header:
        return True
    try:
        return from_jwk(header["jwk"]).pem() == key.pem()
    except (ValueError, AttributeError, TypeError):
        return False


def is_signed(token: Token, key: VerificationKey) -> bool:
    """Whether `key` made the token's signature, with the one algorithm that belongs to it."""
    if key.kind != KIND_OF[token.header["alg"]]:
        return False
    from joserfc.jwk import ECKey, OKPKey, RSAKey  # strangers' tokens only: a quarter of a second to import
    from joserfc.jws import JWSRegistry

    # `EdDSA` and `Ed25519` are one algorithm; the library warns of the older name (RFC 9864).
    name = "Ed25519" if key.kind == "Ed25519" else token.header["alg"]
    families: dict[str, Any] = {"Ed25519": OKPKey, "RSA": RSAKey}
    own = families.get(key.kind, ECKey).import_key(key.pem())
    return bool(JWSRegistry.algorithms[name].verify(token.signing_input, token.signature, own))


def _agree(holder: dict[str, Any], name: str, claim: Any) -> None:
    if claim is not None and holder.setdefault(name, claim) != claim:
        raise Refused(MALFORMED, f"the token and the credential name different values of {name}")


def _agree_on_issuer(credential: dict[str, Any], claim: Any) -> None:
    issuer = credential.get("issuer")
    if isinstance(issuer, dict):
        credential["issuer"] = issuer = dict(issuer)
        _agree(issuer, "id", claim)
    else:
        _agree(credential, "issuer", claim)
