"""Learning places on the map."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mueang.apps.catalog.queries import offerings_at
from mueang.apps.places.queries import city_areas
from mueang.apps.places.rules import listed_places, public_places
from mueang.desks.public.found import city_or_404, page_asked
from mueang.desks.public.grounds import ground_with
from mueang.desks.public.pins import pins, way_there
from mueang.lib.kept_pages import kept_page, shows_seats_of

# What a small map can still show with room to touch each marker.
PLACES_A_PAGE = 18


@require_safe
@kept_page("page")
def places(request: HttpRequest, city: str) -> HttpResponse:
    """The open learning places, on the map and as a list."""
    found = city_or_404(city)
    rows = listed_places(found).select_related("neighbourhood").order_by("name_th", "pk")
    page = Paginator(rows, PLACES_A_PAGE).get_page(page_asked(request))
    markers = [pin for row in page for pin in pins(row, href=reverse("public:place", args=[found.slug, row.slug]))]
    context = {"city": found, "page_obj": page, "areas": city_areas(found), "markers": markers}
    return render(request, "public/places.html", context)


@require_safe
@kept_page()
def place(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    """One place: what it is, how to get there, what is on."""
    found = city_or_404(city)
    row = get_object_or_404(public_places(found).select_related("organization", "neighbourhood"), slug=slug)
    ground, markers = ground_with(found, pins(row, href=way_there(row)))
    cards = offerings_at(city=found, place_slug=slug)
    context = {
        "city": found,
        "place": row,
        "cards": cards,
        "ground": ground,
        "markers": markers,
        "way_there": way_there(row),
    }
    return shows_seats_of(render(request, "public/place.html", context), (card.slug for card in cards))
