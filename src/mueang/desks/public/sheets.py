"""The public lists as Excel sheets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mueang.apps.catalog.enums import CourseLanguage
from mueang.apps.catalog.queries import Listed
from mueang.desks.public.heritage_words import item_url
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import field, name
from mueang.ui.words import current_language, in_language

if TYPE_CHECKING:
    from mueang.apps.heritage.queries import HeritageCard
    from mueang.apps.network.models import City


def activities_excel(found: Iterable[Listed], *, city: City) -> HttpResponse:
    headings = (
        _("Activity"),
        _("Interests"),
        _("Place"),
        _("Next session"),
        _("Sessions left"),
        _("Seats left"),
        _("Youngest age"),
        _("Oldest age"),
        _("Cost in baht"),
        _("Taught in"),
        _("Online"),
        _("Address of the page"),
    )
    rows = [
        (
            name(card),
            ", ".join(name(interest) for interest in card.interests),
            name(card.place),
            card.next_session and card.next_session.starts_at,
            card.n_sessions,
            card.seats_left,
            card.age_min,
            card.age_max,
            card.cost_satang / 100,
            str(CourseLanguage(card.language).label),
            _("yes") if card.is_online else "",
            settings.BASE_URL + reverse("public:offering", args=[city.slug, card.slug]),
        )
        for card in found
    ]
    return excel_response(file_name=f"{city.slug}-learn", title=_("Activities"), headings=headings, rows=rows)


def heritage_excel(cards: Iterable[HeritageCard], *, city: City) -> HttpResponse:
    headings = (
        _("Name in Thai"),
        _("Name in English"),
        _("Category"),
        _("Community"),
        _("Season"),
        _("Its story"),
        _("Latitude"),
        _("Longitude"),
        _("Address of the page"),
    )
    rows = [
        (
            card.name_th,
            card.name_en,
            str(card.category.label),
            in_language(current_language(), card.area_th, card.area_en),
            card.season,
            field(card, "story"),
            card.latitude,
            card.longitude,
            item_url(card, city),
        )
        for card in cards
    ]
    return excel_response(file_name=f"{city.slug}-heritage", title=_("Heritage"), headings=headings, rows=rows)
