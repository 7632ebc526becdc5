"""Totals made comparable: divided by people, area or whatever they are of."""

from __future__ import annotations

import numpy as np

from mueang.methods.indicators.choices import Choices
from mueang.methods.indicators.columns import Matrix
from mueang.methods.indicators.errors import IndexRefused
from mueang.methods.indicators.framework import Framework, Sheet


def denominate(sheet: Sheet, *, framework: Framework, choices: Choices) -> Matrix:
    """Each indicator over its denominator, as the metadata or the configuration say.

    Returns
    -------
    array, shape (n_units, n_indicators); not measured where the denominator was not measured

    Raises
    ------
    IndexRefused
        If a denominator is no column, or zero or negative in a unit that was measured.
    """
    unknown = sorted(set(choices.denominators) - set(framework.codes))
    if unknown:
        raise IndexRefused(f"denominate.{unknown[0]}: no indicator has this code", table="config")
    found = sheet.values.copy()
    if not choices.denominate:
        return found
    for place, indicator in enumerate(framework.indicators):
        by, per = choices.denominators.get(indicator.code, (indicator.denominator, 1.0))
        if not by:
            continue
        if by not in sheet.denominators:
            raise IndexRefused(f"{indicator.code} is divided by {by}, which is no denominator", table="data", column=by)
        under = sheet.denominators[by]
        wrong = np.flatnonzero((under <= 0) & ~np.isnan(found[:, place]))
        if wrong.size:
            why = f"{indicator.code} cannot be divided by {under[wrong[0]]:g}"
            raise IndexRefused(why, table="data", row=int(wrong[0]) + 1, column=by)
        found[:, place] = found[:, place] / under * per
    return found
