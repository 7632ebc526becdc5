"""What came of a forum, every number from rows: who was asked, who came, which hours, what people said of each day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.utils import timezone

from mueang.apps.catalog.enums import Mode, SessionState
from mueang.apps.catalog.models import Photo, Session
from mueang.apps.catalog.queries.pages import PhotoLine, photo_line
from mueang.apps.enrollment.enums import HOLDS_A_SEAT, MARKS_HERE
from mueang.apps.enrollment.models import Attendance, Enrollment, HoursEntry
from mueang.apps.enrollment.queries import n_chosen
from mueang.apps.forums.models import DaySurvey, Forum
from mueang.apps.surveys.queries import Told, results_of

# Names of bodies that are listed one by one; the others are counted together.
MOST_BODIES = 15


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day: how many different people were there, of how many with a seat, and the hours they learned."""

    number: int
    on: date
    n_there: int
    n_rolls: int
    n_sessions: int
    minutes: int
    asked: DaySurvey | None
    n_answers: int
    told: list[Told]

    @property
    def share_answered(self) -> float | None:
        """Answers of those who were there: an open link may be used twice, so it may be above 1."""
        return self.n_answers / self.n_there if self.n_there and self.asked else None


@dataclass(frozen=True, slots=True)
class RoomUse:
    """One session in a room: seats, how many chose it, how many came."""

    session: Session
    n_chose: int | None
    n_came: int
    is_taken: bool


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A city or another body people came from; the empty name counts those who named none."""

    name: str
    n_invited: int
    n_came: int


@dataclass(frozen=True, slots=True)
class ForumReport:
    """`n_invited` counts everybody who ever had or asked for a seat, `n_came` whoever was there at least once."""

    forum: Forum
    n_invited: int
    n_seats: int
    n_came: int
    n_every_day: int
    minutes_by_mode: list[tuple[Mode, int]]
    days: list[DayLine]
    rooms: list[RoomUse]
    bodies: list[BodyLine]
    n_more_bodies: int
    photos: list[PhotoLine]

    @property
    def total_minutes(self) -> int:
        return sum(minutes for _mode, minutes in self.minutes_by_mode)

    @property
    def n_rolls_missing(self) -> int:
        return sum(day.n_sessions - day.n_rolls for day in self.days)


def forum_report(forum: Forum) -> ForumReport:
    """Eight SQL statements, and three for each day that was asked."""
    planned = Session.objects.filter(offering=forum.offering_id).exclude(state=SessionState.CANCELLED)
    sessions = list(planned.select_related("place").prefetch_related("roll_calls"))
    day_of = {one.pk: timezone.localdate(one.starts_at) for one in sessions}
    here = _here(sessions)
    people = list(
        Enrollment.objects.filter(offering=forum.offering_id)
        .order_by("pk")
        .values_list("pk", "state", "person__organization_name")
    )
    came = {enrollment for _session, enrollment in here}
    days = _days(forum, sessions, day_of=day_of, here=here)
    there = [{enrollment for session, enrollment in here if day_of[session] == day.on} for day in days]
    bodies, n_more = _bodies([(body, key in came) for key, _state, body in people])
    return ForumReport(
        forum=forum,
        n_invited=len(people),
        n_seats=sum(state in HOLDS_A_SEAT for _key, state, _body in people),
        n_came=len(came),
        n_every_day=len(set.intersection(*there)) if there else 0,
        minutes_by_mode=_minutes_by_mode(forum),
        days=days,
        rooms=_rooms(sessions, here),
        bodies=bodies,
        n_more_bodies=n_more,
        photos=[photo_line(photo) for photo in Photo.objects.filter(offering=forum.offering_id)],
    )


def _here(sessions: list[Session]) -> set[tuple[int, int]]:
    rows = Attendance.objects.filter(session__in=sessions, mark__in=MARKS_HERE).order_by()
    return set(rows.values_list("session", "enrollment"))


def _minutes_by_mode(forum: Forum) -> list[tuple[Mode, int]]:
    rows = HoursEntry.objects.filter(enrollment__offering=forum.offering_id, session__isnull=False).order_by()
    sums = dict(rows.values_list("mode").annotate(total=Sum("minutes")))
    return [(mode, sums[mode]) for mode in Mode if sums.get(mode)]


def _days(
    forum: Forum, sessions: list[Session], *, day_of: dict[int, date], here: set[tuple[int, int]]
) -> list[DayLine]:
    asked = {row.on: row for row in DaySurvey.objects.filter(forum=forum).select_related("survey__questionnaire")}
    entries = HoursEntry.objects.filter(session__in=sessions).order_by()
    minutes = Counter(dict(entries.values_list("session").annotate(total=Sum("minutes"))))
    lines = []
    for number, on in enumerate(sorted(set(day_of.values())), 1):
        own = [one for one in sessions if day_of[one.pk] == on]
        results = results_of(asked[on].survey) if on in asked else None
        lines.append(
            DayLine(
                number=number,
                on=on,
                n_there=len({enrollment for session, enrollment in here if day_of[session] == on}),
                n_rolls=sum(bool(one.roll_calls.all()) for one in own),
                n_sessions=len(own),
                minutes=sum(minutes[one.pk] for one in own),
                asked=asked.get(on),
                n_answers=results.n if results else 0,
                told=[one for one in results.told if one.question.kind == "scale"] if results else [],
            )
        )
    return lines


def _rooms(sessions: list[Session], here: set[tuple[int, int]]) -> list[RoomUse]:
    chosen = n_chosen(sessions)
    came = Counter(session for session, _enrollment in here)
    return [
        RoomUse(
            session=one,
            n_chose=chosen.get(one.pk, 0) if one.is_chosen else None,
            n_came=came[one.pk],
            is_taken=bool(one.roll_calls.all()),
        )
        for one in sorted(sessions, key=lambda row: (row.starts_at, row.room_th, row.pk))
    ]


def _bodies(people: list[tuple[str, bool]]) -> tuple[list[BodyLine], int]:
    """The bodies most people came from, and how many more there are."""
    invited = Counter(body.strip() for body, _came in people)
    came = Counter(body.strip() for body, has_come in people if has_come)
    ordered = sorted(invited, key=lambda body: (not body, -came[body], -invited[body], body))
    listed = [BodyLine(body, invited[body], came[body]) for body in ordered[:MOST_BODIES]]
    return listed, max(0, len(ordered) - MOST_BODIES)
