"""Days of a course by rule, against RFC 5545's own examples and laws that hold for every rule."""

from __future__ import annotations

import doctest
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.methods import recurrence
from mueang.methods.recurrence import MOST_MEETINGS, WEEKDAYS, meeting_days, monthly_rule, rule_days, weekly_rule

FIRST = date(2026, 6, 1)
DAYS = st.dates(FIRST, FIRST + timedelta(days=200))


def open_always(_day: date) -> None:
    return None


def met(*arguments, **options) -> list[date]:
    return [day.on for day in meeting_days(*arguments, **options) if day.meets]


def test_the_examples_of_the_docstrings_hold():
    assert doctest.testmod(recurrence).failed == 0


def test_every_other_week_on_two_days_as_the_standard_prints_it():
    # RFC 5545 section 3.8.5.3: every other week on Tuesday and Thursday, 8 occurrences, from 2 September 1997.
    rule = weekly_rule(["TU", "TH"], every=2, count=8)

    assert met(rule, first_on=date(1997, 9, 2), closed=open_always) == [
        *(date(1997, 9, day) for day in (2, 4, 16, 18, 30)),
        *(date(1997, 10, day) for day in (2, 14, 16)),
    ]


def test_the_first_and_the_last_weekday_of_a_month_as_the_standard_prints_them():
    # RFC 5545 section 3.8.5.3: monthly on the first Friday for 10 occurrences, from 5 September 1997.
    first = met(monthly_rule("FR", nth=1, count=10), first_on=date(1997, 9, 5), closed=open_always)
    last = met(monthly_rule("SU", nth=-1, count=2), first_on=date(2026, 2, 1), closed=open_always)

    assert [(day.month, day.day) for day in first] == [
        *((9, 5), (10, 3), (11, 7), (12, 5), (1, 2), (2, 6), (3, 6), (4, 3), (5, 1), (6, 5)),
    ]
    assert last == [date(2026, 2, 22), date(2026, 3, 29)]


def test_until_makes_up_for_nothing_and_count_for_every_day_given_up():
    closed = {date(2026, 4, 14): "Songkran"}.get

    until = weekly_rule(["TU"], until=date(2026, 4, 21))
    count = weekly_rule(["TU"], count=3)

    assert met(until, first_on=date(2026, 4, 7), closed=closed) == [date(2026, 4, 7), date(2026, 4, 21)]
    assert len(met(count, first_on=date(2026, 4, 7), closed=closed)) == 3


def test_a_keeper_may_hold_a_closed_day_skip_a_day_and_add_one():
    days = meeting_days(
        weekly_rule(["TU"], count=3),
        first_on=date(2026, 4, 7),
        closed={date(2026, 4, 14): "Songkran"}.get,
        held_anyway=[date(2026, 4, 14)],
        skipped=[date(2026, 4, 21)],
        added=[date(2026, 4, 18), date(2026, 4, 21)],
    )

    assert [(day.on.day, day.state, day.reason) for day in days] == [
        (7, "meets", None),
        (14, "held_anyway", "Songkran"),
        (18, "added", None),
        (21, "added", None),
        (28, "meets", None),
    ]


def test_a_rule_that_never_meets_comes_to_an_end():
    closed = {FIRST + timedelta(days=n): "closed" for n in range(2_000)}.get

    days = meeting_days(weekly_rule(["MO"], count=5), first_on=FIRST, closed=closed)

    assert len(days) == 157
    assert not any(day.meets for day in days)


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=DAILY;COUNT=3",
        "FREQ=WEEKLY;INTERVAL=0;BYDAY=MO;COUNT=3",
        "FREQ=WEEKLY;INTERVAL=13;BYDAY=MO;COUNT=3",
        "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;COUNT=0",
        "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;COUNT=201",
        "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;UNTIL=20261340",
        "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;COUNT=3\nRDATE:20260101",
        "FREQ=MONTHLY;INTERVAL=1;BYDAY=5MO;COUNT=3",
    ],
)
def test_any_other_rule_is_refused_before_it_is_evaluated(rule):
    with pytest.raises(ValueError, match="rule_not_understood"):
        list(rule_days(rule, first_on=FIRST))


@pytest.mark.parametrize("ends", [{}, {"count": 3, "until": FIRST}, {"count": 201}, {"every": 0, "count": 1}])
def test_a_rule_has_exactly_one_end_and_a_sensible_step(ends):
    with pytest.raises(ValueError, match="rule_not_understood"):
        weekly_rule(["MO"], **ends)


@pytest.mark.parametrize("weekdays", [[], ["XX"], ["MO", "monday"]])
def test_weekdays_are_of_the_standard(weekdays):
    with pytest.raises(ValueError, match="rule_not_understood"):
        weekly_rule(weekdays, count=1)


@given(
    weekdays=st.sets(st.sampled_from(WEEKDAYS), min_size=1),
    every=st.integers(1, 12),
    count=st.integers(1, 20),
    closed=st.sets(DAYS, max_size=20),
    skipped=st.sets(DAYS, max_size=5),
    held_anyway=st.sets(DAYS, max_size=5),
)
def test_a_counted_course_meets_exactly_so_often_and_never_on_a_day_given_up(
    weekdays, every, count, closed, skipped, held_anyway
):
    rule = weekly_rule(weekdays, every=every, count=count)
    reasons = dict.fromkeys(closed, "closed").get

    days = meeting_days(rule, first_on=FIRST, closed=reasons, skipped=skipped, held_anyway=held_anyway)

    on = [day.on for day in days if day.meets]
    assert len(on) == count or every * (count + 25) > 156  # at most 25 days are given up, within 156 weeks
    assert on == sorted(set(on))
    assert not set(on) & (skipped | (closed - held_anyway))
    assert {WEEKDAYS[day.weekday()] for day in on} <= weekdays
    assert set(on) <= set(islice(rule_days(rule, first_on=FIRST), MOST_MEETINGS * 7))
