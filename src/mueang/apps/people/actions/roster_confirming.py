"""Turn a checked roster into persons: all of them or none, once."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.people.actions.persons import NewPerson, add_persons
from mueang.apps.people.actions.roster_rows import lock_roster, settle
from mueang.apps.people.actions.rosters import empty
from mueang.apps.people.enums import RosterField, RosterState, RowState
from mueang.apps.people.errors import PeopleRefused, PersonGone, RosterEmpty, RosterUndecided
from mueang.apps.people.models import Person, Roster, RosterRow
from mueang.apps.people.queries.roster_texts import texts_of

_UNDECIDED = (RowState.WRONG, RowState.DUPLICATE, RowState.KNOWN)
_PLAIN = ("given_name", "family_name", "prefix", "phone", "email", "name_en", "organization_name", "position")


def confirm_roster(*, roster: Roster, actor: User | None) -> list[Person]:
    """Add the ready rows' persons in one transaction and return everybody on the roster, those known before included.

    Rows that match somebody added since the preview go back to the officer. Raises PermissionDenied, RosterClosed (a
    second confirmation changes nothing), RosterUndecided, RosterEmpty and PersonGone; then nothing was written.
    """
    with transaction.atomic():
        outcome = _confirm(roster, actor)
    # Raised outside, so that the new state of rows that now match somebody is kept.
    if isinstance(outcome, PeopleRefused):
        raise outcome
    return outcome


def _confirm(roster: Roster, actor: User | None) -> list[Person] | PeopleRefused:
    # Two rosters of one city may name the same person: one after the other.
    City.objects.select_for_update(of=("self",)).get(pk=roster.city_id)
    roster = lock_roster(roster, actor)
    settle(roster)
    undecided = roster.rows.filter(state__in=_UNDECIDED).count()
    if undecided:
        return RosterUndecided(undecided)
    rows = list(roster.rows.filter(state=RowState.READY).select_related("known_person__merged_into"))
    if not rows:
        return RosterEmpty()
    persons = _persons_of(rows, roster=roster, actor=actor)
    roster.confirmed_at, roster.confirmed_by = timezone.now(), actor
    roster.save(update_fields=["confirmed_at", "confirmed_by"])
    empty(roster, state=RosterState.CONFIRMED)
    n_new = sum(row.known_person_id is None for row in rows)
    facts = {"n_new": n_new, "n_known": len(rows) - n_new}
    record(actor=actor, verb="roster.confirmed", target=roster, book=roster.city.slug, facts=facts)
    return persons


def _persons_of(rows: list[RosterRow], *, roster: Roster, actor: User | None) -> list[Person]:
    fresh = [row for row in rows if row.known_person is None]
    people = [_new_person(row, is_invented=roster.city.is_invented) for row in fresh]
    for row, person in zip(fresh, add_persons(city=roster.city, people=people, actor=actor), strict=True):
        row.person = person
    for row in rows:
        row.person = row.person or _standing_person(row)
    RosterRow.objects.bulk_update(rows, ["person"], batch_size=500)
    return [row.person for row in rows if row.person]


def _standing_person(row: RosterRow) -> Person | None:
    known = row.known_person and (row.known_person.merged_into or row.known_person)
    if known and known.erased_at:
        raise PersonGone
    return known


def _new_person(row: RosterRow, *, is_invented: bool) -> NewPerson:
    read = row.read
    number = texts_of(row)[RosterField.NATIONAL_ID] if f"{RosterField.NATIONAL_ID}_hash" in read else ""
    born = read.get("birth_on")
    return NewPerson(
        **{name: read.get(name, "") for name in _PLAIN},
        birth_on=date.fromisoformat(born) if born else None,
        national_id=number,
        is_invented=is_invented,
    )
