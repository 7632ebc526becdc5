"""Data Integrity proofs with Ed25519: made with eddsa-rdfc-2022, checked with that and eddsa-jcs-2022."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from mueang.standards import jsonld, known_shapes, strict_json
from mueang.standards.bundled_contexts import ContextLoader, load
from mueang.standards.multibase import from_base58, to_base58
from mueang.standards.timestamps import to_text
from mueang.standards.verdicts import MALFORMED, TAMPERED, UNSUPPORTED, Refused
from mueang.standards.verification_keys import VerificationKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

RDFC: Final = "eddsa-rdfc-2022"
JCS: Final = "eddsa-jcs-2022"
SIGNATURE_BYTES: Final = 64

Json = Mapping[str, Any]


def sign(
    document: Json,
    *,
    key: Ed25519PrivateKey,
    verification_method: str,
    created: datetime,
    contexts: ContextLoader = load,
) -> dict[str, Any]:
    """`document` with a proof by `key` added, in suite eddsa-rdfc-2022.

    Parameters
    ----------
    document : JSON-LD; proofs it already has are kept, as a set
    key : private Ed25519 key
    verification_method : the address under which the issuer publishes the public key
    created : instant with a zone, written to the second
    contexts : gives the document of a context by its address

    Returns
    -------
    dict, the document with its proofs as an array, as the 1EdTech schema asks.

    Raises
    ------
    Refused
        If a member would stay unsigned (see `jsonld.canonical_quads`).
    ValueError
        If `created` has no zone.

    Source
    ------
    W3C Recommendation Data Integrity EdDSA Cryptosuites 1.0, section 3.2.1.
    """
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": RDFC,
        "created": to_text(created),
        "verificationMethod": verification_method,
        "proofPurpose": "assertionMethod",
    }
    bare = dict(document)
    bare.pop("proof", None)
    signature = key.sign(hash_data(bare, options=options, contexts=contexts))
    return bare | {"proof": [*proofs_of(document), options | {"proofValue": to_base58(signature)}]}


def verify(
    document: Json,
    *,
    proof: Json,
    key: VerificationKey,
    quads: bytes | None = None,
    contexts: ContextLoader = load,
) -> None:
    """Check that `key` made `proof` over `document`.

    Parameters
    ----------
    document : JSON, with or without its proofs
    proof : one of its proofs
    key : the public key that `proof` names; who it belongs to is for the caller to know
    quads : the canonical N-Quads of `document` without its proofs, where they are known already
    contexts : gives the document of a context by its address

    Raises
    ------
    Refused
        `tampered` if the signature does not cover the document and the proof as they are written, `unsupported` for
        another suite, `malformed` or `unsupported` for what `jsonld.canonical_quads` refuses.

    Source
    ------
    W3C Recommendation Data Integrity EdDSA Cryptosuites 1.0, sections 3.2.2 and 3.3.2.
    """
    try:
        signature = from_base58(proof.get("proofValue") or "")
    except (ValueError, TypeError) as error:
        raise Refused(TAMPERED, "proofValue is not base58") from error
    options = dict(proof)
    options.pop("proofValue", None)
    if quads is not None and options.get("cryptosuite") == RDFC and "previousProof" not in options:
        data = hash_data(document, options=options, quads=quads, contexts=contexts)
    else:
        data = hash_data(_secured(document, proof), options=options, contexts=contexts)
    if len(signature) != SIGNATURE_BYTES or not key.signed(data, signature=signature):
        raise Refused(TAMPERED, "the signature does not match what is written")


def hash_data(document: Json, *, options: Json, quads: bytes | None = None, contexts: ContextLoader = load) -> bytes:
    """What is signed: SHA-256 of the proof options, then SHA-256 of the document, both canonical.

    Parameters
    ----------
    document : JSON without the proof being made or checked
    options : the proof without `proofValue`
    quads : the canonical N-Quads of `document`, where they are known already; only its contexts are read then
    contexts : gives the document of a context by its address

    Returns
    -------
    bytes, 64.

    Raises
    ------
    Refused
        As `verify` does.

    Source
    ------
    W3C Recommendation Data Integrity EdDSA Cryptosuites 1.0, sections 3.2.3-3.2.5 and 3.3.3-3.3.5.
    """
    if options.get("type") != "DataIntegrityProof":
        raise Refused(UNSUPPORTED, f"proof of type {str(options.get('type'))[:60]!r}")
    suite = options.get("cryptosuite")
    if suite not in (RDFC, JCS):
        raise Refused(UNSUPPORTED, f"cryptosuite {str(suite)[:60]!r}")
    # Both suites sign the document under its own contexts; a proof that names others says something else.
    if "@context" in options and options["@context"] != document.get("@context"):
        raise Refused(TAMPERED, "the proof has another @context than the document")
    if suite == JCS:
        return _sha256(canonical_json(options)) + _sha256(canonical_json(document))
    rdf = canonical_rdf(document, contexts=contexts) if quads is None else quads
    return _options_hash(options, document, contexts) + _sha256(rdf)


def canonical_rdf(document: Json, *, contexts: ContextLoader = load) -> bytes:
    """The canonical N-Quads of `document`, by the short way if it is of a shape we issue ourselves.

    Raises
    ------
    Refused
        See `jsonld.canonical_quads`.

    Source
    ------
    W3C Recommendation Data Integrity EdDSA Cryptosuites 1.0, section 3.2.3.
    """
    quads = known_shapes.canonical_quads(document)
    if quads is not None:
        return quads
    try:
        plain = strict_json.checked(document)
    except strict_json.MalformedJson as error:
        raise Refused(MALFORMED, str(error)) from error
    return jsonld.canonical_quads(plain, contexts=contexts).encode()


def canonical_json(document: Json) -> bytes:
    """The one JSON text of `document`: sorted, without spaces, numbers as ECMAScript writes them.

    Raises
    ------
    Refused
        `malformed` if `document` is not JSON that every reader understands alike.

    Source
    ------
    RFC 8785 (JSON Canonicalization Scheme).
    """
    import rfc8785  # strangers' badges only: our own suite does not need it

    try:
        canonical: bytes = rfc8785.dumps(strict_json.checked(document))
    except ValueError as error:
        raise Refused(MALFORMED, str(error)) from error
    return canonical


def proofs_of(document: Json) -> list[Any]:
    """The proofs of `document`, none, one or several, as a list.

    Source
    ------
    W3C Recommendation VC Data Integrity 1.0, section 2.1.1 (proof sets).
    """
    proof = document.get("proof", [])
    return list(proof) if isinstance(proof, list) else [proof]


def _secured(document: Json, proof: Json) -> dict[str, Any]:
    """The document as `proof` covers it: without proofs, or with those it says it was made after."""
    bare = dict(document)
    bare.pop("proof", None)
    if "previousProof" not in proof:
        return bare
    named = proof["previousProof"]
    names = named if isinstance(named, list) else [named]
    earlier = [other for other in proofs_of(document) if isinstance(other, Mapping) and other.get("id") in names]
    if any(sum(other["id"] == name for other in earlier) != 1 for name in names):
        raise Refused(TAMPERED, "an earlier proof that this one was made after is missing")
    return bare | {"proof": earlier}


def _options_hash(options: Json, document: Json, contexts: ContextLoader) -> bytes:
    config = dict(options) | {"@context": document.get("@context")}
    known = known_shapes.proof_quads(config)
    return _sha256(canonical_rdf(config, contexts=contexts) if known is None else known)


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
