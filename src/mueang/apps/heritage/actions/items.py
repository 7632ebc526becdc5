"""Change the heritage inventory: what an item is, where it is, and what the public may see."""

from __future__ import annotations

from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.heritage.enums import Category, Risk
from mueang.apps.heritage.errors import NotForThePublic, PlaceElsewhere
from mueang.apps.heritage.models import HeritageItem
from mueang.apps.heritage.queries import free_slug
from mueang.apps.heritage.rules import may_change_item, may_record_item
from mueang.apps.network.actions import mark_public_change
from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood, Place
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
    neighbourhood: Neighbourhood | None
    latitude: float | None
    longitude: float | None
    season: str
    season_from: int | None
    season_to: int | None
    ingredients: str
    risk: Risk | str
    is_sacred: bool
    is_family_secret: bool
    is_city_only: bool
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
    item = locked_item(item, actor)
    for name, value in changes.items():
        setattr(item, name, value)
    _check_place(item)
    item.is_published &= not item.is_withheld
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
def _show(item: HeritageItem, actor: User, *, is_published: bool) -> HeritageItem:
    item = locked_item(item, actor)
    if is_published and item.is_withheld:
        raise NotForThePublic
    item.is_published = is_published
    item.save(update_fields=["is_published"])
    mark_public_change(item.city, catalog=False)
    verb = "heritage.published" if is_published else "heritage.withdrawn"
    record(actor=actor, verb=verb, target=item, book=item.city.slug)
    return item


def locked_item(item: HeritageItem, actor: User) -> HeritageItem:
    """The row as it is now, locked, for somebody who may change it."""
    item = (
        HeritageItem.objects.select_for_update(of=("self",))
        .select_related("city", "place", "neighbourhood")
        .get(pk=item.pk)
    )
    if not may_change_item(actor, item):
        raise PermissionDenied
    return item


def _sort_key(item: HeritageItem) -> str:
    """Neither database knows Thai dictionary order."""
    return sort_key(item.name_th)[:_LONGEST_SORT_KEY]


def _check_place(item: HeritageItem) -> None:
    if any(spot is not None and spot.city_id != item.city_id for spot in (item.place, item.neighbourhood)):
        raise PlaceElsewhere
