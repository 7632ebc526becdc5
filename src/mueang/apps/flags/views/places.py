"""Schools, grades and steps ranked; and how good the signs turned out to be."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.flags.queries import PlaceRow, Places, judged, places
from mueang.apps.flags.views.doors import city_of_rules, find_city, tabs_of
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import name


@login_required
@never_cache
@require_http_methods(["GET"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Which schools, grades and steps lose children: often a place needs help, not each child of it."""
    found = find_city(request, city)
    rows = places(viewer=request.user, city=found, as_of=timezone.localdate())
    if request.GET.get("format") == "xlsx":
        return _file(found, rows)
    context = {"city": found, "tabs": tabs_of(found, "places", viewer=request.user), "places": rows}
    return render(request, "flags/places.html", context)


def _file(city: Any, rows: Places) -> HttpResponse:
    headings = [_("School or class"), _("Pupils"), _("To be looked at"), _("To be visited"), _("Share")]
    lines = [*map(_line, rows.schools), *map(_line, rows.grades)]
    file_name = f"schools-{city.slug}-{timezone.localdate():%Y%m%d}"
    return excel_response(file_name=file_name, title=_("Schools and transitions"), headings=headings, rows=lines)


def _line(row: PlaceRow) -> list[Any]:
    label = row.label if isinstance(row.label, str) else name(row.label) or str(row.label)
    return [label, row.n_pupils, row.n_flagged, row.n_visits, round(row.share, 3)]


@login_required
@never_cache
@require_http_methods(["GET"])
def judged_page(request: SignedInRequest, city: str) -> HttpResponse:
    """Of the children looked at because of a sign, how many needed somebody: for the supervisor."""
    found = city_of_rules(request, city)
    shown = judged(viewer=request.user, city=found)
    if request.GET.get("format") == "xlsx":
        headings = [
            _("Sign"),
            _("Judged"),
            _("The child needed somebody"),
            _("Nothing was the matter"),
            _("The record was wrong"),
            _("Nobody could be reached"),
            _("Not known yet"),
        ]
        lines = [
            [r.condition, r.n_judged, r.n_needed, r.n_fine, r.n_wrong, r.n_unreached, r.n_waiting] for r in shown.rows
        ]
        file_name = f"signs-{found.slug}-{timezone.localdate():%Y%m%d}"
        return excel_response(file_name=file_name, title=_("How good the signs are"), headings=headings, rows=lines)
    context = {"city": found, "tabs": tabs_of(found, "judged", viewer=request.user), "judged": shown}
    return render(request, "flags/judged.html", context)
