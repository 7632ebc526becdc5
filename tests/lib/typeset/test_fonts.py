"""The faces that documents are set in are the ones that our tool draws."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from tools.document_fonts import FAMILY, WEIGHTS, document_face

from mueang.lib.typeset.compiler import FACE, FONTS


@pytest.mark.parametrize("weight", WEIGHTS)
def test_each_face_is_drawn_from_the_packaged_one(weight: str) -> None:
    original = (files("fontpkg_sarabun") / "files" / f"Sarabun-{weight}.ttf").read_bytes()

    assert Path(FONTS / f"MueangSarabun-{weight}.ttf").read_bytes() == document_face(original)


def test_the_licence_goes_with_them_and_the_name_is_another() -> None:
    assert FAMILY == FACE
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
