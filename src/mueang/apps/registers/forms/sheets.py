"""A class sheet as a page sends it back: one short text a cell, a tick for each day that was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from mueang.apps.registers.queries.class_months import TYPED, ClassMonth
from mueang.apps.registers.queries.months import Masks

_LAST_DAY = 2**31 - 1


@dataclass(slots=True)
class Sheet:
    """What was typed: marks by schooling and day, what the pages said before, and cells that say nothing known."""

    said: dict[int, dict[int, str | None]] = field(default_factory=dict)
    seen: dict[int, Masks] = field(default_factory=dict)
    typed: dict[tuple[int, int], str] = field(default_factory=dict)
    wrong: set[tuple[int, int]] = field(default_factory=set)


def read_sheet(sent: QueryDict, *, page: ClassMonth) -> Sheet:
    """Marks of the days that were ticked (or recorded before). An empty cell of such a day says: was there."""
    sheet = Sheet()
    ticked = {int(day) for day in sent.getlist("day") if day.isascii() and day.isdigit()}
    if sent.get("everybody"):
        ticked |= {head.day for head in page.days if not head.is_ahead}
    by_uuid = {str(row.schooling.uuid): row for row in page.rows}
    for number in range(len(page.rows)):
        row = by_uuid.get(sent.get(f"p{number}", ""))
        if row is None:
            continue
        pk = row.schooling.pk
        sheet.seen[pk], sheet.said[pk] = _masks(sent.get(f"b{number}", "")), {}
        for cell in row.cells:
            text = sent.get(f"m{number}-{cell.day}", "").strip().lower()
            if cell.day not in ticked or cell.is_outside:
                continue
            sheet.typed[pk, cell.day] = text
            if text in TYPED:
                sheet.said[pk][cell.day] = TYPED[text]
            else:
                sheet.wrong.add((pk, cell.day))
    return sheet


def _masks(text: str) -> Masks:
    """Four masks as the page wrote them; anything else is an empty page."""
    try:
        values = [int(part, 16) for part in text.split(".")]
    except ValueError:
        return 0, 0, 0, 0
    if len(values) != 4 or not all(0 <= value <= _LAST_DAY for value in values):
        return 0, 0, 0, 0
    return values[0], values[1], values[2], values[3]


def signs_typed(sheet: Sheet, keys: frozenset[tuple[int, int]]) -> Mapping[tuple[int, int], str]:
    """The typed texts of some cells only."""
    return {key: text for key, text in sheet.typed.items() if key in keys}
