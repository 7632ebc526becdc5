"""Workbooks of figures: what a filled one says, line by line, and which cells were not understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

from mueang.apps.indicators.enums import SCALE, Level, Method, Unit
from mueang.apps.indicators.models import Indicator, ObservationSheet
from mueang.apps.indicators.queries.observations import headings
from mueang.apps.indicators.rules import indicators_of
from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood
from mueang.lib.workbook import Cell, Header, WorkbookError, find_header, open_workbook
from mueang.methods.thai import Period, ThaiTextError, normalise, number_in, parse_period
from mueang.ui.words import period as shown_period

FIELDS = (
    "code",
    "name",
    "level",
    "community",
    "period",
    "value",
    "numerator",
    "denominator",
    "lower",
    "upper",
    "method",
    "completeness_percent",
    "source",
    "note",
)
NEEDED = ("code", "level", "period", "value", "method", "source")
NUMBERS = ("value", "numerator", "denominator", "lower", "upper", "completeness_percent")
LANGUAGES = ("th", "en")
LARGEST = Decimal(10) ** 13
# Why a cell was not taken, by the code kept with the line.
WRONG: Mapping[str, str | Promise] = {
    "code": gettext_lazy("no indicator of this code"),
    "level": gettext_lazy("not a level"),
    "community": gettext_lazy("no community of this name"),
    "community_needed": gettext_lazy("the community is missing"),
    "period": gettext_lazy("not a year, budget year, school year or span of days"),
    "period_to_come": gettext_lazy("this period has not begun"),
    "number": gettext_lazy("not a number"),
    "scale": gettext_lazy("this figure cannot be one of its unit"),
    "method": gettext_lazy("not a method"),
    "missing": gettext_lazy("is missing"),
}


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of a workbook; `wrong` pairs the address of a cell with a code of `WRONG`."""

    row: int
    code: str
    indicator: int | None = None
    neighbourhood: int | None = None
    level: str = ""
    starts_on: str = ""
    ends_on: str = ""
    words: dict[str, str] = field(default_factory=dict)
    wrong: list[list[str]] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        return not self.wrong

    @property
    def period(self) -> str:
        if not self.starts_on:
            return ""
        return shown_period(Period(date.fromisoformat(self.starts_on), date.fromisoformat(self.ends_on)))

    @property
    def faults(self) -> list[tuple[str, str]]:
        return [(address, str(WRONG[code])) for address, code in self.wrong]

    @property
    def said(self) -> dict[str, Any]:
        """What a Figure takes, apart from its indicator and community."""
        numbers = {name: Decimal(self.words[name]) for name in NUMBERS if self.words.get(name)}
        if "completeness_percent" in numbers:
            numbers["completeness_percent"] = int(numbers["completeness_percent"])  # type: ignore[assignment]  # whole
        period = Period(date.fromisoformat(self.starts_on), date.fromisoformat(self.ends_on))
        return {
            "level": self.level,
            "period": period,
            "method": self.words["method"],
            "source": self.words["source"],
            "note": self.words.get("note", ""),
            **numbers,
        }


def lines_of(sheet: ObservationSheet) -> list[SheetLine]:
    """What is still being checked; nothing once it is decided."""
    return [SheetLine(**line) for line in sheet.lines]


def read_figures(data: bytes, *, name: str, city: City) -> list[SheetLine]:
    """Lines of the first visible sheet that has the needed headings and a figure or half of one. Raises WorkbookError.

    Two SQL statements, however many lines.
    """
    for sheet in open_workbook(data, name=name).visible_sheets:
        try:
            header = find_header(sheet.rows, wanted=known_headings())
        except WorkbookError:
            continue
        if set(NEEDED) <= set(header.columns):
            reader = _Reader(header, city)
            return [reader.line(row) for row in sheet.rows[header.first_data_row :] if reader.says_something(row)]
    raise WorkbookError("header_not_found", rows=0)


