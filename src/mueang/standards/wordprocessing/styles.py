"""How a .docx looks: the faces and sizes of a Thai office, for Latin and for Thai alike."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A4 in twentieths of a point.
PAGE_TWIPS = (11906, 16838)


@dataclass(frozen=True, slots=True)
class Setting:
    """Margins in twentieths of a point, and letters and room between lines in percent of those of a roomy page."""

    beside: int
    above: int
    foot: int
    letters: int = 100
    room: int = 100

    @property
    def line(self) -> int:
        return PAGE_TWIPS[0] - 2 * self.beside


ROOMY = Setting(beside=1418, above=1418, foot=708)
TIGHT = Setting(beside=1134, above=851, foot=397, letters=84, room=40)
# The face of Thai government papers; offices without it have one of the others.
FACE, OTHER_FACES = "TH Sarabun New", "TH SarabunPSK,Sarabun,TH Sarabun PSK"
_HALF_POINTS = 32
_SPACING = re.compile(r'w:(before|after)="(\d+)"')
_INK = "1F2A5A"
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True, slots=True)
class _Style:
    """A style of paragraphs in a roomy page: its size in half points; `stays` on the page of what follows."""

    code: str
    name: str
    size: int
    bold: bool = False
    color: str = ""
    spacing: str = ""
    level: int | None = None
    stays: bool = False
    has_tab: bool = False


_CLOSE = 'w:line="240" w:lineRule="auto"'
_GREY = "555555"
_STYLES = (
    _Style("Title", "Title", 44, bold=True, color=_INK, spacing='w:after="60"'),
    _Style("Heading1", "heading 1", 38, True, _INK, 'w:before="360" w:after="80"', level=0, stays=True),
    _Style("Heading2", "heading 2", 33, bold=True, spacing='w:before="200" w:after="40"', level=1, stays=True),
    _Style("Lead", "Lead", 30, color=_GREY),
    _Style("Small", "Small", 26, color=_GREY, spacing='w:after="40"', stays=True),
    _Style("Quiet", "Quiet", 26, color=_GREY, spacing='w:after="40"'),
    _Style("Gap", "Gap after a table", 12, spacing=f'w:after="0" {_CLOSE}'),
    _Style("Strong", "Strong paragraph", _HALF_POINTS, bold=True),
    _Style("Warning", "Warning", 28, bold=True, color="9A3412"),
    _Style("TableHeading", "Table heading", 27, bold=True, spacing='w:before="30" w:after="30"'),
    _Style("TableText", "Table text", 28, spacing=f'w:before="20" w:after="20" {_CLOSE}'),
    _Style("FootnoteText", "footnote text", 24, spacing=f'w:after="0" {_CLOSE}'),
    _Style("Footer", "footer", 22, color=_GREY, has_tab=True),
)


def styles(setting: Setting = ROOMY) -> str:
    """The part that says what the styles are; headings are styles, so that a table of contents finds them."""
    size = _HALF_POINTS * setting.letters // 100
    apart = 'w:after="120" w:line="264" w:lineRule="auto"'
    default = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:eastAsia="{FACE}" '
        f'w:cs="{FACE}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        # `val` is the language of Latin letters and digits, `bidi` that of Thai: as Thai, digits break amid a number.
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="th-TH"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr><w:spacing {_apart(apart, setting)}/></w:pPr></w:pPrDefault>"
        "</w:docDefaults>"
    )
    known = [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
        *(_style(one, setting) for one in _STYLES),
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
        _figures(),
    ]
    return f"<w:styles {_NAMESPACE}>{default}{''.join(known)}</w:styles>"


def _apart(spacing: str, setting: Setting) -> str:
    return _SPACING.sub(lambda found: f'w:{found[1]}="{int(found[2]) * setting.room // 100}"', spacing)


def font_table() -> str:
    """The face by its name and by those it goes by elsewhere."""
    return (
        f'<w:fonts {_NAMESPACE}><w:font w:name="{FACE}"><w:altName w:val="{OTHER_FACES}"/>'
        '<w:charset w:val="DE"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _style(one: _Style, setting: Setting) -> str:
    """A style of paragraphs; whatever holds for Latin (`b`, `sz`) is said for Thai too (`bCs`, `szCs`)."""
    size = one.size * setting.letters // 100
    paragraph = "".join(
        (
            "<w:keepNext/>" if one.stays else "",
            f'<w:tabs><w:tab w:val="right" w:pos="{setting.line}"/></w:tabs>' if one.has_tab else "",
            f"<w:spacing {_apart(one.spacing, setting)}/>" if one.spacing else "",
            f'<w:outlineLvl w:val="{one.level}"/>' if one.level is not None else "",
        )
    )
    run = "".join(
        (
            "<w:b/><w:bCs/>" if one.bold else "",
            f'<w:color w:val="{one.color}"/>' if one.color else "",
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
        )
    )
    return (
        f'<w:style w:type="paragraph" w:styleId="{one.code}"><w:name w:val="{one.name}"/><w:basedOn w:val="Normal"/>'
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
