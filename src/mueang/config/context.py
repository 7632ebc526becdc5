"""What every page of a signed-in officer knows: the permissions they hold here and everywhere, for the menu."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from mueang.apps.accounts.enums import ScopeKind
from mueang.apps.accounts.models import RoleGrant
from mueang.apps.accounts.rules import PERMISSIONS_OF, current_grants
from mueang.apps.network.queries import city_by_slug


def desk(request: HttpRequest) -> dict[str, Any]:
    """Asked only where a template looks at it: public pages pay nothing."""
    return {
        "desk_permissions": SimpleLazyObject(lambda: held_here(request)),
        "house_permissions": SimpleLazyObject(lambda: held_everywhere(request)),
    }


def held_here(request: HttpRequest) -> frozenset[str]:
    """What one holds in the city of the address, or at any place or partner; away from a city, in any city."""
    grants = current_grants(request.user)
    cities = {grant.scope for grant in grants if grant.scope_kind == ScopeKind.CITY}
    slug = request.resolver_match.kwargs.get("city") if request.resolver_match else None
    # With roles in one city only, the address can be no other city's page: that would have been a 404.
    if slug and len(cities) > 1:
        city = city_by_slug(slug)
        elsewhere = cities - {city.uuid if city else None}
        grants = [grant for grant in grants if grant.scope not in elsewhere]
    return permissions_of(grants)


def held_everywhere(request: HttpRequest) -> frozenset[str]:
    return permissions_of(grant for grant in current_grants(request.user) if grant.scope is None)


def permissions_of(grants: Iterable[RoleGrant]) -> frozenset[str]:
    return frozenset().union(*(PERMISSIONS_OF[grant.role] for grant in grants))
