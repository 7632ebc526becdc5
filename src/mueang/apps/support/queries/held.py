"""What somebody answers for in the protected zone: counts for who appoints them, numbers for who may see the cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.support.enums.concerns import ConcernState
from mueang.apps.support.models.cases import Case, HandOver
from mueang.apps.support.models.concerns import Concern
from mueang.apps.support.models.visits import Visit
from mueang.apps.support.rules.cases import visible_cases, workers_of


@dataclass(frozen=True, slots=True)
class HeldCases:
    """How many cases, visits and concerns wait for this worker."""

    n_cases: int
    n_visits: int
    n_concerns: int

    @property
    def n(self) -> int:
        return self.n_cases + self.n_visits + self.n_concerns


def held_cases(holder: User, city: City) -> HeldCases:
    """One SQL statement. Ask first whether the viewer may know of it."""
    counts = City.objects.filter(pk=city.pk).values_list(
        _count(Case.objects.standing().filter(main_worker=holder)),
        _count(Visit.objects.waiting().filter(assigned_to=holder)),
        _count(Concern.objects.filter(assigned_to=holder, state=ConcernState.NEW)),
    )
    return HeldCases(*counts.get())


def _count(rows: QuerySet[Any]) -> Coalesce:
    """How many of the rows are of the city of the row around it."""
    counted = rows.filter(city=OuterRef("pk")).order_by().values("city").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def held_cases_seen(holder: User, city: City, *, viewer: Viewer) -> list[Case]:
    """Those of the cases that `viewer` may see, by number. One SQL statement beside the rule's own."""
    rows = visible_cases(viewer).filter(city=city, main_worker=holder).standing()
    return list(rows.order_by("review_on", "pk").distinct())


def n_handed_since(holder: User, city: City, *, since: datetime) -> int:
    """How many cases went from `holder` to a colleague. One SQL statement."""
    return HandOver.objects.filter(case__city=city, from_worker=holder, at__gte=since).count()


def left_behind(city: City) -> list[tuple[User, HeldCases]]:
    """Who still answers for something here without working on cases any more. Four SQL statements, and one each."""
    works = workers_of(city).values("pk")
    found: set[int] = set()
    for rows, field in (
        (Case.objects.standing().filter(city=city), "main_worker"),
        (Visit.objects.waiting().filter(city=city), "assigned_to"),
        (Concern.objects.filter(city=city, state=ConcernState.NEW, assigned_to__isnull=False), "assigned_to"),
    ):
        found |= set(rows.exclude(**{f"{field}__in": works}).values_list(field, flat=True))
    people = User.objects.filter(pk__in=found).order_by("display_name", "pk")
    return [(one, held_cases(one, city)) for one in people]
