"""Who may see a city's documents, write them, sign them, and give figures to everybody."""

from __future__ import annotations

from django.db.models import QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer, holds
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where
from mueang.apps.reports.models import Release, ReleasedFigure, ReleaseQuerySet, Report


def reporting_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities whose documents `viewer` may read."""
    return cities_where(viewer, Permission.CITY_READ)


def visible_reports(viewer: Viewer) -> QuerySet[Report]:
    return Report.objects.filter(city__in=reporting_cities(viewer))


def public_releases(city: City) -> ReleaseQuerySet:
    """Every release of the city, withdrawn ones included: their page says that and why, and gives no file."""
    return Release.objects.filter(city=city)


def public_figures(city: City) -> QuerySet[ReleasedFigure]:
    """Figures of the city's releases that stand: what was never released is nobody's outside the desk."""
    return ReleasedFigure.objects.filter(release__in=public_releases(city).standing())


def may_write(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.REPORTS_WRITE, at=[city.uuid])


def may_sign(actor: Viewer, city: City) -> bool:
    """Sign documents, and release figures."""
    return holds(actor, Permission.REPORTS_SIGN, at=[city.uuid])
