"""Offerings where the worker has seats to give or people to let go."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Offering, OfferingQuerySet
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Enrollment


def offerings_with_people_waiting(*, now: datetime) -> OfferingQuerySet:
    """Published, not over, with free seats and a waiting list."""
    waiting = Enrollment.objects.filter(offering=OuterRef("pk"), state=EnrollmentState.WAITLISTED)
    return Offering.objects.upcoming(timezone.localdate(now)).filter(Exists(waiting), seats_taken__lt=F("seats"))


def cancelled_with_people() -> OfferingQuerySet:
    """Cancelled, but somebody is still enrolled or waiting."""
    standing = Enrollment.objects.filter(
        offering=OuterRef("pk"), state__in=(EnrollmentState.ENROLLED, EnrollmentState.WAITLISTED)
    )
    return Offering.objects.filter(Exists(standing), state=OfferingState.CANCELLED)
