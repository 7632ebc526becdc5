"""Sheets as PDF: alone and in cohorts, the same page, the same text, nobody's name where it does not belong."""

from __future__ import annotations

import io
import itertools
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest

from mueang.lib.qr import qr_svg
from mueang.lib.typeset import TypesettingFailed, typeset, typeset_many

CARD = Path(__file__).with_name("card.typ")
HOSTILE = [
    'A#B "q" \\ $x$ *b* _i_ `c` <d> @e // f /* g',
    "#import sys; #panic()",
    '")]#read("/card.typ")',
    "ใจดี (3 0 R) endstream endobj",
    "a)Tj\nET Q (b",
]
FIRST = [
    "กานต์ธีรา",
    "ณัฏฐ์ชยธร",
    "ปุญญิศา",
    "มูฮัมหมัด",
    "อับดุลเลาะห์",
    "ธัญญ์นภัส",
    "ปิ่น",
    "น้ำผึ้ง",
    "กำลัง",
    "ญี่ปุ่น",
    "สิทธิ์",
    "ฤๅษี",
    "อุ๊",
    "โป๊ป",
    "ค้ำคูณ",
    "ฉ่ำ",
    "ปั๊ม",
    "ฟื้น",
]
LAST = [
    "วงศ์สุวรรณ",
    "เจ๊ะอาแซ",
    "ป้องพล",
    "ไชยวุฒิ",
    "กิ่งก้าน",
    "น้ำเงิน",
    "ลิ้มเจริญ",
    "พึ่งบุญ",
    "สิงห์โต",
    "ฐานันดร์",
    "ปัญจวัคคีย์",
    "ซื่อสัตย์",
    "ทฺวิ",
    "ฎีกา",
    "อำไพ",
    "ตั้งใจดี",
    "อัศวเหม",
    "หญ้าแฝก",
]


def card(**changes: Any) -> dict[str, Any]:
    return {
        "name": "กานต์ธีรา วงศ์สุวรรณ",
        "subjects": ["ทอผ้า 15 ชั่วโมง", "น้ำพริก 30 ชั่วโมง"],
        "issuer": "เมืองตัวอย่าง",
        "code": qr_svg("https://city.example/1", title="", quiet=0),
    } | changes


def cards(items: list[dict[str, Any]]) -> list[bytes]:
    return typeset_many(CARD, items=items, titled_by="issuer")


def page_of(data: bytes) -> pypdf.PageObject:
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    assert len(pages) == 1
    return pages[0]


def lines(data: bytes) -> list[str]:
    return [line.strip() for line in page_of(data).extract_text().splitlines() if line.strip()]


def placed_text(data: bytes) -> list[tuple[str, float, float, float]]:
    """Each piece of text, its size, and where on the page it begins."""
    pieces = []

    def visit(text: str, matrix: list[float], line: list[float], _font: object, size: float) -> None:
        if text.strip():
            pieces.append((text.strip(), round(size, 2), round(matrix[4] + line[4], 1), round(matrix[5] + line[5], 1)))

    page_of(data).extract_text(visitor_text=visit)
    return pieces


def test_words_come_out_as_they_went_in() -> None:
    assert lines(typeset(CARD, data=card(), titled_by="issuer")) == [
        "ผู้ถือบัตร",
        "กานต์ธีรา วงศ์สุวรรณ",
        "ทอผ้า 15 ชั่วโมง · น้ำพริก 30 ชั่วโมง",
        "เมืองตัวอย่าง",
    ]


def test_three_hundred_names_are_copied_as_they_were_typed() -> None:
    names = [f"{first} {last}" for first, last in itertools.product(FIRST, LAST)]

    copied = [lines(data)[1] for data in cards([card(name=name) for name in names])]

    assert len(names) > 300
    assert copied == names


def test_every_cluster_of_thai_is_copied_as_it_was_typed() -> None:
    consonants = [chr(code) for code in range(0x0E01, 0x0E2F)]
    tails = [vowel + tone for vowel in ["", *"ัิีึืํ็ฺุู"] for tone in ["", *"่้๊๋์๎"]] + ["ำ", "่ำ", "้ำ", "๊ำ", "๋ำ"]
    rows = [" ".join(consonant + tail for tail in tails) for consonant in consonants]

    copied = [" ".join(lines(data)[1:-2]) for data in cards([card(name=row, subjects=["ก"]) for row in rows])]

    assert copied == rows


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"name": "ปิ่น"},
        {"name": "ว่าที่ร้อยตรีหญิง ปิ่นปุญญิศากุลสตรี ศรีสุวรรณภูมิ"},
        {"subjects": ["ก"]},
        {"subjects": ["ทอผ้าและย้อมคราม 15 ชั่วโมง", "น้ำพริกและอาหารพื้นถิ่น 30 ชั่วโมง", "ฝึกสอน 45 ชั่วโมง"]},
    ],
)
def test_a_filled_form_is_the_page_that_typst_sets(changes: dict[str, Any]) -> None:
    item = card(**changes)

    filled = cards([item, card(name="ผู้อื่น")])[0]

    assert placed_text(filled) == placed_text(typeset(CARD, data=item, titled_by="issuer"))
    assert b"/Contents[" in filled


@pytest.mark.parametrize(
    "name",
    ["محمد علي", "ชื่อ" * 40, "e\u0301lan", "王小明", "ก่้", "\u200bใจดี"],
    ids=["rtl", "long", "nfd", "cjk", "marks", "zwsp"],
)
def test_what_does_not_fit_a_form_is_set_by_itself(name: str) -> None:
    item = card(name=name)

    first, other = cards([item, card(name="ผู้อื่น"), card()])[:2]

    assert first == typeset(CARD, data=item, titled_by="issuer")
    assert "ผู้อื่น" in lines(other)


