"""The heritage inventory as pages show it: cards by category, and one item with what its people permit."""

from __future__ import annotations

import itertools
import math
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.utils.text import slugify

from mueang.apps.accounts.rules import Viewer
from mueang.apps.heritage.enums import Category, Risk, Willingness
from mueang.apps.heritage.models import HeritageItem, HeritageItemQuerySet, Holder, Lineage
from mueang.apps.heritage.rules import (
    named_holders,
    public_items,
    public_name_consents,
    visible_holders,
    visible_items,
    visible_lineage,
)
from mueang.apps.network.models import City
from mueang.apps.people.models import Consent, Person
from mueang.apps.places.models import Place
from mueang.methods.thai import clean

CARDS_A_PAGE = 24
_LONGEST_SEARCH = 100
_LONGEST_SLUG = 60
_WILLING = (Willingness.TEACHES, Willingness.WILLING, Willingness.WITH_HELPER)


@dataclass(frozen=True, slots=True)
class HeritagePlace:
    slug: str
    name_th: str
    name_en: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class HeritageCard:
    uuid: UUID
    slug: str
    category: Category
    name_th: str
    name_en: str
    story_th: str
    story_en: str
    risk: Risk
    place: HeritagePlace | None
    is_invented: bool


@dataclass(frozen=True, slots=True)
class CategoryCount:
    category: Category
    n_items: int


@dataclass(frozen=True, slots=True)
class Inventory:
    """One page of cards, and how many items of each category the same words find."""

    cards: tuple[HeritageCard, ...]
    counts: tuple[CategoryCount, ...]
    total: int
    page: int
    n_pages: int


@dataclass(frozen=True, slots=True)
class NamedHolder:
    """A holder who agreed to be named in public."""

    name_th: str
    name_en: str
    willingness: Willingness


@dataclass(frozen=True, slots=True)
class ItemPage:
    card: HeritageCard
    season: str
    ingredients: str
    may_be_sold: bool
    holders: tuple[NamedHolder, ...]
    n_holders: int
    n_willing_to_teach: int
    n_passed_on: int
    passed_on_since_year: int | None


def inventory(*, city: City, category: str | None = None, words: str = "", page: int = 1) -> Inventory:
    """Public items in dictionary order; counts ignore the category, so that each can be offered as a choice.

    Two SQL statements, however many items there are.
    """
    found = with_words(public_items(city), words)
    by_category = dict(found.order_by().values_list("category").annotate(n=Count("pk")))
    counts = tuple(CategoryCount(kind, by_category[kind]) for kind in Category if kind in by_category)
    chosen = found.filter(category=category) if category else found
    total = by_category.get(category, 0) if category else sum(by_category.values())
    n_pages = max(1, math.ceil(total / CARDS_A_PAGE))
    page = min(max(page, 1), n_pages)
    rows = chosen.select_related("place")[(page - 1) * CARDS_A_PAGE : page * CARDS_A_PAGE]
    return Inventory(tuple(card_of(item) for item in rows), counts, total, page, n_pages)


def item_page(*, city: City, slug: str) -> ItemPage | None:
    """One public item; None where it is not public, whatever the reason. Four SQL statements."""
    item = public_items(city).select_related("place").filter(slug=slug).first()
    if item is None:
        return None
    numbers = item.holders.aggregate(n=Count("pk"), willing=Count("pk", filter=Q(willingness__in=_WILLING)))
    named = named_holders().filter(item=item).select_related("person__merged_into")
    passed = item.lineage.aggregate(n=Count("learner", distinct=True), since=Min("since_year"))
    return ItemPage(
        card=card_of(item),
        season=item.season,
        ingredients=item.ingredients,
        may_be_sold=item.may_be_sold,
        holders=tuple(_named(holder) for holder in named),
        n_holders=numbers["n"],
        n_willing_to_teach=numbers["willing"],
        n_passed_on=passed["n"],
        passed_on_since_year=passed["since"],
    )


def items_to_keep(
    *, viewer: Viewer, city: City, words: str = "", category: str = "", shown: str = ""
) -> QuerySet[HeritageItem]:
    """The inventory as its keepers list it, with the number of holders; `shown` is "public", "hidden" or neither."""
    items = with_words(visible_items(viewer).filter(city=city), words)
    if category:
        items = items.filter(category=category)
    if shown:
        items = items.filter(is_published=shown == "public")
    return items.select_related("place").annotate(n_holders=Count("holders")).order_by("sort_key", "pk")


def holders_of(*, viewer: Viewer, item: HeritageItem) -> list[tuple[Holder, bool]]:
    """Each holder the viewer may see, and whether a public page names them. Two SQL statements."""
    named = set(named_holders().filter(item=item).values_list("pk", flat=True))
    holders = visible_holders(viewer).filter(item=item).select_related("person", "item")
    return [(holder, holder.pk in named) for holder in holders]


def lineage_of(*, viewer: Viewer, item: HeritageItem) -> list[Lineage]:
    return list(visible_lineage(viewer).filter(item=item).select_related("teacher", "learner"))


def with_words(items: HeritageItemQuerySet, words: str) -> HeritageItemQuerySet:
    """Items whose name or story holds every one of the words."""
    for word in clean(words[:_LONGEST_SEARCH]).split():
        items = items.filter(
            Q(name_th__icontains=word)
            | Q(name_en__icontains=word)
            | Q(story_th__icontains=word)
            | Q(story_en__icontains=word)
        )
    return items


def card_of(item: HeritageItem) -> HeritageCard:
    return HeritageCard(
        uuid=item.uuid,
        slug=item.slug,
        category=Category(item.category),
        name_th=item.name_th,
        name_en=item.name_en,
        story_th=item.story_th,
        story_en=item.story_en,
        risk=Risk(item.risk),
        place=_place_of(item.place),
        is_invented=item.is_invented,
    )


def _place_of(place: Place | None) -> HeritagePlace | None:
    if place is None:
        return None
    return HeritagePlace(place.slug, place.name_th, place.name_en, place.latitude, place.longitude)


def free_slug(rows: QuerySet[Any], name: str, *, kind: str) -> str:
    """A slug none of `rows` has, from the name where it is written in Latin letters, else of the kind and chance."""
    base = slugify(name)[:_LONGEST_SLUG].strip("-") or f"{kind}-{secrets.token_hex(3)}"
    taken = set(rows.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in itertools.count(2))
    return next(slug for slug in itertools.chain([base], numbered) if slug not in taken)


def public_name(person: Person) -> tuple[str, str]:
    """The Thai and the English name of somebody whom a page may name; of the kept row where rows were merged."""
    kept = person.merged_into or person
    return kept.full_name, kept.name_en or kept.full_name


def _named(holder: Holder) -> NamedHolder:
    name_th, name_en = public_name(holder.person)
    return NamedHolder(name_th, name_en, Willingness(holder.willingness))


def public_name_consent_of(person: Person) -> Consent | None:
    """The standing consent under which a page may name this person."""
    return public_name_consents().filter(person=person).first()
