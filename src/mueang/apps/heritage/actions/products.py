"""Record what is sold of an item, by whom, and the income its seller states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record, recorded_together
from mueang.apps.heritage.actions.items import locked_item
from mueang.apps.heritage.errors import NotForSale, PersonElsewhere, SellerUnknown
from mueang.apps.heritage.models import HeritageItem, Product, ProductIncome
from mueang.apps.heritage.queries.income_sheet import IncomeLine
from mueang.apps.network.actions import mark_public_change
from mueang.apps.network.models import Organization
from mueang.apps.people.models import Person

Seller = Person | Organization


@transaction.atomic
def add_product(*, item: HeritageItem, name_th: str, seller: Seller, actor: User, **details: Any) -> Product:
    """Details are name_en, since_year, is_shown, shows_income: what its seller agreed to.

    Raises PermissionDenied, NotForSale, PersonElsewhere, SellerUnknown, ValidationError.
    """
    item = locked_item(item, actor)
    if not item.may_be_sold:
        raise NotForSale
    product = Product(item=item, name_th=name_th)
    _say(product, seller, details)
    product.save(force_insert=True)
    _tell(product, actor=actor, verb="heritage.product_added")
    return product


@transaction.atomic
def change_product(*, product: Product, seller: Seller, actor: User, **details: Any) -> Product:
    """Raises as `add_product` does, but never NotForSale: what is sold already stays told of."""
    product.item = locked_item(product.item, actor)
    _say(product, seller, details)
    product.save()
    _tell(product, actor=actor, verb="heritage.product_changed")
    return product


@transaction.atomic
def remove_product(*, product: Product, actor: User) -> None:
    """Take back what was recorded by mistake, its incomes too. Raises PermissionDenied."""
    product.item = locked_item(product.item, actor)
    _tell(product, actor=actor, verb="heritage.product_removed")
    product.delete()


@transaction.atomic
def state_income(*, product: Product, year: int, satang: int | None, actor: User) -> None:
    """What it brought in a year (of the common era); none takes the year back. Raises PermissionDenied."""
    product.item = locked_item(product.item, actor)
    rows = ProductIncome.objects.filter(product=product, year=year)
    if satang is None:
        rows.delete()
    else:
        said = {"satang": satang, "stated_on": timezone.localdate()}
        ProductIncome.objects.update_or_create(product=product, year=year, defaults=said)
    # How much it is stays out of the record.
    _tell(product, actor=actor, verb="heritage.income_stated", year=year)


@transaction.atomic
def take_in_incomes(*, lines: Sequence[IncomeLine], actor: User) -> int:
    """Write what a sheet says differently, and say how many that were. Raises PermissionDenied."""
    with recorded_together():
        for line in lines:
            state_income(product=line.product, year=line.year, satang=line.satang, actor=actor)
    return len(lines)


def _say(product: Product, seller: Seller, details: dict[str, Any]) -> None:
    if seller.city_id != product.item.city_id:
        raise PersonElsewhere if isinstance(seller, Person) else SellerUnknown
    product.person = seller if isinstance(seller, Person) else None
    product.organization = seller if isinstance(seller, Organization) else None
    if product.person and (product.person.merged_into_id or product.person.erased_at):
        raise PersonElsewhere
    for name, value in details.items():
        setattr(product, name, value)
    product.shows_income = product.shows_income and product.is_shown
    product.full_clean()


def _tell(product: Product, *, actor: User, verb: str, **facts: Any) -> None:
    mark_public_change(product.item.city, catalog=False)
    said = {"product": str(product.uuid), **facts}
    record(actor=actor, verb=verb, target=product.item, book=product.item.city.slug, facts=said)
