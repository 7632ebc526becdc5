"""Numbers of a city's enrollment, for its desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Enrollment, EnrollmentQuerySet
from mueang.apps.network.models import City


@dataclass(frozen=True, slots=True)
class SeatsTaken:
    n_taken: int
    n_seats: int


def waiting(city: City) -> EnrollmentQuerySet:
    """People on waiting lists of the city, once for each list."""
    return Enrollment.objects.filter(offering__city=city, state=EnrollmentState.WAITLISTED)


def places_taken(city: City, *, today: date) -> SeatsTaken:
    """Seats of published offerings that are not over, and how many of them are taken; one SQL statement."""
    sums = (
        Offering.objects.filter(city=city)
        .upcoming(today)
        .aggregate(n_taken=Sum("seats_taken", default=0), n_seats=Sum("seats", default=0))
    )
    return SeatsTaken(**sums)
