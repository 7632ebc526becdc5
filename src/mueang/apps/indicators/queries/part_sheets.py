"""A workbook that tells a figure apart: one line a group, out to be filled in and back with its faulty cells named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from mueang.apps.indicators.models import Observation, ObservationPart
from mueang.apps.indicators.queries.inequality import GROUPS
from mueang.apps.indicators.queries.sheets import LANGUAGES, words_of
from mueang.apps.indicators.rules import communities_of
from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood
from mueang.lib.workbook import Cell, Column, Table, find_header, open_workbook
from mueang.methods.thai import normalise, number_in

FIELDS = ("neighbourhood", "age", "sex", "income", "disability", "language", "value", "people", "lower", "upper")
MOST_LINES = 5_000


@dataclass(frozen=True, slots=True)
class PartsRead:
    """What each line says, as `actions.Part` takes it, and the addresses of cells that were not understood."""

    parts: list[dict[str, Any]] = field(default_factory=list)
    faulty: list[str] = field(default_factory=list)


def part_headings() -> list[str]:
    """In the order of a line, as `read_parts` finds them again."""
    return [
        _("Community"),
        pgettext("way to tell people apart", "Age"),
        pgettext("way to tell people apart", "Sex"),
        pgettext("way to tell people apart", "Income"),
        pgettext("way to tell people apart", "Disability"),
        pgettext("way to tell people apart", "Language of home"),
        pgettext("of a figure", "Value"),
        _("Number of people"),
        _("Lower end"),
        _("Upper end"),
    ]


def part_table(*, observation: Observation, city: City) -> Table:
    """What the figure is told apart by; where nothing is, a line for each group there is to be filled in."""
    rows = ObservationPart.objects.filter(observation=observation).select_related("neighbourhood")
    lines = [
        [
            row.neighbourhood.name_th if row.neighbourhood else "",
            *(str(dict(choices.choices).get(getattr(row, kind), "")) for kind, choices in GROUPS.items()),
            row.value,
            row.people,
            row.lower,
            row.upper,
        ]
        for row in rows
    ]
    return Table(_("Groups"), [Column(heading) for heading in part_headings()], lines or _empty(city))


def read_parts(data: bytes, *, name: str, city: City) -> PartsRead:
    """The lines of the first sheet. Raises WorkbookError. One SQL statement."""
    sheet = open_workbook(data, name=name).visible_sheets[0]
    header = find_header(sheet.rows, wanted=_known_headings())
    places: dict[str, Neighbourhood] = {}
    for row in communities_of(city):
        places |= {normalise(word): row for word in (row.code, row.name_th, row.name_en) if word}
    found = PartsRead()
    for cells in sheet.rows[header.first_data_row :][:MOST_LINES]:
        line = {field: cells[column] for field, column in header.columns.items() if column < len(cells)}
        if any(not line[field].is_blank for field in ("value", "people") if field in line):
            found.parts.append(_line(line, places, faulty=found.faulty))
    return found


def _line(line: Mapping[str, Cell], places: Mapping[str, Neighbourhood], *, faulty: list[str]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for key, cell in line.items():
        if cell.is_blank and key not in {"value", "people"}:
            continue
        value = _read(key, cell, places)
        if value is None:
            faulty.append(cell.address)
        else:
            said[key] = value
    return said


def _read(key: str, cell: Cell, places: Mapping[str, Neighbourhood]) -> Any:
    """What one cell says; None where it is not understood."""
    if key == "neighbourhood":
        return places.get(normalise(cell.text))
    if key in GROUPS:
        return words_of(GROUPS[key]).get(normalise(cell.text))
    number = number_in(cell.text.strip().removesuffix("%"))
    if key != "people" or number is None:
        return number
    return int(number) if number == int(number) and 0 < number < 10**9 else None


def _empty(city: City) -> list[Sequence[Any]]:
    blank = ["", "", "", ""]
    lines: list[Sequence[Any]] = [[row.name_th, "", "", "", "", "", *blank] for row in communities_of(city)]
    for place, choices in enumerate(GROUPS.values(), start=1):
        for label in choices.labels:
            words = [""] * 6
            words[place] = str(label)
            lines.append([*words, *blank])
    return lines


def _known_headings() -> dict[str, tuple[str, ...]]:
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(part_headings())
    return {name: tuple(words) for name, words in zip(FIELDS, zip(*found, strict=True), strict=True)}
