"""A class sheet of the demo's first class, made the way schools make them, with what always goes wrong."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

from mueang.apps.registers.models import Schooling
from mueang.apps.registers.queries import days_of, months_of, usual_masks, year_of
from mueang.methods.thai import thai_digits
from mueang.methods.thai.months import THAI_FULL

NEWCOMER = ("19901", "ด.ญ.ใหม่สมมติ ทดลองสาธิต")


def class_sheet_workbook(rows: Sequence[Schooling], *, school_year: int, today: date) -> bytes:
    """The last month with days behind it: one unknown sign, one pupil who is new, a total that does not add up."""
    masks = {month: mask for (_y, month), mask in zip(months_of(school_year), usual_masks(school_year), strict=True)}
    past = [month for month, mask in masks.items() if _past(year_of(school_year, month), month, mask, today)]
    month = past[-1] if past else 6
    year = year_of(school_year, month)
    days = [day for day in days_of(masks[month]) if date(year, month, day) < today] or [1]
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True})
    merged = book.add_format({"align": "center", "bold": True})
    sheet = book.add_worksheet(f"{THAI_FULL[month - 1]} {year + 543}")
    last = 3 + len(days)
    title = f"แบบบันทึกเวลาเรียน ชั้น {rows[0].section} ปีการศึกษา {thai_digits(str(school_year + 543))} (ข้อมูลสมมติ)"
    sheet.merge_range(0, 0, 0, last, title, merged)
    sheet.merge_range(1, 0, 1, last, f"ประจำเดือน {THAI_FULL[month - 1]} พ.ศ. {thai_digits(str(year + 543))}", merged)
    heads = ("เลขที่", "เลขประจำตัว", "ชื่อ - สกุล", *(thai_digits(str(day)) for day in days), "ขาด")
    for column, text in enumerate(heads):
        sheet.write_string(3, column, text)
    people = [*((row.number, row.pupil.full_name) for row in rows), NEWCOMER]
    for line, (number, name) in enumerate(people, start=4):
        signs = ["ข" if (line + day) % 19 == 0 else "ล" if (line * day) % 31 == 7 else "/" for day in days]
        if line == 6:
            signs[0] = "ฮ"
        for column, text in enumerate((str(line - 3), number, name, *signs)):
            sheet.write_string(line, column, text)
        sheet.write_number(line, last, signs.count("ข") + (line == 8))
    sheet.write_string(len(people) + 5, 2, "ลงชื่อ ................ ครูประจำชั้น")
    book.close()
    return output.getvalue()


def _past(year: int, month: int, mask: int, today: date) -> bool:
    """Whether at least three open days of the month lie behind."""
    return sum(date(year, month, day) < today for day in days_of(mask)) >= 3
