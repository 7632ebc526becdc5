"""Rows of heritage: the inventory and its people."""

from mueang.apps.heritage.models.items import HeritageItem, HeritageItemQuerySet, Holder, ItemPicture, Lineage

__all__ = ["HeritageItem", "HeritageItemQuerySet", "Holder", "ItemPicture", "Lineage"]
