"""Correcting rows and deciding about them."""

import pytest
from django.core.exceptions import PermissionDenied

from factories.people import NUMBERS, KnownPersonFactory, person_row
from mueang.apps.people.actions import (
    correct_row,
    correct_rows,
    decide_all,
    discard_roster,
    keep_apart,
    reconsider_row,
    skip_row,
    use_known_person,
)
from mueang.apps.people.enums import Decision, RowState
from mueang.apps.people.enums import RosterField as F
from mueang.apps.people.errors import RosterClosed, RowNotKnown
from mueang.apps.people.models import RosterRow

MALI = "นางสาวมาลี ใจดี"


def states(roster):
    return list(roster.rows.order_by("number").values_list("state", flat=True))


def test_a_correction_is_read_again_with_the_same_checks(cast, stage, row_of):
    roster = stage(person_row(1, born="31/2/2530", phone="0812"))

    row = correct_row(row=row_of(roster, 2), values={F.BIRTH_ON: "28/2/2530"}, actor=cast.officer)
    assert (row.state, [problem["code"] for problem in row.problems]) == (RowState.WRONG, ["phone_too_short"])
    row = correct_row(row=row, values={F.PHONE: "๐๘๑๒๓๔๕๖๗๘", "state": "ready"}, actor=cast.officer)

    assert (row.state, row.problems, row.read["phone"]) == (RowState.READY, [], "+66812345678")


def test_a_correction_can_make_or_end_a_duplicate(cast, stage, row_of):
    roster = stage(person_row(1), person_row(2))

    correct_row(row=row_of(roster, 3), values={F.FULL_NAME: person_row(1)[1], F.PHONE: ""}, actor=cast.officer)
    assert states(roster) == [RowState.READY, RowState.DUPLICATE]
    assert row_of(roster, 3).same_as_number == 2

    correct_row(row=row_of(roster, 2), values={F.FULL_NAME: "คนอื่น เลย"}, actor=cast.officer)
    assert states(roster) == [RowState.READY, RowState.READY]


def test_a_national_id_that_is_not_retyped_stays(cast, stage, row_of):
    roster = stage(person_row(1, number=NUMBERS[0], phone="0812"))

    row = correct_row(row=row_of(roster, 2), values={F.PHONE: "0812345678"}, actor=cast.officer)

    assert row.read["national_id_ending"] == NUMBERS[0][-4:]
    assert NUMBERS[0] not in str(row.raw)


def test_leaving_out_the_first_of_two_makes_the_second_ready(cast, stage, row_of):
    roster = stage(person_row(1), person_row(1))
    assert states(roster) == [RowState.READY, RowState.DUPLICATE]

    skip_row(row=row_of(roster, 2), actor=cast.officer)

    assert states(roster) == [RowState.SKIPPED, RowState.READY]


def test_a_decision_can_be_taken_back(cast, stage, row_of):
    roster = stage(person_row(1))

    skip_row(row=row_of(roster, 2), actor=cast.officer)
    row = reconsider_row(row=row_of(roster, 2), actor=cast.officer)

    assert (row.state, row.decision) == (RowState.READY, "")


def test_namesakes_can_be_kept_apart_and_stay_so_when_corrected(cast, stage, row_of):
    roster = stage(person_row(1, name=MALI, born=""), person_row(2, name=MALI, born=""))

    keep_apart(row=row_of(roster, 3), actor=cast.officer)
    correct_row(row=row_of(roster, 3), values={F.ORGANIZATION: "โรงเรียน"}, actor=cast.officer)

    assert states(roster) == [RowState.READY, RowState.READY]


def test_rows_with_one_national_id_cannot_be_kept_apart(cast, stage, row_of):
    roster = stage(person_row(1, number=NUMBERS[0]), person_row(2, number=NUMBERS[0]))

    row = keep_apart(row=row_of(roster, 3), actor=cast.officer)

    assert (row.state, row.same_as_number) == (RowState.DUPLICATE, 2)


def test_a_person_the_city_knows_is_suggested_and_used(cast, stage, row_of):
    known = KnownPersonFactory(city=cast.city, family_name="ใจดี")
    KnownPersonFactory(city=cast.elsewhere, family_name="ใจดี")
    roster = stage(person_row(1, name=MALI, phone="0812345678", born=""))
    row = row_of(roster, 2)
    assert (row.state, row.known_person) == (RowState.KNOWN, known)

    row = use_known_person(row=row, person=known, actor=cast.officer)

    assert (row.state, row.known_person, row.decision) == (RowState.READY, known, Decision.USE_KNOWN)


