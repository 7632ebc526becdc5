"""What was really spent, as the books say: a plan only sets money aside."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Q, Sum

from mueang.apps.ledger.enums import AccountKind
from mueang.apps.ledger.models import Posting
from mueang.apps.network.models import City
from mueang.methods.thai import Period

# Activity and source of the money, both by uuid -> satang spent, reversals taken off.
Spent = Mapping[tuple[UUID, UUID | None], int]


def spending_of(city: City, activities: Collection[UUID]) -> Spent:
    """Satang spent by activity and source: one SQL statement. What the books do not name is not in it."""
    rows = Posting.objects.filter(entry__city=city, activity__in=activities, account__kind=AccountKind.EXPENSE)
    summed = rows.order_by().values_list("activity", "funding").annotate(n=Sum("satang"))
    return {(activity, funding): int(n) for activity, funding, n in summed if activity is not None}


def spending_within(
    city: City, activities: Collection[UUID], period: Period
) -> Mapping[tuple[UUID, UUID | None], tuple[int, int]]:
    """The same up to the end of a period, as (within the period, since the beginning): one SQL statement."""
    rows = Posting.objects.filter(entry__city=city, activity__in=activities, account__kind=AccountKind.EXPENSE)
    rows = rows.filter(entry__on__lte=period.ends_on)
    within = Sum("satang", filter=Q(entry__on__gte=period.starts_on), default=0)
    summed = rows.order_by().values_list("activity", "funding").annotate(within=within, n=Sum("satang"))
    return {(activity, funding): (int(part), int(n)) for activity, funding, part, n in summed if activity is not None}
