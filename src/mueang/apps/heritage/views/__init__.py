"""Doors of the heritage desk."""

from mueang.apps.heritage.views.bearers import holder, holder_remove, holders, lineage_add, lineage_remove
from mueang.apps.heritage.views.items import item, item_add, item_change, item_step, items

__all__ = [
    "holder",
    "holder_remove",
    "holders",
    "item",
    "item_add",
    "item_change",
    "item_step",
    "items",
    "lineage_add",
    "lineage_remove",
]
