"""The rows of a roster that need correction, as a workbook to correct in Excel and upload again."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override

from mueang.apps.people.enums import RosterField, RowState
from mueang.apps.people.errors import CorrectionsNotOurs
from mueang.apps.people.models import Roster, RosterRow
from mueang.apps.people.queries.fault_words import fault_of
from mueang.apps.people.queries.roster_file import read_workbook
from mueang.apps.people.queries.roster_reading import text_of
from mueang.apps.people.queries.roster_texts import texts_of
from mueang.lib.workbook import Column, Table, WorkbookError, find_header, write_workbook

_ROW = "row"


def correction_file(roster: Roster, *, language: str) -> bytes:
    """An .xlsx of the rows that need correction: row number, every field of the list, what to correct."""
    fields = _fields(roster)
    rows = roster.rows.filter(state=RowState.WRONG).order_by("number")
    columns = [
        Column(_row_heading()),
        *(Column(str(field.label)) for field in fields),
        Column(_("What to correct"), 60),
    ]
    lines = [_line(row, fields) for row in rows]
    return write_workbook([Table(_("To correct"), columns, lines)], language=language)


def corrections_in(data: bytes, *, file_name: str, roster: Roster) -> dict[int, dict[str, str]]:
    """The texts by row number in a corrected file. Raises FileRefused, and CorrectionsNotOurs for any other table."""
    sheet = read_workbook(data, file_name=file_name).sheets[0]
    fields = _fields(roster)
    try:
        header = find_header(sheet.rows, wanted=_headings(fields))
    except WorkbookError:
        raise CorrectionsNotOurs from None
    if _ROW not in header.columns:
        raise CorrectionsNotOurs
    found: dict[int, dict[str, str]] = {}
    for cells in sheet.rows[header.first_data_row :]:
        if any(not cell.is_blank for cell in cells):
            number = cells[header.columns[_ROW]].text
            if not number.isdecimal() or int(number) in found:
                raise CorrectionsNotOurs
            found[int(number)] = {name: text_of(cells, [at]) for name, at in header.columns.items() if name != _ROW}
    return found


def _fields(roster: Roster) -> list[RosterField]:
    return [field for field in RosterField if field in roster.columns]


def _line(row: RosterRow, fields: list[RosterField]) -> list[str | int]:
    texts = texts_of(row)
    faults = [str(fault_of(problem)) for problem in row.problems if not problem["is_warning"]]
    return [row.number, *(texts.get(field, "") for field in fields), "\n".join(faults)]


def _row_heading() -> str:
    return _("Row in the file")


def _headings(fields: list[RosterField]) -> Mapping[str, list[str]]:
    """Our own headings in every language: the file may come back while the reader uses another one."""
    headings: dict[str, list[str]] = {name: [] for name in (_ROW, *fields)}
    for language in ("th", "en"):
        with override(language):
            headings[_ROW].append(_row_heading())
            for field in fields:
                headings[field].append(str(field.label))
    return headings
