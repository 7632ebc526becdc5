"""Who may write, check, ask about and take up a practice: everybody reads what is published."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer, holds, scopes_where
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where
from mueang.apps.practices.enums import PracticeState
from mueang.apps.practices.models import Practice, Twin


def public_practices() -> QuerySet[Practice]:
    """What any page may show."""
    return Practice.objects.filter(state=PracticeState.PUBLISHED)


def practice_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities whose practices the viewer may see before they are published."""
    return cities_where(viewer, Permission.CITY_READ)


def visible_practices(viewer: Viewer) -> QuerySet[Practice]:
    """One's own cities', what waits to be checked for whoever checks, and whatever is published."""
    told = Q(state=PracticeState.PUBLISHED) | Q(city__in=practice_cities(viewer))
    if scopes_where(viewer, Permission.PRACTICES_CHECK).everywhere:
        told |= Q(state=PracticeState.SENT)
    return Practice.objects.filter(told)


def visible_twins(viewer: Viewer) -> QuerySet[Twin]:
    mine = practice_cities(viewer).values("pk")
    return Twin.objects.filter(Q(city__in=mine) | Q(other__in=mine))


def may_write(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.PRACTICES_WRITE, at=[city.uuid])


def may_check(actor: Viewer, practice: Practice) -> bool:
    """Whoever checks for the City Unit, but for what they wrote themselves."""
    return practice.written_by_id != actor.pk and holds(actor, Permission.PRACTICES_CHECK, at=[practice.city.uuid])
