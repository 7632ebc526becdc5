"""Who stands before whom at an offering: class first, then the draw, as one number a comparison can use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import add
from typing import Protocol

Classes = Mapping[str, int]
NOBODY: Classes = {}


class Keys(Protocol):
    """Key of an entry: class × entries + entry. The lowest comes first, and modulo entries it tells the entry."""

    def __getitem__(self, entry: int, /) -> int: ...


class _OwnKeys:
    """Keys of an offering that ranks people by itself, worked out when asked for."""

    __slots__ = ("classes", "dense", "names")

    def __init__(self, names: Sequence[str], classes: Classes, dense: Mapping[int | None, int]) -> None:
        self.names, self.classes, self.dense = names, classes, dense

    def __getitem__(self, entry: int, /) -> int:
        return self.dense[self.classes.get(self.names[entry])] * len(self.names) + entry


def all_keys(names: Sequence[str], offerings: Sequence[str], priority: Mapping[str, Classes]) -> list[Keys]:
    """For each offering the keys of everybody; one mapping given for many offerings is read once."""
    rows = [priority.get(offering, NOBODY) for offering in offerings]
    given = {id(row): row for row in rows}
    ranks = sorted({number for row in given.values() for number in row.values()})
    dense: dict[int | None, int] = {number: rank for rank, number in enumerate(ranks)}
    n, dense[None] = len(names), len(ranks)
    first = {number: rank * n for number, rank in dense.items()}
    made: dict[int, Keys] = {}
    for name, row in given.items():
        own = _OwnKeys(names, row, dense)
        made[name] = (
            own
            if len(given) > len(rows) // 8 + 1
            else list(map(add, map(first.__getitem__, map(row.get, names)), range(n)))
        )
    return [made[id(row)] for row in rows]


def is_one_order(priority: Mapping[str, Classes], offerings: Sequence[str]) -> bool:
    """Whether everybody stands in the same order everywhere."""
    rows = [priority.get(offering, NOBODY) for offering in offerings]
    return all(row is rows[0] or row == rows[0] for row in rows)
