"""Headers of real offices are recognised, and where not, shown so that a person can say."""

import io

import pytest
import xlsxwriter

from factories.people import workbook
from factories.workbooks import city_administrators_workbook
from mueang.apps.people.enums import RosterField as F
from mueang.apps.people.queries.roster_columns import column_samples, guess_layout, masked
from mueang.apps.people.queries.roster_reading import lines_of
from mueang.lib.workbook import open_workbook


def layout_of(data):
    return guess_layout(open_workbook(data, name="x.xlsx"))


def lines_in(data):
    book = open_workbook(data, name="x.xlsx")
    layout = guess_layout(book)
    sheet = next(sheet for sheet in book.sheets if sheet.name == layout.sheet)
    return list(lines_of(sheet, layout))


def drawn(draw, *, sheets=("รายชื่อ",)):
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True})
    pages = [book.add_worksheet(name) for name in sheets]
    draw(book, *pages)
    book.close()
    return output.getvalue()


def test_a_header_of_two_rows_below_titles_is_found():
    layout = layout_of(city_administrators_workbook())

    assert (layout.sheet, layout.header) == ("รายชื่อ", 6)
    assert layout.columns[F.PREFIX] == [1]
    assert layout.columns[F.NATIONAL_ID] == [4]
    assert layout.unsure == ()


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (("ที่", "ชื่อ", "ชื่อสกุล", "โทร."), {F.GIVEN_NAME: [1], F.FAMILY_NAME: [2]}),
        (("ที่", "ชื่อ-สกุล", "ชื่อเล่น", "โทร."), {F.FULL_NAME: [1]}),
        (("No.", "Name", "Name (English)", "Mobile phone"), {F.FULL_NAME: [1], F.NAME_EN: [2]}),
        (("ลำดับ", "ชื่อ-นามสกุล (ภาษาไทย)", "ชื่อ-นามสกุล (ภาษาอังกฤษ)", "เบอร์"), {F.FULL_NAME: [1], F.NAME_EN: [2]}),
        (("ลำดับ", "ชื่อ (ภาษาไทย)", "นามสกุล", "เบอร์"), {F.GIVEN_NAME: [1], F.FAMILY_NAME: [2]}),
        (("ลำดับ", "รายชื่อ", "ชื่อหน่วยงาน", "อายุ(ปี)"), {F.FULL_NAME: [1], F.ORGANIZATION: [2], F.AGE: [3]}),
    ],
)
def test_headings_that_resemble_each_other_are_told_apart(header, fields):
    columns = layout_of(workbook(("1", "ก ข", "ค", "081"), header=header)).columns

    names = (F.FULL_NAME, F.GIVEN_NAME, F.FAMILY_NAME, F.NAME_EN, F.ORGANIZATION, F.AGE)
    assert {name: places for name, places in columns.items() if name in names} == fields


def test_of_two_columns_for_one_thing_the_first_is_taken_and_said_to_be_unsure():
    layout = layout_of(workbook(("1", "ก ข", "081", "082"), header=("ที่", "ชื่อ-สกุล", "เบอร์โทร", "เบอร์มือถือ")))

    assert layout.columns[F.PHONE] == [2]
    assert layout.unsure == (F.PHONE,)


def test_a_heading_merged_over_three_columns_joins_them():
    def draw(book, sheet):
        sheet.write(0, 0, "ที่")
        sheet.merge_range(0, 1, 0, 3, "ชื่อ - สกุล")
        sheet.write(0, 4, "โทร.")
        sheet.write_row(1, 0, ["1", "นาง", "มาลี", "ใจดี", "0812345678"])
        sheet.write(2, 0, "2")
        sheet.merge_range(2, 1, 2, 3, "นายสมชาย ใจดี")
        sheet.write(2, 4, "0812345679")

    data = drawn(draw)

    assert layout_of(data).columns[F.FULL_NAME] == [1, 2, 3]
    assert [line.texts[F.FULL_NAME] for line in lines_in(data)] == ["นาง มาลี ใจดี", "นายสมชาย ใจดี"]
    assert not any(line.is_note for line in lines_in(data))


def test_a_blank_column_beside_a_heading_is_not_part_of_it():
    data = workbook(("1", "มาลี ใจดี", "", "0812345678"), header=("ที่", "ชื่อ-สกุล", "", "โทร."))

    assert layout_of(data).columns[F.FULL_NAME] == [1]
    assert [one.letters for one in column_samples(open_workbook(data, name="x.xlsx").sheets[0], header=1)] == list(
        "ABD"
    )


