"""Theil's two indices, and how much of each lies within groups and how much between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.inequality.checking import Values, mean_above_zero, placed, present, same_length, weighted
from mueang.methods.inequality.errors import InequalityRefused

Kind = Literal["T", "L"]


@dataclass(frozen=True, slots=True)
class GroupPart:
    """One group: its share of people and of the total, its mean, the index inside it, its two parts of the whole."""

    group: str
    n_rows: int
    population_share: float
    total_share: float
    mean: float
    inside: float
    within: float
    between: float


@dataclass(frozen=True, slots=True)
class Theil:
    """`total` = `within` + `between`; without groups all of it is within."""

    total: float
    within: float
    between: float
    groups: tuple[GroupPart, ...] = ()


def theil(
    *,
    values: ArrayLike,
    weights: ArrayLike | None = None,
    groups: Sequence[object] | NDArray[Any] | None = None,
    kind: Kind = "T",
) -> Theil:
    """Theil's T (sensitive at the top) or L, the mean log deviation (sensitive at the bottom), parted exactly.

    Parameters
    ----------
    values : array, shape (n,); T: zero or more; L: above zero
    weights : array, shape (n,), persons; one each if left out
    groups : shape (n,): to which group each row belongs, if the index is to be parted
    kind : "T" or "L"

    Returns
    -------
    Theil, in nats: 0 if all have the same; T at most ln n for n persons. Within = the groups' own indices weighted by
    their share of the total (T) or of the people (L); between = the index if everybody had their group's mean. A
    group's part of `between` may be negative, their sum is not.

    Raises
    ------
    InequalityRefused
        If a value is not allowed (with its row), or a row belongs to no group.

    Source
    ------
    Theil (1967); Shorrocks (1980), Econometrica 48(3), equations 20 and 22.

    Examples
    --------
    >>> found = theil(values=[1.0, 1.0, 3.0, 3.0], groups=["a", "a", "b", "b"])
    >>> found.within, round(found.between, 6), float(round(0.25 * np.log(0.5) + 0.75 * np.log(1.5), 6))
    (0.0, 0.130812, 0.130812)
    """
    if kind not in {"T", "L"}:
        raise InequalityRefused(f"kind: {kind!r} is not known; there are T and L")
    found, share = weighted(values, weights, above=kind == "L")
    mean = mean_above_zero(found, share, measure=f"Theil's {kind}")
    total = _index(found, share, kind=kind)
    if groups is None:
        return Theil(total=total, within=total, between=0.0)
    same_length(values=np.atleast_1d(values), groups=groups)
    rows = np.flatnonzero(present(weights, n=len(groups))).tolist()
    names, place = placed([groups[row] for row in rows])
    parts = tuple(
        _part(name, found[place == number], share[place == number], mean=mean, kind=kind)
        for number, name in enumerate(names)
    )
    return Theil(
        total=total,
        within=float(sum(part.within for part in parts)),
        between=float(sum(part.between for part in parts)),
        groups=parts,
    )


def _index(values: Values, share: Values, *, kind: Kind) -> float:
    """The index of people whose shares add up to one."""
    ratio = values / (values @ share)
    if kind == "L":
        return max(0.0, float(-np.log(ratio) @ share))
    logs = np.log(ratio, out=np.zeros_like(ratio), where=ratio > 0)  # nothing times its log is nothing
    return max(0.0, float((ratio * logs) @ share))


def _part(name: str, values: Values, share: Values, *, mean: float, kind: Kind) -> GroupPart:
    people = float(share.sum())
    own_mean = float(values @ share) / people
    had = people * own_mean / mean
    weight = had if kind == "T" else people
    inside = _index(values, share / people, kind=kind) if own_mean > 0 else 0.0
    ratio = own_mean / mean
    log_ratio = float(np.log(ratio)) if ratio > 0 else 0.0
    return GroupPart(
        group=name,
        n_rows=len(values),
        population_share=people,
        total_share=had,
        mean=own_mean,
        inside=inside,
        within=weight * inside,
        between=had * log_ratio if kind == "T" else -people * log_ratio,
    )
