"""Assessments, and who has completed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.enrollment import past_session, seated, take_roll
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.enrollment.actions import (
    RollMark,
    Settled,
    assess,
    assess_everybody,
    settle_completions,
    withdraw,
)
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.errors import EnrollmentEnded
from mueang.apps.enrollment.models import Assessment, Enrollment

pytestmark = pytest.mark.django_db

STRANGERS = ("stranger", "learner", "instructor", "manager_elsewhere", "auditor")


@pytest.fixture
def offering(cast):
    """Six hours planned, five required, 80 % of what is held; two sessions of three hours, both over."""
    return OfferingFactory(program__city=cast.city, place=cast.place)


def states(offering):
    return list(offering.enrollments.order_by("pk").values_list("state", flat=True))


def test_who_has_the_hours_has_completed_and_the_others_have_not(cast, offering):
    diligent, absent = seated(offering, 2)
    first, second = past_session(offering, days=2, number=1), past_session(offering, days=1, number=2)
    take_roll(first, actor=cast.keeper)
    take_roll(second, actor=cast.keeper, marks={absent: RollMark("absent")})

    settled = settle_completions(offering=offering, actor=cast.officer)

    assert settled == Settled(completed=1, not_completed=1, still_learning=0, changed=2)
    assert states(offering) == [EnrollmentState.COMPLETED, EnrollmentState.NOT_COMPLETED]
    assert not Enrollment.objects.filter(offering=offering, ended_at=None).exists()
    assert settle_completions(offering=offering, actor=cast.officer).changed == 0
    assert diligent.holds_a_seat


def test_until_every_roll_is_taken_nobody_has_failed(cast, offering):
    diligent, absent = seated(offering, 2)
    first, second = past_session(offering, days=2, number=1), past_session(offering, days=1, number=2)
    take_roll(first, actor=cast.keeper, marks={absent: RollMark("absent")})

    without_second = settle_completions(offering=offering, actor=cast.officer)
    take_roll(second, actor=cast.keeper)
    SessionFactory(offering=offering, number=3, starts_at=timezone.now() + timedelta(days=1))
    with_one_to_come = settle_completions(offering=offering, actor=cast.officer)

    assert without_second.still_learning == with_one_to_come.still_learning == 2
    assert diligent.state == EnrollmentState.ENROLLED


def test_a_corrected_roll_changes_the_settling_both_ways(cast, offering):
    (learner,) = seated(offering)
    first, second = past_session(offering, days=2, number=1), past_session(offering, days=1, number=2)
    take_roll(first, actor=cast.keeper)
    take_roll(second, actor=cast.keeper)
    settle_completions(offering=offering, actor=cast.officer)
    assert states(offering) == [EnrollmentState.COMPLETED]

    take_roll(second, actor=cast.keeper, marks={learner: RollMark("absent")}, reason="เช็กผิดคน")
    settle_completions(offering=offering, actor=cast.officer)
    worse = states(offering)
    take_roll(second, actor=cast.keeper, marks={learner: RollMark("present")}, reason="ถูกแล้ว")
    settle_completions(offering=offering, actor=cast.officer)

    assert (worse, states(offering)) == ([EnrollmentState.NOT_COMPLETED], [EnrollmentState.COMPLETED])


def test_where_the_programme_asks_the_latest_assessment_counts(cast, offering):
    offering.program.needs_assessment = True
    offering.program.save()
    (learner,) = seated(offering)
    for number in (1, 2):
        take_roll(past_session(offering, days=number, number=number), actor=cast.keeper)

    results = []
    for result in ("passed", "not_yet", "passed"):
        assess(enrollment=learner, result=result, actor=cast.keeper, note="งานประณีต")
        settle_completions(offering=offering, actor=cast.keeper)
        results += states(offering)

    assert results == [EnrollmentState.COMPLETED, EnrollmentState.NOT_COMPLETED, EnrollmentState.COMPLETED]


def test_everybody_not_yet_judged_so_is_judged_at_one_press(cast, offering):
    first, second, gone = seated(offering, 3)
    withdraw(enrollment=gone, actor=None)
    assess(enrollment=first, result="passed", actor=cast.officer)

    counts = [assess_everybody(offering=offering, result="passed", actor=cast.officer) for _ in range(2)]

    assert counts == [1, 0]
    assert Assessment.objects.filter(enrollment=second).count() == 1
    assert not Assessment.objects.filter(enrollment=gone).exists()


def test_who_holds_no_seat_is_not_assessed(cast, offering):
    (learner,) = seated(offering)
    withdraw(enrollment=learner, actor=None)

    with pytest.raises(EnrollmentEnded):
        assess(enrollment=learner, result="passed", actor=cast.officer)


@pytest.mark.parametrize("member", STRANGERS)
def test_strangers_neither_judge_nor_settle(cast, offering, member):
    (learner,) = seated(offering)
    stranger = getattr(cast, member)

    with pytest.raises(PermissionDenied):
        assess(enrollment=learner, result="passed", actor=stranger)
    with pytest.raises(PermissionDenied):
        assess_everybody(offering=offering, result="passed", actor=stranger)
    with pytest.raises(PermissionDenied):
        settle_completions(offering=offering, actor=stranger)


@pytest.mark.parametrize("n_learners", [1, 3])
def test_settling_takes_a_fixed_number_of_statements(cast, offering, n_learners, django_assert_num_queries):
    seated(offering, n_learners)
    take_roll(past_session(offering), actor=cast.keeper)

    with django_assert_num_queries(17):
        settle_completions(offering=offering, actor=cast.officer)
