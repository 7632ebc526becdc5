"""Cannot come on a day: the roll starts with excused; a seat given up by mistake may be taken back for a day."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.enrollment import adult, child, joined, new_key, seated, states, waiting
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment.actions import apologise, save_roll, take_back_apology, undo_withdrawal, withdraw
from mueang.apps.enrollment.enums import Mark
from mueang.apps.enrollment.errors import (
    ApologyTooLate,
    EnrollmentClosed,
    EnrollmentEnded,
    NotOnTheTicket,
    OfferingFull,
    UndoTooLate,
)
from mueang.apps.enrollment.models import Apology, Attendance
from mueang.apps.enrollment.queries import party_absences, roll_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, seats=3)


def tomorrow(offering, **details):
    return SessionFactory(offering=offering, starts_at=timezone.now() + timedelta(days=1), **details)


def test_the_roll_starts_with_excused_and_the_first_saving_keeps_it(offering, cast):
    session = tomorrow(offering)
    away, here = seated(offering, 2)
    apologise(enrollment=away, session=session.uuid, actor=None, reason="ไปหาหมอ")
    apologise(enrollment=away, session=session.uuid, actor=None, reason="ไปหาหมอฟัน")

    lines = {line.enrollment: (line.mark, line.reason) for line in roll_sheet(session=session).lines}
    save_roll(session=session, marks={}, request_key=new_key(), actor=cast.keeper, now=session.starts_at)

    assert lines == {away: (Mark.EXCUSED, "ไปหาหมอฟัน"), here: (Mark.PRESENT, "")}
    marks = dict(Attendance.objects.values_list("enrollment", "mark"))
    assert marks == {away.pk: Mark.EXCUSED, here.pk: Mark.PRESENT}
    assert Event.objects.filter(verb="enrollment.apologised").count() == 1


def test_who_comes_after_all_is_expected_again(offering):
    session = tomorrow(offering)
    (row,) = seated(offering, 1)
    apologise(enrollment=row, session=session.uuid, actor=None)

    done = [take_back_apology(enrollment=row, session=session.uuid, actor=None) for _ in range(2)]

    assert done == [True, False]
    assert roll_sheet(session=session).lines[0].mark == Mark.PRESENT


def test_a_session_that_began_has_its_roll_or_is_anothers_takes_no_apology(offering, cast):
    session, other = tomorrow(offering), tomorrow(OfferingFactory())
    (row,) = seated(offering, 1)

    for wrong in (other.uuid, uuid4()):
        with pytest.raises(NotOnTheTicket):
            apologise(enrollment=row, session=wrong, actor=None)
    with pytest.raises(ApologyTooLate):
        apologise(enrollment=row, session=session.uuid, actor=None, now=session.starts_at)
    with pytest.raises(PermissionDenied):
        apologise(enrollment=row, session=session.uuid, actor=cast.stranger)
    withdraw(enrollment=row, actor=None)
    with pytest.raises(EnrollmentEnded):
        apologise(enrollment=row, session=session.uuid, actor=cast.keeper)
    assert not Apology.objects.exists()


@pytest.mark.parametrize("n_people", [1, 3])
def test_the_partys_page_asks_as_often_however_many_they_are(offering, n_people, django_assert_num_queries):
    tomorrow(offering)
    party = joined(offering, *[adult(), child(), child()][:n_people])

    with django_assert_num_queries(3):
        found = party_absences(party)

    assert (len(found.coming), len(found.enrollments)) == (1, n_people)


def test_a_seat_given_up_by_mistake_is_taken_back_once(offering):
    (row,) = seated(offering, 1)
    withdraw(enrollment=row, actor=None)

    first, second = undo_withdrawal(enrollment=row, actor=None), undo_withdrawal(enrollment=row, actor=None)

    offering.refresh_from_db()
    assert (first.state, second.state, offering.seats_taken) == ("enrolled", "enrolled", 1)


def test_a_seat_that_was_offered_to_who_waits_is_gone(offering):
    rows = seated(offering, 3)
    party = waiting(offering)
    withdraw(enrollment=rows[0], actor=None)

    with pytest.raises(OfferingFull):
        undo_withdrawal(enrollment=rows[0], actor=None)

    assert states(party) == {"offered"}


def test_nothing_is_undone_after_a_day_by_a_stranger_or_where_staff_ended_it(offering, cast):
    row, removed, waits = seated(offering, 3)
    withdraw(enrollment=row, actor=None)
    withdraw(enrollment=removed, actor=cast.keeper, reason="ขาดเกินกำหนด")

    with pytest.raises(UndoTooLate):
        undo_withdrawal(enrollment=row, actor=None, now=timezone.now() + timedelta(hours=25))
    with pytest.raises(UndoTooLate):
        undo_withdrawal(enrollment=removed, actor=None)
    with pytest.raises(PermissionDenied):
        undo_withdrawal(enrollment=row, actor=cast.stranger)
    offering.refresh_from_db()
    offering.state = "finished"
    offering.save()
    with pytest.raises(EnrollmentClosed):
        undo_withdrawal(enrollment=row, actor=None)
    assert waits.state == "enrolled"
    assert Event.objects.get(verb="enrollment.withdrawn", actor=cast.keeper).facts["reason"] == "ขาดเกินกำหนด"
