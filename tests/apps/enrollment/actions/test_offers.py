"""An offered seat is accepted, declined or passed on, once, whoever asks at the same time."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cast import MEMBERS
from factories.enrollment import adult, child, seated, states, waiting
from factories.rows import OfferingFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment import tasks
from mueang.apps.enrollment.actions import (
    accept_offer,
    decline_offer,
    enrol_persons,
    expire_offer,
    offer_by_hand,
    set_answer_hours,
    withdraw,
)
from mueang.apps.enrollment.enums import EnrollmentState, OfferState, Via
from mueang.apps.enrollment.errors import (
    EnrollmentClosed,
    NobodyWaits,
    OfferingFull,
    OfferOver,
    ReasonNeededHere,
)
from mueang.apps.enrollment.models import Enrollment, SeatOffer
from mueang.apps.notices.models import Notice

pytestmark = pytest.mark.django_db

MONDAY = datetime(2031, 6, 2, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def offering(cast):
    return OfferingFactory(
        seats=2,
        program__city=cast.city,
        place=cast.place,
        starts_on=(MONDAY + timedelta(weeks=4)).date(),
        ends_on=(MONDAY + timedelta(weeks=8)).date(),
    )


def offered(offering, *members, now=MONDAY):
    """A party that waited and is offered the seats somebody gave back."""
    leaving = seated(offering, 2)
    party = waiting(offering, *members)
    for row in leaving:
        withdraw(enrollment=row, actor=None, now=now)
    return party.offers.get()


def taken(offering):
    offering.refresh_from_db()
    return offering.seats_taken


def test_yes_seats_everybody_and_a_second_yes_changes_nothing(offering):
    offer = offered(offering, adult(email="malee@example.org"), child())

    first, second = accept_offer(offer=offer), accept_offer(offer=offer)

    assert (first, states(offer.party), taken(offering)) == (second, {"enrolled"}, 2)
    assert all(row.enrolled_at for row in offer.party.enrollments.all())
    assert Event.objects.filter(verb="enrollment.offer_accepted").count() == 1
    assert offer.party.ticket in Notice.objects.get(key__endswith=":accepted").body


def test_no_gives_the_seats_to_the_next_and_a_second_no_changes_nothing(offering):
    offer = offered(offering, adult(), child())
    following = waiting(offering, adult(), child())

    decline_offer(offer=offer)
    decline_offer(offer=offer)

    assert (states(offer.party), states(following), taken(offering)) == ({"withdrawn"}, {"offered"}, 2)


def test_what_was_answered_is_not_answered_otherwise(offering):
    offer = offered(offering, adult(), child())
    accept_offer(offer=offer)

    with pytest.raises(OfferOver) as refused:
        decline_offer(offer=offer)

    assert refused.value.state == OfferState.ACCEPTED
    assert states(offer.party) == {"enrolled"}


def test_nobody_says_yes_to_a_cancelled_activity(offering):
    offer = offered(offering)
    offering.refresh_from_db()
    offering.state = "cancelled"
    offering.save()

    with pytest.raises(EnrollmentClosed):
        accept_offer(offer=offer)


def test_who_misses_an_offer_waits_again_at_the_end_and_leaves_the_second_time(offering):
    offer = offered(offering, adult(phone="0812345678"), child())
    following = waiting(offering, adult(), child())
    times = [MONDAY + timedelta(days=days) for days in (3, 6, 9)]

    tasks.run(times[0])
    after_first = states(offer.party), states(following)
    tasks.run(times[1])
    tasks.run(times[2])

    assert after_first == ({"waitlisted"}, {"offered"})
    assert states(offer.party) == {"withdrawn"}
    assert taken(offering) == 2
    missed = Notice.objects.filter(address=offer.party.lead.phone, key__endswith=":missed").order_by("pk")
    assert ["ต่อท้ายรายชื่อ" in notice.body for notice in missed] == [True, False]


def test_the_worker_may_be_killed_and_run_again_and_passes_an_offer_on_once(offering):
    offer = offered(offering, adult(), child())
    now = offer.answer_by + timedelta(minutes=1)

    done = [expire_offer(offer=offer, now=now) for _ in range(3)]

    assert done == [True, False, False]
    assert Event.objects.filter(verb="enrollment.offer_expired").count() == 1
    assert SeatOffer.objects.filter(party=offer.party).count() == 2  # nobody else waits: the same party is next


def test_an_offer_stands_until_its_time(offering):
    offer = offered(offering)

    assert expire_offer(offer=offer, now=offer.answer_by - timedelta(seconds=1)) is False
    accept_offer(offer=offer, now=offer.answer_by + timedelta(minutes=5))  # late, but nobody was asked meanwhile

    assert states(offer.party) == {"enrolled"}
    assert expire_offer(offer=offer, now=offer.answer_by + timedelta(days=1)) is False


def test_an_answer_after_the_seats_were_passed_on_is_told_so(offering):
    offer = offered(offering)
    expire_offer(offer=offer, now=offer.answer_by)

    for answer in (accept_offer, decline_offer):
        with pytest.raises(OfferOver):
            answer(offer=offer)


def test_one_member_may_leave_an_offered_party_and_the_rest_keep_the_offer(offering):
    offer = offered(offering, adult(), child())

    withdraw(enrollment=offer.party.enrollments.last(), actor=None, now=MONDAY)
    accept_offer(offer=offer)

    assert states(offer.party) == {"enrolled", "withdrawn"}
    assert taken(offering) == 1


def test_an_officer_seats_somebody_who_was_offered_and_the_seat_is_counted_once(offering, cast):
    offer = offered(offering)
    person = offer.party.enrollments.get().person

    enrol_persons(offering=offering, persons=[person], via=Via.OFFICER, actor=cast.officer)

    offer.refresh_from_db()
    assert (taken(offering), offer.state) == (1, OfferState.LAPSED)
    assert Enrollment.objects.seated().count() == 1


@pytest.mark.parametrize("member", [one for one in MEMBERS if one != "anonymous"])
def test_by_hand_only_by_those_who_may_enrol(offering, cast, member):
    seated(offering, 2)
    party = waiting(offering)
    offering.refresh_from_db()
    offering.seats = 3
    offering.save()
    actor = getattr(cast, member)

    if member in {"keeper", "officer", "manager"}:
        offer_by_hand(party=party, actor=actor, reason="มาจากไกล", now=MONDAY)
        assert (states(party), taken(offering)) == ({"offered"}, 3)
        assert Event.objects.get(verb="enrollment.seat_offered").facts["reason"] == "มาจากไกล"
        set_answer_hours(offering=offering, hours=6, actor=actor)
    else:
        with pytest.raises(PermissionDenied):
            offer_by_hand(party=party, actor=actor, reason="มาจากไกล")
        with pytest.raises(PermissionDenied):
            set_answer_hours(offering=offering, hours=6, actor=actor)


def test_by_hand_needs_a_reason_a_seat_and_somebody_who_waits(offering, cast):
    rows = seated(offering, 2)
    party = waiting(offering)

    with pytest.raises(ReasonNeededHere):
        offer_by_hand(party=party, actor=cast.officer, reason="  ")
    with pytest.raises(OfferingFull):
        offer_by_hand(party=party, actor=cast.officer, reason="มาจากไกล")
    with pytest.raises(NobodyWaits):
        offer_by_hand(party=rows[0].party, actor=cast.officer, reason="มาจากไกล")


def test_the_hours_of_a_line_hold_for_the_next_offer(offering, cast):
    set_answer_hours(offering=offering, hours=5, actor=cast.keeper)

    offer = offered(offering)

    assert offer.answer_by == MONDAY + timedelta(hours=5)
    assert EnrollmentState.OFFERED in states(offer.party)
