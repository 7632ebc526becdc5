"""W3C Verifiable Credentials, data model 1.1 and 2.0: is this one whole, from its issuer, in force and not revoked?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from mueang.standards.authenticity import authenticity
from mueang.standards.bundled_contexts import ContextLoader, load
from mueang.standards.credential_shape import require_credential
from mueang.standards.did import Resolver
from mueang.standards.envelopes import Envelope, Form, open_envelope
from mueang.standards.jose import instant_of
from mueang.standards.status_list import StatusSource, require_good_standing
from mueang.standards.timestamps import to_instant, to_text
from mueang.standards.verdicts import EXPIRED, MALFORMED, NOT_YET_VALID, Check, Refused, Verdict, verdict

Json = Mapping[str, Any]
Shape = Callable[[Envelope], None]

FORMAT_HOLDS: Final = Check("format", ok=True)
SHAPE_HOLDS: Final = Check("shape", ok=True)
NOT_BEFORE_HOLDS: Final = Check("not_before", ok=True)
EXPIRY_HOLDS: Final = Check("expiry", ok=True)
STATUS_HOLDS: Final = Check("status", ok=True)
# The same terms may stand in either version: 1.1 defines validFrom and validUntil too, for later use.
STARTS: Final = ("validFrom", "issuanceDate")
ENDS: Final = ("validUntil", "expirationDate")


def verify(
    form: Form,
    *,
    resolver: Resolver,
    now: datetime,
    status: StatusSource | None = None,
    shape: Shape | None = None,
    contexts: ContextLoader = load,
) -> Verdict:
    """Check a credential in any form; whatever it is, the answer is a verdict and not an exception.

    Parameters
    ----------
    form : parsed JSON, JSON text, a compact token, or the bytes of these or of a PNG or SVG image
    resolver : gives the controller document of an issuer by its address, or None; not asked for a did:key
    now : instant with a zone
    status : gives the status list published at an address; without it a credential that has a status is
        `status_unknown`, though `Verdict.authentic` still tells whether the issuer wrote it
    shape : a further check of what is in the envelope, raising `Refused`
    contexts : gives the document of a context by its address; knows the pinned ones unless told otherwise

    Returns
    -------
    Verdict, with the checks format, shape, issuer, proof, not_before, expiry and status, as far as they could be made.

    Raises
    ------
    ValueError
        If `now` carries no zone.

    Source
    ------
    VC Data Model 2.0, section 7.1 (verification) and 4.9 (validity period).
    """
    if now.tzinfo is None:
        raise ValueError("an instant needs a zone")
    try:
        envelope = open_envelope(form)
    except Refused as refusal:
        return verdict([_failed("format", refusal)], credential=None)
    credential = envelope.credential
    try:
        if envelope.quads is None:  # a document of a shape we issue has all its parts
            require_credential(credential)
        if shape is not None:
            shape(envelope)
        starts, ends = _period(envelope)
    except Refused as refusal:
        return verdict([FORMAT_HOLDS, _failed("shape", refusal)], credential=credential)
    checks = [FORMAT_HOLDS, SHAPE_HOLDS, *authenticity(envelope, resolver=resolver, now=now, contexts=contexts)]
    checks += _in_force(starts, ends, now)
    checks.append(_standing(credential, status, resolver, now))
    return verdict(checks, credential=credential)


def _period(envelope: Envelope) -> tuple[list[datetime], list[datetime]]:
    """All instants that the credential says it begins and ends at."""
    credential = envelope.credential
    starts, ends = list(_instants(credential, STARTS)), list(_instants(credential, ENDS))
    if envelope.token is not None:
        starts += filter(None, [instant_of(envelope.token.claims, "nbf")])
        ends += filter(None, [instant_of(envelope.token.claims, "exp")])
    return starts, ends


def _instants(credential: Json, names: tuple[str, ...]) -> Iterator[datetime]:
    for name in names:
        if name in credential:
            try:
                yield to_instant(credential[name])
            except ValueError as error:
                raise Refused(MALFORMED, f"{name}: {error}") from error


def _in_force(starts: list[datetime], ends: list[datetime], now: datetime) -> list[Check]:
    not_before, expiry = NOT_BEFORE_HOLDS, EXPIRY_HOLDS
    if starts and now < max(starts):
        not_before = Check("not_before", ok=False, code=NOT_YET_VALID, detail=f"begins {to_text(max(starts))}")
    if ends and now >= min(ends):
        expiry = Check("expiry", ok=False, code=EXPIRED, detail=f"ended {to_text(min(ends))}")
    return [not_before, expiry]


def _standing(credential: Json, status: StatusSource | None, resolver: Resolver, now: datetime) -> Check:
    try:
        require_good_standing(credential, source=status, resolver=resolver, now=now)
    except Refused as refusal:
        return _failed("status", refusal)
    return STATUS_HOLDS


def _failed(name: str, refusal: Refused) -> Check:
    return Check(name, ok=False, code=refusal.code, detail=refusal.detail)
