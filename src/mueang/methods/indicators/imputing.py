"""What was not measured: left open, or filled by a rule that is named."""

from __future__ import annotations

import numpy as np

from mueang.methods.indicators.choices import Imputation
from mueang.methods.indicators.columns import Matrix
from mueang.methods.indicators.errors import IndexRefused


def impute(*, values: Matrix, rule: Imputation, groups: dict[str, list[str]]) -> Matrix:
    """Gaps filled by the mean or median of all units, or of those in the same group; never by zero.

    Parameters
    ----------
    values : array, shape (n_units, n_indicators), nan where not measured
    rule : method none, mean, median, group-mean or group-median; and the column of groups
    groups : name -> words, shape (n_units,)

    Returns
    -------
    array of the same shape; a gap stays where nobody to take from was measured

    Raises
    ------
    IndexRefused
        If there is no such column of groups.

    Source
    ------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 3: unconditional and conditional mean.

    Examples
    --------
    >>> gap = np.array([[1.0], [np.nan], [5.0]])
    >>> impute(values=gap, rule=Imputation("mean"), groups={}).ravel().tolist()
    [1.0, 3.0, 5.0]
    >>> impute(values=gap, rule=Imputation("group-mean", "side"), groups={"side": ["a", "a", "b"]}).ravel().tolist()
    [1.0, 1.0, 5.0]
    """
    found = values.copy()
    if rule.method == "none":
        return found
    if not rule.method.startswith("group"):
        _fill(found, rows=np.arange(len(found)), is_median=rule.method == "median")
        return found
    if rule.group not in groups:
        there = ", ".join(groups) or "none"
        raise IndexRefused(
            f"impute.group: no column of groups is called {rule.group!r}; there are {there}", table="config"
        )
    words = np.array(groups[rule.group])
    for word in np.unique(words[words != ""]):
        _fill(found, rows=np.flatnonzero(words == word), is_median=rule.method == "group-median")
    return found


def _fill(found: Matrix, *, rows: np.ndarray[tuple[int], np.dtype[np.intp]], is_median: bool) -> None:
    """Fill the gaps of these rows, in place."""
    part = found[rows]
    gap = np.isnan(part)
    fillable = gap.any(0) & ~gap.all(0)
    if fillable.any():
        middle = np.nanmedian(part[:, fillable], 0) if is_median else np.nanmean(part[:, fillable], 0)
        part[:, fillable] = np.where(gap[:, fillable], middle, part[:, fillable])
        found[rows] = part
