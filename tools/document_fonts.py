"""Draw the faces of printed documents from Sarabun: every Thai cluster one glyph, so that copied text is the text.

A Thai syllable is a consonant with up to three marks. Set as several glyphs, its marks are moved up and sideways, and
a PDF can only guess which of them spell what: readers copy ปิ่ปิ่น for ปิ่น, or ก ำ for กำ. These faces join each
consonant with its marks into one glyph that stands where the shaped glyphs stood. Of one glyph a PDF says what it
spells, and every reader believes it.

    python tools/document_fonts.py            # writes src/mueang/lib/typeset/fonts
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import uharfbuzz
from fontTools.otlLib.builder import buildLigatureSubstSubtable
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import ROUND_XY_TO_GRID, Glyph, GlyphComponent

TARGET = Path(__file__).resolve().parent.parent / "src" / "mueang" / "lib" / "typeset" / "fonts"
WEIGHTS = ("Light", "Regular", "SemiBold")
FAMILY = "Mueang Sarabun"

CONSONANTS = [chr(code) for code in range(0x0E01, 0x0E2F)]
VOWELS = ["", *"ัิีึืํ็", *"ฺุู"]
TONES = ["", *"่้๊๋์๎"]
SARA_AM = [tone + "ำ" for tone in ("", *"่้๊๋")]

Placed = tuple[str, int, int, int]


def clusters() -> Iterator[str]:
    """Each consonant with each combination of marks that Thai, Pali and the languages written like them use."""
    tails = [vowel + tone for vowel in VOWELS for tone in TONES if vowel + tone] + SARA_AM
    return (consonant + tail for consonant in CONSONANTS for tail in tails)


def shaped(text: str, *, face: uharfbuzz.Font, names: list[str]) -> list[Placed]:
    """Glyphs of `text` as the original face sets them: name, advance, x and y offset."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(face, buffer)
    return [
        (names[info.codepoint], place.x_advance, place.x_offset, place.y_offset)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


def joined(run: list[Placed]) -> tuple[Glyph, int]:
    """One glyph made of the glyphs of `run` where they stood, and its advance."""
    glyph, x = Glyph(), 0
    glyph.numberOfContours = -1
    glyph.components = []
    for name, advance, x_offset, y_offset in run:
        part = GlyphComponent()
        part.glyphName, part.x, part.y, part.flags = name, x + x_offset, y_offset, ROUND_XY_TO_GRID
        glyph.components.append(part)
        x += advance
    return glyph, x


def add_clusters(font: TTFont, *, face: uharfbuzz.Font) -> dict[tuple[str, ...], str]:
    """Draw a glyph for every cluster; returns which shaped glyphs each of them replaces."""
    names, outlines, metrics = font.getGlyphOrder(), font["glyf"], font["hmtx"]
    replaced: dict[tuple[str, ...], str] = {}
    for text in clusters():
        run = shaped(text, face=face, names=names)
        sequence = tuple(name for name, *_ in run)
        if len(run) == 1 or sequence in replaced:
            continue
        name = "cluster" + "".join(f"_{ord(char):04X}" for char in text)
        outlines[name], advance = joined(run)
        metrics[name] = (advance, 0)
        replaced[sequence] = name
    font.setGlyphOrder(outlines.glyphOrder)
    for name in replaced.values():
        outlines[name].recalcBounds(outlines)
        metrics[name] = (metrics[name][0], outlines[name].xMin)
        font["GDEF"].table.GlyphClassDef.classDefs[name] = 1
    return replaced


def add_lookup(font: TTFont, replaced: dict[tuple[str, ...], str]) -> None:
    """Replace the shaped glyphs after every other composition of Thai."""
    table = font["GSUB"].table
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag = 4, 0
    lookup.SubTable = [buildLigatureSubstSubtable(replaced)]
    lookup.SubTableCount = 1
    table.LookupList.Lookup.append(lookup)
    thai = next(record.Script for record in table.ScriptList.ScriptRecord if record.ScriptTag == "thai")
    for index in thai.DefaultLangSys.FeatureIndex:
        feature = table.FeatureList.FeatureRecord[index]
        if feature.FeatureTag == "ccmp":
            feature.Feature.LookupListIndex.append(len(table.LookupList.Lookup) - 1)
            feature.Feature.LookupCount += 1


def rename(font: TTFont) -> None:
    for record in font["name"].names:
        family = FAMILY.replace(" ", "") if record.nameID in {3, 6} else FAMILY
        if record.nameID in {1, 3, 4, 6, 16}:
            record.string = str(record).replace("Sarabun", family)


def document_face(source: bytes) -> bytes:
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    replaced = add_clusters(font, face=uharfbuzz.Font(uharfbuzz.Face(source)))
    add_lookup(font, replaced)
    rename(font)
    del font["DSIG"]
    font["post"].formatType = 3.0
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def main() -> None:
    wheel = files("fontpkg_sarabun")
    TARGET.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        path = TARGET / f"MueangSarabun-{weight}.ttf"
        path.write_bytes(document_face((wheel / "files" / f"Sarabun-{weight}.ttf").read_bytes()))
        sys.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes\n")
    notice = (
        "Mueang Sarabun: Sarabun Light, Regular and SemiBold with every Thai cluster drawn as one glyph, made\n"
        "from the fontpkg-sarabun package by tools/document_fonts.py.\n\n"
    )
    (TARGET / "OFL.txt").write_text(notice + (wheel / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    main()
