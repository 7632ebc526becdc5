"""Which of an issuer's published keys may have made a proof, and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from mueang.standards.did import Document, Resolver, did_key_document
from mueang.standards.timestamps import to_instant
from mueang.standards.verdicts import UNAUTHORIZED_KEY, UNKNOWN_ISSUER, UNSUPPORTED, Refused
from mueang.standards.verification_keys import VerificationKey, of_method

MAX_METHODS: Final = 256
RELATIONS: Final = ("assertionMethod", "authentication", "keyAgreement", "capabilityInvocation", "capabilityDelegation")


def controller_document(issuer: str, *, resolver: Resolver) -> Document:
    """The document in which `issuer` publishes its keys: a did:key is its own, for others `resolver` is asked.

    Raises
    ------
    Refused
        `unknown_issuer` if nobody knows it, or the document found is about somebody else.

    Source
    ------
    W3C Controlled Identifiers 1.0, section 3.3 (retrieve verification method).
    """
    if issuer.startswith("did:key:"):
        try:
            return did_key_document(issuer)
        except ValueError as error:
            raise Refused(UNKNOWN_ISSUER, f"{issuer}: {error}") from error
    try:
        document = resolver(issuer)
    except Exception as error:  # the caller's code met a stranger's address; whatever broke, the issuer is unknown
        raise Refused(UNKNOWN_ISSUER, f"{issuer}: {type(error).__name__}") from error
    if not isinstance(document, (dict, Mapping)) or document.get("id") != issuer:
        raise Refused(UNKNOWN_ISSUER, f"no keys are known for {issuer}")
    return document


def authorised_key(
    document: Document, *, method_id: str, signed_at: datetime | None, purpose: str = "assertionMethod"
) -> VerificationKey:
    """The key `method_id` of the issuer that `document` is about, if it may have signed at `signed_at` for `purpose`.

    Raises
    ------
    Refused
        `unauthorized_key` if the issuer has no such key, another controls it, it is not for this purpose, or it had
        stopped signing by `signed_at`; `unsupported` if it is of a kind we cannot use.

    Source
    ------
    W3C Controlled Identifiers 1.0, section 3.3; `expires` and `revoked` in section 2.2.
    """
    issuer = document["id"]
    for method in _methods(document, purpose):
        if _absolute(method.get("id"), issuer) == method_id and _stands_in(document, method, purpose):
            require_current(method, signed_at=signed_at)
            return usable_key(method)
    raise Refused(UNAUTHORIZED_KEY, f"{method_id} is not a signing key of {issuer}")


def assertion_methods(document: Document) -> list[Mapping[str, Any]]:
    """The verification methods with which the subject of `document` asserts, or did before they were retired.

    Source
    ------
    W3C Controlled Identifiers 1.0, section 2.3.2 (assertion).
    """
    relation = "assertionMethod"
    return [method for method in _methods(document, relation) if _stands_in(document, method, relation)]


def require_current(method: Mapping[str, Any], *, signed_at: datetime | None) -> None:
    """Refuse a key that had stopped signing by `signed_at`, or that has and we cannot tell when it signed.

    Raises
    ------
    Refused
        `unauthorized_key`.

    Source
    ------
    W3C Controlled Identifiers 1.0, section 2.2 (`expires`, `revoked`).
    """
    for word in ("expires", "revoked"):
        if word not in method:
            continue
        try:
            stopped = to_instant(method[word])
        except ValueError as error:
            raise Refused(UNAUTHORIZED_KEY, f"{word} of the key is not a date") from error
        if signed_at is None or signed_at >= stopped:
            raise Refused(UNAUTHORIZED_KEY, f"the key stopped signing at {method[word]}")


def usable_key(method: Mapping[str, Any]) -> VerificationKey:
    """The key of `method`.

    Raises
    ------
    Refused
        `unsupported` if it is of a kind we cannot use.

    Source
    ------
    W3C Controlled Identifiers 1.0, section 2.2.
    """
    try:
        return of_method(method)
    except ValueError as error:
        raise Refused(UNSUPPORTED, f"the issuer's key cannot be used: {error}") from error


def _methods(document: Document, relation: str) -> list[Mapping[str, Any]]:
    listed = _listed(document, "verificationMethod") + _listed(document, relation)
    return [method for method in listed if isinstance(method, dict)]


def _stands_in(document: Document, method: Mapping[str, Any], relation: str) -> bool:
    """Whether the subject uses its own `method` for this, or asserted with it before it stood in no relation."""
    issuer = document["id"]
    name = _absolute(method.get("id"), issuer)
    named = _listed(document, relation)
    if method.get("controller") != issuer:
        return False
    if name in named or method in named or name in [_absolute(item, issuer) for item in named]:
        return True
    if relation != "assertionMethod":
        return False
    others = [_absolute(item, issuer) for other in RELATIONS[1:] for item in _listed(document, other)]
    return ("expires" in method or "revoked" in method) and name not in others


def _listed(document: Document, name: str) -> list[Any]:
    value = document.get(name, [])
    return value[:MAX_METHODS] if isinstance(value, list) else []


def _absolute(method_id: Any, issuer: str) -> Any:
    if isinstance(method_id, str) and method_id.startswith("#"):
        return issuer + method_id
    return method_id
