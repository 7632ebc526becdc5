"""Headers as offices lay them out."""

import pytest
from tests.factories.workbooks import city_administrators_workbook

from mueang.lib.workbook import Cell, WorkbookError, find_header, open_workbook

WANTED = {
    "prefix": {"คำนำหน้า", "คำนำหน้าชื่อ"},
    "given": {"ชื่อ", "First name"},
    "family": {"นามสกุล", "สกุล"},
    "full": {"ชื่อ-สกุล", "ชื่อ-นามสกุล"},
    "born": {"วันเดือนปีเกิด", "วันเกิด"},
    "phone": {"เบอร์โทรศัพท์", "โทรศัพท์", "โทร"},
    "email": {"อีเมล", "e-mail"},
}


def rows_of(*rows):
    width = max(len(row) for row in rows)
    return [
        [Cell(value or None, number, column) for column, value in enumerate([*row, *[""] * (width - len(row))])]
        for number, row in enumerate(rows)
    ]


def office_rows(**options):
    return open_workbook(city_administrators_workbook(**options), name="x.xlsx").sheets[0].rows


def test_a_header_two_rows_deep_is_found_below_three_titles():
    header = find_header(office_rows(), wanted=WANTED)

    assert header.columns == {"prefix": 1, "given": 2, "family": 3, "born": 5, "phone": 7, "email": 8}
    assert header.missing == ("full",)
    assert header.ambiguous == {}
    assert header.first_data_row == 6
    assert header.labels[6] == "หน่วยงาน/สังกัด"


def test_a_header_of_one_row_is_found_with_the_name_in_one_cell():
    header = find_header(office_rows(names_in_one_cell=True), wanted=WANTED)

    assert header.columns == {"full": 1, "born": 3, "phone": 5, "email": 6}
    assert (header.row, header.depth, header.missing) == (5, 1, ("prefix", "given", "family"))


def test_a_group_heading_completes_the_words_below_it():
    rows = rows_of(["", "ผู้ปกครอง", "ผู้เรียน"], ["ที่", "ชื่อ", "ชื่อ"], ["1", "สมมติ", "มาลี"])

    header = find_header(rows, wanted={"carer": {"ผู้ปกครองชื่อ"}, "learner": {"ผู้เรียน ชื่อ"}})

    assert (header.columns, header.first_data_row) == ({"carer": 1, "learner": 2}, 2)


def test_two_columns_that_claim_a_field_alike_are_left_to_the_reader():
    rows = rows_of(["ชื่อ", "โทรศัพท์บ้าน", "โทรศัพท์มือถือ"], ["มาลี", "1", "2"])

    header = find_header(rows, wanted=WANTED)

    assert header.columns == {"given": 0}
    assert header.ambiguous == {"phone": (1, 2)}
    assert "phone" not in header.missing


def test_an_exact_heading_beats_one_that_only_begins_alike():
    rows = rows_of(["โทรศัพท์ผู้ปกครอง", "ชื่อ", "โทรศัพท์"])

    assert find_header(rows, wanted=WANTED).columns["phone"] == 2


def test_what_stands_in_brackets_counts_first_and_is_then_set_aside():
    rows = rows_of(["ชื่อ (อังกฤษ)", "ชื่อ (ไทย)", "วันเกิด (พ.ศ.)"])
    wanted = {"given": {"ชื่อ", "ชื่อ (ไทย)"}, "born": {"วันเกิด"}}

    assert find_header(rows, wanted=wanted).columns == {"given": 1, "born": 2}


def test_headings_ignore_case_spaces_stops_and_marks_typed_in_another_order():
    rows = rows_of(["FIRST  NAME", "E - Mail:", "เบอร์ โทร.\nศัพท์", "คํานําหน้า*"])

    assert find_header(rows, wanted=WANTED).columns == {"prefix": 3, "given": 0, "phone": 2, "email": 1}


def test_a_heading_merged_over_two_columns_belongs_to_the_first():
    rows = rows_of(["ชื่อ-สกุล", "ชื่อ-สกุล", "โทร"])
    rows[0][1] = Cell("ชื่อ-สกุล", 0, 1, is_spread=True)

    assert find_header(rows, wanted=WANTED).columns == {"full": 0, "phone": 2}


def test_a_header_printed_again_on_the_second_page_is_recognised():
    rows = rows_of(["ชื่อ", "โทร"], ["มาลี", "1"], [" ชื่อ ", "โทร."])
    header = find_header(rows, wanted=WANTED)

    assert [header.is_repeated_by(row) for row in rows] == [True, False, True]


def test_a_single_wanted_field_may_stand_alone():
    assert find_header(rows_of(["ชื่อ"]), wanted={"given": {"ชื่อ"}}).columns == {"given": 0}


@pytest.mark.parametrize("rows", [[], rows_of(["รายชื่อผู้เข้าอบรม"], ["ชื่อ"], ["มาลี", "1"])])
def test_a_table_without_a_header_is_refused(rows):
    with pytest.raises(WorkbookError) as caught:
        find_header(rows, wanted=WANTED)

    assert (caught.value.code, caught.value.params) == ("header_not_found", {"rows": len(rows)})


def test_a_header_below_the_fortieth_row_is_not_looked_for():
    rows = rows_of(*[["-"]] * 40, ["ชื่อ", "โทร"])

    with pytest.raises(WorkbookError):
        find_header(rows, wanted=WANTED)
