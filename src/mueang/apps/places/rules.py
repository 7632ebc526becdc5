"""Who may see and change learning places, neighbourhoods and the roles held at them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from mueang.apps.accounts.enums import Permission, Role, ScopeKind
from mueang.apps.accounts.models import RoleGrant, RoleGrantQuerySet, User
from mueang.apps.accounts.queries import grants_within
from mueang.apps.accounts.rules import Viewer, current_grants, holds, may_give, scopes_where
from mueang.apps.network.models import City, Organization
from mueang.apps.network.rules import cities_where, visible_cities
from mueang.apps.places.models import Neighbourhood, Place, PlaceQuerySet


def public_places(city: City) -> PlaceQuerySet:
    """Places of `city` that anybody may see: those that have not closed."""
    return Place.objects.filter(city=city).open()


def listed_places(city: City) -> PlaceQuerySet:
    """Those of them that lists and search show: confirmed, or unconfirmed for not too long."""
    return Place.objects.filter(city=city).listed()


def visible_places(viewer: Viewer) -> PlaceQuerySet:
    """Places, closed ones too, of cities whose desk `viewer` may read, and those where `viewer` holds a role.

    The only door to a place on staff pages.
    """
    read, write = scopes_where(viewer, Permission.CITY_READ), scopes_where(viewer, Permission.PLACES_WRITE)
    if read.everywhere or write.everywhere:
        return Place.objects.all()
    own = {grant.scope for grant in current_grants(viewer) if grant.scope}
    cities = read.ids | write.ids
    return Place.objects.filter(Q(city__uuid__in=cities) | Q(uuid__in=own) | Q(organization__uuid__in=own))


def visible_desks(viewer: Viewer) -> QuerySet[City]:
    """Cities whose place pages `viewer` may open: by a role in the city, or at a place or partner of it."""
    by_place = visible_places(viewer).values("city")
    return City.objects.filter(Q(pk__in=visible_cities(viewer)) | Q(pk__in=by_place))


def scopes_around(place: Place) -> list[UUID]:
    """The place, its organization and its city: a role at any of them holds at the place."""
    partner = [place.organization.uuid] if place.organization else []
    return [place.uuid, *partner, place.city.uuid]


def may_change_place(actor: Viewer, place: Place) -> bool:
    return holds(actor, Permission.PLACES_WRITE, at=scopes_around(place))


def may_add_place(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.PLACES_WRITE, at=[city.uuid])


def may_close_place(actor: Viewer, place: Place) -> bool:
    """Closing is the city's to decide, not the keeper's."""
    return may_add_place(actor, place.city)


def visible_neighbourhoods(viewer: Viewer) -> QuerySet[Neighbourhood]:
    return Neighbourhood.objects.filter(city__in=visible_desks(viewer))


def cities_giving_roles(viewer: Viewer) -> QuerySet[City]:
    """Cities in which `viewer` may give and end roles."""
    return cities_where(viewer, Permission.ROLES_GRANT)


def visible_grants_of(viewer: Viewer, city: City) -> RoleGrantQuerySet:
    """Current roles in `city`, at its partners and at its places, for those who may give roles there."""
    if not holds(viewer, Permission.ROLES_GRANT, at=[city.uuid]):
        return RoleGrant.objects.none()
    partners = Organization.objects.filter(city=city).values_list("uuid", flat=True)
    places = Place.objects.filter(city=city).values_list("uuid", flat=True)
    return grants_within([city.uuid, *partners, *places])


def staff_of(viewer: Viewer, city: City) -> QuerySet[User]:
    """Who works in `city`, for whoever may give roles there: whose sessions `viewer` may end.

    Not who works for another city or for all of them too: one city does not end another's work. Classes and courses
    are no city: whoever teaches one is signed out where they hold their office.
    """
    here = visible_grants_of(viewer, city)
    offices = RoleGrant.objects.current().exclude(scope_kind__in=(ScopeKind.SCHOOL, ScopeKind.OFFERING))
    elsewhere = offices.exclude(pk__in=here.values("pk"))
    ours = User.objects.filter(pk__in=here.values("user"), is_active=True)
    return ours.exclude(pk__in=elsewhere.values("user"))


def roles_to_give(actor: Viewer, city: City) -> list[str]:
    """The roles `actor` may give in `city`."""
    if not isinstance(actor, User):
        return []
    return [role for role in Role.values if role != Role.TEACHER and may_give(actor, role, at=[city.uuid])]
