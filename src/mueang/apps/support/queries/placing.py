"""Real activities with a seat for this child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from mueang.apps.catalog.models import Offering
from mueang.apps.catalog.rules import public_offerings
from mueang.apps.enrollment.models import SeatHold
from mueang.apps.support.models.cases import Case

MOST = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """An activity the child could join."""

    offering: Offering
    seats_left: int


def activities_for(case: Case, *, today: date) -> list[Choice]:
    """Published activities not over yet, with seats left and for the child's age, the next first; one statement."""
    rows = public_offerings(case.city).filter(ends_on__gte=today, seats_taken__lt=F("seats"), seats_are_drawn=False)
    age = case.child.age_on(today)
    if age is not None:
        rows = rows.filter(Q(age_min=None) | Q(age_min__lte=age), Q(age_max=None) | Q(age_max__gte=age))
    found = rows.select_related("program", "place", "city").order_by("starts_on", "pk")[:MOST]
    return [Choice(row, row.seats_left) for row in found]


def links_of(tokens: list[str]) -> dict[str, str]:
    """The personal link's key of each held seat, for the worker who passes it on to the family."""
    return dict(SeatHold.objects.filter(token__in=tokens).values_list("token", "link"))
