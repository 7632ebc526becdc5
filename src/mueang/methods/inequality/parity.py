"""One group beside another: the parity index."""

from __future__ import annotations

from mueang.methods.inequality.checking import numbers
from mueang.methods.inequality.errors import InequalityRefused

PARITY = (0.97, 1.03)


def parity(*, group: float, reference: float, adjusted: bool = False) -> float:
    """A rate of one group over that of the other.

    Parameters
    ----------
    group, reference : rates in the same unit, zero or more; of girls and of boys, of poor and of rich
    adjusted : whether values above 1 are mirrored (2 - 1/ratio), so that twice and half are equally far from 1

    Returns
    -------
    1 is parity, below 1 the group is behind; adjusted from 0 to 2. By UNESCO's convention 0.97 to 1.03 counts as parity

    Raises
    ------
    InequalityRefused
        If a rate is negative or not a number, or the reference is zero (then there is no ratio: show both rates).

    Source
    ------
    UNESCO Institute for Statistics, gender parity index and adjusted parity index (SDG 4.5.1 metadata).

    Examples
    --------
    >>> parity(group=40, reference=80), parity(group=80, reference=40), parity(group=80, reference=40, adjusted=True)
    (0.5, 2.0, 1.5)
    """
    rates = numbers([group, reference], name="rates (group, reference)", least=0.0)
    if rates[1] == 0:
        raise InequalityRefused("reference: its rate is zero, so there is no ratio; show both rates")
    ratio = float(rates[0] / rates[1])
    return 2.0 - 1.0 / ratio if adjusted and ratio > 1 else ratio


def is_parity(index: float) -> bool:
    """Whether an index counts as parity by UNESCO's convention.

    >>> is_parity(0.98), is_parity(0.9)
    (True, False)
    """
    return PARITY[0] <= index <= PARITY[1]
