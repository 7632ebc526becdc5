"""Who may see a city's books, and who closes its months."""

from __future__ import annotations

from django.db.models import QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer, holds
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where


def money_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities whose books `viewer` may read: the only door to entries and months."""
    return cities_where(viewer, Permission.MONEY_READ)


def may_close(actor: Viewer, city: City) -> bool:
    """Close a month, and open it again."""
    return holds(actor, Permission.MONEY_CLOSE, at=[city.uuid])
