"""Hours become credits exactly."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.methods.credit import (
    RULES,
    THAI_UNIVERSITY,
    CreditRule,
    HoursPerCredit,
    UnknownModeError,
    credits,  # noqa: A004 (the field's word)
    rule_on,
)

HOURS = st.dictionaries(
    st.sampled_from(["lecture", "lab", "practice"]), st.integers(0, 10_000).map(lambda m: Fraction(m, 60))
)


@pytest.mark.parametrize(
    ("hours", "least", "most"),
    [
        ({"lecture": 45}, 3, 3),
        ({"practice": 45}, 1, 1),
        ({"lab": 45}, 1, Fraction(3, 2)),
        ({"lecture": 15, "lab": 90, "practice": 45}, 4, 5),
        ({"lecture": Decimal("7.5")}, Fraction(1, 2), Fraction(1, 2)),
        ({"lecture": 10}, Fraction(2, 3), Fraction(2, 3)),
        ({}, 0, 0),
    ],
)
def test_hours_are_worth_what_the_regulation_says(hours, least, most):
    worth = credits(hours, THAI_UNIVERSITY)

    assert (worth.least, worth.most) == (least, most)
    assert worth.is_exact == (least == most)
    assert worth.rule.source


def test_a_rule_that_names_one_number_gives_one_answer():
    rule = replace(THAI_UNIVERSITY, hours_per_credit={"lab": HoursPerCredit(30, 30)})

    assert credits({"lab": 45}, rule).is_exact


def test_rounding_never_gives_more_than_was_earned():
    worth = credits({"lecture": 10, "lab": 1}, THAI_UNIVERSITY)

    assert worth.rounded() == (Decimal("0.68"), Decimal("0.70"))
    assert worth.rounded(0) == (Decimal(0), Decimal(0))


def test_a_mode_the_rule_does_not_name_is_refused():
    with pytest.raises(UnknownModeError) as caught:
        credits({"dreaming": 1}, THAI_UNIVERSITY)

    assert caught.value.mode == "dreaming"


@pytest.mark.parametrize("hours", [-1, Decimal("NaN"), Decimal("Infinity"), 1.5])
def test_hours_that_are_negative_or_inexact_are_refused(hours):
    with pytest.raises(ValueError, match="hours must"):
        credits({"lecture": hours}, THAI_UNIVERSITY)


@pytest.mark.parametrize(("fewest", "most"), [(0, 15), (45, 30)])
def test_a_rule_that_makes_no_sense_is_refused(fewest, most):
    with pytest.raises(ValueError, match="fewest"):
        CreditRule("x", {"lab": HoursPerCredit(fewest, most)}, "x")


@given(HOURS, HOURS)
def test_credits_of_two_ledgers_add_up(one, other):
    both = {mode: one.get(mode, 0) + other.get(mode, 0) for mode in one.keys() | other.keys()}

    first, second, sum_ = (credits(hours, THAI_UNIVERSITY) for hours in (one, other, both))

    assert (first.least + second.least, first.most + second.most) == (sum_.least, sum_.most)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2023, 12, 31), "thai-university"),
        (date(2024, 1, 1), "thai-university-lab-45"),
        (date(2025, 12, 31), "thai-university-lab-45"),
        (date(2026, 1, 1), "thai-bachelor-2558"),
    ],
)
def test_the_rule_agreed_last_before_the_day_counts(day, name):
    agreed = [(date(2026, 1, 1), "thai-bachelor-2558"), (date(2024, 1, 1), "thai-university-lab-45")]

    assert rule_on(agreed, day=day).name == name


def test_a_rule_does_not_count_before_it_was_in_force():
    agreed = [(date(2010, 1, 1), "thai-bachelor-2558")]

    assert rule_on(agreed, day=date(2015, 11, 12)).name == "thai-university"
    assert rule_on(agreed, day=date(2015, 11, 13)).name == "thai-bachelor-2558"


def test_a_rule_ends_with_its_last_day():
    rule = replace(THAI_UNIVERSITY, valid_until=date(2020, 12, 31))

    assert (rule.holds_on(date(2020, 12, 31)), rule.holds_on(date(2021, 1, 1))) == (True, False)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
@given(one=HOURS, other=HOURS)
def test_every_rule_is_additive_and_says_its_source(rule, one, other):
    both = {mode: one.get(mode, Fraction()) + other.get(mode, Fraction()) for mode in one | other}

    assert credits(both, rule).least == credits(one, rule).least + credits(other, rule).least
    assert credits(both, rule).most == credits(one, rule).most + credits(other, rule).most
    assert rule.source


def test_every_rule_has_words():
    from mueang.apps.enrollment.enums import CreditScheme

    assert set(CreditScheme.values) == set(RULES)
