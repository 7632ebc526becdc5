"""What the worker does for enrollment."""

import pytest
from django.utils import timezone

from factories.enrollment import adult, joined, new_key
from factories.rows import OfferingFactory
from mueang.apps.enrollment import tasks
from mueang.apps.enrollment.actions import join_waitlist
from mueang.apps.enrollment.enums import Via

pytestmark = pytest.mark.django_db


def test_the_worker_seats_who_waits_and_lets_go_where_it_was_called_off():
    offering, cancelled = OfferingFactory(seats=1), OfferingFactory()
    joined(offering)
    join_waitlist(offering=offering, members=[adult()], via=Via.SELF, request_key=new_key())
    joined(cancelled)
    offering.refresh_from_db()
    offering.seats = 2
    offering.save()
    cancelled.refresh_from_db()
    cancelled.state = "cancelled"
    cancelled.save()

    assert (tasks.run(timezone.now()), tasks.run(timezone.now())) == (2, 0)
