"""Mapping days as their officer reads them, and findings beside what they may be the same as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.heritage.enums import FindingState
from mueang.apps.heritage.models import Finding, HeritageItem, MappingDay, MappingPass
from mueang.apps.heritage.rules import visible_days, visible_findings, visible_items
from mueang.apps.network.models import City
from mueang.lib.geometry import distance_metres
from mueang.lib.sealed import keyed_hash
from mueang.methods.thai import normalise

_DEVICE_KEY = "mapping day on a device"
ALIKE, NEAR_METRES, MOST_ALIKE = 0.7, 120, 6


@dataclass(frozen=True, slots=True)
class Alike:
    """An item that may be the same thing; `metres` is None where one of the two has no spot."""

    item: HeritageItem
    share: float
    metres: float | None


def device_key(number: UUID) -> str:
    """The key (64 hex digits) under which a telephone keeps its findings; worked out anew, kept nowhere."""
    return keyed_hash(str(number), purpose=_DEVICE_KEY)


def days_of(*, viewer: Viewer, city: City) -> QuerySet[MappingDay]:
    """The city's days with how many joined, how much was found and how much waits. One SQL statement."""
    waiting = Q(findings__state=FindingState.WAITING)
    return (
        visible_days(viewer)
        .filter(city=city)
        .annotate(
            n_joined=Count("passes", filter=Q(passes__joined_at__isnull=False), distinct=True),
            n_found=Count("findings", distinct=True),
            n_waiting=Count("findings", filter=waiting, distinct=True),
        )
    )


def passes_of(day: MappingDay) -> QuerySet[MappingPass]:
    return day.passes.annotate(n_found=Count("findings"))


def findings_of(*, viewer: Viewer, day: MappingDay) -> QuerySet[Finding]:
    return visible_findings(viewer).filter(day=day).select_related("by", "item").order_by("-state", "-made_at", "-pk")


def pass_of_device(*, device: str, since: datetime) -> MappingPass | None:
    """The standing pass of a telephone, by what is kept of its secret; days closed before `since` are over."""
    if not device:
        return None
    open_or_late = Q(day__closed_at=None) | Q(day__closed_at__gte=since)
    rows = MappingPass.objects.filter(open_or_late, device=device, ended_at=None)
    return rows.select_related("day__city").first()


def alike_items(*, viewer: Viewer, finding: Finding) -> list[Alike]:
    """Items of the city that may be the same thing: names alike, or the same kind a few steps away. One statement."""
    found = []
    for item in visible_items(viewer).filter(city_id=finding.day.city_id).select_related("place"):
        share, metres = names_alike(finding.name, item.name_th), _metres(finding, item)
        is_next_door = metres is not None and metres <= NEAR_METRES and item.category == finding.category
        if share >= ALIKE or is_next_door:
            found.append(Alike(item, share, metres))
    return sorted(found, key=lambda one: (-one.share, one.metres or 0))[:MOST_ALIKE]


def names_alike(one: str, other: str) -> float:
    """From 0 to 1 how alike two names are; 1 where one holds the other."""
    first, second = normalise(one).replace(" ", ""), normalise(other).replace(" ", "")
    if not first or not second:
        return 0.0
    if min(len(first), len(second)) > 3 and (first in second or second in first):
        return 1.0
    return SequenceMatcher(None, first, second).ratio()


def _metres(finding: Finding, item: HeritageItem) -> float | None:
    spot = item if item.latitude is not None else item.place
    if finding.latitude is None or finding.longitude is None or spot is None:
        return None
    if spot.latitude is None or spot.longitude is None:
        return None
    return distance_metres(finding.latitude, finding.longitude, spot.latitude, spot.longitude)
