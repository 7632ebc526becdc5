"""Geometry of small charts, ready for a template to draw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One labelled number, and its share of the longest bar in percent."""

    label: str
    number: float | None
    share: int


def bars(rows: Iterable[tuple[str, float | None]]) -> list[Bar]:
    """Bars from zero; a number that was not measured stays None and has no bar."""
    pairs = [(str(label), number) for label, number in rows]
    longest = max((number for _, number in pairs if number), default=0)
    return [
        Bar(label=label, number=number, share=round(max(number or 0, 0) / longest * 100) if longest > 0 else 0)
        for label, number in pairs
    ]
