"""In which state a roster's rows are, given what they say, who is known and what the officer decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mueang.apps.network.models import City
from mueang.apps.people.enums import Decision, RowState
from mueang.apps.people.models import RosterRow
from mueang.apps.people.queries.roster_matching import Known, Match, identity_of_row, known_people

NOTE_LINE = "note_line"


@dataclass(frozen=True, slots=True)
class Standing:
    """What one row's state is and which other row or person that is about."""

    state: str
    same_as_number: int | None = None
    known_person_id: int | None = None


def standings(rows: Sequence[RosterRow], *, city: City) -> list[Standing]:
    """The state of each row; one SQL statement. `rows` are all rows of one roster in the order of the sheet."""
    people = [identity_of_row(row) for row in rows]
    known = known_people(city, people)
    above = Known()
    found = []
    for row, person in zip(rows, people, strict=True):
        standing = _standing(row, above.find(person), known.find(person))
        if standing.state != RowState.SKIPPED:
            above.add(person)
        found.append(standing)
    return found


def _standing(row: RosterRow, twin: Match | None, known: Match | None) -> Standing:
    if row.decision == Decision.USE_KNOWN and row.known_person_id:
        return Standing(RowState.READY, None, row.known_person_id)
    suggestion = known.ref if known else None
    if row.decision == Decision.SKIP or is_note(row.problems):
        return Standing(RowState.SKIPPED, twin.ref if twin else None, suggestion)
    if is_wrong(row.problems):
        return Standing(RowState.WRONG, None, suggestion)
    if twin and _counts(twin, row):
        return Standing(RowState.DUPLICATE, twin.ref, suggestion)
    if known and _counts(known, row):
        return Standing(RowState.KNOWN, None, suggestion)
    return Standing(RowState.READY)


def _counts(match: Match, row: RosterRow) -> bool:
    return match.is_certain or row.decision != Decision.ANOTHER


def is_wrong(problems: Iterable[dict[str, object]]) -> bool:
    return any(not problem["is_warning"] for problem in problems)


def is_note(problems: Iterable[dict[str, object]]) -> bool:
    return any(problem["code"] == NOTE_LINE for problem in problems)
