"""Who sits at the City Unit's desk: whoever may open cities."""

from __future__ import annotations

from django.db.models import QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer
from mueang.apps.coaching.models import CityOpening, CoachNote
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where, may_open_city


def coached_cities(viewer: Viewer) -> QuerySet[City]:
    return cities_where(viewer, Permission.CITY_OPEN)


def may_coach(viewer: Viewer) -> bool:
    return coached_cities(viewer).exists() or _may_open(viewer)


def visible_openings(viewer: Viewer) -> QuerySet[CityOpening]:
    """One's own."""
    if not isinstance(viewer, User) or not _may_open(viewer):
        return CityOpening.objects.none()
    return CityOpening.objects.filter(officer=viewer)


def visible_notes(viewer: Viewer) -> QuerySet[CoachNote]:
    return CoachNote.objects.filter(city__in=coached_cities(viewer))


def _may_open(viewer: Viewer) -> bool:
    return isinstance(viewer, User) and may_open_city(viewer)
