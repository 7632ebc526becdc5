"""What the 1EdTech schema requires of an award and its parts, looked at before anything is believed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mueang.standards.verdicts import MALFORMED, Refused

AWARD_TYPES: Final = frozenset({"OpenBadgeCredential", "AchievementCredential"})
WORDS: Final = frozenset({"name", "description", "identityHash", "targetName"})  # shown to people, so one text each
MAX_DEPTH: Final = 8  # parent organisations of parent organisations

# The type each part must carry, wherever it stands.
KIND_OF: Final[Mapping[str, str]] = {
    "achievement": "Achievement",
    "alignment": "Alignment",
    "creator": "Profile",
    "evidence": "Evidence",
    "identifier": "IdentityObject",
    "image": "Image",
    "otherIdentifier": "IdentifierEntry",
    "parentOrg": "Profile",
    "related": "Related",
    "result": "Result",
    "resultDescription": "ResultDescription",
    "source": "Profile",
}


def require_award(credential: Mapping[str, Any]) -> None:
    """Refuse a credential that is not an award as the 1EdTech schema describes it.

    Parameters
    ----------
    credential : one that `vc.require_credential` accepted

    Raises
    ------
    Refused
        `malformed`, naming the first member that is missing or of the wrong kind.

    Source
    ------
    1EdTech JSON Schema ob_v3p0_achievementcredential_schema: what it requires of an award and its parts.
    """
    if AWARD_TYPES.isdisjoint(strings(credential, "type")):
        raise Refused(MALFORMED, "type is neither OpenBadgeCredential nor AchievementCredential")
    if not isinstance(credential.get("id"), str):
        raise Refused(MALFORMED, "no id")
    if "validFrom" not in credential and "issuanceDate" not in credential:
        raise Refused(MALFORMED, "no validFrom")
    _require_words(credential)
    issuer, subject = credential["issuer"], credential["credentialSubject"]
    if isinstance(issuer, dict):
        _require_kind(issuer, "Profile", "issuer")
    _require_kind(subject, "AchievementSubject", "credentialSubject")
    if not isinstance(subject.get("id"), str) and not subject.get("identifier"):
        raise Refused(MALFORMED, "credentialSubject has neither id nor identifier")
    _require_achievement(subject.get("achievement"))
    for part in (issuer, subject, {"evidence": credential["evidence"]} if "evidence" in credential else None):
        _require_parts(part, 0)


def strings(holder: Any, name: str) -> list[str]:
    """The strings of a member that may be one or several.

    Raises
    ------
    Refused
        `malformed` if the member is missing or holds anything else.

    Source
    ------
    VC Data Model 2.0 section 4.5 (type).
    """
    value = holder.get(name) if isinstance(holder, Mapping) else None
    several = value if isinstance(value, list) else [value]
    words = [one for one in several if isinstance(one, str)]
    if not words or len(words) != len(several):
        raise Refused(MALFORMED, f"{name} is not a string or several")
    return words


def _require_achievement(achievement: Any) -> None:
    _require_kind(achievement, "Achievement", "achievement")
    for name in ("id", "name", "description"):
        if not isinstance(achievement.get(name), str):
            raise Refused(MALFORMED, f"achievement has no {name}")
    if not isinstance(achievement.get("criteria"), Mapping):
        raise Refused(MALFORMED, "achievement has no criteria")


def _require_words(holder: Mapping[str, Any]) -> None:
    for name in WORDS & holder.keys():
        if not isinstance(holder[name], str):
            raise Refused(MALFORMED, f"{name} is no text")


def _require_parts(holder: Any, depth: int) -> None:
    if not isinstance(holder, Mapping):
        return
    _require_words(holder)
    if depth > MAX_DEPTH:
        raise Refused(MALFORMED, f"parts deeper than {MAX_DEPTH}")
    for name, value in holder.items():
        if name not in KIND_OF:
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, Mapping):
                _require_kind(part, KIND_OF[name], name)
                _require_parts(part, depth + 1)
            elif not isinstance(part, str):
                raise Refused(MALFORMED, f"{name} is no {KIND_OF[name]}")


def _require_kind(value: Any, kind: str, where: str) -> None:
    if not isinstance(value, Mapping) or (value.get("type") != [kind] and kind not in strings(value, "type")):
        raise Refused(MALFORMED, f"{where} is no {kind}")
