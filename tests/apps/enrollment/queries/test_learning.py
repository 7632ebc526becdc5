"""A person's own learning, tickets, and how many people learn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from factories.enrollment import adult, child, joined, new_key, past_session, seated, take_roll
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.enrollment.actions import RollMark, join_waitlist, withdraw
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.queries import (
    my_learning,
    parties_waiting_before,
    party_by_ticket,
    party_learning,
    people_learning,
)

pytestmark = pytest.mark.django_db


def test_my_learning_has_hours_attendance_and_the_next_session(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place)
    enrollment = joined(offering, cast.learner_person).enrollments.get()
    take_roll(past_session(offering, days=2, number=1), actor=cast.keeper)
    marks = {enrollment: RollMark("absent")}
    take_roll(past_session(offering, days=1, number=2), actor=cast.keeper, marks=marks)
    later = SessionFactory(offering=offering, number=4, starts_at=timezone.now() + timedelta(days=2))
    soon = SessionFactory(offering=offering, number=3, starts_at=timezone.now() + timedelta(days=1))

    (row,) = my_learning(person=cast.learner_person)

    assert (row.offering, row.next_session, row.n_held, row.n_attended) == (offering, soon, 2, 1)
    assert (row.total_minutes, dict(row.minutes_by_mode)) == (180, {"lab": 180})
    assert later.pk != row.next_session.pk


def test_my_learning_holds_merged_rows_and_leaves_out_the_withdrawn_and_others(cast):
    offering, other = OfferingFactory(program__city=cast.city), OfferingFactory(program__city=cast.city)
    merged = joined(offering)
    joined(offering)  # somebody else, who could leak
    withdraw(enrollment=joined(other, cast.learner_person).enrollments.get(), actor=None)
    merged.lead.merged_into = cast.learner_person
    merged.lead.save()

    rows = my_learning(person=cast.learner_person)

    assert [row.offering for row in rows] == [offering]
    assert rows[0].completion.person == cast.learner_person


def test_a_ticket_opens_its_party_and_no_other():
    offering = OfferingFactory()
    party = joined(offering, adult(), child())
    joined(offering)

    assert party_by_ticket(party.ticket) == party
    assert party_by_ticket("") is None
    assert party_by_ticket(party.ticket[:-1]) is None
    assert [row.enrollment.party for row in party_learning(party)] == [party, party]


def test_who_waits_knows_how_many_parties_stand_before():
    offering = OfferingFactory(seats=2)
    seated_party = joined(offering, adult(), child())
    wait = {"offering": offering, "via": Via.SELF}
    join_waitlist(members=[adult(), child()], request_key=new_key(), **wait)
    last = join_waitlist(members=[adult()], request_key=new_key(), **wait)

    assert (parties_waiting_before(last), parties_waiting_before(seated_party)) == (1, 0)


def test_people_learning_counts_each_human_once_and_only_where_it_still_runs(cast):
    running, other = (OfferingFactory(program__city=cast.city) for _ in range(2))
    joined(running, cast.learner_person)
    joined(other, cast.learner_person)
    merged = joined(running)
    merged.lead.merged_into = cast.learner_person
    merged.lead.save()
    joined(OfferingFactory(program__city=cast.elsewhere))
    over = OfferingFactory(program__city=cast.city)
    joined(over)
    over.state = OfferingState.CANCELLED
    over.save()
    withdraw(enrollment=joined(running).enrollments.get(), actor=None)

    assert people_learning(cast.city) == 1
    assert people_learning(cast.city, today=timezone.localdate() + timedelta(days=30)) == 0


@pytest.mark.parametrize("n_offerings", [1, 3])
def test_reading_takes_a_fixed_number_of_statements(cast, n_offerings, django_assert_num_queries):
    for _ in range(n_offerings):
        offering = OfferingFactory(program__city=cast.city, place=cast.place)
        party = joined(offering, cast.learner_person)
        seated(offering)
        SessionFactory(offering=offering)

    with django_assert_num_queries(6):
        assert len(my_learning(person=cast.learner_person)) == n_offerings
    with django_assert_num_queries(3):
        found = party_by_ticket(party.ticket)
        list(found.enrollments.all())
        list(found.offering.sessions.all())
    with django_assert_num_queries(1):
        people_learning(cast.city)
