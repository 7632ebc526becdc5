"""Learning places of a city: the list, one place, adding, confirming, closing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.places.actions import add_place, change_place, close_place, reopen_place, verify_place
from mueang.apps.places.errors import PlaceClosed
from mueang.apps.places.forms import NearForm, PlaceFilterForm, PlaceForm
from mueang.apps.places.queries import city_areas, opening_days, place_list, places_near, stale_places
from mueang.apps.places.rules import (
    may_add_place,
    may_change_place,
    may_close_place,
    visible_desks,
    visible_places,
)
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import name

PAGE_SIZE = 50


@login_required
@require_safe
def places(request: SignedInRequest, city: str) -> HttpResponse:
    """The city's places, unconfirmed first."""
    found = get_object_or_404(visible_desks(request.user), slug=city)
    today = timezone.localdate()
    form = PlaceFilterForm(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    rows = place_list(viewer=request.user, city=found, today=today, **filters)
    if request.GET.get("format") == "xlsx":
        return _as_excel(rows, file_name=f"places-{found.slug}")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": [(row, row.is_confirmed(today)) for row in page],
        "n_stale": stale_places(viewer=request.user, city=found, today=today).count(),
        "is_narrowed": any(filters.values()),
        "may_add": may_add_place(request.user, found),
    }
    return render(request, "places/places.html", {"city": found, **context})


@login_required
@require_safe
def near(request: SignedInRequest, city: str) -> HttpResponse:
    """Open places around a point, the nearest first."""
    found = get_object_or_404(visible_desks(request.user), slug=city)
    form = NearForm(request.GET or None)
    lines, markers = [], []
    if form.is_valid():
        latitude, longitude = form.cleaned_data["point"]
        lines = places_near(
            city=found, latitude=latitude, longitude=longitude, metres=form.cleaned_data["metres"], limit=PAGE_SIZE
        )
        markers = [_marker(line.place, city=found) for line in lines]
    context = {"form": form, "lines": lines, "markers": markers, "areas": city_areas(found)}
    return render(request, "places/near.html", {"city": found, **context})


@login_required
@require_safe
def place(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    """One place as staff see it, on the map."""
    row = _row(request, city, slug)
    today = timezone.localdate()
    context = {
        "place": row,
        "is_confirmed": row.is_confirmed(today),
        "weekdays": opening_days(row),
        "areas": city_areas(row.city),
        "markers": [_marker(row, city=row.city)] if row.point else [],
        "may_change": may_change_place(request.user, row) and row.closed_on is None,
        "may_close": may_close_place(request.user, row),
    }
    return render(request, "places/place.html", {"city": row.city, **context})


@login_required
@require_http_methods(["GET", "POST"])
def place_add(request: SignedInRequest, city: str) -> HttpResponse:
    found = get_object_or_404(visible_desks(request.user), slug=city)
    if not may_add_place(request.user, found):
        raise PermissionDenied
    form = PlaceForm(request.POST or None, city=found)
    if request.method == "POST" and form.is_valid():
        today = timezone.localdate()
        row = add_place(city=found, actor=request.user, verified_on=today, **form.details())
        messages.success(request, _("The place is in the list and on the public map."))
        return redirect("places:place", found.slug, row.slug)
    context = {"form": form, "title": _("Add a place"), "back": reverse("places:places", args=[found.slug])}
    return render(request, "places/place_form.html", {"city": found, **context})


@login_required
@require_http_methods(["GET", "POST"])
def place_change(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    row = _row(request, city, slug)
    if not may_change_place(request.user, row):
        raise PermissionDenied
    form = PlaceForm(request.POST or None, city=row.city, initial=PlaceForm.initial_for(row))
    if request.method == "POST" and form.is_valid():
        try:
            change_place(place=row, actor=request.user, verified_on=timezone.localdate(), **form.details())
        except PlaceClosed:
            form.add_error(None, _("This place has closed. Reopen it first."))
        else:
            messages.success(request, _("Saved, and confirmed today."))
            return redirect("places:place", row.city.slug, row.slug)
    context = {"form": form, "title": _("Change a place"), "back": reverse("places:place", args=[city, slug])}
    return render(request, "places/place_form.html", {"city": row.city, **context})


@login_required
@require_POST
def place_verify(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    """Confirm today that the entry is true."""
    row = _row(request, city, slug)
    try:
        verify_place(place=row, on=timezone.localdate(), actor=request.user)
    except PlaceClosed:
        messages.error(request, _("This place has closed. Reopen it first."))
    else:
        messages.success(request, _("Confirmed today. It stays fresh for half a year."))
    return redirect("places:place", row.city.slug, row.slug)


@login_required
@require_POST
def place_close(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    row = _row(request, city, slug)
    try:
        close_place(place=row, on=timezone.localdate(), actor=request.user)
    except PlaceClosed:
        messages.info(request, _("Somebody else closed it first."))
    else:
        messages.success(request, _("Closed. It is no longer on the public pages; its history stays."))
    return redirect("places:place", row.city.slug, row.slug)


@login_required
@require_POST
def place_reopen(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    row = _row(request, city, slug)
    reopen_place(place=row, actor=request.user)
    messages.success(request, _("Open again. Please check the entry and confirm it."))
    return redirect("places:place", row.city.slug, row.slug)


def _row(request: SignedInRequest, city: str, slug: str) -> Any:
    rows = visible_places(request.user).select_related("city", "organization", "neighbourhood")
    return get_object_or_404(rows, city__slug=city, slug=slug)


def _marker(row: Any, *, city: Any) -> tuple[float, float, str, str]:
    return row.latitude, row.longitude, name(row), reverse("places:place", args=[city.slug, row.slug])


def _as_excel(rows: Iterable[Any], *, file_name: str) -> HttpResponse:
    headings = [_("Name in Thai"), _("Name in English"), _("Kind"), _("Neighbourhood"), _("Address"), _("Latitude")]
    headings += [_("Longitude"), _("How many people fit"), _("Contact of the place"), _("Confirmed on"), _("Closed on")]
    cells = [
        [
            *(
                row.name_th,
                row.name_en,
                row.get_kind_display(),
                str(row.neighbourhood or ""),
                row.address,
                row.latitude,
            ),
            *(row.longitude, row.capacity, row.contact, row.verified_on, row.closed_on),
        ]
        for row in rows
    ]
    return excel_response(file_name=file_name, title=_("Places"), headings=headings, rows=cells)
