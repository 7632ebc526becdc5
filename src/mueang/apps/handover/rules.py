"""Who hands over, and who reads what was handed over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from mueang.apps.accounts.enums import Permission, ScopeKind
from mueang.apps.accounts.models import RoleGrant, RoleGrantQuerySet, User
from mueang.apps.accounts.queries import grants_within
from mueang.apps.accounts.rules import Viewer, holds
from mueang.apps.catalog.models import Offering
from mueang.apps.handover.models import Handover
from mueang.apps.network.models import City, Organization
from mueang.apps.network.rules import cities_where
from mueang.apps.places.models import Place
from mueang.apps.places.rules import cities_giving_roles
from mueang.apps.registers.models import School
from mueang.apps.support.rules.cases import supervised_cities


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a role holds, by name; an activity by its program's."""

    uuid: UUID
    name_th: str
    name_en: str


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
    """The city, its partners, places, schools, and activities with somebody appointed: wherever a role of it is held.

    One SQL statement.
    """
    appointed = RoleGrant.objects.current().filter(scope_kind=ScopeKind.OFFERING).order_by().values("scope")
    offerings = Offering.objects.filter(city=city, uuid__in=appointed).order_by()
    kinds = [rows.filter(city=city).order_by() for rows in (Organization.objects, Place.objects, School.objects)]
    named = [rows.values_list("uuid", "name_th", "name_en") for rows in kinds]
    found = offerings.values_list("uuid", "program__name_th", "program__name_en").union(*named, all=True)
    return {city.uuid: Scope(city.uuid, city.name_th, city.name_en)} | {row[0]: Scope(*row) for row in found}


def grants_in(scopes: Iterable[UUID]) -> RoleGrantQuerySet:
    """Every current role in these scopes of a city; the caller asks `may_hand_over` first. One SQL statement."""
    return grants_within(scopes)
