"""Who may bring in a ministry's list: the supervisor of the city."""

from __future__ import annotations

from django.db.models import QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.support.models.registry import RegistryList
from mueang.apps.support.rules.cases import supervised_cities


def visible_lists(viewer: Viewer) -> QuerySet[RegistryList]:
    return RegistryList.objects.filter(city__in=supervised_cities(viewer))
