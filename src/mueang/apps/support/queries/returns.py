"""Children back in learning as bare counts, for indicators: how many, how many were asked again, how many stayed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from mueang.apps.network.models import City
from mueang.apps.support.enums.cases import CaseState, StillHolds
from mueang.apps.support.models.endings import Closure, ReCheck
from mueang.lib.reach import within_reach


@dataclass(frozen=True, slots=True)
class Returned:
    """Of the cases closed as back in learning on one day: children, those one knows of since, those still there."""

    closed_on: date
    n_back: int
    n_asked: int
    n_still_there: int


def returned(city: City) -> list[Returned]:
    """Each child once, by the last closure; who was opened again is known of, and not there. One SQL statement.

    The counts are not for anybody's eyes: whoever shows something of them withholds the few (methods.small_cells).
    """
    later = Closure.objects.filter(case__child=OuterRef("case__child")).order_by("-closed_at", "-pk").values("pk")[:1]
    known = ReCheck.objects.filter(closure=OuterRef("pk")).exclude(Q(holds="") | Q(holds=StillHolds.UNKNOWN))
    rows = (
        Closure.objects.filter(case__city=city, state=CaseState.DURABLE, pk=Subquery(later))
        .annotate(holds=Subquery(known.order_by("-done_at", "-pk").values("holds")[:1]))
        .order_by()
        .values_list("closed_at", "case__state", "holds")
    )
    back: Counter[date] = Counter()
    asked: Counter[date] = Counter()
    there: Counter[date] = Counter()
    with within_reach(city.pk):
        found = list(rows)
    for closed_at, state, holds in found:
        day, stands = timezone.localdate(closed_at), state == CaseState.DURABLE
        back[day] += 1
        asked[day] += not stands or holds is not None
        there[day] += stands and holds == StillHolds.YES
    return [Returned(day, back[day], asked[day], there[day]) for day in sorted(back)]
