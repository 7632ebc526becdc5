"""Partners of a city: organizations, agreements, and what was promised and given."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.actions.cities import mark_public_change
from mueang.apps.network.errors import OrganizationAlreadyKnown
from mueang.apps.network.models import Agreement, City, Contribution, Gift, Organization
from mueang.apps.network.rules import may_change_network, may_change_organization

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def add_organization(*, city: City, kind: str, name_th: str, name_en: str, actor: User, **details: str) -> Organization:
    """Add a partner of `city`; details are short_name, website, contact, source.

    Raises PermissionDenied, and OrganizationAlreadyKnown where the city has a partner of this name.
    """
    if not may_change_network(actor, city):
        raise PermissionDenied
    organization = Organization(city=city, kind=kind, name_th=name_th, name_en=name_en, **details)
    _ensure_new_name(organization)
    organization.full_clean()
    organization.save(force_insert=True)
    record(actor=actor, verb="organization.added", target=organization, book=city.slug, facts={"kind": kind})
    return organization


@transaction.atomic
def change_organization(*, organization: Organization, actor: User, **details: str) -> Organization:
    """Change a partner's entry. Raises PermissionDenied and OrganizationAlreadyKnown."""
    organization = locked(organization)
    if organization.city is None or not may_change_organization(actor, organization):
        raise PermissionDenied
    _set(organization, details)
    _ensure_new_name(organization)
    organization.full_clean()
    organization.save()
    mark_public_change(organization.city, catalog=False)
    _record_change(organization, city=organization.city, actor=actor, verb="organization.changed", details=details)
    return organization


@transaction.atomic
def sign_agreement(
    *, city: City, organization: Organization, title: str, signed_on: date, ends_on: date | None = None, actor: User
) -> Agreement:
    """Write down what a partner and the city agreed. Raises PermissionDenied, for another city's partner too."""
    if not may_change_network(actor, city) or organization.city_id not in (None, city.pk):
        raise PermissionDenied
    agreement = Agreement(city=city, organization=organization, title=title, signed_on=signed_on, ends_on=ends_on)
    agreement.full_clean()
    agreement.save(force_insert=True)
    record(actor=actor, verb="agreement.signed", target=agreement, book=city.slug)
    return agreement


@transaction.atomic
def change_agreement(*, agreement: Agreement, actor: User, **details: Any) -> Agreement:
    """Correct an agreement's title or dates. Raises PermissionDenied."""
    agreement = locked(agreement)
    if not may_change_network(actor, agreement.city):
        raise PermissionDenied
    _set(agreement, details)
    agreement.full_clean()
    agreement.save()
    _record_change(agreement, city=agreement.city, actor=actor, verb="agreement.changed", details=details)
    return agreement


@transaction.atomic
def record_contribution(
    *,
    agreement: Agreement,
    kind: str,
    what: str,
    promised: int,
    given: int = 0,
    due_on: date | None = None,
    actor: User,
    **details: str,
) -> Contribution:
    """Write down one promise of an agreement; money in satang; details are area and unit. Raises PermissionDenied.

    What was given before it was written down becomes its first gift, of today.
    """
    if not may_change_network(actor, agreement.city):
        raise PermissionDenied
    contribution = Contribution(
        agreement=agreement, kind=kind, what=what, promised=promised, given=given, due_on=due_on, **details
    )
    contribution.full_clean()
    contribution.save(force_insert=True)
    if given:
        Gift.objects.create(contribution=contribution, amount=given, given_on=timezone.localdate(), recorded_by=actor)
    mark_public_change(agreement.city, catalog=False)
    facts = {"kind": kind, "promised": promised, "given": given}
    record(actor=actor, verb="contribution.promised", target=contribution, book=agreement.city.slug, facts=facts)
    return contribution


@transaction.atomic
def change_contribution(*, contribution: Contribution, actor: User, **details: Any) -> Contribution:
    """Correct a promise; what was given of it is the sum of its gifts. Raises PermissionDenied."""
    contribution = locked(contribution)
    city = contribution.agreement.city
    if not may_change_network(actor, city):
        raise PermissionDenied
    _set(contribution, details)
    contribution.full_clean()
    contribution.save(update_fields=sorted(details))
    mark_public_change(city, catalog=False)
    facts = {"promised": contribution.promised, "fields": sorted(details)}
    record(actor=actor, verb="contribution.changed", target=contribution, book=city.slug, facts=facts)
    return contribution


def locked(row: Row) -> Row:
    """The row as it is now, held until the action commits."""
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def _set(row: models.Model, details: dict[str, Any]) -> None:
    for name, value in details.items():
        setattr(row, name, value)


def _ensure_new_name(organization: Organization) -> None:
    same = Organization.objects.filter(city=organization.city, name_th=organization.name_th)
    if same.exclude(pk=organization.pk).exists():
        raise OrganizationAlreadyKnown


def _record_change(row: models.Model, *, city: City, actor: User, verb: str, details: dict[str, Any]) -> None:
    record(actor=actor, verb=verb, target=row, book=city.slug, facts={"fields": sorted(details)})
