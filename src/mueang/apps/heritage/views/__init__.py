"""Doors of the heritage desk."""

from mueang.apps.heritage.views.bearers import holder, holder_remove, holders, lineage_add, lineage_remove
from mueang.apps.heritage.views.items import item, item_add, item_change, item_step, items, risk
from mueang.apps.heritage.views.mapping import (
    day,
    day_close,
    day_open,
    day_passes,
    days,
    finding,
    finding_merge,
    finding_take,
    pass_end,
)
from mueang.apps.heritage.views.phone import join, page, sync, taken, worker
from mueang.apps.heritage.views.pictures import picture_describe, picture_file, picture_remove, pictures

__all__ = [
    "day",
    "day_close",
    "day_open",
    "day_passes",
    "days",
    "finding",
    "finding_merge",
    "finding_take",
    "holder",
    "holder_remove",
    "holders",
    "item",
    "item_add",
    "item_change",
    "item_step",
    "items",
    "join",
    "lineage_add",
    "lineage_remove",
    "page",
    "pass_end",
    "picture_describe",
    "picture_file",
    "picture_remove",
    "pictures",
    "risk",
    "sync",
    "taken",
    "worker",
]
