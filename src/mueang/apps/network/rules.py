"""Who may see and change cities, partners and agreements."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer, current_grants, holds, scopes_where
from mueang.apps.network.models import (
    Agreement,
    AgreementDocument,
    AgreementQuerySet,
    City,
    Contribution,
    Gift,
    Organization,
    PartnerLink,
)


def cities_where(viewer: Viewer, permission: str) -> QuerySet[City]:
    """Cities in which `viewer` holds `permission` for the whole city."""
    scopes = scopes_where(viewer, permission)
    return City.objects.all() if scopes.everywhere else City.objects.filter(uuid__in=scopes.ids)


def visible_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities whose desk `viewer` may enter: by any role in the city or in an organization of it, or everywhere."""
    grants = current_grants(viewer)
    if any(grant.scope is None for grant in grants):
        return City.objects.all()
    ids = [grant.scope for grant in grants if grant.scope]
    by_partner = Organization.objects.filter(uuid__in=ids, city__isnull=False).values("city")
    return City.objects.filter(Q(uuid__in=ids) | Q(pk__in=by_partner)) if ids else City.objects.none()


def may_open_city(actor: User | None) -> bool:
    """Whether `actor` may open cities; no actor is the operator at the machine."""
    return actor is None or holds(actor, Permission.CITY_OPEN)


def may_change_network(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.NETWORK_WRITE, at=[city.uuid])


def visible_organizations(viewer: Viewer) -> QuerySet[Organization]:
    """Partners of the cities whose desk `viewer` may read, and those that act across cities."""
    cities = cities_where(viewer, Permission.CITY_READ)
    across = Q(city=None) if cities.exists() else Q(pk__in=[])
    return Organization.objects.filter(across | Q(city__in=cities))


def visible_agreements(viewer: Viewer) -> AgreementQuerySet:
    return Agreement.objects.filter(city__in=cities_where(viewer, Permission.CITY_READ))


def visible_contributions(viewer: Viewer) -> QuerySet[Contribution]:
    return Contribution.objects.filter(agreement__in=visible_agreements(viewer))


def visible_gifts(viewer: Viewer) -> QuerySet[Gift]:
    return Gift.objects.filter(contribution__in=visible_contributions(viewer))


def visible_documents(viewer: Viewer) -> QuerySet[AgreementDocument]:
    """Signed papers: for those who change partners, since they bear names and signatures."""
    return AgreementDocument.objects.filter(agreement__city__in=cities_where(viewer, Permission.NETWORK_WRITE))


def visible_partner_links(viewer: Viewer) -> QuerySet[PartnerLink]:
    return PartnerLink.objects.filter(city__in=cities_where(viewer, Permission.NETWORK_WRITE))


def may_change_organization(actor: Viewer, organization: Organization) -> bool:
    """A city's own partners are changed by the city; those that act across cities only by who acts everywhere."""
    return holds(actor, Permission.NETWORK_WRITE, at=[organization.city.uuid] if organization.city else [])
