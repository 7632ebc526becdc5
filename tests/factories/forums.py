"""A forum of two days made by its own actions: a plenary and two rooms each day; everybody is invented."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from PIL import Image

from factories.enrollment import seated, take_roll
from factories.rooms import HOUR, two_rooms
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.forums.actions import SpeakerWords, open_forum
from mueang.apps.forums.models import Forum

WORDS = SpeakerWords(position_th="ปราชญ์ (สมมติ)", position_en="Sage (invented)", about_th="", about_en="")


@dataclass(frozen=True, slots=True)
class Day:
    plenary: Session
    rooms: tuple[Session, Session]

    @property
    def sessions(self) -> list[Session]:
        return [self.plenary, *self.rooms]


@dataclass(frozen=True, slots=True)
class Held:
    """What a test needs of a forum."""

    forum: Forum
    offering: Offering
    days: list[Day]
    people: list[Enrollment]


def a_forum(cast: Any, *, first: datetime | None = None, n_people: int = 3, n_days: int = 2, **details: Any) -> Held:
    """`first` is when the first day's plenary begins: an hour of it, then an hour of two rooms."""
    first = first or timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    offering = OfferingFactory(
        program__city=cast.city,
        place=cast.place,
        owner=cast.manager,
        seats=40,
        slug="forum",
        is_invented=True,
        **details,
    )
    days = []
    for number in range(n_days):
        at = first + timedelta(days=number)
        plenary = SessionFactory(
            offering=offering, starts_at=at, ends_at=at + HOUR, topic_th="เปิดเวที", topic_en="Opening"
        )
        days.append(Day(plenary, two_rooms(offering, starts_at=at + HOUR, seats=2)))
    return Held(open_forum(offering=offering, actor=cast.manager), offering, days, seated(offering, n_people))


def rolls_of(day: Day, *, actor: Any, now: datetime | None = None) -> None:
    for session in day.sessions:
        take_roll(session, actor=actor, now=now)


def a_picture(colour: str = "navy") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "PNG")
    return out.getvalue()
