"""The same statement as a token: for wallets that read JSON Web Tokens and no linked-data proofs."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mueang.apps.credentials.actions.issuers import signing_key
from mueang.apps.credentials.models import Award, Transcript
from mueang.apps.credentials.queries.addresses import did_of, method_of
from mueang.standards.jose_envelopes import secure
from mueang.standards.multibase import to_base64url
from mueang.standards.timestamps import to_instant

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def credential_token(row: Award | Transcript, *, now: datetime) -> str:
    """What `row` says, as a compact token signed now with the issuer's current key (Open Badges 3.0, section 8.2).

    It names the same bit of the same status list, so revoking the award revokes every token of it. Raises NoSigningKey.
    """
    issuer = row.issuer if isinstance(row, Transcript) else row.achievement.issuer
    key, private = signing_key(issuer)
    credential = {name: value for name, value in json.loads(row.document).items() if name != "proof"}
    method = {"id": method_of(did_of(issuer), key), "secretKeyJwk": _secret_jwk(private)}
    return secure(credential | _claims(credential, now=now), method=method, feature="credential_jose")


def _claims(credential: dict[str, Any], *, now: datetime) -> dict[str, Any]:
    """The registered claims, each saying what a member of the credential says."""
    claims = {
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "sub": credential["credentialSubject"]["id"],
        "nbf": int(to_instant(credential["validFrom"]).timestamp()),
        "iat": int(now.timestamp()),
    }
    until = credential.get("validUntil")
    return claims | ({"exp": int(to_instant(until).timestamp())} if until else {})


def _secret_jwk(private: Ed25519PrivateKey) -> dict[str, str]:
    public = private.public_key().public_bytes_raw()
    return {
        "kty": "OKP",
        "crv": "Ed25519",
        "x": to_base64url(public),
        "d": to_base64url(private.private_bytes_raw()),
    }
