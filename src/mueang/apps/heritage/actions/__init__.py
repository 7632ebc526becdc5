"""Writes of heritage."""

from mueang.apps.heritage.actions.bearers import (
    add_holder,
    add_lineage,
    change_holder,
    remove_holder,
    remove_lineage,
)
from mueang.apps.heritage.actions.items import ItemDetails, change_item, publish_item, record_item, withdraw_item
from mueang.apps.heritage.actions.pictures import add_picture, describe_picture, remove_picture

__all__ = [
    "ItemDetails",
    "add_holder",
    "add_lineage",
    "add_picture",
    "change_holder",
    "change_item",
    "describe_picture",
    "publish_item",
    "record_item",
    "remove_holder",
    "remove_lineage",
    "remove_picture",
    "withdraw_item",
]
