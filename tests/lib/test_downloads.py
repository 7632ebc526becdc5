"""Answers that are files."""

import io

from django.utils.translation import gettext_lazy, override
from openpyxl import load_workbook

from mueang.lib.downloads import excel_response


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
