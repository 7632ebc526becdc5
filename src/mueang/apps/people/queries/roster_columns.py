"""Which column of a stranger's sheet holds what: guessed from its header, shown so that an officer can correct it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mueang.apps.people.enums import RosterField as F
from mueang.lib.workbook import Cell, Header, Sheet, Workbook, WorkbookError, find_header
from mueang.lib.workbook.sheets import column_letters
from mueang.methods.thai import normalise

Columns = dict[str, list[int]]
Row = Sequence[Cell]

# What offices write above these columns, spelled in any way: spaces, stops, dashes and case are set aside.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    F.SEQUENCE: ("ลำดับ", "ลำดับที่", "ที่", "เลขที่", "ข้อ", "no", "no.", "#", "item", "seq"),
    F.PREFIX: ("คำนำหน้า", "คำนำหน้าชื่อ", "คำนำหน้านาม", "คำนำ", "ยศ", "ยศ/คำนำหน้า", "prefix", "title"),
    F.FULL_NAME: (
        "ชื่อ-สกุล",
        "ชื่อ-นามสกุล",
        "ชื่อและสกุล",
        "ชื่อและนามสกุล",
        "ชื่อ-ชื่อสกุล",
        "ชื่อสกุล (ภาษาไทย)",
        "ชื่อ-นามสกุล (ภาษาไทย)",
        "ชื่อ-สกุล ผู้เข้าร่วม",
        "ชื่อ-นามสกุล ผู้เข้าร่วม",
        "รายชื่อ",
        "รายนาม",
        "ชื่อเต็ม",
        "full name",
        "name",
        "name-surname",
        "name and surname",
        "name (thai)",
        "full name in one column",
    ),
    F.GIVEN_NAME: ("ชื่อ", "ชื่อตัว", "ชื่อจริง", "ชื่อ (ภาษาไทย)", "first name", "given name", "forename"),
    F.FAMILY_NAME: ("สกุล", "นามสกุล", "นามสกุล (ภาษาไทย)", "surname", "last name", "family name"),
    F.NAME_EN: (
        "ชื่อ-สกุล (ภาษาอังกฤษ)",
        "ชื่อ-นามสกุล (ภาษาอังกฤษ)",
        "ชื่อ-สกุลภาษาอังกฤษ",
        "ชื่อภาษาอังกฤษ",
        "ชื่ออังกฤษ",
        "ชื่อ-สกุล (eng)",
        "name (english)",
        "name in english",
        "english name",
        "full name (english)",
    ),
    F.PHONE: (
        "โทร",
        "โทรศัพท์",
        "เบอร์",
        "เบอร์โทร",
        "เบอร์โทรศัพท์",
        "เบอร์โทรศัพท์มือถือ",
        "เบอร์มือถือ",
        "เบอร์ติดต่อ",
        "เบอร์โทรติดต่อ",
        "โทรศัพท์มือถือ",
        "หมายเลขโทรศัพท์",
        "หมายเลขโทรศัพท์มือถือ",
        "มือถือ",
        "tel",
        "phone",
        "phone number",
        "mobile",
        "mobile phone",
        "telephone",
    ),
    F.EMAIL: ("อีเมล", "อีเมล์", "ไปรษณีย์อิเล็กทรอนิกส์", "e-mail", "email address", "mail"),
    F.ORGANIZATION: (
        "หน่วยงาน",
        "สังกัด",
        "หน่วยงาน/สังกัด",
        "หน่วยงานต้นสังกัด",
        "ต้นสังกัด",
        "สังกัดหน่วยงาน",
        "ชื่อหน่วยงาน",
        "องค์กร",
        "โรงเรียน",
        "สถานศึกษา",
        "อปท.",
        "บริษัท",
        "organization",
        "organisation",
        "agency",
        "school",
        "company",
    ),
    F.POSITION: ("ตำแหน่ง", "ตำแหน่งงาน", "ตำแหน่งปัจจุบัน", "position", "job title"),
    F.BIRTH_ON: (
        "วันเกิด",
        "วันเดือนปีเกิด",
        "วัน/เดือน/ปีเกิด",
        "ว/ด/ป เกิด",
        "ว.ด.ป.เกิด",
        "เกิดวันที่",
        "เกิดเมื่อ",
        "date of birth",
        "birth date",
        "birthday",
        "dob",
    ),
    F.AGE: ("อายุ", "อายุ (ปี)", "age"),
    F.NATIONAL_ID: (
        "เลขบัตรประชาชน",
        "เลขบัตรประจำตัวประชาชน",
        "เลขประจำตัวประชาชน",
        "เลขที่บัตรประชาชน",
        "หมายเลขบัตรประชาชน",
        "หมายเลขประจำตัวประชาชน",
        "รหัสประจำตัวประชาชน",
        "เลข 13 หลัก",
        "บัตรประชาชน",
        "national id",
        "national id number",
        "citizen id",
        "id card",
        "thai id",
    ),
    F.REMARK: ("หมายเหตุ", "remark", "remarks", "note", "notes"),
}
LONGEST_TITLE = 100
_THIRTEEN_DIGITS = re.compile(r"(?<!\d)\d(?:[\s-]?\d){8}((?:[\s-]?\d){4})(?!\d)")
NAME_FIELDS = (F.PREFIX, F.FULL_NAME, F.GIVEN_NAME, F.FAMILY_NAME)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the people are: the header's last row as Excel counts (0: none found) and the columns of each field."""

    sheet: str
    header: int = 0
    columns: Columns = field(default_factory=dict)
    unsure: tuple[str, ...] = ()

    @property
    def has_names(self) -> bool:
        return has_names(self.columns)


