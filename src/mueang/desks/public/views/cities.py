"""The cities of this installation, the home of one, and what happens with people's data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mueang.apps.catalog.queries import browse, interests_with_counts
from mueang.apps.heritage.queries import inventory
from mueang.apps.network.queries import open_cities, standing_memberships
from mueang.apps.places.queries import n_public_places
from mueang.desks.public.found import city_or_404

N_SOONEST = 6
N_HERITAGE = 3


@require_safe
def cities(request: HttpRequest) -> HttpResponse:
    """The list of cities; where there is one, its home."""
    found = open_cities()
    if len(found) == 1:
        return redirect("public:home", city=found[0].slug)
    return render(request, "public/cities.html", {"cities": found})


@require_safe
def home(request: HttpRequest, city: str) -> HttpResponse:
    """What is on soon, what one may be interested in, and what the city holds."""
    found = city_or_404(city)
    soonest = browse(city=found)
    context = {
        "city": found,
        "soonest": soonest.cards[:N_SOONEST],
        "n_offerings": soonest.total,
        "interests": [row for row in interests_with_counts(city=found, today=timezone.localdate()) if row.n_offerings],
        "heritage": inventory(city=found).cards[:N_HERITAGE],
        "n_places": n_public_places(found),
        "memberships": standing_memberships(found),
    }
    return render(request, "public/home.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "public/privacy.html")
