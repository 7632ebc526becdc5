"""What scoring gives: points, and for each child what they are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Reason:
    """One term that spoke for a child: the key of the sentence, its points, and the value that was found."""

    term: str
    sentence: str
    points: int
    value: object


@dataclass(frozen=True, slots=True)
class Scored:
    """Points of n children by m terms; a term that could not be asked stands in `missing`, not in the points."""

    terms: tuple[str, ...]
    points: NDArray[np.int32]  # (n,)
    contributions: NDArray[np.int16]  # (m, n)
    missing: NDArray[np.bool_]  # (n,) somebody has to visit and ask
    probability: NDArray[np.float32] | None  # (n,) of a calibrated model, None of rules
    _reason: Callable[[int, int], Reason]
    _unasked: Callable[[int], list[str]]

    def __len__(self) -> int:
        return len(self.points)

    def reasons(self, child: int, *, at_most: int | None = None) -> list[Reason]:
        """What speaks for looking at this child, the heaviest first."""
        own = self.contributions[:, child]
        heaviest = sorted(np.flatnonzero(own > 0), key=lambda term: -int(own[term]))
        return [self._reason(int(term), child) for term in heaviest[:at_most]]

    def unasked(self, child: int) -> list[str]:
        """Variables of this child that nobody knows yet: a reason for a visit, never for a low risk."""
        return self._unasked(child)

    def first(self, n: int) -> NDArray[np.intp]:
        """The `n` children with most points, ties in the order given."""
        return np.argsort(-self.points.astype(np.int64), kind="stable")[:n]
