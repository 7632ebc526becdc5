"""What must hold among the conditions of an offering, which no form of its own can be trusted with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from mueang.apps.catalog.enums import KitFrom, SeatGroup, Support
from mueang.apps.catalog.errors import ConditionUnknown, MoreReservedThanSeats, WaiverAboveCost
from mueang.apps.catalog.models import Offering

_KIT_PARTS = {"name_th", "name_en", "source", "cost_satang"}
_LONGEST_KIT_NAME = 120
_MOST_KIT_LINES = 40


def check_conditions(offering: Offering) -> None:
    """Refuse what the database cannot.

    Raises ConditionUnknown for a word that is in no list, MoreReservedThanSeats, WaiverAboveCost.
    """
    _check_words(offering.reserved_seats, SeatGroup.values)
    _check_words(offering.fee_waivers, SeatGroup.values)
    _check_words(offering.accessibility, Support.values)
    _check_amounts(offering.reserved_seats)
    _check_amounts(offering.fee_waivers)
    _check_kit(offering.kit)
    if offering.n_reserved > offering.seats:
        raise MoreReservedThanSeats
    if any(pays > offering.cost_satang for pays in offering.fee_waivers.values()):
        raise WaiverAboveCost


def _check_words(said: Iterable[str], known: Collection[str]) -> None:
    if any(word not in known for word in said):
        raise ConditionUnknown


def _check_amounts(amounts: Mapping[str, Any]) -> None:
    if any(type(amount) is not int or amount < 0 for amount in amounts.values()):
        raise ConditionUnknown


def _check_kit(lines: list[dict[str, Any]]) -> None:
    if len(lines) > _MOST_KIT_LINES or not all(_is_kit_line(line) for line in lines):
        raise ConditionUnknown


def _is_kit_line(line: Mapping[str, Any]) -> bool:
    return (
        set(line) <= _KIT_PARTS
        and 0 < len(str(line.get("name_th", ""))) <= _LONGEST_KIT_NAME
        and len(str(line.get("name_en", ""))) <= _LONGEST_KIT_NAME
        and line.get("source", KitFrom.BRING) in KitFrom.values
        and type(line.get("cost_satang", 0)) is int
        and line.get("cost_satang", 0) >= 0
    )
