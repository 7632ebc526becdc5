"""Entries that nobody has confirmed lately, another owner for them, and the link that says "still true"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.actions import confirm_by_link, hand_over_offering, verify_offering
from mueang.apps.catalog.errors import LinkSpent
from mueang.apps.catalog.queries.freshness import answer_of, possible_owners, stale_offerings, stale_places
from mueang.apps.catalog.views.desk import act_and_return, city_or_404, tabs_of, wants_excel
from mueang.apps.catalog.views.tables import freshness_excel
from mueang.apps.places.actions import hand_over_place, verify_place

HAND_OVER: dict[str, Callable[..., object]] = {"offerings": hand_over_offering, "places": hand_over_place}


@login_required
@require_safe
def freshness(request: SignedInRequest, city: str) -> HttpResponse:
    """Who was asked, when, and what it led to; also as Excel."""
    found, today = city_or_404(request, city), timezone.localdate()
    offerings = stale_offerings(viewer=request.user, city=found, today=today)
    places = stale_places(viewer=request.user, city=found, today=today)
    if wants_excel(request):
        return freshness_excel(offerings, places, file_name=f"{found.slug}-freshness")
    context = {
        "city": found,
        "tabs": tabs_of(found, "freshness"),
        "groups": [("offerings", _("Activities"), list(offerings)), ("places", _("Learning places"), list(places))],
        "owners": possible_owners(found),
    }
    return render(request, "catalog/freshness.html", context)


@login_required
@require_POST
def freshness_confirm(request: SignedInRequest, city: str, kind: str, slug: str) -> HttpResponse:
    """True today, said at the desk."""
    row, today = _row(request, city, kind, slug), timezone.localdate()

    def act() -> object:
        if kind == "offerings":
            return verify_offering(offering=row, on=today, actor=request.user)
        return verify_place(place=row, on=today, actor=request.user)

    return act_and_return(request, act, done=_("Confirmed as true today."), to=("catalog:freshness", city))


@login_required
@require_POST
def freshness_hand_over(request: SignedInRequest, city: str, kind: str, slug: str) -> HttpResponse:
    """Somebody else is asked from now on."""
    row = _row(request, city, kind, slug)
    owners = {str(user.uuid): user for user in possible_owners(row.city)}
    owner = owners.get(request.POST.get("owner", ""))
    if owner is None:
        messages.error(request, _("Please choose who is to keep it."))
    else:
        facts: dict[str, Any] = {"offering" if kind == "offerings" else "place": row}
        HAND_OVER[kind](owner=owner, actor=request.user, **facts)
        messages.success(request, _("Handed over to %(name)s.") % {"name": owner})
    return redirect("catalog:freshness", city)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def still_true(request: HttpRequest, sealed: str) -> HttpResponse:
    """A mail program may open the link beforehand: looking changes nothing, only the button does."""
    entry = answer_of(sealed)
    if entry is None or entry.row is None:
        return render(request, "catalog/link_spent.html", status=410)
    context = {"entry": entry, "city": entry.row.city, "is_offering": hasattr(entry.row, "program")}
    if request.method == "POST":
        try:
            confirm_by_link(sealed=sealed, today=timezone.localdate())
        except LinkSpent:
            return render(request, "catalog/link_spent.html", status=410)
        return render(request, "catalog/still_true.html", {**context, "is_done": True})
    return render(request, "catalog/still_true.html", context)


def _row(request: SignedInRequest, city: str, kind: str, slug: str) -> Any:
    found, today = city_or_404(request, city), timezone.localdate()
    rows = {"offerings": stale_offerings, "places": stale_places}[kind]
    return get_object_or_404(rows(viewer=request.user, city=found, today=today), slug=slug)
