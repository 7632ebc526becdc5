from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from factories.class_sheets import PUPILS, class_sheets, weekdays
from factories.people import NUMBERS
from mueang.apps.registers.enums import USUAL_SIGNS, Grade
from mueang.apps.registers.errors import RegisterFileRefused
from mueang.apps.registers.queries.class_sheets import read_class_sheets
from mueang.apps.registers.queries.months import mask_of

JUNE = mask_of(weekdays(2026, 6))


def read(data: bytes, **changed: Any):
    options: dict[str, Any] = {
        "file_name": "ปพ5.xlsx",
        "signs": USUAL_SIGNS,
        "open_masks": {2026: (JUNE,) * 12},
        "school_year": 2026,
        "today": date(2027, 4, 30),
    }
    return read_class_sheets(data, **options | changed)


@pytest.mark.parametrize("in_thai_digits", [True, False])
def test_a_sheet_says_its_class_month_and_marks(in_thai_digits: bool) -> None:
    def sign(pupil: int, day: date) -> str:
        return {(0, 2): "ข", (1, 3): "ป", (2, 4): "ส"}.get((pupil, day.day), "/")

    reading = read(class_sheets(sign=sign, in_thai_digits=in_thai_digits))

    assert [(one.number, one.grade, one.room) for one in reading.pupils] == [(n, 4, "2") for n, _name in PUPILS]
    assert (reading.pupils[0].prefix, reading.pupils[0].given_name) == ("เด็กหญิง", "มาลีสมมติ")
    assert [(one.school_year, one.month) for one in reading.months] == [(2026, 6)] * 3
    assert reading.months[0].masks == (JUNE, JUNE & ~0b10, 0, 0)
    assert reading.months[1].masks == (JUNE, JUNE & ~0b100, 0, 0b100)
    assert reading.months[2].masks == (JUNE, JUNE, 0b1000, 0)
    assert reading.notes == []


def test_twelve_sheets_name_each_pupil_once() -> None:
    months = [(2026, month) for month in range(5, 13)] + [(2027, month) for month in range(1, 5)]

    reading = read(class_sheets(months))

    assert len(reading.pupils) == 3
    assert len(reading.months) == 36
    assert {one.school_year for one in reading.months} == {2026}
    assert reading.notes == []


def test_a_blank_is_not_recorded_where_presence_is_marked() -> None:
    reading = read(class_sheets(sign=lambda pupil, day: "" if pupil == 0 and day.day == 2 else "/"))

    assert reading.months[0].touched == JUNE & ~0b10


def test_a_sheet_of_absences_alone_says_present_where_blank() -> None:
    reading = read(class_sheets(sign=lambda pupil, day: "ข" if pupil == 0 and day.day == 2 else ""))

    assert reading.months[0].masks == (JUNE, JUNE & ~0b10, 0, 0)
    assert reading.months[1].masks == (JUNE, JUNE, 0, 0)
    assert "blank_means_present" in {note.code for note in reading.notes}


def test_an_unknown_sign_is_named_by_its_cell() -> None:
    reading = read(class_sheets(sign=lambda pupil, day: "ฮ" if pupil == 1 and day.day == 1 else "/"))

    assert [(note.where, note.code) for note in reading.notes] == [("D7", "unknown_sign")]
    assert reading.months[1].touched == JUNE & ~1


def test_a_city_may_say_what_a_sign_means() -> None:
    reading = read(class_sheets(sign=lambda _pupil, _day: "ฮ"), signs={"ฮ": "present"})

    assert reading.months[0].masks[1] == JUNE


def test_totals_that_say_otherwise_are_told() -> None:
    reading = read(class_sheets(wrong_total=True))

    assert {note.code for note in reading.notes} == {"total_differs"}
    assert len(reading.notes) == 3


def test_days_to_come_are_left_out() -> None:
    reading = read(class_sheets(), today=date(2026, 6, 3))

    assert reading.months[0].touched == JUNE & 0b111
    assert {note.code for note in reading.notes} == {"day_ahead"} | {"total_differs"}


def test_two_names_under_one_number_are_told() -> None:
    twice = (*PUPILS, ("00101", "เด็กชายอื่นสมมติ คนละคน"))

    reading = read(class_sheets(pupils=twice))

    assert len(reading.pupils) == 3
    assert [(note.code, note.params["other"]) for note in reading.notes] == [("name_differs", "C6")]


