"""The sessions a party may still excuse itself from, and those it did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.models import Apology, Enrollment, Party


@dataclass(frozen=True, slots=True)
class PartyAbsences:
    """Coming sessions, the party's learners with a seat, and their apologies for those sessions."""

    coming: list[Session]
    enrollments: list[Enrollment]
    apologies: list[Apology]


def party_absences(party: Party, *, now: datetime | None = None) -> PartyAbsences:
    """Three SQL statements, however many people and sessions."""
    now = now or timezone.now()
    seated = list(Enrollment.objects.learning().filter(party=party).select_related("person", "offering__city"))
    coming = list(
        Session.objects.planned()
        .filter(offering=party.offering_id, starts_at__gt=now, roll_calls=None)
        .order_by("starts_at")
    )
    said = Apology.objects.filter(enrollment__in=seated, session__in=coming)
    return PartyAbsences(
        coming=coming,
        enrollments=seated,
        apologies=list(said.select_related("enrollment__person", "session").order_by("session__starts_at", "pk")),
    )
