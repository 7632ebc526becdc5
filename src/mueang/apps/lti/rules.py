"""Who registers learning systems; a launch itself is let in by what its platform signed."""

from __future__ import annotations

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer, holds
from mueang.apps.lti.models import Platform, PlatformQuerySet
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where


def visible_platforms(viewer: Viewer) -> PlatformQuerySet:
    return Platform.objects.filter(city__in=cities_where(viewer, Permission.NETWORK_WRITE))


def may_register(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.NETWORK_WRITE, at=[city.uuid])


def known_platforms() -> PlatformQuerySet:
    """For launches: their own doors ask who the platform is before anybody is signed in."""
    return Platform.objects.standing()
