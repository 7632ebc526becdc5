"""What the data model requires of a credential and its parts, whoever signs it and in whatever form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from mueang.standards.authenticity import issuer_of
from mueang.standards.award_shape import strings
from mueang.standards.bundled_contexts import CREDENTIALS_V1, CREDENTIALS_V2
from mueang.standards.timestamps import to_instant
from mueang.standards.verdicts import MALFORMED, Refused

Json = Mapping[str, Any]

# Parts that must say what kind of thing they are, and those of them that must have a name too.
TYPED: Final = ("credentialStatus", "credentialSchema", "termsOfUse", "evidence", "refreshService", "proof")
NAMED: Final = frozenset({"credentialSchema"})
VALUE_MEMBERS: Final = frozenset({"@value", "@language", "@direction"})
URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def require_credential(credential: Json) -> None:
    """Refuse what is not a verifiable credential of data model 1.1 or 2.0.

    Raises
    ------
    Refused
        `malformed`, naming the first member that is missing or of the wrong kind.

    Source
    ------
    VC Data Model 2.0 sections 4.3-4.11, 5.3-5.6 and 11.1; VC Data Model 1.1 section 4.
    """
    version = require_kind(credential, "VerifiableCredential")
    issuer_of(credential)
    if not isinstance(credential.get("credentialSubject"), (dict, list)):
        raise Refused(MALFORMED, "no credentialSubject")
    if version == CREDENTIALS_V1:
        if "issuanceDate" not in credential:
            raise Refused(MALFORMED, "no issuanceDate")
        return
    _require_subjects(credential["credentialSubject"])
    for holder in (credential, credential["issuer"]):
        _require_words(holder)
    for name in TYPED:
        _require_typed(credential, name)
    _require_period(credential)
    _require_related(credential)


def require_kind(document: Json, kind: str) -> str:
    """The base context of a credential or presentation, which is `kind` among its types and has one name or none.

    Raises
    ------
    Refused
        `malformed` if it is anything else.

    Source
    ------
    VC Data Model 2.0 sections 4.3 (contexts), 4.4 (identifiers) and 4.5 (types).
    """
    contexts = document.get("@context")
    if not isinstance(contexts, list) or not contexts or contexts[0] not in (CREDENTIALS_V2, CREDENTIALS_V1):
        raise Refused(MALFORMED, "@context does not start with that of verifiable credentials")
    if kind not in strings(document, "type"):
        raise Refused(MALFORMED, f"type is not {kind}")
    require_name(document, "the document")
    return str(contexts[0])


def require_name(holder: Json, where: str) -> None:
    """Refuse an `id` that is not one absolute address; there may be none.

    Raises
    ------
    Refused
        `malformed`.

    Source
    ------
    VC Data Model 2.0 section 4.4 (identifiers).
    """
    if "id" in holder and not (isinstance(holder["id"], str) and URL.fullmatch(holder["id"])):
        raise Refused(MALFORMED, f"the id of {where} is not an address")


def parts_of(holder: Json, name: str) -> Iterator[Json]:
    """The objects of a member that may hold none, one or several.

    Raises
    ------
    Refused
        `malformed` if it holds anything that is no object.

    Source
    ------
    VC Data Model 2.0 section 6.1 (JSON-LD: a single value and a list of one are the same).
    """
    value = holder.get(name, [])
    for part in value if isinstance(value, list) else [value]:
        if not isinstance(part, dict):
            raise Refused(MALFORMED, f"{name} holds something that is no object")
        yield part


def _require_subjects(value: Any) -> None:
    if not value or not all(isinstance(one, dict) and one for one in (value if isinstance(value, list) else [value])):
        raise Refused(MALFORMED, "credentialSubject claims nothing")


def _require_words(holder: Any) -> None:
    """A name or description is a text, or texts each with its language."""
    for name in ("name", "description"):
        value = holder.get(name, "") if isinstance(holder, dict) else ""
        for word in value if isinstance(value, list) else [value]:
            is_value = isinstance(word, dict) and "@value" in word and word.keys() <= VALUE_MEMBERS
            if not isinstance(word, str) and not is_value:
                raise Refused(MALFORMED, f"{name} is neither a text nor one in a language")


def _require_typed(credential: Json, name: str) -> None:
    for part in parts_of(credential, name):
        strings(part, "type")
        require_name(part, name)
        if name in NAMED and "id" not in part:
            raise Refused(MALFORMED, f"{name} without an id")


def _require_period(credential: Json) -> None:
    instants = []
    for name in ("validFrom", "validUntil"):
        if name in credential:
            try:
                instants.append(to_instant(credential[name]))
            except ValueError as error:
                raise Refused(MALFORMED, f"{name}: {error}") from error
    if instants != sorted(instants):
        raise Refused(MALFORMED, "validUntil is before validFrom")


def _require_related(credential: Json) -> None:
    names = []
    for part in parts_of(credential, "relatedResource"):
        require_name(part, "relatedResource")
        if "id" not in part or not {"digestSRI", "digestMultibase"} & part.keys():
            raise Refused(MALFORMED, "relatedResource without an id or a digest")
        names.append(part["id"])
    if len(set(names)) < len(names):
        raise Refused(MALFORMED, "relatedResource names the same address twice")
