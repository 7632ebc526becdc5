"""Roll calls: the sheet of a session, what is due at the viewer's places, and who stayed away in a row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.models import Session, SessionQuerySet
from mueang.apps.enrollment.enums import MARKS_HERE, Mark, Weight
from mueang.apps.enrollment.models import Apology, Attendance, AttendanceQuerySet, Enrollment, MarkEntry, RollCall, Scan
from mueang.apps.enrollment.queries.rooms import expected_in, n_chosen
from mueang.apps.enrollment.rules import visible_rolls
from mueang.apps.network.models import City
from mueang.apps.people.models import Person
from mueang.lib.counting import count_of
from mueang.lib.ready import ReadyAmong

# Who comes within this time of the beginning is not late.
LATE_AFTER = timedelta(minutes=10)

# Of the keys of sessions: asked for by every phone that sends its roll at eight o'clock.
MARKS_OF = ReadyAmong(lambda sessions: MarkEntry.objects.filter(session__pk__in=sessions).select_related("made_by"))
APOLOGIES_OF = ReadyAmong(lambda sessions: Apology.objects.filter(session__pk__in=sessions))
SCANS_OF = ReadyAmong(lambda sessions: Scan.objects.filter(session__pk__in=sessions))


@dataclass(frozen=True, slots=True)
class RollLine:
    """One learner on the sheet: the mark that stands, saved or not yet; empty for whoever enrolled after the saving.

    `lost` are colleagues' marks that said otherwise, made without knowing of the one that stands.
    """

    enrollment: Enrollment
    person: Person
    mark: str
    minutes_present: int | None
    minutes_missed: int | None
    reason: str
    absences_before: int
    lost: list[MarkEntry]


@dataclass(frozen=True, slots=True)
class RollSheet:
    """A session's sheet; until it is saved everybody counts as present."""

    session: Session
    lines: list[RollLine]
    last_saved: RollCall | None
    needs_reason: bool
    is_too_early: bool

    @property
    def n_here(self) -> int:
        return sum(line.mark in MARKS_HERE for line in self.lines)

    @property
    def n_away(self) -> int:
        return sum(line.mark in (Mark.ABSENT, Mark.EXCUSED) for line in self.lines)

    @property
    def seen(self) -> int:
        """What a saver must have seen: the key of the latest saving, or 0."""
        return self.last_saved.pk if self.last_saved else 0


def entries_of(session: Session) -> list[MarkEntry]:
    """Every mark of the session, the one that stands after those it beats; one SQL statement."""
    rows = MARKS_OF([session.pk])
    for row in rows:
        row.session = session
    return rows


def standing_entries(session: Session) -> dict[int, MarkEntry]:
    """Enrollment key -> the entry that stands; one SQL statement."""
    return {row.enrollment_id: row for row in entries_of(session)}


def roll_sheet(*, session: Session, now: datetime | None = None) -> RollSheet:
    """Who is expected and how they were marked, by name; six SQL statements, however many people."""
    now = now or timezone.now()
    last = session.roll_calls.select_related("saved_by").last()
    entries = entries_of(session)
    held = {row.enrollment_id: row for row in entries}
    learners = expected_in(session, held).select_related("person__merged_into").order_by("person__sort_key", "pk")
    lost = [row for row in entries if row.lost_to_id == held[row.enrollment_id].pk]
    away = _absences_before(session)
    assumed = {} if last else assumed_marks(session)
    return RollSheet(
        session=session,
        lines=[
            _line(
                learner,
                held=held.get(learner.pk) or assumed.get(learner.pk),
                is_saved=last is not None,
                before=away,
                lost=lost,
            )
            for learner in learners
        ],
        last_saved=last,
        needs_reason=last is not None and day_is_over(session, now=now),
        is_too_early=timezone.localdate(session.starts_at) > timezone.localdate(now),
    )


def _line(
    learner: Enrollment,
    *,
    held: MarkEntry | None,
    is_saved: bool,
    before: Counter[int],
    lost: list[MarkEntry],
) -> RollLine:
    unmarked = "" if is_saved else Mark.PRESENT.value
    is_partly = held is not None and held.mark in (Mark.LATE, Mark.LEFT_EARLY)
    return RollLine(
        enrollment=learner,
        person=learner.person.merged_into or learner.person,
        mark=held.mark if held else unmarked,
        minutes_present=held.minutes_present if held else None,
        minutes_missed=held.session.minutes - held.minutes_present if held and is_partly else None,
        reason=held.reason if held else "",
        absences_before=before[learner.pk],
        lost=[row for row in lost if row.enrollment_id == learner.pk],
    )


def assumed_marks(session: Session) -> dict[int, MarkEntry]:
    """Enrollment key -> the mark, not written yet, of those about whom something is known before anybody marks them.

    Who said beforehand that they cannot come is excused; who scanned the session's code came at that moment all the
    same. Whoever is missing here is assumed to be there throughout.
    """
    said = APOLOGIES_OF([session.pk])
    return {one.enrollment_id: excused_mark(session, one.enrollment_id, reason=one.reason) for one in said} | {
        scan.enrollment_id: assumed_mark(session, scan.enrollment_id, came_at=scan.scanned_at)
        for scan in SCANS_OF([session.pk])
    }


