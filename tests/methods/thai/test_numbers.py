"""Numbers as offices write them."""

from decimal import Decimal

import pytest

from mueang.methods.thai import number_in


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("๑๒,๓๔๕.๖๗", "12345.67"),
        (" 1,200 ", "1200"),
        ("-0.5", "-0.5"),
        ("1e3", "1000"),
        ("0", "0"),
    ],
)
def test_a_number_is_read_exactly_as_it_was_written(written, meant):
    assert number_in(written) == Decimal(meant)


@pytest.mark.parametrize("written", ["", "-", "นาน", "12 คน", "nan", "-inf", "5%", "1.2.3", "๑/๒"])
def test_what_is_no_finite_number_is_none(written):
    assert number_in(written) is None
