"""A workbook of a City Administrators cohort, made the way offices make them."""

from __future__ import annotations

import io
import random
from datetime import date

import xlsxwriter

from mueang.demo.names import MEN, WOMEN, invented_family_name, invented_phone
from mueang.methods.thai import thai_digits

CITIES = ("เทศบาลนครยะลา", "เทศบาลนครตรัง", "เทศบาลเมืองลำพูน", "เทศบาลนครอุดรธานี")
POSITIONS = ("นักวิชาการศึกษา", "ครู สกร.", "เจ้าหน้าที่ห้องสมุด", "ประธานชุมชน", "อาจารย์", "ผู้ประกอบการ")
HEADINGS = ("ที่", "คำนำหน้า", "ชื่อ", "นามสกุล", "เบอร์โทรศัพท์", "หน่วยงาน", "ตำแหน่ง", "วันเดือนปีเกิด")
PREFIXES = ("นาย", "นาง", "นางสาว", "น.ส.", "ดร.")
FIRST_PHONE = 900_000


def cohort_workbook(*, n_people: int, seed: str, title: str, with_faults: bool = True) -> bytes:
    """`n_people` invented rows under merged titles, Thai digits and Buddhist years mixed in.

    With faults: one person twice, one phone missing, one too short, one birth date that no calendar has.
    """
    chance = random.Random(seed)  # noqa: S311 -- invented people, the same at every run
    rows = [invented_row(chance, number) for number in range(n_people)]
    if with_faults:
        spoil(rows)
    return as_workbook(rows, title)


def invented_row(chance: random.Random, number: int) -> list[str]:
    prefix = chance.choice(PREFIXES)
    given = chance.choice(MEN if prefix == "นาย" or (prefix == "ดร." and chance.random() < 0.5) else WOMEN)
    born = date(chance.randint(1965, 2000), chance.randint(1, 12), chance.randint(1, 28))
    phone = invented_phone(FIRST_PHONE + number)
    birth = f"{born.day}/{born.month}/{born.year + 543}"
    in_thai_digits = chance.random() < 0.4
    return [
        str(number + 1),
        prefix,
        given,
        invented_family_name(chance),
        thai_digits(phone) if in_thai_digits else f"{phone[:3]}-{phone[3:6]}-{phone[6:]}",
        chance.choice(CITIES),
        chance.choice(POSITIONS),
        thai_digits(birth) if in_thai_digits else birth,
    ]


def spoil(rows: list[list[str]]) -> None:
    """What always goes wrong: at the same places, so that the demo can be told."""
    rows[5][4] = ""
    rows[11][4] = "08123"
    rows[17][7] = "31/2/2530"
    rows[23][1:] = rows[2][1:]


def as_workbook(rows: list[list[str]], title: str) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("รายชื่อ")
    bold = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1})
    last = len(HEADINGS) - 1
    sheet.merge_range(0, 0, 0, last, title, bold)
    sheet.merge_range(1, 0, 1, last, "วันที่ ๔–๖ พฤศจิกายน พ.ศ. ๒๕๖๖ (บุคคลสมมติทั้งหมด)", bold)
    sheet.merge_range(2, 1, 2, 3, "ชื่อ–สกุล", bold)
    for column, heading in enumerate(HEADINGS):
        if column in {1, 2, 3}:
            sheet.write(3, column, heading, bold)
        else:
            sheet.merge_range(2, column, 3, column, heading, bold)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write_string(4 + number, column, value)
    sheet.write(5 + len(rows), 1, f"รวม {thai_digits(str(len(rows)))} คน")
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, last, 18)
    book.close()
    return buffer.getvalue()
