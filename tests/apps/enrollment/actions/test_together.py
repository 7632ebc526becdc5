"""Presses at one moment: seated in one transaction, each with its own rows, and nobody suffers for another."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from factories.enrollment import adult, child, joined, new_key, waiting
from factories.rows import OfferingFactory
from mueang.apps.audit.actions import recorded_together
from mueang.apps.audit.models import Event
from mueang.apps.audit.queries import verify_books
from mueang.apps.enrollment.actions.joining import requested
from mueang.apps.enrollment.actions.seats import lock_offering
from mueang.apps.enrollment.actions.together import lead, seat_together
from mueang.apps.enrollment.enums import EnrollmentState, Via
from mueang.apps.enrollment.errors import OfferingFull
from mueang.apps.enrollment.models import Enrollment, Party
from mueang.apps.notices.models import Notice
from mueang.apps.people.models import Consent, Guardianship, Person
from mueang.lib.turns import Line

pytestmark = pytest.mark.django_db


def request(offering, *members, **changes):
    made = requested(offering, members or [adult()], None, via=Via.SELF, request_key=new_key(), actor=None, now=None)
    return replace(made, **changes)


def seat(offering, *requests):
    with transaction.atomic(), recorded_together():
        return seat_together(lock_offering(offering), requests)


def asked(*requests):
    """Those who wait in one line, in the order in which they came."""
    line = Line()
    return [line.ask(one) for one in requests]


def test_each_party_has_its_own_ticket_rows_consent_and_events():
    offering = OfferingFactory(seats=5)
    alone, family = request(offering), request(offering, adult(), child())

    parties = seat(offering, alone, family)

    offering.refresh_from_db()
    assert [party.request_key for party in parties] == [alone.key, family.key]
    assert len({party.ticket for party in parties}) == 2
    assert [party.enrollments.count() for party in parties] == [1, 2]
    assert offering.seats_taken == Enrollment.objects.seated().count() == Consent.objects.count() == 3
    assert Guardianship.objects.get().guardian == parties[1].lead
    facts = Event.objects.filter(verb="enrollment.joined").values_list("target", "facts__n_people")
    assert list(facts) == [(f"enrollment.party:{parties[0].uuid}", 1), (f"enrollment.party:{parties[1].uuid}", 2)]
    assert Event.objects.filter(verb="consent.given").count() == 3
    assert Notice.objects.filter(user=offering.owner).count() == 1
    assert not list(verify_books())


@pytest.mark.parametrize("n_people", [1, 3])
def test_the_statements_are_as_many_for_one_as_for_three(n_people, django_assert_num_queries):
    offering = OfferingFactory(seats=9)
    joined(offering)
    requests = [request(offering) for _ in range(n_people)]

    with transaction.atomic():
        row = lock_offering(offering)
        with django_assert_num_queries(13), recorded_together():
            parties = seat_together(row, requests)

    assert all(parties)


def test_nobody_suffers_for_one_who_is_refused():
    offering = OfferingFactory(seats=5, age_min=18)
    born = timezone.localdate() - timedelta(days=366 * 30)
    good, young, last = (request(offering, adult(birth_on=day)) for day in (born, timezone.localdate(), born))

    parties = seat(offering, good, young, last)

    assert [party is not None for party in parties] == [True, False, True]
    assert Person.objects.count() == Enrollment.objects.count() == 2


def test_the_last_seats_go_to_those_who_came_first():
    offering = OfferingFactory(seats=2)

    parties = seat(
        offering, request(offering), request(offering, adult(), adult()), request(offering), request(offering)
    )

    offering.refresh_from_db()
    assert [party is not None for party in parties] == [True, False, True, False]
    assert offering.seats_taken == 2


def test_who_waits_in_line_goes_before_all_of_them():
    offering = OfferingFactory(seats=1)
    joined(offering)
    party = waiting(offering)
    type(offering).objects.filter(pk=offering.pk).update(seats=2)

    parties = seat(offering, request(offering), request(offering))

    assert parties == [None, None]
    assert party.enrollments.get().state == EnrollmentState.OFFERED


def test_one_person_in_two_requests_is_seated_once():
    offering, somebody = OfferingFactory(seats=5), adult()

    parties = seat(offering, request(offering, somebody), request(offering, somebody), request(offering))

    assert [party is not None for party in parties] == [True, False, True]
    assert Person.objects.count() == 2


def test_one_request_sent_twice_is_one_party():
    offering = OfferingFactory(seats=5)
    first = request(offering)
    again = replace(first)

    parties = seat(offering, first, again)

    assert (parties[0], parties[1]) == (Party.objects.get(), None)
    assert seat(offering, again) == [None]


def test_somebody_known_is_seated_as_the_person_they_are():
    somebody = adult()
    person = joined(OfferingFactory(seats=5), somebody).lead
    offering = OfferingFactory(seats=5, city=person.city)

    parties = seat(offering, request(offering, somebody), request(offering, person), request(offering))

    assert (parties[0].lead, parties[1], parties[2] is not None) == (person, None, True)
    assert Consent.objects.filter(person=person).count() == 1


def test_nothing_is_done_for_staff_in_passing(cast):
    offering = OfferingFactory(seats=5, city=cast.city)
    staff = request(offering, via=Via.OFFICER, actor=cast.officer)

    assert seat(offering, staff) == [None]
    assert not Party.objects.exists()


def test_whoever_leads_answers_all_who_wait():
    offering = OfferingFactory(seats=5)
    line = asked(request(offering), request(offering))

    party = lead(offering, line[0], may_wait=False)

    assert [one.answer for one in line] == list(Party.objects.order_by("pk"))
    assert party == line[0].answer


def test_a_failure_in_the_midst_of_writing_leaves_nothing_and_each_tries_alone(caplog):
    offering = OfferingFactory(seats=5)
    # No public form lets such a name through; here it stands for whatever may fail.
    line = asked(request(offering), request(offering, adult("ก" * 400)), request(offering))

    assert lead(offering, line[0], may_wait=False) is None

    offering.refresh_from_db()
    assert [(one.is_taken, one.answer) for one in line] == [(True, None)] * 3
    assert (offering.seats_taken, Person.objects.count(), Event.objects.count()) == (0, 0, 0)
    assert "DetailsRefused" in caplog.text
    assert "ก" not in caplog.text


def test_who_leads_alone_hears_what_is_the_matter():
    (mine,) = asked(request(OfferingFactory(seats=0)))

    with pytest.raises(OfferingFull):
        lead(OfferingFactory(seats=0), mine, may_wait=False)

    assert mine.answer is None
