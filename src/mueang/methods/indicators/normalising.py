"""Different units brought onto one scale, more always being better."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from mueang.methods.indicators.choices import NORMALISATIONS, Normalisation
from mueang.methods.indicators.columns import Matrix
from mueang.methods.indicators.errors import IndexRefused

RELATIVE = {"min-max", "z-score", "rank"}


def normalise(
    *,
    values: ArrayLike,
    method: str = "min-max",
    direction: int | Sequence[int] = 1,
    scale: tuple[float, float] = (0.0, 100.0),
    goalposts: tuple[float, float] | None = None,
    clip: bool = False,
    target: float | None = None,
    reference: int | None = None,
) -> Matrix:
    """Values on a scale on which more is better.

    Parameters
    ----------
    values : array, shape (n_units,) or (n_units, n_indicators), any unit; nan where not measured
    method : "min-max" lowest to highest; "goalposts" between two stated values; "z-score" in standard deviations
        (of a sample) from the mean; "rank" share of the others below, ties in the middle; "target" how much of the way
        from the worst to the target; "reference" how much of the way from the worst to one unit; "ratio" the value over
        that unit's
    direction : 1 if more is better, -1 if less is; one for all or one for each indicator
    scale : what 0 and 1 become; of z-scores and ratios it is not used
    goalposts : (low, high) in the unit of `values`, for every indicator given
    clip : whether what lies beyond the scale is set to its end
    target : value to be reached
    reference : row of the unit others are set beside

    Returns
    -------
    array of the same shape; nan where not measured

    Raises
    ------
    IndexRefused
        If fewer than two units were measured or all have the same, where the method sets units beside each other; if
        goalposts, target or reference are missing or leave no way to go.

    Source
    ------
    OECD/JRC (2008), Handbook, step 5 and table 3; goalposts as the Human Development Index (UNDP, technical notes).

    Examples
    --------
    >>> normalise(values=[2.0, 4.0, 6.0]).tolist(), normalise(values=[2.0, 4.0, 6.0], direction=-1).tolist()
    ([0.0, 50.0, 100.0], [100.0, 50.0, 0.0])
    >>> normalise(values=[15.0, 90.0], method="goalposts", goalposts=(20, 85), clip=True, scale=(0, 1)).tolist()
    [0.0, 1.0]
    >>> normalise(values=[1.0, 1.0, 9.0], method="rank").tolist()
    [25.0, 25.0, 100.0]
    """
    if method not in NORMALISATIONS:
        raise IndexRefused(
            f"normalise.method: {method!r} is not known; there are {', '.join(NORMALISATIONS)}", table="config"
        )
    table = np.asarray(values, np.float64)
    matrix = table[:, None] if table.ndim == 1 else table
    rule = Normalisation(method=method, scale=scale, goalposts=goalposts, clip=clip, target=target)
    columns = matrix.shape[1]
    found = normalise_columns(
        matrix,
        rules=[rule] * columns,
        directions=np.broadcast_to(np.asarray(direction), (columns,)).astype(np.float64),
        codes=[str(number) for number in range(1, columns + 1)],
        reference_rows=[reference] * columns,
    )
    return found.reshape(table.shape)


def normalise_columns(
    values: Matrix,
    *,
    rules: Sequence[Normalisation],
    directions: Matrix,
    codes: Sequence[str],
    reference_rows: Sequence[int | None],
) -> Matrix:
    """Every indicator by its own rule; columns with the same rule are worked together."""
    found = np.empty_like(values)
    together: dict[tuple[Normalisation, int | None], list[int]] = {}
    for place, (rule, row) in enumerate(zip(rules, reference_rows, strict=True)):
        together.setdefault((rule, row), []).append(place)
    for (rule, row), places in together.items():
        named = [codes[place] for place in places]
        part, signs = values[:, places], directions[places]
        if rule.method in RELATIVE:
            _refuse_alike(part, codes=named, method=rule.method)
        laid = _METHODS[rule.method](part, signs, rule, named, row)
        if rule.clip:
            laid = np.clip(laid, *rule.scale)
        found[:, places] = laid
    return found


def _min_max(part: Matrix, signs: Matrix, rule: Normalisation, _codes: list[str], _row: int | None) -> Matrix:
    least, most = np.nanmin(part, 0), np.nanmax(part, 0)
    return _onto(np.where(signs > 0, part - least, most - part) / (most - least), rule)


def _goalposts(part: Matrix, signs: Matrix, rule: Normalisation, codes: list[str], _row: int | None) -> Matrix:
    if rule.goalposts is None or rule.goalposts[0] >= rule.goalposts[1]:
        raise IndexRefused("a low and a higher goalpost are needed", table="config", column=codes[0])
    low, high = rule.goalposts
    return _onto(np.where(signs > 0, part - low, high - part) / (high - low), rule)


def _z_score(part: Matrix, signs: Matrix, rule: Normalisation, _codes: list[str], _row: int | None) -> Matrix:
    scores: Matrix = signs * (part - np.nanmean(part, 0)) / np.nanstd(part, 0, ddof=1)
    if rule.onto_scale:
        # All indicators by one stretch, so that their spreads stay equal.
        return _onto((scores - np.nanmin(scores)) / (np.nanmax(scores) - np.nanmin(scores)), rule)
    return rule.mean + rule.sd * scores


def _rank(part: Matrix, signs: Matrix, rule: Normalisation, _codes: list[str], _row: int | None) -> Matrix:
    known = (~np.isnan(part)).sum(0)
    return _onto((_middle_ranks(part * signs) - 1) / (known - 1), rule)


def _target(part: Matrix, signs: Matrix, rule: Normalisation, codes: list[str], _row: int | None) -> Matrix:
    if rule.target is None:
        raise IndexRefused("a target is needed", table="config", column=codes[0])
    return _way(part, signs, np.full(part.shape[1], rule.target), rule, codes)


def _reference(part: Matrix, signs: Matrix, rule: Normalisation, codes: list[str], row: int | None) -> Matrix:
    return _way(part, signs, _row_of(part, row, codes), rule, codes)


def _ratio(part: Matrix, signs: Matrix, _rule: Normalisation, codes: list[str], row: int | None) -> Matrix:
    beside = _row_of(part, row, codes)
    wrong = np.argwhere(part <= 0)
    if wrong.size:
        there = int(wrong[0][0])
        why = f"{part[there, wrong[0][1]]:g} has no ratio; ratios need values above zero"
        raise IndexRefused(why, table="data", row=there + 1, column=codes[int(wrong[0][1])])
    found: Matrix = (part / beside) ** signs
    return found


def _way(part: Matrix, signs: Matrix, goal: Matrix, rule: Normalisation, codes: list[str]) -> Matrix:
    """How much of the way from the worst to the goal."""
    worst = np.where(signs > 0, np.nanmin(part, 0), np.nanmax(part, 0))
    length = (goal - worst) * signs
    if (length <= 0).any():
        at = int(np.flatnonzero(length <= 0)[0])
        raise IndexRefused(f"the goal {goal[at]:g} is no better than the worst unit", table="data", column=codes[at])
    return _onto((part - worst) * signs / length, rule)


def _row_of(part: Matrix, row: int | None, codes: list[str]) -> Matrix:
    if row is None:
        raise IndexRefused("normalise.reference: which unit?", table="config")
    if np.isnan(part[row]).any():
        at = codes[int(np.flatnonzero(np.isnan(part[row]))[0])]
        raise IndexRefused("the unit of reference was not measured here", table="data", row=row + 1, column=at)
    beside: Matrix = part[row]
    return beside


def _onto(shares: Matrix, rule: Normalisation) -> Matrix:
    low, high = rule.scale
    found: Matrix = low + (high - low) * shares
    return found


def _refuse_alike(part: Matrix, *, codes: list[str], method: str) -> None:
    known = (~np.isnan(part)).sum(0)
    if (known < 2).any():
        at = int(np.flatnonzero(known < 2)[0])
        why = f"{known[at]} measured units; {method} sets units beside each other and needs two. Give goalposts"
        raise IndexRefused(why, table="data", column=codes[at])
    alike = np.nanmin(part, 0) == np.nanmax(part, 0)
    if alike.any():
        at = int(np.flatnonzero(alike)[0])
        why = f"every unit has {np.nanmin(part[:, at]):g}, so {method} cannot part them; give goalposts or leave it out"
        raise IndexRefused(why, table="data", column=codes[at])


def _middle_ranks(part: Matrix) -> Matrix:
    """Ranks from 1 in each column, ties in the middle, nan kept."""
    n, columns = part.shape
    order = np.argsort(part, 0, kind="stable")
    ordered = np.take_along_axis(part, order, 0)
    fresh = np.vstack([np.ones((1, columns), bool), ordered[1:] != ordered[:-1]])
    places = np.arange(n)[:, None]
    first = np.maximum.accumulate(np.where(fresh, places, 0), 0)
    ends = np.vstack([fresh[1:], np.ones((1, columns), bool)])
    last = np.minimum.accumulate(np.where(ends, places, n)[::-1], 0)[::-1]
    ranks = np.empty_like(part)
    np.put_along_axis(ranks, order, (first + last) / 2.0 + 1.0, 0)
    ranks[np.isnan(part)] = np.nan
    return ranks


_METHODS = {
    "min-max": _min_max,
    "goalposts": _goalposts,
    "z-score": _z_score,
    "rank": _rank,
    "target": _target,
    "reference": _reference,
    "ratio": _ratio,
}
