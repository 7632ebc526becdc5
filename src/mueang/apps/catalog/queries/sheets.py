"""A workbook of offerings as an office keeps it: its heading found, each line as text with the cell it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.models import OfferingSheet
from mueang.apps.catalog.rules import visible_sheets
from mueang.apps.network.models import City
from mueang.apps.places.models import Place
from mueang.lib.workbook import Cell, Column, Header, Sheet, Table, WorkbookError, find_header, open_workbook
from mueang.lib.workbook.sheets import column_letters

MOST_LINES = 500
_LONGEST_CELL = 500
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name_th": ("ชื่อกิจกรรม", "กิจกรรม", "ชื่อหลักสูตร", "หลักสูตร", "ชื่อวิชา", "Activity", "Name in Thai"),
    "name_en": ("ชื่อภาษาอังกฤษ", "ชื่ออังกฤษ", "Name in English"),
    "summary_th": ("เรียนรู้อะไร", "รายละเอียด", "คำอธิบาย", "Summary"),
    "interests": ("ความสนใจ", "หมวด", "หมวดหมู่", "Interests"),
    "place": ("สถานที่", "แหล่งเรียนรู้", "สถานที่จัด", "Place"),
    "first_on": ("วันแรก", "วันที่เริ่ม", "เริ่มวันที่", "วันที่", "วันที่จัด", "First day"),
    "clock": ("เวลา", "ช่วงเวลา", "Time"),
    "from_time": ("เวลาเริ่ม", "เริ่มเวลา", "Start time"),
    "to_time": ("เวลาเลิก", "ถึงเวลา", "เวลาสิ้นสุด", "End time"),
    "repeats": ("จัดซ้ำ", "ความถี่", "รอบ", "Repeats"),
    "weekdays": ("วันในสัปดาห์", "วัน", "ทุกวัน", "Days of the week"),
    "times": ("จำนวนครั้ง", "ครั้ง", "How many times"),
    "until": ("ถึงวันที่", "วันสุดท้าย", "สิ้นสุดวันที่", "Last day"),
    "seats": ("ที่นั่ง", "จำนวนรับ", "รับจำนวน", "จำนวนที่นั่ง", "Seats"),
    "cost": ("ค่าใช้จ่าย", "ค่าลงทะเบียน", "ค่าเรียน", "Cost in baht", "Cost"),
    "age_min": ("อายุตั้งแต่", "อายุต่ำสุด", "From age"),
    "age_max": ("อายุไม่เกิน", "ถึงอายุ", "อายุสูงสุด", "To age"),
    "language": ("ภาษาที่ใช้สอน", "ภาษา", "Taught in"),
    "mode": ("รูปแบบการเรียน", "ลักษณะการเรียน", "Kind of learning"),
    "contact": ("ติดต่อ", "สอบถาม", "ผู้ติดต่อ", "Whom to ask"),
}
_NEEDED = ("name_th", "place", "first_on", "seats")


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One row: Excel's number, the text of each field, the column letters of each, and whether it is left out."""

    number: int
    cells: Mapping[str, str]
    columns: Mapping[str, str]
    is_skipped: bool = False

    def address(self, field: str) -> str:
        """Where Excel shows the field: C7; empty where the sheet has no column for it."""
        return f"{self.columns[field]}{self.number}" if field in self.columns else ""

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "cells": dict(self.cells),
            "columns": dict(self.columns),
            "is_skipped": self.is_skipped,
        }


def read_sheet(data: bytes, *, name: str) -> list[SheetLine]:
    """The lines below the heading of the first visible sheet that has one.

    Raises WorkbookError, also header_not_found where no sheet names an activity, a place, a day and seats.
    """
    return read_lines(data, name=name, headings=HEADINGS, needed=_NEEDED, most=MOST_LINES)


def read_lines(
    data: bytes, *, name: str, headings: Mapping[str, tuple[str, ...]], needed: Sequence[str], most: int
) -> list[SheetLine]:
    """The lines below the heading of the first visible sheet that names all of `needed`. Raises WorkbookError."""
    sheets = open_workbook(data, name=name).visible_sheets
    for sheet in sheets:
        header = _header(sheet, headings, needed)
        if header is not None:
            return list(_lines(sheet, header, most))
    raise WorkbookError("header_not_found", rows=max((len(sheet.rows) for sheet in sheets), default=0))


