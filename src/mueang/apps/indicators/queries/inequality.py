"""How unequally a figure is shared: by each way people are told apart, few people withheld, with its doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.indicators.enums import Disability, HomeLanguage, Income, Level, Sex, Unit
from mueang.apps.indicators.models import DIMENSIONS, Observation, ObservationPart
from mueang.apps.indicators.rules import visible_observations, visible_parts
from mueang.apps.network.models import City
from mueang.apps.planning.enums import AgeGroup
from mueang.apps.planning.models import Residents
from mueang.methods.small_cells import LEAST_SHOWN, withhold, withhold_table
from mueang.ui.templatetags.ui import name

GROUPS = {"age": AgeGroup, "sex": Sex, "income": Income, "disability": Disability, "language": HomeLanguage}
# Who the others are set beside where there is such a group; otherwise the largest.
REFERENCE = {"sex": Sex.MALE, "income": Income.HIGHEST, "disability": Disability.WITHOUT}
N_DRAWS = 200


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group; numbers are None where few people are withheld, or where there is nothing to say.

    `value` is in the figure's unit, of a count per hundred people. `interval` is of `difference`.
    """

    code: str
    label: str
    people: int | None
    value: float | None
    difference: float | None = None
    interval: tuple[float, float] | None = None
    ratio: float | None = None
    is_few: bool = False
    is_reference: bool = False

    @property
    def is_withheld(self) -> bool:
        return self.value is None

    @property
    def is_sure(self) -> bool:
        """Whether the gap's interval leaves out zero."""
        return self.interval is not None and (self.interval[0] > 0 or self.interval[1] < 0)


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way people are told apart; `within` and `between` are Theil's T of its crossings, None where not known."""

    kind: str
    lines: list[GroupLine]
    reference: str
    n_withheld: int
    within: float | None = None
    between: float | None = None

    @property
    def between_share(self) -> float | None:
        total = (self.within or 0) + (self.between or 0)
        return None if self.between is None or total <= 0 else self.between / total


@dataclass(frozen=True, slots=True)
class InequalityMeasure:
    """One number on the whole; `code` picks its words. The interval is what chance does to groups so small."""

    code: str
    value: float
    interval: tuple[float, float] | None
    is_few: bool


@dataclass(frozen=True, slots=True)
class Inequality:
    """A figure told apart. `chosen` are all figures that are; None measured where none is."""

    chosen: Observation | None
    choices: list[Observation]
    dimensions: list[Dimension] = field(default_factory=list)
    measures: list[InequalityMeasure] = field(default_factory=list)
    factors: list[tuple[str, float, float | None]] = field(default_factory=list)
    n_cells: int = 0
    n_left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Cell:
    """People of one group or crossing: their number, and what they have, as a share of one where it is one."""

    groups: Mapping[str, str]
    people: int
    value: float
    lower: float | None
    upper: float | None


def inequality_of(*, viewer: Viewer, city: City, code: str | None = None) -> Inequality:
    """The newest figure of an indicator that is told apart, the first where none is named. At most four statements."""
    told = visible_parts(viewer).filter(observation__city=city).values("observation")
    rows = visible_observations(viewer).standing().filter(pk__in=told, city=city, level=Level.CITY)
    choices = _newest(rows)
    chosen = next((row for row in choices if code in {None, row.indicator.code}), None)
    if chosen is None:
        return Inequality(None, choices)
    parts = list(visible_parts(viewer).filter(observation=chosen).select_related("neighbourhood"))
    labels = {str(part.neighbourhood_id): name(part.neighbourhood) for part in parts if part.neighbourhood}
    cells = [_cell(part, unit=chosen.indicator.unit) for part in parts]
    poor = _deprivation(city) if labels else {}
    return _told(chosen, choices, cells=cells, labels=labels, poor=poor)


def figures_to_tell_apart(*, viewer: Viewer, city: City) -> list[Observation]:
    """The newest figure of the city of each indicator. One SQL statement."""
    rows = visible_observations(viewer).standing().filter(city=city, level=Level.CITY)
    return _newest(rows)


def _newest(rows: QuerySet[Observation]) -> list[Observation]:
    newest: dict[int, Observation] = {}
    for row in rows.select_related("indicator").order_by("indicator__position", "indicator__code", "-period_to"):
        newest.setdefault(row.indicator_id, row)
    return list(newest.values())


