"""A sum parted by weights, so that the parts add up to it."""

from __future__ import annotations

from collections.abc import Sequence


def share(total: int, *, weights: Sequence[int]) -> list[int]:
    """Parts of a sum in proportion to weights, to the satang: the largest remainders get one more.

    Parameters
    ----------
    total : satang; below zero for a reversal
    weights : whole numbers, zero or more, not all zero

    Returns
    -------
    satang, one for each weight; they add up to `total`. Among equal remainders the earlier gets it.

    Raises
    ------
    ValueError
        If a weight is negative or all are zero.

    Source
    ------
    Largest remainder (Hare-Niemeyer); Balinski & Young (1982), Fair Representation, chapter 3.

    Examples
    --------
    >>> share(100, weights=[1, 1, 1]), share(-100, weights=[1, 1, 1]), share(5, weights=[0, 2])
    ([34, 33, 33], [-34, -33, -33], [0, 5])
    """
    whole = sum(weights)
    if any(weight < 0 for weight in weights) or not whole:
        raise ValueError("weights must not be negative, nor all zero")
    if total < 0:
        return [-part for part in share(-total, weights=weights)]
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-(total * weights[place] % whole), place))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts
