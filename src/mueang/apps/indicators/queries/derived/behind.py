"""The rows behind a number as they are now: where they are kept, as far as the viewer may go there; else how many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.rules import visible_offerings
from mueang.apps.enrollment.rules import learner_cities, round_cities
from mueang.apps.indicators.queries.derived.counting import city_counter, span_of
from mueang.apps.indicators.rules import measured_cities
from mueang.apps.network.models import City
from mueang.apps.network.rules import visible_contributions
from mueang.apps.outcomes.rules import outcome_cities
from mueang.apps.places.rules import visible_places
from mueang.apps.support.rules.counts import counted_cities
from mueang.methods.derived import RELATIONS, Definition
from mueang.methods.derived.definitions import Group
from mueang.methods.small_cells import withhold
from mueang.methods.thai import Period
from mueang.ui.templatetags.ui import name
from mueang.ui.words import thai_date

# By relation: the room its rows are kept in, whose door is open to whom.
_ROOMS: dict[str, tuple[str, str | Promise, Callable[[Viewer], QuerySet[City]]]] = {
    "places": ("places:places", _("Learning places"), measured_cities),
    "attendance": ("enrollment:home", _("Learners and rolls"), learner_cities),
    "enrollments": ("enrollment:home", _("Learners and rolls"), learner_cities),
    "reserved_seats": ("enrollment:rounds", _("Rounds of seats"), round_cities),
    "teachers": ("outcomes:proposals", _("Teach this"), outcome_cities),
    "promises": ("network:partners", _("Partners"), measured_cities),
    "returns": ("support:counts", _("Numbers of support"), counted_cities),
}


@dataclass(frozen=True, slots=True)
class Room:
    """Where the rows are kept; no address where the viewer may not enter."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Behind:
    """One activity, place or promise, how many rows of it count (None: withheld), and its page."""

    words: str
    about: str
    n: int | None
    href: str


@dataclass(frozen=True, slots=True)
class RowsBehind:
    """What the viewer may see of what counts now; `n_hidden` of the activities, places or promises are not shown."""

    rows: list[Behind]
    n_hidden: int
    is_protected: bool


def room_of(definition: Definition, *, viewer: Viewer, city: City) -> Room:
    """One SQL statement."""
    address, words, cities = _ROOMS[definition.numerator.relation]
    may_enter = cities(viewer).filter(pk=city.pk).exists()
    return Room(str(words), reverse(address, args=[city.slug]) if may_enter else "")


def rows_behind(definition: Definition, *, viewer: Viewer, city: City, period: Period, now: datetime) -> RowsBehind:
    """Counted anew, so that they may be more or fewer than on the day of the freeze; two SQL statements."""
    if definition.secrecy == "protected":
        return RowsBehind([], 0, is_protected=True)
    key = next(key for key in _SHOWN if key in RELATIONS[definition.numerator.relation].names)
    span = span_of(period, today=timezone.localdate(now))
    told = city_counter(city, now=now)(definition.numerator, key, span)
    counts = {int(part): tally.n_rows for (_city, part), tally in told.items()}
    if definition.secrecy == "few":
        shown: dict[int, int | None] = dict(zip(counts, withhold(list(counts.values())), strict=True))
    else:
        shown = dict(counts)
    rows = _SHOWN[key](viewer, city, shown)
    return RowsBehind(rows, len(counts) - len(rows), is_protected=False)


def _offerings(viewer: Viewer, city: City, shown: dict[int, int | None]) -> list[Behind]:
    rows = visible_offerings(viewer).filter(city=city, pk__in=shown).select_related("program", "place")
    return [
        Behind(
            name(row.program),
            f"{name(row.place)} · {thai_date(row.starts_on)}",
            shown[row.pk],
            reverse("catalog:offering", args=[city.slug, row.slug]),
        )
        for row in rows.order_by("-starts_on", "pk")
    ]


def _places(viewer: Viewer, city: City, shown: dict[int, int | None]) -> list[Behind]:
    rows = visible_places(viewer).filter(city=city, pk__in=shown).order_by("name_th", "pk")
    return [
        Behind(
            name(row), str(row.get_kind_display()), shown[row.pk], reverse("places:place", args=[city.slug, row.slug])
        )
        for row in rows
    ]


def _promises(viewer: Viewer, city: City, shown: dict[int, int | None]) -> list[Behind]:
    rows = visible_contributions(viewer).filter(agreement__city=city, pk__in=shown)
    partners = reverse("network:partners", args=[city.slug])
    return [
        Behind(row.what, name(row.agreement.organization), shown[row.pk], partners)
        for row in rows.select_related("agreement__organization").order_by("due_on", "pk")
    ]


_SHOWN: dict[Group, Callable[[Viewer, Any, dict[int, int | None]], list[Behind]]] = {
    "offering": _offerings,
    "place": _places,
    "promise": _promises,
}