def test_a_faulty_row_may_stand_for_a_known_person_too(cast, stage, row_of):
    known = KnownPersonFactory(city=cast.city, family_name="ใจดี")
    roster = stage(person_row(1, name=MALI, phone="0812", born=""))
    assert row_of(roster, 2).state == RowState.WRONG

    row = use_known_person(row=row_of(roster, 2), person=known, actor=cast.officer)

    assert row.state == RowState.READY


def test_a_known_namesake_can_be_called_another_person(cast, stage, row_of):
    KnownPersonFactory(city=cast.city, family_name="ใจดี")
    roster = stage(person_row(1, name=MALI, born=""))

    row = keep_apart(row=row_of(roster, 2), actor=cast.officer)

    assert (row.state, row.known_person) == (RowState.READY, None)


@pytest.mark.parametrize("who", ["elsewhere", "erased"])
def test_only_a_current_person_of_the_city_is_used(cast, stage, row_of, who):
    values = {"city": cast.elsewhere} if who == "elsewhere" else {"city": cast.city, "erased_at": "2026-01-01T00:00Z"}
    person = KnownPersonFactory(**values)
    roster = stage(person_row(1))

    with pytest.raises(RowNotKnown) as refusal:
        use_known_person(row=row_of(roster, 2), person=person, actor=cast.officer)

    assert refusal.value.sentence


def test_all_rows_of_a_state_are_decided_at_one_press(cast, stage):
    roster = stage(person_row(1), person_row(1), person_row(1), person_row(2, phone="0812"))

    assert decide_all(roster=roster, state=RowState.DUPLICATE, decision=Decision.SKIP, actor=cast.officer) == 2

    assert states(roster) == [RowState.READY, RowState.SKIPPED, RowState.SKIPPED, RowState.WRONG]


def test_using_the_known_for_all_leaves_rows_without_a_known_person_alone(cast, stage):
    KnownPersonFactory(city=cast.city, family_name="ใจดี")
    roster = stage(person_row(1, name=MALI, born=""), person_row(2, phone="0812"))

    n_rows = decide_all(roster=roster, state=RowState.WRONG, decision=Decision.USE_KNOWN, actor=cast.officer)
    n_known = decide_all(roster=roster, state=RowState.KNOWN, decision=Decision.USE_KNOWN, actor=cast.officer)

    assert (n_rows, n_known) == (0, 1)
    assert states(roster) == [RowState.READY, RowState.WRONG]


def test_many_rows_are_corrected_all_or_nothing(cast, stage, row_of):
    roster = stage(person_row(1, phone="0812"), person_row(2, phone="0813"))

    with pytest.raises(RowNotKnown):
        correct_rows(roster=roster, values_by_number={2: {F.PHONE: "0812345678"}, 99: {}}, actor=cast.officer)
    assert states(roster) == [RowState.WRONG, RowState.WRONG]

    values = {2: {F.PHONE: "0812345678"}, 3: {F.PHONE: "0812345679"}}
    assert correct_rows(roster=roster, values_by_number=values, actor=cast.officer) == 2
    assert states(roster) == [RowState.READY, RowState.READY]


def test_a_stranger_decides_nothing(cast, stage, row_of):
    row = row_of(stage(person_row(1)), 2)

    for act in (skip_row, keep_apart, reconsider_row):
        with pytest.raises(PermissionDenied):
            act(row=row, actor=cast.keeper)
    with pytest.raises(PermissionDenied):
        correct_row(row=row, values={F.PHONE: "0812345678"}, actor=cast.stranger)

    row.refresh_from_db()
    assert (row.state, row.decision) == (RowState.READY, "")


def test_nothing_is_decided_in_a_closed_roster_or_about_a_row_that_went(cast, stage, row_of):
    roster = stage(person_row(1))
    row = row_of(roster, 2)
    RosterRow.objects.filter(pk=row.pk).delete()
    with pytest.raises(RowNotKnown):
        skip_row(row=row, actor=cast.officer)

    discard_roster(roster=roster, actor=cast.officer)
    with pytest.raises(RosterClosed):
        skip_row(row=row, actor=cast.officer)
