"""Small drawings of invented heritage: a few shapes each, so that nobody takes them for photographs."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 480, 320


def drawn(slug: str) -> bytes:
    """The drawing of one item as PNG."""
    from PIL import Image, ImageDraw  # only the demo draws

    picture = Image.new("RGB", (WIDTH, HEIGHT), _GROUND[slug])
    _DRAWINGS[slug](ImageDraw.Draw(picture))
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _cloth(draw: ImageDraw) -> None:
    for row in range(3):
        for column in range(4):
            x, y = 60 + 120 * column, 54 + 106 * row
            for radius, colour in ((48, "#1f2f6b"), (34, "#e3752b"), (20, "#f3e7cf"), (8, "#1f2f6b")):
                draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _plate(draw: ImageDraw) -> None:
    draw.ellipse((90, 40, 390, 290), fill="#fffaf0", outline="#c9b88f", width=5)
    draw.ellipse((170, 90, 310, 210), fill="#6f8fd6")
    for box, colour in (
        ((120, 110, 165, 200), "#3f8f4b"),
        ((320, 105, 365, 195), "#c8452f"),
        ((180, 215, 240, 260), "#e7b73c"),
        ((250, 215, 305, 258), "#8c5a33"),
    ):
        draw.ellipse(box, fill=colour)


def _screen(draw: ImageDraw) -> None:
    draw.rectangle((50, 30, 430, 240), fill="#f7d774")
    draw.polygon([(220, 70), (265, 82), (250, 120), (285, 170), (262, 225), (205, 225), (190, 150)], fill="#2b2118")
    draw.line((262, 140, 340, 90), fill="#2b2118", width=8)
    draw.line((235, 225, 235, 300), fill="#5d4a33", width=5)


def _kite(draw: ImageDraw) -> None:
    draw.polygon([(240, 30), (390, 90), (240, 130), (90, 90)], fill="#c8452f")
    draw.arc((150, 110, 330, 250), 10, 170, fill="#e7b73c", width=26)
    draw.line((240, 120, 300, 316), fill="#5d4a33", width=3)
    draw.rectangle((0, 290, WIDTH, HEIGHT), fill="#7da35a")


_GROUND = {"pelangi-cloth": "#6b2f57", "nasi-kerabu": "#2f5d50", "shadow-play": "#1d1a26", "kite": "#a9d3ea"}
_DRAWINGS = {"pelangi-cloth": _cloth, "nasi-kerabu": _plate, "shadow-play": _screen, "kite": _kite}
