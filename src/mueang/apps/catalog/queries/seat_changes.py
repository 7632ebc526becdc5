"""Which offerings were given a seat or lost one, remembered in each process as versions of their city go by."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from threading import Lock

from mueang.apps.catalog.models import Offering
from mueang.apps.network.models import City
from mueang.lib.ready import ReadyText

MOST_CITIES, MOST_OFFERINGS = 64, 10_000
# Written out: it is asked at each version of a city in whose pages somebody reads.
_CHANGED = ReadyText(
    f"SELECT o.slug, o.changed_in FROM {Offering._meta.db_table} o JOIN {City._meta.db_table} c ON c.id = o.city_id "  # noqa: S608 -- our own names
    "WHERE c.slug = %s AND o.changed_in > %s"
)


@dataclass(slots=True)
class _Changes:
    """Slug -> the version that last changed it, complete for every version after `since` up to `until`."""

    since: int
    until: int
    versions: dict[str, int] = field(default_factory=dict)


_kept: OrderedDict[str, _Changes] = OrderedDict()
_lock = Lock()


def seats_are_as_before(city: str, slugs: Collection[str], *, since: int, until: int) -> bool:
    """Whether none of these offerings changed in the versions of the city after `since`, up to `until`.

    One SQL statement for each version that somebody asks about first.
    """
    if since > until:
        return False
    with _lock:
        changes = _kept.get(city)
        if changes is None or since < changes.since or len(changes.versions) > MOST_OFFERINGS:
            changes = _kept[city] = _Changes(since=since, until=since)
        if until < changes.until:
            # Somebody else was faster; or a backup was restored, and the same versions mean something else now.
            changes.until = since
        if until > changes.until:
            changes.versions.update(_CHANGED(city, changes.until))
            changes.until = until
        _kept.move_to_end(city)
        while len(_kept) > MOST_CITIES:
            _kept.popitem(last=False)
        last = changes.versions.get
        return all(last(slug, 0) <= since for slug in slugs)


def forget_seat_changes() -> None:
    """For tests, whose cities come and go under the same names."""
    with _lock:
        _kept.clear()