def _told(
    chosen: Observation,
    choices: list[Observation],
    *,
    cells: list[_Cell],
    labels: Mapping[str, str],
    poor: Mapping[str, int],
) -> Inequality:
    is_share = chosen.indicator.unit in {Unit.PERCENT, Unit.COUNT}
    crossed = _finest(cells)
    kept = [cell for cell in crossed if not _is_small(cell, is_share=is_share)]
    dimensions = [
        _dimension(kind, _marginal(kind, cells, crossed), kept=kept, labels=labels, is_share=is_share)
        for kind in DIMENSIONS
        if any(kind in cell.groups for cell in cells)
    ]
    kinds = sorted({kind for cell in kept for kind in cell.groups})
    return Inequality(
        chosen=chosen,
        choices=choices,
        dimensions=dimensions,
        measures=_measures(kept, poor=poor, is_share=is_share),
        factors=_factors(kept, kinds),
        n_cells=len(kept),
        n_left_out=len(crossed) - len(kept),
    )


def _cell(part: ObservationPart, *, unit: str) -> _Cell:
    """A percentage and a count of people become a share, so that groups of different size can be set beside."""
    by = 100.0 if unit == Unit.PERCENT else float(part.people) if unit == Unit.COUNT else 1.0
    said = {kind: str(getattr(part, kind)) for kind in GROUPS if getattr(part, kind)}
    if part.neighbourhood_id is not None:
        said["neighbourhood"] = str(part.neighbourhood_id)
    ends = [None if end is None else float(end) / by for end in (part.lower, part.upper)]
    return _Cell(said, part.people, min(float(part.value) / by, 1.0) if by != 1 else float(part.value), *ends)


def _deprivation(city: City) -> dict[str, int]:
    rows = Residents.objects.filter(neighbourhood__city=city, deprivation_percent__isnull=False)
    return {str(pk): poor or 0 for pk, poor in rows.values_list("neighbourhood", "deprivation_percent")}


def _finest(cells: Sequence[_Cell]) -> list[_Cell]:
    """The cells that cross most, all by the same kinds: of them measures on the whole are made."""
    by_kinds: defaultdict[frozenset[str], list[_Cell]] = defaultdict(list)
    for cell in cells:
        by_kinds[frozenset(cell.groups)].append(cell)
    return max(by_kinds.values(), key=lambda some: (len(some[0].groups), len(some)), default=[])


def _marginal(kind: str, cells: Sequence[_Cell], crossed: Sequence[_Cell]) -> list[_Cell]:
    """The groups of one kind as they were told, or else added up from crossings."""
    alone = [cell for cell in cells if set(cell.groups) == {kind}]
    if alone:
        return alone
    fitting = [cell for cell in crossed if kind in cell.groups] or [cell for cell in cells if kind in cell.groups]
    gathered: defaultdict[str, list[_Cell]] = defaultdict(list)
    for cell in fitting:
        gathered[cell.groups[kind]].append(cell)
    return [_together({kind: code}, some) for code, some in gathered.items()]


def _together(groups: Mapping[str, str], some: Sequence[_Cell]) -> _Cell:
    people = sum(cell.people for cell in some)
    return _Cell(groups, people, sum(cell.people * cell.value for cell in some) / people, None, None)


def _is_small(cell: _Cell, *, is_share: bool) -> bool:
    return cell.people < LEAST_SHOWN or (is_share and any(0 < one < LEAST_SHOWN for one in _yes_no(cell)))


def _yes_no(cell: _Cell) -> tuple[int, int]:
    yes = round(cell.people * cell.value)
    return yes, cell.people - yes


def _shown(cells: Sequence[_Cell], *, is_share: bool) -> list[bool]:
    """Whether each group's figure may be shown: neither it nor what is left of the total tells of few people."""
    if is_share:
        return [None not in row[:2] for row in withhold_table([_yes_no(cell) for cell in cells])[:-1]]
    return [count is not None for count in withhold([cell.people for cell in cells])]


def _dimension(
    kind: str, cells: Sequence[_Cell], *, kept: Sequence[_Cell], labels: Mapping[str, str], is_share: bool
) -> Dimension:
    words = labels if kind == "neighbourhood" else {value: str(label) for value, label in GROUPS[kind].choices}
    order = list(words)
    ordered = sorted(cells, key=lambda cell: order.index(cell.groups[kind]))
    shown = _shown(ordered, is_share=is_share)
    open_cells = [cell for cell, is_open in zip(ordered, shown, strict=True) if is_open]
    reference = _reference(kind, open_cells)
    gaps = _gaps(kind, open_cells, reference=reference, is_share=is_share)
    times = 100.0 if is_share else 1.0
    lines = []
    for cell, is_open in zip(ordered, shown, strict=True):
        code = cell.groups[kind]
        if not is_open:
            lines.append(GroupLine(code, words[code], None, None))
        else:
            lines.append(
                GroupLine(
                    code,
                    words[code],
                    cell.people,
                    cell.value * times,
                    is_reference=code == reference,
                    **gaps.get(code, {}),
                )
            )
    within, between = _theil(kind, kept)
    return Dimension(kind, lines, words.get(reference, ""), shown.count(False), within, between)


