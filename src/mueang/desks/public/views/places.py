"""Learning places on the map, and the city's heritage."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mueang.apps.catalog.queries import offerings_at, offerings_from_heritage
from mueang.apps.heritage.enums import Category
from mueang.apps.heritage.queries import inventory, item_page
from mueang.apps.outcomes.queries import public_lineage
from mueang.apps.places.queries import city_areas
from mueang.apps.places.rules import listed_places, public_places
from mueang.desks.public.forms import HeritageForm
from mueang.desks.public.found import city_or_404, page_asked
from mueang.desks.public.pins import pins, way_there
from mueang.lib.kept_pages import kept_page

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
    context = {
        "city": found,
        "place": row,
        "cards": offerings_at(city=found, place_slug=slug),
        "areas": city_areas(found),
        "markers": pins(row, href=way_there(row)),
        "way_there": way_there(row),
    }
    return render(request, "public/place.html", context)


@require_safe
@kept_page("category", "page")
def heritage(request: HttpRequest, city: str) -> HttpResponse:
    """The inventory that may be shown, by category and words."""
    found = city_or_404(city)
    form = HeritageForm(request.GET)
    wanted = form.wanted()
    context = {
        "city": found,
        "form": form,
        "inventory": inventory(city=found, page=page_asked(request), **wanted),
        "chosen": Category(wanted["category"]) if "category" in wanted else None,
    }
    return render(request, "public/heritage.html", context)


@require_safe
@kept_page()
def heritage_item(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    """One thing the city's people know; named holders only, and lessons made from it."""
    found = city_or_404(city)
    page = item_page(city=found, slug=slug)
    if page is None:
        raise Http404
    context = {
        "city": found,
        "page": page,
        "tree": public_lineage(city=found, slug=slug),
        "card": page.card,
        "cards": offerings_from_heritage(city=found, item=page.card.uuid),
    }
    return render(request, "public/heritage_item.html", context)
