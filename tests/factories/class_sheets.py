"""Class sheets as schools make them: a month a sheet, titles, merged heads, Thai digits, totals, a footer."""

from __future__ import annotations

import io
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from mueang.methods.thai import thai_digits
from mueang.methods.thai.months import THAI_FULL

PUPILS = (
    ("00101", "เด็กหญิงมาลีสมมติ ตัวอย่าง"),
    ("00102", "เด็กชายอาแวสมมติ ทดลอง"),
    ("00103", "ด.ญ.ฟาติเมาะสมมติ จำลอง"),
)
Signs = Callable[[int, date], str]


def weekdays(year: int, month: int) -> list[int]:
    return [day for day in range(1, monthrange(year, month)[1] + 1) if date(year, month, day).weekday() < 5]


def present(_pupil: int, _day: date) -> str:
    return "/"


def class_sheets(
    months: Sequence[tuple[int, int]] = ((2026, 6),),
    *,
    pupils: Sequence[tuple[str, str]] = PUPILS,
    sign: Signs = present,
    in_thai_digits: bool = True,
    title: str = "แบบบันทึกเวลาเรียน ชั้นประถมศึกษาปีที่ ๔/๒ ปีการศึกษา ๒๕๖๙",
    wrong_total: bool = False,
) -> bytes:
    """An .xlsx of one class: head in rows 4 and 5, the first pupil in row 6 (A seat, B number, C name, D on: days)."""
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True})
    merged = book.add_format({"align": "center", "bold": True})
    for year, month in months:
        _month(
            book,
            merged,
            year=year,
            month=month,
            pupils=pupils,
            sign=sign,
            thai=in_thai_digits,
            title=title,
            wrong=wrong_total,
        )
    book.close()
    return output.getvalue()


def _month(
    book: Any,
    merged: Any,
    *,
    year: int,
    month: int,
    pupils: Sequence[tuple[str, str]],
    sign: Signs,
    thai: bool,
    title: str,
    wrong: bool,
) -> None:
    sheet = book.add_worksheet(f"{THAI_FULL[month - 1]} {year + 543}")
    days, digits = weekdays(year, month), thai_digits if thai else str
    last = 3 + len(days)
    sheet.merge_range(0, 0, 0, last, title, merged)
    sheet.merge_range(1, 0, 1, last, f"ประจำเดือน {THAI_FULL[month - 1]} พ.ศ. {digits(str(year + 543))}", merged)
    for column, text in enumerate(("เลขที่", "เลขประจำตัว", "ชื่อ - สกุล")):
        sheet.merge_range(3, column, 4, column, text, merged)
    sheet.merge_range(3, 3, 3, 2 + len(days), "วันที่", merged)
    for place, day in enumerate(days):
        sheet.write_string(4, 3 + place, digits(str(day))) if thai else sheet.write_number(4, 3 + place, day)
    sheet.merge_range(3, last, 3, last + 3, "รวม", merged)
    for place, text in enumerate(("มา", "ขาด", "ลา", "สาย")):
        sheet.write_string(4, last + place, text)
    for row, (number, name) in enumerate(pupils, start=5):
        signs = [sign(row - 5, date(year, month, day)) for day in days]
        sheet.write_string(row, 0, digits(str(row - 4)))
        sheet.write_string(row, 1, number)
        sheet.write_string(row, 2, name)
        for place, text in enumerate(signs):
            if text:
                sheet.write_string(row, 3 + place, text)
        totals = [sum(text in group for text in signs) for group in (("/", "ส"), ("ข",), ("ล", "ป"), ("ส",))]
        for place, total in enumerate(totals):
            sheet.write_number(row, last + place, total + (1 if wrong and place == 1 else 0))
    below = 5 + len(pupils)
    sheet.write_string(below, 2, "รวมมาเรียน")
    for place in range(len(days)):
        sheet.write_number(below, 3 + place, len(pupils))
    sheet.write_string(below + 2, 2, "ลงชื่อ ................ ครูประจำชั้น")
    sheet.write_string(below + 3, 2, "หมายเหตุ / = มา  ข = ขาด  ล = ลา")
