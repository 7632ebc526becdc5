"""Two seats at the same time: found by the sessions, in one SQL statement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from mueang.apps.catalog.models import Offering, Session
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.errors import SeatAtThatTime
from mueang.apps.people.models import Person

_HELD = (EnrollmentState.ENROLLED, EnrollmentState.OFFERED)


def refuse_clashes(offering: Offering, persons: Iterable[Person | None], *, now: datetime) -> None:
    """Raises SeatAtThatTime for somebody with a seat elsewhere in a session that overlaps one of these.

    Only people the city knows already can have one: for everybody else nothing is asked.
    """
    known = {person.pk: person for person in persons if person is not None}
    if not known:
        return
    here = Session.objects.planned().filter(
        offering=offering, starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at")
    )
    theirs = Q(offering__enrollments__person__in=known) | Q(offering__enrollments__person__merged_into__in=known)
    clash = (
        Session.objects.planned()
        .filter(theirs, offering__enrollments__state__in=_HELD, ends_at__gt=now)
        .exclude(offering=offering)
        .filter(Exists(here))
        .annotate(who=Coalesce("offering__enrollments__person__merged_into", F("offering__enrollments__person")))
        .order_by("starts_at", "pk")
        .values_list("who", "starts_at", "ends_at")
        .first()
    )
    if clash is not None:
        who, starts_at, ends_at = clash
        raise SeatAtThatTime(name=known[who].full_name, starts_at=starts_at, ends_at=ends_at)