def assumed_mark(session: Session, enrollment: int, *, came_at: datetime | None = None) -> MarkEntry:
    """What the first saving assumes of a learner nobody marked."""
    mark, minutes = mark_of_arrival(session, at=came_at or session.starts_at)
    return MarkEntry(
        session=session, enrollment_id=enrollment, mark=mark, minutes_present=minutes, weight=Weight.ASSUMED
    )


def excused_mark(session: Session, enrollment: int, *, reason: str = "") -> MarkEntry:
    """What the first saving assumes of a learner who said beforehand that they cannot come."""
    return MarkEntry(
        session=session,
        enrollment_id=enrollment,
        mark=Mark.EXCUSED,
        minutes_present=0,
        reason=reason,
        weight=Weight.ASSUMED,
    )


def mark_of_arrival(session: Session, *, at: datetime) -> tuple[str, int]:
    """Present if they came in time or within ten minutes of it, else late, with the minutes that were left.

    Nobody arrives after the end: what is written down then counts for the whole session.
    """
    if at <= session.starts_at + LATE_AFTER or at >= session.ends_at:
        return (Mark.PRESENT.value, session.minutes)
    return (Mark.LATE.value, (session.ends_at - at) // timedelta(minutes=1))


def day_is_over(session: Session, *, now: datetime) -> bool:
    return timezone.localdate(session.ends_at) < timezone.localdate(now)


def _absences_before(session: Session) -> Counter[int]:
    earlier = Attendance.objects.filter(session__offering=session.offering_id, session__starts_at__lt=session.starts_at)
    return Counter(dict(_absences_in_a_row(earlier)))


def _absences_in_a_row(attendances: AttendanceQuerySet, *, at_least: int = 1) -> QuerySet[Attendance, tuple[int, int]]:
    """(enrollment, absences since they were last there); an excused session neither counts nor ends a run."""
    here = Attendance.objects.filter(enrollment=OuterRef("enrollment"), mark__in=MARKS_HERE)
    last_here = here.filter(pk__in=attendances.order_by().values("pk")).order_by("-session__starts_at")
    return (
        attendances.filter(mark=Mark.ABSENT)
        .annotate(last_here=Subquery(last_here.values("session__starts_at")[:1]))
        .filter(Q(last_here=None) | Q(session__starts_at__gt=F("last_here")))
        .order_by()
        .values_list("enrollment")
        .annotate(n_sessions=Count("pk"))
        .filter(n_sessions__gte=at_least)
        .values_list("enrollment", "n_sessions")
    )


@dataclass(frozen=True, slots=True)
class SessionRoll:
    """One session and the state of its roll. `n_here` counts present and late; `saved_at` is None until it is taken."""

    session: Session
    n_expected: int
    saved_at: datetime | None
    n_here: int
    n_absent: int

    @property
    def is_taken(self) -> bool:
        return self.saved_at is not None


def session_rolls(sessions: SessionQuerySet) -> list[SessionRoll]:
    """These sessions with the state of their rolls; one SQL statement, however many, and one where rooms are chosen."""
    latest = RollCall.objects.filter(session=OuterRef("pk")).order_by("-saved_at", "-pk")
    rows = sessions.select_related("offering__program", "offering__place", "offering__city", "place").annotate(
        roll_saved_at=Subquery(latest.values("saved_at")[:1]),
        n_here=count_of(Attendance.objects.filter(mark__in=MARKS_HERE), by="session"),
        n_absent=count_of(Attendance.objects.filter(mark__in=(Mark.ABSENT, Mark.EXCUSED)), by="session"),
    )
    found = list(rows)
    chosen = n_chosen(found)
    return [_session_roll(row, n_chosen=chosen.get(row.pk, 0)) for row in found]


def _session_roll(row: Any, *, n_chosen: int) -> SessionRoll:  # a Session with its annotations
    return SessionRoll(
        session=row,
        n_expected=n_chosen if row.is_chosen else row.offering.seats_taken,
        saved_at=row.roll_saved_at,
        n_here=row.n_here,
        n_absent=row.n_absent,
    )


def rolls_between(*, viewer: Viewer, start: datetime, end: datetime, limit: int = 50) -> list[SessionRoll]:
    """Sessions of the viewer that start in [start, end), earliest first."""
    sessions = visible_rolls(viewer).planned().filter(starts_at__gte=start, starts_at__lt=end)
    return session_rolls(sessions.order_by("starts_at", "pk")[:limit])


def missing_rolls(*, viewer: Viewer, now: datetime, city: City | None = None, limit: int = 50) -> list[SessionRoll]:
    """Sessions that are over, had somebody enrolled, and have no roll; the latest first."""
    due = _without_roll(viewer, now)
    if city is not None:
        due = due.filter(offering__city=city)
    return session_rolls(due.order_by("-starts_at", "-pk")[:limit])


def n_missing_rolls(*, viewer: Viewer, now: datetime, city: City, limit: int = 50) -> int:
    """How many `missing_rolls` would be shown. One SQL statement."""
    return _without_roll(viewer, now).filter(offering__city=city).order_by()[:limit].count()


def _without_roll(viewer: Viewer, now: datetime) -> SessionQuerySet:
    is_over = {"starts_at__lt": now, "ends_at__lt": now}
    return visible_rolls(viewer).planned().filter(**is_over, roll_calls=None, offering__seats_taken__gt=0)
