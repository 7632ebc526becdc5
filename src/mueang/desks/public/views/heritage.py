"""The story map of what a city's people know: browsed, read, fed to other systems, taken away as a sheet."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mueang.apps.catalog.queries import offerings_from_heritage
from mueang.apps.heritage.enums import Category
from mueang.apps.heritage.queries import HeritageCard, all_cards, area_counts, inventory, item_page, newest_cards
from mueang.apps.heritage.queries.products import shown_products
from mueang.apps.heritage.queries.tellings import shown_tellings
from mueang.apps.outcomes.queries import public_lineage
from mueang.apps.places.queries import city_areas
from mueang.desks.public.forms import HeritageForm
from mueang.desks.public.found import city_or_404, page_asked
from mueang.desks.public.heritage_words import as_features, as_item_list, as_json_ld, item_url
from mueang.desks.public.sheets import heritage_excel
from mueang.desks.public.views.learning import for_script
from mueang.lib.kept_pages import kept_page
from mueang.ui.templatetags.ui import field, name

if TYPE_CHECKING:
    from mueang.apps.network.models import City

NEWEST = 30


@require_safe
@kept_page("category", "area", "month", "page")
def heritage(request: HttpRequest, city: str) -> HttpResponse:
    """The story map: a marker and a card an item; by category, season, community and words."""
    found = city_or_404(city)
    areas = area_counts(city=found)
    form = HeritageForm(request.GET, areas=areas)
    wanted = form.wanted()
    cards = inventory(city=found, page=page_asked(request), **wanted)
    markers = [
        (card.latitude, card.longitude, name(card), reverse("public:heritage_item", args=[found.slug, card.slug]))
        for card in cards.cards
        if card.latitude is not None
    ]
    context = {
        "city": found,
        "form": form,
        "inventory": cards,
        "chosen": Category(wanted["category"]) if "category" in wanted else None,
        "areas": city_areas(found) if markers else [],
        "markers": markers,
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
    card, tellings = page.card, shown_tellings(city=found, slug=slug)
    context = {
        "city": found,
        "page": page,
        "tree": public_lineage(city=found, slug=slug),
        "card": card,
        "story": field(card, "story"),
        "tellings": tellings,
        "products": shown_products(city=found, slug=slug) if page.may_be_sold else [],
        "cards": offerings_from_heritage(city=found, item=card.uuid),
        "json_ld": for_script(as_json_ld(card, city=found, pictures=page.pictures, tellings=tellings)),
    }
    return render(request, "public/heritage_item.html", context)


@require_safe
def heritage_geojson(request: HttpRequest, city: str) -> HttpResponse:
    """Every public item with its place as GeoJSON (RFC 7946); one without a place has no geometry."""
    found = city_or_404(city)
    return _json(as_features(all_cards(city=found), city=found), "application/geo+json")


@require_safe
def heritage_json_ld(request: HttpRequest, city: str) -> HttpResponse:
    """The same as a schema.org ItemList."""
    found = city_or_404(city)
    return _json(as_item_list(all_cards(city=found), city=found), "application/ld+json")


@require_safe
def heritage_sheet(request: HttpRequest, city: str) -> HttpResponse:
    found = city_or_404(city)
    return heritage_excel(all_cards(city=found), city=found)


def _json(document: object, media_type: str) -> HttpResponse:
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type=f"{media_type}; charset=utf-8", headers={"Access-Control-Allow-Origin": "*"})


class NewHeritage(Feed):  # type: ignore[type-arg]  # generic for the type checker only
    """The newest items as RSS 2.0."""

    def get_object(self, request: HttpRequest, city: str) -> City:  # noqa: ARG002 (Django's signature)
        return city_or_404(city)

    def title(self, city: City) -> str:
        return _("What people of %(city)s know") % {"city": name(city)}

    def link(self, city: City) -> str:
        return settings.BASE_URL + reverse("public:heritage", args=[city.slug])

    def description(self, city: City) -> str:
        return _("Newly shown in the story map of %(city)s") % {"city": name(city)}

    def items(self, city: City) -> Iterable[tuple[City, HeritageCard]]:
        return [(city, card) for card in newest_cards(city=city, limit=NEWEST)]

    def item_title(self, item: Any) -> str:
        return name(item[1])

    def item_description(self, item: Any) -> str:
        return field(item[1], "story")

    def item_link(self, item: tuple[City, HeritageCard]) -> str:
        return item_url(item[1], item[0])

    def item_guid(self, item: tuple[City, HeritageCard]) -> str:
        return self.item_link(item)

    def item_pubdate(self, item: tuple[City, HeritageCard]) -> datetime:
        return item[1].created_at


new_heritage = NewHeritage()
