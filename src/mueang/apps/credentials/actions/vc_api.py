"""Sign what a conformance suite posts, by the code that signs every award."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from mueang.apps.audit.actions import record
from mueang.apps.credentials.actions.issuers import signing_key
from mueang.apps.credentials.actions.signing import seal
from mueang.apps.credentials.models import Issuer, StatusList
from mueang.apps.credentials.queries.addresses import did_of
from mueang.apps.credentials.queries.documents import entry_of
from mueang.apps.credentials.queries.vc_api import suite_contexts
from mueang.standards import strict_json
from mueang.standards.authenticity import issuer_of
from mueang.standards.bundled_contexts import CREDENTIALS_V1, CREDENTIALS_V2, DATA_INTEGRITY
from mueang.standards.credential_shape import require_credential
from mueang.standards.did import did_key
from mueang.standards.envelopes import refusal_of
from mueang.standards.verdicts import MALFORMED, UNAUTHORIZED_KEY, Refused


@transaction.atomic
def issue_posted_credential(*, issuer: Issuer, credential: Any, now: datetime) -> dict[str, Any]:
    """The credential under `issuer`'s name, with a bit in its status list and its proof.

    It may be issued under the did:key of the issuer's current key too, for suites that know no did:web; no status
    list is published under that name. Raises NoSigningKey, and `verdicts.Refused` for what is no credential.
    """
    document = checked(credential)
    _row, private = signing_key(issuer)
    own = {did_of(issuer), did_key(private.public_key())}
    document.setdefault("issuer", did_of(issuer))
    require_credential(document)
    if document["@context"][0] == CREDENTIALS_V1 and DATA_INTEGRITY not in document["@context"]:
        document["@context"].append(DATA_INTEGRITY)  # the older model has no words for a proof
    name = issuer_of(document)
    if name not in own:
        raise Refused(UNAUTHORIZED_KEY, f"{name} does not sign here")
    by_key = "" if name == did_of(issuer) else name

    def with_status(status_list: StatusList, index: int) -> dict[str, Any]:
        takes_status = not by_key and "credentialStatus" not in document and document["@context"][0] == CREDENTIALS_V2
        return document | ({"credentialStatus": entry_of(status_list, index)} if takes_status else {})

    (sealed,) = seal(issuer, [with_status], at=now.replace(microsecond=0), did_key=by_key, contexts=suite_contexts)
    record(actor=None, verb="credentials.suite_signed", target=issuer, book=issuer.city.slug)
    return one_proof(sealed.document)


def checked(credential: Any) -> dict[str, Any]:
    try:
        document = strict_json.checked(credential)
    except strict_json.MalformedJson as error:
        raise refusal_of(error) from error
    if not isinstance(document, dict):
        raise Refused(MALFORMED, "a credential is an object")
    return document


def one_proof(document: Mapping[str, Any]) -> dict[str, Any]:
    """A proof that stands alone as an object: awards carry an array, as the Open Badges schema wants it."""
    proofs = document["proof"]
    return {**document, "proof": proofs[0]} if len(proofs) == 1 else dict(document)
