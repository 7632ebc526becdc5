"""Which days a weekly course meets, stepping over Thai public holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone

from mueang.apps.catalog.enums import Mode
from mueang.apps.places.models import Place

MOST_REPEATS = 52
# Listed by the library among public holidays, but a Saturday on which learning places are at their busiest.
_NOT_A_DAY_OFF = "National Children's Day"


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One meeting to be; `place` only where it differs from the offering's, `rule_on` the day a timetable gave it.

    `seats` are those of the room, where people choose among rooms.
    """

    starts_at: datetime
    ends_at: datetime
    mode: Mode = Mode.LAB
    topic_th: str = ""
    topic_en: str = ""
    place: Place | None = None
    rule_on: date | None = None
    room_th: str = ""
    room_en: str = ""
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class Holiday:
    on: date
    name_th: str
    name_en: str


@dataclass(frozen=True, slots=True)
class WeeklyPlan:
    """The meetings, and the holidays that were stepped over."""

    sessions: tuple[PlannedSession, ...]
    skipped: tuple[Holiday, ...]


def weekly_plan(
    *, starts_at: datetime, ends_at: datetime, times: int, mode: Mode = Mode.LAB, skips_holidays: bool = True
) -> WeeklyPlan:
    """`times` meetings, a week apart. A holiday moves the rest a week on; the first day stands as it was typed.

    Raises ValueError unless there are 1 to 52 meetings and each ends after it starts.
    """
    if not 1 <= times <= MOST_REPEATS:
        raise ValueError("times_out_of_range")
    if ends_at <= starts_at:
        raise ValueError("ends_before_it_starts")
    # Steps are taken on the wall clock, so that a meeting keeps its hour.
    starts_at, length = timezone.localtime(starts_at), ends_at - starts_at
    sessions = [PlannedSession(starts_at, starts_at + length, mode)]
    skipped: list[Holiday] = []
    while len(sessions) < times:
        starts_at += timedelta(weeks=1)
        holiday = holiday_on(starts_at.date()) if skips_holidays else None
        if holiday:
            skipped.append(holiday)
        else:
            sessions.append(PlannedSession(starts_at, starts_at + length, mode))
    return WeeklyPlan(tuple(sessions), tuple(skipped))


def holiday_on(day: date) -> Holiday | None:
    """The Thai public holiday of a day. Lunar ones are computed, and years far ahead are estimates."""
    return _holidays_of(day.year).get(day)


@lru_cache(maxsize=16)
def _holidays_of(year: int) -> dict[date, Holiday]:
    # The library takes half a second to import and fill; most processes never plan a course.
    from holidays import country_holidays

    english = country_holidays("TH", years=year, language="en_US")
    thai = country_holidays("TH", years=year, language="th")
    return {day: Holiday(day, thai[day], name) for day, name in sorted(english.items()) if name != _NOT_A_DAY_OFF}
