"""A verdict holds only if something was looked at and all of it held."""

from __future__ import annotations

import dataclasses

import pytest

from mueang.standards.verdicts import CODES, Check, Refused, verdict

HELD = [Check(name, ok=True) for name in ("format", "shape", "issuer", "proof", "not_before", "expiry", "status")]


def test_all_held_is_ok() -> None:
    given = verdict(HELD, credential={})

    assert (given.ok, given.failed, given.authentic) == (True, None, True)


def test_nothing_looked_at_is_not_ok() -> None:
    given = verdict([], credential=None)

    assert (given.ok, given.failed, given.authentic) == (False, None, False)


@pytest.mark.parametrize(
    ("name", "authentic"), [("status", True), ("expiry", True), ("proof", False), ("format", False)]
)
def test_the_first_failure_is_named(name: str, authentic: bool) -> None:
    checks = [Check(c.name, ok=False, code=f"no_{name}") if c.name == name else c for c in HELD]
    checks.append(Check("last", ok=False, code="later"))

    given = verdict(checks, credential={})

    assert (given.ok, given.failed, given.authentic) == (False, f"no_{name}", authentic)


def test_a_verdict_cannot_be_talked_round() -> None:
    given = verdict([Check("proof", ok=False, code="tampered")], credential={})

    with pytest.raises(dataclasses.FrozenInstanceError):
        given.ok = True  # type: ignore[misc]


def test_a_refusal_says_its_code_and_where() -> None:
    refusal = Refused("tampered", "here")

    assert (refusal.code, refusal.detail, str(refusal)) == ("tampered", "here", "tampered: here")
    assert refusal.code in CODES
    assert len(set(CODES)) == len(CODES)
