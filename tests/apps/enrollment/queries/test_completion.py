"""Hours by mode, credit and the rule of completion, read from the ledger."""

from fractions import Fraction

import pytest
from django.utils import timezone

from factories.enrollment import past_session, seated, take_roll
from factories.rows import OfferingFactory
from mueang.apps.catalog.enums import Mode, SessionState
from mueang.apps.enrollment.actions import RollMark, assess, withdraw
from mueang.apps.enrollment.models import HoursEntry
from mueang.apps.enrollment.queries import completion_table, hours_table, minutes_by_enrollment

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, program__required_share_percent=0)


def test_hours_are_kept_apart_by_mode_and_session(cast, offering):
    diligent, absent = seated(offering, 2)
    lecture = past_session(offering, days=2, number=1, mode=Mode.LECTURE, minutes=60)
    lab = past_session(offering, days=1, number=2, mode=Mode.LAB)
    take_roll(lecture, actor=cast.keeper)
    take_roll(lab, actor=cast.keeper, marks={absent: RollMark("absent")})

    rows = {row.enrollment: row for row in hours_table(offering=offering)}

    assert rows[diligent].minutes_by_session == {lecture.pk: 60, lab.pk: 180}
    assert rows[diligent].minutes_by_mode == {"lecture": 60, "lab": 180}
    assert (rows[diligent].total_minutes, rows[absent].total_minutes) == (240, 60)


def test_hours_without_a_session_count_by_mode_only(cast, offering):
    (learner,) = seated(offering)
    HoursEntry.objects.create(
        enrollment=learner, mode="practice", minutes=90, recorded_by=cast.officer, recorded_at=timezone.now()
    )

    (row,) = hours_table(offering=offering)

    assert (row.minutes_by_session, row.minutes_by_mode) == ({}, {"practice": 90})


def test_what_was_taken_back_does_not_count(cast, offering):
    (learner,) = seated(offering)
    session = past_session(offering)
    take_roll(session, actor=cast.keeper)
    take_roll(session, actor=cast.keeper, marks={learner: RollMark("absent")}, reason="เช็กผิด")

    (row,) = completion_table(offering=offering)

    assert (dict(row.minutes_by_mode), row.total_minutes, row.credit_words) == ({}, 0, "0.00")
    assert minutes_by_enrollment([learner.pk]) == {}


def test_credit_is_a_range_where_the_regulation_leaves_one(cast, offering):
    seated(offering)
    take_roll(past_session(offering, number=1, mode=Mode.LECTURE, minutes=15 * 60, days=3), actor=cast.keeper)
    exact = completion_table(offering=offering)[0]
    take_roll(past_session(offering, number=2, mode=Mode.LAB, minutes=15 * 60), actor=cast.keeper)
    take_roll(past_session(offering, number=3, mode=Mode.PRACTICE, minutes=45, days=2), actor=cast.keeper)

    (row,) = completion_table(offering=offering)

    assert exact.credit_words == "1.00"
    assert (row.credits.least, row.credits.most) == (
        1 + Fraction(1, 3) + Fraction(1, 60),
        Fraction(3, 2) + Fraction(1, 60),
    )
    assert row.credit_words == "1.35–1.51"
    assert (row.lecture_minutes, row.lab_minutes, row.practice_minutes) == (900, 900, 45)


def test_the_rule_names_what_is_missing(cast, offering):
    offering.program.needs_assessment, offering.program.required_share_percent = True, 80
    offering.program.save()
    (learner,) = seated(offering)
    take_roll(past_session(offering, minutes=200, number=1, days=3), actor=cast.keeper)
    past_session(offering, minutes=200, number=2, days=2)
    past_session(offering, minutes=500, number=3, days=1, state=SessionState.CANCELLED)

    (row,) = completion_table(offering=offering)

    missing = [(reason.code, reason.missing) for reason in row.decision.reasons]
    assert missing == [("total_short", 100), ("attendance_short", 120), ("assessment_not_passed", 1)]
    assert row.minutes_missing == 120
    assess(enrollment=learner, result="passed", actor=cast.keeper)
    assert completion_table(offering=offering)[0].is_assessed_passed


def test_before_any_session_the_share_of_nothing_is_not_asked(offering):
    offering.program.required_share_percent, offering.program.required_minutes = 80, 0
    offering.program.save()
    seated(offering)

    (row,) = completion_table(offering=offering)

    assert row.decision.completed
    assert row.minutes_missing == 0


def test_the_table_leaves_out_the_withdrawn_and_names_merged_persons_by_the_kept_row(cast, offering):
    kept, gone, merged = seated(offering, 3)
    withdraw(enrollment=gone, actor=None)
    merged.person.merged_into = kept.person
    merged.person.save()

    rows = completion_table(offering=offering)

    assert {row.person for row in rows} == {kept.person}
    assert {row.person for row in hours_table(offering=offering)} == {kept.person}


@pytest.mark.parametrize("n_learners", [1, 3])
def test_tables_take_a_fixed_number_of_statements(cast, offering, n_learners, django_assert_num_queries):
    seated(offering, n_learners)
    take_roll(past_session(offering), actor=cast.keeper)

    with django_assert_num_queries(5):
        assert len(completion_table(offering=offering)) == n_learners
    with django_assert_num_queries(2):
        assert len(hours_table(offering=offering)) == n_learners
