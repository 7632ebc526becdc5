"""Organizations that act across cities: a fund, say."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import Organization
from mueang.apps.network.rules import may_open_city


@transaction.atomic
def add_organization_across(*, kind: str, name_th: str, name_en: str, actor: User | None) -> Organization:
    """Add an organization of no city; no actor is the operator at the machine. Raises PermissionDenied."""
    if not may_open_city(actor):
        raise PermissionDenied
    organization = Organization(kind=kind, name_th=name_th, name_en=name_en)
    organization.full_clean()
    organization.save(force_insert=True)
    record(actor=actor, verb="organization.added", target=organization, facts={"kind": kind})
    return organization
