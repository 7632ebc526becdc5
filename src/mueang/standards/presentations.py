"""W3C Verifiable Presentations: credentials shown by their holder, in answer to one question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from mueang.standards import data_integrity, strict_json, vc
from mueang.standards.authenticity import MAX_PROOFS, key_of_proof, require_lasting
from mueang.standards.bundled_contexts import ContextLoader, load
from mueang.standards.controller_documents import controller_document
from mueang.standards.credential_shape import parts_of, require_kind, require_name
from mueang.standards.did import Resolver
from mueang.standards.envelopes import refusal_of
from mueang.standards.status_list import StatusSource
from mueang.standards.verdicts import MALFORMED, UNAUTHORIZED_KEY, UNSIGNED, Check, Refused, Verdict, verdict

Json = Mapping[str, Any]

ENVELOPE: Final = "data:application/vc+jwt,"
MAX_CREDENTIALS: Final = 32


def verify(
    presentation: Any,
    *,
    resolver: Resolver,
    now: datetime,
    status: StatusSource | None = None,
    challenge: str | None = None,
    domain: str | None = None,
    contexts: ContextLoader = load,
) -> Verdict:
    """Check a presentation and every credential in it; whatever it is, the answer is a verdict and not an exception.

    Parameters
    ----------
    presentation : parsed JSON
    resolver, now, status, contexts : as for `vc.verify`
    challenge, domain : what the holder was asked to sign with; None if nothing was asked

    Returns
    -------
    Verdict, with the checks format, holder and proof, and then the checks of each credential, `credential 1: proof`
    and so on.

    Source
    ------
    VC Data Model 2.0, sections 4.13 (presentations) and 7.1 (verification).
    """
    try:
        document = strict_json.checked(presentation)
        credentials = list(_credentials(document))
    except strict_json.MalformedJson as error:
        refusal = refusal_of(error)
        return verdict([Check("format", ok=False, code=refusal.code, detail=refusal.detail)], credential=None)
    except Refused as refusal:
        return verdict([Check("format", ok=False, code=refusal.code, detail=refusal.detail)], credential=None)
    asked = {"challenge": challenge, "domain": domain}
    checks = [vc.FORMAT_HOLDS, _proof(document, resolver, now, asked, contexts)]
    for number, form in enumerate(credentials, start=1):
        found = vc.verify(form, resolver=resolver, now=now, status=status, contexts=contexts)
        checks += [check._replace(name=f"credential {number}: {check.name}") for check in found.checks]
    return verdict(checks, credential=document)


def _credentials(document: Any) -> Iterator[Json | str]:
    """What is presented, each as `vc.verify` takes it."""
    if not isinstance(document, dict):
        raise Refused(MALFORMED, "a presentation is an object")
    require_kind(document, "VerifiablePresentation")
    _holder(document)
    for count, part in enumerate(parts_of(document, "verifiableCredential")):
        if count >= MAX_CREDENTIALS:
            raise Refused(MALFORMED, f"more than {MAX_CREDENTIALS} credentials")
        yield _enveloped(part) if "EnvelopedVerifiableCredential" in str(part.get("type")) else part


def _enveloped(part: Json) -> str:
    name = part.get("id")
    if not isinstance(name, str) or not name.startswith(ENVELOPE):
        raise Refused(MALFORMED, "an enveloped credential that is no vc+jwt")
    return name.removeprefix(ENVELOPE)


def _holder(document: Json) -> str | None:
    """Who presents, if it says so."""
    holder = document.get("holder")
    if holder is None:
        return None
    named = {"id": holder} if isinstance(holder, str) else holder
    if not isinstance(named, dict) or "id" not in named:
        raise Refused(MALFORMED, "a holder without a name")
    require_name(named, "the holder")
    return str(named["id"])


def _proof(
    document: Json, resolver: Resolver, now: datetime, asked: Mapping[str, str | None], contexts: ContextLoader
) -> Check:
    proofs = data_integrity.proofs_of(document)
    try:
        if not 0 < len(proofs) <= MAX_PROOFS:
            raise Refused(UNSIGNED if not proofs else MALFORMED, f"{len(proofs)} proofs")
        for proof in proofs:
            _require_proof(document, proof, resolver=resolver, asked=asked, contexts=contexts)
            require_lasting(proof, now=now)
    except Refused as refusal:
        return Check("proof", ok=False, code=refusal.code, detail=refusal.detail)
    return Check("proof", ok=True)


def _require_proof(
    document: Json, proof: Any, *, resolver: Resolver, asked: Mapping[str, str | None], contexts: ContextLoader
) -> None:
    method = proof.get("verificationMethod") if isinstance(proof, dict) else None
    who = _holder(document) or (method.partition("#")[0] if isinstance(method, str) else "")
    controller = controller_document(who, resolver=resolver)
    key = key_of_proof(proof, document=controller, purpose="authentication")
    for name, wanted in asked.items():
        if wanted is not None and proof.get(name) != wanted:
            raise Refused(UNAUTHORIZED_KEY, f"signed for another {name}")
    data_integrity.verify(document, proof=proof, key=key, contexts=contexts)
