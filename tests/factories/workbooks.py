"""Workbooks as offices make them: titles merged across, a header two rows deep, both eras, footers. People invented."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

SHEET = "รายชื่อ"
TITLES = (
    "รายชื่อผู้เข้าร่วมอบรมหลักสูตรนักจัดการเมืองแห่งการเรียนรู้ (ข้อมูลสมมติ)",
    "ระหว่างวันที่ ๔ - ๖ พฤศจิกายน ๒๕๖๖",
    "ณ เมืองสมมติ",
)
FIRST_DATA_ROW = 6


@dataclass(frozen=True)
class OfficeRow:
    """One person as an office typed them; every field as it lies in its cell."""

    prefix: str
    given: str
    family: str
    born: str | date | float
    phone: str | int
    email: str = ""
    national_id: str = ""
    organization: str = "เทศบาลเมืองสมมติ"

    @property
    def one_cell(self) -> str:
        """All of the name in one cell, the prefix glued on and two spaces inside."""
        return f"{self.prefix}{self.given}  {self.family}"


OFFICE_ROWS = (
    OfficeRow("นาย", "สมมติ", "ตัวอย่าง", "๑๒ ม.ค. ๒๕๒๓", "๐๘๑-๐๐๐-๐๐๐๑", "sommut@example.org"),
    OfficeRow("น.ส.", "มาลี", "ลองดู", "29 ก.พ. 2535", "081 000 0002"),
    OfficeRow("นาง", "อามีนะห์", "ทดสอบ", date(2520, 7, 9), 810000003),
    OfficeRow("ดร.", "ใจดี", "สมมุติ", date(1985, 3, 1), "+66 81 000 0004"),
    OfficeRow("ผศ.ดร.", "ก้องภพ", "ตัวอย่าง", "1/12/2518", "073-000-005"),
    OfficeRow("ด.ช.", "ต้นกล้า", "ลองดู", "พ.ศ. 2555", "081-000-0002"),
    OfficeRow("ด.ญ.", "น้ำใส", "ทดสอบ", "31/2/2556", ""),
    OfficeRow("ว่าที่ ร.ต.", "เก่ง", "กล้าลอง", "5 May 1990", "08100000"),
    OfficeRow("นาย", "สมมต\u0e34", "ตัวอย่าง ", "12/1/2523", "0810000001"),
)


def _with_titles(book: Any, sheet: Any, columns: int) -> None:
    title = book.add_format({"bold": True, "align": "center"})
    for row, text in enumerate(TITLES):
        sheet.merge_range(row, 0, row, columns - 1, text, title)


def _two_row_header(book: Any, sheet: Any) -> None:
    style = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1})
    tall = {
        0: "ลำดับ\nที่",
        4: "เลขประจำตัว\nประชาชน (13 หลัก)",
        5: "วัน/เดือน/ปีเกิด\n(พ.ศ.)",
        6: "หน่วยงาน/สังกัด",
        9: "รหัสภายใน",
    }
    for column, text in tall.items():
        sheet.merge_range(4, column, 5, column, text, style)
    sheet.merge_range(4, 1, 4, 3, "ชื่อ - สกุล", style)
    sheet.merge_range(4, 7, 4, 8, "ข้อมูลติดต่อ", style)
    for column, text in {1: "คำนำหน้า", 2: "ชื่อ", 3: "นามสกุล", 7: "เบอร์โทร\nศัพท์", 8: "อีเมล (ถ้ามี)"}.items():
        sheet.write_string(5, column, text, style)


def _one_row_header(sheet: Any) -> None:
    headings = ("ที่", "ชื่อ-นามสกุล", "เลขบัตรประชาชน", "วันเกิด", "สังกัด", "โทร.", "E-mail")
    for column, text in enumerate(headings):
        sheet.write_string(5, column, text)


def _cells(number: int, person: OfficeRow, *, names_in_one_cell: bool) -> Sequence[Any]:
    rest = (person.national_id, person.born, person.organization, person.phone, person.email)
    if names_in_one_cell:
        return (number, person.one_cell, *rest)
    return (number, person.prefix, person.given, person.family, *rest, f"X{number:03d}")


def city_administrators_workbook(
    people: Sequence[OfficeRow] = OFFICE_ROWS,
    *,
    names_in_one_cell: bool = False,
    blank_row_after: int | None = 3,
    with_footer: bool = True,
    with_lookup_sheet: bool = True,
) -> bytes:
    """An .xlsx of a cohort: header in rows 5-6, first person in row 7, a blank row, a footer, hidden things.

    Without `names_in_one_cell` the columns are A number, B prefix, C given, D family, E national ID, F born,
    G organization, H phone, I e-mail, J internal code (hidden); with it, one header row 6 and B the whole name.
    """
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True})
    sheet = book.add_worksheet(SHEET)
    _with_titles(book, sheet, 7 if names_in_one_cell else 10)
    if names_in_one_cell:
        _one_row_header(sheet)
    else:
        _two_row_header(book, sheet)
        sheet.set_column(9, 9, 8, None, {"hidden": True})
    row = _write_people(book, sheet, people, names_in_one_cell=names_in_one_cell, blank_row_after=blank_row_after)
    if with_footer:
        sheet.merge_range(row + 1, 0, row + 1, 3, f"รวมทั้งสิ้น {len(people)} คน")
        sheet.write_string(row + 3, 5, "ผู้จัดทำ ....................................")
    if with_lookup_sheet:
        lookup = book.add_worksheet("ตัวเลือก")
        lookup.write_column(0, 0, ["นาย", "นาง", "นางสาว"])
        lookup.hide()
    book.close()
    return output.getvalue()


def _write_people(
    book: Any, sheet: Any, people: Sequence[OfficeRow], *, names_in_one_cell: bool, blank_row_after: int | None
) -> int:
    """Writes the people and returns the first free row."""
    day = book.add_format({"num_format": "d/m/yyyy"})
    row = FIRST_DATA_ROW
    for number, person in enumerate(people, start=1):
        for column, value in enumerate(_cells(number, person, names_in_one_cell=names_in_one_cell)):
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            elif isinstance(value, str):
                sheet.write_string(row, column, value)
            else:
                sheet.write_number(row, column, value)
        row += 2 if number == blank_row_after else 1
    return row
