"""Workbooks that are none, lie or would never end: refused, and cheaply."""

import io
import struct
import zipfile

import pytest
import xlsxwriter

from factories.workbook_files import (
    WORKSHEET,
    book_of,
    ods,
    ods_cell,
    refusal,
    sheet_xml,
    values,
    with_file,
    with_sheet,
)
from mueang.lib.workbook import Limits, open_workbook


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "x.xlsx", "empty"),
        (b"  \r\n ", "x.csv", "empty"),
        (b",,\n,,\n", "x.csv", "empty"),
        (book_of(), "x.xlsx", "empty"),
        (b"PK\x03\x04 and nothing more", "x.xlsx", "damaged"),
        (b"%PDF-1.7", "x.xlsx", "not_a_workbook"),
        (b"\x89PNG\r\n", "x.xls", "not_a_workbook"),
        (b"plain words", "x.xlsx", "not_a_workbook"),
        (b"\x00\x01\x02", "x.csv", "not_a_workbook"),
        ("é à ü ö ñ ç".encode("latin-1"), "x.csv", "unknown_encoding"),
        (b"\xff\xfe\x00", "x.csv", "unknown_encoding"),
        (b"\xdb\xdc\xdd\xde", "x.csv", "unknown_encoding"),
        (b"\x80\x85\x91\xa1\n", "x.csv", "unknown_encoding"),
        (b'a,"' + b"x" * 200_000, "x.csv", "damaged"),
        (b"\xef\xbb\xbf\n<html><table>", "report.xls", "web_page"),
        (b'<?xml version="1.0"?><Workbook/>', "report.xls", "web_page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.xls", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000, "x.xls", "damaged"),
    ],
)  # fmt: skip
def test_what_is_not_a_workbook_is_refused_with_its_reason(data, name, code):
    assert refusal(data, name=name).code == code


def zip_of(**files):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return output.getvalue()


def test_other_zips_are_told_apart():
    document = zip_of(**{"word/document.xml": "<x/>"})

    assert refusal(document, name="x.docx").params == {"kind": "document"}
    assert refusal(zip_of(a="b")).params == {"kind": "archive"}
    assert refusal(zip_of(**{"xl/workbook.bin": "b"})).code == "binary_workbook"


def test_more_than_ten_megabytes_is_refused_unread():
    error = refusal(b"PK" + b"0" * 10_000_000)

    assert (error.code, error.params) == ("too_large", {"megabytes": 11, "limit": 10})


def test_a_zip_bomb_is_refused_while_unpacking():
    data = with_file(book_of(["x"]), "xl/media/image1.png", b"\0" * 70_000_000)

    assert len(data) < 100_000
    assert refusal(data).code == "zip_bomb"


def test_a_zip_bomb_that_lies_about_its_size_is_refused_too():
    data = bytearray(with_file(book_of(["x"]), "zz", b"\0" * 70_000_000))
    for magic, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<I", data, data.rindex(magic) + offset, 10)

    assert refusal(bytes(data)).code == "zip_bomb"


def test_a_file_longer_than_it_says_is_refused():
    data = bytearray(with_file(book_of(["x"]), "zz", b"\0" * 700))
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 24, 10)

    assert refusal(bytes(data)).code == "damaged"


def test_too_many_files_and_doubled_files_are_refused():
    many = zip_of(**{f"f{number}": "" for number in range(1_001)})
    doubled = with_file(book_of(["x"]), WORKSHEET.upper(), sheet_xml(""))

    assert (refusal(many).code, refusal(many).params) == ("too_many_files", {"limit": 1_000})
    assert refusal(doubled).code == "damaged"


