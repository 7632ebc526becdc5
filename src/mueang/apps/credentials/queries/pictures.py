"""Badge pictures of an award with its credential inside, drawn and in pixels."""

from __future__ import annotations

import io
import math
from importlib.resources import files
from typing import TYPE_CHECKING

from django.utils.text import Truncator

from mueang.apps.credentials.models import Award
from mueang.apps.credentials.queries.addresses import verify_address
from mueang.apps.credentials.queries.documents import badge_picture
from mueang.lib.qr import qr_modules
from mueang.standards import baking

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SIDE = 800
INDIGO, PAPER, MARIGOLD, BROWN = "#1c2a5e", "#fbf7ee", "#b57a08", "#6b5d3a"
_DOT = 6  # pixels a side of a QR module: a phone reads it from the screen


def baked_svg(award: Award) -> bytes:
    """The badge as a drawing."""
    return baking.bake_svg(badge_picture(award), credential=award.document)


def baked_png(award: Award) -> bytes:
    """The badge in pixels, with the QR code that leads to its check: what chats and social media take."""
    return baking.bake_png(_drawn(award), credential=award.document)


def _drawn(award: Award) -> bytes:
    from PIL import Image, ImageDraw  # 5 MB, and few ask for a picture

    picture = Image.new("RGB", (SIDE, SIDE), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((16, 16, SIDE - 16, SIDE - 16), fill=INDIGO)
    draw.ellipse((48, 48, SIDE - 48, SIDE - 48), fill=PAPER)
    for degrees in range(0, 360, 3):
        x, y = (SIDE / 2 + 328 * turn(math.radians(degrees)) for turn in (math.cos, math.sin))
        draw.ellipse((x - 3, y - 3, x + 3, y + 3), fill=MARIGOLD)
    achievement = award.achievement
    _line(draw, achievement.name_th, y=190, size=46, colour=INDIGO)
    _line(draw, achievement.issuer.name_th, y=250, size=30, colour=BROWN)
    _code(draw, award)
    _line(draw, award.number, y=640, size=26, colour=BROWN)
    out = io.BytesIO()
    picture.quantize(64).save(out, format="PNG", optimize=True)
    return out.getvalue()


def _line(draw: ImageDraw, words: str, *, y: int, size: int, colour: str) -> None:
    """One centred line, made smaller until it fits within the ring."""
    text = Truncator(words).chars(60)
    font = _font(size)
    while draw.textlength(text, font=font) > 460 and size > 18:
        size -= 2
        font = _font(size)
    draw.text((SIDE / 2, y), text, font=font, fill=colour, anchor="mm")


def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont

    face = files("mueang.lib.typeset") / "fonts" / "MueangSarabun-SemiBold.ttf"
    return ImageFont.truetype(io.BytesIO(face.read_bytes()), size)


def _code(draw: ImageDraw, award: Award) -> None:
    modules = qr_modules(verify_address(award.uuid))
    side = len(modules) * _DOT
    left, top = (SIDE - side) // 2, 450 - side // 2
    draw.rectangle((left - 24, top - 24, left + side + 23, top + side + 23), fill="white")
    for row, line in enumerate(modules):
        for column, is_dark in enumerate(line):
            if is_dark:
                x, y = left + column * _DOT, top + row * _DOT
                draw.rectangle((x, y, x + _DOT - 1, y + _DOT - 1), fill="black")
