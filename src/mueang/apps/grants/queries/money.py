"""A grant's money: what came, what went, what is left; and its budget against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mueang.apps.grants.enums import CATEGORY_OF
from mueang.apps.grants.models import Grant
from mueang.apps.ledger.enums import BANK, GRANT_INCOME, PAYABLE_TAX, UNSPENT
from mueang.apps.ledger.queries import Cut, spent, sums_by_account
from mueang.apps.plans.enums import Category
from mueang.apps.plans.models import Activity, BudgetLine


@dataclass(frozen=True, slots=True)
class Purse:
    """Satang of one grant, as its accounts stand."""

    granted: int
    spent: int
    unspent: int
    withheld: int
    bank: int
    returned: int

    @property
    def received(self) -> int:
        return self.spent + self.unspent + self.returned

    @property
    def share_spent(self) -> float:
        return self.spent / self.granted if self.granted else 0.0


@dataclass(frozen=True, slots=True)
class BudgetLineView:
    """What was set aside for a group of expenses of an activity, and what was spent; `budget` 0 where nothing was."""

    activity: Activity
    category: str
    budget: int
    spent: int

    @property
    def left(self) -> int:
        return self.budget - self.spent

    @property
    def label(self) -> str:
        return str(Category(self.category).label)


def purse_from(grant: Grant, sums: Mapping[str, int]) -> Purse:
    return Purse(
        granted=grant.satang,
        spent=-sums.get(GRANT_INCOME, 0),
        unspent=-sums.get(UNSPENT, 0),
        withheld=-sums.get(PAYABLE_TAX, 0),
        bank=sums.get(BANK, 0),
        returned=grant.returned_satang,
    )


def purse_of(grant: Grant) -> Purse:
    """One SQL statement."""
    funding: UUID = grant.source.uuid
    return purse_from(grant, sums_by_account([funding])[funding])


def spent_until(grant: Grant, day: date) -> int:
    """Satang spent up to and with a day. One SQL statement."""
    funding: UUID = grant.source.uuid
    return purse_from(grant, sums_by_account([funding], until=day)[funding]).spent


def activities_of(grant: Grant) -> list[Activity]:
    """Activities of the city's work plans that the grant pays for. One SQL statement."""
    paid = BudgetLine.objects.filter(source_id=grant.source_id).values("activity")
    return list(Activity.objects.filter(pk__in=paid).select_related("plan", "owner").order_by("starts_on", "pk"))


def budget_of(grant: Grant) -> list[BudgetLineView]:
    """Budget against actual by activity and group of expenses. Two SQL statements."""
    rows = BudgetLine.objects.filter(source_id=grant.source_id).select_related("activity")
    activities: dict[UUID, Activity] = {}
    planned: Counter[tuple[UUID, str]] = Counter()
    for row in rows.order_by("activity__starts_on", "activity"):
        activities[row.activity.uuid] = row.activity
        planned[row.activity.uuid, row.category] += row.amount_satang
    actual: Counter[tuple[UUID, str]] = Counter()
    for (of, code), satang in spent(Cut(grant.city, funding=grant.source.uuid)).items():
        if of in activities:
            actual[of, CATEGORY_OF.get(code, "other")] += satang
    order = list(activities)
    keys = sorted({*planned, *actual}, key=lambda key: (order.index(key[0]), key[1]))
    return [
        BudgetLineView(activities[uuid], category, planned[uuid, category], actual[uuid, category])
        for uuid, category in keys
    ]
