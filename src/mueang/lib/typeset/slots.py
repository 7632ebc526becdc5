"""The places of a sheet whose words or drawing differ from copy to copy, and what is drawn in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mueang.lib.typeset import pdf
from mueang.lib.typeset.characters import clusters, one_line

Words = str | list[str]

_SIDE = re.compile(r'viewBox="0 0 (\d+) \1"')
_ROWS = re.compile(r' d="((?:M\d+ \d+h\d+v1h-\d+z)*)"')
_ROW = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\d+z")


@dataclass(frozen=True, slots=True)
class SlotRule:
    """What a template says of a slot: of words the width they may take and their least size, in points."""

    mark: str
    is_drawing: bool
    width: float
    least: float
    weight: int
    is_centred: bool

    def marked(self, value: Words) -> Words:
        """What stands for `value` in the form: unlike anything that a sheet says. Nothing stands for nothing."""
        if self.is_drawing and isinstance(value, str):
            return _ROWS.sub(' d="M0 0h1v1h-1z"', _SIDE.sub('viewBox="0 0 1 1"', value))
        return value and ([self.mark] if isinstance(value, list) else self.mark)


def line_of(words: Words) -> str:
    """Words as a slot shows them: in one line, those of a list between dots."""
    return one_line(" · ".join(words) if isinstance(words, list) else words)


def slot_rules(named: Iterable[tuple[str, Iterable[tuple[str, Any]]]]) -> dict[str, SlotRule]:
    """The rules of the slots that a template names, in its order. Raises KeyError if one says too little."""
    rules = {}
    for number, (name, pairs) in enumerate(named):
        said = dict(pairs)
        is_drawing = bool(said.get("drawing"))
        if is_drawing:
            said |= {"width": 0, "least": 0, "weight": 0, "place": ""}
        rules[name] = SlotRule(
            mark=f"§{number}§",
            is_drawing=is_drawing,
            width=said["width"],
            least=said["least"],
            weight=said["weight"],
            is_centred=said["place"] == "center",
        )
    return rules


@dataclass(frozen=True, slots=True)
class Face:
    """A face of the form: the code of each piece of text that it draws, and widths in thousandths of its size."""

    codes: Mapping[str, int]
    widths: Mapping[int, float]

    def width(self, codes: Iterable[int]) -> float:
        return sum(self.widths[code] for code in codes) / 1000

    def coded(self, words: str) -> list[int] | None:
        """The codes that draw `words`; None where it takes a shaper or a letter that is not there."""
        pieces = clusters(words)
        if not pieces or not self.codes.keys() >= set(pieces):
            return None
        return [self.codes[piece] for piece in pieces]


def face_of(objects: Mapping[int, bytes], *, font: int) -> Face:
    """Read a composite font as typst writes it."""
    spelled = re.findall(rb"<(\w{4})> <(\w+)>\n", pdf.inflated(objects[pdf.reference(objects[font], "ToUnicode")]))
    descendant = objects[pdf.reference(objects[font], "DescendantFonts")]
    numbers = [float(number) for number in pdf.found(rb"/W\[([^\]]*)\]", descendant).split()]
    groups = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
    return Face(
        codes={bytes.fromhex(text.decode()).decode("utf-16-be"): int(code, 16) for code, text in spelled},
        widths={code: width for first, last, width in groups for code in range(int(first), int(last) + 1)},
    )


@dataclass(frozen=True, slots=True)
class WordsSlot:
    """Where words go: face and size, and the width that the mark took there."""

    name: str
    rule: SlotRule
    font: bytes
    face: Face
    size: float
    mark_width: float

    def drawn(self, words: Words) -> bytes | None:
        """The operators that show `words`; None if they do not fit."""
        codes = self.face.coded(line_of(words))
        if codes is None:
            return None
        needed = self.face.width(codes) * self.size
        fit = self.size * min(1.0, self.rule.width / needed)
        if fit < self.rule.least:
            return None
        shift = (self.mark_width - min(needed, self.rule.width)) / 2 if self.rule.is_centred else 0.0
        shown = b"".join(b"%04x" % code for code in codes)
        return b"BT 0 Tr/%b %.5g Tf 1 0 0 -1 %.3f 0 Tm<%b>Tj\nET" % (self.font, fit, shift, shown)


@dataclass(frozen=True, slots=True)
class DrawingSlot:
    """Where rows of squares go, in place of one square."""

    name: str

    def drawn(self, svg: Words) -> bytes | None:
        """The operators that fill the squares of `svg`; None if it is any other drawing."""
        if not isinstance(svg, str):
            return None
        side, rows = _SIDE.search(svg), _ROWS.search(svg)
        if side is None or rows is None:
            return None
        scale = 1 / int(side.group(1))
        squares = "".join(map("%s %s %s 1 re\n".__mod__, _ROW.findall(rows.group(1))))
        return b"%.8f 0 0 %.8f 0 0 cm\n%bf" % (scale, scale, squares.encode())