def _reference(kind: str, cells: Sequence[_Cell]) -> str:
    there = {cell.groups[kind]: cell.people for cell in cells}
    wanted = str(REFERENCE.get(kind, ""))
    return wanted if wanted in there else max(there, key=lambda code: there[code], default="")


def _gaps(kind: str, cells: Sequence[_Cell], *, reference: str, is_share: bool) -> dict[str, dict[str, Any]]:
    """What each group's line says beside its value; the margin that came with a figure counts before a bootstrap."""
    from mueang.methods.inequality import gaps_of_rates  # NumPy, for this page alone

    if len(cells) < 2:
        return {}
    at = next(cell for cell in cells if cell.groups[kind] == reference)
    if not is_share:
        return {
            cell.groups[kind]: {
                "difference": cell.value - at.value,
                "interval": None,
                "ratio": cell.value / at.value if at.value else None,
                "is_few": min(cell.people, at.people) < 30,
            }
            for cell in cells
            if cell is not at
        }
    found = gaps_of_rates(
        rates=[cell.value for cell in cells],
        people=[cell.people for cell in cells],
        groups=[cell.groups[kind] for cell in cells],
        reference=reference,
    )
    return {
        gap.group: {
            "difference": gap.difference * 100,
            "interval": (gap.interval[0] * 100, gap.interval[1] * 100) if gap.interval else None,
            "ratio": gap.ratio if at.value else None,
            "is_few": gap.is_few,
        }
        for gap in found
    }


def _theil(kind: str, kept: Sequence[_Cell]) -> tuple[float | None, float | None]:
    from mueang.methods.inequality import theil  # NumPy, for this page alone

    if not kept or any(kind not in cell.groups for cell in kept) or not any(cell.value for cell in kept):
        return None, None
    found = theil(
        values=[cell.value for cell in kept],
        weights=[cell.people for cell in kept],
        groups=[cell.groups[kind] for cell in kept],
    )
    return found.within, found.between


def _measures(kept: Sequence[_Cell], *, poor: Mapping[str, int], is_share: bool) -> list[InequalityMeasure]:
    from mueang.methods.inequality import concentration_index, gini, palma, theil  # NumPy, for this page alone

    if len(kept) < 2 or not any(cell.value > 0 for cell in kept) or any(cell.value < 0 for cell in kept):
        return []
    asked: list[tuple[str, Callable[..., float]]] = [("gini", gini), ("palma", palma)]
    asked.append(("theil", lambda values, weights: theil(values=values, weights=weights).total))
    sloped: dict[str, Any] = {"correction": "erreygers", "bounds": (0, 1)} if is_share else {}
    places = list(Income.values)
    standings: dict[str, list[Any]] = {
        "income": [places.index(cell.groups["income"]) if "income" in cell.groups else None for cell in kept],
        "deprivation": [_better_off(poor, cell) for cell in kept],
    }
    for code, standing in standings.items():
        if None not in standing and len(set(standing)) > 1:
            asked.append((code, partial(concentration_index, by=standing, **sloped)))
    return [_measured(code, measure, kept, is_share=is_share) for code, measure in asked]


def _better_off(poor: Mapping[str, int], cell: _Cell) -> int | None:
    deprived = poor.get(cell.groups.get("neighbourhood", ""))
    return None if deprived is None else -deprived


def _measured(code: str, measure: Callable[..., float], kept: Sequence[_Cell], *, is_share: bool) -> InequalityMeasure:
    from mueang.methods.inequality import rates_with_interval  # NumPy, for this page alone

    values, people = [cell.value for cell in kept], [cell.people for cell in kept]
    if not is_share:
        return InequalityMeasure(code, float(measure(values=values, weights=people)), None, min(people) < 30)
    found = rates_with_interval(measure=measure, rates=values, people=people, n_draws=N_DRAWS)
    return InequalityMeasure(code, found.value, found.interval, found.is_few)


def _factors(kept: Sequence[_Cell], kinds: Sequence[str]) -> list[tuple[str, float, float | None]]:
    """What each kind contributes to the inequality between crossings, and its share; nothing of a single kind."""
    from mueang.methods.inequality import shapley_by_group  # NumPy, for this page alone

    if len(kinds) < 2 or not any(cell.value > 0 for cell in kept):
        return []
    found = shapley_by_group(
        values=[cell.value for cell in kept],
        weights=[cell.people for cell in kept],
        factors={kind: [cell.groups[kind] for cell in kept] for kind in kinds},
    )
    total = sum(found.values())
    ranked = sorted(found.items(), key=lambda pair: -pair[1])
    return [(kind, part, part / total if total > 0 else None) for kind, part in ranked]
