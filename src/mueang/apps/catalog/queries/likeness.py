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
    place, area, subject = this.place, this.place.area, this.subject

    def unlike(line: Line, n_interests: int) -> tuple[bool, int]:
        there = line.place
        same = _AN_INTEREST * n_interests + _AN_AREA * (there.area == area) + (there is place or there.pk == place.pk)
        return line.subject.pk == subject.pk, -same

    others = [(rank, snapshot.line(rank & SLOT_MASK)) for rank in sorted(in_common)[:STRETCH]]
    ranked = ((unlike(line, in_common[rank]), rank, line) for rank, line in others if line is not this)
    return [line for _unlike, _rank, line in heapq.nsmallest(limit, ranked)]
