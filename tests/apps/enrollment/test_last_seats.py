"""Many people want the last seats at one moment."""

from collections import Counter
from functools import partial

import pytest

from factories.enrollment import adult, child, joined, new_key, past_session, seated
from factories.rows import OfferingFactory, RoleGrantFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.enrollment.actions import RollMark, join, save_roll, withdraw
from mueang.apps.enrollment.enums import EnrollmentState, Via
from mueang.apps.enrollment.errors import OfferingFull
from mueang.apps.enrollment.models import Enrollment, HoursEntry, Party, RollCall

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
