"""What a timetable means for an offering: its days with holidays crossed out, and what changes against today."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from mueang.apps.catalog.enums import Mode, OfferingState, SessionState
from mueang.apps.catalog.models import ClosedDays, Offering, Session, Timetable
from mueang.apps.catalog.queries.clashes import Clash, clashes
from mueang.apps.catalog.queries.planning import Holiday, PlannedSession, holiday_on
from mueang.apps.network.models import City
from mueang.methods.recurrence import LONGEST, Day, meeting_days

_FINGERPRINT = 16
_YEAR_AHEAD = 366


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A rule of `methods.recurrence`, one time of day, and the days that differ from it."""

    rule: str
    first_on: date
    from_time: time
    to_time: time
    mode: Mode = Mode.LAB
    skips_holidays: bool = True
    skipped: tuple[date, ...] = ()
    added: tuple[date, ...] = ()
    held_anyway: tuple[date, ...] = ()

    def span_on(self, day: date) -> tuple[datetime, datetime]:
        starts, ends = (datetime.combine(day, clock) for clock in (self.from_time, self.to_time))
        return timezone.make_aware(starts), timezone.make_aware(ends)


@dataclass(frozen=True, slots=True)
class Move:
    session: Session
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class TimetableChange:
    """What a new timetable would do. `kept` are sessions it leaves alone: held, begun, called off, or made by hand.

    `moves` are sessions that get another time, `same` those that stay, `added` days that get a new session,
    `dropped` sessions that no day is left for.
    """

    days: tuple[Day[Holiday], ...]
    kept: tuple[Session, ...]
    same: tuple[Session, ...]
    moves: tuple[Move, ...]
    added: tuple[tuple[date, datetime, datetime], ...]
    dropped: tuple[Session, ...]
    clashes: tuple[Clash, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.moves or self.added or self.dropped)

    @property
    def fingerprint(self) -> str:
        """Equal exactly where the same would happen: what was previewed is what is saved."""
        parts = [
            *(f"move {move.session.pk} {move.starts_at.isoformat()} {move.ends_at.isoformat()}" for move in self.moves),
            *(f"add {starts_at.isoformat()} {ends_at.isoformat()}" for _, starts_at, ends_at in self.added),
            *(f"drop {session.pk}" for session in self.dropped),
        ]
        return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()[:_FINGERPRINT]


def closed_on(city: City, *, first_on: date, last_on: date) -> Callable[[date], Holiday | None]:
    """The city's own closed days, and the national holidays. One SQL statement."""
    rows = ClosedDays.objects.filter(city=city, first_on__lte=last_on, last_on__gte=first_on)
    spans = [(row.first_on, row.last_on, row.name_th, row.name_en) for row in rows]

    def reason(day: date) -> Holiday | None:
        own = next((span for span in spans if span[0] <= day <= span[1]), None)
        return Holiday(day, own[2], own[3] or own[2]) if own else holiday_on(day)

    return reason


def coming_holidays(today: date) -> tuple[Holiday, ...]:
    """The national holidays of the year ahead."""
    days = (today + timedelta(days=n) for n in range(_YEAR_AHEAD))
    return tuple(holiday for day in days if (holiday := holiday_on(day)))


def days_of(rhythm: Rhythm, *, city: City) -> tuple[Day[Holiday], ...]:
    """Every day of the rhythm, those given up among them. One SQL statement at most.

    Raises ValueError where the rule is none.
    """
    closed: Callable[[date], Holiday | None] = lambda _: None  # noqa: E731 (one line says it)
    if rhythm.skips_holidays:
        closed = closed_on(city, first_on=rhythm.first_on, last_on=rhythm.first_on + LONGEST)
    return meeting_days(
        rhythm.rule,
        first_on=rhythm.first_on,
        closed=closed,
        skipped=rhythm.skipped,
        added=rhythm.added,
        held_anyway=rhythm.held_anyway,
    )


