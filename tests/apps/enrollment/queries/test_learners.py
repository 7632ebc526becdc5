"""The people of an offering, and the lists that could be entered."""

import pytest
from django.utils import timezone

from cast import officer_of_both
from factories.enrollment import adult, joined, new_key, past_session, seated, take_roll
from factories.rows import OfferingFactory, PersonFactory
from mueang.apps.enrollment.actions import RollMark, assess, join_waitlist, withdraw
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.queries import (
    cancelled_with_people,
    learner_counts,
    learner_lists,
    learner_page,
    learner_tables,
    learners,
    offerings_table,
    offerings_with_people_waiting,
    rosters_to_enter,
)
from mueang.apps.people.enums import RosterState, RowState
from mueang.apps.people.models import Roster, RosterRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, seats=3)


def test_lists_hold_the_viewers_offerings_with_how_many_wait(cast, offering):
    seated(offering, 3)
    join_waitlist(offering=offering, members=[adult()], via=Via.SELF, request_key=new_key())
    OfferingFactory(program__city=cast.elsewhere)  # which could leak

    assert [(row, row.n_waiting) for row in learner_lists(viewer=cast.keeper)] == [(offering, 1)]
    assert list(learner_lists(viewer=officer_of_both(cast), city=cast.city)) == [offering]
    table = offerings_table(learner_lists(viewer=cast.keeper, city=cast.city))
    assert table.rows[0][-3:] == [3, 3, 1]


def test_learners_are_listed_by_name_and_filtered_by_state(offering):
    second = joined(offering, PersonFactory(city=offering.city, given_name="ข", sort_key="2")).enrollments.get()
    first = joined(offering, PersonFactory(city=offering.city, given_name="ก", sort_key="1")).enrollments.get()
    gone = joined(offering).enrollments.get()
    withdraw(enrollment=gone, actor=None)

    assert list(learners(offering=offering)) == [first, second]
    assert list(learners(offering=offering, state="withdrawn")) == [gone]
    counts = learner_counts(offering=offering)
    assert (counts["enrolled"], counts["withdrawn"], counts["completed"]) == (2, 1, 0)


def test_a_learners_page_tells_marks_entries_and_assessments(cast, offering):
    (learner,) = seated(offering)
    session = past_session(offering)
    take_roll(session, actor=cast.keeper)
    take_roll(session, actor=cast.keeper, marks={learner: RollMark("late", 60)}, reason="มาสาย")
    assess(enrollment=learner, result="passed", actor=cast.officer)

    page = learner_page(viewer=cast.officer, enrollment=learner)

    assert [row.mark for row in page.attendances] == ["late"]
    assert sorted(row.minutes for row in page.entries) == [-180, 60, 180]
    assert [row.result for row in page.assessments] == ["passed"]
    assert page.completion.total_minutes == 60


def test_the_workbook_has_names_hours_and_sessions(cast, offering):
    joined(offering, adult("มาลี", phone="0812345678"))
    take_roll(past_session(offering, number=1), actor=cast.keeper)

    people, by_session = learner_tables(offering=offering)

    assert people.rows[0][1:5] == ["นาง", "มาลี", "ทดสอบ", "081-234-5678"]
    assert 3.0 in people.rows[0]
    assert by_session.rows[0][1:] == ["นางมาลี ทดสอบ", 3.0, 3.0]
    assert len(people.columns) == len(people.rows[0])
    assert len(by_session.columns) == len(by_session.rows[0])


def test_only_clean_lists_of_the_city_may_be_entered(cast):
    def roster(name, *states, city=cast.city, state=RosterState.PREVIEW):
        row = Roster.objects.create(
            city=city, file_name=name, sha256="0", sheet="1", state=state, uploaded_at=timezone.now()
        )
        for number, one in enumerate(states):
            RosterRow.objects.create(roster=row, number=number, state=one)

    roster("clean", RowState.READY, RowState.SKIPPED)
    roster("open", RowState.READY, RowState.WRONG)
    roster("empty")
    roster("done", RowState.READY, state=RosterState.CONFIRMED)
    roster("thrown away", RowState.READY, state=RosterState.DISCARDED)
    roster("elsewhere", RowState.READY, city=cast.elsewhere)

    choices = {choice.roster.file_name: choice for choice in rosters_to_enter(viewer=cast.officer, city=cast.city)}

    assert {name: choice.may_be_entered for name, choice in choices.items()} == {
        "clean": True,
        "open": False,
        "empty": False,
        "done": True,
    }
    assert (choices["clean"].n_ready, choices["open"].n_undecided) == (1, 1)
    assert rosters_to_enter(viewer=cast.keeper, city=cast.city) == []


def test_the_worker_finds_free_seats_with_people_waiting_and_cancelled_offerings_with_people(offering):
    now = timezone.now()
    seated(offering, 3)
    join_waitlist(offering=offering, members=[adult()], via=Via.SELF, request_key=new_key())
    full = list(offerings_with_people_waiting(now=now))
    offering.refresh_from_db()
    offering.seats = 4
    offering.save()

    found = list(offerings_with_people_waiting(now=now)), list(cancelled_with_people(now=now))
    offering.state = "cancelled"
    offering.save()

    assert (full, found) == ([], ([offering], []))
    assert (list(offerings_with_people_waiting(now=now)), list(cancelled_with_people(now=now))) == ([], [offering])


@pytest.mark.parametrize("n_learners", [1, 3])
def test_lists_take_a_fixed_number_of_statements(cast, offering, n_learners, django_assert_num_queries):
    row, viewer = seated(offering, n_learners)[0], officer_of_both(cast)
    take_roll(past_session(offering), actor=cast.keeper)

    with django_assert_num_queries(8):
        learner_tables(offering=offering)
    with django_assert_num_queries(9):
        learner_page(viewer=viewer, enrollment=row)
