"""What is answered: the places to open, who goes where, and how far from the best this can be at most."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

# Below this share of the total two sums of the same numbers in another order may differ.
SAME = 1e-9

Places = NDArray[np.intp]


def nowhere() -> Places:
    return np.zeros(0, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class Siting:
    """Which places to open.

    Attributes
    ----------
    open_sites : array, shape (n_open,), sites in rising order
    assigned : array, shape (n_points,), the open site each point goes to; -1 where it goes to none
    total : what the choice costs (or reaches, in `max_coverage`); unit of cost × unit of weight
    bound : no choice can cost less (or reach more); same unit
    gap : (0..1), the share of the total that a better choice could save, or of the bound that it could gain
    shares : where capacities divide a point among sites, one row (point, site, weight) each; otherwise none
    """

    open_sites: Places
    assigned: Places
    total: float
    bound: float
    gap: float
    shares: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 3)))

    @property
    def is_proved(self) -> bool:
        """Whether no better choice exists."""
        return self.gap <= SAME

    @property
    def statement(self) -> str:
        """What is proved, in words.

        Examples
        --------
        >>> Siting(nowhere(), nowhere(), 100.0, 100.0, 0.0).statement
        'proved optimal'
        >>> Siting(nowhere(), nowhere(), 100.0, 99.75, 0.00251).statement
        'within 0.26 %'
        """
        if self.is_proved:
            return "proved optimal"
        return f"within {percent_above(self.gap):g} %"


def percent_above(gap: float) -> float:
    """Percent, rounded up to two figures that count, so that the words never promise too much.

    Examples
    --------
    >>> percent_above(0.00251), percent_above(0.1234), percent_above(0.00000123)
    (0.26, 13.0, 0.00013)
    """
    percent = gap * 100
    step = 10.0 ** (math.floor(math.log10(percent)) - 1)
    return float(f"{math.ceil(percent / step - SAME) * step:.12g}")


def least(open_sites: Places, assigned: Places, total: float, bound: float) -> Siting:
    """An answer to "as little as possible": the bound is below."""
    bound = min(bound, total)
    gap = 0.0 if total - bound <= SAME * abs(total) else (total - bound) / total
    return Siting(open_sites, assigned, total, total if gap == 0.0 else bound, gap)


def most(open_sites: Places, assigned: Places, total: float, bound: float) -> Siting:
    """An answer to "as much as possible": the bound is above."""
    bound = max(bound, total)
    gap = 0.0 if bound - total <= SAME * abs(bound) else (bound - total) / bound
    return Siting(open_sites, assigned, total, total if gap == 0.0 else bound, gap)
