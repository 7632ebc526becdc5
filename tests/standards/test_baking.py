"""Images of either kind hand out what was baked into them."""

from __future__ import annotations

import pytest

from mueang.standards.baking import MAX_IMAGE_BYTES, PNG, bake_png, bake_svg, extract
from mueang.standards.verdicts import Refused
from standards.test_png_baking import IMAGE as PNG_IMAGE
from standards.test_svg_baking import IMAGE as SVG_IMAGE


def test_either_kind_of_image_hands_it_out() -> None:
    assert extract(bake_png(PNG_IMAGE, credential="{}")) == "{}"
    assert extract(bake_svg(SVG_IMAGE, credential="{}")) == "{}"


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(Refused, match="malformed"):
        extract(b"GIF89a")


def test_an_oversized_image_is_refused_unread() -> None:
    with pytest.raises(Refused, match="malformed"):
        extract(PNG + bytes(MAX_IMAGE_BYTES))
