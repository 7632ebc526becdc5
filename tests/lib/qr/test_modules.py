"""The squares of any text, quickly made or segno's."""

from __future__ import annotations

import pytest
import segno

from mueang.lib.qr import qr_modules
from mueang.lib.qr.quick import LONGEST


@pytest.mark.parametrize("text", ["", "x" * (LONGEST + 1), "ก" * 200])
def test_what_is_empty_or_long_is_segnos(text: str) -> None:
    code = segno.make(text.encode(), error="m", mode="byte", boost_error=False, micro=False)

    assert qr_modules(text) == [[square == 1 for square in row] for row in code.matrix]


def test_thai_takes_its_bytes() -> None:
    assert len(qr_modules("ก" * 60)) == 17 + 4 * 9  # 180 bytes in the largest of the quick versions


def test_a_text_that_no_code_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        qr_modules("x" * 2332)
