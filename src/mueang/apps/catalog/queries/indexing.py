"""The city's search index, kept in step with its rows: whoever asks first after a change takes the change in."""

from __future__ import annotations

import logging
import threading
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from mueang.apps.catalog.models import Offering, OfferingQuerySet
from mueang.apps.network.models import City
from mueang.apps.network.queries import public_versions
from mueang.apps.places.models import Place
from mueang.lib.one_by_one import one_by_one
from mueang.lib.replica import read_from_the_first
from mueang.lib.search import Entry, IndexIsBusy, IndexIsGone, Mark, TextIndex

log = logging.getLogger("mueang.search")

# A page waits for a few rows; a whole city's are taken in by the worker, and meanwhile the database is asked.
MOST_ROWS_FOR_A_PAGE = 100
_PATIENCE_SECONDS = 2.0
_COMPARED_EVERY = timedelta(hours=1)
_MOST_OPEN = 32
_ROWS_AT_A_TIME = 500
_COLUMNS = ("pk", "program__name_th", "program__name_en", "search_text", "place__name_th", "place__name_en")

_lock = threading.Lock()
_open: OrderedDict[str, TextIndex] = OrderedDict()
_compare_at: dict[UUID, datetime] = {}
# The version at which the worker last found a city's index in step.
_in_step_at: dict[UUID, int] = {}


def index_of(city: City) -> TextIndex:
    """The city's own index, as it is; a folder for each city, so that no other city's rows can be in it."""
    name = str(settings.SEARCH_DIR / city.uuid.hex)
    with _lock:
        index = _open.setdefault(name, TextIndex(settings.SEARCH_DIR / city.uuid.hex))
        _open.move_to_end(name)
        while len(_open) > _MOST_OPEN:
            _open.popitem(last=False)
    return index


def index_in_step(city: City) -> TextIndex | None:
    """The city's index with every change in it that was written until now; None where that cannot be had at once.

    One SQL statement while nothing has changed. Never call it in a transaction that writes.
    """
    index = index_of(city)
    try:
        with read_from_the_first():
            if index.is_known_at(_version(city)):
                return index
            with index.alone(wait_seconds=_PATIENCE_SECONDS):
                return index if catch_up(index, city, most=MOST_ROWS_FOR_A_PAGE) else None
    except (IndexIsBusy, IndexIsGone):
        return None
    except (OSError, ValueError):
        log.exception("the search index of %s cannot be read or written: asking the database instead", city.slug)
        return None


def catch_up(index: TextIndex, city: City, *, most: int | None = None) -> bool:
    """Take in what changed since the index's mark; the whole city where there is no mark, or one of another past.

    False where more than `most` rows wait. Hold the index `alone`.
    """
    version, mark, places = _version(city), index.mark, _places(city)
    if mark is not None and mark["version"] > version:
        # The database was put back to an earlier day.
        mark = None
    anew, rows = mark is None, _changed_since(mark, city, places)
    keys = list(rows.order_by("program", "pk").values_list("pk", flat=True)[: None if most is None else most + 1])
    if most is not None and len(keys) > most:
        return False
    if keys or anew:
        _write(index, keys, mark={"version": version, "places": places}, anew=anew)
    index.know_at(version)
    return True


def _changed_since(mark: Mark | None, city: City, places: dict[str, int]) -> OfferingQuerySet:
    rows = Offering.objects.filter(city=city)
    if mark is None:
        return rows.published()
    renamed = [key for key, digest in places.items() if mark["places"].get(key, digest) != digest]
    return rows.filter(Q(search_version__gt=mark["version"]) | Q(place__in=renamed))


def rebuild(city: City) -> int:
    """Make the city's index anew, whatever it holds. Returns how many offerings can be found."""
    index = index_of(city)
    with index.alone():
        version, places = _version(city), _places(city)
        keys = list(
            Offering.objects.filter(city=city).published().order_by("program", "pk").values_list("pk", flat=True)
        )
        _write(index, keys, mark={"version": version, "places": places}, anew=True)
        index.know_at(version)
    return len(keys)


def keep_in_step(now: datetime) -> int:
    """Take every city's changes in before a page has to, and once an hour compare index and rows.

    For the worker, each second: a city whose version has not moved is not looked at, however many there are; those
    that changed come before those whose hour is over, and one that fails holds up no other. Returns how many cities
    were taken in or mended; nothing is lost if it is killed.
    """
    versions = public_versions()
    changed = [uuid for uuid, version in versions.items() if _in_step_at.get(uuid) != version]
    due = [uuid for uuid, at in _compare_at.items() if now >= at and _in_step_at.get(uuid) == versions.get(uuid)]
    return one_by_one("search indexes", [*changed, *due], lambda uuid: _kept(uuid, now))


def is_whole(city: City) -> bool:
    """Whether the index holds the city's published offerings, no more and no fewer."""
    published = Offering.objects.filter(city=city).published().values_list("pk", flat=True)
    return index_of(city).ids() == set(published)


def _kept(uuid: UUID, now: datetime) -> bool:
    city = City.objects.get(uuid=uuid)
    index = index_of(city)
    is_known, is_due = index.is_known_at(city.version), now >= _compare_at.get(city.uuid, now)
    if is_due or not is_known:
        with index.alone():
            catch_up(index, city)
            index.tidy()
    _in_step_at[city.uuid] = city.version
    if is_due:
        _compare_at[city.uuid] = now + _COMPARED_EVERY
        if not is_whole(city):
            log.warning("the search index of %s did not hold what is published: made anew", city.slug)
            rebuild(city)
            return True
    return not is_known


def _write(index: TextIndex, keys: list[int], *, mark: Mark, anew: bool) -> None:
    public = (
        set(Offering.objects.filter(pk__in=keys).published().values_list("pk", flat=True)) if not anew else set(keys)
    )
    gone = [key for key in keys if key not in public]
    index.write(_entries([key for key in keys if key in public]), gone=gone, mark=mark, anew=anew)


def _entries(keys: list[int]) -> Iterator[Entry]:
    for start in range(0, len(keys), _ROWS_AT_A_TIME):
        some = Offering.objects.filter(pk__in=keys[start : start + _ROWS_AT_A_TIME]).order_by("program", "pk")
        for key, name_th, name_en, *texts in some.values_list(*_COLUMNS):
            yield Entry(key, tuple(filter(None, (name_th, name_en))), tuple(filter(None, texts)))


def _version(city: City) -> int:
    return City.objects.values_list("version", flat=True).get(pk=city.pk)


def _places(city: City) -> dict[str, int]:
    """What each place is called, as a number: places are renamed without the catalog hearing of it."""
    names = Place.objects.filter(city=city).values_list("pk", "name_th", "name_en")
    return {str(key): zlib.crc32(f"{name_th}\0{name_en}".encode()) for key, name_th, name_en in names}
