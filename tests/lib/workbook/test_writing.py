"""Excel files we write: what they hold when read again, and what they refuse to become."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl

from mueang.lib.workbook import Column, Table, open_workbook, write_workbook


def reopened(*tables, **options):
    return openpyxl.load_workbook(io.BytesIO(write_workbook(tables, **options)))


def test_what_is_written_reads_back_the_same():
    row = ("มาลี", 7, 1.5, True, date(2023, 11, 4), None, Decimal("2.25"), "")
    table = Table("รายชื่อ", [Column(str(number)) for number in range(len(row))], [row])

    sheet = open_workbook(write_workbook([table]), name="x.xlsx").sheets[0]

    assert [cell.value for cell in sheet.rows[1][:7]] == ["มาลี", 7, 1.5, True, date(2023, 11, 4), None, 2.25]


def test_text_never_becomes_a_formula_or_a_link():
    hostile = ['=HYPERLINK("http://evil.example","x")', "+1+1", "-1", "@SUM(A1)", "\t=1", "http://evil.example"]
    sheet = reopened(Table("x", [Column("=1+1")], [[text] for text in hostile])).active

    cells = [row[0] for row in sheet.iter_rows()]
    assert [cell.data_type for cell in cells] == ["s"] * 7
    assert [cell.value for cell in cells[1:]] == hostile
    assert all(cell.hyperlink is None for cell in cells)


def test_the_header_stays_in_view_and_filters():
    sheet = reopened(Table("x", [Column("ก"), Column("ข", width=33)], [["ยาวมากทีเดียว", "x"], ["a" * 99, ""]])).active

    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet["A1"].font.bold
    assert 60 <= sheet.column_dimensions["A"].width < 62
    assert 33 <= sheet.column_dimensions["B"].width < 35


def test_dates_show_the_buddhist_era_in_thai_only():
    moment = datetime(2023, 11, 4, 9, 30, tzinfo=UTC)
    table = Table("x", [Column("d"), Column("t")], [[date(2023, 11, 4), moment]])

    thai, english = (reopened(table, language=language).active for language in ("th", "en"))

    assert thai["A2"].number_format == "[$-107041E]d mmm yyyy"
    assert english["A2"].number_format == "yyyy-mm-dd"
    assert english["B2"].value == datetime(2023, 11, 4, 9, 30)  # noqa: DTZ001 (Excel knows no time zones)


def test_sheet_names_are_made_ones_excel_accepts():
    names = ["รายชื่อ/2566: [ก]*", "'", "x" * 40, "X" * 40, "History"]

    book = reopened(*(Table(name, [Column("ก")], []) for name in names))

    assert book.sheetnames == ["รายชื่อ 2566   ก", "Sheet", "x" * 31, "X" * 29 + " 2", "History 2"]


def test_too_long_a_text_is_cut_rather_than_lost():
    sheet = reopened(Table("x", [Column("ก")], [["ก" * 40_000]])).active

    assert len(sheet["A2"].value) == 32_767


def test_a_table_without_columns_is_an_empty_sheet():
    assert reopened(Table("ว่าง", [], [])).active.auto_filter.ref is None
