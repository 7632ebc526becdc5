"""Badges in images: PNG and SVG, into them and out again."""

from __future__ import annotations

from typing import Final

from mueang.standards import png_baking, svg_baking
from mueang.standards.verdicts import MALFORMED, Refused

MAX_IMAGE_BYTES: Final = 10 * 1024 * 1024
PNG: Final = png_baking.SIGNATURE

bake_png = png_baking.bake
bake_svg = svg_baking.bake


def extract(image: bytes) -> str:
    """The credential baked into a PNG or SVG image, as it stands there.

    Raises
    ------
    Refused
        `malformed` for a broken, oversized or doubly baked image, `unsigned` for one without a credential.

    Source
    ------
    Open Badges 3.0, section 5.3 (baked badges).
    """
    if len(image) > MAX_IMAGE_BYTES:
        raise Refused(MALFORMED, f"an image over {MAX_IMAGE_BYTES} bytes")
    if image.startswith(PNG):
        return png_baking.extract(image)
    return svg_baking.extract(image)
