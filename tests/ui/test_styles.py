"""The style sheets keep their weight, their names and their contrast."""

import re
from pathlib import Path

import brotli
import pytest

import mueang.ui

STATIC = Path(mueang.ui.__file__).parent / "static" / "ui"
SHEETS = {name: (STATIC / f"{name}.css").read_text(encoding="utf-8") for name in ("mueang", "desk")}
TEXT_ON_GROUND = [
    ("text", "paper"),
    ("text", "surface"),
    ("text", "sunken"),
    ("muted", "paper"),
    ("muted", "surface"),
    ("muted", "sunken"),
    ("kram", "paper"),
    ("kram", "surface"),
    ("kram", "sunken"),
    ("kram", "kram-soft"),
    ("on-kram", "kram"),
    ("on-marigold", "marigold"),
    ("marigold-ink", "marigold-soft"),
    ("good", "good-soft"),
    ("good", "paper"),
    ("warn", "warn-soft"),
    ("bad", "bad-soft"),
    ("bad", "surface"),
    ("bad", "paper"),
]


def tokens(theme: str) -> dict[str, str]:
    light, dark = re.findall(r":root \{(.*?)\n *\}", SHEETS["mueang"], flags=re.DOTALL)[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", light))
    return found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", dark)) if theme == "dark" else found


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(theme: str, text: str, ground: str) -> None:
    colours = tokens(theme)

    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_edges_of_fields_can_be_seen(theme: str) -> None:
    colours = tokens(theme)

    assert contrast(colours["edge"], colours["surface"]) >= 3


def test_all_style_fits_nine_kilobytes() -> None:
    assert sum(len(brotli.compress(sheet.encode())) for sheet in SHEETS.values()) <= 9_000


def test_every_token_used_is_declared() -> None:
    text = "".join(SHEETS.values())

    assert set(re.findall(r"var\(--([\w-]+)", text)) <= set(re.findall(r"--([\w-]+):", text))


def test_the_face_weighs_little_and_comes_with_its_licence() -> None:
    fonts = STATIC / "fonts"

    assert sum(path.stat().st_size for path in fonts.glob("*.woff2")) <= 32_000
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("sheet", SHEETS)
def test_style_asks_nobody_else_for_anything(sheet: str) -> None:
    addresses = re.findall(r"url\(\"?([^\")]{0,12})", SHEETS[sheet])

    assert all(address.startswith(("fonts/", "data:image/")) for address in addresses)
