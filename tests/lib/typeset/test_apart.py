"""A sheet set by another process: the same to the byte, and its refusals told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mueang.lib.typeset import TypesettingFailed, typeset, typeset_apart

MADE_AT = datetime(2023, 11, 4, tzinfo=UTC)
SHEET = '#let sheet(data) = { set text(font: "Mueang Sarabun"); data.title }'


def test_another_process_sets_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "sheet.typ").write_text(SHEET, encoding="utf-8")
    told = {"template": tmp_path / "sheet.typ", "data": {"title": "น้ำท่วมปิ่น"}, "titled_by": "title"}
    assert typeset_apart(**told, made_at=MADE_AT) == typeset(**told, made_at=MADE_AT)


def test_what_the_typesetter_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "sheet.typ").write_text("#let sheet(data) = data.nothing", encoding="utf-8")
    with pytest.raises(TypesettingFailed, match="nothing"):
        typeset_apart(tmp_path / "sheet.typ", data={"title": "x"}, titled_by="title", made_at=MADE_AT)
