"""The cities of this installation, the home of one, and what happens with people's data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mueang.apps.catalog.queries import browse
from mueang.apps.catalog.queries.listing import cities_to_enter
from mueang.apps.enrollment.queries import people_learning
from mueang.apps.heritage.queries import inventory
from mueang.apps.network.queries import standing_memberships
from mueang.apps.places.queries import n_public_places
from mueang.apps.privacy.queries.notices import public_texts
from mueang.desks.public.found import city_or_404
from mueang.lib.kept_pages import kept_page

N_SOONEST = 6
N_HERITAGE = 3


@require_safe
def cities(request: HttpRequest) -> HttpResponse:
    """The cities that offer something, or all while none does; where there is one, its home."""
    found = cities_to_enter()
    if len(found) == 1:
        return redirect("public:home", city=found[0].slug)
    return render(request, "public/cities.html", {"cities": found})


@require_safe
@kept_page()
def home(request: HttpRequest, city: str) -> HttpResponse:
    """What one may be interested in, what is on soon, what the city holds, and how it is doing."""
    found = city_or_404(city)
    current, known = browse(city=found), inventory(city=found)
    context = {
        "city": found,
        "soonest": current.cards[:N_SOONEST],
        "n_offerings": current.total,
        "interests": current.counts,
        "heritage": known.cards[:N_HERITAGE],
        "n_heritage": known.total,
        "n_places": n_public_places(found),
        "n_learning": people_learning(found),
        "memberships": standing_memberships(found),
    }
    return render(request, "public/home.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "public/privacy.html")


@require_safe
@kept_page()
def city_privacy(request: HttpRequest, city: str) -> HttpResponse:
    """The same, and the city's own texts by purpose and version."""
    found = city_or_404(city)
    return render(request, "public/privacy.html", {"city": found, "texts": public_texts(found)})
