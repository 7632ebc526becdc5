"""Confirming: everybody or nobody, once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from factories.people import NUMBERS, KnownPersonFactory, cohort, person_row
from mueang.apps.audit.models import Event
from mueang.apps.people.actions import (
    confirm_roster,
    correct_row,
    decide_all,
    merge_persons,
    skip_row,
    use_known_person,
)
from mueang.apps.people.enums import Decision, RosterState, RowState
from mueang.apps.people.enums import RosterField as F
from mueang.apps.people.errors import PersonGone, RosterClosed, RosterEmpty, RosterUndecided
from mueang.apps.people.models import Person, Roster

MALI = "นางสาวมาลี ใจดี"


def everybody():
    return sorted(Person.objects.values_list("pk", "match_key", "merged_into"))


def test_an_office_made_cohort_becomes_persons_after_correction(cast, stage, row_of):
    roster = stage(data=cohort(250))
    before = everybody()
    decide_all(roster=roster, state=RowState.DUPLICATE, decision=Decision.SKIP, actor=cast.officer)
    for row in roster.rows.filter(state=RowState.WRONG):
        values = {F.PHONE: "0819999900", F.BIRTH_ON: "1 ม.ค. 2530", F.PREFIX: "นาง"}
        correct_row(row=row_of(roster, row.number), values=values, actor=cast.officer)
    assert everybody() == before

    persons = confirm_roster(roster=roster, actor=cast.officer)

    assert len(persons) == Person.objects.count() - len(before) == 247
    assert all(person.is_invented == cast.city.is_invented for person in persons)
    assert Event.objects.filter(verb="roster.confirmed").get().facts == {"n_new": 247, "n_known": 0}


def test_a_confirmed_roster_keeps_who_came_from_which_row_and_nothing_else(cast, stage):
    roster = stage(person_row(1, number=NUMBERS[0], born="9/7/2520"), person_row(2, phone=""))

    first, second = confirm_roster(roster=roster, actor=cast.officer)

    roster.refresh_from_db()
    assert (roster.state, roster.workbook_sealed, roster.confirmed_by) == (RosterState.CONFIRMED, None, cast.officer)
    rows = list(roster.rows.order_by("number").values_list("number", "person", "raw", "read", "problems"))
    assert rows == [(2, first.pk, {}, {}, []), (3, second.pk, {}, {}, [])]
    first.refresh_from_db()
    assert (first.national_id, first.birth_on.isoformat(), first.phone) == (NUMBERS[0], "1977-07-09", "+66800000001")
    assert second.phone == ""


def test_known_persons_are_returned_and_not_added_again(cast, stage, row_of):
    known = KnownPersonFactory(city=cast.city, family_name="ใจดี")
    roster = stage(person_row(1, name=MALI, born=""), person_row(2))
    use_known_person(row=row_of(roster, 2), person=known, actor=cast.officer)
    n_before = Person.objects.count()

    persons = confirm_roster(roster=roster, actor=cast.officer)

    assert persons[0] == known
    assert Person.objects.count() == n_before + 1


@pytest.mark.parametrize(
    "rows",
    [
        [person_row(1), person_row(2, phone="0812")],
        [person_row(1), person_row(1)],
    ],
    ids=["wrong", "duplicate"],
)
def test_undecided_rows_keep_everybody_waiting(cast, stage, rows):
    roster, before = stage(*rows), everybody()

    with pytest.raises(RosterUndecided) as refusal:
        confirm_roster(roster=roster, actor=cast.officer)

    assert refusal.value.n_rows == 1
    assert "1" in refusal.value.sentence
    assert everybody() == before


def test_a_roster_of_nobody_is_not_confirmed(cast, stage, row_of):
    roster = stage(person_row(1))
    skip_row(row=row_of(roster, 2), actor=cast.officer)

    with pytest.raises(RosterEmpty) as refusal:
        confirm_roster(roster=roster, actor=cast.officer)

    assert refusal.value.sentence


def test_confirming_twice_adds_nobody_twice(cast, stage):
    roster = stage(person_row(1))
    confirm_roster(roster=roster, actor=cast.officer)
    before = everybody()

    with pytest.raises(RosterClosed) as refusal:
        confirm_roster(roster=roster, actor=cast.manager)

    assert refusal.value.sentence
    assert everybody() == before
    assert Roster.objects.get().confirmed_by == cast.officer


def test_somebody_added_since_the_preview_sends_their_row_back(cast, stage, row_of):
    first, second = stage(person_row(1)), stage(person_row(1), person_row(2))
    confirm_roster(roster=first, actor=cast.manager)
    before = everybody()

    with pytest.raises(RosterUndecided):
        confirm_roster(roster=second, actor=cast.officer)

    assert everybody() == before
    assert row_of(second, 2).state == RowState.KNOWN


def test_a_stranger_confirms_nothing(cast, stage):
    roster, before = stage(person_row(1)), everybody()

    for actor in (cast.stranger, cast.keeper, cast.manager_elsewhere, cast.auditor):
        with pytest.raises(PermissionDenied):
            confirm_roster(roster=roster, actor=actor)

    assert everybody() == before


def test_a_known_person_merged_since_stands_for_the_kept_one(cast, stage, row_of):
    known, kept = KnownPersonFactory(city=cast.city, family_name="ใจดี"), KnownPersonFactory(city=cast.city)
    roster = stage(person_row(1, name=MALI, born=""))
    use_known_person(row=row_of(roster, 2), person=known, actor=cast.officer)
    merge_persons(keep=kept, merge=known, actor=cast.officer)
    roster.rows.update(known_person=known)

    assert confirm_roster(roster=roster, actor=cast.officer) == [kept]


def test_a_known_person_erased_since_stops_the_confirmation(cast, stage, row_of):
    known = KnownPersonFactory(city=cast.city, family_name="ใจดี")
    roster = stage(person_row(1, name=MALI, born=""), person_row(2))
    use_known_person(row=row_of(roster, 2), person=known, actor=cast.officer)
    Person.objects.filter(pk=known.pk).update(erased_at="2026-01-01T00:00Z")
    before = everybody()

    with pytest.raises(PersonGone):
        confirm_roster(roster=roster, actor=cast.officer)

    assert everybody() == before


def test_a_failure_in_the_middle_leaves_nothing_half_written(cast, stage, monkeypatch):
    roster, before = stage(person_row(1), person_row(2)), everybody()

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("mueang.apps.people.actions.roster_confirming.empty", killed)
    with pytest.raises(KeyboardInterrupt):
        confirm_roster(roster=roster, actor=cast.officer)

    roster.refresh_from_db()
    assert (everybody(), roster.state) == (before, RosterState.PREVIEW)
    assert roster.rows.exclude(raw={}).count() == 2


def test_two_hundred_and_fifty_people_are_written_in_few_statements(cast, stage, django_assert_max_num_queries):
    roster = stage(*(person_row(n, number="") for n in range(1, 251)))

    with django_assert_max_num_queries(60):
        persons = confirm_roster(roster=roster, actor=cast.officer)

    assert len(persons) == 250


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_pressing_together_one_wins_and_the_other_is_told(cast, stage, kept_on_disk):
    roster = stage(*map(person_row, range(1, 21)))
    n_before = Person.objects.count()
    start = threading.Barrier(2)

    def in_a_thread(work):
        try:
            return work()
        finally:
            connection.close()

    def press(actor):
        start.wait()
        try:
            return len(confirm_roster(roster=Roster.objects.get(pk=roster.pk), actor=actor))
        except RosterClosed as refusal:
            return refusal.state

    kept_on_disk()
    with ThreadPoolExecutor(2) as pool:
        presses = [partial(press, actor) for actor in (cast.officer, cast.manager)]
        outcomes = list(pool.map(in_a_thread, presses))
        (n_after,) = pool.map(in_a_thread, [Person.objects.count])

    assert sorted(outcomes, key=str) == [20, "confirmed"]
    assert n_after == n_before + 20
