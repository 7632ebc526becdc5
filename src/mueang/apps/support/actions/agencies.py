"""Agencies that take referrals, and how long a need may wait."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City, Organization
from mueang.apps.support.enums.cases import Need
from mueang.apps.support.models.planning import Agency, ServiceLevel
from mueang.apps.support.rules.cases import may_supervise


@transaction.atomic
def save_agency(
    *,
    city: City,
    organization: Organization,
    needs: Collection[str],
    actor: User,
    contact_name: str = "",
    contact_phone: str = "",
    is_active: bool = True,
) -> Agency:
    """Say which needs a partner takes referrals for, and whom to call there. Raises PermissionDenied."""
    if not may_supervise(actor, city) or organization.city_id not in (None, city.pk):
        raise PermissionDenied
    row, is_new = Agency.objects.select_for_update(of=("self",)).get_or_create(city=city, organization=organization)
    row.needs = [str(need) for need in Need if need in needs]
    row.contact_name, row.contact_phone, row.is_active = contact_name.strip(), contact_phone, is_active
    row.full_clean()
    row.save()
    verb = "case.agency_added" if is_new else "case.agency_changed"
    record(actor=actor, verb=verb, target=row, book=city.slug, facts={"is_active": is_active})
    return row


@transaction.atomic
def set_service_levels(*, city: City, days: Mapping[str, int], actor: User) -> int:
    """How many days each need may wait, from sending to done; how many changed. Raises PermissionDenied."""
    if not may_supervise(actor, city):
        raise PermissionDenied
    there = {row.need: row for row in ServiceLevel.objects.select_for_update(of=("self",)).filter(city=city)}
    changed = {need: n for need, n in days.items() if need not in there or there[need].days != n}
    for need, n in changed.items():
        row = there.get(need) or ServiceLevel(city=city, need=Need(need))
        row.days = n
        row.full_clean()
        row.save()
        facts = {"need": str(row.need), "days": n}
        record(actor=actor, verb="case.service_level_set", target=row, book=city.slug, facts=facts)
    return len(changed)