def test_files_locked_or_packed_in_unknown_ways_are_refused():
    plain = with_file(book_of(["x"]), "zz", b"12345" * 100)
    locked, strange, headless, cut = (bytearray(plain) for _ in range(4))
    struct.pack_into("<H", locked, locked.rindex(b"PK\x01\x02") + 8, 1)
    struct.pack_into("<H", strange, strange.rindex(b"PK\x01\x02") + 10, 9)
    struct.pack_into("<I", headless, headless.rindex(b"PK\x01\x02") + 42, 7)
    struct.pack_into("<I", cut, cut.rindex(b"PK\x01\x02") + 20, 3)

    assert refusal(bytes(locked)).code == "encrypted"
    assert refusal(bytes(strange)).code == "damaged"
    assert refusal(bytes(headless)).code == "damaged"
    assert refusal(bytes(cut)).code == "damaged"


def test_a_broken_deflate_stream_is_refused():
    data = bytearray(with_file(book_of(["x"]), "zz", bytes(range(256)) * 50))
    start = data.rindex(b"PK\x03\x04") + 32
    data[start : start + 6] = b"\xff" * 6

    assert refusal(bytes(data)).code == "damaged"


def test_files_stored_without_packing_are_read():
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book_of(["ก"]))) as source, zipfile.ZipFile(output, "w") as target:
        for entry in source.namelist():
            target.writestr(entry, source.read(entry))

    assert values(open_workbook(output.getvalue(), name="x.xlsx").sheets[0]) == [["ก"]]


def test_a_million_rows_are_refused():
    body = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 1_000_001, 40))
    data = with_sheet(body)

    error = refusal(data)

    assert (error.code, error.params) == ("too_many_rows", {"limit": 20_000})


def test_very_many_blank_rows_are_refused_and_one_far_below_is_not():
    filled = '<row r="1"><c r="A1"><v>1</v></c></row>'
    blank = "".join(f'<row r="{row}" ht="20"/>' for row in range(2, 20_002))

    far = open_workbook(with_sheet(filled + '<row r="1048576"><c r="A1048576" s="1"/></row>'), name="x.xlsx")

    assert values(far.sheets[0]) == [[1]]
    assert refusal(with_sheet(filled + blank)).code == "too_many_rows"


def test_one_far_cell_is_refused_whatever_the_dimension_says():
    body = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

    assert refusal(with_sheet(body, dimension="A1:B2")).code == "too_many_rows"
    assert refusal(with_sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>')).code == "too_many_columns"


def test_a_dimension_larger_than_the_sheet_is_not_believed():
    data = with_sheet('<row r="1"><c r="A1"><v>1</v></c></row>', dimension="A1:XFD1048576")

    assert values(open_workbook(data, name="x.xlsx").sheets[0]) == [[1]]


def test_rows_and_cells_without_addresses_are_counted():
    body = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>"

    assert values(open_workbook(with_sheet(body), name="x.xlsx").sheets[0]) == [[1, 2], [None, 3]]


def test_a_wide_and_long_sheet_is_refused_by_its_cells():
    body = '<row r="1"><c r="IV1"><v>1</v></c></row><row r="19999"><c r="A19999"><v>1</v></c></row>'

    assert refusal(with_sheet(body)).code == "too_many_cells"
    assert refusal(book_of(["a", "b"]), limits=Limits(elements=5)).code == "too_many_cells"


@pytest.mark.parametrize(
    "body",
    [
        '<row r="x"/>',
        '<row r="99999999999"/>',
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        "<row>",
        "&nothing;",
    ],
)
def test_bad_sheet_xml_is_refused(body):
    assert refusal(with_sheet(body)).code == "damaged"


@pytest.mark.parametrize("encoding", ["UTF-b", "shift_jis", "rot13"])
def test_an_encoding_nobody_uses_is_refused(encoding):
    content = sheet_xml("").replace('"1.0"', f'"1.0" encoding="{encoding}"', 1)

    assert refusal(with_file(book_of(["x"]), WORKSHEET, content)).code == "damaged"


def test_a_document_type_is_refused():
    content = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + sheet_xml("").partition("?>")[2]

    assert refusal(with_file(book_of(["x"]), WORKSHEET, content)).code == "damaged"


RELATION = '<Relationships><Relationship Id="rId1" {}/></Relationships>'


@pytest.mark.parametrize(
    "relation",
    [
        'Target="worksheets/../worksheets/sheet1.xml"',
        'Target="worksheets/absent.xml"',
        'Target="worksheets/sheet1.xml" TargetMode="External"',
    ],
)
def test_a_sheet_that_is_elsewhere_is_refused(relation):
    data = with_file(book_of(["x"]), "xl/_rels/workbook.xml.rels", RELATION.format(relation))

    assert refusal(data).code == "damaged"


def test_a_workbook_without_relations_is_refused():
    assert refusal(with_file(book_of(["x"]), "zz", "", drop=["xl/_rels/workbook.xml.rels"])).code == "damaged"


def test_a_sheet_addressed_from_the_root_is_read():
    target = (
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/{WORKSHEET}"'
    )
    data = with_file(book_of([1]), "xl/_rels/workbook.xml.rels", RELATION.format(target))

    assert values(open_workbook(data, name="x.xlsx").sheets[0]) == [[1]]


def test_too_many_sheets_are_refused():
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output)
    for _ in range(3):
        book.add_worksheet()
    book.close()
    tables = '<table:table table:name="ก"/>' * 3

    for data in (output.getvalue(), ods(tables)):
        error = refusal(data, limits=Limits(sheets=2))
        assert (error.code, error.params) == ("too_many_sheets", {"count": 3, "limit": 2})


