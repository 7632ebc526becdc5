"""More like this: what else is on that shares an interest, a place or a neighbourhood with one activity."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import chain

from mueang.apps.catalog.queries.browsing import Listed, listed
from mueang.apps.catalog.queries.lines import Line
from mueang.apps.catalog.queries.ordering import SLOT_MASK, STRETCH
from mueang.apps.catalog.queries.snapshots import Snapshot, snapshot_of
from mueang.apps.network.models import City

_AN_INTEREST, _AN_AREA = 4, 2


def similar(*, city: City, slug: str, limit: int = 3, now: datetime | None = None) -> tuple[Listed, ...]:
    """More like this: sharing interests first, then place and neighbourhood; other programs before the same one.

    One SQL statement while nothing changed.
    """
    snapshot = snapshot_of(city, now=now)
    slot = snapshot.slot_of_slug.get(slug)
    return () if slot is None else tuple(listed(line) for line in _alike(snapshot, snapshot.line(slot), limit))


def _alike(snapshot: Snapshot, this: Line, limit: int) -> Sequence[Line]:
    """The most alike of the first stretch of those that share an interest; without interests, of those at the place."""
    wanted = [("interest", interest.code) for interest in this.interests] or [("place", str(this.place.pk))]
    in_common = Counter(chain.from_iterable(snapshot.first_ranks(facet, value) for facet, value in wanted))
    there, area, subject = this.place.pk, this.place.area, this.subject.pk
    lines, ranked = snapshot.lines, []
    for rank in sorted(in_common)[:STRETCH]:
        line = lines[rank & SLOT_MASK]
        if line is not None and line is not this:
            place = line.place
            same = _AN_INTEREST * in_common[rank] + _AN_AREA * (place.area == area) + (place.pk == there)
            ranked.append((line.subject.pk == subject, -same, rank))
    return [snapshot.line(rank & SLOT_MASK) for *_unlike, rank in heapq.nsmallest(limit, ranked)]
