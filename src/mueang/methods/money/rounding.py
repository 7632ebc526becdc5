"""The one way in which a part of a satang becomes a whole one, and baht as typed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction

from mueang.methods.thai import arabic_digits

SATANG_OF_BAHT = 100
MOST_SATANG = 10**17  # what a 64-bit column holds with room to add up


def half_up(amount: Fraction) -> int:
    """The nearest whole satang; a half goes away from zero.

    Parameters
    ----------
    amount : exact number of satang; never a float, which is not exact

    Returns
    -------
    whole satang

    Raises
    ------
    TypeError
        If `amount` is a float.

    Source
    ------
    Practice of the Revenue Department: the third decimal of a baht counts up from 5. We assume the same below zero, so
    that a reversal is the exact opposite of what it reverses.

    Examples
    --------
    >>> half_up(Fraction(5, 2)), half_up(Fraction(-5, 2)), half_up(Fraction(7, 3))
    (3, -3, 2)
    """
    if isinstance(amount, float):
        raise TypeError("a float is not exact")
    found = Fraction(amount)
    whole = (2 * abs(found.numerator) + found.denominator) // (2 * found.denominator)
    return whole if found >= 0 else -whole


def parse_baht(text: str | int | Decimal) -> int:
    """Satang of an amount in baht, as typed in an office.

    Parameters
    ----------
    text : baht with up to two decimals; Thai digits, commas between thousands, ฿ and บาท are understood

    Returns
    -------
    whole satang

    Raises
    ------
    ValueError
        If it is no number, has parts of a satang, or is larger than a ledger holds.

    Source
    ------
    None: how people type.

    Examples
    --------
    >>> parse_baht("1,250.50"), parse_baht("๓๐๐ บาท"), parse_baht("฿12"), parse_baht("-0.25")
    (125050, 30000, 1200, -25)
    """
    bare = arabic_digits(str(text)).replace(",", "").replace("฿", "").replace("บาท", "").replace("−", "-").strip()
    try:
        baht = Decimal(bare)
    except InvalidOperation:
        raise ValueError("not an amount") from None
    if not baht.is_finite() or abs(baht) * SATANG_OF_BAHT > MOST_SATANG:
        raise ValueError("not an amount a ledger holds")
    satang = baht * SATANG_OF_BAHT
    if satang != satang.quantize(Decimal(1), rounding=ROUND_HALF_UP):
        raise ValueError("parts of a satang")
    return int(satang)
