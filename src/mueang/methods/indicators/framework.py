"""What an index is made of: indicators, the aggregates above them, and the units that were measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mueang.methods.indicators.columns import Columns, Matrix, Table
from mueang.methods.indicators.errors import IndexRefused

KINDS = ("indicator", "aggregate", "group", "denominator", "other")
YES, NO = {"1", "1.0", "yes", "true", "y"}, {"", "0", "0.0", "no", "false", "n"}
INDEX = "Index"


@dataclass(frozen=True, slots=True)
class Element:
    """One indicator or aggregate as the metadata describe it; `goalposts` in the indicator's own unit."""

    code: str
    name: str
    level: int
    weight: float
    parent: str
    direction: int = 1
    denominator: str = ""
    target: float | None = None
    goalposts: tuple[float, float] | None = None
    is_logged: bool = False
    is_clipped: bool | None = None
    normalisation: str = ""
    aggregation: str = ""


@dataclass(frozen=True, slots=True)
class Framework:
    """Indicators in the order of the metadata; aggregates from the bottom up, the index itself last."""

    indicators: tuple[Element, ...]
    aggregates: tuple[Element, ...]
    groups: tuple[str, ...]
    denominators: tuple[str, ...]

    @property
    def elements(self) -> tuple[Element, ...]:
        return self.indicators + self.aggregates

    @property
    def codes(self) -> list[str]:
        return [element.code for element in self.indicators]

    def children(self, code: str) -> list[int]:
        """Places among `elements` of what stands directly under an aggregate."""
        return [place for place, element in enumerate(self.elements) if element.parent == code]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was measured: `values` shape (n_units, n_indicators), nan where not measured."""

    units: tuple[str, ...]
    names: tuple[str, ...]
    values: Matrix
    denominators: dict[str, Matrix]
    groups: dict[str, list[str]]


def read_framework(meta: Table) -> Framework:
    """The framework in a COINr-style table (Level, iCode, iName, Direction, Weight, Denominator, Parent, Type).

    Further columns are understood: Target, GoalpostLow, GoalpostHigh, Log, Clip, Normalisation, Aggregation. Without
    Type, Level 1 is an indicator. Without aggregates all indicators stand under one index. Raises IndexRefused with the
    row where something is named twice, unknown, without a parent, or under itself.
    """
    table = Columns(meta, table="meta")
    if table.name_of("iCode", "code", "indicator") is None:
        raise IndexRefused("there is no column iCode", table="meta")
    codes = table.words("iCode", "code", "indicator")
    _refuse_repeated(codes, table="meta", column="iCode")
    kinds = [_kind(table, row) for row in range(table.n_rows)]
    elements = [_element(table, row, kind=kind) for row, kind in enumerate(kinds) if kind in {"indicator", "aggregate"}]
    indicators = [element for element in elements if element.level == 1]
    aggregates = sorted((element for element in elements if element.level > 1), key=lambda element: element.level)
    if not indicators:
        raise IndexRefused("there is no indicator (Type Indicator, or Level 1)", table="meta")
    if not aggregates:
        aggregates = [Element(code=INDEX, name=INDEX, level=2, weight=1.0, parent="")]
        indicators = [replace(element, parent=element.parent or INDEX) for element in indicators]
    _check_tree(indicators, aggregates, rows={code: row for row, code in enumerate(codes, 1)})
    return Framework(
        indicators=tuple(indicators),
        aggregates=tuple(aggregates),
        groups=tuple(code for code, kind in zip(codes, kinds, strict=True) if kind == "group"),
        denominators=tuple(code for code, kind in zip(codes, kinds, strict=True) if kind == "denominator"),
    )


def read_sheet(data: Table, framework: Framework) -> Sheet:
    """The measured units, one a row (uCode, uName, every indicator); raises IndexRefused with row and column."""
    table = Columns(data, table="data")
    code_column = table.name_of("uCode", "UnitCode", "unit", "code")
    if code_column is None:
        raise IndexRefused("there is no column uCode", table="data")
    units = table.words(code_column)
    _refuse_repeated(units, table="data", column=code_column)
    absent = [code for code in framework.codes if code not in table.cells]
    if absent:
        raise IndexRefused(f"there is no column for {', '.join(absent)}, which meta names", table="data")
    names = table.words("uName", "UnitName", "name")
    return Sheet(
        units=tuple(units),
        names=tuple(name or unit for name, unit in zip(names, units, strict=True)),
        values=np.stack([table.numbers(code) for code in framework.codes], axis=1),
        denominators={code: table.numbers(code) for code in framework.denominators if code in table.cells},
        groups={code: table.words(code) for code in framework.groups if code in table.cells},
    )


def _kind(table: Columns, row: int) -> str:
    said = table.words("Type")[row].lower()
    if said and said not in KINDS:
        raise IndexRefused(
            f"{said!r} is not known; there are {', '.join(KINDS)}", table="meta", row=row + 1, column="Type"
        )
    if said:
        return said
    return "aggregate" if (table.number(row, "Level") or 1) > 1 else "indicator"


def _element(table: Columns, row: int, *, kind: str) -> Element:
    level = int(table.number(row, "Level") or (1 if kind == "indicator" else 2))
    if (kind == "indicator") != (level == 1):
        raise IndexRefused(f"an {kind} cannot have level {level}", table="meta", row=row + 1, column="Level")
    direction, weight = table.number(row, "Direction"), table.number(row, "Weight")
    if direction not in {None, 1.0, -1.0}:
        raise IndexRefused(f"{direction:g} is neither 1 nor -1", table="meta", row=row + 1, column="Direction")
    if weight is not None and weight < 0:
        raise IndexRefused(f"{weight:g} is negative", table="meta", row=row + 1, column="Weight")
    code = table.words("iCode", "code", "indicator")[row]
    clipped = table.words("Clip")[row]
    return Element(
        code=code,
        name=table.words("iName", "name")[row] or code,
        level=level,
        weight=1.0 if weight is None else weight,
        parent=table.words("Parent")[row],
        direction=int(direction or 1),
        denominator=table.words("Denominator")[row],
        target=table.number(row, "Target"),
        goalposts=_goalposts(table, row),
        is_logged=_yes(table, row, "Log"),
        is_clipped=_yes(table, row, "Clip") if clipped else None,
        normalisation=table.words("Normalisation", "Normalization")[row].lower(),
        aggregation=table.words("Aggregation")[row].lower(),
    )


def _goalposts(table: Columns, row: int) -> tuple[float, float] | None:
    low, high = table.number(row, "GoalpostLow"), table.number(row, "GoalpostHigh")
    if low is None and high is None:
        return None
    if low is None or high is None or low >= high:
        raise IndexRefused("a low and a higher goalpost are needed", table="meta", row=row + 1, column="GoalpostLow")
    return low, high


def _yes(table: Columns, row: int, column: str) -> bool:
    said = table.words(column)[row].lower()
    if said not in YES | NO:
        raise IndexRefused(f"{said!r} is neither yes nor no", table="meta", row=row + 1, column=column)
    return said in YES


def _refuse_repeated(codes: Sequence[str], *, table: str, column: str) -> None:
    seen: dict[str, int] = {}
    for row, code in enumerate(codes, 1):
        if not code:
            raise IndexRefused("there is no code", table=table, row=row, column=column)
        if code in seen:
            raise IndexRefused(f"{code} stands in row {seen[code]} already", table=table, row=row, column=column)
        seen[code] = row


def _check_tree(indicators: list[Element], aggregates: list[Element], *, rows: dict[str, int]) -> None:
    levels = {element.code: element.level for element in aggregates}
    tops = [element.code for element in aggregates if not element.parent]
    for element in indicators + aggregates:
        row = rows.get(element.code)
        if element.parent and element.parent not in levels:
            raise IndexRefused(f"no aggregate is called {element.parent}", table="meta", row=row, column="Parent")
        if element.parent and levels[element.parent] <= element.level:
            raise IndexRefused(f"{element.parent} is not of a higher level", table="meta", row=row, column="Parent")
        if not element.parent and element.level == 1:
            raise IndexRefused("an indicator stands under no aggregate", table="meta", row=row, column="Parent")
    if len(tops) != 1:
        raise IndexRefused(f"one index is needed at the top, not {', '.join(tops) or 'none'}", table="meta")
    parents = {element.parent for element in indicators + aggregates}
    for element in aggregates:
        if element.code not in parents:
            raise IndexRefused(
                "nothing stands under this aggregate", table="meta", row=rows[element.code], column="iCode"
            )
    if aggregates[-1].code != tops[0]:
        aggregates.sort(key=lambda element: element.code == tops[0])
