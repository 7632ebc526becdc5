"""Requests that wait, and what a granted erasure would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from mueang.apps.people.models import DataRequest, Person
from mueang.apps.people.queries import same_person_ids
from mueang.apps.privacy.enums.handling import Erasing
from mueang.apps.privacy.queries.tables import DataTable, data_tables, rows_of


@dataclass(frozen=True, slots=True)
class ErasureLine:
    """One table of a person: how many rows, and what becomes of them."""

    table: DataTable
    n: int
    why: str


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """What erasing does for one person, by its end."""

    ends: tuple[tuple[str, tuple[ErasureLine, ...]], ...]
    by_hand: tuple[DataTable, ...]


def open_until(day: date) -> QuerySet[DataRequest]:
    """Requests of every city without an answer that are due until `day`: for the worker."""
    return DataRequest.objects.filter(done_at=None, due_on__lte=day).select_related("person__city")


def erasure_plan(person: Person) -> ErasurePlan:
    """Count, table by table, before anybody presses. One SQL statement a table."""
    ids, lines = same_person_ids(person), []
    for table in data_tables():
        rows = rows_of(table, person_ids=ids, user_id=person.user_id)
        if rows is not None and (n := rows.count()):
            lines.append(ErasureLine(table, n, str(table.handling.why) if table.handling else ""))
    ends = [(end, _of(lines, end)) for end in (Erasing.DELETE, Erasing.CLEAR, Erasing.LOOSE, Erasing.KEEP)]
    by_hand = tuple(t for t in data_tables() if t.handling and t.handling.erasing == Erasing.BY_HAND)
    return ErasurePlan(tuple((str(end.label), found) for end, found in ends if found), by_hand)


def _of(lines: Sequence[ErasureLine], end: str) -> tuple[ErasureLine, ...]:
    return tuple(line for line in lines if line.table.handling and line.table.handling.erasing == end)
