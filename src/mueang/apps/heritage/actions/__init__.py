"""Writes of heritage."""

from mueang.apps.heritage.actions.bearers import (
    add_holder,
    add_lineage,
    change_holder,
    remove_holder,
    remove_lineage,
)
from mueang.apps.heritage.actions.deciding import decline_finding, merge_finding, take_finding
from mueang.apps.heritage.actions.items import ItemDetails, change_item, publish_item, record_item, withdraw_item
from mueang.apps.heritage.actions.mapping import (
    add_passes,
    close_day,
    end_pass,
    join_day,
    open_day,
    take_findings,
)
from mueang.apps.heritage.actions.pictures import add_picture, describe_picture, remove_picture

__all__ = [
    "ItemDetails",
    "add_holder",
    "add_lineage",
    "add_passes",
    "add_picture",
    "change_holder",
    "change_item",
    "close_day",
    "decline_finding",
    "describe_picture",
    "end_pass",
    "join_day",
    "merge_finding",
    "open_day",
    "publish_item",
    "record_item",
    "remove_holder",
    "remove_lineage",
    "remove_picture",
    "take_finding",
    "take_findings",
    "withdraw_item",
]
