"""Offers whose time ran out, and offerings where the worker has seats to offer or people to let go."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import REINSTATE_WITHIN, Change, Offering, OfferingQuerySet
from mueang.apps.enrollment.enums import MAY_BE_WITHDRAWN, EnrollmentState, OfferState
from mueang.apps.enrollment.models import Enrollment, Party, SeatOffer


def offerings_with_people_waiting(*, now: datetime) -> OfferingQuerySet:
    """Published, not over, with a waiting list and free seats or seats kept for somebody in it."""
    waiting = Enrollment.objects.filter(offering=OuterRef("pk"), state=EnrollmentState.WAITLISTED)
    keeping = Party.objects.filter(offering=OuterRef("pk"), seats_kept__gt=0)
    current = Offering.objects.published().filter(ends_on__gte=timezone.localdate(now))
    return current.filter(Exists(waiting)).filter(Q(seats_taken__lt=F("seats")) | Exists(keeping))


def offers_due(*, now: datetime) -> QuerySet[SeatOffer]:
    """Open offers that nobody answered in time, the oldest first."""
    due = SeatOffer.objects.filter(state=OfferState.OPEN, answer_by__lte=now)
    return due.select_related("party__offering__city").order_by("answer_by", "pk")


def cancelled_with_people(*, now: datetime) -> OfferingQuerySet:
    """Cancelled, too long ago to be taken back, but somebody is still enrolled or waiting."""
    standing = Enrollment.objects.filter(offering=OuterRef("pk"), state__in=MAY_BE_WITHDRAWN)
    is_final = Q(cancelled_at=None) | Q(cancelled_at__lte=now - REINSTATE_WITHIN)
    return Offering.objects.filter(is_final, Exists(standing), state=OfferingState.CANCELLED)


def changes_to_pass_on() -> QuerySet[Change]:
    """Changes that those who have a seat have not been told of, the oldest first."""
    return Change.objects.filter(told_at=None).order_by("made_at", "pk")
