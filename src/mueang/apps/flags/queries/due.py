"""Cities whose pupils are to be looked at now: tonight's turn has come, or somebody asked."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from mueang.apps.flags.enums import RunState
from mueang.apps.flags.models import FlagRun, RuleSet
from mueang.apps.network.models import City

NIGHT_HOUR = 2


def cities_due(*, now: datetime) -> QuerySet[City]:
    """From two o'clock in the morning on, each city with live rules once a day; who asked comes first."""
    here = timezone.localtime(now)
    runs = FlagRun.objects.filter(city=OuterRef("pk"))
    asked = Exists(runs.filter(state=RunState.ASKED))
    tonight = ~Exists(runs.filter(state=RunState.DONE, as_of=here.date())) if here.hour >= NIGHT_HOUR else Q(pk=None)
    live = RuleSet.objects.filter(city=OuterRef("pk")).live()
    return City.objects.filter(Exists(live)).filter(asked | tonight).order_by(asked.desc(), "pk")
