"""Who may plan where learning should be: those who plan for the city."""

from __future__ import annotations

from django.db.models import QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer, holds
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where
from mueang.apps.planning.models import Comment, CommentQuerySet, Publication, PublicationQuerySet, Residents, Scenario


def planning_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities for which `viewer` may plan."""
    return cities_where(viewer, Permission.PLANNING)


def visible_residents(viewer: Viewer) -> QuerySet[Residents]:
    return Residents.objects.filter(neighbourhood__city__in=planning_cities(viewer))


def visible_scenarios(viewer: Viewer) -> QuerySet[Scenario]:
    """The only door to what-ifs: those of the cities for which `viewer` may plan."""
    return Scenario.objects.filter(city__in=planning_cities(viewer))


def visible_publications(viewer: Viewer) -> PublicationQuerySet:
    """Published scenarios with everything that was said, hidden or not; citizens come by `queries.publication_of`."""
    return Publication.objects.filter(city__in=planning_cities(viewer))


def visible_comments(viewer: Viewer) -> CommentQuerySet:
    return Comment.objects.filter(publication__in=visible_publications(viewer))


def may_plan(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.PLANNING, at=[city.uuid])
