"""The text of a .docx and its footnotes, as WordprocessingML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from mueang.standards.wordprocessing.blocks import Block, Heading, Note, Paragraph, Table
from mueang.standards.wordprocessing.styles import PAGE_TWIPS, ROOMY, Setting

MAIN = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_NOT_XML = re.compile("[^\\x09\\x0a\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEADINGS = ("Title", "Heading1", "Heading2")
_LOOKS = {"plain": "", "lead": "Lead", "small": "Small", "quiet": "Quiet", "strong": "Strong", "warning": "Warning"}
_MARK = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'


def escaped(text: str) -> str:
    """Text as XML may hold it."""
    return escape(_NOT_XML.sub("", text), {'"': "&quot;"})


class Body:
    """Blocks turned into XML one after the other; a note that comes again refers to the footnote it has."""

    def __init__(self, setting: Setting = ROOMY) -> None:
        self._setting = setting
        self._blocks: list[str] = []
        self._notes: dict[str, str] = {}

    def add(self, block: Block) -> None:
        if isinstance(block, Heading):
            if not 0 <= block.level < len(_HEADINGS):
                raise ValueError("a heading is of level 0, 1 or 2")
            self._blocks.append(_paragraph(_run(block.text), style=_HEADINGS[block.level]))
        elif isinstance(block, Paragraph):
            self._blocks.append(_paragraph(self._runs(block.pieces), style=_LOOKS[block.look]))
        else:
            self._blocks.append(self._table(block))

    def document(self) -> str:
        wide, high = PAGE_TWIPS
        beside, above, foot = self._setting.beside, self._setting.above, self._setting.foot
        edges = f'w:top="{above}" w:right="{beside}" w:bottom="{above}" w:left="{beside}"'
        page = (
            f'<w:sectPr><w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="{wide}" w:h="{high}"/>'
            f'<w:pgMar {edges} w:header="{foot}" w:footer="{foot}" w:gutter="0"/></w:sectPr>'
        )
        return f"<w:document {MAIN}><w:body>{''.join(self._blocks)}{page}</w:body></w:document>"

    def footnotes(self) -> str:
        """The two lines that part notes from text, then every note."""
        parts = [
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
            f"<w:r><w:{mark}/></w:r></w:p></w:footnote>"
            for number, kind, mark in (
                (-1, "separator", "separator"),
                (0, "continuationSeparator", "continuationSeparator"),
            )
        ]
        parts += [
            f'<w:footnote w:id="{number}">'
            + _paragraph(f"<w:r>{_MARK}<w:footnoteRef/></w:r>{_run(' ' + text)}", style="FootnoteText")
            + "</w:footnote>"
            for number, text in enumerate(self._notes.values(), 1)
        ]
        return f"<w:footnotes {MAIN}>{''.join(parts)}</w:footnotes>"

    def _runs(self, pieces: Iterable[str | Note]) -> str:
        return "".join(self._mark(piece) if isinstance(piece, Note) else _run(piece) for piece in pieces)

    def _mark(self, note: Note) -> str:
        """A footnote where it is first named; after that, its number again by reference."""
        if note.key not in self._notes:
            self._notes[note.key] = note.text
            number = len(self._notes)
            name = f'w:id="{number}" w:name="_RefNote{number}"'
            return (
                f'<w:bookmarkStart {name}/><w:r>{_MARK}<w:footnoteReference w:id="{number}"/></w:r>'
                f'<w:bookmarkEnd w:id="{number}"/>'
            )
        number = list(self._notes).index(note.key) + 1
        return (
            f'<w:fldSimple w:instr=" NOTEREF _RefNote{number} \\f \\h ">'
            f"<w:r>{_MARK}<w:t>{number}</w:t></w:r></w:fldSimple>"
        )

    def _table(self, table: Table) -> str:
        if any(len(row) != len(table.headings) for row in table.rows) or len(table.shares) != len(table.headings):
            raise ValueError("a row has one cell a heading")
        widths = [self._setting.line * share // sum(table.shares) for share in table.shares]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = _row((_run(words) for words in table.headings), widths, style="TableHeading", is_head=True)
        rows = "".join(_row((self._runs(cell) for cell in row), widths, style="TableText") for row in table.rows)
        look = (
            '<w:tblPr><w:tblStyle w:val="Figures"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
        )
        return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>{_paragraph('', style='Gap')}"


def _row(cells: Iterable[str], widths: list[int], *, style: str, is_head: bool = False) -> str:
    """A row keeps together on a page; that of the headings stands on each page again."""
    told = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(cell, style=style)}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{told}</w:tr>"


def _paragraph(runs: str, *, style: str) -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{runs}</w:p>"


def _run(text: str) -> str:
    """A run of text; a line break within it stays one."""
    lines = [f'<w:t xml:space="preserve">{escaped(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{'<w:br/>'.join(lines)}</w:r>"
