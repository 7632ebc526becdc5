"""Who may plan where learning should be: those who plan for the city."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer, holds
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Offering
from mueang.apps.catalog.rules import visible_offerings
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where
from mueang.apps.planning.models import (
    Comment,
    CommentQuerySet,
    Publication,
    PublicationQuerySet,
    Residents,
    Scenario,
    TimeQuestion,
)


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


def visible_time_questions(viewer: Viewer) -> QuerySet[TimeQuestion]:
    """Offerings that look for their times; whoever is asked comes by `queries.time_question_of`."""
    return TimeQuestion.objects.filter(city__in=planning_cities(viewer))


def offerings_to_time(viewer: Viewer, city: City) -> QuerySet[Offering]:
    """Drafts and published offerings that are not over, whose times may still be looked for."""
    rows = visible_offerings(viewer).filter(city=city, state__in=[OfferingState.DRAFT, OfferingState.PUBLISHED])
    return rows.filter(time_question=None).exclude(ends_on__lt=timezone.localdate())


def may_plan(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.PLANNING, at=[city.uuid])
