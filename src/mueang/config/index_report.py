"""What `mueang index compute` and `mueang index uncertainty` print."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mueang.methods.indicators import Index, Sensitivity, Uncertainty

NOT_MEASURED = "not measured"


def index_by_name(index: Index) -> dict[str, Any]:
    """Every stage, unit by unit, ready for JSON; null is not measured."""
    from mueang.methods.indicators import coherence, dropped  # NumPy

    aggregates = [element.code for element in index.framework.aggregates]
    codes, stages, pillars = index.framework.codes, index.stages, _levels(index)
    treated = [one.values for one in stages.treated]
    return {
        "units": [
            {
                "code": unit,
                "name": index.sheet.names[row],
                "score": index.score[row],
                "rank": int(index.rank[row]) or None,
                "known_share": index.known_share[row],
                "aggregates": dict(zip(aggregates, index.aggregates[row].tolist(), strict=True)),
            }
            for row, unit in enumerate(index.sheet.units)
        ],
        "weights": {
            element.code: {"weight": index.weights[place], "effective": index.effective[place]}
            for place, element in enumerate(index.framework.elements)
        },
        "stages": {
            "denominated": _table(index, stages.denominated.tolist(), codes),
            "imputed": _table(index, stages.imputed.tolist(), codes),
            "treated": _table(index, zip(*[column.tolist() for column in treated], strict=True), codes),
            "normalised": _table(index, stages.normalised.tolist(), codes),
            "aggregated": _table(index, index.aggregates.tolist(), aggregates),
        },
        "treated": {
            code: {
                "low": [index.sheet.units[row] for row in one.low],
                "high": [index.sheet.units[row] for row in one.high],
                "is_logged": one.is_logged,
                "is_skewed": one.is_skewed,
            }
            for code, one in zip(codes, stages.treated, strict=True)
        },
        "mean_rank_shift_when_dropped": {
            code: shift for level in pillars for code, shift in dropped(index, level=level).items()
        },
        "coherence": asdict(coherence(index)),
        "remarks": list(index.remarks),
    }


def uncertainty_by_name(found: Uncertainty, by_variance: Sensitivity | None) -> dict[str, Any]:
    """Rank intervals, what was drawn, and which choice moves ranks; null is not measured."""
    named: dict[str, Any] = {
        "draws": found.doubts.draws,
        "seed": found.doubts.seed,
        "level": found.doubts.level,
        "weights_spread": found.doubts.weights_spread,
        "alternatives": {step: [asdict(one) for one in some] for step, some in found.alternatives.items()},
        "units": [
            {
                "code": unit,
                "name": found.index.sheet.names[row],
                "rank": int(found.nominal[row]) or None,
                "low": found.low[row],
                "median": found.median[row],
                "high": found.high[row],
                "mean": found.mean[row],
            }
            for row, unit in enumerate(found.index.sheet.units)
        ],
        "remarks": list(found.index.remarks),
    }
    if by_variance is not None:
        named["sensitivity"] = {
            "draws": by_variance.n_draws,
            "shift_mean": by_variance.shift_mean,
            "shift_variance": by_variance.shift_variance,
            "effects": [
                {
                    "factor": effect.factor,
                    "first": effect.first,
                    "first_interval": effect.first_interval,
                    "total": effect.total,
                    "total_interval": effect.total_interval,
                }
                for effect in by_variance.effects
            ],
        }
    return named


def as_json(named: dict[str, Any]) -> str:
    return json.dumps(_plain(named), ensure_ascii=False, allow_nan=False)


def index_as_text(index: Index) -> str:
    aggregates = [element.code for element in index.framework.aggregates]
    head = ["rank", "unit", "score", "known", *aggregates[:-1]]
    rows = [
        [
            str(index.rank[row] or "-"),
            index.sheet.units[row],
            _figure(index.score[row]),
            f"{index.known_share[row]:.0%}",
            *[_figure(score) for score in index.aggregates[row, :-1]],
        ]
        for row in _by_rank(index.rank)
    ]
    return "\n".join([*_lines([head, *rows]), "", *index.remarks]).rstrip()


def uncertainty_as_text(found: Uncertainty, by_variance: Sensitivity | None) -> str:
    rows = [["unit", "rank", "low", "median", "high"]]
    rows += [
        [
            found.index.sheet.units[row],
            str(found.nominal[row] or NOT_MEASURED),
            *[_figure(one, places=1) for one in (found.low[row], found.median[row], found.high[row])],
        ]
        for row in _by_rank(found.nominal)
    ]
    lines = [f"{found.doubts.draws:,} draws; low to high holds {found.doubts.level:.0%} of them", "", *_lines(rows)]
    if by_variance is not None:
        effects = [["choice", "first", "total"]]
        effects += [[effect.factor, _figure(effect.first), _figure(effect.total)] for effect in by_variance.effects]
        lines += ["", f"mean shift {by_variance.shift_mean:.2f} ranks; share of its variance:", *_lines(effects)]
    return "\n".join([*lines, "", *found.index.remarks]).rstrip()


def _levels(index: Index) -> list[int]:
    """The levels that hold something with sisters, from the pillars up."""
    levels = sorted({element.level for element in index.framework.aggregates[:-1]})
    return [
        level
        for level in levels
        if any(
            element.level == level and len(index.framework.children(element.parent)) > 1
            for element in index.framework.aggregates
        )
    ]


def _table(index: Index, rows: Any, codes: Sequence[str]) -> dict[str, dict[str, float]]:
    return {unit: dict(zip(codes, row, strict=True)) for unit, row in zip(index.sheet.units, rows, strict=True)}


def _by_rank(rank: Any) -> list[int]:
    return sorted(range(len(rank)), key=lambda row: (not rank[row], rank[row]))


def _figure(number: float, *, places: int = 2) -> str:
    return NOT_MEASURED if number != number else f"{number:.{places}f}"  # noqa: PLR0124 (that is nan)


def _lines(rows: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]


def _plain(value: Any) -> Any:
    """Plain numbers in full, and null for what is not a number: JSON has no other word for it."""
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return float(value) if abs(value) < float("inf") else None
    return value
