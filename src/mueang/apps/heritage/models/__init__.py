"""Rows of heritage: the inventory, its people, and the days on which it is mapped."""

from mueang.apps.heritage.models.items import HeritageItem, HeritageItemQuerySet, Holder, ItemPicture, Lineage
from mueang.apps.heritage.models.mapping import Finding, MappingDay, MappingPass

__all__ = [
    "Finding",
    "HeritageItem",
    "HeritageItemQuerySet",
    "Holder",
    "ItemPicture",
    "Lineage",
    "MappingDay",
    "MappingPass",
]
