"""The little of PDF that forms need."""

from __future__ import annotations

from pathlib import Path

import pytest

from mueang.lib.typeset import pdf
from mueang.lib.typeset.compiler import compiled

ONE_PAGE = compiled('#set document(title: "A")\nปิ่น', root=Path(__file__).parent, job="")


def test_a_file_comes_apart_into_its_objects() -> None:
    file = pdf.parse_pdf(ONE_PAGE)

    assert file.objects[file.root].startswith(b"<</Type/Catalog")
    assert b"/Title(A)" in file.objects[file.info]
    assert ONE_PAGE.count(b" obj\n") == len(file.objects)
    assert len(file.identifier) == 24


def test_a_stream_comes_out_as_it_went_in() -> None:
    long, short = b"0 0 m\n" * 200, b"0 0 m"

    assert pdf.inflated(pdf.stream(long)) == long
    assert len(pdf.stream(long)) < len(long)
    assert pdf.inflated(pdf.stream(short)) == short
    assert b"/Filter" not in pdf.stream(short)


@pytest.mark.parametrize(
    ("literal", "plain"),
    [
        (rb"(\000\001)", b"\x00\x01"),
        (rb"(\(\)\\)", b"()\\"),
        (rb"(\n\r\t\b\f)", b"\n\r\t\b\f"),
        (b"(a\nb)", b"a\nb"),
        (b"()", b""),
    ],
)
def test_escapes_of_a_string_are_undone(literal: bytes, plain: bytes) -> None:
    assert pdf.text_of(literal) == plain


def test_reachable_objects_leave_out_the_others_and_what_is_not_there() -> None:
    objects = {1: b"<</A 2 0 R/B 9 0 R>>", 2: b"[1 0 R]", 3: b"<</C 1 0 R>>", 4: b"<<>>\nstream\n3 0 R\nendstream"}

    assert pdf.reachable(objects, [1, 4]) == [1, 2, 4]


def test_offsets_point_at_their_objects() -> None:
    body, offsets = pdf.serialised([(3, b"<<>>"), (7, b"[]")], at=10)

    assert body[offsets[7] - 10 :].startswith(b"7 0 obj\n[]\nendobj")
    assert pdf.entries(range(3, 5), offsets) == b"0000000010 00000 n\r\n0000000000 65535 f\r\n"


def test_what_is_missing_is_named() -> None:
    with pytest.raises(ValueError, match="Contents"):
        pdf.reference(b"<</Type/Page>>", "Contents")
