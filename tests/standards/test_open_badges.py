"""Awards: built to the schema, without an e-mail address, and broken by any single letter."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mueang.standards import did, status_list
from mueang.standards.baking import bake_png, bake_svg
from mueang.standards.verdicts import CODES, Verdict
from shared_data import shared_data
from standards.issued import (
    ACHIEVEMENT,
    CITY,
    DAY,
    FULL_ACHIEVEMENT,
    FULL_ISSUER,
    KEY,
    LEARNER,
    LIST_URL,
    NOW,
    REVOKED_INDEX,
    award,
    full_award,
    sign,
    signed_list,
    text_of,
    transcript,
    verify,
)  # fmt: skip
from standards.test_known_shapes import JSON, MUTATIONS, mutated
from standards.test_png_baking import IMAGE as PNG
from standards.test_svg_baking import IMAGE as SVG


def valid_by_schema(document: dict[str, Any]) -> bool:
    path = shared_data("openbadges3") / "schema" / "ob_v3p0_achievementcredential_schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    return jsonschema.Draft201909Validator(schema, format_checker=jsonschema.FormatChecker()).is_valid(document)


@pytest.mark.parametrize(
    "document",
    [award(), full_award(), award(status=None, valid_until=None), award(learner=replace(LEARNER, salt="เกลือ")),
     award(issuer=FULL_ISSUER, achievement=replace(FULL_ACHIEVEMENT, criteria_url="", criteria=""))],
)  # fmt: skip
def test_what_we_issue_is_valid_by_the_official_schema(document: dict[str, Any]) -> None:
    assert valid_by_schema(sign(document))
    assert not valid_by_schema(sign(document) | {"credentialSubject": {}})


@pytest.mark.parametrize("document", [award(), full_award(), award(status=None, valid_until=None)])
def test_what_we_issue_we_accept_in_every_form(document: dict[str, Any]) -> None:
    signed = sign(document)
    text = text_of(signed)

    forms = [signed, text, text.encode(), bake_png(PNG, credential=text), bake_svg(SVG, credential=text)]

    assert [verify(form).failed for form in forms] == [None] * 5


def test_an_award_carries_no_mail_address() -> None:
    assert "@" not in text_of(full_award()).replace('"@context"', "")


def test_a_transcript_names_its_parts_and_what_was_reached_in_each() -> None:
    document = transcript()
    subject = document["credentialSubject"]

    assert valid_by_schema(sign(document))
    assert verify(sign(document)).ok
    named = {one["id"]: one["name"] for one in subject["achievement"]["resultDescription"]}
    assert [(named[one["resultDescription"]], one.get("status")) for one in subject["result"]] == [
        ("ผ้าปะลางิง · Pelangi cloth", "Completed"),
        ("รองเง็ง · Rong Ngeng", None),
    ]


def test_no_letter_of_a_transcripts_parts_can_be_changed() -> None:
    text = text_of(sign(transcript()))
    start, end = text.index('"resultDescription"'), text.index('"credentialStatus"')

    assert accepted([(at, changed) for at, changed in altered(text, seed=3) if start <= at < end]) == []


def test_a_salted_name_is_not_written() -> None:
    # The example of 1EdTech's IdentityHash.
    document = award(learner=replace(LEARNER, name="a@example.com", salt="Kosher"))

    identity = document["credentialSubject"]["identifier"][0]

    assert identity["identityHash"] == "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
    assert (identity["hashed"], identity["salt"]) == (True, "Kosher")
    assert "a@example.com" not in text_of(document)


def test_credits_are_written_as_every_reader_sees_them() -> None:
    subject = award(credits_earned=3.0, achievement=replace(ACHIEVEMENT, credits=0))["credentialSubject"]

    assert repr(subject["creditsEarned"]) == "3"
    assert subject["achievement"]["creditsAvailable"] == 0


def test_what_was_not_given_is_not_written() -> None:
    document = award(status=None, valid_until=None)

    assert {"validUntil", "credentialStatus"} & document.keys() == set()
    assert {"image", "alignment", "inLanguage", "creditsAvailable"} & document["credentialSubject"][
        "achievement"
    ].keys() == set()


def test_building_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        award(valid_from=NOW.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("document", "now", "code"),
    [
        (award(), NOW + 400 * DAY, "expired"),
        (award(), NOW - 2 * DAY, "not_yet_valid"),
        (award(status=status_list.entry(LIST_URL, index=REVOKED_INDEX)), NOW, "revoked"),
        (award(status=status_list.entry("https://city.example/status/9", index=1)), NOW, "status_unknown"),
    ],
)
def test_expired_early_and_revoked_say_which(document: dict[str, Any], now: Any, code: str) -> None:
    verdict = verify(sign(document), now=now)

    assert (verdict.failed, verdict.authentic) == (code, True)


def test_a_status_list_is_no_award() -> None:
    assert verify(signed_list()).failed == "malformed"


def test_a_did_key_award_needs_no_resolver() -> None:
    own = did.did_key(KEY.public_key())
    document = award(issuer=replace(FULL_ISSUER, id=own), status=None)

    assert verify(sign(document, verification_method=did.key_of(own)), resolver=did.known()).ok


LETTERS = "0aAz9-_ :/.#ก\"'{}[],\\\n\x00"


def altered(text: str, *, seed: int) -> list[tuple[int, str]]:
    """The text with each of its letters replaced by another, one at a time."""
    rng = random.Random(seed)
    found = []
    for at, letter in enumerate(text):
        other = rng.choice([c for c in LETTERS if c != letter])
        found.append((at, text[:at] + other + text[at + 1 :]))
    return found


def accepted(texts: list[tuple[int, str]]) -> list[int]:
    return [at for at, text in texts if verify(text).ok]


@pytest.mark.parametrize(("document", "seed"), [(full_award(), 1), (award(), 2)])
def test_no_single_letter_of_an_award_can_be_changed(document: dict[str, Any], seed: int) -> None:
    text = text_of(sign(document))

    assert verify(text).ok
    assert accepted(altered(text, seed=seed)) == []


def test_no_letter_can_be_changed_in_case() -> None:
    text = text_of(sign(award()))
    swapped = [
        (at, text[:at] + letter.swapcase() + text[at + 1 :])
        for at, letter in enumerate(text)
        if letter.swapcase() != letter
    ]

    assert len(swapped) > 1000
    assert accepted(swapped) == []


def test_no_digit_can_be_changed() -> None:
    text = text_of(sign(award()))
    digits = [
        (at, text[:at] + digit + text[at + 1 :])
        for at, letter in enumerate(text)
        if letter.isdigit()
        for digit in "0123456789"
        if digit != letter
    ]

    assert accepted(digits) == []


@pytest.mark.parametrize("change", [lambda t, at: t[:at] + t[at + 1 :], lambda t, at: t[:at] + "x" + t[at:]])
def test_no_letter_can_be_left_out_or_put_in(change: Callable[[str, int], str]) -> None:
    text = text_of(sign(award()))

    assert accepted([(at, change(text, at)) for at in range(0, len(text), 3)]) == []


def sane(verdict: Verdict) -> bool:
    failures = {check.code for check in verdict.checks if not check.ok}
    return verdict.ok == (not failures) and failures <= set(CODES) and (verdict.ok or verdict.failed is not None)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300) | st.dictionaries(st.text(), JSON))
def test_nothing_thrown_at_it_raises_or_passes(form: Any) -> None:
    verdict = verify(form)

    assert sane(verdict)
    assert not verdict.ok


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(**MUTATIONS, again=st.booleans())
def test_an_altered_award_never_raises_and_passes_only_if_the_city_signed_that(
    path: Any, how: str, value: Any, again: bool
) -> None:
    document = mutated(full_award(), path, how=how, value=value)
    signed = document | {"proof": sign(full_award())["proof"]}
    if again:
        try:
            signed = sign(document)
        except ValueError:
            return

    verdict = verify(signed)

    assert sane(verdict)
    # A set of one is written with or without brackets: that much JSON-LD leaves open, and nothing else.
    assert again or not verdict.authentic or how == "wrap" or document == full_award()


PROOF_PATHS = [("proof",), ("proof", 0), *(("proof", 0, name) for name in sign(award())["proof"][0])]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(PROOF_PATHS), st.sampled_from(["replace", "remove", "add"]), JSON)
def test_an_altered_proof_never_raises_and_never_passes(path: Any, how: str, value: Any) -> None:
    signed = sign(award())
    forged = mutated(signed, path, how=how, value=value)

    verdict = verify(forged)

    assert sane(verdict)
    assert not verdict.ok or forged == signed


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(["id", "verificationMethod", "assertionMethod", "x"]), JSON))
def test_a_hostile_did_document_never_raises(changes: dict[str, Any]) -> None:
    document = did.did_document(CITY, keys=[did.PublishedKey(KEY.public_key())]) | changes

    assert sane(verify(sign(award()), resolver=lambda _: document))


@settings(max_examples=100, deadline=None)
@given(JSON)
def test_a_hostile_status_list_never_raises_or_clears(listed: Any) -> None:
    verdict = verify(sign(award()), status=lambda _: listed)

    assert verdict.failed == "status_unknown"
