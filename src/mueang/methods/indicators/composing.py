"""A composite index from its tables, every stage kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mueang.methods.indicators.aggregating import Tree, carry_up, plant
from mueang.methods.indicators.choices import Choices, Normalisation, Treatment, read_choices
from mueang.methods.indicators.columns import Matrix, Table
from mueang.methods.indicators.denominating import denominate
from mueang.methods.indicators.errors import IndexRefused
from mueang.methods.indicators.framework import Element, Framework, Sheet, read_framework, read_sheet
from mueang.methods.indicators.imputing import impute
from mueang.methods.indicators.normalising import normalise_columns
from mueang.methods.indicators.ranking import Ranks, ranks
from mueang.methods.indicators.treating import Treated, may_be_skewed, treat
from mueang.methods.indicators.weighing import effective, weights_of


@dataclass(frozen=True)
class Made:
    """What stands before weights: the tables of one way to make the index."""

    denominated: Matrix
    imputed: Matrix
    treated: tuple[Treated, ...]
    normalised: Matrix


@dataclass(frozen=True)
class Index:
    """A composite index with every stage; arrays of units × indicators or units × aggregates, nan where not measured.

    `rank` is 0 where there is no score. `known_share` is of the indicators before anything was filled in. `effective`
    is each element's share of the index.
    """

    framework: Framework
    sheet: Sheet
    choices: Choices
    stages: Made
    tree: Tree
    weights: Matrix
    effective: Matrix
    aggregates: Matrix
    score: Matrix
    rank: Ranks
    known_share: Matrix
    remarks: tuple[str, ...]

    def aggregate(self, code: str) -> Matrix:
        """The scores of one aggregate, shape (n_units,)."""
        return self.aggregates[:, [element.code for element in self.framework.aggregates].index(code)]


def composite(*, data: Table, meta: Table, config: Mapping[str, Any] | None = None) -> Index:
    """A composite index: denominate, impute, treat, normalise, weigh, aggregate.

    Parameters
    ----------
    data : columns by name (or rows), one row a unit: uCode, uName, every indicator, denominators, groups
    meta : columns by name (or rows), one row an element: Level, iCode, Direction, Weight, Parent, Type, Denominator,
        and what `read_framework` also understands
    config : the choices (docs/methods/indicators.md); without it nothing is filled in or treated, indicators are
        laid from 0 to 100 between lowest and highest, weights are the metadata's (equal if it has none), means
        arithmetic, and an aggregate is measured where 66 % of what is under it is

    Returns
    -------
    Index

    Raises
    ------
    IndexRefused
        With table, row and column of what cannot be used.

    Source
    ------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators; Becker et al. (2022), JOSS 7(78), 4567.

    Examples
    --------
    >>> found = composite(
    ...     data={"uCode": ["A", "B", "C"], "x": [1, 2, 3], "y": [30, 10, 20]},
    ...     meta={"iCode": ["x", "y"], "Direction": [1, -1]},
    ... )
    >>> found.score.tolist(), found.rank.tolist()
    ([0.0, 75.0, 75.0], [3, 1, 1])
    """
    framework = read_framework(meta)
    return index_of(framework=framework, sheet=read_sheet(data, framework), choices=read_choices(config))


def index_of(*, framework: Framework, sheet: Sheet, choices: Choices) -> Index:
    """The index of tables that were read already."""
    stages = make(framework=framework, sheet=sheet, choices=choices)
    weights, remarks = weights_of(framework, rule=choices.weigh, table=stages.normalised)
    tree = plant_for(framework, choices)
    carried = carry_up(tree, table=stages.normalised, weights=weights[None, :])
    aggregates = np.stack([scores[0] for scores in carried], axis=1)
    remarks += [
        f"{indicator.code}: skewness and kurtosis are beyond {choices.treat.skewness:g} and "
        f"{choices.treat.kurtosis:g}; few units decide it. Treat it, or say why not"
        for indicator, treated in zip(framework.indicators, stages.treated, strict=True)
        if treated.is_skewed
    ]
    return Index(
        framework=framework,
        sheet=sheet,
        choices=choices,
        stages=stages,
        tree=tree,
        weights=weights,
        effective=effective(framework, weights),
        aggregates=aggregates,
        score=aggregates[:, -1],
        rank=ranks(aggregates[:, -1]),
        known_share=(~np.isnan(sheet.values)).mean(1),
        remarks=tuple(remarks),
    )


def reweigh(index: Index, *, weights: Mapping[str, float]) -> Index:
    """The same index with some weights moved; only what is above them is worked again.

    Raises IndexRefused where nothing has such a code or a weight is negative.

    >>> index = composite(data={"uCode": "AB", "x": [1, 2], "y": [2, 1]}, meta={"iCode": ["x", "y"]})
    >>> reweigh(index, weights={"x": 3}).score.tolist()
    [25.0, 75.0]
    """
    moved = index.weights.copy()
    codes = [element.code for element in index.framework.elements]
    for code, weight in weights.items():
        if code not in codes or not weight >= 0:
            raise IndexRefused(f"weigh.weights.{code}: no such code, or a negative weight", table="config")
        moved[codes.index(code)] = weight
    carried = carry_up(index.tree, table=index.stages.normalised, weights=moved[None, :])
    aggregates = np.stack([scores[0] for scores in carried], axis=1)
    return replace(
        index,
        weights=moved,
        effective=effective(index.framework, moved),
        aggregates=aggregates,
        score=aggregates[:, -1],
        rank=ranks(aggregates[:, -1]),
    )


def make(*, framework: Framework, sheet: Sheet, choices: Choices) -> Made:
    """The tables up to the normalised one."""
    _refuse_strangers(framework, sheet, choices)
    denominated = denominate(sheet, framework=framework, choices=choices)
    imputed = impute(values=denominated, rule=choices.impute, groups=sheet.groups)
    treated = treat_table(imputed, framework=framework, choices=choices)
    normalised = normalise_table(treated, framework=framework, sheet=sheet, choices=choices)
    return Made(denominated=denominated, imputed=imputed, treated=treated, normalised=normalised)


def treat_table(values: Matrix, *, framework: Framework, choices: Choices) -> tuple[Treated, ...]:
    """Each indicator by its own rule; the metadata's Log counts unless the configuration says otherwise."""
    found = []
    suspect = may_be_skewed(values, rule=choices.treat)
    for place, indicator in enumerate(framework.indicators):
        common = Treatment("log") if indicator.is_logged else choices.treat
        rule = choices.treat_by.get(indicator.code, common)
        if rule is choices.treat and rule.method != "log" and not suspect[place]:
            found.append(Treated(values=values[:, place]))
        else:
            found.append(treat(values=values[:, place], rule=rule, code=indicator.code))
    return tuple(found)


