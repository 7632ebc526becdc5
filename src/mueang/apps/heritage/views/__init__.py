"""Doors of the heritage desk."""

from mueang.apps.heritage.views.bearers import holder, holder_remove, holders, lineage_add, lineage_remove
from mueang.apps.heritage.views.items import item, item_add, item_change, item_step, items, risk
from mueang.apps.heritage.views.pictures import picture_describe, picture_file, picture_remove, pictures

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
    "picture_describe",
    "picture_file",
    "picture_remove",
    "pictures",
    "risk",
]
