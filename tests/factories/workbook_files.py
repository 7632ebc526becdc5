"""Workbooks made by hand, as strangers and their programs write them."""

import io
import zipfile

import pytest
import xlsxwriter

from mueang.lib.workbook import WorkbookError, open_workbook

WORKSHEET = "xl/worksheets/sheet1.xml"


def book_of(*rows, **options):
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True} | options)
    sheet = book.add_worksheet("ข้อมูล")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return output.getvalue()


def with_file(data, name, content, *, drop=()):
    """The same zip with one file exchanged."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            if entry != name and entry not in drop:
                target.writestr(entry, source.read(entry))
        target.writestr(name, content)
    return output.getvalue()


def sheet_xml(body, *, dimension="A1"):
    return (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{dimension}"/><sheetData>{body}</sheetData></worksheet>'
    )


def with_sheet(body, **options):
    return with_file(book_of(["x"]), WORKSHEET, sheet_xml(body, **options))


def ods(tables, *, manifest=""):
    output = io.BytesIO()
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    calcext = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces} {calcext}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return output.getvalue()


def ods_cell(text, attributes=""):
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def refusal(data, *, name="book.xlsx", limits=None):
    with pytest.raises(WorkbookError) as caught:
        open_workbook(data, name=name, limits=limits)
    return caught.value


def values(sheet):
    return [[cell.value for cell in row] for row in sheet.rows]
