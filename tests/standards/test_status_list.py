"""Revoked and suspended are told; a list that cannot be trusted tells nothing and lets nothing through."""

from __future__ import annotations

from typing import Any

import pytest

from mueang.standards import data_integrity, did, status_list
from mueang.standards.bitstring import MINIMUM_BITS, new_bits, with_bit
from mueang.standards.verdicts import Refused
from standards.issued import (
    CITY,
    DAY,
    KEY,
    LIST,
    LIST_URL,
    METHOD,
    NOW,
    RESOLVER,
    REVOKED_INDEX,
    STRANGERS_KEY,
    award,
    sign,
    signed_list,
    verify,
)  # fmt: skip

ENTRY = status_list.entry(LIST_URL, index=42)


def standing(entry: Any, source: Any) -> str | None:
    credential = award(status=None) | ({} if entry is None else {"credentialStatus": entry})
    try:
        status_list.require_good_standing(credential, source=source, resolver=RESOLVER, now=NOW)
    except Refused as refusal:
        return refusal.code
    return None


def test_an_award_in_good_standing_passes() -> None:
    assert standing(ENTRY, {LIST_URL: LIST}.get) is None
    assert standing(ENTRY, {LIST_URL: signed_list()}.get) is None
    assert standing(None, None) is None
    assert standing([], None) is None


@pytest.mark.parametrize("index", [0, 7, 8, MINIMUM_BITS - 1])
def test_a_revoked_award_is_revoked_at_every_place_of_the_list(index: int) -> None:
    listed = signed_list(bits=with_bit(new_bits(), index=index))

    assert standing(status_list.entry(LIST_URL, index=index), {LIST_URL: listed}.get) == "revoked"
    assert standing(status_list.entry(LIST_URL, index=(index + 1) % MINIMUM_BITS), {LIST_URL: listed}.get) is None


def test_a_suspended_award_is_suspended_and_not_revoked() -> None:
    listed = signed_list(bits=with_bit(new_bits(), index=42), purpose="suspension")

    assert standing(status_list.entry(LIST_URL, index=42, purpose="suspension"), {LIST_URL: listed}.get) == "suspended"


def test_of_two_entries_the_bad_news_counts() -> None:
    other = LIST_URL + "/suspended"
    lists = {
        LIST_URL: LIST,
        other: status_list.StatusList(other, CITY, frozenset({"suspension"}), with_bit(new_bits(), index=3)),
    }
    entries = [ENTRY, status_list.entry(other, index=3, purpose="suspension")]

    assert standing(entries, lists.get) == "suspended"


def test_a_purpose_that_is_no_news_about_validity_is_passed_over() -> None:
    assert (
        standing(
            [ENTRY, ENTRY | {"statusPurpose": "refresh", "statusListIndex": str(REVOKED_INDEX)}], {LIST_URL: LIST}.get
        )
        is None
    )


def broken_network(_url: str) -> None:
    raise TimeoutError


@pytest.mark.parametrize("source", [None, {}.get, broken_network, lambda _: "{", lambda _: b"\xff", lambda _: award()])
def test_a_list_that_cannot_be_had_lets_nothing_through(source: Any) -> None:
    assert standing(ENTRY, source) == "status_unknown"


@pytest.mark.parametrize(
    "entry",
    [
        None,
        "https://city.example/status/1",
        ENTRY | {"type": "1EdTechRevocationList"},
        ENTRY | {"type": ["BitstringStatusListEntry"]},
        ENTRY | {"statusPurpose": "mood"},
        ENTRY | {"statusPurpose": ["revocation"]},
        ENTRY | {"statusPurpose": "suspension"},
        ENTRY | {"statusSize": 2},
        ENTRY | {"statusListIndex": "-1"},
        ENTRY | {"statusListIndex": "๔๒"},
        ENTRY | {"statusListIndex": str(MINIMUM_BITS)},
        ENTRY | {"statusListIndex": "9" * 5000},
        ENTRY | {"statusListIndex": True},
        ENTRY | {"statusListIndex": 4.2},
        ENTRY | {"statusListCredential": {"id": LIST_URL}},
        ENTRY | {"statusListCredential": "https://thief.example/status/1"},
        {name: value for name, value in ENTRY.items() if name != "statusListIndex"},
        [ENTRY] * 9,
    ],
)
def test_an_entry_that_cannot_be_read_lets_nothing_through(entry: Any) -> None:
    sources = {LIST_URL: LIST, "https://thief.example/status/1": LIST}

    assert standing([entry] if entry is None else entry, sources.get) == "status_unknown"


def test_an_index_may_be_a_number() -> None:
    assert standing(ENTRY | {"statusListIndex": REVOKED_INDEX}, {LIST_URL: LIST}.get) == "revoked"


def changed(**changes: Any) -> Any:
    """The city's list with members changed and signed by the city again."""
    listed = signed_list()
    del listed["proof"]
    return sign(listed | changes)


BITS = {"id": "urn:x:1", "type": "BitstringStatusList"}
STRANGER = did.did_key(STRANGERS_KEY.public_key())


@pytest.mark.parametrize(
    "listed",
    [
        signed_list() | {"validFrom": "2020-01-01T00:00:00Z"},
        {name: value for name, value in signed_list().items() if name != "proof"},
        signed_list(valid_until=NOW),
        signed_list(valid_from=NOW + DAY),
        signed_list(purpose="suspension"),
        changed(id="https://city.example/status/2"),
        data_integrity.sign(
            changed(issuer=STRANGER) | {"proof": []},
            key=STRANGERS_KEY, verification_method=did.key_of(STRANGER), created=NOW,
        ),
        changed(type=["VerifiableCredential"]),
        changed(credentialSubject=[signed_list()["credentialSubject"]]),
        changed(credentialSubject=signed_list()["credentialSubject"] | {"encodedList": "uH4sI"}),
        changed(credentialSubject=BITS),
        changed(credentialSubject=BITS | {"encodedList": 7, "statusPurpose": "revocation"}),
        changed(credentialSubject=BITS | {"encodedList": "u", "statusPurpose": [{"id": "urn:x:2"}]}),
    ],
)  # fmt: skip
def test_a_list_that_does_not_hold_lets_nothing_through(listed: Any) -> None:
    assert standing(ENTRY, {LIST_URL: listed}.get) == "status_unknown"


def test_a_kept_list_goes_out_of_date() -> None:
    kept = status_list.verified_list(signed_list(valid_until=NOW + DAY), resolver=RESOLVER, now=NOW)
    signed = sign(award())

    assert verify(signed, status={LIST_URL: kept}.get).ok
    assert verify(signed, status={LIST_URL: kept}.get, now=NOW + DAY).failed == "status_unknown"


def test_a_list_with_two_purposes_serves_both() -> None:
    subject = signed_list()["credentialSubject"] | {"statusPurpose": ["revocation", "suspension"]}

    assert standing(ENTRY, {LIST_URL: changed(credentialSubject=subject)}.get) is None


def test_the_list_is_a_credential_of_the_issuer_itself() -> None:
    listed = signed_list(valid_until=NOW + DAY)

    assert (listed["issuer"], listed["validUntil"]) == (CITY, "2026-11-23T07:30:00Z")
    assert listed["proof"][0]["verificationMethod"] == METHOD
    assert KEY.public_key()


def test_a_list_too_short_is_not_built() -> None:
    with pytest.raises(ValueError, match="status list"):
        status_list.build_list_credential(LIST_URL, issuer=CITY, bits=bytes(100), valid_from=NOW)