def test_the_sheet_with_most_names_is_taken_and_hidden_ones_never():
    def draw(book, few, many, hidden):
        for sheet, n_people in ((few, 1), (many, 3), (hidden, 9)):
            sheet.write_row(0, 0, ["ชื่อ-สกุล", "เบอร์โทร"])
            for row in range(n_people):
                sheet.write_row(row + 1, 0, ["มาลี ใจดี", "0812345678"])
        hidden.hide()

    assert layout_of(drawn(draw, sheets=("สรุป", "รายชื่อ", "ซ่อน"))).sheet == "รายชื่อ"


def test_a_table_without_a_header_has_no_columns():
    layout = layout_of(workbook(("มาลี ใจดี", "0812345678"), header=("สมชาย ใจดี", "0812345679")))

    assert (layout.header, layout.columns, layout.has_names) == (0, {}, False)


def test_blank_rows_repeated_headers_and_bare_numbers_are_no_lines():
    header = ("ลำดับ", "ชื่อ-สกุล", "เบอร์โทร")
    data = workbook((1, "มาลี ใจดี", "081"), header, ("", "", ""), (2, "", ""), (3, "สมชาย ใจดี", ""), header=header)

    assert [(line.number, line.texts[F.FULL_NAME]) for line in lines_in(data)] == [(2, "มาลี ใจดี"), (6, "สมชาย ใจดี")]


@pytest.mark.parametrize(
    "row",
    [
        ("รวมทั้งสิ้น 2 คน", "", ""),
        ("", "รวม 2 คน", ""),
        ("", "หมายเหตุ: ขอเปลี่ยนรายชื่อ", ""),
        ("", "", "ผู้จัดทำ ............"),
        ("ลงชื่อ", "ลงชื่อ .........", ""),
    ],
)
def test_totals_notes_and_signatures_are_set_aside_but_shown(row):
    data = workbook((1, "มาลี ใจดี", "081"), row, header=("ลำดับ", "ชื่อ-สกุล", "เบอร์โทร"))

    assert [line.is_note for line in lines_in(data)] == [False, True]


@pytest.mark.parametrize("name", ["รวมพร ใจดี", "มาลี"])
def test_a_name_alone_is_a_person(name):
    data = workbook((1, name, ""), header=("ลำดับ", "ชื่อ-สกุล", "เบอร์โทร"))

    assert [line.is_note for line in lines_in(data)] == [False]


def test_a_date_cell_is_shown_as_people_here_type_it_whatever_its_era():
    def draw(book, sheet):
        style = book.add_format({"num_format": "d/m/yyyy"})
        sheet.write_row(0, 0, ["ชื่อ-สกุล", "วันเกิด"])
        sheet.write(1, 0, "มาลี ใจดี")
        sheet.write_number(1, 1, 28315, style)
        sheet.write(2, 0, "สมชาย ใจดี")
        sheet.write_number(2, 1, 28315 + 198_327, style)

    assert [line.texts[F.BIRTH_ON] for line in lines_in(drawn(draw))] == ["9/7/2520", "9/7/2520"]


def test_a_formula_error_is_a_fault_of_its_cell():
    def draw(book, sheet):
        sheet.write_row(0, 0, ["ชื่อ-สกุล", "เบอร์โทร"])
        sheet.write(1, 0, "มาลี ใจดี")
        sheet.write_formula(1, 1, "=A1/0", None, "#DIV/0!")

    (line,) = lines_in(drawn(draw))

    assert [(problem.code, problem.cell) for problem in line.errors] == [("formula_error", "B2")]


def test_column_samples_show_letters_header_and_first_values_but_no_national_id():
    data = workbook((1, "มาลี ใจดี", "1-2345-67890-12-1"), (2, "สมชาย ใจดี", "๑๒๓๔๕๖๗๘๙๐๑๒๑"), header=("ที่", "ชื่อ", ""))
    sheet = open_workbook(data, name="x.xlsx").sheets[0]

    samples = column_samples(sheet, header=1)

    assert [(one.letters, one.label) for one in samples] == [("A", "ที่"), ("B", "ชื่อ"), ("C", "")]
    assert samples[1].samples == ("มาลี ใจดี", "สมชาย ใจดี")
    assert samples[2].samples == ("•••••••••0-12-1", "•••••••••๐๑๒๑")
    assert column_samples(sheet, header=0)[0].label == ""


@pytest.mark.parametrize("text", ["0812345678", "ห้อง 12 ชั้น 3", "12345678901234"])
def test_only_thirteen_digits_are_masked(text):
    assert masked(text) == text