def test_chart_sheets_are_passed_over():
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=ข้อมูล!$A$1:$A$2"})
    book.add_chartsheet("แผนภูมิ").set_chart(chart)
    book.add_worksheet("ข้อมูล").write_column(0, 0, [1, 2])
    book.close()

    assert [sheet.name for sheet in open_workbook(output.getvalue(), name="x.xlsx").sheets] == ["ข้อมูล"]


def test_a_workbook_whose_sheets_are_counted_differently_is_refused():
    inner = f'<table:table table:name="ข"><table:table-row>{ods_cell("ข")}</table:table-row></table:table>'
    row = f"<table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row>"

    assert refusal(ods(f'<table:table table:name="ก">{row}</table:table>'), name="x.ods").code == "damaged"


def test_merges_that_cover_the_sheet_again_and_again_are_refused():
    merges = '<mergeCells count="600">' + '<mergeCell ref="A1:Z100"/>' * 600 + "</mergeCells>"
    body = '<row r="1"><c r="A1"><v>1</v></c></row><row r="100"><c r="Z100"><v>1</v></c></row>'
    content = sheet_xml(body).replace("</sheetData>", "</sheetData>" + merges)

    assert refusal(with_file(book_of(["x"]), WORKSHEET, content)).code == "damaged"


@pytest.mark.parametrize(
    ("rows", "columns", "code"),
    [
        ("1048576", "1", "too_many_rows"),
        ("1", "16384", "too_many_columns"),
        ("2147483647", "1", "damaged"),
        ("-1", "1", "damaged"),
        ("1", "0", "damaged"),
    ],
)
def test_repeats_that_unroll_too_far_are_refused(rows, columns, code):
    cell = ods_cell("ก", f'table:number-columns-repeated="{columns}"')
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'

    assert refusal(ods(f'<table:table table:name="ก">{row}</table:table>'), name="x.ods").code == code


def test_an_opendocument_file_without_sheets_or_with_a_password_is_refused():
    assert refusal(ods(""), name="x.ods").code == "damaged"
    assert refusal(ods(ods_cell("ก")), name="x.ods").code == "damaged"
    assert refusal(ods("", manifest="<encryption-data/>"), name="x.ods").code == "encrypted"


def test_what_the_reader_itself_cannot_read_is_refused():
    data = with_file(book_of(["x"]), "xl/sharedStrings.xml", "<sst><si><t>x</wrong>")

    assert refusal(data).code == "damaged"


def test_text_past_the_limits_is_refused():
    assert refusal(b"a,b\n" * 20_001, name="x.csv").code == "too_many_rows"
    assert refusal(b"," * 300, name="x.csv").code == "too_many_columns"
    assert refusal(b"," * 200 + b"\na" * 19_000, name="x.csv").code == "too_many_cells"
