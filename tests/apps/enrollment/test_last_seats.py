"""Many people want the last seats at one moment."""

from collections import Counter
from functools import partial

import pytest

from factories.enrollment import adult, child, joined, new_key, past_session, seated, states, waiting
from factories.rows import OfferingFactory, RoleGrantFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.enrollment.actions import (
    RollMark,
    accept_offer,
    decline_offer,
    expire_offer,
    hold_seats,
    join,
    join_held,
    save_roll,
    withdraw,
)
from mueang.apps.enrollment.enums import COUNTS_AS_TAKEN, EnrollmentState, OfferState, Via
from mueang.apps.enrollment.errors import HoldOver, OfferingFull, OfferOver
from mueang.apps.enrollment.models import Enrollment, HoursEntry, Party, RollCall, SeatOffer

pytestmark = pytest.mark.slow


def test_twenty_seats_for_sixty_people_and_parties_are_never_oversold(at_once):
    offering = OfferingFactory(seats=20)
    parties = [[adult()] if n % 3 else [adult(), child()] for n in range(60)]
    asks = [partial(join, offering=offering, members=party, via=Via.SELF, request_key=new_key()) for party in parties]

    answers = at_once(asks)

    offering.refresh_from_db()
    kinds = Counter(type(answer).__name__ for answer in answers)
    assert set(kinds) == {"Party", "OfferingFull"}
    assert offering.seats_taken == Enrollment.objects.seated().count() == 20
    assert Party.objects.count() == kinds["Party"]
    assert all(0 <= answer.seats_left < answer.wanted for answer in answers if isinstance(answer, OfferingFull))
    assert {party.enrollments.count() for party in Party.objects.all()} <= {1, 2}


def test_one_request_pressed_ten_times_at_once_is_one_party(at_once):
    offering, member, key = OfferingFactory(seats=5), adult(), new_key()

    answers = at_once([partial(join, offering=offering, members=[member], via=Via.SELF, request_key=key)] * 10)

    offering.refresh_from_db()
    assert {answer.pk for answer in answers} == {Party.objects.get().pk}
    assert offering.seats_taken == 1


def test_seats_given_back_and_taken_at_once_add_up(at_once):
    offering = OfferingFactory(seats=6)
    leaving = seated(offering, 6)

    at_once(
        [
            *(partial(withdraw, enrollment=enrollment, actor=None) for enrollment in leaving),
            *(partial(joined, offering) for _ in range(6)),
        ]
    )

    offering.refresh_from_db()
    assert Enrollment.objects.filter(state=EnrollmentState.WITHDRAWN).count() == 6
    assert offering.seats_taken == Enrollment.objects.seated().count()


def test_a_roll_saved_ten_times_at_once_is_one_roll(at_once):
    offering = OfferingFactory()
    keeper = RoleGrantFactory(
        role=Role.KEEPER, scope_kind=ScopeKind.PLACE, scope=offering.place.uuid, city=offering.city
    ).user
    learners, session = seated(offering, 3), past_session(offering)
    marks = {learners[0].uuid: RollMark("absent")}

    at_once([partial(save_roll, session=session, marks=marks, request_key="once", actor=keeper)] * 10)

    assert RollCall.objects.count() == 1
    assert HoursEntry.objects.count() == 2


def offered_party(offering):
    """A family that is offered the two seats somebody gave back."""
    leaving = seated(offering, 2)
    party = waiting(offering, adult(), child())
    for row in leaving:
        withdraw(enrollment=row, actor=None)
    return party.offers.get()


def test_two_devices_accept_one_offer_at_once(at_once):
    offering = OfferingFactory(seats=2)
    offer = offered_party(offering)

    answers = at_once([partial(accept_offer, offer=offer)] * 6)

    offering.refresh_from_db()
    assert {getattr(answer, "state", answer) for answer in answers} == {OfferState.ACCEPTED}
    assert (states(offer.party), offering.seats_taken) == ({EnrollmentState.ENROLLED}, 2)


def test_time_runs_out_at_the_moment_of_the_answer(at_once):
    for _ in range(4):
        offering = OfferingFactory(seats=2)
        offer = offered_party(offering)
        following = waiting(offering, adult(), child())

        accepted, expired, declined = at_once(
            [
                partial(accept_offer, offer=offer),
                partial(expire_offer, offer=offer, now=offer.answer_by),
                partial(decline_offer, offer=offer),
            ]
        )

        offering.refresh_from_db()
        offer.refresh_from_db()
        assert offering.seats_taken == 2
        assert Enrollment.objects.filter(offering=offering, state__in=COUNTS_AS_TAKEN).count() == 2
        won = offer.state == OfferState.ACCEPTED
        assert (states(offer.party) == {EnrollmentState.ENROLLED}) == won
        assert (states(following) == {EnrollmentState.OFFERED}) == (not won)
        assert [isinstance(one, OfferOver) for one in (accepted, declined)].count(False) <= 1
        assert expired in (True, False)


def test_seats_given_back_at_once_are_offered_once(at_once):
    offering = OfferingFactory(seats=4)
    leaving = seated(offering, 4)
    parties = [waiting(offering, adult(), child()) for _ in range(2)]

    at_once([partial(withdraw, enrollment=row, actor=None) for row in leaving])

    offering.refresh_from_db()
    assert [states(party) for party in parties] == [{EnrollmentState.OFFERED}] * 2
    assert (offering.seats_taken, SeatOffer.objects.count()) == (4, 2)


def test_a_personal_link_opened_by_many_seats_one(at_once):
    offering = OfferingFactory(seats=1)
    officer = RoleGrantFactory(city=offering.city).user
    hold = hold_seats(offering=offering, n_seats=1, actor=officer)

    answers = at_once(
        [partial(join_held, hold=hold, members=[adult()], via=Via.SELF, request_key=new_key()) for _ in range(6)]
    )

    offering.refresh_from_db()
    kinds = Counter(type(answer).__name__ for answer in answers)
    assert kinds["Party"] == offering.seats_taken == Enrollment.objects.count() == 1
    assert all(isinstance(answer, Party | HoldOver | OfferingFull) for answer in answers)
