"""What several pages of campaigns need: the city, and what can be chosen in it."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.campaigns.rules import campaign_cities
from mueang.apps.catalog.queries import interests
from mueang.apps.catalog.rules import visible_offerings
from mueang.ui.templatetags.ui import name
from mueang.ui.words import thai_date

MOST_TO_CHOOSE = 200
Choices = dict[str, list[tuple[str, str]]]


def find_city(request: SignedInRequest, slug: str) -> Any:
    """The city, for whoever may see its outbox; else a 404."""
    return get_object_or_404(campaign_cities(request.user), slug=slug)


def neighbourhood_choices(city: Any) -> list[tuple[str, str]]:
    return [(str(row.uuid), name(row)) for row in city.neighbourhoods.all()]


def interest_choices() -> list[tuple[str, str]]:
    return [(row.code, name(row)) for row in interests()]


def choices_in(request: SignedInRequest, city: Any) -> Choices:
    """Three SQL statements."""
    offerings = visible_offerings(request.user).filter(city=city).select_related("program").order_by("-starts_on", "pk")
    found = [(str(row.uuid), f"{name(row.program)} · {thai_date(row.starts_on)}") for row in offerings[:MOST_TO_CHOOSE]]
    return {
        "about": found,
        "offering": found,
        "interests": interest_choices(),
        "neighbourhood": neighbourhood_choices(city),
    }
