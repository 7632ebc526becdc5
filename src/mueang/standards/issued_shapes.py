"""The documents we issue, member by member: what each says in RDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from mueang.standards.bundled_contexts import CREDENTIALS_V2, OPEN_BADGES, OPEN_BADGES_EXTENSIONS

AWARD_CONTEXTS: Final = [CREDENTIALS_V2, OPEN_BADGES, OPEN_BADGES_EXTENSIONS]
LIST_CONTEXTS: Final = [CREDENTIALS_V2]
AWARD_TYPE: Final = ["VerifiableCredential", "OpenBadgeCredential"]

_OB: Final = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_VC: Final = "https://www.w3.org/2018/credentials#"
_STATUS: Final = "https://www.w3.org/ns/credentials/status#"
_SCHEMA: Final = "https://schema.org/"
SECURITY: Final = "https://w3id.org/security#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_XSD_1EDTECH: Final = "https://www.w3.org/2001/XMLSchema#"  # their contexts say https, so that is what is signed
RDF_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

STATED, TEXT, LINK, BOOLEAN, NUMBER, NODE, NODES = range(7)


class Member(NamedTuple):
    kind: int
    predicate: str
    tail: str = " .\n"
    inner: Any = None


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What an object of ours may hold: exactly this `type`, and no member but these.

    `members` stand in the order of their predicates, so that what is written of one object is sorted as it comes.
    """

    type: str | list[str] | None
    silent: int  # members besides `id` that must be there and are no statement: `type`, and `@context` at the top
    members: tuple[tuple[str, int, str, str, Any], ...]
    required: frozenset[str]
    recurs: bool  # the same from award to award, like the achievement of a cohort


def _text(predicate: str, datatype: str = "") -> Member:
    return Member(TEXT, f" <{predicate}> ", f"^^<{datatype}> .\n" if datatype else " .\n")


def _number(predicate: str, datatype: str) -> Member:
    return Member(NUMBER, f" <{predicate}> ", f"^^<{datatype}> .\n")


def _link(predicate: str) -> Member:
    return Member(LINK, f" <{predicate}> ")


def _node(predicate: str, shape: Shape, *, many: bool = False) -> Member:
    return Member(NODES if many else NODE, f" <{predicate}> ", " .\n", shape)


def _shape(
    type_: str | list[str] | None,
    means: tuple[str, ...],
    members: Mapping[str, Member],
    *,
    required: str = "",
    recurs: bool = False,
) -> Shape:
    stated = [("", Member(STATED, f" {RDF_TYPE} <{meaning}> .\n")) for meaning in sorted(means)]
    ordered = sorted([*stated, *members.items()], key=lambda pair: pair[1].predicate)
    silent = (type_ is not None) + ("VerifiableCredential" in (type_ or ()))
    flat = tuple((key, *member) for key, member in ordered)
    return Shape(type_, silent, flat, frozenset(required.split()), recurs)


_NAMED = {"name": _text(f"{_SCHEMA}name"), "description": _text(f"{_SCHEMA}description")}
_IMAGE = _shape("Image", (f"{_OB}Image",), {"caption": _text(f"{_SCHEMA}caption")})
_PICTURED = {"image": _node(f"{_OB}image", _IMAGE)}

