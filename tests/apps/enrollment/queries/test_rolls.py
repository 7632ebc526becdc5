"""The sheet of a session, rolls that are due, and absences in a row."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cast import officer_of_both
from factories.enrollment import joined, past_session, seated, take_roll
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.catalog.enums import SessionState
from mueang.apps.enrollment.actions import RollMark, withdraw
from mueang.apps.enrollment.queries import missing_rolls, n_missing_rolls, roll_sheet, rolls_between

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place)


def test_a_fresh_sheet_counts_everybody_as_present(offering):
    learners = seated(offering, 2)

    sheet = roll_sheet(session=SessionFactory(offering=offering))

    assert {line.enrollment for line in sheet.lines} == set(learners)
    assert (sheet.n_here, sheet.n_away, sheet.seen, sheet.needs_reason, sheet.is_too_early) == (2, 0, 0, False, False)


def test_a_saved_sheet_shows_what_was_marked_and_leaves_newcomers_open(cast, offering):
    late, absent = seated(offering, 2)
    session = past_session(offering)
    marks = {late: RollMark("late", 170), absent: RollMark("absent", reason="ป่วย")}
    roll = take_roll(session, actor=cast.keeper, marks=marks)
    newcomer = joined(offering).enrollments.get()

    sheet = roll_sheet(session=session)

    lines = {line.enrollment: line for line in sheet.lines}
    assert (lines[late].mark, lines[late].minutes_missed, lines[late].minutes_present) == ("late", 10, 170)
    assert (lines[absent].mark, lines[absent].reason, lines[absent].minutes_missed) == ("absent", "ป่วย", None)
    assert (lines[newcomer].mark, lines[newcomer].minutes_present) == ("", None)
    assert (sheet.last_saved, sheet.seen, sheet.needs_reason) == (roll, roll.pk, True)
    assert (sheet.n_here, sheet.n_away) == (1, 1)


def test_the_sheet_keeps_who_was_there_and_withdrew_and_drops_who_withdrew_before(cast, offering):
    there, before = seated(offering, 2)
    withdraw(enrollment=before, actor=None)
    session = SessionFactory(offering=offering)
    take_roll(session, actor=cast.keeper)
    withdraw(enrollment=there, actor=None)

    assert [line.enrollment for line in roll_sheet(session=session).lines] == [there]


def test_a_session_to_come_is_too_early(offering):
    session = SessionFactory(offering=offering, starts_at=timezone.now() + timedelta(days=1))

    assert roll_sheet(session=session).is_too_early


def test_absences_in_a_row_end_with_presence_and_are_not_ended_by_an_excuse(cast, offering):
    always, returned, excused = seated(offering, 3)
    absent, away = RollMark("absent"), RollMark("excused")
    plan = [
        {always: absent, returned: absent, excused: absent},
        {always: absent, excused: away},
        {always: absent, returned: absent, excused: absent},
    ]
    for days, marks in zip((6, 5, 4), plan, strict=True):
        take_roll(past_session(offering, days=days, number=days), actor=cast.keeper, marks=marks)

    lines = {line.enrollment: line for line in roll_sheet(session=SessionFactory(offering=offering, number=9)).lines}

    assert (lines[always].absences_before, lines[returned].absences_before, lines[excused].absences_before) == (3, 1, 2)


def test_todays_rolls_are_those_of_the_keepers_places_with_their_state(cast, offering):
    seated(offering, 3)
    taken, open_ = past_session(offering, days=1, number=1), SessionFactory(offering=offering, number=2)
    take_roll(taken, actor=cast.keeper)
    SessionFactory(offering=offering, number=3, state=SessionState.CANCELLED)
    SessionFactory(offering__program__city=cast.city)  # at another place, which could leak
    now = timezone.now()

    rows = rolls_between(viewer=cast.keeper, start=now - timedelta(days=2), end=now + timedelta(days=1))

    assert [(row.session, row.is_taken, row.n_expected, row.n_here, row.n_absent) for row in rows] == [
        (taken, True, 3, 3, 0),
        (open_, False, 3, 0, 0),
    ]
    assert rolls_between(viewer=cast.stranger, start=now - timedelta(days=2), end=now + timedelta(days=1)) == []


def test_a_forgotten_roll_is_missing_until_it_is_taken(cast, offering):
    seated(offering)
    empty = OfferingFactory(program__city=cast.city, place=cast.place)
    past_session(empty)
    session, now = past_session(offering, number=1), timezone.now()
    SessionFactory(offering=offering, number=2)

    before = missing_rolls(viewer=cast.keeper, now=now, city=cast.city)
    elsewhere = missing_rolls(viewer=officer_of_both(cast), now=now, city=cast.elsewhere)
    counted = [
        n_missing_rolls(viewer=viewer, now=now, city=cast.city)
        for viewer in (cast.keeper, cast.officer, cast.manager_elsewhere, cast.stranger)
    ]
    take_roll(session, actor=cast.keeper)

    assert ([row.session for row in before], elsewhere, counted) == ([session], [], [1, 1, 0, 0])
    assert missing_rolls(viewer=cast.keeper, now=now) == []
    assert n_missing_rolls(viewer=cast.keeper, now=now, city=cast.city) == 0


@pytest.mark.parametrize("n_learners", [1, 3])
def test_sheets_and_lists_take_a_fixed_number_of_statements(cast, offering, n_learners, django_assert_num_queries):
    learners = seated(offering, n_learners)
    now = timezone.now()
    for number in range(n_learners):
        marks = {learner: RollMark("absent") for learner in learners}
        take_roll(past_session(offering, days=number + 1, number=number + 1), actor=cast.keeper, marks=marks)
    session = SessionFactory(offering=offering, number=9)

    with django_assert_num_queries(6):
        assert len(roll_sheet(session=session).lines) == n_learners
    with django_assert_num_queries(1):
        assert rolls_between(viewer=cast.keeper, start=now - timedelta(days=9), end=now + timedelta(days=1))
