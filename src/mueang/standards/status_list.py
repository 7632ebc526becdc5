"""W3C Bitstring Status List: who is revoked, told in one bit a credential, without saying who is who."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from mueang.standards.authenticity import authenticity, issuer_of
from mueang.standards.bitstring import MAXIMUM_BITS, decode, encode, is_set, new_bits
from mueang.standards.bundled_contexts import CREDENTIALS_V2
from mueang.standards.did import Resolver
from mueang.standards.envelopes import Form, open_envelope
from mueang.standards.timestamps import to_instant, to_text
from mueang.standards.verdicts import REVOKED, STATUS_UNKNOWN, SUSPENDED, Refused

Purpose = Literal["revocation", "suspension"]
BAD_NEWS: Final[Mapping[str, str]] = {"revocation": REVOKED, "suspension": SUSPENDED}
NO_NEWS: Final = frozenset({"refresh", "message"})  # purposes that say nothing about validity
MAX_ENTRIES: Final = 8


@dataclass(frozen=True, slots=True)
class StatusList:
    """A status list whose proof held: made by `verified_list`, or by the issuer from its own bits."""

    url: str
    issuer: str
    purposes: frozenset[str]
    bits: bytes
    valid_until: datetime | None = None


StatusSource = Callable[[str], "StatusList | Form | None"]


def entry(list_url: str, *, index: int, purpose: Purpose = "revocation") -> dict[str, str]:
    """The `credentialStatus` of the credential at `index` of the list at `list_url`.

    Source
    ------
    W3C Bitstring Status List 1.0, section 2.1 (BitstringStatusListEntry).
    """
    return {
        "id": f"{list_url}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": list_url,
    }


def build_list_credential(
    url: str,
    *,
    issuer: str,
    bits: bytes,
    valid_from: datetime,
    purpose: Purpose = "revocation",
    valid_until: datetime | None = None,
) -> dict[str, Any]:
    """The list as a credential, to be signed by the issuer of what it lists.

    Parameters
    ----------
    url : where the list is published, and its id
    issuer : the same as of the credentials listed
    bits : 131,072 or more, in whole bytes
    valid_from, valid_until : instants with a zone; after the latter a verifier must ask again

    Raises
    ------
    ValueError
        If an instant carries no zone or the list is too short.

    Source
    ------
    W3C Bitstring Status List 1.0, section 2.2 (BitstringStatusListCredential).
    """
    new_bits(len(bits) * 8)
    credential: dict[str, Any] = {
        "@context": [CREDENTIALS_V2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": to_text(valid_from),
    }
    if valid_until is not None:
        credential["validUntil"] = to_text(valid_until)
    return credential | {
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encode(bits),
        }
    }


def verified_list(form: Form, *, resolver: Resolver, now: datetime) -> StatusList:
    """The status list in `form`, once its own proof and dates held. Keep it, and many entries are quick to check.

    Raises
    ------
    Refused
        `status_unknown`, whatever is wrong with it.

    Source
    ------
    W3C Bitstring Status List 1.0, section 3.2 (validate algorithm, steps 4-8).
    """
    try:
        envelope = open_envelope(form)
        for check in authenticity(envelope, resolver=resolver, now=now):
            if not check.ok:
                raise Refused(check.code, check.detail)
        return _list_of(envelope.credential, now)
    except (ValueError, TypeError, KeyError) as error:
        raise Refused(STATUS_UNKNOWN, f"the status list does not hold: {error}") from error


def require_good_standing(
    credential: Mapping[str, Any], *, source: StatusSource | None, resolver: Resolver, now: datetime
) -> None:
    """Refuse a credential whose bit is set, or whose status cannot be known.

    Parameters
    ----------
    credential : one whose proof held
    source : gives the status list published at an address, verified already or not; None if nobody can be asked

    Raises
    ------
    Refused
        `revoked`, `suspended`, or `status_unknown` if there is an entry nobody could look up.

    Source
    ------
    W3C Bitstring Status List 1.0, section 3.2 (validate algorithm).
    """
    entries = credential.get("credentialStatus", [])
    listed = entries if isinstance(entries, list) else [entries]
    if len(listed) > MAX_ENTRIES:
        raise Refused(STATUS_UNKNOWN, f"more than {MAX_ENTRIES} status entries")
    for one in listed:
        if isinstance(one, dict) and str(one.get("statusPurpose")) in NO_NEWS:
            continue
        purpose, url, index = _read_entry(one)
        found = _fetched(url, source, resolver, now)
        _require_right_list(found, url=url, issuer=issuer_of(credential), purpose=purpose)
        _require_clear(found, purpose=purpose, index=index, now=now)


def _require_right_list(found: StatusList, *, url: str, issuer: str, purpose: str) -> None:
    if found.issuer != issuer or found.url != url or purpose not in found.purposes:
        raise Refused(STATUS_UNKNOWN, "the status list is of another issuer, address or purpose")


def _require_clear(found: StatusList, *, purpose: str, index: int, now: datetime) -> None:
    if found.valid_until is not None and now >= found.valid_until:
        raise Refused(STATUS_UNKNOWN, "the status list is out of date")
    if index >= len(found.bits) * 8:
        raise Refused(STATUS_UNKNOWN, "the status list is shorter than the index")
    if is_set(found.bits, index=index):
        raise Refused(BAD_NEWS[purpose], f"its {purpose} bit is set")


def _read_entry(one: Any) -> tuple[str, str, int]:
    if not isinstance(one, dict) or one.get("type") != "BitstringStatusListEntry":
        raise Refused(STATUS_UNKNOWN, "a status of a kind we cannot look up")
    purpose, url, index = one.get("statusPurpose"), one.get("statusListCredential"), one.get("statusListIndex")
    readable = isinstance(purpose, str) and purpose in BAD_NEWS and isinstance(url, str)
    if not readable or one.get("statusSize", 1) != 1:
        raise Refused(STATUS_UNKNOWN, "a status we cannot read")
    digits = str(index) if isinstance(index, (str, int)) else ""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(MAXIMUM_BITS))):
        raise Refused(STATUS_UNKNOWN, "a status index that is no number")
    return str(purpose), str(url), int(digits)


def _fetched(url: str, source: StatusSource | None, resolver: Resolver, now: datetime) -> StatusList:
    if source is None:
        raise Refused(STATUS_UNKNOWN, "the status list was not asked for")
    try:
        found = source(url)
    except Exception as error:  # the caller's code met a stranger's address; whatever broke, the status is unknown
        raise Refused(STATUS_UNKNOWN, f"the status list cannot be had: {type(error).__name__}") from error
    if found is None:
        raise Refused(STATUS_UNKNOWN, "the status list cannot be had")
    return found if isinstance(found, StatusList) else verified_list(found, resolver=resolver, now=now)


def _list_of(credential: Mapping[str, Any], now: datetime) -> StatusList:
    kinds, subject = credential.get("type"), credential.get("credentialSubject")
    if not isinstance(kinds, list) or "BitstringStatusListCredential" not in kinds or not isinstance(subject, dict):
        raise ValueError("not a status list")
    until = credential.get("validUntil")
    valid_until = None if until is None else to_instant(until)
    if now < to_instant(credential.get("validFrom")) or (valid_until is not None and now >= valid_until):
        raise ValueError("out of date")
    purpose, encoded, url = subject["statusPurpose"], subject["encodedList"], credential.get("id")
    purposes = frozenset(purpose if isinstance(purpose, list) else [purpose])
    if not isinstance(encoded, str) or not isinstance(url, str):
        raise TypeError("not a status list")
    return StatusList(url, issuer_of(credential), purposes, decode(encoded), valid_until)
