"""People who walk in."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.enrollment import adult, child, joined, new_key, past_session, seated, take_roll
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.enrollment.actions import RollMark, WalkIn, join_waitlist
from mueang.apps.enrollment.enums import EnrollmentState, Via
from mueang.apps.enrollment.errors import (
    AlreadyEnrolled,
    DetailsRefused,
    EnrollmentClosed,
    NamedTwice,
    OfferingElsewhere,
    OfferingFull,
)
from mueang.apps.enrollment.models import Attendance, Enrollment, RollCall
from mueang.apps.people.models import Consent, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cast):
    return SessionFactory(offering=OfferingFactory(program__city=cast.city, place=cast.place, seats=2))


def test_a_walk_in_takes_a_free_seat_and_is_marked(cast, session):
    seated(session.offering)

    take_roll(session, actor=cast.keeper, walk_ins=[WalkIn(adult("มาลี"), mark=RollMark("late", 100))])

    enrollment = Enrollment.objects.get(person__given_name="มาลี")
    session.offering.refresh_from_db()
    assert (enrollment.state, enrollment.via, enrollment.enrolled_by) == ("enrolled", Via.WALK_IN, cast.keeper)
    assert Attendance.objects.get(enrollment=enrollment).minutes_present == 100
    assert session.offering.seats_taken == 2
    assert Consent.objects.get(person=enrollment.person).lawful_basis == "public_task"


def test_without_a_seat_left_nobody_is_squeezed_in_and_the_roll_is_not_saved(cast, session):
    seated(session.offering, 2)

    with pytest.raises(OfferingFull):
        take_roll(session, actor=cast.keeper, walk_ins=[WalkIn(adult())])

    assert not RollCall.objects.exists()


def test_a_keeper_may_add_the_missing_seats_on_purpose(cast, session):
    seated(session.offering)
    walk_ins = [WalkIn(adult(), adds_seat=True), WalkIn(adult(), adds_seat=True)]

    take_roll(session, actor=cast.keeper, walk_ins=walk_ins)

    session.offering.refresh_from_db()
    assert (session.offering.seats, session.offering.seats_taken) == (3, 3)


def test_an_instructor_seats_walk_ins_but_adds_no_seats(cast, session):
    seated(session.offering)

    two = [WalkIn(adult(), adds_seat=True), WalkIn(adult(), adds_seat=True)]
    with pytest.raises(PermissionDenied):
        take_roll(session, actor=cast.instructor, walk_ins=two)
    take_roll(session, actor=cast.instructor, walk_ins=[WalkIn(adult())])

    session.offering.refresh_from_db()
    assert (session.offering.seats, session.offering.seats_taken) == (2, 2)


def test_who_waits_and_walks_in_gets_their_seat(cast, session):
    offering = session.offering
    joined(offering, adult(), adult())
    waiting = join_waitlist(offering=offering, members=[adult()], via=Via.SELF, request_key=new_key())

    take_roll(session, actor=cast.keeper, walk_ins=[WalkIn(waiting.lead, adds_seat=True)])

    enrollment = waiting.enrollments.get()
    assert enrollment.state == EnrollmentState.ENROLLED
    assert Attendance.objects.filter(enrollment=enrollment, mark="present").exists()


def test_a_child_walks_in_without_a_phone(cast, session):
    take_roll(session, actor=cast.keeper, walk_ins=[WalkIn(child("นูร์", relation=""))])

    assert Enrollment.objects.get().person.given_name == "นูร์"


def test_who_has_a_seat_or_is_typed_twice_is_not_seated_again(cast, session):
    lead = joined(session.offering).lead
    twin = adult("มาลี")

    with pytest.raises(AlreadyEnrolled):
        take_roll(session, actor=cast.keeper, walk_ins=[WalkIn(lead)])
    with pytest.raises(NamedTwice):
        take_roll(session, actor=cast.keeper, walk_ins=[WalkIn(twin), WalkIn(twin)])

    assert Enrollment.objects.count() == 1


def test_people_of_other_cities_and_names_too_long_are_refused(cast, session):
    elsewhere = joined(OfferingFactory(program__city=cast.elsewhere)).lead

    with pytest.raises(OfferingElsewhere):
        take_roll(session, actor=cast.keeper, walk_ins=[WalkIn(elsewhere)])
    with pytest.raises(DetailsRefused) as refusal:
        take_roll(session, actor=cast.keeper, walk_ins=[WalkIn(adult("ก" * 121))])

    assert "121" in refusal.value.sentence
    assert not Person.objects.filter(given_name__startswith="กก").exists()


def test_nobody_walks_into_what_is_finished(cast, session):
    session.offering.state = OfferingState.FINISHED
    session.offering.save()

    with pytest.raises(EnrollmentClosed):
        take_roll(session, actor=cast.keeper, walk_ins=[WalkIn(adult())])


def test_a_walk_in_recorded_later_needs_a_reason_like_any_change(cast, session):
    past = past_session(session.offering, number=99)
    take_roll(past, actor=cast.keeper)

    roll = take_roll(past, actor=cast.keeper, walk_ins=[WalkIn(adult())], reason="ตกหล่น", now=timezone.now())

    assert roll.reason == "ตกหล่น"
