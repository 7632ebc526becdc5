"""Who does what with whom in a city, and who is missing: a matrix and a drawing that is the same at every look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from mueang.apps.network.enums import WHOM_TO_ASK, ActionArea, Sector
from mueang.apps.network.models import Agreement, City, Contribution, Organization

WIDTH, ROW_HEIGHT, HEAD = 860, 34, 20
LEFT_X, RIGHT_X = 390, 590


@dataclass(frozen=True, slots=True)
class Cell:
    """Who of one sector carries one area."""

    area: ActionArea
    partners: list[Organization]


@dataclass(frozen=True, slots=True)
class SectorLine:
    """One sector across all areas; `hint` says whom to ask where nobody of it carries anything."""

    sector: Sector
    cells: list[Cell]
    hint: str | Promise

    @property
    def is_missing(self) -> bool:
        return not any(cell.partners for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Node:
    """A name at the left or right edge of the drawing; nobody's if no line meets it."""

    label: str
    y: int
    is_met: bool


@dataclass(frozen=True, slots=True)
class Line:
    """From a partner to an area; the more it promised there, the wider."""

    path: str
    width: float
    title: str


@dataclass(frozen=True, slots=True)
class Drawing:
    height: int
    partners: list[Node]
    areas: list[Node]
    lines: list[Line]
    width: int = WIDTH
    left: int = LEFT_X
    right: int = RIGHT_X

    @property
    def text_left(self) -> int:
        return self.left - 14

    @property
    def text_right(self) -> int:
        return self.right + 14


@dataclass(frozen=True, slots=True)
class CityMap:
    """The matrix sector by area, what is missing in it, and the drawing."""

    lines: list[SectorLine]
    carried: list[Cell]
    n_without_area: int
    drawing: Drawing

    @property
    def missing_sectors(self) -> list[SectorLine]:
        return [line for line in self.lines if line.is_missing]

    @property
    def missing_areas(self) -> list[ActionArea]:
        return [cell.area for cell in self.carried if not cell.partners]


def city_map(city: City, *, today: date, language: str) -> CityMap:
    """One SQL statement: the promises of standing agreements with whoever made them."""
    standing = Agreement.objects.standing(today).filter(city=city)
    rows = list(Contribution.objects.filter(agreement__in=standing).select_related("agreement__organization"))
    told = [row for row in rows if row.area]
    weights: dict[tuple[Organization, ActionArea], int] = {}
    for row in told:
        key = row.agreement.organization, ActionArea(row.area)
        weights[key] = weights.get(key, 0) + 1
    lines = [
        SectorLine(sector, [Cell(area, _partners(weights, area, sector)) for area in ActionArea], WHOM_TO_ASK[sector])
        for sector in Sector
    ]
    carried = [Cell(area, _partners(weights, area)) for area in ActionArea]
    return CityMap(lines, carried, len(rows) - len(told), draw(weights, language=language))


def draw(weights: dict[tuple[Organization, ActionArea], int], *, language: str) -> Drawing:
    """Partners at the left in the order that crosses least, areas at the right in their own; no chance in it."""
    places = {area: place for place, area in enumerate(ActionArea)}
    met: dict[Organization, list[int]] = {}
    for organization, area in weights:
        met.setdefault(organization, []).append(places[area])
    order = sorted(met, key=lambda one: (sum(met[one]) / len(met[one]), one.name_th))
    height = HEAD * 2 + ROW_HEIGHT * max(len(order), len(places))
    left = dict(zip(order, _spread(len(order), height), strict=True))
    right = dict(zip(ActionArea, _spread(len(places), height), strict=True))
    middle = (LEFT_X + RIGHT_X) // 2
    lines = [
        Line(
            f"M{LEFT_X} {left[one]}C{middle} {left[one]} {middle} {right[area]} {RIGHT_X} {right[area]}",
            min(1.5 + n, 6),
            f"{_name(one, language)} – {area.label}",
        )
        for (one, area), n in sorted(weights.items(), key=lambda item: (left[item[0][0]], right[item[0][1]]))
    ]
    carried = {area for _one, area in weights}
    return Drawing(
        height,
        [Node(_name(one, language), left[one], is_met=True) for one in order],
        [Node(str(area.label), right[area], area in carried) for area in ActionArea],
        lines,
    )


def _spread(n: int, height: int) -> list[int]:
    """`n` rows evenly over the height."""
    step = (height - 2 * HEAD) / max(n, 1)
    return [round(HEAD + step * (row + 0.5)) for row in range(n)]


def _partners(
    weights: dict[tuple[Organization, ActionArea], int], area: ActionArea, sector: Sector | None = None
) -> list[Organization]:
    found = {one for one, carried in weights if carried == area and sector in (None, one.sector)}
    return sorted(found, key=lambda one: one.name_th)


def _name(organization: Organization, language: str) -> str:
    return organization.name_th if language == "th" else organization.name_en or organization.name_th
