"""Flags that were handed over: which are to be taken up now, and of which it is known what came of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from mueang.apps.flags.enums import Found
from mueang.apps.flags.models import FlagDecision
from mueang.apps.flags.queries import handed_over
from mueang.apps.support.enums.concerns import ConcernState
from mueang.apps.support.models.concerns import Concern

# Whoever pressed wrongly has so long to take it back before somebody works on it.
GRACE = timedelta(minutes=10)
FOUND = {
    ConcernState.CASE: Found.NEEDED,
    ConcernState.JOINED: Found.NEEDED,
    ConcernState.RECORD_WRONG: Found.WRONG,
    ConcernState.UNREACHABLE: Found.UNREACHED,
    ConcernState.UNFOUNDED: Found.FINE,
}


def key_of(decision: FlagDecision) -> str:
    """The concern that a hand-over became carries it."""
    return f"flag:{decision.flag.uuid}"


def flags_to_take_up(*, now: datetime) -> QuerySet[FlagDecision]:
    return handed_over().filter(taken_at=None, decided_at__lte=now - GRACE)


def flags_with_findings() -> list[tuple[FlagDecision, Concern]]:
    """Hand-overs whose concern was settled and whose flag has not been told yet. Two statements."""
    waiting = {key_of(row): row for row in handed_over().filter(taken_at__isnull=False)}
    if not waiting:
        return []
    concerns = Concern.objects.filter(source_key__startswith="flag:", state__in=list(FOUND))
    return [(waiting[row.source_key], row) for row in concerns if row.source_key in waiting]
