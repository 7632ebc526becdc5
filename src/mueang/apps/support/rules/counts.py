"""Who may see support as counts: no row of a child goes through this door, only how many there are."""

from __future__ import annotations

from django.db.models import QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where


def counted_cities(viewer: Viewer) -> QuerySet[City]:
    return cities_where(viewer, Permission.SUPPORT_COUNT)