def lines_of(sheet: OfferingSheet) -> list[SheetLine]:
    return [SheetLine(**line) for line in sheet.lines]


def sheets_of(*, viewer: Viewer, city: City) -> QuerySet[OfferingSheet]:
    return visible_sheets(viewer).filter(city=city).select_related("made_by")


def sheet_of(*, viewer: Viewer, city: City, key: UUID) -> OfferingSheet | None:
    return visible_sheets(viewer).filter(city=city, uuid=key).select_related("city").first()


def blank_sheet(*, places: Iterable[Place], today: date) -> list[Table]:
    """The workbook to fill in: headings, two invented examples, and a sheet of the words that are understood."""
    first = next(iter(places), None)
    place = first.name_th if first else _("name of a learning place")
    examples = [
        _example("ทำขนมพื้นบ้าน (ตัวอย่าง)", place, today, "09.00-12.00 น.", "ทุกสัปดาห์", "เสาร์", "4", "20", "80"),
        _example("อ่านนิทานให้ลูกฟัง (ตัวอย่าง)", place, today, "10.00-11.30 น.", "ครั้งเดียว", "", "1", "24", "0"),
    ]
    labels = {field: words[0] for field, words in HEADINGS.items()}
    table = Table(
        _("Activities"),
        [Column(labels[field]) for field in labels],
        [[example.get(field, "") for field in labels] for example in examples],
    )
    words = [
        (labels["place"], ", ".join(row.name_th for row in places)),
        (labels["first_on"], "4/11/2569, 4 พ.ย. 2569, 2026-11-04"),
        (labels["clock"], "09.00-12.00 น."),
        (labels["repeats"], "ครั้งเดียว, ทุกสัปดาห์, ทุก 2 สัปดาห์, ทุกเดือน"),
        (labels["weekdays"], "จันทร์, พุธ, ศุกร์ หรือ จ. พ. ศ."),
    ]
    return [table, Table(_("What is understood"), [Column(_("Column")), Column(_("For example"), 60)], words)]


def _example(name: str, place: str, today: date, clock: str, *rest: str) -> dict[str, Any]:
    repeats, weekdays, times, seats, cost = rest
    return {
        "name_th": name,
        "place": place,
        "first_on": today,
        "clock": clock,
        "repeats": repeats,
        "weekdays": weekdays,
        "times": int(times),
        "seats": int(seats),
        "cost": int(cost),
    }


def _header(sheet: Sheet, headings: Mapping[str, tuple[str, ...]], needed: Sequence[str]) -> Header | None:
    try:
        header = find_header(sheet.rows, wanted=headings)
    except WorkbookError:
        return None
    return header if all(name in header.columns for name in needed) else None


def _lines(sheet: Sheet, header: Header, most: int) -> Iterable[SheetLine]:
    columns = {name: column_letters(place) for name, place in header.columns.items()}
    found = 0
    for row in sheet.rows[header.first_data_row :]:
        own = [row[place] for place in header.columns.values() if not row[place].is_spread]
        if all(cell.is_blank for cell in own) or header.is_repeated_by(row) or _is_band(row):
            continue
        found += 1
        if found > most:
            raise WorkbookError("too_many_rows", limit=most)
        cells = {name: _text(row[place]) for name, place in header.columns.items()}
        yield SheetLine(row[0].row + 1, cells, columns)


def _is_band(row: Iterable[Cell]) -> bool:
    """A title merged across the table, such as the name of a department, is no activity."""
    texts = [cell.text for cell in row if cell.text]
    return len(texts) > 2 and len(set(texts)) == 1


def _text(cell: Cell) -> str:
    """A day and a time as ISO text, whatever the calendar of the office's Excel; anything else as it stands."""
    match cell.value:
        case datetime() as at:
            day = at.date() if at.time() == time.min else at
            return day.isoformat()
        case date() as day:
            return day.isoformat()
        case time() as clock:
            return f"{clock:%H:%M}"
        case _:
            return (cell.error or cell.text)[:_LONGEST_CELL]
