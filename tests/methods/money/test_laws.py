"""Laws of money: what is parted adds up, what is reversed cancels, and where one rounds is known."""

from __future__ import annotations

import doctest
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mueang.methods.money import (
    RATES,
    half_up,
    parse_baht,
    rounding,
    share,
    sharing,
    vat,
    vat_added,
    vat_included,
    vat_of_lines,
    withhold_tax,
    withholding,
)

SATANG = st.integers(0, 10**12)


@settings(max_examples=60)
@given(total=st.integers(-(10**9), 10**9), weights=st.lists(st.integers(0, 99), min_size=1, max_size=6).filter(any))
def test_shares_add_up_and_are_within_one_satang_of_their_due(total, weights):
    parts = share(total, weights=weights)

    assert sum(parts) == total
    dues = [Fraction(total * weight, sum(weights)) for weight in weights]
    assert all(abs(part - due) < 1 for part, due in zip(parts, dues, strict=True))
    assert share(-total, weights=weights) == [-part for part in parts]


@settings(max_examples=60)
@given(net=SATANG, percent=st.sampled_from([Fraction(0), Fraction(7), Fraction(10), Fraction(63, 10)]))
def test_tax_added_is_found_again_to_the_satang(net, percent):
    added = vat_added(net, percent=percent)

    found = vat_included(added.gross, percent=percent)

    assert found.gross == added.gross
    assert abs(found.vat - added.vat) <= 1


@settings(max_examples=60)
@given(nets=st.lists(st.integers(0, 10**7), min_size=1, max_size=8))
def test_rounding_by_line_and_by_document_differ_by_less_than_half_a_satang_a_line(nets):
    by_document, by_line = vat_of_lines(nets), vat_of_lines(nets, rounded="line")

    assert by_document.net == by_line.net == sum(nets)
    assert abs(by_document.vat - by_line.vat) <= (len(nets) + 1) / 2


@settings(max_examples=40)
@given(numerator=st.integers(-(10**9), 10**9), denominator=st.integers(1, 10**4))
def test_half_up_is_nearest_and_odd(numerator, denominator):
    amount = Fraction(numerator, denominator)

    assert abs(half_up(amount) - amount) <= Fraction(1, 2)
    assert half_up(-amount) == -half_up(amount)


def test_a_float_is_no_money():
    with pytest.raises(TypeError):
        half_up(0.5)


@pytest.mark.parametrize("text", ["", "สิบบาท", "1.005", "1e30", "nan", "12 13"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_baht(text)


def test_amounts_are_read_as_offices_type_them():
    assert [parse_baht(text) for text in ("๑,๒๕๐.๕๐ บาท", "฿0.25", 12, Decimal("3.10"))] == [125050, 25, 1200, 310]


def test_tax_withheld_never_reaches_the_payment_and_follows_the_contract():
    for payer, service in RATES:
        assert 0 <= withhold_tax(50_000_00, payer=payer, payee="juristic", service=service).tax <= 2_500_00
    # Parted into two payments below the least amount, the contract still counts as one.
    whole = withhold_tax(6_000_00, payer="government", payee="person", service="hire", contract_total=12_000_00)
    assert whole.tax == 60_00
    assert withhold_tax(6_000_00, payer="government", payee="person", service="hire").tax == 0


def test_negative_sums_are_refused():
    for refused in (
        lambda: vat_added(-1),
        lambda: vat_included(-1),
        lambda: vat_of_lines([5, -1]),
        lambda: share(1, weights=[0, 0]),
        lambda: share(1, weights=[2, -1]),
        lambda: withhold_tax(-1, payer="government", payee="person", service="hire"),
        lambda: withhold_tax(5, payer="government", payee="person", service="hire", contract_total=4),
    ):
        with pytest.raises(ValueError, match="must"):
            refused()


@pytest.mark.parametrize("module", [rounding, sharing, vat, withholding], ids=lambda module: module.__name__)
def test_examples_are_right_by_hand(module):
    assert doctest.testmod(module).failed == 0
