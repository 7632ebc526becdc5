"""A mark on the roll and the minutes it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.enums import MARKS_HERE, Mark
from mueang.apps.enrollment.errors import MinutesOutOfRange
from mueang.apps.enrollment.models import Enrollment, MarkEntry

LATE_MINUTES_ASSUMED = 15


@dataclass(frozen=True, slots=True)
class RollMark:
    """How somebody was there. `minutes_present` of None: the whole session, or for the late from now until its end."""

    mark: str
    minutes_present: int | None = None
    reason: str = ""


HERE = RollMark(Mark.PRESENT)


@dataclass(frozen=True, slots=True)
class MarkedLearner:
    """One learner's mark as it will be, the one held before, and what would be assumed if nobody said anything."""

    enrollment: Enrollment
    held: MarkEntry | None
    assumed: MarkEntry | None
    mark: str
    minutes: int
    reason: str

    @property
    def before(self) -> tuple[str, int, str] | None:
        return _said(self.held)

    @property
    def is_changed(self) -> bool:
        return self.before != (self.mark, self.minutes, self.reason)

    @property
    def is_assumed(self) -> bool:
        return self.held is None and _said(self.assumed) == (self.mark, self.minutes, self.reason)


def _said(entry: MarkEntry | None) -> tuple[str, int, str] | None:
    return (entry.mark, entry.minutes_present, entry.reason) if entry else None


def marked(
    enrollment: Enrollment,
    asked: RollMark | None,
    held: MarkEntry | None,
    *,
    session: Session,
    assumed: MarkEntry | None,
    now: datetime,
) -> MarkedLearner:
    """What `asked` comes to; None leaves the held mark, else what is assumed. Raises MinutesOutOfRange."""
    said = _said(held or assumed)
    if asked is not None or said is None:
        asked = asked or HERE
        said = (str(asked.mark), _minutes(asked, held=held, session=session, now=now), asked.reason[:200])
    mark, minutes, reason = said
    if not 0 <= minutes <= (session.minutes if mark in MARKS_HERE else 0):
        raise MinutesOutOfRange(name=enrollment.person.full_name, session_minutes=session.minutes)
    return MarkedLearner(enrollment, held, assumed, mark, minutes, reason)


def _minutes(asked: RollMark, *, held: MarkEntry | None, session: Session, now: datetime) -> int:
    if asked.minutes_present is not None:
        return asked.minutes_present
    if asked.mark == Mark.PRESENT:
        return session.minutes
    if asked.mark not in MARKS_HERE:
        return 0
    if held is not None and held.mark == asked.mark:
        return held.minutes_present
    if asked.mark == Mark.LEFT_EARLY:
        return minutes_until(session, now=now)
    if session.starts_at <= now < session.ends_at:
        return (session.ends_at - now) // timedelta(minutes=1)
    return max(0, session.minutes - LATE_MINUTES_ASSUMED)


def minutes_until(session: Session, *, now: datetime) -> int:
    """Minutes of the session gone by; written down afterwards, a quarter of an hour is taken off."""
    if session.starts_at <= now < session.ends_at:
        return (now - session.starts_at) // timedelta(minutes=1)
    return max(0, session.minutes - LATE_MINUTES_ASSUMED)
