"""Years as offices count them."""

import doctest
from datetime import date

import pytest

from mueang.methods.thai import DateError, Period, calendar_year, fiscal_year, parse_period, periods, school_year

TODAY = date(2026, 1, 31)


def test_examples_in_the_docstrings_hold():
    assert doctest.testmod(periods).failed == 0


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2566", calendar_year(2023)),
        ("พ.ศ. ๒๕๖๖", calendar_year(2023)),
        ("ปี 2566", calendar_year(2023)),
        (2023.0, calendar_year(2023)),
        ("ปีงบ 2567", fiscal_year(2024)),
        ("งบประมาณ 2567", fiscal_year(2024)),
        ("FY 2567", fiscal_year(2024)),
        ("fiscal year 2024", fiscal_year(2024)),
        ("budget year 2024", fiscal_year(2024)),
        ("ปีการศึกษา 2566", school_year(2023)),
        ("School year 2023", school_year(2023)),
        ("4-6 พ.ย. 2566", Period(date(2023, 11, 4), date(2023, 11, 6))),
        (date(2023, 11, 4), Period(date(2023, 11, 4), date(2023, 11, 4))),
    ],
)
def test_years_are_read_in_either_era_with_their_word(text, period):
    assert parse_period(text, today=TODAY) == period


@pytest.mark.parametrize("text", ["", "เมื่อวาน", "9999", "2566 2567", "ปีงบประมาณ"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(DateError):
        parse_period(text, today=TODAY)


@pytest.mark.parametrize(
    ("period", "kind", "year"),
    [
        (calendar_year(2023), "year", 2023),
        (fiscal_year(2024), "fiscal_year", 2024),
        (school_year(2023), "school_year", 2023),
        (Period(date(2023, 1, 1), date(2023, 12, 30)), "days", 2023),
    ],
)
def test_a_whole_year_is_known_by_its_days(period, kind, year):
    assert (period.kind, period.named_year(kind)) == (kind, year)
