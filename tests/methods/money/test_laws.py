"""Laws of money: what is parted adds up, what is reversed cancels, and where one rounds is known."""

from __future__ import annotations

import doctest
from decimal import Decimal
from fractions import Fraction
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mueang.methods.money import (
    RATES,
    draw,
    half_up,
    parse_baht,
    share,
    unit_cost,
    vat_added,
    vat_included,
    vat_of_lines,
    withhold_tax,
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


@pytest.mark.parametrize("name", ["drawing", "per_outcome", "rounding", "sharing", "vat", "withholding"])
def test_examples_are_right_by_hand(name):
    assert doctest.testmod(import_module(f"mueang.methods.money.{name}")).failed == 0


def test_a_draw_is_the_same_for_whoever_has_the_rows_and_the_seed_and_every_row_has_its_chance():
    rows = [f"row{n}" for n in range(20)]

    assert draw(rows, n=5, seed="s") == draw(rows[::-1], n=5, seed="s")
    assert draw(rows, n=5, seed="s") == draw(rows, n=9, seed="s")[:5]
    drawn = [row for seed in range(400) for row in draw(rows, n=5, seed=str(seed))]
    assert all(60 <= drawn.count(row) <= 140 for row in rows)
    for keys, n in ((["a", "a"], 1), (["a"], -1)):
        with pytest.raises(ValueError, match="distinct"):
            draw(keys, n=n, seed="")


def test_the_cost_of_one_lies_in_its_interval_which_narrows_with_more():
    few, many = unit_cost(100_000, n=4), unit_cost(1_000_000, n=40)

    assert few.low < few.point < few.high
    assert many.point == few.point
    assert many.high - many.low < few.high - few.low
    # Garwood's table: 4 seen, 1.09 to 10.24 expected.
    assert (round(100_000 / few.high, 2), round(100_000 / few.low, 2)) == (1.09, 10.24)
    for satang, n, confidence in ((-1, 1, 0.9), (1, -1, 0.9), (1, 1, 1)):
        with pytest.raises(ValueError, match="negative"):
            unit_cost(satang, n=n, confidence=confidence)
