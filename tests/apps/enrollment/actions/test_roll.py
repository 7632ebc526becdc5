"""Taking the roll: defaults, minutes, corrections, and what the ledger says afterwards."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.utils import timezone

from factories.enrollment import joined, past_session, seated, take_roll
from factories.rows import OfferingFactory, SessionFactory, UserFactory
from mueang.apps.audit.models import Event
from mueang.apps.catalog.enums import Mode, SessionState
from mueang.apps.enrollment.actions import RollMark, save_roll, withdraw
from mueang.apps.enrollment.errors import (
    MinutesOutOfRange,
    NotOnTheRoll,
    ReasonNeeded,
    RollChanged,
    RollTooEarly,
    SessionNotHeld,
)
from mueang.apps.enrollment.models import Attendance, HoursEntry, RollCall

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place)


@pytest.fixture
def session(offering):
    """Three hours of lab that began half an hour ago."""
    return SessionFactory(offering=offering, starts_at=timezone.now() - timedelta(minutes=30))


def marks():
    return dict(Attendance.objects.values_list("enrollment", "mark"))


def minutes(enrollment):
    return HoursEntry.objects.filter(enrollment=enrollment).aggregate(sum=Sum("minutes"))["sum"] or 0


def test_everybody_without_a_mark_is_present_for_the_whole_session(cast, offering, session):
    learners = seated(offering, 3)

    take_roll(session, actor=cast.keeper, marks={learners[0]: RollMark("absent"), learners[1]: RollMark("excused")})

    assert list(marks().values()) == ["absent", "excused", "present"]
    entry = HoursEntry.objects.get()
    assert (entry.enrollment, entry.mode, entry.minutes, entry.recorded_by) == (
        learners[2],
        Mode.LAB,
        180,
        cast.keeper,
    )


@pytest.mark.parametrize(
    ("minutes_ago", "mark", "expected"),
    [
        (30, RollMark("late"), 150),  # arrived as the roll was saved
        (30, RollMark("late", 170), 170),  # the keeper said ten minutes late
        (400, RollMark("late"), 165),  # written down afterwards: a quarter of an hour is assumed
        (30, RollMark("present", 60), 60),  # left early
        (30, RollMark("late", 0), 0),
    ],
)
def test_minutes_of_the_late(cast, offering, minutes_ago, mark, expected):
    now = timezone.now()
    session = SessionFactory(offering=offering, starts_at=now - timedelta(minutes=minutes_ago))
    (learner,) = seated(offering)

    take_roll(session, actor=cast.keeper, marks={learner: mark}, now=now)

    assert Attendance.objects.get().minutes_present == minutes(learner) == expected


def test_late_in_a_session_shorter_than_the_assumption_counts_nothing(cast, offering):
    (learner,) = seated(offering)
    session = past_session(offering, minutes=10)

    take_roll(session, actor=cast.keeper, marks={learner: RollMark("late")})

    assert minutes(learner) == 0


@pytest.mark.parametrize(
    "mark", [RollMark("present", 181), RollMark("late", -1), RollMark("absent", 10), RollMark("excused", 180)]
)
def test_minutes_that_cannot_be_are_refused_and_nothing_is_written(cast, offering, session, mark):
    (learner,) = seated(offering)

    with pytest.raises(MinutesOutOfRange) as refusal:
        take_roll(session, actor=cast.keeper, marks={learner: mark})

    assert learner.person.full_name in refusal.value.sentence
    assert not RollCall.objects.exists()
    assert not Attendance.objects.exists()


def test_the_same_press_again_changes_nothing(cast, offering, session):
    seated(offering)
    press = {"session": session, "marks": {}, "request_key": "one", "actor": cast.keeper}

    assert save_roll(**press) == save_roll(**press)

    assert HoursEntry.objects.count() == 1


def test_a_correction_reverses_the_entry_and_makes_a_new_one(cast, offering, session):
    learner, other = seated(offering, 2)
    take_roll(session, actor=cast.keeper)

    take_roll(session, actor=cast.officer, marks={learner: RollMark("late", 100)})
    take_roll(session, actor=cast.officer, marks={learner: RollMark("absent")})

    lines = HoursEntry.objects.filter(enrollment=learner).order_by("pk").values_list("minutes", flat=True)
    assert list(lines) == [180, -180, 100, -100]
    assert (minutes(learner), minutes(other)) == (0, 180)
    assert HoursEntry.objects.filter(enrollment=other).count() == 1
    assert marks()[other.pk] == "present"


def test_what_a_mark_was_before_stays_in_the_record(cast, offering, session):
    (learner,) = seated(offering)
    take_roll(session, actor=cast.keeper)

    take_roll(session, actor=cast.keeper, marks={learner: RollMark("absent", reason="ไปหาหมอ")})

    facts = Event.objects.filter(verb="roll.saved").latest("number").facts
    assert facts["before"] == {str(learner.uuid): ["present", 180]}
    assert "หมอ" not in str(facts)


def test_a_late_mark_saved_again_keeps_its_minutes(cast, offering, session):
    (learner,) = seated(offering)
    take_roll(session, actor=cast.keeper, marks={learner: RollMark("late", 100)})

    take_roll(session, actor=cast.keeper, marks={learner: RollMark("late", reason="รถติด")})

    attendance = Attendance.objects.get()
    assert (attendance.minutes_present, attendance.reason) == (100, "รถติด")
    assert HoursEntry.objects.count() == 1


def test_after_the_day_a_change_takes_a_reason(cast, offering):
    session, (learner,) = past_session(offering), seated(offering)
    take_roll(session, actor=cast.keeper)

    with pytest.raises(ReasonNeeded):
        take_roll(session, actor=cast.keeper, marks={learner: RollMark("absent")}, reason="  ")
    take_roll(session, actor=cast.keeper, marks={learner: RollMark("present")})
    take_roll(session, actor=cast.keeper, marks={learner: RollMark("absent")}, reason="เช็กผิดคน")

    assert HoursEntry.objects.get(minutes__lt=0).reason == "เช็กผิดคน"
    assert RollCall.objects.latest("pk").reason == "เช็กผิดคน"


def test_a_roll_saved_by_a_colleague_meanwhile_is_not_overwritten(cast, offering, session):
    (learner,) = seated(offering)
    first = take_roll(session, actor=cast.officer, marks={learner: RollMark("absent")}, seen=0)

    with pytest.raises(RollChanged) as refusal:
        take_roll(session, actor=cast.keeper, seen=0)
    take_roll(session, actor=cast.keeper, marks={learner: RollMark("present")}, seen=first.pk)

    assert str(cast.officer) in refusal.value.sentence
    assert marks()[learner.pk] == "present"


def test_who_enrolled_after_the_roll_was_saved_is_left_unmarked(cast, offering, session):
    seated(offering)
    take_roll(session, actor=cast.keeper)
    late_comer = joined(offering).enrollments.get()

    take_roll(session, actor=cast.keeper)

    assert late_comer.pk not in marks()


def test_who_withdrew_keeps_their_mark_and_hours(cast, offering, session):
    learner, other = seated(offering, 2)
    take_roll(session, actor=cast.keeper)
    withdraw(enrollment=learner, actor=None)

    take_roll(session, actor=cast.keeper, marks={other: RollMark("absent")})

    assert (marks()[learner.pk], minutes(learner)) == ("present", 180)


def test_a_stranger_to_the_offering_cannot_be_marked(cast, offering, session):
    elsewhere = joined(OfferingFactory()).enrollments.get()

    for uuid in (elsewhere.uuid, uuid4()):
        with pytest.raises(NotOnTheRoll):
            save_roll(session=session, marks={uuid: RollMark("absent")}, request_key="k", actor=cast.keeper)


def test_only_those_of_the_place_take_its_roll(cast, offering, session):
    for stranger in (
        cast.stranger,
        cast.learner,
        cast.manager_elsewhere,
        cast.auditor,
        cast.unit_officer,
        UserFactory(),
    ):
        with pytest.raises(PermissionDenied):
            take_roll(session, actor=stranger)
    for member in (cast.instructor, cast.keeper, cast.officer, cast.manager):
        take_roll(session, actor=member)

    assert RollCall.objects.count() == 4


def test_no_roll_of_a_cancelled_session_nor_before_its_day(cast, offering):
    cancelled = SessionFactory(offering=offering, state=SessionState.CANCELLED)
    to_come = SessionFactory(offering=offering, starts_at=timezone.now() + timedelta(days=1))

    with pytest.raises(SessionNotHeld):
        take_roll(cancelled, actor=cast.keeper)
    with pytest.raises(RollTooEarly):
        take_roll(to_come, actor=cast.keeper)


@pytest.mark.parametrize("n_learners", [1, 3])
def test_saving_takes_a_fixed_number_of_statements(cast, offering, session, n_learners, django_assert_num_queries):
    learners = seated(offering, n_learners)
    take_roll(session, actor=cast.keeper)

    with django_assert_num_queries(19):
        take_roll(session, actor=cast.keeper, marks={learner: RollMark("late", 60) for learner in learners})
