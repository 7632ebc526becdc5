"""Open Badges 3.0 endorsements: somebody else signs that they stand behind an achievement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from mueang.standards import vc
from mueang.standards.award_shape import strings
from mueang.standards.did import Resolver
from mueang.standards.envelopes import Envelope, Form
from mueang.standards.issued_shapes import AWARD_CONTEXTS
from mueang.standards.open_badges import Issuer
from mueang.standards.status_list import StatusSource
from mueang.standards.timestamps import to_text
from mueang.standards.verdicts import MALFORMED, Refused, Verdict

SCHEMA: Final = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential_schema.json"
TYPE: Final = ("VerifiableCredential", "EndorsementCredential")


def build(
    endorsement_id: str,
    *,
    endorser: Issuer,
    endorsed: str,
    name: str,
    comment: str,
    valid_from: datetime,
    status: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """An endorsement as an unsigned EndorsementCredential.

    Parameters
    ----------
    endorsement_id, endorsed : absolute addresses: its own, and of what is endorsed
    name, comment : what it is called, and the endorser's words
    valid_from : instant with a zone
    status : what `status_list.entry` gave

    Returns
    -------
    dict, ready for `data_integrity.sign`.

    Raises
    ------
    ValueError
        If the instant carries no zone.

    Source
    ------
    1EdTech Open Badges 3.0, sections B.5 (EndorsementCredential) and B.6 (EndorsementSubject).
    """
    profile = {"id": endorser.id, "type": ["Profile"], "name": endorser.name}
    if endorser.url:
        profile["url"] = endorser.url
    document: dict[str, Any] = {
        "@context": list(AWARD_CONTEXTS),
        "id": endorsement_id,
        "type": list(TYPE),
        "name": name,
        "issuer": profile,
        "validFrom": to_text(valid_from),
        "credentialSubject": {"id": endorsed, "type": ["EndorsementSubject"], "endorsementComment": comment},
    }
    if status is not None:
        document["credentialStatus"] = dict(status)
    return document | {"credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}]}


def verify(form: Form, *, resolver: Resolver, now: datetime, status: StatusSource | None = None) -> Verdict:
    """Check an endorsement in any form. See `vc.verify`.

    Source
    ------
    Open Badges 3.0, section 9 (verification and validation).
    """
    return vc.verify(form, resolver=resolver, now=now, status=status, shape=_require_endorsement)


def endorsed_by(credential: Mapping[str, Any]) -> str:
    """The address of what an endorsement is about; "" where it says none.

    Examples
    --------
    >>> endorsed_by({"credentialSubject": {"id": "https://city.example/credentials/achievements/1"}})
    'https://city.example/credentials/achievements/1'
    >>> endorsed_by({"credentialSubject": []})
    ''
    """
    subject = credential.get("credentialSubject")
    found = subject.get("id") if isinstance(subject, Mapping) else None
    return found if isinstance(found, str) else ""


def _require_endorsement(envelope: Envelope) -> None:
    credential = envelope.credential
    if "EndorsementCredential" not in strings(credential, "type"):
        raise Refused(MALFORMED, "type is not EndorsementCredential")
    subject = credential["credentialSubject"]
    if not isinstance(subject, Mapping) or "EndorsementSubject" not in strings(subject, "type"):
        raise Refused(MALFORMED, "credentialSubject is no EndorsementSubject")
    if not endorsed_by(credential):
        raise Refused(MALFORMED, "credentialSubject has no id")
