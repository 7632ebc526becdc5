"""Canonical N-Quads of the shapes we issue, written straight from their members.

A JSON-LD processor takes milliseconds to find out what a document of ours means; here its meaning is written down. Every
shape is a table: member, predicate, kind of value. A document that departs from its table by a single member, type
or context is not ours, and the answer is None: then `linked_data` decides. `tests/standards/test_known_shapes.py` holds
the two to the same bytes.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, Final, NamedTuple

from mueang.standards import rdf_dataset
from mueang.standards.bundled_contexts import CREDENTIALS_V2, OPEN_BADGES, OPEN_BADGES_EXTENSIONS
from mueang.standards.strict_json import EXACT_INTEGER

AWARD_CONTEXTS: Final = [CREDENTIALS_V2, OPEN_BADGES, OPEN_BADGES_EXTENSIONS]
LIST_CONTEXTS: Final = [CREDENTIALS_V2]
MAX_NODES: Final = 32  # in one array
MAX_NAMES: Final = 1_000  # letters of key name and date, of which the last few are kept

_OB: Final = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_VC: Final = "https://www.w3.org/2018/credentials#"
_STATUS: Final = "https://www.w3.org/ns/credentials/status#"
_SCHEMA: Final = "https://schema.org/"
_SECURITY: Final = "https://w3id.org/security#"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_XSD_1EDTECH: Final = "https://www.w3.org/2001/XMLSchema#"  # their contexts say https, so that is what is signed
_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

# Only schemes that no context could take for a prefix, and only characters that N-Quads writes unescaped.
_IRI: Final = re.compile(
    r"(?:https?://|urn:uuid:|did:[a-z0-9]+:|data:)[^\x00-\x20<>\"{}|\\^`\x7f-\xa0\s\ufeff]+"
)
# Holds a NUL, which neither a literal nor an address can hold unescaped.
_BLANK: Final = re.compile(b"_:\0[0-9]+\0")

_STATED, _TEXT, _LINK, _BOOLEAN, _NUMBER, _NODE, _NODES = range(7)


class _NotOurs(Exception):  # noqa: N818 - no error: the way out of the recursion to the generic path
    """The document is not of the shape."""


class _Member(NamedTuple):
    kind: int
    predicate: str
    tail: str = " .\n"
    inner: Any = None


@dataclass(frozen=True, slots=True)
class _Shape:
    """What an object of ours may hold: exactly this `type`, and no member but these.

    `members` stand in the order of their predicates, so that what is written of one object is sorted as it comes.
    """

    type: str | list[str] | None
    silent: int  # members besides `id` that must be there and are no statement: `type`, and `@context` at the top
    members: tuple[tuple[str, int, str, str, Any], ...]


def _text(predicate: str, datatype: str = "") -> _Member:
    return _Member(_TEXT, f" <{predicate}> ", f"^^<{datatype}> .\n" if datatype else " .\n")


def _number(predicate: str, datatype: str) -> _Member:
    return _Member(_NUMBER, f" <{predicate}> ", f"^^<{datatype}> .\n")


def _link(predicate: str) -> _Member:
    return _Member(_LINK, f" <{predicate}> ")


def _node(predicate: str, shape: _Shape, *, many: bool = False) -> _Member:
    return _Member(_NODES if many else _NODE, f" <{predicate}> ", " .\n", shape)


def _shape(type_: str | list[str] | None, means: tuple[str, ...], /, **members: _Member) -> _Shape:
    stated = [("", _Member(_STATED, f" {_TYPE} <{meaning}> .\n")) for meaning in sorted(means)]
    ordered = sorted([*stated, *members.items()], key=lambda pair: pair[1].predicate)
    silent = (type_ is not None) + ("VerifiableCredential" in (type_ or ()))
    return _Shape(type_, silent, tuple((key, *member) for key, member in ordered))


_IMAGE = _shape("Image", (f"{_OB}Image",), caption=_text(f"{_SCHEMA}caption"))
_NAMED = {"name": _text(f"{_SCHEMA}name"), "description": _text(f"{_SCHEMA}description")}
_PICTURED = {"image": _node(f"{_OB}image", _IMAGE)}

_PROFILE = _shape(
    ["Profile"],
    (f"{_OB}Profile",),
    **_NAMED,
    **_PICTURED,
    url=_text(f"{_SCHEMA}url", f"{_XSD_1EDTECH}anyURI"),
)
_CRITERIA = _shape(None, (), narrative=_text(f"{_OB}narrative"))
_ALIGNMENT = _shape(
    ["Alignment"],
    (f"{_SCHEMA}AlignmentObject",),
    targetName=_text(f"{_SCHEMA}targetName"),
    targetUrl=_text(f"{_SCHEMA}targetUrl", f"{_XSD_1EDTECH}anyURI"),
    targetFramework=_text(f"{_SCHEMA}targetFramework"),
    targetCode=_text(f"{_OB}targetCode"),
    targetType=_text(f"{_OB}targetType"),
    targetDescription=_text(f"{_SCHEMA}targetDescription"),
)
_ACHIEVEMENT = _shape(
    ["Achievement"],
    (f"{_OB}Achievement",),
    **_NAMED,
    **_PICTURED,
    achievementType=_text(f"{_OB}achievementType"),
    criteria=_node(f"{_OB}Criteria", _CRITERIA),
    creditsAvailable=_number(f"{_OB}creditsAvailable", f"{_XSD_1EDTECH}float"),
    inLanguage=_text(f"{_SCHEMA}inLanguage"),
    alignment=_node(f"{_OB}alignment", _ALIGNMENT, many=True),
)
_IDENTITY = _shape(
    "IdentityObject",
    (f"{_OB}IdentityObject",),
    hashed=_Member(_BOOLEAN, f" <{_OB}hashed> ", f"^^<{_XSD_1EDTECH}boolean> .\n"),
    identityHash=_text(f"{_OB}identityHash"),
    identityType=_text(f"{_OB}identityType"),
    salt=_text(f"{_OB}salt"),
)
_SUBJECT = _shape(
    ["AchievementSubject"],
    (f"{_OB}AchievementSubject",),
    identifier=_node(f"{_OB}identifier", _IDENTITY, many=True),
    creditsEarned=_number(f"{_OB}creditsEarned", f"{_XSD_1EDTECH}float"),
    narrative=_text(f"{_OB}narrative"),
    achievement=_node(f"{_OB}achievement", _ACHIEVEMENT),
)
_ENTRY = _shape(
    "BitstringStatusListEntry",
    (f"{_STATUS}BitstringStatusListEntry",),
    statusPurpose=_text(f"{_STATUS}statusPurpose"),
    statusListIndex=_text(f"{_STATUS}statusListIndex"),
    statusListCredential=_link(f"{_STATUS}statusListCredential"),
)
_JSON_SCHEMA = _shape(
    "1EdTechJsonSchemaValidator2019",
    ("https://purl.imsglobal.org/spec/vccs/v1p0/context.json#1EdTechJsonSchemaValidator2019",),
)
_DATED = {
    "validFrom": _text(f"{_VC}validFrom", f"{_XSD}dateTime"),
    "validUntil": _text(f"{_VC}validUntil", f"{_XSD}dateTime"),
}
_AWARD = _shape(
    ["VerifiableCredential", "OpenBadgeCredential"],
    (f"{_VC}VerifiableCredential", f"{_OB}OpenBadgeCredential"),
    **_DATED,
    **_NAMED,
    issuer=_node(f"{_VC}issuer", _PROFILE),
    credentialSubject=_node(f"{_VC}credentialSubject", _SUBJECT),
    credentialStatus=_node(f"{_VC}credentialStatus", _ENTRY),
    credentialSchema=_node(f"{_VC}credentialSchema", _JSON_SCHEMA, many=True),
)
_BITS = _shape(
    "BitstringStatusList",
    (f"{_STATUS}BitstringStatusList",),
    statusPurpose=_text(f"{_STATUS}statusPurpose"),
    encodedList=_text(f"{_STATUS}encodedList", f"{_SECURITY}multibase"),
    ttl=_number(f"{_STATUS}ttl", f"{_XSD}integer"),
)
_LIST = _shape(
    ["VerifiableCredential", "BitstringStatusListCredential"],
    (f"{_VC}VerifiableCredential", f"{_STATUS}BitstringStatusListCredential"),
    **_DATED,
    issuer=_link(f"{_VC}issuer"),
    credentialSubject=_node(f"{_VC}credentialSubject", _BITS),
)
_SHAPES: Final = ((AWARD_CONTEXTS, _AWARD), (LIST_CONTEXTS, _LIST))
_PROOF_MEMBERS: Final = {
    "@context", "type", "cryptosuite", "created", "verificationMethod", "proofPurpose",
}  # fmt: skip


def canonical_quads(document: Mapping[str, Any]) -> bytes | None:
    """The canonical N-Quads of a document of our own shape; None for any other.

    Parameters
    ----------
    document : a credential without its proof, of any origin

    Returns
    -------
    bytes, the UTF-8 of what `linked_data.canonical_quads` gives, or None.

    Source
    ------
    RDFC-1.0 section 4.4, for graphs whose blank nodes differ in their first-degree hashes.
    """
    for contexts, shape in _SHAPES:
        if document.get("type") == shape.type and document.get("@context") == contexts:
            try:
                return _canonical(document, shape)
            except (_NotOurs, UnicodeEncodeError):
                return None
    return None


def proof_quads(options: Mapping[str, Any]) -> bytes | None:
    """The canonical N-Quads of the proof options we sign with; None for any other.

    Parameters
    ----------
    options : a proof without `proofValue`, with the `@context` of its document

    Returns
    -------
    bytes or None, as `canonical_quads`.

    Source
    ------
    W3C Recommendation Data Integrity EdDSA Cryptosuites 1.0, section 3.2.5.
    """
    created, method = options.get("created"), options.get("verificationMethod")
    ours = (
        options.keys() == _PROOF_MEMBERS
        and options["@context"] in (AWARD_CONTEXTS, LIST_CONTEXTS)
        and options["type"] == "DataIntegrityProof"
        and options["proofPurpose"] == "assertionMethod"
        and options["cryptosuite"] == "eddsa-rdfc-2022"
        and isinstance(created, str)
        and isinstance(method, str)
        and len(created) + len(method) < MAX_NAMES
    )
    return _proof_quads(created, method) if ours else None


@lru_cache(maxsize=64)  # a cohort is signed with one key in one second
def _proof_quads(created: str, method: str) -> bytes | None:
    if not created.isascii() or not _is_iri(method):
        return None
    instant = rdf_dataset.literal(created, datatype=f"{_XSD}dateTime")
    return (
        f"_:c14n0 <http://purl.org/dc/terms/created> {instant} .\n"
        f"_:c14n0 {_TYPE} <{_SECURITY}DataIntegrityProof> .\n"
        f'_:c14n0 <{_SECURITY}cryptosuite> "eddsa-rdfc-2022"^^<{_SECURITY}cryptosuiteString> .\n'
        f"_:c14n0 <{_SECURITY}proofPurpose> <{_SECURITY}assertionMethod> .\n"
        f"_:c14n0 <{_SECURITY}verificationMethod> <{method}> .\n"
    ).encode()


def _canonical(document: Mapping[str, Any], shape: _Shape) -> bytes:
    # JSON and N-Quads escape alike but for control characters, and JSON's escaping runs in C.
    writer = _Writer(encode_basestring, "_:c14n0")
    writer.node(document, shape)
    # What is said of one object is sorted already, so sorting the objects sorts the lines.
    data = "".join(sorted(writer.blocks)).encode()
    if writer.blanks > 1 or b"\x7f" in data or (b"\\" in data and b"\\u" in data):
        writer = _Writer(rdf_dataset.literal, "_:\0%d\0")
        writer.node(document, shape)
        return _named("".join(writer.blocks).encode(), writer.blanks)
    return data


class _Writer:
    def __init__(self, quote: Callable[[str], str], blank: str) -> None:
        self.quote = quote
        self.blank = blank
        self.blocks: list[str] = []
        self.blanks = 0
        self.ids: set[str] = set()

    def node(self, value: Any, shape: _Shape) -> str:
        """Write what `value` says, and return the name it goes by."""
        if type(value) is not dict or value.get("type") != shape.type:
            raise _NotOurs
        subject, parts, quote = self._subject(value), [""], self.quote
        unread = len(value) - shape.silent - ("id" in value)
        for key, kind, predicate, tail, inner in shape.members:
            if kind == _STATED:
                parts.append(predicate)
            elif key in value:
                unread -= 1
                item = value[key]
                if kind == _TEXT and type(item) is str:
                    parts.append(f"{predicate}{quote(item)}{tail}")
                elif kind == _NODES:
                    parts += self._many(item, predicate, inner)
                else:
                    parts.append(f"{predicate}{self._object(item, kind, inner)}{tail}")
        if unread:
            raise _NotOurs
        self.blocks.append(subject.join(parts))
        return subject

    def _subject(self, value: Mapping[str, Any]) -> str:
        if "id" not in value:
            self.blanks += 1
            return self.blank.replace("%d", str(self.blanks))
        name = value["id"]
        # A second description of the same thing would be merged with the first; that is for the generic path.
        if not _is_iri(name) or name in self.ids:
            raise _NotOurs
        self.ids.add(name)
        return f"<{name}>"

    def _many(self, items: Any, predicate: str, inner: Any) -> list[str]:
        if type(items) is not list or len(items) > MAX_NODES:
            raise _NotOurs
        return sorted(f"{predicate}{self.node(item, inner)} .\n" for item in items)

    def _object(self, item: Any, kind: int, inner: Any) -> str:
        if kind == _NODE:
            return self.node(item, inner)
        if kind == _LINK and _is_iri(item):
            return f"<{item}>"
        if kind == _BOOLEAN and type(item) is bool:
            return '"true"' if item else '"false"'
        if kind == _NUMBER:
            return f'"{_digits(item)}"'
        raise _NotOurs


def _is_iri(value: Any) -> bool:
    return type(value) is str and _IRI.fullmatch(value) is not None


def _digits(number: Any) -> str:
    if type(number) is int and abs(number) <= EXACT_INTEGER:
        return str(number)
    if type(number) is float and math.isfinite(number) and number != int(number):
        mantissa, exponent = f"{number:.15E}".split("E")
        whole, fraction = mantissa.split(".")
        return f"{whole}.{fraction.rstrip('0') or '0'}E{int(exponent)}"
    raise _NotOurs


def _named(data: bytes, blanks: int) -> bytes:
    """The statements sorted, with canonical names for the blank nodes in them."""
    lines = [line + b"\n" for line in data.split(b"\n") if b"\0" in line]
    marks = [b"_:\0%d\0" % number for number in range(1, blanks + 1)]
    ranked = sorted((_first_degree(mark, lines), mark) for mark in marks)
    if len({digest for digest, _ in ranked}) < blanks:
        raise _NotOurs
    names = {mark: b"_:c14n%d" % rank for rank, (_, mark) in enumerate(ranked)}
    named = _BLANK.sub(lambda found: names[found[0]], data).split(b"\n")
    return b"\n".join(sorted(named))[1:] + b"\n"


def _first_degree(blank: bytes, lines: list[bytes]) -> str:
    own = sorted(_BLANK.sub(b"_:z", line.replace(blank, b"_:a")) for line in lines if blank in line)
    return hashlib.sha256(b"".join(own)).hexdigest()
