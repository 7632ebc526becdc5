"""Giving seats back, and the waiting list behind them."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.enrollment import adult, child, joined, new_key, seated
from factories.rows import OfferingFactory
from mueang.apps.audit.models import Event
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.enrollment.actions import (
    join_waitlist,
    offer_to_waiting,
    release_cancelled,
    withdraw,
    withdraw_by_ticket,
)
from mueang.apps.enrollment.enums import EnrollmentState, Via
from mueang.apps.enrollment.errors import EnrollmentEnded, NotOnTheTicket
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.notices.models import Notice

pytestmark = pytest.mark.django_db


def wait(offering, *members):
    return join_waitlist(offering=offering, members=members or [adult()], via=Via.SELF, request_key=new_key())


def states(party):
    return set(party.enrollments.values_list("state", flat=True))


def test_a_withdrawn_seat_is_offered_to_who_waits_first_and_counts_as_taken():
    offering = OfferingFactory(seats=1)
    (enrollment,) = seated(offering)
    first, second = wait(offering), wait(offering)

    withdraw(enrollment=enrollment, actor=None)

    offering.refresh_from_db()
    assert (states(first), states(second)) == ({EnrollmentState.OFFERED}, {EnrollmentState.WAITLISTED})
    assert offering.seats_taken == 1
    assert first.enrollments.get().enrolled_at is None


def test_a_party_is_offered_its_seats_whole_and_a_smaller_one_behind_it_goes_before():
    offering = OfferingFactory(seats=2)
    one, other = seated(offering, 2)
    family, single = wait(offering, adult(), child()), wait(offering)

    withdraw(enrollment=one, actor=None)
    after_one = (states(family), states(single))
    withdraw(enrollment=other, actor=None)

    assert after_one == ({EnrollmentState.WAITLISTED}, {EnrollmentState.OFFERED})
    assert states(family) == {EnrollmentState.WAITLISTED}
    withdraw(enrollment=single.enrollments.get(), actor=None)
    offering.refresh_from_db()
    assert states(family) == {EnrollmentState.OFFERED}
    assert offering.seats_taken == 2


def test_who_is_offered_a_seat_without_account_or_e_mail_is_told_by_text_an_officer_copies():
    offering = OfferingFactory(seats=1)
    (enrollment,) = seated(offering)
    party = wait(offering, adult("มาลี", phone="0812345678"))

    withdraw(enrollment=enrollment, actor=None)

    notice = Notice.objects.get(channel="copy")
    assert notice.address == party.lead.phone
    assert "มาลี" in notice.body
    assert f"/my/offer/{party.offers.get().token}/" in notice.body
    assert Event.objects.filter(verb="enrollment.seat_offered").count() == 1


def test_leaving_the_waiting_list_frees_no_seat():
    offering = OfferingFactory(seats=1)
    seated(offering)
    party = wait(offering)

    withdraw(enrollment=party.enrollments.get(), actor=None)

    offering.refresh_from_db()
    assert offering.seats_taken == 1


@pytest.mark.parametrize("state", ["withdrawn", "completed", "not_completed"])
def test_what_has_ended_is_not_withdrawn(state):
    (enrollment,) = seated(OfferingFactory())
    Enrollment.objects.update(state=state)

    with pytest.raises(EnrollmentEnded):
        withdraw(enrollment=enrollment, actor=None)


def test_a_stranger_withdraws_nobody_and_an_officer_does(cast):
    (enrollment,) = seated(OfferingFactory(program__city=cast.city, place=cast.place))

    for stranger in (cast.stranger, cast.learner, cast.instructor, cast.manager_elsewhere):
        with pytest.raises(PermissionDenied):
            withdraw(enrollment=enrollment, actor=stranger)
    withdraw(enrollment=enrollment, actor=cast.keeper)

    assert Event.objects.get(verb="enrollment.withdrawn").actor == cast.keeper


def test_a_ticket_gives_back_its_own_seats_only():
    offering = OfferingFactory()
    mine, theirs = joined(offering), joined(offering)

    for ticket, enrollment in (
        (mine.ticket, theirs.enrollments.get().uuid),
        ("", mine.enrollments.get().uuid),
        ("guess", mine.enrollments.get().uuid),
        (mine.ticket, uuid4()),
    ):
        with pytest.raises(NotOnTheTicket):
            withdraw_by_ticket(ticket=ticket, enrollment=enrollment)
    withdraw_by_ticket(ticket=mine.ticket, enrollment=mine.enrollments.get().uuid)

    assert (states(mine), states(theirs)) == ({EnrollmentState.WITHDRAWN}, {EnrollmentState.ENROLLED})


def test_a_withdrawn_person_may_join_again():
    offering, member = OfferingFactory(seats=1), adult()
    withdraw(enrollment=joined(offering, member).enrollments.get(), actor=None)

    again = joined(offering, member)

    assert states(again) == {EnrollmentState.ENROLLED}


def test_more_seats_are_offered_to_who_waits_but_not_once_it_is_over():
    offering, now = OfferingFactory(seats=1), timezone.now()
    seated(offering)
    party = wait(offering)
    offering.refresh_from_db()
    offering.seats, offering.state = 2, OfferingState.FINISHED
    offering.save()

    over = offer_to_waiting(offering=offering, now=now)
    offering.state = OfferingState.PUBLISHED
    offering.save()

    assert (over, offer_to_waiting(offering=offering, now=now)) == (0, 1)
    assert offer_to_waiting(offering=offering, now=now) == 0
    assert states(party) == {EnrollmentState.OFFERED}


def test_a_cancelled_offering_lets_everybody_go_and_tells_each_party():
    offering, now = OfferingFactory(seats=2), timezone.now()
    joined(offering, adult(), child())
    wait(offering, adult(email="malee@example.org"))
    assert release_cancelled(offering=offering, now=now) == 0
    offering.refresh_from_db()
    offering.state, offering.cancel_note = OfferingState.CANCELLED, "น้ำท่วม"
    offering.save()

    released = release_cancelled(offering=offering, now=now), release_cancelled(offering=offering, now=now)

    offering.refresh_from_db()
    assert (released, offering.seats_taken) == ((3, 0), 0)
    told = Notice.objects.filter(key__endswith=":cancelled")
    assert sorted(told.values_list("channel", flat=True)) == ["copy", "email"]
    assert all("น้ำท่วม" in notice.body for notice in told)
