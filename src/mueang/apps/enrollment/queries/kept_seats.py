"""Seats kept for groups in published rounds, and how many of them somebody of the group took: counts alone."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.enums import RoundState
from mueang.apps.enrollment.models import AllocationRound
from mueang.apps.network.models import City
from mueang.methods.allocation import terms


@dataclass(frozen=True, slots=True)
class KeptSeats:
    """What was kept in one activity of one round for all its groups together, and used."""

    offering: int
    published_on: date
    kept: int
    used: int


def kept_seats(city: City) -> list[KeptSeats]:
    """Rounds with kept seats, as their files say; used are at most as many as were kept for the group.

    The counts are not for anybody's eyes: whoever shows something of them withholds the few (methods.small_cells).
    Two SQL statements.
    """
    rounds = AllocationRound.objects.filter(city=city, state=RoundState.PUBLISHED).exclude(published_at=None)
    keys = dict(Offering.objects.filter(city=city, rounds__round__in=rounds).values_list("slug", "pk"))
    return [line for row in rounds.order_by("published_at", "pk") for line in _of_round(row, keys)]


def _of_round(row: AllocationRound, keys: dict[str, int]) -> list[KeptSeats]:
    document = row.document or {}
    if not document.get("groups") or row.published_at is None:
        return []
    given = terms(document, classes=json.loads(row.unsealed_classes()).get("classes") or _open_classes(document))
    kept: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for reserve in given["reserves"].values():
        seated: Counter[str] = Counter()
        for entry, at in document["outcome"].items():
            if entry in reserve.members and at:
                seated[at] += given["parties"][entry]
        for at, n in reserve.seats.items():
            kept[at] += n
            used[at] += min(n, seated[at])
    day = timezone.localdate(row.published_at)
    return [KeptSeats(keys[at], day, n, used[at]) for at, n in sorted(kept.items()) if at in keys]


def _open_classes(document: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    """As the file itself says, where no group was small."""
    return {entry["id"]: entry["group"] for entry in document["entries"] if entry.get("group")}
