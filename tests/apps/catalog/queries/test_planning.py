"""Weekly courses and the holidays they step over."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from mueang.apps.catalog.enums import Mode
from mueang.apps.catalog.queries import holiday_on, weekly_plan


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=timezone.get_default_timezone())


def plan(first: datetime, **options):
    return weekly_plan(starts_at=first, ends_at=first + timedelta(hours=3), **options)


def days(found) -> list[date]:
    return [timezone.localdate(session.starts_at) for session in found.sessions]


def test_a_course_meets_every_week_at_the_same_hour():
    found = plan(at(2026, 6, 6), times=3, mode=Mode.PRACTICE)

    assert days(found) == [date(2026, 6, 6), date(2026, 6, 13), date(2026, 6, 20)]
    assert {timezone.localtime(session.starts_at).hour for session in found.sessions} == {9}
    assert {session.ends_at - session.starts_at for session in found.sessions} == {timedelta(hours=3)}
    assert {session.mode for session in found.sessions} == {Mode.PRACTICE}
    assert found.skipped == ()


def test_a_holiday_moves_the_rest_a_week_on_and_is_named():
    found = plan(at(2026, 4, 7), times=3)

    assert days(found) == [date(2026, 4, 7), date(2026, 4, 21), date(2026, 4, 28)]
    [songkran] = found.skipped
    assert songkran.on == date(2026, 4, 14)
    assert "สงกรานต์" in songkran.name_th
    assert "Songkran" in songkran.name_en


def test_a_course_may_meet_on_holidays_too():
    found = plan(at(2026, 4, 7), times=2, skips_holidays=False)

    assert days(found) == [date(2026, 4, 7), date(2026, 4, 14)]


def test_the_first_day_stands_as_it_was_typed():
    found = plan(at(2026, 4, 13), times=2)

    assert days(found) == [date(2026, 4, 13), date(2026, 4, 20)]


def test_holidays_of_the_next_year_are_known():
    found = plan(at(2026, 12, 24), times=2)

    assert days(found) == [date(2026, 12, 24), date(2027, 1, 7)]
    assert found.skipped[0].on == date(2026, 12, 31)


def test_childrens_day_is_no_day_off_for_a_learning_place():
    assert holiday_on(date(2026, 1, 10)) is None
    assert holiday_on(date(2026, 1, 1)) is not None
    assert holiday_on(date(2026, 1, 12)) is None


@pytest.mark.parametrize("times", [0, -1, 53])
def test_a_course_meets_1_to_52_times(times):
    with pytest.raises(ValueError, match="times_out_of_range"):
        plan(at(2026, 6, 6), times=times)


def test_a_meeting_ends_after_it_starts():
    with pytest.raises(ValueError, match="ends_before_it_starts"):
        weekly_plan(starts_at=at(2026, 6, 6), ends_at=at(2026, 6, 6), times=1)
