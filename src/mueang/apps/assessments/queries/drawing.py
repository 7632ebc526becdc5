"""Which items an attempt gets, in which order: the same seed, the same paper."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from mueang.apps.assessments.models import Item


@dataclass(frozen=True, slots=True)
class DrawnItem:
    """An item and the order in which its options are shown."""

    item: Item
    order: list[int]


def draw(items: Sequence[Item], *, n: int, seed: int) -> list[DrawnItem]:
    """`n` of the items, shuffled, each with its options shuffled; the order in which `items` come makes no difference.

    Raises ValueError where there are fewer.
    """
    chance = random.Random(seed)  # noqa: S311 -- the seed itself is drawn secretly and kept with the attempt
    chosen = chance.sample(sorted(items, key=lambda item: item.pk), n)
    return [DrawnItem(item, _shuffled(item, chance)) for item in chosen]


def _shuffled(item: Item, chance: random.Random) -> list[int]:
    places = list(range(len(item.options))) if item.is_chosen else []
    chance.shuffle(places)
    return places
