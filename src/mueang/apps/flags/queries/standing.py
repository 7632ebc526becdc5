"""Flags that stand, and the reasons about which somebody decided that they may stay quiet for a while."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from mueang.apps.flags.enums import DecisionKind
from mueang.apps.flags.models import Flag, FlagDecision
from mueang.apps.network.models import City

SAID = ("level", "points", "visit_points", "rank", "reasons", "school_id", "section_id", "rule_set_id")


class StandingFlag(NamedTuple):
    """An open flag as a run reads and writes it."""

    pk: int
    pupil: int
    seen_on: date
    expires_on: date
    said: dict[str, Any]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(reason["rule"] for reason in self.said["reasons"])

    @property
    def stored(self) -> dict[str, Any]:
        return {**self.said, "reasons": json.dumps(self.said["reasons"])}


def standing_flags(city: City) -> dict[int, StandingFlag]:
    """By pupil; there is one a pupil at most."""
    rows = Flag.objects.open().filter(city=city).order_by()
    return {
        pupil: StandingFlag(pk, pupil, seen_on, expires_on, dict(zip(SAID, said, strict=True)))
        for pk, pupil, seen_on, expires_on, *said in rows.values_list("pk", "pupil_id", "seen_on", "expires_on", *SAID)
    }


def quiet_keys(city: City, *, as_of: date) -> dict[int, frozenset[str]]:
    """By pupil, the rules that need not be told again before the day somebody named; a new reason is told."""
    rows = FlagDecision.objects.filter(flag__city=city, undone_at=None, quiet_until__gt=as_of)
    quiet: dict[int, frozenset[str]] = {}
    for pupil, reasons in rows.order_by().values_list("flag__pupil_id", "flag__reasons"):
        quiet[pupil] = quiet.get(pupil, frozenset()) | {reason["rule"] for reason in reasons}
    return quiet


def waiting_hand_overs(city: City) -> QuerySet[FlagDecision]:
    """Decisions to look into a flag that support has not taken up yet, the oldest first; for `support` to read."""
    return handed_over().filter(flag__city=city, taken_at=None)


def handed_over() -> QuerySet[FlagDecision]:
    """Every standing decision to look into a flag of which nothing was found yet, of all cities: for the worker."""
    rows = FlagDecision.objects.filter(kind=DecisionKind.LOOK_INTO, undone_at=None, found="")
    return rows.select_related("flag__city", "flag__pupil", "flag__school", "flag__section", "decided_by").order_by(
        "decided_at", "pk"
    )