@cache
def known_headings() -> dict[str, tuple[str, ...]]:
    """Each field's heading in both languages."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(headings())
    return {name: tuple(words) for name, words in zip(FIELDS, zip(*found, strict=True), strict=True)}


@cache
def words_of(choices: type[TextChoices]) -> dict[str, str]:
    """A choice by its word in either language, or by its own."""
    found = {normalise(value): value for value in choices.values}
    for language in LANGUAGES:
        with override(language):
            found |= {normalise(str(label)): value for value, label in choices.choices}
    return found


class _Reader:
    """Reads lines under one header for one city."""

    def __init__(self, header: Header, city: City) -> None:
        self.columns = header.columns
        self.today = timezone.localdate()
        self.indicators: dict[str, Indicator] = {row.code: row for row in indicators_of(city)}
        self.communities: dict[str, int] = {}
        for row in Neighbourhood.objects.filter(city=city):
            self.communities |= {normalise(word): row.pk for word in (row.code, row.name_th, row.name_en) if word}

    def says_something(self, row: Sequence[Cell]) -> bool:
        """An empty line, or one whose figure and source were left empty, asks for nothing."""
        return any(not row[self.columns[name]].is_blank for name in ("value", "source"))

    def line(self, row: Sequence[Cell]) -> SheetLine:
        wrong: list[list[str]] = []
        code = self._cell(row, "code")
        indicator = self.indicators.get(code.text.strip().lower())
        if indicator is None:
            wrong.append([code.address, "code"])
        words = self._numbers(row, indicator, wrong)
        words |= {name: self._cell(row, name).text for name in ("source", "note") if name in self.columns}
        if not words["source"]:
            wrong.append([self._cell(row, "source").address, "missing"])
        level = self._choice(row, "level", Level, wrong)
        words["method"] = self._choice(row, "method", Method, wrong)
        starts_on, ends_on = self._period(row, wrong)
        return SheetLine(
            code.row + 1,
            code.text,
            indicator=indicator.pk if indicator else None,
            neighbourhood=self._community(row, level, wrong),
            level=level,
            starts_on=starts_on,
            ends_on=ends_on,
            words=words,
            wrong=wrong,
        )

    def _cell(self, row: Sequence[Cell], name: str) -> Cell:
        return row[self.columns[name]]

    def _choice(self, row: Sequence[Cell], name: str, choices: type[TextChoices], wrong: list[list[str]]) -> str:
        cell = self._cell(row, name)
        value = words_of(choices).get(normalise(cell.text), "")
        if not value:
            wrong.append([cell.address, name])
        return value

    def _period(self, row: Sequence[Cell], wrong: list[list[str]]) -> tuple[str, str]:
        cell = self._cell(row, "period")
        try:
            said = cell.value if isinstance(cell.value, int | float | date) else cell.text
            period = parse_period(said, today=self.today)
        except ThaiTextError:
            wrong.append([cell.address, "period"])
            return "", ""
        if period.starts_on > self.today:
            wrong.append([cell.address, "period_to_come"])
        return period.starts_on.isoformat(), period.ends_on.isoformat()

    def _community(self, row: Sequence[Cell], level: str, wrong: list[list[str]]) -> int | None:
        cell = self._cell(row, "community") if "community" in self.columns else None
        if level != Level.COMMUNITY:
            return None
        if cell is None or cell.is_blank:
            wrong.append([(cell or self._cell(row, "level")).address, "community_needed"])
            return None
        found = self.communities.get(normalise(cell.text))
        if found is None:
            wrong.append([cell.address, "community"])
        return found

    def _numbers(self, row: Sequence[Cell], indicator: Indicator | None, wrong: list[list[str]]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in NUMBERS:
            cell = self._cell(row, name) if name in self.columns else None
            if cell is None or (cell.is_blank and name != "value"):
                continue
            value = number_in(cell.text.strip().removesuffix("%"))
            if value is None:
                wrong.append([cell.address, "missing" if cell.is_blank else "number"])
            elif not _fits(value, name=name, indicator=indicator):
                wrong.append([cell.address, "scale"])
            else:
                found[name] = str(value)
        return found


def _fits(value: Decimal, *, name: str, indicator: Indicator | None) -> bool:
    if abs(value) > LARGEST:
        return False
    if name == "completeness_percent":
        return 0 <= value <= 100 and value == value.to_integral_value()
    if name in {"numerator", "denominator"} or indicator is None:
        return True
    least, greatest = SCALE[Unit(indicator.unit)]
    return (least is None or value >= least) and (greatest is None or value <= greatest)
