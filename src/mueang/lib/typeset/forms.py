"""A page set once and filled many times: the same sheet for a whole cohort, with other words in its slots.

Setting a certificate takes typst milliseconds, nearly all of them for words that do not change. So the sheet is set
once with a mark in each slot, beside a hidden page of every letter that will be needed; a copy is the bytes of that
page with one holder's letters in place of the marks. Tags, faces and drawing are typst's own. A template allows it by

    #let slots = (
      holder_name: (width: 224mm, least: 18pt, weight: 600, place: "center"),   // words or a list of them
      qr: (drawing: true),                                                      // squares, as lib.qr draws them
    )

and by setting those words, a list's with " · " between, in a line of fixed height without kerning, shrunk to `width`.
Words that would have to be smaller than `least`, or that need a shaper, do not fit a form: `Form.filled` then returns
None, and that sheet is set by itself.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mueang.lib.typeset import pdf
from mueang.lib.typeset.slots import DrawingSlot, SlotRule, Words, WordsSlot, face_of

_STRING = rb"\((?:[^\\()]|\\.)*\)"
_RUN = re.compile(rb"BT 0 Tr/(f\d+) ([\d.]+) Tf 1 0 0 -1 0 0 Tm\[(%b)\]TJ\nET" % _STRING, re.DOTALL)
_UNIT_SQUARE = re.compile(rb"(?<=scn )0 0 m 1 0 l 1 1 l 0 1 l\nh\nf")

Slot = WordsSlot | DrawingSlot
# From where to where a mark stands in the page's operators, and the slot that it marks.
Hole = tuple[int, int, Slot]


@dataclass(frozen=True, slots=True)
class Form:
    """A file with holes: what every copy begins with, the slots, and what is written after they are filled."""

    head: bytes
    first_free: int
    table: bytes
    trailer: bytes
    identifier: bytes
    metadata: bytes
    slots: tuple[Slot, ...]

    def filled(self, data: Mapping[str, Words]) -> bytes | None:
        """The copy for `data`; None if some of its words do not fit."""
        contents = []
        for slot in self.slots:
            drawn = slot.drawn(data[slot.name])
            if drawn is None:
                return None
            contents.append(pdf.stream(drawn))
        identifier = self._identifier_of(b"".join(contents))
        objects = [*contents, self.metadata.replace(self.identifier, identifier)]
        numbers = range(self.first_free, self.first_free + len(objects))
        tail, offsets = pdf.serialised(zip(numbers, objects, strict=True), at=len(self.head))
        table = self.table + pdf.entries(numbers, offsets)
        trailer = self.trailer.replace(self.identifier, identifier)
        return b"%b%b%b%bstartxref\n%d\n%%%%EOF" % (self.head, tail, table, trailer, len(self.head) + len(tail))

    def _identifier_of(self, contents: bytes) -> bytes:
        """As long as the form's own, and another for other contents."""
        digest = hashlib.sha256(self.identifier + contents).digest()
        return base64.b64encode(digest[: len(base64.b64decode(self.identifier))])


def make_form(data: bytes, *, rules: Mapping[str, SlotRule]) -> Form:
    """The form in a PDF whose first page is the sheet with the marks of `rules`; its second only holds letters.

    Raises ValueError if the sheet is more than a page, or does not show one of the marks.
    """
    file = pdf.parse_pdf(data)
    objects = dict(file.objects)
    tree, metadata = (pdf.reference(objects[file.root], key) for key in ("Pages", "Metadata"))
    if pdf.found(rb"/Count (\d+)", objects[tree]) != b"2":
        raise ValueError("the sheet does not end on its first page")
    page = pdf.reference(objects[tree], "Kids")
    pieces, slots = _cut(objects, page=page, rules=rules)
    first_piece = max(objects) + 1
    first_free = first_piece + len(pieces)
    last = first_free + len(slots)
    objects |= {first_piece + n: pdf.stream(piece, level=9) for n, piece in enumerate(pieces)}
    order = [first_piece, *(n for i in range(len(slots)) for n in (first_free + i, first_piece + i + 1))]
    contents = b" ".join(b"%d 0 R" % number for number in order)
    objects[page] = re.sub(rb"/Contents \d+ 0 R", b"/Contents[%b]" % contents, objects[page])
    objects[tree] = b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % page
    objects[file.root] = objects[file.root].replace(b"/Metadata %d 0 R" % metadata, b"/Metadata %d 0 R" % last)
    kept = pdf.reachable(objects, (file.root, file.info))
    body, offsets = pdf.serialised(((number, objects[number]) for number in kept), at=len(pdf.HEADER))
    return Form(
        head=pdf.HEADER + body,
        first_free=first_free,
        table=b"xref\n0 %d\n%b" % (last + 1, pdf.entries(range(first_free), offsets)),
        trailer=b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[(%b)(%b)]>>\n"
        % (last + 1, file.root, file.info, file.identifier, file.identifier),
        identifier=file.identifier,
        metadata=re.sub(rb"NPages>\d+<", b"NPages>1<", file.objects[metadata]),
        slots=tuple(slots),
    )


def _cut(objects: Mapping[int, bytes], *, page: int, rules: Mapping[str, SlotRule]) -> tuple[list[bytes], list[Slot]]:
    """The page's operators cut at the marks, and the slots between the pieces."""
    content = pdf.inflated(objects[pdf.reference(objects[page], "Contents")])
    resources = objects[pdf.reference(objects[page], "Resources")]
    fonts = {name: int(number) for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", resources)}
    found = [*_words(content, objects, fonts=fonts, rules=rules), *_drawings(content, rules=rules)]
    found.sort(key=lambda hole: hole[0])
    if missing := rules.keys() - {slot.name for _, _, slot in found}:
        raise ValueError(f"the sheet does not show its slots {sorted(missing)}")
    ends = [0, *(end for _, end, _ in found)]
    starts = [*(start for start, _, _ in found), len(content)]
    return [content[end:start] for end, start in zip(ends, starts, strict=True)], [slot for _, _, slot in found]


def _words(
    content: bytes, objects: Mapping[int, bytes], *, fonts: Mapping[bytes, int], rules: Mapping[str, SlotRule]
) -> Iterator[Hole]:
    faces = {name: face_of(objects, font=number) for name, number in fonts.items()}
    marks = {
        (name, b"".join(code.to_bytes(2) for code in codes)): (slot, codes)
        for name, face in faces.items()
        for slot, rule in rules.items()
        if not rule.is_drawing and (codes := face.coded(rule.mark))
    }
    for run in _RUN.finditer(content):
        font, size = run.group(1), float(run.group(2))
        slot, codes = marks.get((font, pdf.text_of(run.group(3))), ("", []))
        if slot:
            width = faces[font].width(codes) * size
            yield *run.span(), WordsSlot(slot, rules[slot], font, faces[font], size, width)


def _drawings(content: bytes, *, rules: Mapping[str, SlotRule]) -> Iterator[Hole]:
    """One drawing a sheet: one square looks like another."""
    for name in [name for name, rule in rules.items() if rule.is_drawing][:1]:
        yield from ((*square.span(), DrawingSlot(name)) for square in _UNIT_SQUARE.finditer(content))