def normalise_table(
    treated: Sequence[Treated], *, framework: Framework, sheet: Sheet, choices: Choices, is_for_all: bool = False
) -> Matrix:
    """Each indicator by its own rule: the configuration's for it, else the metadata's, else the common one.

    With `is_for_all` the common one alone, with the metadata's goalposts and targets where it needs them.
    """
    rules, rows = [], []
    for place, indicator in enumerate(framework.indicators):
        own = None if is_for_all else choices.normalise_by.get(indicator.code)
        rule = own or _by_meta(indicator, choices.normalise, is_for_all=is_for_all)
        if treated[place].is_logged:
            rule = _logged(rule, code=indicator.code)
        rules.append(rule)
        rows.append(_row_of(rule, sheet=sheet))
    return normalise_columns(
        np.stack([one.values for one in treated], axis=1),
        rules=rules,
        directions=np.array([float(indicator.direction) for indicator in framework.indicators]),
        codes=framework.codes,
        reference_rows=rows,
    )


def plant_for(framework: Framework, choices: Choices) -> Tree:
    """The tree; the benefit of the doubt, chosen as a weighing, is the way the top is brought together."""
    rule = choices.aggregate
    if choices.weigh.method == "benefit-of-the-doubt":
        rule = replace(rule, nodes={**rule.nodes, framework.aggregates[-1].code: "benefit-of-the-doubt"})
    return plant(framework, rule)


def _by_meta(indicator: Element, common: Normalisation, *, is_for_all: bool) -> Normalisation:
    rule = common
    if is_for_all:
        pass
    elif indicator.normalisation:
        rule = replace(rule, method=indicator.normalisation)
    elif indicator.goalposts is not None and common.method == "min-max":
        rule = replace(rule, method="goalposts")
    if rule.method == "goalposts" and indicator.goalposts is not None:
        rule = replace(rule, goalposts=indicator.goalposts)
    if rule.method == "target" and indicator.target is not None and rule.target is None:
        rule = replace(rule, target=indicator.target)
    return rule if indicator.is_clipped is None else replace(rule, clip=indicator.is_clipped)


def _logged(rule: Normalisation, *, code: str) -> Normalisation:
    """Goalposts and targets are said in the indicator's own unit, so they become logarithms with it."""
    said = [*(rule.goalposts or ()), *([rule.target] if rule.target is not None else [])]
    if any(value <= 0 for value in said):
        raise IndexRefused("a goalpost or target of zero or less has no logarithm", table="config", column=code)
    goalposts = None if rule.goalposts is None else (float(np.log(rule.goalposts[0])), float(np.log(rule.goalposts[1])))
    return replace(rule, goalposts=goalposts, target=None if rule.target is None else float(np.log(rule.target)))


def _row_of(rule: Normalisation, *, sheet: Sheet) -> int | None:
    if rule.method not in {"reference", "ratio"} or not rule.reference:
        return None
    if rule.reference not in sheet.units:
        raise IndexRefused(f"normalise.reference: no unit has the code {rule.reference!r}", table="config")
    return sheet.units.index(rule.reference)


def _refuse_strangers(framework: Framework, sheet: Sheet, choices: Choices) -> None:
    for name, given in (("treat", choices.treat_by), ("normalise", choices.normalise_by)):
        for code in given:
            if code not in framework.codes:
                raise IndexRefused(f"{name}.indicators.{code}: no indicator has this code", table="config")
    empty = np.flatnonzero(np.isnan(sheet.values).all(0))
    if empty.size:
        raise IndexRefused("no unit was measured", table="data", column=framework.codes[int(empty[0])])
