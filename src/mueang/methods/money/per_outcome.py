"""What one outcome cost, and how uncertain that is."""

from __future__ import annotations

import math
from dataclasses import dataclass

HALVINGS = 60


@dataclass(frozen=True, slots=True)
class UnitCost:
    """Satang an outcome: `point` and `high` are None where no outcome was seen, or none may be the truth."""

    point: int | None
    low: int
    high: int | None


def unit_cost(satang: int, *, n: int, confidence: float = 0.95) -> UnitCost:
    """Money divided by outcomes, with the interval that so small a count allows.

    Parameters
    ----------
    satang : what was spent, zero or more
    n : outcomes counted, zero or more
    confidence : of the interval, between 0 and 1

    Returns
    -------
    UnitCost: `low` and `high` from the exact interval of a Poisson count with `n` seen. It says how much chance there
    is in the count; not whether the money caused the outcomes, nor who would have had them without it.

    Raises
    ------
    ValueError
        If a number is negative or `confidence` is not between 0 and 1.

    Source
    ------
    Garwood (1936), Biometrika 28(3/4), 437-442.

    Examples
    --------
    Ten outcomes: between 4.80 and 18.39 were to be expected.

    >>> unit_cost(1_000_00, n=10)
    UnitCost(point=10000, low=5438, high=20853)
    >>> unit_cost(1_000_00, n=0)
    UnitCost(point=None, low=27109, high=None)
    """
    if satang < 0 or n < 0 or not 0 < confidence < 1:
        raise ValueError("must not be negative; confidence lies between 0 and 1")
    tail = (1 - confidence) / 2
    most = _mean_at(n, chance=tail)
    fewest = _mean_at(n - 1, chance=1 - tail) if n else 0.0
    return UnitCost(
        point=round(satang / n) if n else None,
        low=round(satang / most),
        high=round(satang / fewest) if fewest else None,
    )


def _mean_at(n: int, *, chance: float) -> float:
    """The mean of a Poisson count that is `n` or less with this chance: by halving."""
    low, high = 0.0, n + 10 * math.sqrt(n + 1) + 10
    for _step in range(HALVINGS):
        middle = (low + high) / 2
        if _at_most(n, mean=middle) > chance:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _at_most(n: int, *, mean: float) -> float:
    if not mean:
        return 1.0
    return math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(n + 1))
