"""Workbooks of facts: the blank one to fill in, and what a filled one says of which pupil."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mueang.apps.accounts.rules import Viewer
from mueang.apps.flags.enums import FACT_MEANING, FactKind
from mueang.apps.flags.models import FactSheet
from mueang.apps.flags.queries.sentences import fact_words
from mueang.apps.flags.rules import flag_cities
from mueang.apps.network.models import City
from mueang.apps.registers.models import Schooling
from mueang.lib.sealed import seal, unseal
from mueang.lib.workbook import Cell, Column, Header, Table, WorkbookError, find_header, open_workbook
from mueang.methods.thai import normalise, number_in

PURPOSE = "flags.fact_sheet"
YES = ("1", "ใช่", "มี", "yes", "y", "/", "✓")
NO = ("0", "ไม่ใช่", "ไม่มี", "no", "n", "x")
NOT_SAID = ("", "-", "–", "?", "ไม่ทราบ", "ไม่มีข้อมูล")
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "school": ("โรงเรียน", "รหัสโรงเรียน", "School", "School code"),
    "number": ("เลขประจำตัว", "เลขประจำตัวนักเรียน", "รหัสนักเรียน", "Pupil number", "Student number"),
    FactKind.FAILING_SUBJECTS: ("วิชาที่ไม่ผ่าน", "จำนวนวิชาที่ไม่ผ่าน", "Subjects failed"),
    FactKind.REPEATED_GRADE: ("ซ้ำชั้น", "เคยเรียนซ้ำชั้น", "Repeated a class"),
    FactKind.SCHOOL_CHANGES: ("ย้ายโรงเรียน", "จำนวนครั้งที่ย้ายโรงเรียนในหนึ่งปี", "Changes of school in a year"),
    FactKind.INCOME_PER_HEAD: ("รายได้ต่อคน", "รายได้ครัวเรือนต่อคนต่อเดือน", "Household income a head and month"),
    FactKind.HOUSEHOLD_SIGNS: (
        "ความยากลำบาก",
        "ด้านที่พบความยากลำบากในแบบสำรวจครัวเรือน",
        "Signs of hardship on the household form",
    ),
    FactKind.CARE_BURDEN: ("ดูแลคนในครอบครัว", "ต้องดูแลคนในครอบครัว", "Cares for somebody at home"),
    FactKind.DISTANCE_KM: ("ระยะทาง", "ระยะทางจากบ้านถึงโรงเรียน", "Distance to school"),
    FactKind.OTHER_LANGUAGE: (
        "ภาษาอื่นที่บ้าน",
        "พูดภาษาอื่นที่ไม่ใช่ภาษาไทยที่บ้าน",
        "Speaks another language than Thai at home",
    ),
    FactKind.HAS_DISABILITY: ("พิการ", "เป็นเด็กพิการ", "Lives with a disability"),
    FactKind.IS_MIGRANT: ("ครอบครัวแรงงานข้ามชาติ", "เด็กจากครอบครัวย้ายถิ่น", "Child of a migrant family"),
}
YES_OR_NO = {kind for kind, meaning in FACT_MEANING.items() if meaning.is_yes_or_no}


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line of a workbook; without a pupil it says nothing. `wrong` are cells that were not understood."""

    row: int
    school: str
    number: str
    pupil: int | None = None
    name: str = ""
    values: dict[str, float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def shown(self) -> list[tuple[Any, str]]:
        return [(FactKind(kind).label, fact_words(kind, value)) for kind, value in self.values.items()]


def read_facts(data: bytes, *, name: str, city: City, school_year: int) -> list[FactLine]:
    """Lines of the first visible sheet with a pupil's number and a fact. Raises WorkbookError."""
    for sheet in open_workbook(data, name=name).visible_sheets:
        try:
            header = find_header(sheet.rows, wanted=HEADINGS)
        except WorkbookError:
            continue
        if {"school", "number"} <= set(header.columns) and len(header.columns) > 2:
            rows = sheet.rows[header.first_data_row :]
            found = _pupils(city, school_year=school_year)
            return [_line(row, header, found) for row in rows if any(not cell.is_blank for cell in row)]
    raise WorkbookError("header_not_found", rows=0)


def _pupils(city: City, *, school_year: int) -> dict[tuple[str, str], tuple[int, str]]:
    """Pupils by school (code, Thai or English name) and number: one statement."""
    found: dict[tuple[str, str], tuple[int, str]] = {}
    rows = Schooling.objects.filter(city=city, school_year=school_year, left_on=None).exclude(number="")
    for row in rows.select_related("pupil", "school"):
        for school in (row.school.code, row.school.name_th, row.school.name_en):
            if school:
                found[normalise(school), normalise(row.number)] = (row.pupil_id, row.pupil.full_name)
    return found


def _line(row: Sequence[Cell], header: Header, pupils: Mapping[tuple[str, str], tuple[int, str]]) -> FactLine:
    school, number = (row[header.columns[name]].text for name in ("school", "number"))
    pupil, name = pupils.get((normalise(school), normalise(number)), (None, ""))
    values, wrong = {}, []
    for kind in FactKind.values:
        cell = row[header.columns[kind]] if kind in header.columns else None
        if cell is None or (not cell.error and normalise(cell.text) in NOT_SAID):
            continue
        value = number_of(cell.text, kind=kind)
        if value is None:
            wrong.append(cell.address)
        else:
            values[kind] = value
    return FactLine(row[0].row + 1, school, number, pupil, name, values, wrong)


def number_of(text: str, *, kind: str) -> float | None:
    """What somebody wrote as a number on the scale of the kind; None where it is none."""
    said, value = normalise(text), number_in(text)
    if kind in YES_OR_NO and said in (*YES, *NO):
        return float(said in YES)
    return float(value) if value is not None and 0 <= value <= FACT_MEANING[kind].greatest else None


def sealed_lines(lines: Sequence[FactLine], *, sheet: FactSheet) -> bytes:
    said = json.dumps([asdict(line) for line in lines], ensure_ascii=False)
    return seal(said.encode(), purpose=PURPOSE, bound_to=str(sheet.uuid))


def lines_of_sheet(sheet: FactSheet) -> list[FactLine]:
    """What is still being checked; nothing once it is decided."""
    if not sheet.lines_sealed:
        return []
    said = unseal(sheet.lines_sealed, purpose=PURPOSE, bound_to=str(sheet.uuid))
    return [FactLine(**line) for line in json.loads(said)]


def blank_facts() -> Table:
    """The workbook to fill in: an empty cell says that nothing is known."""
    first = [pgettext("pupil", "School code"), _("Pupil number")]
    return Table(_("What is known of pupils"), [Column(str(heading)) for heading in (*first, *FactKind.labels)], [])


def visible_sheets(*, viewer: Viewer, city: City) -> Any:
    return FactSheet.objects.filter(city=city, city__in=flag_cities(viewer)).select_related("made_by", "city")
