"""Reading a ministry's list, and who of it is known already, with a stated confidence and nothing merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mueang.apps.network.models import City
from mueang.apps.registers.models.pupils import Pupil, pupil_id_hash
from mueang.apps.support.enums.concerns import Confidence
from mueang.apps.support.errors.registry import NoList
from mueang.apps.support.models.cases import Child
from mueang.apps.support.models.concerns import Concern
from mueang.lib.fields import Birth, parse_birth
from mueang.lib.sealed import keyed_hash
from mueang.lib.workbook import Header, WorkbookError, find_header, open_workbook
from mueang.methods.thai import arabic_digits, clean, match_key, valid_national_id

HEADINGS = {
    "name": {"ชื่อ-สกุล", "ชื่อ สกุล", "ชื่อ - นามสกุล", "ชื่อ-นามสกุล", "ชื่อและนามสกุล", "ชื่อ", "name"},
    "family": {"นามสกุล", "สกุล", "family name"},
    "prefix": {"คำนำหน้า", "คำนำหน้าชื่อ", "prefix"},
    "birth": {"วันเกิด", "วันเดือนปีเกิด", "ปีเกิด", "ว/ด/ป เกิด", "birth date"},
    "number": {"เลขประจำตัวประชาชน", "เลขบัตรประชาชน", "เลขประชาชน", "national id"},
    "area": {"ที่อยู่", "ตำบล", "ชุมชน", "address"},
    "why": {"สถานะ", "หมายเหตุ", "สาเหตุ", "status"},
}


@dataclass(frozen=True, slots=True)
class ListLine:
    """One child of the list; `key` finds the same line again in the next list, `problem` says why it is not taken."""

    row: int
    name: str
    key: str
    birth: Birth | None = None
    id_hash: str = ""
    area: str = ""
    why: str = ""
    problem: str = ""
    confidence: Confidence = Confidence.NONE
    found_in: str = ""
    is_told: bool = False

    @property
    def is_taken(self) -> bool:
        return not self.problem and not self.is_told


def list_lines(*, data: bytes, file_name: str, city: City) -> list[ListLine]:
    """Every line of the first sheet with names, against who is known. Raises NoList.

    A fixed number of SQL statements. Masked numbers (1-95xx-…) tell nobody apart and are left out; two lines of one
    name, birth and place are one child, and the second says so.
    """
    lines = _read(data, file_name=file_name)
    told = set(
        Concern.objects.filter(city=city, source_key__in=[line.key for line in lines]).values_list(
            "source_key", flat=True
        )
    )
    known, seen, judged = _Known(city, lines), set(), []
    for line in lines:
        if not line.problem and line.key in seen:
            line = replace(line, problem=str(_("The same child as a line above")))  # noqa: PLW2901 -- judged anew
        seen.add(line.key)
        judged.append(replace(known.judge(line), is_told=line.key in told))
    return judged


def _read(data: bytes, *, file_name: str) -> list[ListLine]:
    try:
        sheets = open_workbook(data, name=file_name).visible_sheets
    except WorkbookError as error:
        raise NoList from error
    for sheet in sheets:
        try:
            header = find_header(sheet.rows, wanted=HEADINGS)
        except WorkbookError:
            continue
        if "name" in header.columns:
            start = header.first_data_row
            body = enumerate(sheet.rows[start:], start=start + 1)
            rows = [(n, row) for n, row in body if not header.is_repeated_by(row)]
            return [line for n, row in rows if (line := _line(row, header=header, number=n)) is not None]
    raise NoList


def _line(row: Sequence[Any], *, header: Header, number: int) -> ListLine | None:
    def text(name: str) -> str:
        column = header.columns.get(name)
        return clean(row[column].text) if column is not None and column < len(row) else ""

    name = " ".join(part for part in (text("prefix"), text("name"), text("family")) if part)
    if not any(letter.isalpha() for letter in text("name")):
        return None
    birth, problem = None, ""
    if text("birth") and text("birth") not in {"-", "–"}:
        try:
            birth = parse_birth(text("birth"))
        except ValidationError as wrong:
            problem = str(wrong.messages[0])
    digits = "".join(letter for letter in arabic_digits(text("number")) if letter.isdigit())
    id_hash = pupil_id_hash(digits) if valid_national_id(digits) else ""
    told = id_hash or f"{match_key(name)}|{birth.on or birth.year if birth else ''}|{match_key(text('area') or '-')}"
    key = keyed_hash(told, purpose="support-registry-line")
    return ListLine(number, name[:200], key, birth, id_hash, text("area")[:300], text("why")[:300], problem)


class _Known:
    """Pupils and children of the city who share a number or a name with any line; two statements."""

    def __init__(self, city: City, lines: Sequence[ListLine]) -> None:
        keys, hashes = {match_key(line.name) for line in lines}, {line.id_hash for line in lines} - {""}
        pupils = Pupil.objects.filter(city=city)
        self._ids = set(pupils.filter(national_id_hash__in=hashes).values_list("national_id_hash", flat=True))
        self._births: defaultdict[str, list[tuple[date | None, int | None, str]]] = defaultdict(list)
        for key, on, year in pupils.filter(match_key__in=keys).values_list("match_key", "birth_on", "birth_year"):
            self._births[key].append((on, year, _("on a school register")))
        children = Child.objects.filter(city=city, match_key__in=keys)
        for key, on, year in children.values_list("match_key", "birth_on", "birth_year"):
            self._births[key].append((on, year, _("among the cases")))

    def judge(self, line: ListLine) -> ListLine:
        """With the surest match: one number, name and birth, or the name alone; two birthdays are two children."""
        if line.id_hash and line.id_hash in self._ids:
            return replace(line, confidence=Confidence.CERTAIN, found_in=_("on a school register"))
        best = line
        for on, year, where in self._births.get(match_key(line.name), []):
            sure = _surely(line.birth, on=on, year=year)
            if sure == Confidence.LIKELY:
                return replace(line, confidence=sure, found_in=where)
            if sure == Confidence.POSSIBLE:
                best = replace(line, confidence=sure, found_in=where)
        return best


def _surely(birth: Birth | None, *, on: date | None, year: int | None) -> Confidence:
    theirs = on.year if on else year
    mine = (birth.on.year if birth.on else birth.year) if birth else None
    if mine is None or theirs is None:
        return Confidence.POSSIBLE
    if birth and birth.on and on and birth.on != on:
        return Confidence.NONE
    return Confidence.LIKELY if mine == theirs else Confidence.NONE
