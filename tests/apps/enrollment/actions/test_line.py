"""Free seats are offered party by party, and saved up for a party they are too few for."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from factories.enrollment import adult, child, joined, seated, states, waiting
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.enrollment.actions import offer_to_waiting, release_cancelled, withdraw
from mueang.apps.enrollment.enums import EnrollmentState, OfferState
from mueang.apps.enrollment.errors import OfferingFull
from mueang.apps.enrollment.models import SeatOffer
from mueang.apps.notices.models import Notice

pytestmark = pytest.mark.django_db

MONDAY = datetime(2031, 6, 2, 12, tzinfo=timezone.get_default_timezone())


def later(**span):
    return MONDAY + timedelta(**span)


@pytest.fixture
def offering(db):
    """Three seats, all taken, four weeks ahead."""
    offering = OfferingFactory(seats=3, starts_on=later(weeks=4).date(), ends_on=later(weeks=8).date())
    seated(offering, 3)
    return offering


def leave(offering, *, now):
    row = offering.enrollments.filter(state=EnrollmentState.ENROLLED).order_by("pk").first()
    withdraw(enrollment=row, actor=None, now=now)
    offering.refresh_from_db()


def test_a_family_lets_others_go_first_for_two_days_and_then_the_seats_are_saved_up_for_it(offering):
    family, first, second = waiting(offering, adult(), child()), waiting(offering), waiting(offering)

    leave(offering, now=later())
    leave(offering, now=later(hours=49))
    family.refresh_from_db()
    kept = (family.seats_kept, offering.seats_left)
    leave(offering, now=later(hours=50))
    family.refresh_from_db()

    assert kept == (1, 0)
    assert (states(family), states(first), states(second)) == ({"offered"}, {"offered"}, {"waitlisted"})
    assert (family.seats_kept, offering.seats_taken) == (0, 3)


def test_a_saved_seat_is_no_newcomers(offering):
    waiting(offering, adult(), child())
    leave(offering, now=later())
    offer_to_waiting(offering=offering, now=later(hours=49))

    with pytest.raises(OfferingFull):
        joined(offering)


def test_the_day_before_the_first_day_saved_seats_go_to_who_fits(offering):
    family, single = waiting(offering, adult(), child()), waiting(offering)
    withdraw(enrollment=single.enrollments.get(), actor=None, now=later())
    leave(offering, now=later())
    offer_to_waiting(offering=offering, now=later(hours=49))
    late = waiting(offering)

    offer_to_waiting(offering=offering, now=later(weeks=4) - timedelta(days=1))

    family.refresh_from_db()
    assert (states(late), states(family), family.seats_kept) == ({"offered"}, {"waitlisted"}, 0)


def test_saved_seats_are_free_again_when_the_party_leaves_or_fits_after_all(offering):
    family, single = waiting(offering, adult(), child()), waiting(offering)
    withdraw(enrollment=single.enrollments.get(), actor=None, now=later())
    leave(offering, now=later())
    offer_to_waiting(offering=offering, now=later(hours=49))

    withdraw(enrollment=family.enrollments.last(), actor=None, now=later(hours=50))

    family.refresh_from_db()
    assert (states(family), family.seats_kept) == ({"offered", "withdrawn"}, 0)
    withdraw(enrollment=family.enrollments.first(), actor=None, now=later(hours=51))
    offering.refresh_from_db()
    assert (offering.seats_taken, family.offers.get().state) == (2, OfferState.LAPSED)


def test_an_offer_ends_before_the_next_session_but_stands_an_hour_at_least(offering):
    SessionFactory(offering=offering, starts_at=later(hours=3), number=1)
    SessionFactory(offering=offering, starts_at=later(weeks=5), number=2)
    waiting(offering)
    waiting(offering)

    leave(offering, now=later())
    leave(offering, now=later(hours=2, minutes=30))

    second, first = SeatOffer.objects.all()
    assert (first.answer_by, second.answer_by) == (later(hours=3), later(hours=3, minutes=30))


def test_without_a_session_ahead_an_offer_stands_its_hours_and_says_until_when(offering):
    waiting(offering, adult(phone="0812345678"))

    leave(offering, now=later())

    offer = SeatOffer.objects.get()
    assert offer.answer_by == later(days=2)
    assert "วันพุธที่ 4 มิถุนายน 2574 12:00 น." in Notice.objects.get(key=f"offer:{offer.uuid}").body


def test_a_party_larger_than_the_whole_activity_is_told_so_instead_of_waiting_for_ever(offering):
    with pytest.raises(OfferingFull) as refused:
        waiting(offering, adult(), child(), child(), child())

    assert "3" in refused.value.sentence


def test_a_cancelled_activity_ends_offers_and_saved_seats(offering):
    family = waiting(offering, adult(), child())
    leave(offering, now=later())
    offer_to_waiting(offering=offering, now=later(hours=49))
    leave(offering, now=later(hours=50))
    offering.state = "cancelled"
    offering.save()

    release_cancelled(offering=offering, now=later(hours=51))

    offering.refresh_from_db()
    assert (offering.seats_taken, states(family)) == (0, {"withdrawn"})
    assert family.offers.get().state == OfferState.LAPSED