def masked(text: str) -> str:
    """The text with all but the last four of any thirteen digits hidden: a national ID may stand in any column."""
    return _THIRTEEN_DIGITS.sub("•••••••••\\1", text)


def has_names(columns: Columns) -> bool:
    return F.FULL_NAME in columns or F.GIVEN_NAME in columns


def sheets_of(workbook: Workbook) -> list[Sheet]:
    """The sheets an officer sees; all of them where every one is hidden."""
    return workbook.visible_sheets or list(workbook.sheets)


def title_of(sheet: Sheet) -> str:
    """The sheet's name; Excel allows 31 characters, other programs any number."""
    return sheet.name[:LONGEST_TITLE]


def guess_layout(workbook: Workbook) -> Layout:
    """The sheet with most named people below a header, and its columns."""
    layouts = [(sheet, _layout(sheet)) for sheet in sheets_of(workbook)]
    return max(layouts, key=lambda pair: _n_names(*pair))[1]


def _n_names(sheet: Sheet, layout: Layout) -> int:
    columns = layout.columns.get(F.FULL_NAME) or layout.columns.get(F.GIVEN_NAME)
    if not columns:
        return 0
    return sum(not row[columns[0]].is_blank for row in sheet.rows[layout.header :])


def _layout(sheet: Sheet) -> Layout:
    try:
        header = find_header(sheet.rows, wanted=HEADINGS)
    except WorkbookError:
        return Layout(title_of(sheet))
    claimed = {name: [column] for name, column in header.columns.items()}
    # Where several columns claim a field, the first is taken and said to be a guess.
    claimed |= {name: [columns[0]] for name, columns in header.ambiguous.items()}
    columns = {name: _merged_below(sheet, header, first[0]) for name, first in _name_columns(claimed, header).items()}
    return Layout(title_of(sheet), header.first_data_row, columns, tuple(sorted(header.ambiguous)))


def _name_columns(columns: Columns, header: Header) -> Columns:
    """ชื่อสกุล is the full name where it stands alone and the family name beside ชื่อ; ชื่อเล่น is no name at all."""
    given = columns.get(F.GIVEN_NAME)
    if given and _bare(header.labels.get(given[0], "")) not in _GIVEN:
        columns = {name: where for name, where in columns.items() if name != F.GIVEN_NAME}
        given = None
    if given and F.FULL_NAME in columns and F.FAMILY_NAME not in columns:
        columns = {F.FAMILY_NAME if name == F.FULL_NAME else name: where for name, where in columns.items()}
    return columns


def _bare(label: str) -> str:
    return re.sub(r"\(.*\)|[\s.*:-]", "", normalise(label))


_GIVEN = {_bare(heading) for heading in HEADINGS[F.GIVEN_NAME]}


def _merged_below(sheet: Sheet, header: Header, first: int) -> list[int]:
    """All columns that one merged heading covers: ชื่อ-สกุล above prefix, name and family name."""
    rows = sheet.rows[header.row : header.first_data_row]
    last = first
    while last + 1 < len(rows[0]) and all(_belongs(row[last + 1], row[first]) for row in rows):
        if not any(row[last + 1].is_spread and not row[last + 1].is_blank for row in rows):
            break
        last += 1
    return list(range(first, last + 1))


def _belongs(cell: Cell, heading: Cell) -> bool:
    return cell.is_blank or (cell.is_spread and cell.value == heading.value)


@dataclass(frozen=True, slots=True)
class ColumnSample:
    """One column as the officer recognises it: its letters, what stands in the header, the first values below."""

    index: int
    letters: str
    label: str
    samples: tuple[str, ...]


def column_samples(sheet: Sheet, *, header: int, n_samples: int = 3) -> list[ColumnSample]:
    """Every column that holds anything; `header` as in Layout."""
    samples = []
    for index in range(len(sheet.rows[0]) if sheet.rows else 0):
        below = [masked(row[index].text) for row in sheet.rows[header:] if not row[index].is_blank]
        label = sheet.rows[header - 1][index].text if header else ""
        if below or label:
            samples.append(ColumnSample(index, column_letters(index), label, tuple(below[:n_samples])))
    return samples
