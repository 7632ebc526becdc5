"""Choosing a room among those that meet at the same time: changed as often as one likes until it begins."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.actions.seats import lock_offering
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.errors import EnrollmentEnded, NotOnTheTicket, RoomBegan, RoomFull
from mueang.apps.enrollment.models import Enrollment, RoomChoice
from mueang.apps.enrollment.queries import n_chosen, rooms_at
from mueang.apps.enrollment.rules import may_withdraw
from mueang.apps.network.actions import mark_public_change


@transaction.atomic
def choose_room(
    *, enrollment: Enrollment, session: UUID, actor: User | None, now: datetime | None = None
) -> RoomChoice:
    """Take a seat in this room; the seat in another that meets meanwhile is given back. Choosing twice changes nothing.

    An `actor` of None holds the ticket. Raises PermissionDenied, EnrollmentEnded, NotOnTheTicket, RoomBegan (this room
    or the one to be left), RoomFull.
    """
    now = now or timezone.now()
    enrollment, room = _lock(enrollment, session, actor=actor, now=now)
    held = RoomChoice.objects.filter(enrollment=enrollment, session=room).first()
    if held is not None:
        return held
    left = RoomChoice.objects.filter(enrollment=enrollment, session__in=rooms_at(room).values("pk"))
    if left.filter(session__starts_at__lte=now).exists():
        raise RoomBegan
    if n_chosen([room]).get(room.pk, 0) >= (room.seats or 0):
        raise RoomFull(room=room.room_th, seats=room.seats or 0)
    before = [str(number) for number in left.values_list("session__uuid", flat=True)]
    left.delete()
    choice = RoomChoice.objects.create(enrollment=enrollment, session=room, chosen_at=now, chosen_by=actor)
    mark_public_change(enrollment.offering.city, catalog=False)
    facts: dict[str, object] = {"session": str(room.uuid), "before": before}
    _record(enrollment, "room.chosen", facts, actor=actor)
    return choice


@transaction.atomic
def leave_room(*, enrollment: Enrollment, session: UUID, actor: User | None, now: datetime | None = None) -> bool:
    """Give the seat in this room back; whether there was one. Raises as `choose_room` does, but never RoomFull."""
    enrollment, room = _lock(enrollment, session, actor=actor, now=now or timezone.now())
    n_left, _by_model = RoomChoice.objects.filter(enrollment=enrollment, session=room).delete()
    if n_left:
        mark_public_change(enrollment.offering.city, catalog=False)
        _record(enrollment, "room.left", {"session": str(room.uuid)}, actor=actor)
    return bool(n_left)


def _lock(enrollment: Enrollment, session: UUID, *, actor: User | None, now: datetime) -> tuple[Enrollment, Session]:
    """Seats of rooms wait where the offering's own do."""
    offering = lock_offering(enrollment.offering)
    enrollment = Enrollment.objects.select_related("person").get(pk=enrollment.pk)
    enrollment.offering = offering
    if actor is not None and not may_withdraw(actor, enrollment):
        raise PermissionDenied
    if enrollment.state != EnrollmentState.ENROLLED:
        raise EnrollmentEnded
    room = Session.objects.planned().filter(offering=offering, uuid=session, seats__isnull=False).first()
    if room is None:
        raise NotOnTheTicket
    if room.starts_at <= now:
        raise RoomBegan
    return enrollment, room


def _record(enrollment: Enrollment, verb: str, facts: dict[str, object], *, actor: User | None) -> None:
    record(actor=actor, verb=verb, target=enrollment, book=enrollment.offering.city.slug, facts=facts)
