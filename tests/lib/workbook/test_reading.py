"""Opening strangers' workbooks: what is read, what is refused, and that refusing is cheap."""

import io
from datetime import date, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from tests.factories.workbooks import OFFICE_ROWS, SHEET, city_administrators_workbook

from factories.workbook_files import (
    book_of,
    ods,
    ods_cell,
    values,
    with_file,
)
from mueang.lib.workbook import open_workbook

GOLDEN = Path(__file__).parents[2] / "golden"


def test_an_office_workbook_is_read_with_its_dates_numbers_and_merged_cells():
    workbook = open_workbook(city_administrators_workbook(), name="cohort.xlsx")

    sheet = workbook.visible_sheets[0]
    assert [sheet.name for sheet in workbook.sheets] == [SHEET, "ตัวเลือก"]
    assert [sheet.name for sheet in workbook.visible_sheets] == [SHEET]
    assert sheet.rows[4][1].value == sheet.rows[4][3].value == "ชื่อ - สกุล"
    assert (sheet.rows[4][1].is_spread, sheet.rows[4][3].is_spread) == (False, True)
    assert sheet.rows[8][5].value == date(2520, 7, 9)
    assert sheet.rows[8][7].value == 810000003
    assert (sheet.rows[6][2].address, sheet.rows[6][2].value) == ("C7", OFFICE_ROWS[0].given)


def test_addresses_name_the_sheet_where_several_show():
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output)
    for name in ("ข้อมูล", "สรุป"):
        book.add_worksheet(name).write(6, 28, "ก")
    book.close()

    workbook = open_workbook(output.getvalue(), name="x.xlsx")

    assert workbook.sheets[1].rows[6][28].address == "สรุป!AC7"


def test_formula_errors_keep_their_name_and_have_no_value():
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output)
    sheet = book.add_worksheet()
    sheet.write_formula("B2", "=#REF!+1", None, "#REF!")
    sheet.write_formula("C2", "=1+1", None, 2)
    book.close()

    row = open_workbook(output.getvalue(), name="x.xlsx").sheets[0].rows[1]

    assert [(cell.value, cell.error, cell.is_blank) for cell in row] == [
        (None, "", True),
        (None, "#REF!", False),
        (2, "", False),
    ]


def test_text_and_times_stay_what_they_are_and_only_whole_floats_become_int():
    data = book_of(["007", 1.5, 2.0, True, "  ", "a\nb  c"])

    row = open_workbook(data, name="x.xlsx").sheets[0].rows[0]

    assert [cell.value for cell in row] == ["007", 1.5, 2, True, None, "a\nb  c"]
    assert row[5].text == "a b c"
    assert row[3].value is True


def test_a_time_is_read_as_a_time():
    book = openpyxl.Workbook()
    book.active["A1"] = time(9, 30)
    output = io.BytesIO()
    book.save(output)

    assert open_workbook(output.getvalue(), name="x.xlsx").sheets[0].rows[0][0].value == time(9, 30)


def test_macros_are_not_looked_at():
    data = with_file(book_of(["ชื่อ"]), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not even a project")

    assert values(open_workbook(data, name="x.xlsm").sheets[0]) == [["ชื่อ"]]


def test_an_old_excel_file_is_read_with_merges_dates_and_errors():
    workbook = open_workbook((GOLDEN / "office.xls").read_bytes(), name="office.xls")

    rows = workbook.sheets[0].rows
    assert workbook.sheets[0].name == "ข้อมูล"
    assert [cell.value for cell in rows[0]] == ["รายชื่อ (สมมติ)"] * 4
    assert [cell.value for cell in rows[3]] == [812345678, "๐๘๑", 1.5, date(2566, 11, 4)]
    assert rows[2][1].error == "#DIV/0!"
    assert rows[2][1].value is None


def test_an_opendocument_sheet_is_read_with_repeats_spans_and_errors():
    error = ods_cell("#REF!", 'calcext:value-type="error"')
    data = ods(
        '<table:table table:name="ก"><table:table-row>'
        + ods_cell("หัว", 'table:number-columns-spanned="2"')
        + '<table:covered-table-cell/></table:table-row><table:table-row table:number-rows-repeated="2">'
        + ods_cell("ซ้ำ", 'table:number-columns-repeated="2"')
        + "</table:table-row><table:table-row>"
        + error
        + ods_cell("ท้าย")
        + '</table:table-row><table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )

    sheet = open_workbook(data, name="x.ods").sheets[0]

    assert values(sheet)[:4] == [["หัว", "หัว"], ["ซ้ำ", "ซ้ำ"], ["ซ้ำ", "ซ้ำ"], [None, "ท้าย"]]
    assert sheet.rows[3][0].error == "#REF!"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_comma_separated_text_is_read_in_every_encoding_offices_use(encoding, separator):
    text = separator.join(["ชื่อ", "โทรศัพท์"]) + "\r\n" + separator.join(["มาลี", "0810000002"]) + "\r\n" + "สมมติ\r\n"

    sheet = open_workbook(text.encode(encoding), name="รายชื่อ.CSV").sheets[0]

    assert values(sheet) == [["ชื่อ", "โทรศัพท์"], ["มาลี", "0810000002"], ["สมมติ", None]]
    assert sheet.rows[1][1].address == "B2"


def test_one_column_of_text_needs_no_separator():
    assert values(open_workbook("ชื่อ\nมาลี\n".encode(), name="x.csv").sheets[0]) == [["ชื่อ"], ["มาลี"]]


def test_no_cell_holds_a_nul_whatever_the_file_brings():
    text = "\ufeffโรงเรียน,เลข\nบ้าน\0สมมติ,\0\n"

    rows = open_workbook(text.encode("utf-16"), name="list.csv").sheets[0].rows

    assert [cell.value for cell in rows[1]] == ["บ้านสมมติ", None]
