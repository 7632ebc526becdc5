"""Who lives where, as it is written down."""

from __future__ import annotations

from django.db.models import QuerySet

from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood


def residents_table(city: City) -> QuerySet[Neighbourhood]:
    """Every neighbourhood of `city` with its counts, if any. One SQL statement."""
    return Neighbourhood.objects.filter(city=city).select_related("residents").defer("boundary")
