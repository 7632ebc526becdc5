"""Refusals about two seats at one time, ages that are half known, links, apologies and seats given up."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mueang.apps.enrollment.errors.refusals import AgeNotAllowed, EnrollmentRefused
from mueang.ui.words import thai_date


class AgeUncertain(AgeNotAllowed):
    """Only the year of birth is known, and the day decides whether the age fits."""

    @property
    def sentence(self) -> str:
        words = {"name": self.name, "low": self.age, "high": (self.age or 0) + 1}
        said = _("%(name)s will be %(low)d or %(high)d on the first day, and only one of the two fits.") % words
        return f"{said} " + _("Please give the day of birth.")


class SeatAtThatTime(EnrollmentRefused):
    """Somebody has a seat in another activity whose session overlaps one of these."""

    def __init__(self, *, name: str, starts_at: datetime, ends_at: datetime) -> None:
        super().__init__()
        self.name = name
        self.starts_at = starts_at
        self.ends_at = ends_at

    @property
    def sentence(self) -> str:
        start, end = localtime(self.starts_at), localtime(self.ends_at)
        said = _("%(name)s has a seat in another activity on %(day)s, %(start)s–%(end)s.")
        hint = _("Give that seat back first, choose another time, or ask the organiser.")
        return f"{said} {hint}" % {
            "name": self.name,
            "day": thai_date(start, "weekday"),
            "start": f"{start:%H:%M}",
            "end": f"{end:%H:%M}",
        }


class HoldOver(EnrollmentRefused):
    """The seats of a personal link were taken by others or given to everybody."""

    @property
    def sentence(self) -> str:
        return _("This link is no longer in use. Please take a seat in the usual way, or ask the organiser.")


class ApologyTooLate(EnrollmentRefused):
    """The session began, or its roll is taken."""

    @property
    def sentence(self) -> str:
        return _("The session has begun. Please tell the keeper, who can mark you as excused.")


class RoomFull(EnrollmentRefused):
    """Every seat of the room is chosen."""

    def __init__(self, *, room: str, seats: int) -> None:
        super().__init__()
        self.room = room
        self.seats = seats

    @property
    def sentence(self) -> str:
        said = _("All %(seats)d seats in %(room)s are taken. Please choose another room.")
        return said % {"room": self.room, "seats": self.seats}


class RoomBegan(EnrollmentRefused):
    """What meets in the room, or in the one to be left, has begun."""

    @property
    def sentence(self) -> str:
        return _("This has begun. If you go to another room, the people at its door note that you came.")


class UndoTooLate(EnrollmentRefused):
    """The seat was given back too long ago, or was taken away by the organiser."""

    @property
    def sentence(self) -> str:
        return _("This can no longer be undone. You can join again while there are seats.")
