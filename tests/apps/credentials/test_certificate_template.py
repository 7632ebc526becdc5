"""The printed certificate: what it says, that it stays one page, and that a cohort is filled and not set one by one."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest

import mueang.apps.credentials
from mueang.lib.qr import qr_svg
from mueang.lib.typeset import typeset, typeset_many

TEMPLATE = Path(mueang.apps.credentials.__file__).parent / "templates" / "credentials" / "certificate.typ"
ADDRESS = "https://yala.example/verify/7f3c9a1e-55d0-4b8e-9d6a-0c1f2e3d4b5a"
SIGNATORY = {"name": "นายสมมติ ใจสว่าง", "position_th": "นายกเทศมนตรี", "position_en": "Mayor"}


def certificate(**changes: Any) -> dict[str, Any]:
    return {
        "holder_name": "นางสาวกานต์ธีรา วงศ์สุวรรณ",
        "holder_name_en": "Miss Kanthira Wongsuwan",
        "issuer_th": "เทศบาลนครตัวอย่าง",
        "issuer_en": "Example City Municipality",
        "achievement_th": "นักจัดการเมืองแห่งการเรียนรู้",
        "achievement_en": "City Administrator",
        "statement_th": "ได้สำเร็จตามเกณฑ์ของ",
        "statement_en": "has fulfilled the criteria of",
        "hours_lines_th": ["บรรยาย 15 ชั่วโมง", "ปฏิบัติ 30 ชั่วโมง"],
        "hours_lines_en": ["Lecture 15 hours", "Practice 30 hours"],
        "awarded_on_th": "6 พฤศจิกายน 2566",
        "awarded_on_en": "6 November 2023",
        "number": "YLA-2566-00001",
        "verify_url": ADDRESS,
        "qr": qr_svg(ADDRESS, title="", quiet=0),
        "signatories": [SIGNATORY],
        "is_invented": True,
    } | changes


def text(data: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    assert len(pages) == 1
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [842, 595]
    return pages[0].extract_text()


def set_alone(**changes: Any) -> str:
    return text(typeset(TEMPLATE, data=certificate(**changes), titled_by="achievement_th"))


def test_it_says_everything_in_both_languages() -> None:
    item = certificate()

    said = set_alone()

    for words in item.values():
        if isinstance(words, str) and not words.startswith("<svg"):
            assert words in said
    assert "บรรยาย 15 ชั่วโมง · ปฏิบัติ 30 ชั่วโมง" in said
    assert "(นายสมมติ ใจสว่าง)" in said


@pytest.mark.parametrize("is_invented", [True, False])
def test_an_invented_person_is_labelled(is_invented: bool) -> None:
    said = set_alone(is_invented=is_invented)

    assert ("บุคคลสมมติ" in said) is is_invented
    assert ("invented person" in said) is is_invented


@pytest.mark.parametrize(
    "changes",
    [
        {"holder_name": "ว่าที่ร้อยตรีหญิง ปิ่นปุญญิศากุลสตรี ศรีสุวรรณภูมิ เจ๊ะอาแซวงศ์เทพหัสดิน"},
        {"holder_name": "ปิ่นปุญญิศา" * 12, "holder_name_en": "Pinpunyisa " * 15},
        {"achievement_th": "พัฒนาเมืองแห่งการเรียนรู้ " * 12, "achievement_en": "Building a learning city " * 12},
        {"issuer_th": "สำนักส่งเสริมการเรียนรู้ " * 9, "issuer_en": "Office of Lifelong Learning " * 9},
        {"signatories": [{key: value * 6 for key, value in SIGNATORY.items()}] * 3},
        {"signatories": []},
        {"hours_lines_th": [], "hours_lines_en": [], "holder_name_en": ""},
        {"hours_lines_th": ["ฝึกปฏิบัติในชุมชน 15 ชั่วโมง"] * 8},
        {"number": "YLA-2566-" + "0" * 60, "verify_url": ADDRESS * 3},
    ],
)
def test_it_stays_one_page_whatever_it_says(changes: dict[str, Any]) -> None:
    said = "".join(set_alone(**changes).split())

    for words in changes.values():
        if isinstance(words, str):
            assert "".join(words.split()) in said


def test_a_cohort_is_filled_and_says_what_each_would_say_alone() -> None:
    cohort = [
        certificate(
            holder_name=f"ผู้เรียน ปิ่นน้ำ {number}",
            holder_name_en=f"Learner Pinnam {number}",
            hours_lines_th=[f"บรรยาย {number} ชั่วโมง"],
            hours_lines_en=[f"Lecture {number} hours"],
            number=f"YLA-{number}",
            verify_url=f"{ADDRESS}{number}",
            qr=qr_svg(f"{ADDRESS}{number}", title="", quiet=0),
        )
        for number in range(3)
    ]

    filled = typeset_many(TEMPLATE, items=cohort, titled_by="achievement_th")

    assert all(b"/Contents[" in data for data in filled)
    assert [text(data) for data in filled] == [
        text(typeset(TEMPLATE, data=item, titled_by="achievement_th")) for item in cohort
    ]


def test_nothing_about_the_holder_is_in_the_metadata() -> None:
    for data in typeset_many(TEMPLATE, items=[certificate(), certificate(number="2")], titled_by="achievement_th"):
        reader = pypdf.PdfReader(io.BytesIO(data))
        metadata = f"{reader.metadata} {reader.trailer['/Root']['/Metadata'].get_data().decode()}"
        assert "นักจัดการเมืองแห่งการเรียนรู้" in metadata
        assert not [words for words in ("กานต์ธีรา", "Kanthira", "YLA-2566", "7f3c9a1e") if words in metadata]
