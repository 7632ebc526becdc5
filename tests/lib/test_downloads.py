"""Answers that are files."""

import io
from datetime import date

from django.utils.translation import gettext_lazy, override
from openpyxl import load_workbook

from mueang.lib.downloads import csv_response, excel_response


def test_a_list_leaves_as_an_excel_file_to_keep():
    with override("en"):
        response = excel_response(
            file_name="places",
            title="Places",
            headings=[gettext_lazy("Name"), "N"],
            rows=(row for row in [["ก", 1], ["=1+1", None]]),
        )

    sheet = load_workbook(io.BytesIO(response.content)).active
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert response["Content-Disposition"] == 'attachment; filename="places.xlsx"'
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["Name", "N"], ["ก", 1], ["=1+1", None]]
    assert sheet["A3"].data_type == "s"


def test_comma_separated_text_opens_in_thai_and_runs_no_formula():
    answer = csv_response(
        file_name="table",
        title="",
        headings=["ชื่อ", "=A1"],
        rows=[["=HYPERLINK(1)", 1.5], ["@x", None], ["ก, ข", date(2023, 11, 4)]],
    )

    lines = answer.content.decode().split("\r\n")
    assert lines == ["\ufeffชื่อ,'=A1", "'=HYPERLINK(1),1.5", "'@x,", '"ก, ข",2023-11-04', ""]
    assert answer["Content-Disposition"] == 'attachment; filename="table.csv"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