def planned_by(rhythm: Rhythm, *, city: City) -> tuple[PlannedSession, ...]:
    """The sessions of a rhythm for an offering that has none yet."""
    return tuple(
        PlannedSession(*rhythm.span_on(day.on), mode=rhythm.mode, rule_on=day.on)
        for day in days_of(rhythm, city=city)
        if day.meets
    )


def rhythm_of(offering: Offering) -> Rhythm | None:
    """The timetable an offering follows. One SQL statement."""
    row = Timetable.objects.filter(offering=offering).first()
    if row is None:
        return None
    return Rhythm(
        rule=row.rule,
        first_on=row.first_on,
        from_time=row.from_time,
        to_time=row.to_time,
        mode=Mode(row.mode),
        skips_holidays=row.skips_holidays,
        skipped=_dates(row.skipped),
        added=_dates(row.added),
        held_anyway=_dates(row.held_anyway),
    )


def timetable_change(*, offering: Offering, rhythm: Rhythm, now: datetime) -> TimetableChange:
    """What `rhythm` would do to the sessions of `offering`; six SQL statements, however many there are.

    A session that has begun, that was called off, or that was made or moved to another day by hand stays. Of the
    others from the rhythm's first day on, those whose day is still in the rule keep it, the rest move in order to
    the days without one. Raises ValueError where the rule is none.
    """
    days = days_of(rhythm, city=offering.city)
    sessions = list(offering.sessions.select_related("place").order_by("starts_at", "pk"))
    has_rule = Timetable.objects.filter(offering=offering).exists()
    governed = {_day_of(row): row for row in sessions if _is_governed(row, rhythm, has_rule=has_rule, now=now)}
    kept = tuple(row for row in sessions if governed.get(_day_of(row)) is not row)
    taken = {_day_of(row) for row in kept}
    is_new = offering.state == OfferingState.DRAFT
    wanted = [
        day.on for day in days if day.meets and day.on not in taken and (is_new or rhythm.span_on(day.on)[0] > now)
    ]
    same, moves, added, dropped = _matched(governed, wanted, rhythm)
    spans = [*((move.starts_at, move.ends_at) for move in moves), *((begin, end) for _, begin, end in added)]
    found = clashes(offering=offering, spans=[*spans, *((row.starts_at, row.ends_at) for row in same)])
    return TimetableChange(days, kept, same, moves, added, dropped, found)


def _matched(
    governed: dict[date, Session], wanted: Sequence[date], rhythm: Rhythm
) -> tuple[tuple[Session, ...], tuple[Move, ...], tuple[tuple[date, datetime, datetime], ...], tuple[Session, ...]]:
    days = set(wanted)
    staying = [Move(row, *rhythm.span_on(on)) for on, row in governed.items() if on in days]
    leaving = [row for on, row in governed.items() if on not in days]
    free = [on for on in wanted if on not in governed]
    moving = [Move(row, *rhythm.span_on(on)) for row, on in zip(leaving, free, strict=False)]
    moves = [*(move for move in staying if _differs(move, rhythm)), *moving]
    return (
        tuple(move.session for move in staying if not _differs(move, rhythm)),
        tuple(sorted(moves, key=lambda move: move.starts_at)),
        tuple((on, *rhythm.span_on(on)) for on in free[len(leaving) :]),
        tuple(leaving[len(free) :]),
    )


def _differs(move: Move, rhythm: Rhythm) -> bool:
    session = move.session
    return (session.starts_at, session.ends_at, session.mode) != (move.starts_at, move.ends_at, rhythm.mode)


def _is_governed(session: Session, rhythm: Rhythm, *, has_rule: bool, now: datetime) -> bool:
    day = timezone.localdate(session.starts_at)
    by_hand = session.rule_on is None if has_rule else False
    was_moved = session.rule_on is not None and session.rule_on != day
    return (
        session.state == SessionState.PLANNED
        and session.starts_at > now
        and day >= rhythm.first_on
        and not by_hand
        and not was_moved
    )


def _day_of(session: Session) -> date:
    return session.rule_on or timezone.localdate(session.starts_at)


def _dates(texts: Sequence[str]) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)
