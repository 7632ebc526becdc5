"""Value added tax: added to a price or found in one, for a whole document or line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mueang.methods.money.rounding import half_up

# Section 80 says 10; royal decrees have kept 7 (local tax included) year after year, so it is an argument everywhere.
VAT_PERCENT = Fraction(7)


@dataclass(frozen=True, slots=True)
class WithVat:
    """Satang: what the goods cost, the tax on them, and both."""

    net: int
    vat: int

    @property
    def gross(self) -> int:
        return self.net + self.vat


def vat_added(net: int, *, percent: Fraction = VAT_PERCENT) -> WithVat:
    """Tax put on top of a price without it.

    Parameters
    ----------
    net : satang without tax, zero or more
    percent : rate; 0 where the seller is not registered

    Returns
    -------
    WithVat; the tax rounded half up to a satang.

    Raises
    ------
    ValueError
        If `net` or `percent` is negative.

    Source
    ------
    Revenue Code (ประมวลรัษฎากร) sections 79 and 80; the rate of 7 % by royal decree issued under section 3.

    Examples
    --------
    >>> vat_added(100_00), vat_added(99_93).gross
    (WithVat(net=10000, vat=700), 10693)
    """
    _check(net, percent)
    return WithVat(net, half_up(net * percent / 100))


def vat_included(gross: int, *, percent: Fraction = VAT_PERCENT) -> WithVat:
    """Tax that a price already holds: 7/107 of it at 7 %.

    Parameters
    ----------
    gross : satang with tax, zero or more
    percent : rate; 0 where the seller is not registered

    Returns
    -------
    WithVat; the tax rounded half up to a satang, the rest is the price without it, so that both add up to `gross`.

    Raises
    ------
    ValueError
        If `gross` or `percent` is negative.

    Source
    ------
    Revenue Code (ประมวลรัษฎากร) sections 79 and 80.

    Examples
    --------
    >>> vat_included(107_00), vat_included(100_00)
    (WithVat(net=10000, vat=700), WithVat(net=9346, vat=654))
    """
    _check(gross, percent)
    vat = half_up(gross * percent / (100 + percent))
    return WithVat(gross - vat, vat)


def vat_of_lines(
    nets: Sequence[int], *, percent: Fraction = VAT_PERCENT, rounded: Literal["document", "line"] = "document"
) -> WithVat:
    """Tax of a document of several lines, which depends on where one rounds.

    Parameters
    ----------
    nets : satang without tax, one a line
    percent : rate
    rounded : "document" rounds once, on the sum; "line" rounds each line and adds up

    Returns
    -------
    WithVat of the whole document. The two ways differ by at most half a satang a line, rounded.

    Raises
    ------
    ValueError
        If a net or `percent` is negative.

    Source
    ------
    Assumption: the Revenue Code does not say which. A tax invoice states the tax of the whole document (section 86/4
    (6)), so "document" is what Mueang uses; "line" is for comparing with a seller's paper that rounds each line.

    Examples
    --------
    >>> vat_of_lines([7, 7, 7]).vat, vat_of_lines([7, 7, 7], rounded="line").vat
    (1, 0)
    """
    if rounded == "document":
        for net in nets:
            _check(net, percent)
        return vat_added(sum(nets), percent=percent)
    parts = [vat_added(net, percent=percent) for net in nets]
    return WithVat(sum(part.net for part in parts), sum(part.vat for part in parts))


def _check(satang: int, percent: Fraction) -> None:
    if satang < 0 or percent < 0:
        raise ValueError("must not be negative")
