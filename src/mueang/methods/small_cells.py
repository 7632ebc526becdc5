"""Counts of few people withheld, so that nobody is recognised in a table, neither directly nor by subtraction."""

from collections.abc import Sequence

LEAST_SHOWN = 5


def withhold(counts: Sequence[int], *, least: int = LEAST_SHOWN) -> list[int | None]:
    """The counts of one row whose total is published, the small ones withheld.

    Parameters
    ----------
    counts : people in each cell, zero or more; they add up to the row's total
    least : people; a count from 1 to below it is withheld. Zero is shown: nobody is in it

    Returns
    -------
    list of the same length; None where withheld. All of them where the whole row is that small. If only one cell is
    withheld, the smallest of the others that is not zero is withheld too: total minus the rest would tell it.

    Raises
    ------
    ValueError
        If a count is negative or `least` is not positive.

    Source
    ------
    Primary and secondary cell suppression: Hundepool et al. (2012), Statistical Disclosure Control, chapter 4.

    Examples
    --------
    >>> withhold([12, 3, 0, 7, 9]), withhold([12, 3, 4, 0, 9]), withhold([12, 0, 9])
    ([12, None, 0, None, 9], [12, None, None, 0, 9], [12, 0, 9])
    """
    if least < 1:
        raise ValueError("least must be at least 1")
    if any(count < 0 for count in counts):
        raise ValueError("a count must not be negative")
    if 0 < sum(counts) < least:
        return [None] * len(counts)
    hidden = {place for place, count in enumerate(counts) if 0 < count < least}
    if len(hidden) == 1:
        others = [(count, place) for place, count in enumerate(counts) if count and place not in hidden]
        hidden |= {place for _count, place in sorted(others)[:1]}
    return [None if place in hidden else count for place, count in enumerate(counts)]