@pytest.mark.parametrize("name", HOSTILE)
def test_code_in_a_name_is_a_name(name: str) -> None:
    alone = typeset(CARD, data=card(name=name, issuer=name), titled_by="issuer")
    filled = cards([card(name=name), card()])[0]

    shown = " ".join(name.split())
    assert shown in lines(alone)
    assert shown in lines(filled)
    assert pypdf.PdfReader(io.BytesIO(alone)).metadata.title == shown


def test_items_come_back_in_their_order_whatever_they_share() -> None:
    items = [card(name=name, issuer=issuer) for name in ("หนึ่ง", "สอง", "สาม") for issuer in ("เมืองเหนือ", "เมืองใต้")]

    copied = [(lines(data)[1], lines(data)[-1]) for data in cards(items)]

    assert copied == [(item["name"], item["issuer"]) for item in items]


@pytest.mark.parametrize("empty", [{"subjects": []}, {"name": "ก", "subjects": []}])
def test_an_empty_slot_stays_empty(empty: dict[str, Any]) -> None:
    filled = cards([card(**empty), card(**empty, code=qr_svg("other", title=""))])[0]

    assert "§" not in "".join(lines(filled))
    assert len(lines(filled)) == 3


def test_nobody_asked_for_is_an_empty_list() -> None:
    assert cards([]) == []


def test_words_that_look_like_a_mark_stay_words() -> None:
    copies = cards([card(issuer="§0§", name="ก"), card(issuer="§0§", name="ข")])

    assert [(lines(data)[1], lines(data)[-1]) for data in copies] == [("ก", "§0§"), ("ข", "§0§")]


def test_each_file_carries_its_own_code() -> None:
    codes = [qr_svg(f"https://city.example/{n}", title="", quiet=0) for n in range(2)]
    squares = [code.count("M") for code in codes]

    drawn = [
        page_of(data).get_contents().get_data().count(b" re") for data in cards([card(code=code) for code in codes])
    ]

    assert drawn == squares


def test_a_file_says_what_it_is_and_not_whose() -> None:
    item = card(name="นางสาวลับ เฉพาะ")

    for data in (typeset(CARD, data=item, titled_by="issuer"), cards([item, card()])[0]):
        reader = pypdf.PdfReader(io.BytesIO(data))
        metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
        assert reader.metadata.title == "เมืองตัวอย่าง"
        assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata
        assert "NPages>1<" in metadata
        assert "ลับ" not in metadata + str(reader.metadata)


def test_a_file_is_tagged_and_holds_its_own_faces() -> None:
    for data in cards([card(), card(name="ผู้อื่น")]):
        root = pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]
        fonts = page_of(data)["/Resources"]["/Font"].values()
        assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "th")
        assert "/StructTreeRoot" in root
        assert all("/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts)


def test_the_same_items_are_the_same_bytes_and_other_holders_other_identifiers() -> None:
    items = [card(name=name) for name in ("หนึ่ง", "สอง")]

    first, second = cards(items)

    assert cards(items) == [first, second]
    assert pypdf.PdfReader(io.BytesIO(first)).trailer["/ID"] != pypdf.PdfReader(io.BytesIO(second)).trailer["/ID"]


def test_the_time_of_making_is_the_one_given() -> None:
    made_at = datetime(2023, 11, 6, 9, tzinfo=UTC)

    data = typeset_many(CARD, items=[card(), card(name="ข")], titled_by="issuer", made_at=made_at)[0]

    assert pypdf.PdfReader(io.BytesIO(data)).metadata.creation_date == made_at


def test_a_template_without_slots_sets_each_sheet_by_itself(tmp_path: Path) -> None:
    template = tmp_path / "plain.typ"
    template.write_text('#let sheet(data) = page(text(font: "Mueang Sarabun", data.name))')
    items = [{"name": "หนึ่ง"}, {"name": "สอง"}]

    assert typeset_many(template, items=items, titled_by="name") == [
        typeset(template, data=item, titled_by="name") for item in items
    ]


def test_an_edited_template_is_read_again(tmp_path: Path) -> None:
    template = tmp_path / "card.typ"
    shutil.copy(CARD, template)
    typeset_many(template, items=[card(), card(name="ข")], titled_by="issuer")
    template.write_text(template.read_text(encoding="utf-8").replace("width: 60mm", "width: 30mm"), encoding="utf-8")

    edited = typeset_many(template, items=[card(), card(name="ข")], titled_by="issuer")[0]

    assert placed_text(edited) == placed_text(typeset(template, data=card(), titled_by="issuer"))


def test_a_slot_that_the_sheet_does_not_show_is_a_mistake_of_the_template(tmp_path: Path) -> None:
    template = tmp_path / "card.typ"
    template.write_text(CARD.read_text(encoding="utf-8").replace('slot(data, "name", 20pt)', ""), encoding="utf-8")

    with pytest.raises(ValueError, match="name"):
        typeset_many(template, items=[card(), card(name="ข")], titled_by="issuer")


def test_a_sheet_of_two_pages_is_a_mistake_of_the_template(tmp_path: Path) -> None:
    template = tmp_path / "card.typ"
    template.write_text(CARD.read_text(encoding="utf-8").replace("height: 60mm", "height: 30mm"), encoding="utf-8")

    with pytest.raises(ValueError, match="first page"):
        typeset_many(template, items=[card(), card(name="ข")], titled_by="issuer")


def test_data_that_the_template_does_not_find_fail_with_the_reason() -> None:
    item = card()
    del item["subjects"]

    with pytest.raises(TypesettingFailed, match="subjects"):
        typeset(CARD, data=item, titled_by="issuer")
