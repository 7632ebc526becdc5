"""Who looks after the rights of the people in the data, and who sees what of it.

The data protection officer and the city's manager keep the desk; the city's staff see and answer requests. The City
Unit and funders never do.
"""

from __future__ import annotations

from django.db.models import QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer, holds
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where
from mueang.apps.people.models import DataRequest
from mueang.apps.people.rules import may_answer_requests, visible_data_requests
from mueang.apps.privacy.models import Breach, BreachQuerySet, NoticeText, ResearchExport, RetentionRule

__all__ = ["may_answer_requests", "may_keep"]


def privacy_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities whose desk of data protection `viewer` keeps."""
    return cities_where(viewer, Permission.PRIVACY)


def request_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities whose requests `viewer` answers."""
    return cities_where(viewer, Permission.PEOPLE_WRITE) | privacy_cities(viewer)


def answerable_requests(viewer: Viewer) -> QuerySet[DataRequest]:
    """Requests of those cities: not one's own, which one only follows."""
    return visible_data_requests(viewer).filter(person__city__in=request_cities(viewer))


def may_keep(actor: User | None, city: City) -> bool:
    """No actor is the operator at the machine."""
    return actor is None or holds(actor, Permission.PRIVACY, at=[city.uuid])


def visible_breaches(viewer: Viewer) -> BreachQuerySet:
    return Breach.objects.filter(city__in=privacy_cities(viewer))


def visible_rules(viewer: Viewer) -> QuerySet[RetentionRule]:
    return RetentionRule.objects.filter(city__in=privacy_cities(viewer))


def visible_exports(viewer: Viewer) -> QuerySet[ResearchExport]:
    return ResearchExport.objects.filter(city__in=privacy_cities(viewer)).defer("key_sealed")


def texts_of(city: City) -> QuerySet[NoticeText]:
    """What people of a city are told: for everybody to read."""
    return NoticeText.objects.filter(city=city)
