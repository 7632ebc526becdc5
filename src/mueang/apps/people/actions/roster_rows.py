"""Correct rows of a roster and decide about them, until it is confirmed or discarded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.people.enums import Decision, RosterField, RosterState, RowState
from mueang.apps.people.errors import RosterClosed, RowNotKnown
from mueang.apps.people.models import Person, Roster, RosterRow, national_id_hash
from mueang.apps.people.queries.roster_reading import Line, read_line
from mueang.apps.people.queries.roster_states import standings
from mueang.apps.people.queries.roster_texts import raw_of, texts_of
from mueang.apps.people.rules import may_import

_BATCH = 500
_ID = RosterField.NATIONAL_ID


@transaction.atomic
def correct_row(*, row: RosterRow, values: Mapping[str, str], actor: User | None) -> RosterRow:
    """Replace the texts of the given fields and read the row again.

    Raises PermissionDenied, RosterClosed, and RowNotKnown if the columns were chosen anew meanwhile.
    """
    roster, row = _locked(row, actor)
    _correct(roster, row, values)
    row.save()
    settle(roster)
    _record(roster, "roster.row_corrected", actor, row=row.number)
    return _fresh(row)


def skip_row(*, row: RosterRow, actor: User | None) -> RosterRow:
    """Leave the row out. Refuses as `correct_row` does."""
    return _decide(row, Decision.SKIP, actor)


def keep_apart(*, row: RosterRow, actor: User | None) -> RosterRow:
    """Say that the row is another person than the one it resembles; equal national IDs are never two persons."""
    return _decide(row, Decision.ANOTHER, actor)


def reconsider_row(*, row: RosterRow, actor: User | None) -> RosterRow:
    """Take back what was decided about the row."""
    return _decide(row, "", actor)


def use_known_person(*, row: RosterRow, person: Person, actor: User | None) -> RosterRow:
    """Let the row stand for a person the city knows; nothing of theirs is changed.

    Raises as `correct_row`, and RowNotKnown for a person of another city, merged or erased.
    """
    return _decide(row, Decision.USE_KNOWN, actor, person=person)


@transaction.atomic
def decide_all(*, roster: Roster, state: str, decision: str, actor: User | None) -> int:
    """Decide alike about every row in one state, e.g. skip all duplicates; returns how many rows that were."""
    roster = lock_roster(roster, actor)
    rows = roster.rows.filter(state=state)
    if decision == Decision.USE_KNOWN:
        rows = rows.exclude(known_person=None)
    n_rows = rows.update(decision=decision)
    settle(roster)
    _record(roster, "roster.rows_decided", actor, decision=decision, state=state, n_rows=n_rows)
    return n_rows


@transaction.atomic
def correct_rows(*, roster: Roster, values_by_number: Mapping[int, Mapping[str, str]], actor: User | None) -> int:
    """Correct many rows at once, as uploaded from the correction file; all or nothing.

    Raises as `correct_row`, and RowNotKnown if a number is not in the roster.
    """
    roster = lock_roster(roster, actor)
    rows = list(roster.rows.filter(number__in=values_by_number))
    if len(rows) != len(values_by_number):
        raise RowNotKnown
    for row in rows:
        _correct(roster, row, values_by_number[row.number])
    RosterRow.objects.bulk_update(rows, ["raw", "read", "problems", "decision"], batch_size=_BATCH)
    settle(roster)
    _record(roster, "roster.rows_corrected", actor, n_rows=len(rows))
    return len(rows)


def lock_roster(roster: Roster, actor: User | None) -> Roster:
    """The roster, locked, read afresh and still open. Raises PermissionDenied and RosterClosed."""
    locked = Roster.objects.select_for_update(of=("self",)).select_related("city")
    found = locked.defer("workbook_sealed").get(pk=roster.pk)
    if not may_import(actor, found.city):
        raise PermissionDenied
    if found.state != RosterState.PREVIEW:
        raise RosterClosed(found.state)
    return found


def new_rows(roster: Roster, lines: Iterable[Line]) -> None:
    """Keep the lines as rows, each read; call `settle` afterwards."""
    rows = []
    for line in lines:
        row = RosterRow(roster=roster, number=line.number, state=RowState.READY)
        _read(roster, row, line)
        rows.append(row)
    RosterRow.objects.bulk_create(rows, batch_size=_BATCH)


def settle(roster: Roster) -> None:
    """Bring the state of every row up to date with the others, the city's persons and the decisions."""
    rows = list(roster.rows.order_by("number"))
    changed = []
    for row, now in zip(rows, standings(rows, city=roster.city), strict=True):
        if (row.state, row.same_as_number, row.known_person_id) != (now.state, now.same_as_number, now.known_person_id):
            row.state, row.same_as_number, row.known_person_id = now.state, now.same_as_number, now.known_person_id
            changed.append(row)
    RosterRow.objects.bulk_update(changed, ["state", "same_as_number", "known_person"], batch_size=_BATCH)


@transaction.atomic
def _decide(row: RosterRow, decision: str, actor: User | None, *, person: Person | None = None) -> RosterRow:
    roster, row = _locked(row, actor)
    row.decision = decision
    if person is not None:
        if not Person.objects.filter(pk=person.pk, city=roster.city).current().exists():
            raise RowNotKnown
        row.known_person = person
    row.save(update_fields=["decision", "known_person"])
    settle(roster)
    _record(roster, "roster.row_decided", actor, row=row.number, decision=decision)
    return _fresh(row)


def _locked(row: RosterRow, actor: User | None) -> tuple[Roster, RosterRow]:
    roster = lock_roster(row.roster, actor)
    found = roster.rows.filter(number=row.number).first()
    if found is None:
        raise RowNotKnown
    return roster, found


def _correct(roster: Roster, row: RosterRow, values: Mapping[str, str]) -> None:
    texts = texts_of(row) | {name: text for name, text in values.items() if name in set(RosterField)}
    _read(roster, row, Line(row.number, texts))
    # A correction is a fresh start, except that a namesake stays a namesake.
    row.decision = Decision.ANOTHER if row.decision == Decision.ANOTHER else ""


def _read(roster: Roster, row: RosterRow, line: Line) -> None:
    reading = read_line(line, columns=roster.columns, today=timezone.localdate())
    number = reading.read.pop(_ID, "")
    row.read = dict(reading.read)
    if number:
        row.read |= {f"{_ID}_hash": national_id_hash(number), f"{_ID}_ending": number[-4:]}
    row.problems = [problem.as_json() for problem in reading.problems]
    row.raw = raw_of(row, line.texts)


def _fresh(row: RosterRow) -> RosterRow:
    return RosterRow.objects.select_related("roster", "known_person").get(pk=row.pk)


def _record(roster: Roster, verb: str, actor: User | None, **facts: str | int) -> None:
    record(actor=actor, verb=verb, target=roster, book=roster.city.slug, facts=facts)
