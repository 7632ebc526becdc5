"""Change who holds an item, and who learned it from whom."""

from __future__ import annotations

from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.heritage.actions.items import locked_item
from mueang.apps.heritage.enums import AgeBand, Willingness
from mueang.apps.heritage.errors import (
    AlreadyAHolder,
    ConsentDoesNotFit,
    LineageKnown,
    PersonElsewhere,
    TaughtByThemself,
)
from mueang.apps.heritage.models import HeritageItem, Holder, Lineage
from mueang.apps.heritage.rules import public_name_consents
from mueang.apps.network.actions import mark_public_change
from mueang.apps.people.models import Consent, Person


@transaction.atomic
def add_holder(
    *,
    item: HeritageItem,
    person: Person,
    willingness: Willingness | str,
    consent: Consent | None = None,
    age_band: AgeBand | str = "",
    last_taught_year: int | None = None,
    actor: User,
) -> Holder:
    """Record who holds the know-how. Without a consent to be named in public, pages only count them.

    Raises PermissionDenied, PersonElsewhere, ConsentDoesNotFit, AlreadyAHolder.
    """
    item = locked_item(item, actor)
    _check_person(person, item)
    _check_consent(consent, person)
    if item.holders.filter(person=person).exists():
        raise AlreadyAHolder
    holder = Holder(item=item, person=person, willingness=willingness, consent=consent)
    holder.age_band, holder.last_taught_year = age_band, last_taught_year
    holder.full_clean()
    holder.save(force_insert=True)
    mark_public_change(item.city, catalog=False)
    facts = {"person": str(person.uuid), "willingness": holder.willingness, "is_named": consent is not None}
    record(actor=actor, verb="heritage.holder_added", target=item, book=item.city.slug, facts=facts)
    return holder


@transaction.atomic
def change_holder(
    *,
    holder: Holder,
    willingness: Willingness | str,
    consent: Consent | None,
    age_band: AgeBand | str = "",
    last_taught_year: int | None = None,
    actor: User,
) -> Holder:
    """Change what a holder is willing to do, how old they are, and under which consent they are named in public.

    Raises PermissionDenied, ConsentDoesNotFit.
    """
    item = locked_item(holder.item, actor)
    _check_consent(consent, holder.person)
    holder.willingness, holder.consent = willingness, consent
    holder.age_band, holder.last_taught_year = age_band, last_taught_year
    holder.full_clean()
    holder.save(update_fields=["willingness", "consent", "age_band", "last_taught_year"])
    mark_public_change(item.city, catalog=False)
    facts = {"person": str(holder.person.uuid), "willingness": holder.willingness, "is_named": consent is not None}
    record(actor=actor, verb="heritage.holder_changed", target=item, book=item.city.slug, facts=facts)
    return holder


@transaction.atomic
def remove_holder(*, holder: Holder, actor: User) -> None:
    """Take back what was recorded by mistake.

    Raises PermissionDenied.
    """
    item = locked_item(holder.item, actor)
    facts = {"person": str(holder.person.uuid)}
    holder.delete()
    mark_public_change(item.city, catalog=False)
    record(actor=actor, verb="heritage.holder_removed", target=item, book=item.city.slug, facts=facts)


@transaction.atomic
def add_lineage(*, item: HeritageItem, teacher: Person, learner: Person, since_year: int, actor: User) -> Lineage:
    """Record who learned it from whom, since which year of the Christian era.

    Raises PermissionDenied, PersonElsewhere, TaughtByThemself, LineageKnown.
    """
    item = locked_item(item, actor)
    _check_person(teacher, item)
    _check_person(learner, item)
    if teacher == learner:
        raise TaughtByThemself
    if item.lineage.filter(teacher=teacher, learner=learner).exists():
        raise LineageKnown
    lineage = Lineage(item=item, teacher=teacher, learner=learner, since_year=since_year)
    lineage.full_clean()
    lineage.save(force_insert=True)
    mark_public_change(item.city, catalog=False)
    facts = {"teacher": str(teacher.uuid), "learner": str(learner.uuid), "since_year": since_year}
    record(actor=actor, verb="heritage.lineage_added", target=item, book=item.city.slug, facts=facts)
    return lineage


@transaction.atomic
def remove_lineage(*, lineage: Lineage, actor: User) -> None:
    """Take back what was recorded by mistake.

    Raises PermissionDenied.
    """
    item = locked_item(lineage.item, actor)
    facts = {"teacher": str(lineage.teacher.uuid), "learner": str(lineage.learner.uuid)}
    lineage.delete()
    mark_public_change(item.city, catalog=False)
    record(actor=actor, verb="heritage.lineage_removed", target=item, book=item.city.slug, facts=facts)


def _check_person(person: Person, item: HeritageItem) -> None:
    if person.city_id != item.city_id or person.merged_into_id or person.erased_at:
        raise PersonElsewhere


def _check_consent(consent: Consent | None, person: Person) -> None:
    if consent is not None and not public_name_consents().filter(pk=consent.pk, person=person).exists():
        raise ConsentDoesNotFit
