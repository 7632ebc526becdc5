"""What is sold of the city's heritage: of one item, and of the whole city by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from mueang.apps.accounts.rules import Viewer
from mueang.apps.heritage.models import HeritageItem, Product, ProductIncome
from mueang.apps.heritage.queries.items import public_name
from mueang.apps.heritage.rules import nameable_persons, public_products, visible_products
from mueang.apps.network.models import City, Organization
from mueang.methods.small_cells import LEAST_SHOWN


@dataclass(frozen=True, slots=True)
class ShownProduct:
    """A product as everybody may see it: its seller's name and its last stated income where they agreed to each."""

    name_th: str
    name_en: str
    seller_th: str
    seller_en: str
    since_year: int | None
    income_year: int | None
    income_satang: int | None


@dataclass(frozen=True, slots=True)
class YearSum:
    """What sellers stated for one year in all; `satang` is None where it would tell of a few of them."""

    year: int
    n_products: int
    n_sellers: int | None
    satang: int | None


def products_of(*, viewer: Viewer, city: City, item: HeritageItem | None = None) -> QuerySet[Product]:
    """With item, seller and incomes; two SQL statements, none for whoever does not keep the inventory."""
    rows = visible_products(viewer).filter(item__city=city)
    rows = rows.filter(item=item) if item is not None else rows.order_by("item__sort_key", "name_th", "pk")
    incomes = Prefetch("incomes", ProductIncome.objects.order_by("-year"))
    return rows.select_related("item__city", "person", "organization").prefetch_related(incomes)


def groups_of(city: City) -> list[Organization]:
    """Partners of the city, who may sell together."""
    return list(Organization.objects.filter(city=city).order_by("name_th"))


def seller_of(product: Product) -> str:
    """As those who keep the inventory know them."""
    return product.person.full_name if product.person else str(product.organization)


def sums_by_year(city: City) -> list[YearSum]:
    """The latest year first. One SQL statement.

    A sum of fewer than five sellers is withheld, and so is one that tells of fewer than five once the incomes that
    stand on public pages are taken off it.
    """
    who = Coalesce("product__person__merged_into", "product__person")
    is_private = Q(product__shows_income=False) | Q(product__is_shown=False)
    rows = ProductIncome.objects.filter(product__item__city=city).order_by().values("year")
    found = rows.annotate(
        total=Sum("satang"),
        n=Count("product", distinct=True),
        n_sellers=Count(who, distinct=True) + Count("product__organization", distinct=True),
        n_private=Count(who, distinct=True, filter=is_private)
        + Count("product__organization", distinct=True, filter=is_private),
    )
    return [_year_sum(row) for row in found.order_by("-year")]


def _year_sum(row: Mapping[str, Any]) -> YearSum:
    is_few = row["n_sellers"] < LEAST_SHOWN or 0 < row["n_private"] < LEAST_SHOWN
    n_sellers = None if row["n_sellers"] < LEAST_SHOWN else row["n_sellers"]
    return YearSum(row["year"], row["n"], n_sellers, None if is_few else row["total"])


def shown_products(*, city: City, slug: str) -> list[ShownProduct]:
    """Of a public item, each with the last income stated. One SQL statement."""
    last = ProductIncome.objects.filter(product=OuterRef("pk"), product__shows_income=True).order_by("-year")
    rows = public_products().filter(item__city=city, item__slug=slug)
    rows = rows.select_related("person__merged_into", "organization").annotate(
        is_named=Exists(nameable_persons().filter(pk=OuterRef("person"))),
        income_year=Subquery(last.values("year")[:1]),
        income_satang=Subquery(last.values("satang")[:1]),
    )
    return [_shown(row) for row in rows.order_by("name_th", "pk")]


def _shown(row: Product) -> ShownProduct:
    found, names = vars(row), ("", "")
    if row.organization is not None:
        names = (row.organization.name_th, row.organization.name_en)
    elif row.person is not None and found["is_named"]:
        names = public_name(row.person)
    return ShownProduct(row.name_th, row.name_en, *names, row.since_year, found["income_year"], found["income_satang"])
