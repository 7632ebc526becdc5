"""What somebody answers for in the catalog."""

from __future__ import annotations

from datetime import date

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Offering
from mueang.apps.network.models import City
from mueang.lib.held import Held

STILL_ON = (OfferingState.DRAFT, OfferingState.PUBLISHED)


def held_offerings(holder: User, city: City, *, today: date) -> list[Held]:
    """Drafts and activities that are not over, which `holder` is asked about. One SQL statement."""
    rows = Offering.objects.filter(city=city, owner=holder, state__in=STILL_ON, ends_on__gte=today)
    return [
        Held(
            row.uuid,
            row.program.name_th,
            row.program.name_en,
            Permission.CATALOG_WRITE,
            (row.place.uuid, city.uuid, *([row.place.organization.uuid] if row.place.organization else [])),
        )
        for row in rows.select_related("program", "place__organization").order_by("starts_on", "pk")
    ]
