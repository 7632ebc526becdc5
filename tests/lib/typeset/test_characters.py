"""Text made fit to print, and cut into pieces of one glyph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.lib.typeset.characters import clusters, one_line, printable


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("ปิ่น น้ำ", "ปิ่น น้ำ"),
        ("a\x00b\x07c\nd\te", "a b c d e"),
        ("\u202eยดใจ\u202c", "ยดใจ"),
        ("\ufeffx", "x"),
        ("สมใจ 😀", "สมใจ □"),
        ("王小明", "□□□"),
        ("\ue000", "□"),
        ("\ud83d", "□"),
        ("محمد", "محمد"),
        ("Nguyễn Đặng Łukasz", "Nguyễn Đặng Łukasz"),
    ],
)
def test_what_no_face_has_becomes_a_box_and_controls_become_space(typed: str, printed: str) -> None:
    assert printable(typed) == printed


def test_data_are_made_printable_throughout_and_numbers_stay() -> None:
    data = {"names": ["a\x00", ("b\x01",)], "is_invented": True, "hours": 45, "place": None}

    assert printable(data) == {"names": ["a ", ["b "]], "is_invented": True, "hours": 45, "place": None}


def test_one_line_holds_no_breaks_and_no_edges() -> None:
    assert one_line(" นาย \n\t สมชาย\u00a0ใจดี ") == "นาย สมชาย ใจดี"


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("ที่ปิ่น", ["ที่", "ปิ่", "น"]),
        ("น้ำกำลัง", ["น้ำ", "กำ", "ลั", "ง"]),
        ("ญี่ปุ่น", ["ญี่", "ปุ่", "น"]),
        ("เจ๊ะอาแซ", ["เ", "จ๊", "ะ", "อ", "า", "แ", "ซ"]),
        ("สิทธิ์ ๒", ["สิ", "ท", "ธิ์", " ", "๒"]),
        ("Łé–1", ["Ł", "é", "–", "1"]),
        ("", []),
    ],
)
def test_a_consonant_goes_with_its_marks(words: str, pieces: list[str]) -> None:
    assert clusters(words) == pieces


@pytest.mark.parametrize("words", ["محمد", "่ก", "ก่้", "กำ่", "e\u0301", "a\u200bb", "a\u00adb", "□", "ทีุ", "ขฺิ"])
def test_what_needs_a_shaper_is_not_cut(words: str) -> None:
    assert clusters(words) is None


@given(st.text(alphabet=st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B)))
def test_nothing_is_lost_in_cutting(words: str) -> None:
    pieces = clusters(words)

    assert pieces is None or "".join(pieces) == words
