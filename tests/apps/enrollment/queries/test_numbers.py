"""Numbers of a city's enrollment."""

import pytest
from django.utils import timezone

from factories.enrollment import adult, child, joined, new_key, seated
from factories.rows import OfferingFactory
from mueang.apps.enrollment.actions import join_waitlist
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.queries import places_taken, waiting

pytestmark = pytest.mark.django_db


def test_waiting_people_and_taken_seats_of_one_city(cast):
    full, open_ = OfferingFactory(program__city=cast.city, seats=2), OfferingFactory(program__city=cast.city, seats=8)
    seated(full, 2)
    join_waitlist(offering=full, members=[adult(), child()], via=Via.SELF, request_key=new_key())
    joined(open_)
    over = OfferingFactory(program__city=cast.city, state="finished", seats=5)
    elsewhere = OfferingFactory(program__city=cast.elsewhere, seats=5)
    seated(elsewhere, 3)

    taken = places_taken(cast.city, today=timezone.localdate())

    assert waiting(cast.city).count() == 2
    assert (taken.n_taken, taken.n_seats) == (3, 10)
    assert over.seats == 5
    assert waiting(cast.elsewhere).count() == 0
