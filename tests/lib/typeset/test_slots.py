"""What is drawn in the places that differ from copy to copy."""

from __future__ import annotations

import pytest

from mueang.lib.qr import qr_svg
from mueang.lib.typeset.slots import DrawingSlot, Face, SlotRule, WordsSlot, line_of, slot_rules

CENTRED = {"width": 30.0, "least": 5.0, "weight": 600, "place": "center"}


def slot(**changes: object) -> WordsSlot:
    """Ten points, thirty wide; a and ปิ่ are half an em, and the mark took ten points."""
    rule = slot_rules([("name", (CENTRED | changes).items())])["name"]
    face = Face(codes={"a": 1, "ปิ่": 2, " ": 3}, widths={1: 500.0, 2: 500.0, 3: 200.0})
    return WordsSlot("name", rule, b"f0", face, 10.0, 10.0)


@pytest.mark.parametrize(
    ("words", "operators"),
    [
        ("a", b"BT 0 Tr/f0 10 Tf 1 0 0 -1 2.500 0 Tm<0001>Tj\nET"),
        (" a \n ปิ่ ", b"BT 0 Tr/f0 10 Tf 1 0 0 -1 -1.000 0 Tm<000100030002>Tj\nET"),
        ("a" * 12, b"BT 0 Tr/f0 5 Tf 1 0 0 -1 -10.000 0 Tm<" + b"0001" * 12 + b">Tj\nET"),
    ],
)
def test_words_stand_in_the_middle_and_shrink_to_fit(words: str, operators: bytes) -> None:
    assert slot().drawn(words) == operators


def test_words_on_the_left_stay_there() -> None:
    assert slot(place="left").drawn("a") == b"BT 0 Tr/f0 10 Tf 1 0 0 -1 0.000 0 Tm<0001>Tj\nET"


@pytest.mark.parametrize("words", ["a" * 13, "ab", "aمحمد", "", "ก่้"])
def test_words_too_long_or_not_in_the_face_are_not_drawn(words: str) -> None:
    assert slot().drawn(words) is None


def test_a_list_is_one_line_with_dots_between() -> None:
    assert line_of(["Lecture 15 hours", " Practice\n30 hours"]) == "Lecture 15 hours · Practice 30 hours"


def test_squares_are_drawn_in_the_unit_square() -> None:
    svg = '<svg viewBox="0 0 4 4"><path fill="red" d="M0 1h3v1h-3zM2 2h1v1h-1z"/></svg>'

    assert DrawingSlot("qr").drawn(svg) == b"0.25000000 0 0 0.25000000 0 0 cm\n0 1 3 1 re\n2 2 1 1 re\nf"


@pytest.mark.parametrize(
    "svg",
    [
        "",
        [],
        '<svg viewBox="0 0 4 5"><path d="M0 1h3v1h-3z"/></svg>',
        '<svg viewBox="0 0 4 4"><path d="M0 0l3 3"/></svg>',
    ],
)
def test_another_drawing_is_left_to_typst(svg: str | list[str]) -> None:
    assert DrawingSlot("qr").drawn(svg) is None


def test_marks_differ_and_empty_stays_empty() -> None:
    rules = slot_rules([("a", CENTRED.items()), ("b", CENTRED.items()), ("qr", [("drawing", True)])])

    assert (rules["a"].marked("x"), rules["b"].marked(["x", "y"])) == ("§0§", ["§1§"])
    assert (rules["a"].marked(""), rules["b"].marked([])) == ("", [])
    assert 'viewBox="0 0 1 1"' in str(rules["qr"].marked(qr_svg("x", title="")))


def test_two_codes_have_one_mark() -> None:
    rule = SlotRule("§0§", is_drawing=True, width=0, least=0, weight=0, is_centred=False)

    assert rule.marked(qr_svg("x", title="")) == rule.marked(qr_svg("y" * 100, title=""))


def test_a_slot_that_says_too_little_is_refused() -> None:
    with pytest.raises(KeyError, match="least"):
        slot_rules([("name", [("width", 30.0), ("weight", 400), ("place", "left")])])
