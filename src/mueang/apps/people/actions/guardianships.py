"""Say who answers for whom."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.people.errors import GuardianshipRefused, NotTheSameCity
from mueang.apps.people.models import Guardianship, Person
from mueang.apps.people.rules import may_add_guardianship, may_change_people


@transaction.atomic
def add_guardianship(
    *, guardian: Person, child: Person, relation: str, has_legal_authority: bool, actor: User | None
) -> Guardianship:
    """Record that `guardian` answers for `child` from today; the same again returns the standing one.

    Raises PermissionDenied, NotTheSameCity and GuardianshipRefused (oneself, or held in another way already).
    """
    if not may_add_guardianship(actor, guardian):
        raise PermissionDenied
    if guardian.pk == child.pk:
        raise GuardianshipRefused("self")
    if guardian.city_id != child.city_id:
        raise NotTheSameCity
    said = {"relation": relation, "has_legal_authority": has_legal_authority}
    link, is_new = Guardianship.objects.get_or_create(
        guardian=guardian, child=child, until_on=None, defaults={**said, "since_on": timezone.localdate()}
    )
    if is_new:
        record(actor=actor, verb="guardianship.added", target=child, book=child.city.slug, facts=said)
    elif (link.relation, link.has_legal_authority) != (relation, has_legal_authority):
        raise GuardianshipRefused("held")
    return link


@transaction.atomic
def end_guardianship(*, guardianship: Guardianship, actor: User | None) -> Guardianship:
    """End it today. Consents given under it stand until somebody withdraws them."""
    link = Guardianship.objects.select_for_update(of=("self",)).select_related("child__city").get(pk=guardianship.pk)
    if not may_change_people(actor, link.child.city):
        raise PermissionDenied
    if link.until_on:
        raise GuardianshipRefused("ended")
    link.until_on = timezone.localdate()
    link.save(update_fields=["until_on"])
    record(actor=actor, verb="guardianship.ended", target=link.child, book=link.child.city.slug)
    return link
