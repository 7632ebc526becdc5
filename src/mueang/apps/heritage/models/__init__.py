"""Rows of heritage: the inventory, its people, what is sold of it, and the days on which it is mapped."""

from mueang.apps.heritage.models.items import (
    HeritageItem,
    HeritageItemQuerySet,
    Holder,
    ItemPicture,
    ItemTelling,
    Lineage,
)
from mueang.apps.heritage.models.mapping import Finding, MappingDay, MappingPass
from mueang.apps.heritage.models.products import Product, ProductIncome

__all__ = [
    "Finding",
    "HeritageItem",
    "HeritageItemQuerySet",
    "Holder",
    "ItemPicture",
    "ItemTelling",
    "Lineage",
    "MappingDay",
    "MappingPass",
    "Product",
    "ProductIncome",
]