def test_a_sheet_that_does_not_say_its_month_is_told() -> None:
    reading = read(sheets(("x", [["ชื่อ", 1, 2, 3, 4], ["สมมติ ตัวอย่าง", "/", "/", "/", "/"]])))

    assert [note.code for note in reading.notes] == ["no_month"]


DAYS = [date(2026, 6, day) for day in (1, 2, 3)]


def sheets(*several: tuple[str, list[list[Any]]]) -> bytes:
    """A workbook of sheets with a name each, their rows as they are typed; a text that begins with = is a formula."""
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output)
    for name, rows in several:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, book.add_format({"num_format": "d/m/yyyy"}))
                elif str(value).startswith("="):
                    sheet.write_formula(number, column, value, value="#DIV/0!")
                else:
                    sheet.write(number, column, value)
    book.close()
    return output.getvalue()


def test_names_in_three_columns_and_days_as_dates_are_read_and_a_wrong_id_number_is_told_and_left_out() -> None:
    head = ["เลขที่", "เลขประจำตัวประชาชน", "คำนำหน้า", "ชื่อ", "นามสกุล", *DAYS]
    rows = [
        ["1", NUMBERS[0], "ด.ช.", "กล้าสมมติ", "ตัวอย่าง", "/", "/", "ข"],
        ["2", "1234567890123", "ด.ญ.", "แก้วสมมติ", "ตัวอย่าง", "/", "/", "/"],
    ]

    reading = read(sheets(("ห้อง", [["ชั้นมัธยมศึกษาปีที่ 2/3 ปีการศึกษา 2569"], head, *rows])))

    first, second = reading.pupils
    assert (first.prefix, first.given_name, first.family_name, first.seat) == ("ด.ช.", "กล้าสมมติ", "ตัวอย่าง", 1)
    assert (first.grade, first.room, first.national_id, second.national_id) == (Grade.M1 + 1, "3", NUMBERS[0], "")
    assert [(one.school_year, one.month, one.masks[1]) for one in reading.months] == [
        (2026, 6, 0b011),
        (2026, 6, 0b111),
    ]
    assert [(note.where, note.code) for note in reading.notes] == [("B4", "wrong_national_id")]


@pytest.mark.parametrize(
    ("title", "grade", "room"),
    [
        ("อนุบาล 2/1 มิถุนายน 2569", Grade.K1 + 1, "1"),
        ("Primary 6 room A June 2026", Grade.P1 + 5, "A"),
        ("ปวช. 3 มิ.ย. 2569", Grade.V1 + 2, ""),
    ],
)
def test_a_class_is_known_however_it_is_written(title: str, grade: int, room: str) -> None:
    reading = read(sheets(("x", [[title], ["ชื่อ-สกุล", 1, 2, 3], ["สมมติ ตัวอย่าง", "/", "/", "/"]])))

    assert [(one.grade, one.room) for one in reading.pupils] == [(grade, room)]
    assert [one.month for one in reading.months] == [6]


def test_what_a_sheet_cannot_mean_is_told_by_its_cell_and_the_rest_is_read() -> None:
    june = [["มิถุนายน 2569"], ["ชื่อ-สกุล", 29, 30, 31], ["สมมติ ตัวอย่าง", "/", "=1/0", "/"]]

    reading = read(sheets(("มิ.ย.", june), ("ปก", [["โรงเรียนสมมติ"]]), ("ว่าง", [])))

    assert [(note.where.rpartition("!")[2], note.code) for note in reading.notes] == [
        ("มิ.ย.", "no_class"),
        ("มิ.ย.", "no_such_day"),
        ("C3", "formula_error"),
        ("ปก", "not_a_class_sheet"),
    ]
    assert [one.touched for one in reading.months] == [1 << 28]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"PK\x03\x04broken", b"<html></html>", "สวัสดี".encode()])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(RegisterFileRefused) as refusal:
        read(data)

    assert refusal.value.sentence


def test_a_workbook_without_a_class_sheet_is_refused() -> None:
    from factories.people import workbook

    with pytest.raises(RegisterFileRefused) as refusal:
        read(workbook(("1", "นายสมมติ ตัวอย่าง")))

    assert refusal.value.code == "no_class_sheet"
