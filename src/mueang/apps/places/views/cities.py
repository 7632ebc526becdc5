"""Open a city: choose a province, then the area, its kind and its names."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.network.actions import open_city
from mueang.apps.network.errors import CityAlreadyOpen, KindDoesNotFit, SlugReserved, SlugTaken
from mueang.apps.network.rules import may_open_city, visible_cities
from mueang.apps.places.actions import add_neighbourhoods
from mueang.apps.places.forms import AreaSearchForm, OpenCityForm
from mueang.facts import area, provinces, search_areas
from mueang.ui.templatetags.ui import name


@login_required
@require_safe
def choose_area(request: SignedInRequest) -> HttpResponse:
    """Step 1: search for the area, or pick the province."""
    _ensure_may_open(request)
    form = AreaSearchForm(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    found = search_areas(words) if words else []
    context = {
        "form": form,
        "words": words,
        "found": found,
        "provinces": provinces(),
        "labels": step_labels(),
        "cities": visible_cities(request.user),
    }
    return render(request, "places/choose_area.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def open_here(request: SignedInRequest, province: str) -> HttpResponse:
    """Step 2: the area within the province, its kind and names; then the city is open, with its neighbourhoods."""
    _ensure_may_open(request)
    around = area(province)
    if around is None or around.level != "province":
        raise Http404
    form = OpenCityForm(request.POST or None, province=around, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid() and (answer := _open(request, form)):
        return answer
    return render(request, "places/open_city.html", {"form": form, "province": around, "labels": step_labels()})


def _open(request: SignedInRequest, form: OpenCityForm) -> HttpResponse | None:
    values: dict[str, Any] = {field: value or None for field, value in form.cleaned_data.items()}
    values["is_invented"] = form.cleaned_data["is_invented"]
    try:
        with transaction.atomic():
            city = open_city(actor=request.user, **values)
            n = add_neighbourhoods(city=city, actor=request.user)
    except SlugTaken as refusal:
        form.add_error("slug", _("Another city has this address. %(slug)s is free.") % {"slug": refusal.suggestion})
    except SlugReserved:
        form.add_error("slug", _("The software needs this address itself. Choose another, of three letters or more."))
    except KindDoesNotFit:
        form.add_error("kind", _("This kind does not fit the area: a province is a province, the others are smaller."))
    except CityAlreadyOpen:
        form.add_error(None, _("This very city is open here already."))
    else:
        opened = ngettext(
            "%(city)s is open, with %(n)s neighbourhood.", "%(city)s is open, with %(n)s neighbourhoods.", n
        )
        messages.success(request, opened % {"city": name(city), "n": n} + " " + _("Next, invite its manager."))
        return redirect("places:roles", city.slug)
    return None


def _ensure_may_open(request: SignedInRequest) -> None:
    if not may_open_city(request.user):
        raise PermissionDenied


def step_labels() -> list[str]:
    return [_("Choose the province"), _("Area, kind and name"), _("Invite its manager")]
