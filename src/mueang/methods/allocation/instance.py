"""What an allocation starts from and ends in, and the same thing in numbers for the loops that must be quick."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, repeat

from mueang.methods.allocation.errors import InstanceRefused

NO_GROUP = -1


@dataclass(frozen=True, slots=True)
class Reserve:
    """Seats kept for one group, by offering.

    A soft reserve is open to everybody once no member asks for it; a hard one stays empty instead. An entry belongs to
    at most one group, and then all its seats count for it.
    """

    members: Collection[str]
    seats: Mapping[str, int]
    is_hard: bool = False


@dataclass(frozen=True, slots=True)
class Allocation:
    """Who sits where.

    `seated` maps entry to offering, `unplaced` names everybody else, `order` is everybody as drawn (or as they came),
    and `in_reserve` are those who sit, wholly or in part, in seats kept for their group.
    """

    seated: Mapping[str, str]
    unplaced: tuple[str, ...]
    order: tuple[str, ...]
    in_reserve: frozenset[str] = frozenset()


@dataclass(slots=True)
class Numbers:
    """The instance in numbers: entries 0, 1, … in their order, offerings and groups as they were named.

    Everybody's wishes lie in one row, from `begins` to `ends`. Entries of one group and one size are of one kind:
    whether they fit is the same question.
    """

    names: list[str]
    offerings: list[str]
    wishes: list[int]
    begins: list[int]
    ends: list[int]
    size: list[int]
    group: list[int]
    kind: list[int]
    kinds: list[tuple[int, int]]
    seats: list[int]
    kept: list[dict[int, int]]
    is_hard: list[bool]

    def wished(self, entry: int) -> list[int]:
        """The entry's wishes, the best first."""
        return self.wishes[self.begins[entry] : self.ends[entry]]

    def most(self, offering: int, group: int) -> int:
        """The largest party of this group that could ever sit there; a larger one is as if it had not wished."""
        others = sum(seats for of, seats in self.kept[offering].items() if self.is_hard[of] and of != group)
        return self.seats[offering] - others


def in_numbers(
    order: Sequence[str],
    *,
    wishes: Mapping[str, Sequence[str]],
    seats: Mapping[str, int],
    parties: Mapping[str, int],
    reserves: Mapping[str, Reserve],
) -> Numbers:
    """Raises InstanceRefused where the parts contradict each other."""
    number = {offering: one for one, offering in enumerate(seats)}
    row, begins, ends = _wishes(order, wishes, number)
    size, group = _sizes(order, parties), _groups(order, reserves)
    # One number for group and size: looked up sooner than a pair.
    most = max(size, default=0) + 1
    code = [of * most + count for of, count in zip(group, size, strict=True)]
    kinds = {one: rank for rank, one in enumerate(sorted(set(code)))}
    for offering, count in seats.items():
        if count < 0:
            raise InstanceRefused("seats", offering)
    return Numbers(
        names=list(order),
        offerings=list(seats),
        wishes=row,
        begins=begins,
        ends=ends,
        size=size,
        group=group,
        kind=list(map(kinds.__getitem__, code)),
        kinds=[divmod(one, most) for one in kinds],
        seats=list(seats.values()),
        kept=_kept(seats, number, reserves),
        is_hard=[reserve.is_hard for reserve in reserves.values()],
    )


def _wishes(
    order: Sequence[str], wishes: Mapping[str, Sequence[str]], number: Mapping[str, int]
) -> tuple[list[int], list[int], list[int]]:
    """All wishes in one row, and where those of each entry begin and end in it."""
    if len(order) != len(wishes) or set(order) != wishes.keys():
        raise InstanceRefused("arrival", str(len(order)))
    in_order = list(map(wishes.__getitem__, order))
    try:
        row = list(map(number.__getitem__, chain.from_iterable(in_order)))
    except KeyError as unknown:
        raise InstanceRefused("unknown_offering", str(unknown.args[0])) from None
    if sum(map(len, map(set, in_order))) != len(row):
        raise InstanceRefused("wished_twice", next(one for one, of in wishes.items() if len(set(of)) != len(of)))
    ends = list(accumulate(map(len, in_order)))
    return row, [0, *ends][:-1], ends


def _sizes(order: Iterable[str], parties: Mapping[str, int]) -> list[int]:
    if min(parties.values(), default=1) < 1:
        raise InstanceRefused("size", next(entry for entry, size in parties.items() if size < 1))
    return list(map(parties.get, order, repeat(1)))


def _groups(order: Sequence[str], reserves: Mapping[str, Reserve]) -> list[int]:
    group: dict[str, int] = {}
    for place, reserve in enumerate(reserves.values()):
        members = dict.fromkeys(reserve.members, place)
        if not group.keys().isdisjoint(members):
            raise InstanceRefused("two_groups", next(entry for entry in members if entry in group))
        group |= members
    return list(map(group.get, order, repeat(NO_GROUP)))


def _kept(seats: Mapping[str, int], number: Mapping[str, int], reserves: Mapping[str, Reserve]) -> list[dict[int, int]]:
    kept: list[dict[int, int]] = [{} for _ in number]
    for place, reserve in enumerate(reserves.values()):
        for offering, count in reserve.seats.items():
            if offering not in number:
                raise InstanceRefused("unknown_offering", offering)
            if count < 0:
                raise InstanceRefused("reserve_seats", offering)
            if count:
                kept[number[offering]][place] = count
    for offering, row in zip(seats, kept, strict=True):
        if sum(row.values()) > seats[offering]:
            raise InstanceRefused("reserve_too_large", offering)
    return kept


def as_allocation(numbers: Numbers, at: Sequence[int], in_reserve: Iterable[int] = ()) -> Allocation:
    """The answer in names."""
    names, offerings = numbers.names, numbers.offerings
    return Allocation(
        seated={name: offerings[place] for name, place in zip(names, at, strict=True) if place >= 0},
        unplaced=tuple(name for name, place in zip(names, at, strict=True) if place < 0),
        order=tuple(names),
        in_reserve=frozenset(names[entry] for entry in in_reserve),
    )
