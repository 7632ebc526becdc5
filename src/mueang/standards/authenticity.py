"""Who wrote a credential, and whether it is as they wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from mueang.standards import data_integrity, jose
from mueang.standards.bundled_contexts import ContextLoader, load
from mueang.standards.controller_documents import authorised_key, controller_document
from mueang.standards.did import Document, Resolver
from mueang.standards.envelopes import Envelope
from mueang.standards.timestamps import to_instant
from mueang.standards.verdicts import (
    MALFORMED,
    PROOF_EXPIRED,
    UNAUTHORIZED_KEY,
    UNKNOWN_ISSUER,
    UNSIGNED,
    UNSUPPORTED,
    Check,
    Refused,
)
from mueang.standards.verification_keys import VerificationKey

MAX_PROOFS: Final = 4
ISSUER_HOLDS: Final = Check("issuer", ok=True)
PROOF_HOLDS: Final = Check("proof", ok=True)
BOTH_HOLD: Final = (ISSUER_HOLDS, PROOF_HOLDS)


def authenticity(
    envelope: Envelope, *, resolver: Resolver, now: datetime, contexts: ContextLoader = load
) -> tuple[Check, Check]:
    """The checks `issuer` and `proof`: the keys are the issuer's, and every proof is by one of them.

    Parameters
    ----------
    envelope : what `envelopes.open_envelope` gave
    resolver : gives the controller document of an issuer, or None; not asked for a did:key
    now : instant with a zone, against which the proof's own `expires` is held
    contexts : gives the document of a context by its address

    Source
    ------
    VC Data Model 2.0 section 7.1 (verification); VC Data Integrity 1.0 sections 4.4-4.5; Open Badges 3.0 section 8.
    """
    try:
        _require_authentic(envelope, resolver, now, contexts)
    except Refused as refusal:
        if refusal.code not in (UNKNOWN_ISSUER, UNAUTHORIZED_KEY):
            return ISSUER_HOLDS, Check("proof", ok=False, code=refusal.code, detail=refusal.detail)
        return (
            Check("issuer", ok=False, code=refusal.code, detail=refusal.detail),
            Check("proof", ok=False, code=refusal.code, detail="not checked, for want of a key of the issuer"),
        )
    return BOTH_HOLD


def issuer_of(credential: Mapping[str, Any]) -> str:
    """The address of the issuer of `credential`.

    Raises
    ------
    Refused
        `malformed` if it names none, or not by an absolute address.

    Source
    ------
    VC Data Model 2.0 section 4.7 (issuer).
    """
    issuer = credential.get("issuer")
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not isinstance(name, str) or ":" not in name:
        raise Refused(MALFORMED, "no issuer")
    return name


def _require_authentic(envelope: Envelope, resolver: Resolver, now: datetime, contexts: ContextLoader) -> None:
    credential = envelope.credential
    proofs = [] if envelope.token else data_integrity.proofs_of(credential)
    if not proofs and envelope.token is None:
        raise Refused(UNSIGNED, "no proof")
    if len(proofs) > MAX_PROOFS:
        raise Refused(MALFORMED, f"more than {MAX_PROOFS} proofs")
    document = controller_document(issuer_of(credential), resolver=resolver)
    if envelope.token is not None:
        jose.verify(envelope.token, document=document)
    for proof in proofs:
        key = key_of_proof(proof, document=document, purpose="assertionMethod")
        data_integrity.verify(envelope.credential, proof=proof, key=key, quads=envelope.quads, contexts=contexts)
        require_lasting(proof, now=now)


def key_of_proof(proof: Any, *, document: Document, purpose: str) -> VerificationKey:
    """The key a proof says it was made with, if whom `document` is about may use it for `purpose`.

    Raises
    ------
    Refused
        `unsupported` or `malformed` for a proof that cannot be read, `unauthorized_key` for one made for another
        purpose or with another's key.

    Source
    ------
    VC Data Integrity 1.0 section 4.4 (verify proof, steps 3-6).
    """
    if not isinstance(proof, dict) or proof.get("type") != "DataIntegrityProof":
        raise Refused(UNSUPPORTED, "a proof that is no DataIntegrityProof")
    if not isinstance(proof.get("verificationMethod"), str):
        raise Refused(MALFORMED, "a proof that names no key")
    if proof.get("proofPurpose") != purpose:
        raise Refused(UNAUTHORIZED_KEY, "a proof made for another purpose")
    signed_at, _expires = _instant(proof, "created"), _instant(proof, "expires")
    return authorised_key(document, method_id=proof["verificationMethod"], signed_at=signed_at, purpose=purpose)


def require_lasting(proof: Mapping[str, Any], *, now: datetime) -> None:
    """Refuse a proof that ended by itself.

    Raises
    ------
    Refused
        `proof_expired`.

    Source
    ------
    VC Data Integrity 1.0 section 2.1 (expires).
    """
    expires = _instant(proof, "expires")
    if expires is not None and now >= expires:
        raise Refused(PROOF_EXPIRED, f"the proof was good until {proof['expires']}")


def _instant(proof: Mapping[str, Any], name: str) -> datetime | None:
    if name not in proof:
        return None
    try:
        return to_instant(proof[name])
    except ValueError as error:
        raise Refused(MALFORMED, f"{name} of the proof: {error}") from error