_PROFILE = _shape(
    ["Profile"],
    (f"{_OB}Profile",),
    _NAMED | _PICTURED | {"url": _text(f"{_SCHEMA}url", f"{_XSD_1EDTECH}anyURI")},
    required="id name",
    recurs=True,
)
_CRITERIA = _shape(None, (), {"narrative": _text(f"{_OB}narrative")})
_ALIGNMENT = _shape(
    ["Alignment"],
    (f"{_SCHEMA}AlignmentObject",),
    {
        "targetName": _text(f"{_SCHEMA}targetName"),
        "targetUrl": _text(f"{_SCHEMA}targetUrl", f"{_XSD_1EDTECH}anyURI"),
        "targetFramework": _text(f"{_SCHEMA}targetFramework"),
        "targetCode": _text(f"{_OB}targetCode"),
        "targetType": _text(f"{_OB}targetType"),
        "targetDescription": _text(f"{_SCHEMA}targetDescription"),
    },
)
_ACHIEVEMENT = _shape(
    ["Achievement"],
    (f"{_OB}Achievement",),
    _NAMED
    | _PICTURED
    | {
        "achievementType": _text(f"{_OB}achievementType"),
        "criteria": _node(f"{_OB}Criteria", _CRITERIA),
        "creditsAvailable": _number(f"{_OB}creditsAvailable", f"{_XSD_1EDTECH}float"),
        "inLanguage": _text(f"{_SCHEMA}inLanguage"),
        "alignment": _node(f"{_OB}alignment", _ALIGNMENT, many=True),
    },
    required="id name description criteria",
    recurs=True,
)
_IDENTITY = _shape(
    "IdentityObject",
    (f"{_OB}IdentityObject",),
    {
        "hashed": Member(BOOLEAN, f" <{_OB}hashed> ", f"^^<{_XSD_1EDTECH}boolean> .\n"),
        "identityHash": _text(f"{_OB}identityHash"),
        "identityType": _text(f"{_OB}identityType"),
        "salt": _text(f"{_OB}salt"),
    },
)
_SUBJECT = _shape(
    ["AchievementSubject"],
    (f"{_OB}AchievementSubject",),
    {
        "identifier": _node(f"{_OB}identifier", _IDENTITY, many=True),
        "creditsEarned": _number(f"{_OB}creditsEarned", f"{_XSD_1EDTECH}float"),
        "narrative": _text(f"{_OB}narrative"),
        "achievement": _node(f"{_OB}achievement", _ACHIEVEMENT),
    },
    required="id achievement",
)
_ENTRY = _shape(
    "BitstringStatusListEntry",
    (f"{_STATUS}BitstringStatusListEntry",),
    {
        "statusPurpose": _text(f"{_STATUS}statusPurpose"),
        "statusListIndex": _text(f"{_STATUS}statusListIndex"),
        "statusListCredential": _link(f"{_STATUS}statusListCredential"),
    },
)
_JSON_SCHEMA = _shape(
    "1EdTechJsonSchemaValidator2019",
    ("https://purl.imsglobal.org/spec/vccs/v1p0/context.json#1EdTechJsonSchemaValidator2019",),
    {},
    recurs=True,
)
_DATED = {
    "validFrom": _text(f"{_VC}validFrom", f"{XSD}dateTime"),
    "validUntil": _text(f"{_VC}validUntil", f"{XSD}dateTime"),
}
_AWARD = _shape(
    AWARD_TYPE,
    (f"{_VC}VerifiableCredential", f"{_OB}OpenBadgeCredential"),
    _DATED
    | _NAMED
    | {
        "issuer": _node(f"{_VC}issuer", _PROFILE),
        "credentialSubject": _node(f"{_VC}credentialSubject", _SUBJECT),
        "credentialStatus": _node(f"{_VC}credentialStatus", _ENTRY),
        "credentialSchema": _node(f"{_VC}credentialSchema", _JSON_SCHEMA, many=True),
    },
    required="id issuer validFrom credentialSubject",
)
_BITS = _shape(
    "BitstringStatusList",
    (f"{_STATUS}BitstringStatusList",),
    {
        "statusPurpose": _text(f"{_STATUS}statusPurpose"),
        "encodedList": _text(f"{_STATUS}encodedList", f"{SECURITY}multibase"),
    },
)
_LIST = _shape(
    ["VerifiableCredential", "BitstringStatusListCredential"],
    (f"{_VC}VerifiableCredential", f"{_STATUS}BitstringStatusListCredential"),
    _DATED
    | {
        "issuer": _link(f"{_VC}issuer"),
        "credentialSubject": _node(f"{_VC}credentialSubject", _BITS),
    },
    required="id issuer validFrom credentialSubject",
)
SHAPES: Final = ((AWARD_CONTEXTS, _AWARD), (LIST_CONTEXTS, _LIST))
