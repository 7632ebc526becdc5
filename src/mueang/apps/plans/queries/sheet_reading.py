"""A workbook of a work plan as offices keep it: every row of every sheet that names an activity, with its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from mueang.lib.workbook import Cell, Header, Sheet, WorkbookError, find_header, open_workbook
from mueang.methods.thai.months import ENGLISH_FULL, ENGLISH_SHORT, THAI_FULL, THAI_SHORT

MOST_LINES = 1000
LONGEST_CELL = 4000
KEY, TITLE = "key", "title_th"
# The form of the yearly plan has a column for each month, from October on.
MONTHS = {
    f"month_{number}": tuple(names[number - 1] for names in (THAI_SHORT, THAI_FULL, ENGLISH_SHORT, ENGLISH_FULL))
    for number in range(1, 13)
}
HEADINGS: Mapping[str, tuple[str, ...]] = {
    KEY: ("รหัสในระบบ", "Key in the system"),
    TITLE: ("กิจกรรม", "โครงการ", "โครงการ/กิจกรรม", "ชื่อโครงการ", "ชื่อโครงการ/กิจกรรม", "ชื่อกิจกรรม", "Activity"),
    "title_en": ("กิจกรรม (ภาษาอังกฤษ)", "ชื่อภาษาอังกฤษ", "Activity, in English"),
    "aim": ("วัตถุประสงค์", "เป้าหมายของกิจกรรม", "รายละเอียดของกิจกรรม", "รายละเอียดของโครงการ", "รายละเอียด", "Aim"),
    "owner": ("ผู้รับผิดชอบ", "ผู้รับผิดชอบหลัก", "Who answers for it"),
    "starts_on": ("วันแรก", "วันเริ่ม", "วันที่เริ่ม", "เริ่มวันที่", "เริ่มต้น", "First day"),
    "ends_on": ("วันสุดท้าย", "วันสิ้นสุด", "วันที่สิ้นสุด", "สิ้นสุดวันที่", "สิ้นสุด", "Last day"),
    "days": ("ระยะเวลา", "ระยะเวลาดำเนินการ", "ช่วงเวลา", "วันที่ดำเนินการ", "Days"),
    "places": ("ชุมชน", "สถานที่ดำเนินการ", "พื้นที่ดำเนินการ", "พื้นที่ชุมชน", "In which neighbourhoods"),
    "for_whom": ("กลุ่มเป้าหมาย", "สำหรับใคร", "For whom"),
    "n_people": ("จำนวนคน", "จำนวนกลุ่มเป้าหมาย", "จำนวนผู้เข้าร่วม", "จำนวนผู้เข้าร่วมที่คาดไว้", "How many people are expected"),
    "expected": ("ผลที่คาดว่าจะได้รับ", "ผลที่คาดหวัง", "ตัวชี้วัด", "Expected results"),
    "milestone": ("หมุดหมาย", "ขั้นตอน", "Milestone"),
    "due_on": ("ครบกำหนด", "กำหนดเสร็จ", "วันครบกำหนด", "ครบกำหนดวันที่", "Due on"),
    "source": ("แหล่งงบประมาณ", "แหล่งเงิน", "แหล่งที่มา", "ที่มาของงบประมาณ", "Source of money"),
    "category": ("หมวดรายจ่าย", "หมวด", "ประเภทรายจ่าย", "Group of expenses"),
    "amount": ("งบประมาณ", "งบประมาณ (บาท)", "จำนวนเงิน", "วงเงิน", "Budget, baht"),
    **MONTHS,
}


def read_plan_sheet(data: bytes, *, name: str) -> list[dict[str, Any]]:
    """Rows as {"row", "cells": {field: [text, address]}} in their order; days as ISO text, blank cells left out.

    Raises WorkbookError, also header_not_found where no sheet names an activity and something of it.
    """
    sheets = open_workbook(data, name=name).visible_sheets
    found: list[dict[str, Any]] = []
    is_known = False
    for sheet in sheets:
        header = _header(sheet)
        if header is not None:
            is_known = True
            found += _lines(sheet, header)
    if not is_known:
        raise WorkbookError("header_not_found", rows=max((len(sheet.rows) for sheet in sheets), default=0))
    if len(found) > MOST_LINES:
        raise WorkbookError("too_many_rows", limit=MOST_LINES)
    return found


def _header(sheet: Sheet) -> Header | None:
    try:
        header = find_header(sheet.rows, wanted=HEADINGS)
    except WorkbookError:
        return None
    return header if TITLE in header.columns else None


def _lines(sheet: Sheet, header: Header) -> Iterator[dict[str, Any]]:
    for row in sheet.rows[header.first_data_row :]:
        own = [row[place] for place in header.columns.values() if not row[place].is_spread]
        if all(cell.is_blank for cell in own) or header.is_repeated_by(row):
            continue
        cells = {field: row[place] for field, place in header.columns.items()}
        if _is_sum_or_band(cells, n_columns=len(row)):
            continue
        told = {field: [_text(cell), cell.address] for field, cell in cells.items() if not cell.is_blank}
        yield {"row": row[0].row + 1, "cells": told}


def _is_sum_or_band(cells: Mapping[str, Cell], *, n_columns: int) -> bool:
    """A line of totals, or a title merged across the table such as the name of a strategy, is no activity."""
    texts = [cell.text for cell in cells.values() if cell.text]
    if texts and cells[TITLE].text.startswith(("รวม", "ยอดรวม", "Total")):
        return True
    is_alone = len(set(texts)) == 1 and n_columns > 2
    return is_alone and (len(texts) > 2 or cells[TITLE].is_spread)


def _text(cell: Cell) -> str:
    """A day as ISO text, whatever the calendar of the office's Excel; line breaks stay, for they part paragraphs."""
    match cell.value:
        case datetime() as at:
            return at.date().isoformat()
        case date() as day:
            return day.isoformat()
        case str() as text:
            return "\n".join(part.strip() for part in text.splitlines()).strip()[:LONGEST_CELL]
        case _:
            return (cell.error or cell.text)[:LONGEST_CELL]
