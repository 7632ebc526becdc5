"""What is nearest to being lost: the inventory in the order of a stated rule."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from mueang.apps.accounts.rules import Viewer
from mueang.apps.heritage.models import HeritageItem, Holder, Lineage
from mueang.apps.heritage.rules import visible_items
from mueang.apps.network.models import City
from mueang.methods.loss import Bearer, LossRisk, loss_risk


@dataclass(frozen=True, slots=True)
class RiskLine:
    """One item with what the rule counted; `last_taught_year` is of the common era."""

    item: HeritageItem
    risk: LossRisk
    n_holders: int
    n_successors: int
    last_taught_year: int | None


def items_by_risk(*, viewer: Viewer, city: City, year: int) -> list[RiskLine]:
    """The inventory, what is nearest to being lost first; holders are counted, never named. Three SQL statements."""
    items = list(visible_items(viewer).filter(city=city).select_related("place"))
    bearers: dict[int, list[Bearer]] = defaultdict(list)
    for item, band, taught in Holder.objects.filter(item__in=items).values_list("item", "age_band", "last_taught_year"):
        bearers[item].append(Bearer(band, taught))
    learners = Lineage.objects.filter(item__in=items).order_by().values_list("item")
    successors = dict(learners.annotate(n=Count("learner", distinct=True)))
    lines = [_line(item, bearers[item.pk], successors.get(item.pk, 0), year) for item in items]
    return sorted(lines, key=lambda line: (-line.risk.points, -line.risk.most, line.item.sort_key))


def _line(item: HeritageItem, bearers: list[Bearer], n_successors: int, year: int) -> RiskLine:
    years = [one.last_taught_year for one in bearers if one.last_taught_year is not None]
    risk = loss_risk(bearers=bearers, n_successors=n_successors, year=year)
    return RiskLine(item, risk, len(bearers), n_successors, max(years, default=None))
