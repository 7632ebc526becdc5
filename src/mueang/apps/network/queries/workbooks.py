"""Partners and promises as a workbook, out and back; what a cell gets wrong is named with its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from mueang.apps.network.enums import ActionArea, ContributionKind, OrganizationKind
from mueang.apps.network.queries.partners import PartnerPage
from mueang.lib.workbook import Cell, Column, Table, find_header, open_workbook
from mueang.methods.thai import ThaiTextError, normalise, number_in, parse_date

LANGUAGES = ("th", "en")
FIELDS = (
    "name_th", "name_en", "partner_kind", "title", "signed_on", "ends_on", "kind", "what", "unit", "area", "promised",
    "given", "due_on",
)  # fmt: skip
NEEDED = ("name_th", "title", "signed_on", "kind", "what", "promised")
CHOICES: dict[str, type[TextChoices]] = {"partner_kind": OrganizationKind, "kind": ContributionKind, "area": ActionArea}
DAYS = frozenset({"signed_on", "ends_on", "due_on"})
MOST_LINES = 2_000
SATANG = 100
LONGEST = {"name_th": 200, "name_en": 200, "title": 200, "what": 200, "unit": 40}


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise as a line says it; money in satang."""

    name_th: str
    title: str
    signed_on: date
    kind: str
    what: str
    promised: int
    name_en: str = ""
    partner_kind: str = OrganizationKind.COMMUNITY
    ends_on: date | None = None
    unit: str = ""
    area: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class PromisesRead:
    """What the lines say, and the addresses of cells that were not understood or are missing."""

    lines: list[PromiseLine] = field(default_factory=list)
    faulty: list[str] = field(default_factory=list)


def headings() -> list[str]:
    """In the order of a line, as `read_promises` finds them again."""
    return [
        _("Partner"),
        _("Name in English"),
        _("Kind of partner"),
        _("Agreement"),
        _("Signed on"),
        _("Until"),
        _("Kind of contribution"),
        _("What is promised"),
        _("Unit"),
        _("Area of work"),
        _("Promised"),
        pgettext("of a promise", "Given"),
        _("Promised by"),
    ]


def promise_table(page: PartnerPage) -> Table:
    """A line a promise; agreements and partners without one stand on a line of their own."""
    rows: list[list[Any]] = []
    for line in page.partners:
        organization = line.organization
        start: list[Any] = [organization.name_th, organization.name_en, organization.get_kind_display()]
        for held in line.agreements:
            agreement = [held.agreement.title, held.agreement.signed_on, held.agreement.ends_on]
            rows += [[*start, *agreement, *_amounts(given)] for given in held.contributions]
            rows += [] if held.contributions else [[*start, *agreement, *[None] * 7]]
        rows += [] if line.agreements else [[*start, *[None] * 10]]
    return Table(_("Partners"), [Column(heading) for heading in headings()], rows)


def read_promises(data: bytes, *, name: str, today: date) -> PromisesRead:
    """The lines of the first sheet that promise something. Raises WorkbookError. No SQL statement."""
    sheet = open_workbook(data, name=name).visible_sheets[0]
    header = find_header(sheet.rows, wanted=_known_headings())
    found = PromisesRead()
    for cells in sheet.rows[header.first_data_row :][:MOST_LINES]:
        line = {field: cells[column] for field, column in header.columns.items() if column < len(cells)}
        if "what" in line and not line["what"].is_blank:
            _take(line, found, today)
    return found


def _take(line: Mapping[str, Cell], found: PromisesRead, today: date) -> None:
    said: dict[str, Any] = {}
    wrong: list[str] = []
    for key, cell in line.items():
        if cell.is_blank or key == "given":
            continue
        value = _read(key, cell, today)
        if value is None:
            wrong.append(cell.address)
        else:
            said[key] = value
    wrong += [line[key].address if key in line else key for key in NEEDED if key not in line or line[key].is_blank]
    if "promised" in said and (amount := _amount(said)) is not None:
        said["promised"] = amount
    elif "promised" in said:
        wrong.append(line["promised"].address)
    if said.get("ends_on") and said.get("signed_on") and said["ends_on"] < said["signed_on"]:
        wrong.append(line["ends_on"].address)
    if wrong:
        found.faulty.extend(wrong)
    else:
        if said["kind"] == ContributionKind.MONEY:
            said.pop("unit", None)  # the word baht
        found.lines.append(PromiseLine(**said))


def _amount(said: Mapping[str, Any]) -> int | None:
    """Satang or a whole number; None for part of a person."""
    exact = Decimal(str(said["promised"])) * (SATANG if said.get("kind") == ContributionKind.MONEY else 1)
    return int(exact) if exact == int(exact) and 0 <= exact < 10**15 else None


def _read(key: str, cell: Cell, today: date) -> Any:
    """What one cell says; None where it is not understood."""
    if key in CHOICES:
        return _words_of(CHOICES[key]).get(normalise(cell.text))
    if key in DAYS:
        return _day(cell, today)
    if key == "promised":
        return number_in(cell.text.strip())
    text = " ".join(cell.text.split())
    return text if len(text) <= LONGEST[key] else None


def _day(cell: Cell, today: date) -> date | None:
    value = cell.value if isinstance(cell.value, date | int | float) else cell.text
    try:
        return parse_date(value, today=today)
    except ThaiTextError:
        return None


def _words_of(choices: type[TextChoices]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            found |= {normalise(str(label)): value for value, label in choices.choices}
    return found


def _known_headings() -> dict[str, tuple[str, ...]]:
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(headings())
    return {name: tuple(words) for name, words in zip(FIELDS, zip(*found, strict=True), strict=True)}


def _amounts(row: Any) -> list[Any]:
    per_unit = SATANG if row.is_money else 1
    unit = _("baht") if row.is_money else row.unit
    amounts = [row.promised / per_unit, row.given / per_unit]
    return [row.get_kind_display(), row.what, unit, row.get_area_display() if row.area else "", *amounts, row.due_on]
