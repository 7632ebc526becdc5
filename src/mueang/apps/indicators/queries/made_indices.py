"""An index as its page shows it: rank intervals first, what each choice changes, and whether it hangs together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isnan
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mueang.methods.indicators import Index, Uncertainty

DRAWS = 1_000


@dataclass(frozen=True, slots=True)
class RankLine:
    """One unit: from `low` to `high` lie 90 of 100 rankings somebody sensible could have made."""

    code: str
    name: str
    rank: int | None
    low: float | None
    median: float | None
    high: float | None
    score: float | None
    known_percent: int
    parts: list[float | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WeightLine:
    """One element that can be weighed against its sisters; `share` is its part of the whole index."""

    code: str
    name: str
    weight: float
    share: float
    level: int
    parent: str


@dataclass(frozen=True, slots=True)
class EffectLine:
    """How much of the doubt about ranks one choice makes, with all it does together with others."""

    factor: str
    total: float


@dataclass(frozen=True, slots=True)
class MadeIndex:
    """An index made: lines from the best middle rank on, those without a score last."""

    lines: list[RankLine]
    weights: list[WeightLine]
    remarks: list[str]
    n_alternatives: int


@dataclass(frozen=True, slots=True)
class Judged:
    """What moves ranks most, the mean change in rank without an element, and whether the parts belong together."""

    effects: list[EffectLine]
    dropped: list[tuple[str, float]]
    alpha: float | None
    overlaps: list[tuple[str, str]]
    opposed: list[tuple[str, str]]
    silent: list[str]


def make_index(*, data: Mapping[str, Any], meta: Mapping[str, Any], config: Mapping[str, Any]) -> Index:
    """The index itself; raises IndexRefused as `methods.indicators.composite`."""
    from mueang.methods.indicators import composite  # NumPy, for these pages alone

    return composite(data=data, meta=meta, config=config)


def ranked(index: Index, *, config: Mapping[str, Any]) -> MadeIndex:
    """Rank intervals of an index; raises IndexRefused where alternatives cannot go together."""
    from mueang.methods.indicators import uncertainty_of  # NumPy, for these pages alone
    from mueang.methods.indicators.choices import read_doubts

    found = uncertainty_of(index, doubts=read_doubts(config))
    lines = [_line(found, row) for row in range(len(index.sheet.units))]
    lines.sort(key=lambda line: (line.rank is None, line.median or 0, line.rank or 0))
    n_alternatives = 1
    for some in found.alternatives.values():
        n_alternatives *= len(some)
    return MadeIndex(lines, weight_lines(index), list(index.remarks), n_alternatives)


def judged(index: Index, *, config: Mapping[str, Any]) -> Judged:
    """Sensitivity, what dropping an element changes, coherence; raises IndexRefused as `sensitivity`."""
    from mueang.methods.indicators import IndexRefused, coherence, dropped, sensitivity_of  # NumPy, for these pages
    from mueang.methods.indicators.choices import read_doubts

    names = {element.code: element.name for element in index.framework.elements}
    try:
        effects = sensitivity_of(index, doubts=read_doubts(config), base=200).effects
    except IndexRefused:
        effects = ()
    try:
        without = dropped(index, level=1)
    except IndexRefused:
        without = {}
    found = coherence(index)
    top = found.alpha[index.framework.aggregates[-1].code]
    ordered = sorted((effect for effect in effects if not isnan(effect.total)), key=lambda one: -one.total)
    return Judged(
        effects=[EffectLine(effect.factor, effect.total) for effect in ordered],
        dropped=sorted(((names[code], shift) for code, shift in without.items()), key=lambda pair: -pair[1]),
        alpha=_number(top),
        overlaps=[(names[one], names[other]) for one, other, _r in found.overlaps],
        opposed=[(names[one], names[other]) for one, other, _r in found.opposed],
        silent=[names[code] for code in found.silent],
    )


def weight_lines(index: Index) -> list[WeightLine]:
    """Elements that have sisters, the highest level first."""
    elements = index.framework.elements
    lines = [
        WeightLine(
            code=element.code,
            name=element.name,
            weight=float(index.weights[place]),
            share=float(index.effective[place]),
            level=element.level,
            parent=element.parent,
        )
        for place, element in enumerate(elements)
        if element.parent and len(index.framework.children(element.parent)) > 1
    ]
    return sorted(lines, key=lambda line: -line.level)


def _line(found: Uncertainty, row: int) -> RankLine:
    index = found.index
    return RankLine(
        code=index.sheet.units[row],
        name=index.sheet.names[row],
        rank=int(found.nominal[row]) or None,
        low=_number(found.low[row]),
        median=_number(found.median[row]),
        high=_number(found.high[row]),
        score=_number(index.score[row]),
        known_percent=round(float(index.known_share[row]) * 100),
        parts=[_number(value) for value in index.stages.normalised[row]],
    )


def _number(value: Any) -> float | None:
    return None if isnan(value) else float(value)
