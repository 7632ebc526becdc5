"""Who hands over, and who reads what was handed over."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import RoleGrantQuerySet, User
from mueang.apps.accounts.queries import grants_within
from mueang.apps.accounts.rules import Viewer, holds
from mueang.apps.handover.models import Handover
from mueang.apps.network.models import City, Organization
from mueang.apps.network.rules import cities_where
from mueang.apps.places.models import Place
from mueang.apps.places.rules import cities_giving_roles
from mueang.apps.registers.models import School
from mueang.apps.support.rules.cases import supervised_cities

Scope = City | Organization | Place | School


def handover_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities where `viewer` hands over for others: by giving roles, or for the cases of the workers they supervise."""
    return cities_giving_roles(viewer) | supervised_cities(viewer)


def visible_handovers(viewer: Viewer) -> QuerySet[Handover]:
    """Those of the cities where `viewer` gives roles, and the ones they took over themselves."""
    if not isinstance(viewer, User):
        return Handover.objects.none()
    return Handover.objects.filter(Q(city__in=cities_where(viewer, Permission.ROLES_GRANT)) | Q(successor=viewer))


def may_hand_over(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.ROLES_GRANT, at=[city.uuid])


def scopes_of(city: City) -> dict[UUID, Scope]:
    """The city, its partners, places and schools: wherever a role of it may be held. Three SQL statements."""
    scopes: dict[UUID, Scope] = {city.uuid: city}
    for rows in (Organization.objects, Place.objects, School.objects):
        scopes |= {row.uuid: row for row in rows.filter(city=city).only("uuid", "name_th", "name_en")}
    return scopes


def grants_in(scopes: Iterable[UUID]) -> RoleGrantQuerySet:
    """Every current role in these scopes of a city; the caller asks `may_hand_over` first. One SQL statement."""
    return grants_within(scopes)
