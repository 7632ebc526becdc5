"""The heritage inventory as pages show it: cards by category, and one item with what its people permit."""

from __future__ import annotations

import itertools
import math
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils.text import slugify

from mueang.apps.accounts.rules import Viewer
from mueang.apps.heritage.enums import WILLING, Category, Risk, Willingness
from mueang.apps.heritage.models import HeritageItem, HeritageItemQuerySet, Holder, ItemPicture, Lineage
from mueang.apps.heritage.rules import (
    named_holders,
    public_items,
    public_name_consents,
    visible_findings,
    visible_holders,
    visible_items,
    visible_lineage,
)
from mueang.apps.network.models import City
from mueang.apps.people.models import Consent, Person
from mueang.apps.places.models import Neighbourhood, Place
from mueang.methods.thai import clean

CARDS_A_PAGE = 24
_LONGEST_SEARCH = 100
_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class HeritagePlace:
    slug: str
    name_th: str
    name_en: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class PictureLine:
    """A picture in several widths (pixels); `width` and `height` are of the widest."""

    uuid: UUID
    digest: str
    widths: tuple[int, ...]
    width: int
    height: int
    alt_th: str
    alt_en: str
    credit: str

    @property
    def card_width(self) -> int:
        return self.widths[0]

    @property
    def card_height(self) -> int:
        return max(1, round(self.height * self.card_width / self.width))


@dataclass(frozen=True, slots=True)
class HeritageCard:
    """What a list shows; `latitude` and `longitude` are its own spot, else its place's."""

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
    season: str
    months: tuple[int, int] | None
    latitude: float | None
    longitude: float | None
    area_th: str
    area_en: str
    picture: PictureLine | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class CategoryCount:
    category: Category
    n_items: int


@dataclass(frozen=True, slots=True)
class AreaCount:
    """A community, and how many items of it may be shown."""

    code: str
    name_th: str
    name_en: str
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
    pictures: tuple[PictureLine, ...]


def inventory(
    *, city: City, category: str | None = None, words: str = "", area: str = "", month: int | None = None, page: int = 1
) -> Inventory:
    """Public items in dictionary order; counts ignore the category, so that each can be offered as a choice.

    `area` is a community's code; `month` (1 to 12) finds what has its season then, or the whole year. Three SQL
    statements, however many items there are.
    """
    found = in_season(with_words(public_items(city), words), month)
    if area:
        found = found.filter(neighbourhood__code=area)
    by_category = dict(found.order_by().values_list("category").annotate(n=Count("pk")))
    counts = tuple(CategoryCount(kind, by_category[kind]) for kind in Category if kind in by_category)
    chosen = found.filter(category=category) if category else found
    total = by_category.get(category, 0) if category else sum(by_category.values())
    n_pages = max(1, math.ceil(total / CARDS_A_PAGE))
    page = min(max(page, 1), n_pages)
    rows = chosen.select_related("place", "neighbourhood")[(page - 1) * CARDS_A_PAGE : page * CARDS_A_PAGE]
    return Inventory(cards_of(rows), counts, total, page, n_pages)


def all_cards(*, city: City, limit: int = 5_000) -> tuple[HeritageCard, ...]:
    """Every public item, for feeds and sheets. Two SQL statements."""
    return cards_of(public_items(city).select_related("place", "neighbourhood")[:limit])


def newest_cards(*, city: City, limit: int) -> tuple[HeritageCard, ...]:
    rows = public_items(city).select_related("place", "neighbourhood").order_by("-created_at", "-pk")
    return cards_of(rows[:limit])


def area_counts(*, city: City) -> tuple[AreaCount, ...]:
    """Communities with something to show."""
    rows = (
        Neighbourhood.objects.filter(city=city, heritage_items__in=public_items(city))
        .annotate(n=Count("heritage_items", filter=Q(heritage_items__in=public_items(city)), distinct=True))
        .order_by("code")
    )
    return tuple(AreaCount(row.code, row.name_th, row.name_en, row.n) for row in rows)


def in_season(items: HeritageItemQuerySet, month: int | None) -> HeritageItemQuerySet:
    """Items whose months hold `month`; a season may run over the new year (11 to 2), and none is the whole year."""
    if month is None:
        return items
    within = Q(season_from__lte=F("season_to")) & Q(season_from__lte=month, season_to__gte=month)
    over = Q(season_from__gt=F("season_to")) & (Q(season_from__lte=month) | Q(season_to__gte=month))
    return items.filter(Q(season_from=None) | within | over)


def item_page(*, city: City, slug: str) -> ItemPage | None:
    """One public item; None where it is not public, whatever the reason. Three SQL statements."""
    rows = (
        public_items(city)
        .select_related("place", "neighbourhood")
        .annotate(
            n_holders=Count("holders", distinct=True),
            n_willing=Count("holders", filter=Q(holders__willingness__in=WILLING), distinct=True),
            n_passed_on=Count("lineage__learner", distinct=True),
            passed_on_since=Min("lineage__since_year"),
        )
    )
    item: Any = rows.filter(slug=slug).first()
    if item is None:
        return None
    named = named_holders().filter(item=item).select_related("person__merged_into")
    pictures = tuple(picture_line(row) for row in item.pictures.all())
    return ItemPage(
        card=card_of(item, pictures[0] if pictures else None),
        season=item.season,
        ingredients=item.ingredients,
        may_be_sold=item.may_be_sold,
        holders=tuple(_named(holder) for holder in named),
        n_holders=item.n_holders,
        n_willing_to_teach=item.n_willing,
        n_passed_on=item.n_passed_on,
        passed_on_since_year=item.passed_on_since,
        pictures=pictures,
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


def cards_of(items: Iterable[HeritageItem]) -> tuple[HeritageCard, ...]:
    """Cards with the first picture of each; one more SQL statement."""
    rows = list(items)
    first: dict[int, ItemPicture] = {}
    for picture in ItemPicture.objects.filter(item__in=rows):
        first.setdefault(picture.item_id, picture)
    return tuple(card_of(row, picture_line(first[row.pk]) if row.pk in first else None) for row in rows)


def card_of(item: HeritageItem, picture: PictureLine | None = None) -> HeritageCard:
    spot = item if item.latitude is not None else item.place
    months = (item.season_from, item.season_to) if item.season_from and item.season_to else None
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
        season=item.season,
        months=months,
        latitude=spot.latitude if spot else None,
        longitude=spot.longitude if spot else None,
        area_th=item.neighbourhood.name_th if item.neighbourhood else "",
        area_en=item.neighbourhood.name_en if item.neighbourhood else "",
        picture=picture,
        created_at=item.created_at,
    )


def picture_line(row: ItemPicture) -> PictureLine:
    return PictureLine(
        uuid=row.uuid,
        digest=row.digest,
        widths=tuple(sorted(row.widths)),
        width=row.width,
        height=row.height,
        alt_th=row.alt_th,
        alt_en=row.alt_en,
        credit=row.credit,
    )


def may_show_picture(*, viewer: Viewer, digest: str) -> tuple[bool, bool]:
    """Whether everybody may see this picture, and whether `viewer` may. Three SQL statements at most."""
    shown = HeritageItem.objects.public().filter(pictures__digest=digest).exists()
    seen = (visible_items(viewer).filter(pictures__digest=digest), visible_findings(viewer).filter(digest=digest))
    return shown, shown or any(rows.exists() for rows in seen)


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
