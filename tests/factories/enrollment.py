"""Seats, rolls and hours made by enrollment's own actions, so that counters and ledgers are true."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.enrollment.actions import NewMember, join, join_waitlist, save_roll
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.models import Enrollment, Party

_keys = count(1)


def new_key() -> str:
    return f"key-{next(_keys)}"


def adult(name: str = "", **details: Any) -> NewMember:
    """An invented adult with a phone of their own."""
    n = next(_keys)
    details.setdefault("phone", f"08{n:08}")
    return NewMember(given_name=name or f"สมมติ{n:05}", family_name="ทดสอบ", prefix="นาง", is_invented=True, **details)


def child(name: str = "", *, years: int = 7, **details: Any) -> NewMember:
    """An invented child without a phone, brought by its mother."""
    details.setdefault("relation", "mother")
    born = timezone.localdate() - timedelta(days=366 * years + 30)
    return NewMember(
        given_name=name or f"เด็กสมมติ{next(_keys):05}",
        family_name="ทดสอบ",
        prefix="ด.ญ.",
        birth_on=born,
        is_invented=True,
        **details,
    )


def joined(offering: Offering, *members: NewMember, via: str = Via.SELF, **options: Any) -> Party:
    """A party seated by the public door; one invented adult if nobody is named."""
    return join(offering=offering, members=members or [adult()], via=via, request_key=new_key(), **options)


def waiting(offering: Offering, *members: NewMember, **options: Any) -> Party:
    """A party on the waiting list, or seated if there is room; one invented adult if nobody is named."""
    options.setdefault("via", Via.SELF)
    return join_waitlist(offering=offering, members=members or [adult()], request_key=new_key(), **options)


def states(party: Party) -> set[str]:
    """The states of a party's enrollments; one of them, if nobody was split off."""
    return set(party.enrollments.values_list("state", flat=True))


def seated(offering: Offering, n: int = 1) -> list[Enrollment]:
    """`n` people with a seat each, in the order in which they joined."""
    return [joined(offering).enrollments.get() for _ in range(n)]


def past_session(offering: Offering, *, days: int = 1, minutes: int = 180, **details: Any) -> Session:
    """A session that ended `days` ago."""
    ends_at = timezone.now() - timedelta(days=days)
    return SessionFactory(offering=offering, starts_at=ends_at - timedelta(minutes=minutes), ends_at=ends_at, **details)


def course_of_hours(*, actor: Any, n_learners: int = 1, **details: Any) -> tuple[Offering, list[Session]]:
    """A published offering with `n_learners` seated and two sessions that are over, no roll taken."""
    offering = OfferingFactory(seats=max(10, n_learners), **details)
    seated(offering, n_learners)
    return offering, [past_session(offering, days=days) for days in (2, 1)]


def take_roll(session: Session, *, actor: Any, marks: dict[Any, Any] | None = None, **options: Any) -> Any:
    """Save the roll with marks by enrollment."""
    chosen = {enrollment.uuid: mark for enrollment, mark in (marks or {}).items()}
    return save_roll(session=session, marks=chosen, request_key=new_key(), actor=actor, **options)
