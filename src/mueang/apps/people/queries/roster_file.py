"""The uploaded file itself: opened safely, kept sealed while its roster is being checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings

from mueang.apps.people.errors import FileRefused, NoSuchSheet, RosterClosed
from mueang.apps.people.models import Roster
from mueang.apps.people.queries.roster_columns import (
    ColumnSample,
    Layout,
    column_samples,
    guess_layout,
    sheets_of,
    title_of,
)
from mueang.lib.sealed import seal, unseal
from mueang.lib.workbook import Limits, Sheet, Workbook, WorkbookError, open_workbook
from mueang.methods.thai import clean

LONGEST_FILE_NAME = 200
_LONGEST_SUFFIX = 12
_SEAL = "roster"


def read_workbook(data: bytes, *, file_name: str) -> Workbook:
    """The opened workbook. Raises FileRefused with a sentence for the reader."""
    try:
        return open_workbook(data, name=file_name, limits=Limits(bytes=settings.UPLOAD_LIMIT_BYTES))
    except WorkbookError as error:
        raise FileRefused(error.code, error.params) from None


def clean_file_name(name: str) -> str:
    """The bare name: no folders, nothing invisible, short enough to keep with its ending."""
    visible = clean(re.sub(r"[\x00-\x1f\x7f]", "", name.replace("\\", "/")))
    path = PurePosixPath(PurePosixPath(visible).name or "-")
    suffix = path.suffix if len(path.suffix) <= _LONGEST_SUFFIX else ""
    return path.name.removesuffix(suffix)[: LONGEST_FILE_NAME - len(suffix)] + suffix


def seal_workbook(roster: Roster, data: bytes) -> bytes:
    return seal(data, purpose=_SEAL, bound_to=str(roster.uuid))


def workbook_of(roster: Roster) -> Workbook:
    """The roster's own file, opened again."""
    data = unseal(roster.workbook_sealed or b"", purpose=_SEAL, bound_to=str(roster.uuid))
    return read_workbook(data, file_name=roster.file_name)


def sheet_names(workbook: Workbook) -> list[str]:
    return [title_of(sheet) for sheet in sheets_of(workbook)]


def sheet_named(workbook: Workbook, name: str) -> Sheet:
    """The sheet of that name among those an officer sees. Raises NoSuchSheet."""
    for sheet in sheets_of(workbook):
        if title_of(sheet) == name:
            return sheet
    raise NoSuchSheet


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """One sheet of a roster's file: what each column shows and is taken for."""

    layout: Layout
    samples: list[ColumnSample]


def columns_page(roster: Roster, *, sheet: str | None = None) -> ColumnsPage:
    """The roster's own sheet as it is read now, or another one as it would be. Raises RosterClosed, NoSuchSheet."""
    if not roster.workbook_sealed:
        raise RosterClosed(roster.state)
    chosen = sheet_named(workbook_of(roster), roster.sheet if sheet is None else sheet)
    if title_of(chosen) == roster.sheet:
        layout = Layout(roster.sheet, roster.header, roster.columns, tuple(roster.unsure))
    else:
        layout = guess_layout(Workbook([chosen]))
    return ColumnsPage(layout, column_samples(chosen, header=layout.header))
