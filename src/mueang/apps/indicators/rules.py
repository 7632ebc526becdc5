"""Who may see a city's figures at its desk, and who may write them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer, holds
from mueang.apps.indicators.enums import Level
from mueang.apps.indicators.models import (
    Framework,
    FrameworkItem,
    Freeze,
    FrozenValue,
    FrozenValueQuerySet,
    IndexSetup,
    Indicator,
    Observation,
    ObservationPart,
    ObservationQuerySet,
    ObservationSheet,
    Panel,
    Reviewer,
    Sharing,
)
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where
from mueang.apps.places.models import Neighbourhood


def measured_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities whose figures, drafts and history `viewer` may read."""
    return cities_where(viewer, Permission.CITY_READ)


def frameworks_of(city: City) -> QuerySet[Framework]:
    """Everybody's frameworks and the city's own."""
    return Framework.objects.filter(Q(city=None) | Q(city=city))


def items_of(city: City) -> QuerySet[FrameworkItem]:
    """Lines of the frameworks the city is looked at by."""
    return FrameworkItem.objects.filter(framework__in=frameworks_of(city)).select_related("framework")


def indicators_of(city: City) -> QuerySet[Indicator]:
    """Everybody's indicators and the city's own."""
    return Indicator.objects.filter(Q(city=None) | Q(city=city))


def communities_of(city: City) -> QuerySet[Neighbourhood]:
    """Communities a figure of the city may be of."""
    return Neighbourhood.objects.filter(city=city)


def visible_observations(viewer: Viewer) -> ObservationQuerySet:
    return Observation.objects.filter(city__in=measured_cities(viewer))


def visible_frozen_values(viewer: Viewer) -> FrozenValueQuerySet:
    return FrozenValue.objects.filter(city__in=measured_cities(viewer))


def visible_freezes(viewer: Viewer) -> QuerySet[Freeze]:
    return Freeze.objects.filter(city__in=measured_cities(viewer))


def visible_parts(viewer: Viewer) -> QuerySet[ObservationPart]:
    """Parts of figures that count, of the cities whose desk one reads; few people are withheld by who shows them."""
    return ObservationPart.objects.filter(observation__in=visible_observations(viewer).standing())


def comparable_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities whose desk one reads; who reads any city's also sees those that let others compare."""
    own = measured_cities(viewer)
    if not own.exists():
        return City.objects.none()
    return City.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=Sharing.objects.values("city")))


def comparable_observations(viewer: Viewer) -> ObservationQuerySet:
    """City-wide figures of those cities: never a community's, never a part."""
    return Observation.objects.filter(city__in=comparable_cities(viewer), level=Level.CITY)


def visible_setups(viewer: Viewer) -> QuerySet[IndexSetup]:
    return IndexSetup.objects.filter(city__in=measured_cities(viewer))


def visible_sheets(viewer: Viewer) -> QuerySet[ObservationSheet]:
    return ObservationSheet.objects.filter(city__in=measured_cities(viewer))


def visible_panels(viewer: Viewer) -> QuerySet[Panel]:
    """Panels of the cities whose desk one reads, and those one sits on."""
    own = Q(reviewers__user=viewer.pk) if viewer.is_authenticated else Q(pk__in=[])
    return Panel.objects.filter(Q(city__in=measured_cities(viewer)) | own).distinct()


def seats_of(viewer: Viewer) -> QuerySet[Reviewer]:
    """The seats that `viewer` has on panels; nobody judges from another's."""
    return Reviewer.objects.filter(user=viewer.pk) if viewer.is_authenticated else Reviewer.objects.none()


def cities_of_seats(viewer: Viewer) -> QuerySet[City]:
    """Cities on a panel of which `viewer` sits, with or without a role there."""
    return City.objects.filter(pk__in=seats_of(viewer).values("panel__city"))


def may_measure(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.INDICATORS_WRITE, at=[city.uuid])
