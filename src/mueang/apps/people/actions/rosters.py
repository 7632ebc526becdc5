"""Take in a workbook of people for checking, choose its sheet and columns, throw it away. Persons stay untouched."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.people.actions.roster_rows import lock_roster, new_rows, settle
from mueang.apps.people.enums import RosterField, RosterState
from mueang.apps.people.errors import ColumnsRefused, RosterTooLong
from mueang.apps.people.models import Roster
from mueang.apps.people.queries.roster_columns import Layout, guess_layout, has_names
from mueang.apps.people.queries.roster_file import (
    clean_file_name,
    read_workbook,
    seal_workbook,
    sheet_named,
    sheet_names,
    workbook_of,
)
from mueang.apps.people.queries.roster_reading import Line, lines_of
from mueang.apps.people.rules import may_import
from mueang.lib.one_by_one import one_by_one
from mueang.lib.workbook import Workbook

LONGEST_ROSTER = 5_000
HOURS_KEPT = 48


def stage_roster(*, city: City, file_name: str, data: bytes, sheet: str | None = None, actor: User | None) -> Roster:
    """Read a workbook and keep it for checking; nobody is added. Without `sheet` the one with most names is taken.

    A workbook whose header nobody finds is kept too, without rows, so that the officer can point at the columns.
    Raises PermissionDenied, FileRefused, NoSuchSheet and RosterTooLong.
    """
    if not may_import(actor, city):
        raise PermissionDenied
    workbook = read_workbook(data, file_name=file_name)
    layout = guess_layout(workbook if sheet is None else Workbook([sheet_named(workbook, sheet)]))
    lines = _lines(workbook, layout)
    return _keep(city, clean_file_name(file_name), data, (workbook, layout, lines), actor)


@transaction.atomic
def _keep(
    city: City, file_name: str, data: bytes, read: tuple[Workbook, Layout, list[Line]], actor: User | None
) -> Roster:
    workbook, layout, lines = read
    roster = Roster(
        city=city,
        file_name=file_name,
        sha256=hashlib.sha256(data).hexdigest(),
        sheets=sheet_names(workbook),
        uploaded_by=actor,
        uploaded_at=timezone.now(),
    )
    roster.workbook_sealed = seal_workbook(roster, data)
    _lay_out(roster, layout)
    roster.save(force_insert=True)
    new_rows(roster, lines)
    settle(roster)
    record(actor=actor, verb="roster.staged", target=roster, book=city.slug, facts={"n_rows": len(lines)})
    return roster


@transaction.atomic
def choose_columns(
    *, roster: Roster, sheet: str, header: int, columns: Mapping[str, Sequence[int]], actor: User | None
) -> Roster:
    """Read the roster again with these columns; corrections and decisions made so far are lost.

    Raises PermissionDenied, RosterClosed, NoSuchSheet, ColumnsRefused and RosterTooLong.
    """
    roster = lock_roster(roster, actor)
    chosen = {str(name): sorted(places) for name, places in columns.items() if places}
    if not has_names(chosen):
        raise ColumnsRefused("no_name")
    if any(len(places) > 1 for name, places in chosen.items() if name != RosterField.FULL_NAME):
        raise ColumnsRefused("twice")
    layout = Layout(sheet, header, chosen)
    lines = _lines(workbook_of(roster), layout)
    _lay_out(roster, layout)
    roster.save(update_fields=["sheet", "header", "columns", "unsure"])
    roster.rows.all().delete()
    new_rows(roster, lines)
    settle(roster)
    record(actor=actor, verb="roster.columns_chosen", target=roster, book=roster.city.slug)
    return roster


@transaction.atomic
def discard_roster(*, roster: Roster, actor: User | None) -> Roster:
    """Throw the roster away with everything it held. Raises PermissionDenied, and RosterClosed if it is closed."""
    roster = lock_roster(roster, actor)
    empty(roster, state=RosterState.DISCARDED)
    record(actor=actor, verb="roster.discarded", target=roster, book=roster.city.slug)
    return roster


def purge_abandoned(now: datetime) -> int:
    """Discard rosters nobody confirmed within two days, and empty what any closed one still holds."""
    abandoned = Roster.objects.abandoned(now - timedelta(hours=HOURS_KEPT)).defer("workbook_sealed")

    @transaction.atomic
    def purge(pk: int) -> bool:
        roster = abandoned.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
        if roster is not None:
            empty(roster, state=RosterState.DISCARDED)
            record(actor=None, verb="roster.purged", target=roster, book=roster.city.slug)
        return roster is not None

    return one_by_one("rosters nobody confirmed", list(abandoned.values_list("pk", flat=True)), purge)


def empty(roster: Roster, *, state: str) -> None:
    """Close the roster: the file and what its rows held are gone; only which row became whom is kept."""
    roster.state, roster.workbook_sealed = state, None
    roster.save(update_fields=["state", "workbook_sealed"])
    roster.rows.update(raw={}, read={}, problems=[], known_person=None)


def _lay_out(roster: Roster, layout: Layout) -> None:
    roster.sheet, roster.header = layout.sheet, layout.header
    roster.columns, roster.unsure = layout.columns, list(layout.unsure)


def _lines(workbook: Workbook, layout: Layout) -> list[Line]:
    sheet = sheet_named(workbook, layout.sheet)
    width = len(sheet.rows[0]) if sheet.rows else 0
    if any(not 0 <= place < width for places in layout.columns.values() for place in places):
        raise ColumnsRefused("no_name")
    lines = list(lines_of(sheet, layout)) if layout.has_names else []
    if len(lines) > LONGEST_ROSTER:
        raise RosterTooLong(limit=LONGEST_ROSTER)
    return lines
