"""How a .docx looks: the faces and sizes of a Thai office, for Latin and for Thai alike."""

from __future__ import annotations

# A4 in twentieths of a point, and the line between margins of 25 mm.
PAGE_TWIPS = (11906, 16838)
MARGIN_TWIPS = 1418
LINE_TWIPS = PAGE_TWIPS[0] - 2 * MARGIN_TWIPS
# The face of Thai government papers; offices without it have one of the others.
FACE, OTHER_FACES = "TH Sarabun New", "TH SarabunPSK,Sarabun,TH Sarabun PSK"
_HALF_POINTS = 32
_INK = "1F2A5A"
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def styles(language: str) -> str:
    """The part that says what the styles are; headings are styles, so that a table of contents finds them."""
    tongue = "th-TH" if language == "th" else "en-GB"
    default = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:eastAsia="{FACE}" '
        f'w:cs="{FACE}"/><w:sz w:val="{_HALF_POINTS}"/><w:szCs w:val="{_HALF_POINTS}"/>'
        f'<w:lang w:val="{tongue}" w:eastAsia="{tongue}" w:bidi="th-TH"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    known = [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
        _style("Title", "Title", size=44, bold=True, color=_INK, spacing='w:after="60"'),
        _style("Heading1", "heading 1", size=38, bold=True, color=_INK, spacing='w:before="360" w:after="80"', level=0),
        _style("Heading2", "heading 2", size=33, bold=True, spacing='w:before="200" w:after="40"', level=1),
        _style("Lead", "Lead", size=30, color="555555"),
        _style("Small", "Small", size=26, color="555555", spacing='w:after="40"'),
        _style("Strong", "Strong paragraph", size=_HALF_POINTS, bold=True),
        _style("Warning", "Warning", size=28, bold=True, color="9A3412"),
        _style("TableHeading", "Table heading", size=27, bold=True, spacing='w:before="30" w:after="30"'),
        _style("TableText", "Table text", size=28, spacing='w:before="20" w:after="20" w:line="240" w:lineRule="auto"'),
        _style("FootnoteText", "footnote text", size=24, spacing='w:after="0" w:line="240" w:lineRule="auto"'),
        _style("Footer", "footer", size=22, color="555555", tab=LINE_TWIPS),
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
        _figures(),
    ]
    return f"<w:styles {_NAMESPACE}>{default}{''.join(known)}</w:styles>"


def font_table() -> str:
    """The face by its name and by those it goes by elsewhere."""
    return (
        f'<w:fonts {_NAMESPACE}><w:font w:name="{FACE}"><w:altName w:val="{OTHER_FACES}"/>'
        '<w:charset w:val="DE"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _style(
    code: str,
    name: str,
    *,
    size: int,
    bold: bool = False,
    color: str = "",
    spacing: str = "",
    level: int | None = None,
    tab: int = 0,
) -> str:
    """A style of paragraphs; whatever holds for Latin (`b`, `sz`) is said for Thai too (`bCs`, `szCs`)."""
    paragraph = "".join(
        (
            "<w:keepNext/>" if level is not None or code == "Small" else "",
            f'<w:tabs><w:tab w:val="right" w:pos="{tab}"/></w:tabs>' if tab else "",
            f"<w:spacing {spacing}/>" if spacing else "",
            f'<w:outlineLvl w:val="{level}"/>' if level is not None else "",
        )
    )
    run = "".join(
        (
            "<w:b/><w:bCs/>" if bold else "",
            f'<w:color w:val="{color}"/>' if color else "",
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
        )
    )
    return (
        f'<w:style w:type="paragraph" w:styleId="{code}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def _figures() -> str:
    """Tables: thin lines, and room within the cells."""
    lines = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:style w:type="table" w:styleId="Figures"><w:name w:val="Figures"/>'
        f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>"
        '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
