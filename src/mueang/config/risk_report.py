"""What `mueang risk evaluate` prints."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mueang.config.risk_table import Given
    from mueang.methods.risk import Evaluation, Judged

PLACES_AFTER_POINT = 5


def figures(judged: Judged) -> dict[str, float]:
    """One judge's figures under the names the literature gives them."""
    plain = {
        "auc": judged.auc,
        "average_precision": judged.average_precision,
        "brier": judged.brier,
        "calibration_error": judged.calibration_error,
    }
    plain |= {f"precision_at_{percent}": share for percent, share in judged.precision.items()}
    return plain | {f"recall_at_{percent}": share for percent, share in judged.recall.items()}


def by_name(given: Given, found: Evaluation) -> dict[str, Any]:
    """Everything, ready for JSON: the glass box's own figures first, then all judges side by side."""
    table = {name: figures(judged) for name, judged in found.judged.items()}
    return {
        "label": given.asked.label,
        "positive": given.asked.positive,
        "split": found.split,
        "n_learned": found.n_learned,
        "n_judged": found.n_judged,
        "base_rate": found.base_rate,
        "base_rate_learned": found.base_rate_learned,
        **table["glass box"],
        "best_single_rule": {"rule": found.rule, **table["best single rule"]},
        "school_or_area_only": {"column": given.place, **table.get("school or area only", {})},
        "base_rate_only": table["base rate"],
        "visited_percent": found.capacity_percent,
        "groups": [asdict(errors) for errors in found.groups],
        "n_terms": len(found.box.terms),
        "glass_box": found.box.as_words(),
        "left_out": given.left_out,
        "remarks": given.remarks,
        "warnings": list(found.warnings),
    }


def as_json(given: Given, found: Evaluation) -> str:
    return json.dumps(_rounded(by_name(given, found)), ensure_ascii=False)


def as_text(given: Given, found: Evaluation) -> str:
    names = list(figures(next(iter(found.judged.values()))))
    lines = [
        f"{found.n_learned:,} rows learned from, {found.n_judged:,} judged ({found.split}); "
        f"{found.base_rate:.1%} have the outcome",
        "",
        f"{'':<22}" + "".join(f"{name:>20}" for name in found.judged),
    ]
    lines += [
        f"{name:<22}" + "".join(f"{figures(judged)[name]:>20.4f}" for judged in found.judged.values()) for name in names
    ]
    lines += ["", f"best single rule: {found.rule}", "", "terms, with the points of each bin (10 double the odds):"]
    for term in found.box.terms:
        lines.append(f"  {term.variable}: " + "; ".join(f"{when} {points:+d}" for when, points in term.rows()))
    if found.groups:
        lines += ["", f"when {found.capacity_percent} % are visited:"]
        lines += [f"  {_group_line(asdict(errors))}" for errors in found.groups]
    lines += ["", *[f"left out: {name} ({why})" for name, why in given.left_out.items()]]
    return "\n".join([*lines, *given.remarks, *found.warnings])


def _group_line(errors: dict[str, Any]) -> str:
    said = f"{errors['group']} = {errors['value']}: "
    if errors["n"] is None:
        return said + "fewer than five, not shown"
    shown = ("base_rate", "found", "missed", "false_alarms", "precision", "foretold")
    return (
        said
        + f"{errors['n']:,} rows, "
        + ", ".join(f"{name} {'-' if errors[name] is None else format(errors[name], '.3f')}" for name in shown)
    )


def _rounded(value: Any) -> Any:
    """Numbers to five places, and null for what is not a number: JSON has no other word for it."""
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    if isinstance(value, float):
        return None if value != value else round(value, PLACES_AFTER_POINT)  # noqa: PLR0124 (that is nan)
    return value
