"""The parts of a .docx, and the file they are packed into."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime

from mueang.standards.wordprocessing.blocks import Block
from mueang.standards.wordprocessing.body import MAIN, Body, escaped
from mueang.standards.wordprocessing.styles import ROOMY, TIGHT, font_table, styles

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The first day a zip file can name: the same document is the same to the byte.
_DAY = (1980, 1, 1, 0, 0, 0)
_PARTS = {
    "styles": "styles",
    "settings": "settings",
    "fontTable": "fontTable",
    "footnotes": "footnotes",
    "footer": "footer1",
}


def write_docx(
    blocks: Sequence[Block],
    *,
    title: str,
    author: str,
    language: str,
    made_at: datetime,
    footer: str = "",
    is_tight: bool = False,
) -> bytes:
    """The document as a file that Word and LibreOffice open.

    Parameters
    ----------
    blocks : what the document says, in order
    title, author : for its properties
    language : "th" or "en": what the text is checked and read aloud as; both kinds of script are drawn in either
    made_at : with its zone
    footer : a line at the foot of every page, before its number
    is_tight : smaller letters and margins, for what has to fit on one page

    Returns
    -------
    bytes, the same for the same arguments. Text that XML cannot hold (control characters) is left out.

    Raises
    ------
    ValueError
        If `made_at` has no zone, a row of a table has not one cell a heading, or a heading is deeper than 2.

    Source
    ------
    ECMA-376 (ISO/IEC 29500), 5th edition: part 1, sections 17 (WordprocessingML: `w:cs`, `w:szCs` and `w:lang w:bidi`
    say how Thai is drawn, 17.3.2.26, 17.3.2.39, 17.3.2.20; footnotes, 17.11), part 2 (packages).

    Examples
    --------
    >>> from datetime import UTC
    >>> from mueang.standards.wordprocessing.blocks import Heading
    >>> made = write_docx([Heading("เมือง", 0)], title="เมือง", author="", language="th",
    ...                   made_at=datetime(2023, 11, 4, tzinfo=UTC))
    >>> made[:2], len(zipfile.ZipFile(io.BytesIO(made)).namelist())
    (b'PK', 10)
    """
    if made_at.tzinfo is None:
        raise ValueError("made_at must have a zone")
    setting = TIGHT if is_tight else ROOMY
    body = Body(setting)
    for block in blocks:
        body.add(block)
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            {
                "rId1": (f"{_OFFICE}/officeDocument", "word/document.xml"),
                "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            }
        ),
        "docProps/core.xml": _properties(title, author, language, made_at),
        "word/document.xml": body.document(),
        "word/_rels/document.xml.rels": _relations(
            {f"rId{n}": (f"{_OFFICE}/{kind}", f"{name}.xml") for n, (kind, name) in enumerate(_PARTS.items(), 1)}
        ),
        "word/styles.xml": styles(setting),
        "word/fontTable.xml": font_table(),
        "word/settings.xml": _settings(),
        "word/footnotes.xml": body.footnotes(),
        "word/footer1.xml": _footer(footer),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(zipfile.ZipInfo(name, _DAY), _HEAD + text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _content_types() -> str:
    kinds = {"document": "document.main", **{name: kind for kind, name in _PARTS.items()}}
    own = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'{own}<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(parts: dict[str, tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, (kind, target) in parts.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _properties(title: str, author: str, language: str, made_at: datetime) -> str:
    moment = made_at.isoformat(timespec="seconds")
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title><dc:creator>{escaped(author)}</dc:creator>"
        f"<dc:language>{language}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created></cp:coreProperties>'
    )


def _settings() -> str:
    return (
        f"<w:settings {MAIN}>"
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:applyBreakingRules/><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-GB" w:bidi="th-TH"/></w:settings>'
    )


def _footer(words: str) -> str:
    number = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return (
        f'<w:ftr {MAIN}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escaped(words)}</w:t></w:r><w:r><w:tab/></w:r>{number}</w:p></w:ftr>'
    )
