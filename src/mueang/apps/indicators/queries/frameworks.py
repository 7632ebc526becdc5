"""Frameworks with what is measured of each line, and what is not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q

from mueang.apps.accounts.rules import Viewer
from mueang.apps.indicators.enums import Level
from mueang.apps.indicators.models import Framework, FrameworkItem, Indicator, ItemCheck
from mueang.apps.indicators.queries.observations import Measured, register
from mueang.apps.indicators.rules import frameworks_of, indicators_of, visible_observations
from mueang.apps.network.models import City


@dataclass(frozen=True, slots=True)
class FrameworkCard:
    """A framework and of how many of its last lines the city has a figure of its own."""

    framework: Framework
    n_lines: int
    n_measured: int


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An area or feature, the indicators that serve it, and whether it was compared with the printed text."""

    item: FrameworkItem
    check: ItemCheck | None
    measured: list[Measured] = field(default_factory=list)
    features: list[ItemLine] = field(default_factory=list)

    @property
    def is_unchecked(self) -> bool:
        return self.item.to_check and self.check is None


@dataclass(frozen=True, slots=True)
class FrameworkPage:
    """A framework's areas with their features."""

    framework: Framework
    lines: list[ItemLine]
    n_unchecked: int


def framework_cards(*, viewer: Viewer, city: City) -> list[FrameworkCard]:
    """Everybody's frameworks and the city's own: one SQL statement."""
    own = visible_observations(viewer).standing().filter(city=city, level=Level.CITY)
    measured = FrameworkItem.objects.filter(indicators__in=own.values("indicator")).values("pk")
    leaf = Q(items__features=None)
    rows = frameworks_of(city).annotate(
        n_lines=Count("items", filter=leaf, distinct=True),
        n_measured=Count("items", filter=leaf & Q(items__in=measured), distinct=True),
    )
    return [FrameworkCard(row, row.n_lines, row.n_measured) for row in rows.order_by("city", "position")]


def framework_page(*, viewer: Viewer, city: City, code: str) -> FrameworkPage | None:
    """None where the city has no such framework. Six SQL statements, however many lines."""
    framework = frameworks_of(city).filter(code=code).order_by("city").first()
    if framework is None:
        return None
    items = list(FrameworkItem.objects.filter(framework=framework).order_by("position"))
    checks = {
        check.item_id: check
        for check in ItemCheck.objects.filter(item__framework=framework, city=city).select_related("checked_by")
    }
    serving = list(
        Indicator.items.through.objects.filter(
            frameworkitem__framework=framework, indicator__in=indicators_of(city)
        ).values_list("frameworkitem_id", "indicator_id")
    )
    told = {row.indicator.pk: row for row in register(viewer=viewer, city=city, only={pk for _item, pk in serving})}
    by_item: defaultdict[int, list[Measured]] = defaultdict(list)
    for served, indicator in serving:
        by_item[served].append(told[indicator])
    lines = {item.pk: ItemLine(item, checks.get(item.pk), by_item[item.pk]) for item in items}
    for item in items:
        if item.parent_id is not None:
            lines[item.parent_id].features.append(lines[item.pk])
    return FrameworkPage(
        framework=framework,
        lines=[lines[item.pk] for item in items if item.parent_id is None],
        n_unchecked=sum(line.is_unchecked for line in lines.values()),
    )


def items_to_serve(city: City) -> list[FrameworkItem]:
    """Lines an indicator of the city can serve: features, and areas without any. One SQL statement."""
    return list(
        FrameworkItem.objects.filter(framework__in=frameworks_of(city), features=None)
        .select_related("framework")
        .order_by("framework__position", "position")
    )
