"""Whose errors they are: misses and false alarms by group, at the number of visits a team can make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mueang.methods.risk.binning import bins_of
from mueang.methods.risk.columns import Column, is_missing, is_words
from mueang.methods.risk.judging import Labels, Scores, auc, calibration_error
from mueang.methods.risk.visits import visited

CAPACITY_PERCENT = 10
LEAST_SHOWN = 5
LEAST_OUTCOMES_SHOWN = 5
MOST_BANDS = 4
FEW_VALUES = 8


@dataclass(frozen=True, slots=True)
class GroupErrors:
    """One group at the common limit; None where fewer than five children would be shown."""

    group: str
    value: str
    n: int | None
    base_rate: float | None
    looked_at: float | None  # share of the group among those above the limit
    found: float | None  # of those with the outcome (true positive rate)
    missed: float | None
    false_alarms: float | None  # of those without (false positive rate)
    precision: float | None
    auc: float | None
    foretold: float | None  # mean chance, to set beside base_rate
    calibration_error: float | None


def errors_by_group(
    groups: Mapping[str, Column], *, label: Labels, chance: Scores, percent: int = CAPACITY_PERCENT
) -> tuple[GroupErrors, ...]:
    """Errors of each value of each group when the `percent` with the highest chances are visited.

    Parameters
    ----------
    groups : name -> array, shape (n,); numbers of many values are cut into four bands
    label, chance : array, shape (n,)
    percent : of all children together: one limit for everybody

    Returns
    -------
    tuple of GroupErrors; a group of fewer than 5 children is named without figures

    Raises
    ------
    ValueError
        If shapes disagree.

    Source
    ------
    Hardt, Price and Srebro (2016), NeurIPS: compare true and false positive rates; Aequitas (Saleiro et al. 2018).

    Examples
    --------
    >>> label = np.tile([True, False], 10)
    >>> found = errors_by_group({"sex": np.repeat(["f", "m"], 10)}, label=label, chance=label * 0.5, percent=50)
    >>> [(one.value, one.n, one.found, one.false_alarms) for one in found]
    [('f', 10, 1.0, 0.0), ('m', 10, 1.0, 0.0)]
    """
    taken = visited(chance, visits=max(1, round(len(chance) * percent / 100)))
    found = []
    for name, values in groups.items():
        for value, inside in _parts(values):
            found.append(_errors(name, value, label=label[inside], chance=chance[inside], taken=taken[inside]))
    return tuple(found)


def _parts(values: Column) -> list[tuple[str, np.ndarray]]:
    unknown = is_missing(values)
    if is_words(values) or len(np.unique(values[~unknown])) <= FEW_VALUES:
        words = np.where(unknown, "not known", values.astype(str))
        return [(str(word), words == word) for word in np.unique(words)]
    bins = bins_of(values, most_bins=MOST_BANDS)
    codes = bins.codes(values)
    return [(bins.label(int(code)), codes == code) for code in np.unique(codes)]


def _errors(group: str, value: str, *, label: Labels, chance: Scores, taken: Scores) -> GroupErrors:
    if len(label) < LEAST_SHOWN:
        return GroupErrors(group, value, *[None] * 10)
    n_with, n_without = int(label.sum()), int((~label).sum())
    found = float(taken[label].sum())
    share_found = found / n_with if n_with >= LEAST_OUTCOMES_SHOWN else None
    return GroupErrors(
        group=group,
        value=value,
        n=len(label),
        base_rate=float(label.mean()),
        looked_at=float(taken.mean()),
        found=share_found,
        missed=None if share_found is None else 1 - share_found,
        false_alarms=float(taken[~label].mean()) if n_without >= LEAST_OUTCOMES_SHOWN else None,
        precision=found / float(taken.sum()) if taken.sum() >= 1 else None,
        auc=auc(label=label, score=chance) if min(n_with, n_without) >= LEAST_OUTCOMES_SHOWN else None,
        foretold=float(chance.mean()),
        calibration_error=calibration_error(label=label, chance=chance, n_bands=5),
    )
