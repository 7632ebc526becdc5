"""Give a city its neighbourhoods: the sub-districts it covers, with their boundaries."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.actions import mark_public_change
from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood
from mueang.apps.places.rules import may_add_place
from mueang.facts import Area, area, boundary, districts, subdistricts


@transaction.atomic
def add_neighbourhoods(*, city: City, actor: User | None) -> int:
    """Add each sub-district of the city that it does not have yet, and say how many that were.

    Where the map knows no boundary, the neighbourhood has its centre only. No actor is the operator at the machine.
    Raises PermissionDenied.
    """
    if actor is not None and not may_add_place(actor, city):
        raise PermissionDenied
    known = set(city.neighbourhoods.values_list("code", flat=True))
    missing = [found for found in _areas_of(city) if found.code not in known]
    if not missing:
        return 0
    Neighbourhood.objects.bulk_create(
        Neighbourhood(
            city=city,
            code=found.code,
            name_th=found.name_th,
            name_en=found.name_en,
            latitude=found.latitude,
            longitude=found.longitude,
            boundary=boundary(found.code),
        )
        for found in missing
    )
    mark_public_change(city)
    record(actor=actor, verb="neighbourhoods.added", target=city, book=city.slug, facts={"added": len(missing)})
    return len(missing)


def _areas_of(city: City) -> list[Area]:
    if city.subdistrict_code:
        found = area(city.subdistrict_code)
        return [found] if found else []
    codes = [city.district_code] if city.district_code else [found.code for found in districts(city.province_code)]
    return [found for code in codes for found in subdistricts(code)]
