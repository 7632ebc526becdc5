"""Neighbourhoods of a city, on the map and as a list."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.places.actions import add_neighbourhoods
from mueang.apps.places.queries import city_areas
from mueang.apps.places.rules import may_add_place, visible_desks, visible_neighbourhoods
from mueang.lib.downloads import excel_response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def neighbourhoods(request: SignedInRequest, city: str) -> HttpResponse:
    """The list; a POST adds the sub-districts that are still missing."""
    found = get_object_or_404(visible_desks(request.user), slug=city)
    if request.method == "POST":
        n = add_neighbourhoods(city=found, actor=request.user)
        messages.success(request, ngettext("%(n)s neighbourhood added.", "%(n)s neighbourhoods added.", n) % {"n": n})
        return redirect("places:neighbourhoods", found.slug)
    rows = visible_neighbourhoods(request.user).filter(city=found).defer("boundary")
    if request.GET.get("format") == "xlsx":
        headings = [_("Code"), _("Name in Thai"), _("Name in English"), _("Latitude"), _("Longitude")]
        cells = [[row.code, row.name_th, row.name_en, row.latitude, row.longitude] for row in rows]
        file_name = f"neighbourhoods-{found.slug}"
        return excel_response(file_name=file_name, title=_("Neighbourhoods"), headings=headings, rows=cells)
    context = {"rows": rows, "areas": city_areas(found), "may_add": may_add_place(request.user, found)}
    return render(request, "places/neighbourhoods.html", {"city": found, **context})
