"""A table of a network's members: read with care, and laid beside the members known here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mueang.apps.network.models import Network, NetworkMembership
from mueang.lib.workbook import Header, Sheet, WorkbookError, find_header, open_workbook
from mueang.methods.thai import arabic_digits

MOST_LINES = 5_000
FIRST_YEAR, LAST_YEAR, BUDDHIST_FROM = 1900, 2100, 2400
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "member_en": ("Member in English", "City", "Member", "Name in English", "ชื่อภาษาอังกฤษ", "สมาชิก (อังกฤษ)"),
    "member_th": ("Member in Thai", "Name in Thai", "ชื่อภาษาไทย", "ชื่อเมือง", "เมือง", "สมาชิก"),
    "since_year": ("Since", "Year", "Joined", "ตั้งแต่", "ตั้งแต่ปี", "ปีที่เข้าร่วม"),
    "until_year": ("Until", "Left", "ถึง", "ถึงปี", "ปีที่ออก"),
    "note_th": ("Note in Thai", "หมายเหตุ"),
    "note_en": ("Note", "Note in English", "Country", "ประเทศ"),
    "source": ("Source", "แหล่งที่มา", "ที่มา"),
}
_COMPARED = ("member_th", "since_year", "until_year", "note_th", "note_en", "source")


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One row of the table. A year that is not said is None; `fault` says why it cannot be taken in."""

    number: int
    member_en: str
    member_th: str = ""
    since_year: int | None = None
    until_year: int | None = None
    note_th: str = ""
    note_en: str = ""
    source: str = ""
    fault: str | Promise = field(default="", compare=False)

    def values(self) -> dict[str, Any]:
        """What it says of the member; what the table has no word for stays as it is known."""
        said = {name: getattr(self, name) for name in _COMPARED}
        return {name: value for name, value in said.items() if value not in ("", None)}


@dataclass(frozen=True, slots=True)
class MemberTable:
    """What taking the table in would do."""

    new: list[MemberLine]
    changed: list[tuple[MemberLine, NetworkMembership]]
    n_same: int
    faulty: list[MemberLine]

    @property
    def n_to_write(self) -> int:
        return len(self.new) + len(self.changed)


def read_members(data: bytes, *, name: str, source: str) -> list[MemberLine]:
    """The lines of the first visible sheet that names members; `source` where a line names none itself.

    Raises WorkbookError, also header_not_found.
    """
    sheets = open_workbook(data, name=name).visible_sheets
    for sheet in sheets:
        try:
            header = find_header(sheet.rows, wanted=HEADINGS)
        except WorkbookError:
            continue
        if "member_en" in header.columns or "member_th" in header.columns:
            return list(_lines(sheet, header, source))
    raise WorkbookError("header_not_found", rows=max((len(sheet.rows) for sheet in sheets), default=0))


def compared(network: Network, lines: Sequence[MemberLine]) -> MemberTable:
    """The table beside what is known of this network. One SQL statement."""
    known: dict[str, NetworkMembership] = {}
    for row in network.memberships.all():
        known |= {_fold(name): row for name in (row.member_th, row.member_en) if name}
    table, n_same, seen = MemberTable([], [], 0, []), 0, set[str]()
    for line in lines:
        key = _fold(line.member_en or line.member_th)
        if line.fault or key in seen:
            table.faulty.append(line if line.fault else _twice(line))
            continue
        seen.add(key)
        found = known.get(key)
        if found is None:
            table.new.append(line)
        elif any(getattr(found, name) != value for name, value in line.values().items()):
            table.changed.append((line, found))
        else:
            n_same += 1
    return MemberTable(table.new, table.changed, n_same, table.faulty)


def _twice(line: MemberLine) -> MemberLine:
    return MemberLine(line.number, line.member_en, line.member_th, fault=_("This member stands in the table twice."))


def _lines(sheet: Sheet, header: Header, source: str) -> Iterator[MemberLine]:
    found = 0
    for row in sheet.rows[header.first_data_row :]:
        cells = {name: row[place].text for name, place in header.columns.items()}
        if not any(cells.values()) or header.is_repeated_by(row):
            continue
        found += 1
        if found > MOST_LINES:
            raise WorkbookError("too_many_rows", limit=MOST_LINES)
        yield _line(row[0].row + 1, cells, source)


def _line(number: int, cells: Mapping[str, str], source: str) -> MemberLine:
    english, thai = (cells.get(name, "")[:200] for name in ("member_en", "member_th"))
    years, fault = {}, "" if english or thai else _("The member has no name.")
    for name in ("since_year", "until_year"):
        try:
            years[name] = year_said(cells.get(name, ""))
        except ValueError:
            years[name], fault = None, _("A year is not understood.")
    since, until = years["since_year"], years["until_year"]
    said = cells.get("source", "") or source
    if until and not since:
        fault = fault or _("It says until when, but not since when.")
    elif since and until and until < since:
        fault = fault or _("The year it ends lies before the year it began.")
    if not said:
        fault = fault or _("No source is named.")
    notes = {name: cells.get(name, "")[:300] for name in ("note_th", "note_en")}
    return MemberLine(number, english, thai, since, until, source=said[:300], fault=fault, **notes)


def year_said(text: str) -> int | None:
    """A year of either era, or None where none is said.

    >>> [year_said(text) for text in ("2562", "๒๕๖๒", "2019", "2019.0", "", "-")]
    [2019, 2019, 2019, 2019, None, None]
    """
    plain = arabic_digits(text).strip().removesuffix(".0")
    if plain in {"", "-", "–"}:
        return None
    year = int(plain)
    year -= 543 if year >= BUDDHIST_FROM else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(text)
    return year


def _fold(name: str) -> str:
    return " ".join(name.lower().split())
