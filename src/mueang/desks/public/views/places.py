"""Learning places on the map, and the city's heritage."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from mueang.apps.catalog.queries import offerings_at, offerings_from_heritage
from mueang.apps.heritage.enums import Category
from mueang.apps.heritage.queries import inventory, item_page
from mueang.apps.places.queries import city_areas
from mueang.apps.places.rules import public_places
from mueang.desks.public.found import city_or_404


@require_safe
def places(request: HttpRequest, city: str) -> HttpResponse:
    """Every open learning place, on the map and as a list."""
    found = city_or_404(city)
    rows = list(public_places(found).select_related("neighbourhood"))
    markers = [
        (row.latitude, row.longitude, row, reverse("public:place", args=[found.slug, row.slug]))
        for row in rows
        if row.latitude is not None
    ]
    context = {"city": found, "places": rows, "areas": city_areas(found), "markers": markers}
    return render(request, "public/places.html", context)


@require_safe
def place(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    found = city_or_404(city)
    row = get_object_or_404(public_places(found).select_related("organization", "neighbourhood"), slug=slug)
    context = {
        "city": found,
        "place": row,
        "cards": offerings_at(city=found, place_slug=slug),
        "areas": city_areas(found),
        "markers": [] if row.latitude is None else [(row.latitude, row.longitude, row, "")],
    }
    return render(request, "public/place.html", context)


@require_safe
def heritage(request: HttpRequest, city: str) -> HttpResponse:
    """The inventory that may be shown, by category and words."""
    found = city_or_404(city)
    category = request.GET.get("category", "")
    words = request.GET.get("words", "")[:100]
    page = request.GET.get("page", "1")
    result = inventory(
        city=found,
        category=category if category in Category.values else None,
        words=words,
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )
    context = {"city": found, "inventory": result, "category": category, "words": words}
    return render(request, "public/heritage.html", context)


@require_safe
def heritage_item(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    found = city_or_404(city)
    page = item_page(city=found, slug=slug)
    if page is None:
        raise Http404
    context = {
        "city": found,
        "page": page,
        "card": page.card,
        "cards": offerings_from_heritage(city=found, item=page.card.uuid),
        "is_thai": get_language() == "th",
    }
    return render(request, "public/heritage_item.html", context)
