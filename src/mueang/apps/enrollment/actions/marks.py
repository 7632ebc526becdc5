"""A mark on the roll and the minutes it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.enums import Mark
from mueang.apps.enrollment.errors import MinutesOutOfRange
from mueang.apps.enrollment.models import Attendance, Enrollment

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
    """One learner's mark as it will be, and the one held before."""

    enrollment: Enrollment
    held: Attendance | None
    mark: str
    minutes: int
    reason: str
    before: tuple[str, int, str] | None

    @property
    def is_changed(self) -> bool:
        return self.before != (self.mark, self.minutes, self.reason)


def marked(
    enrollment: Enrollment, asked: RollMark | None, held: Attendance | None, *, session: Session, now: datetime
) -> MarkedLearner:
    """What `asked` comes to; None leaves the held mark. Raises MinutesOutOfRange."""
    before = (held.mark, held.minutes_present, held.reason) if held else None
    if asked is None:
        mark, minutes, reason = before or (Mark.PRESENT.value, session.minutes, "")
    else:
        minutes = _minutes(asked, held=held, session=session, now=now)
        mark, reason = str(asked.mark), asked.reason[:200]
    if not 0 <= minutes <= (session.minutes if mark in (Mark.PRESENT, Mark.LATE) else 0):
        raise MinutesOutOfRange(name=enrollment.person.full_name, session_minutes=session.minutes)
    return MarkedLearner(enrollment, held, mark, minutes, reason, before)


def _minutes(asked: RollMark, *, held: Attendance | None, session: Session, now: datetime) -> int:
    if asked.minutes_present is not None:
        return asked.minutes_present
    if asked.mark == Mark.PRESENT:
        return session.minutes
    if asked.mark != Mark.LATE:
        return 0
    if held is not None and held.mark == Mark.LATE:
        return held.minutes_present
    if session.starts_at <= now < session.ends_at:
        return (session.ends_at - now) // timedelta(minutes=1)
    return max(0, session.minutes - LATE_MINUTES_ASSUMED)
