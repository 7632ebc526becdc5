"""Seats held for somebody invited count as taken, are joined like any other, and are given to everybody in the end."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cast import MEMBERS
from factories.enrollment import adult, child, joined, new_key, seated, states, waiting
from factories.rows import OfferingFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment import tasks
from mueang.apps.enrollment.actions import hold_seats, join_held, release_cancelled, release_hold
from mueang.apps.enrollment.enums import HoldState, Via
from mueang.apps.enrollment.errors import AlreadyEnrolled, HoldOver, OfferingFull
from mueang.apps.enrollment.queries import held_seat, hold_by_link, standing_holds

pytestmark = pytest.mark.django_db

MONDAY = datetime(2031, 6, 2, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def offering(cast):
    return OfferingFactory(
        seats=3, program__city=cast.city, place=cast.place, starts_on=date(2031, 7, 1), ends_on=date(2031, 7, 30)
    )


def take(hold, *members, key="", **options):
    request_key = key or new_key()
    return join_held(hold=hold, members=members or [adult()], via=Via.SELF, request_key=request_key, **options)


def taken(offering):
    offering.refresh_from_db()
    return offering.seats_taken


@pytest.mark.parametrize("member", [one for one in MEMBERS if one != "anonymous"])
def test_only_the_citys_officers_hold_seats(offering, cast, member):
    actor = getattr(cast, member)
    if member in {"officer", "manager"}:
        hold = hold_seats(offering=offering, n_seats=2, actor=actor)
        assert (taken(offering), hold.release_on) == (2, date(2031, 6, 28))
        assert release_hold(hold=hold, actor=actor)
    else:
        with pytest.raises(PermissionDenied):
            hold_seats(offering=offering, n_seats=2, actor=actor)
        hold = hold_seats(offering=offering, n_seats=2, actor=cast.officer)
        with pytest.raises(PermissionDenied):
            release_hold(hold=hold, actor=actor)


def test_a_held_seat_is_nobody_elses(offering, cast):
    hold_seats(offering=offering, n_seats=2, actor=cast.officer)

    with pytest.raises(OfferingFull):
        joined(offering, adult(), adult())
    with pytest.raises(OfferingFull):
        hold_seats(offering=offering, n_seats=2, actor=cast.officer)
    assert taken(offering) == 2


def test_who_asks_under_the_same_token_holds_once(offering, cast):
    first = hold_seats(offering=offering, n_seats=1, actor=cast.officer, token="opaque")

    assert hold_seats(offering=offering, n_seats=1, actor=cast.officer, token="opaque") == first
    assert taken(offering) == 1


def test_the_invited_sit_in_the_held_seats_even_when_all_others_are_taken(offering, cast):
    hold = hold_seats(offering=offering, n_seats=2, actor=cast.officer, token="opaque")
    joined(offering)

    party = take(hold, adult(), child(), key="once")

    assert (states(party), taken(offering)) == ({"enrolled"}, 3)
    assert hold_by_link(offering, hold.link).state == HoldState.TAKEN
    known = held_seat("opaque")
    assert (known.state, known.n_taken, known.n_attended) == (HoldState.TAKEN, 2, 0)
    assert "เด็ก" not in repr(known)


def test_seats_the_invited_do_not_need_are_free_again(offering, cast):
    hold = hold_seats(offering=offering, n_seats=3, actor=cast.officer)

    take(hold)

    assert taken(offering) == 1


def test_a_second_press_gives_the_same_ticket_and_a_second_person_none(offering, cast):
    hold, member = hold_seats(offering=offering, n_seats=1, actor=cast.officer), adult()
    party = take(hold, member, key="once")

    assert take(hold, member, key="once") == party
    with pytest.raises((HoldOver, AlreadyEnrolled)):
        take(hold, adult())
    assert taken(offering) == 1


def test_held_seats_nobody_took_go_to_who_waits_on_their_day(offering, cast):
    hold = hold_seats(offering=offering, n_seats=2, actor=cast.officer, release_on=date(2031, 6, 10))
    seated(offering, 1)
    party = waiting(offering)

    tasks.run(MONDAY)
    before = states(party)
    tasks.run(MONDAY + timedelta(days=8))
    tasks.run(MONDAY + timedelta(days=8))

    assert (before, states(party), taken(offering)) == ({"waitlisted"}, {"offered"}, 2)
    with pytest.raises(HoldOver):
        take(hold)
    assert not standing_holds(offering)
    assert Event.objects.filter(verb="enrollment.hold_released").count() == 1


def test_a_cancelled_activity_holds_no_seat(offering, cast):
    hold_seats(offering=offering, n_seats=1, actor=cast.officer)
    joined(offering)
    offering.refresh_from_db()
    offering.state = "cancelled"
    offering.save()

    release_cancelled(offering=offering, now=MONDAY)

    assert taken(offering) == 0


def test_an_unknown_token_or_link_is_nothing(offering):
    assert held_seat("") is None
    assert held_seat("guess") is None
    assert hold_by_link(offering, "guess") is None
