"""What the public looked for and did not find, for those who plan what is offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import parse_qsl, urlencode

from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.enums import Cost, CourseLanguage, Day, DayPart, Support, Way, When
from mueang.apps.catalog.models import FailedSearch, Interest
from mueang.apps.catalog.rules import catalog_cities
from mueang.apps.network.models import City
from mueang.apps.places.enums import Accessibility
from mueang.ui.words import current_language, in_language

_LABELS = {
    "when": When, "day": Day, "part": DayPart, "cost": Cost, "language": CourseLanguage, "way": Way,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unfound:
    """One search with how often and when last it found nothing; `query` repeats it on the public list."""

    words: str
    filters: str
    query: str
    n: int
    last_on: date


def failed_searches(*, viewer: Viewer, city: City, since: date) -> list[Unfound]:
    """The most frequent first. Four SQL statements."""
    rows = (
        FailedSearch.objects.filter(city__in=catalog_cities(viewer).filter(pk=city.pk), on__gte=since)
        .values("words", "filters")
        .annotate(total=Sum("n"), last_on=Max("on"))
        .order_by("-total", "-last_on", "words", "filters")
    )
    names = _names(city)
    return [_unfound(row, names) for row in rows]


def _unfound(row: Mapping[str, object], names: dict[tuple[str, str], str]) -> Unfound:
    words, filters = str(row["words"]), str(row["filters"])
    query = "&".join(filter(None, (urlencode({"words": words}) if words else "", filters)))
    said = ", ".join(_said(name, value, names) for name, value in parse_qsl(filters))
    return Unfound(words, said, query, int(str(row["total"])), row["last_on"])  # type: ignore[arg-type]


def _names(city: City) -> dict[tuple[str, str], str]:
    """The words for interests, neighbourhoods and needs."""
    named = partial(in_language, current_language())
    names = {("interest", row.code): named(row.name_th, row.name_en) for row in Interest.objects.all()}
    for area in city.neighbourhoods.all():
        names["area", area.code] = names["near", area.code] = named(area.name_th, area.name_en)
    return names | {("access", str(one.value)): str(one.label) for one in (*Accessibility, *Support)}


def _said(name: str, value: str, names: dict[tuple[str, str], str]) -> str:
    """One filter in words."""
    patterns: dict[str, Callable[[], str]] = {
        "age": lambda: _("age %(n)s") % {"n": value},
        "seats": lambda: _("%(n)s seats") % {"n": value},
        "km": lambda: _("within %(n)s km") % {"n": value},
    }
    if name in patterns:
        return patterns[name]()
    choices = _LABELS.get(name)
    label = str(choices(value).label) if choices is not None and value in choices.values else value
    return names.get((name, value), label)
