"""Open Badges 3.0: build an award, sign it, and check anybody's."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from mueang.standards import data_integrity, vc
from mueang.standards.award_shape import require_award
from mueang.standards.did import Resolver
from mueang.standards.envelopes import Envelope, Form
from mueang.standards.issued_shapes import AWARD_CONTEXTS, AWARD_TYPE
from mueang.standards.status_list import StatusSource
from mueang.standards.timestamps import to_text
from mueang.standards.verdicts import Verdict

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SCHEMA: Final = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, by its address or as a data address."""

    url: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who gives the award: the DID whose key signs, and the name people know."""

    id: str
    name: str
    url: str = ""
    description: str = ""
    image: Image | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """A line of a published framework that the achievement answers to."""

    name: str
    url: str
    framework: str = ""
    code: str = ""
    description: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an achievement and what this learner reached in it, as a line of a transcript.

    `status` is a word of the standard's list (Completed, InProgress, ...) or empty; `value` says it for people.
    """

    id: str
    name: str
    value: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class Achievement:
    """What can be earned, and by doing what."""

    id: str
    name: str
    description: str
    criteria: str
    criteria_url: str = ""
    type: str = "CertificateOfCompletion"
    language: str = ""
    credits: float | None = None
    image: Image | None = None
    alignments: tuple[Alignment, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Learner:
    """Who earned it: an opaque name for machines, and the name on the certificate; never an e-mail address.

    With `salt` the name is only written as a hash, for those who want to show a badge without showing who they are.
    """

    id: str
    name: str
    salt: str = ""


def build(
    award_id: str,
    *,
    issuer: Issuer,
    achievement: Achievement,
    learner: Learner,
    valid_from: datetime,
    valid_until: datetime | None = None,
    credits_earned: float | None = None,
    status: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """An award as an unsigned OpenBadgeCredential.

    Parameters
    ----------
    award_id : absolute address, such as `urn:uuid:...`
    issuer, achievement, learner : their own ids are absolute addresses too
    valid_from, valid_until : instants with a zone
    credits_earned : academic credits, if any
    status : what `status_list.entry` gave

    Returns
    -------
    dict, ready for `sign`.

    Raises
    ------
    ValueError
        If an instant carries no zone.

    Source
    ------
    1EdTech Open Badges 3.0, sections B.1 (AchievementCredential), B.2-B.6 (its parts), B.12-B.13 (results).
    """
    award: dict[str, Any] = {
        "@context": list(AWARD_CONTEXTS),
        "id": award_id,
        "type": list(AWARD_TYPE),
        "name": achievement.name,
        "issuer": _issuer(issuer),
        "validFrom": to_text(valid_from),
    }
    if valid_until is not None:
        award["validUntil"] = to_text(valid_until)
    subject: dict[str, Any] = {
        "id": learner.id,
        "type": ["AchievementSubject"],
        "identifier": [_identity(learner)],
    }
    award["credentialSubject"] = subject
    if credits_earned is not None:
        subject["creditsEarned"] = _number(credits_earned)
    subject["achievement"] = _achievement(achievement)
    _put(subject, "result", [_result(part) for part in achievement.parts])
    if status is not None:
        award["credentialStatus"] = dict(status)
    award["credentialSchema"] = [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}]
    return award


def sign(
    document: Mapping[str, Any], *, key: Ed25519PrivateKey, verification_method: str, created: datetime
) -> dict[str, Any]:
    """`document` with the issuer's Data Integrity proof, in suite eddsa-rdfc-2022.

    Raises
    ------
    Refused
        If a member would stay unsigned, because no context defines it or an address in it is not absolute.

    Source
    ------
    Open Badges 3.0, section 8.3 (linked data proof); W3C Data Integrity EdDSA Cryptosuites 1.0, section 3.2.1.
    """
    return data_integrity.sign(document, key=key, verification_method=verification_method, created=created)


def verify(form: Form, *, resolver: Resolver, now: datetime, status: StatusSource | None = None) -> Verdict:
    """Check an Open Badge 3.0 in any form: JSON, compact token, or baked into a PNG or SVG. See `vc.verify`.

    Source
    ------
    Open Badges 3.0, section 9 (verification and validation).
    """
    return vc.verify(form, resolver=resolver, now=now, status=status, shape=_require_award)


def _require_award(envelope: Envelope) -> None:
    if not envelope.is_our_award:  # a document of that shape has all its parts
        require_award(envelope.credential)


def _issuer(issuer: Issuer) -> dict[str, Any]:
    profile: dict[str, Any] = {"id": issuer.id, "type": ["Profile"], "name": issuer.name}
    _put(profile, "url", issuer.url)
    _put(profile, "description", issuer.description)
    return _put(profile, "image", _image(issuer.image))


def _achievement(achievement: Achievement) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": achievement.id,
        "type": ["Achievement"],
        "achievementType": achievement.type,
        "name": achievement.name,
        "description": achievement.description,
        "criteria": _put(_put({}, "id", achievement.criteria_url), "narrative", achievement.criteria),
    }
    _put(described, "inLanguage", achievement.language)
    if achievement.credits is not None:
        described["creditsAvailable"] = _number(achievement.credits)
    _put(described, "image", _image(achievement.image))
    _put(described, "resultDescription", [_described(part) for part in achievement.parts])
    return _put(described, "alignment", [_alignment(alignment) for alignment in achievement.alignments])


def _described(part: Part) -> dict[str, Any]:
    return {"id": part.id, "type": ["ResultDescription"], "name": part.name, "resultType": "Result"}


def _result(part: Part) -> dict[str, Any]:
    return _put({"type": ["Result"], "resultDescription": part.id, "value": part.value}, "status", part.status)


def _alignment(alignment: Alignment) -> dict[str, Any]:
    target: dict[str, Any] = {"type": ["Alignment"], "targetName": alignment.name, "targetUrl": alignment.url}
    _put(target, "targetFramework", alignment.framework)
    _put(target, "targetCode", alignment.code)
    _put(target, "targetDescription", alignment.description)
    return _put(target, "targetType", alignment.type)


def _image(image: Image | None) -> dict[str, Any] | None:
    return None if image is None else _put({"id": image.url, "type": "Image"}, "caption", image.caption)


def _identity(learner: Learner) -> dict[str, Any]:
    if not learner.salt:
        return {"type": "IdentityObject", "hashed": False, "identityHash": learner.name, "identityType": "name"}
    digest = hashlib.sha256((learner.name + learner.salt).encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": "name",
        "salt": learner.salt,
    }


def _number(value: float) -> float:
    """Credits as every JSON reader sees them: 3, not 3.0."""
    return int(value) if value == int(value) else value


def _put(members: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    """Write `value` if there is one; an absent member is not written at all."""
    if value:
        members[name] = value
    return members
