"""Change the heritage inventory: items, who holds them, who learned from whom, and what the public may see."""

from __future__ import annotations

from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.heritage.enums import Category, Risk, Willingness
from mueang.apps.heritage.errors import (
    AlreadyAHolder,
    ConsentDoesNotFit,
    LineageKnown,
    NotForThePublic,
    PersonElsewhere,
    PlaceElsewhere,
    TaughtByThemself,
)
from mueang.apps.heritage.models import HeritageItem, Holder, Lineage
from mueang.apps.heritage.queries import free_slug
from mueang.apps.heritage.rules import may_change_item, may_record_item, public_name_consents
from mueang.apps.network.actions import mark_public_change
from mueang.apps.network.models import City
from mueang.apps.people.models import Consent, Person
from mueang.apps.places.models import Place
from mueang.methods.thai import sort_key

_LONGEST_SORT_KEY = 300


class ItemDetails(TypedDict, total=False):
    """What may be said of an item, or changed in it."""

    category: Category | str
    name_th: str
    name_en: str
    story_th: str
    story_en: str
    place: Place | None
    season: str
    ingredients: str
    risk: Risk | str
    is_sacred: bool
    is_family_secret: bool
    may_be_sold: bool
    is_invented: bool


@transaction.atomic
def record_item(*, city: City, actor: User, **details: Unpack[ItemDetails]) -> HeritageItem:
    """Write an item into the inventory; nobody sees it in public before it is published.

    Raises PermissionDenied, PlaceElsewhere.
    """
    if not may_record_item(actor, city):
        raise PermissionDenied
    # Two officers may record the same name together: they queue here, and get two slugs.
    city = City.objects.select_for_update(no_key=True).get(pk=city.pk)
    item = HeritageItem(city=city, **details)
    _check_place(item)
    item.sort_key = _sort_key(item)
    item.slug = free_slug(HeritageItem.objects.filter(city=city), item.name_en, kind="heritage")
    item.full_clean()
    item.save(force_insert=True)
    record(actor=actor, verb="heritage.recorded", target=item, book=city.slug, facts={"category": item.category})
    return item


@transaction.atomic
def change_item(*, item: HeritageItem, actor: User, **changes: Unpack[ItemDetails]) -> HeritageItem:
    """Change an item. What turns out sacred or a family's secret leaves the public pages in the same moment.

    Raises PermissionDenied, PlaceElsewhere.
    """
    item = _locked(item, actor)
    for name, value in changes.items():
        setattr(item, name, value)
    _check_place(item)
    if item.is_sacred or item.is_family_secret:
        item.is_published = False
    item.sort_key = _sort_key(item)
    item.full_clean()
    item.save()
    mark_public_change(item.city, catalog=False)
    record(
        actor=actor,
        verb="heritage.changed",
        target=item,
        book=item.city.slug,
        facts={"changed": sorted(changes), "is_published": item.is_published},
    )
    return item


def publish_item(*, item: HeritageItem, actor: User) -> HeritageItem:
    """Show an item to everybody.

    Raises PermissionDenied, NotForThePublic.
    """
    return _show(item, actor, is_published=True)


def withdraw_item(*, item: HeritageItem, actor: User) -> HeritageItem:
    """Take an item off the public pages.

    Raises PermissionDenied.
    """
    return _show(item, actor, is_published=False)


@transaction.atomic
def add_holder(
    *,
    item: HeritageItem,
    person: Person,
    willingness: Willingness | str,
    consent: Consent | None = None,
    actor: User,
) -> Holder:
    """Record who holds the know-how. Without a consent to be named in public, pages only count them.

    Raises PermissionDenied, PersonElsewhere, ConsentDoesNotFit, AlreadyAHolder.
    """
    item = _locked(item, actor)
    _check_person(person, item)
    _check_consent(consent, person)
    if item.holders.filter(person=person).exists():
        raise AlreadyAHolder
    holder = Holder(item=item, person=person, willingness=willingness, consent=consent)
    holder.full_clean()
    holder.save(force_insert=True)
    mark_public_change(item.city, catalog=False)
    facts = {"person": str(person.uuid), "willingness": holder.willingness, "is_named": consent is not None}
    record(actor=actor, verb="heritage.holder_added", target=item, book=item.city.slug, facts=facts)
    return holder


@transaction.atomic
def change_holder(*, holder: Holder, willingness: Willingness | str, consent: Consent | None, actor: User) -> Holder:
    """Change what a holder is willing to do, and under which consent they are named in public.

    Raises PermissionDenied, ConsentDoesNotFit.
    """
    item = _locked(holder.item, actor)
    _check_consent(consent, holder.person)
    holder.willingness, holder.consent = willingness, consent
    holder.full_clean()
    holder.save(update_fields=["willingness", "consent"])
    mark_public_change(item.city, catalog=False)
    facts = {"person": str(holder.person.uuid), "willingness": holder.willingness, "is_named": consent is not None}
    record(actor=actor, verb="heritage.holder_changed", target=item, book=item.city.slug, facts=facts)
    return holder


@transaction.atomic
def remove_holder(*, holder: Holder, actor: User) -> None:
    """Take back what was recorded by mistake.

    Raises PermissionDenied.
    """
    item = _locked(holder.item, actor)
    facts = {"person": str(holder.person.uuid)}
    holder.delete()
    mark_public_change(item.city, catalog=False)
    record(actor=actor, verb="heritage.holder_removed", target=item, book=item.city.slug, facts=facts)


@transaction.atomic
def add_lineage(*, item: HeritageItem, teacher: Person, learner: Person, since_year: int, actor: User) -> Lineage:
    """Record who learned it from whom, since which year of the Christian era.

    Raises PermissionDenied, PersonElsewhere, TaughtByThemself, LineageKnown.
    """
    item = _locked(item, actor)
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
    item = _locked(lineage.item, actor)
    facts = {"teacher": str(lineage.teacher.uuid), "learner": str(lineage.learner.uuid)}
    lineage.delete()
    mark_public_change(item.city, catalog=False)
    record(actor=actor, verb="heritage.lineage_removed", target=item, book=item.city.slug, facts=facts)


@transaction.atomic
def _show(item: HeritageItem, actor: User, *, is_published: bool) -> HeritageItem:
    item = _locked(item, actor)
    if is_published and (item.is_sacred or item.is_family_secret):
        raise NotForThePublic
    item.is_published = is_published
    item.save(update_fields=["is_published"])
    mark_public_change(item.city, catalog=False)
    verb = "heritage.published" if is_published else "heritage.withdrawn"
    record(actor=actor, verb=verb, target=item, book=item.city.slug)
    return item


def _locked(item: HeritageItem, actor: User) -> HeritageItem:
    """The row as it is now, locked, for somebody who may change it."""
    item = HeritageItem.objects.select_for_update(of=("self",)).select_related("city", "place").get(pk=item.pk)
    if not may_change_item(actor, item):
        raise PermissionDenied
    return item


def _sort_key(item: HeritageItem) -> str:
    """Neither database knows Thai dictionary order."""
    return sort_key(item.name_th)[:_LONGEST_SORT_KEY]


def _check_place(item: HeritageItem) -> None:
    if item.place is not None and item.place.city_id != item.city_id:
        raise PlaceElsewhere


def _check_person(person: Person, item: HeritageItem) -> None:
    if person.city_id != item.city_id or person.merged_into_id or person.erased_at:
        raise PersonElsewhere


def _check_consent(consent: Consent | None, person: Person) -> None:
    if consent is not None and not public_name_consents().filter(pk=consent.pk, person=person).exists():
        raise ConsentDoesNotFit
