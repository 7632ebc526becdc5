"""What the people of each neighbourhood can reach: map, table, file."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.planning.enums import AGES, FREE_HOURS, SPEED_SOURCES, THIRDS, WEEKS_AHEAD
from mueang.apps.planning.forms import AskForm
from mueang.apps.planning.queries import Asked, Reach, asked_of, city_ground, reach_of, shade_of
from mueang.apps.planning.views.doors import find_city, tabs_of
from mueang.apps.planning.views.drawing import shaded_map
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import name


@login_required
@require_http_methods(["GET", "HEAD"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Access by neighbourhood, for one age group, one interest and one way to travel."""
    found = find_city(request, city)
    asked = asked_of(request.GET.dict())
    ground = city_ground(city=found, asked=asked, now=timezone.now())
    reach = reach_of(ground, asked=asked)
    if request.GET.get("format") == "xlsx":
        return _excel(reach, asked=asked, city=found)
    context = {
        "city": found,
        "tabs": tabs_of(found.slug, "access"),
        "form": AskForm(asked=asked, interests=[(row.code, name(row)) for row in ground.interests]),
        "ground": ground,
        "reach": reach,
        "rows": [(row, shade_of(row.per_hundred, most=reach.most)) for row in reach.areas],
        "map": shaded_map(reach.areas, sites=ground.sites, most=reach.most),
        "said": assumptions(asked),
    }
    return render(request, "planning/access.html", context)


def assumptions(asked: Asked) -> dict[str, Any]:
    """What stands behind the numbers, as the page says it."""
    # The methods come with NumPy, which only whoever plans needs.
    from mueang.methods.access import MODES

    free = FREE_HOURS[asked.group]
    return {
        "asked": asked,
        "ages": AGES[asked.group],
        "mode": MODES[asked.way],
        "speed_source": SPEED_SOURCES.get(asked.way),
        "workday": _clock(free[0][1:]),
        "weekend": _clock(free[-1][1:]),
        "thirds": [round(100 * weight) for weight in THIRDS],
        "weeks": WEEKS_AHEAD,
    }


def _clock(span: tuple[float, ...]) -> str:
    return "–".join(f"{int(hour):02}:{round(hour % 1 * 60):02}" for hour in span)


def _excel(reach: Reach, *, asked: Asked, city: Any) -> HttpResponse:
    headings = [
        _("Neighbourhood"),
        _("People of this age"),
        _("With a place within reach"),
        _("Part of them"),
        _("Seat hours a week within reach"),
        _("Seat hours a week for 100 people"),
        _("Minutes to the nearest place"),
    ]
    rows = [
        [
            name(row.area),
            row.area.people,
            row.n_within,
            round(row.share_within, 3),
            round(row.hours_within, 1),
            None if row.per_hundred is None else round(row.per_hundred, 2),
            None if row.nearest_minutes is None else round(row.nearest_minutes, 1),
        ]
        for row in reach.areas
    ]
    title = f"{asked.group.label} – {asked.way.label}"
    file_name = f"access-{city.slug}-{asked.group}-{asked.way}-{asked.minutes}"
    return excel_response(file_name=file_name, title=title, headings=headings, rows=rows)
