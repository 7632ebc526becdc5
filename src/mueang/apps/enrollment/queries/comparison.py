"""What a draw changes against first come, by group, with small groups left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mueang.apps.enrollment.models import WishList
from mueang.methods.allocation import Allocation, breaches, first_come, passed_over

FEWEST_SHOWN = 5
AGE_BANDS = ((0, 9), (10, 17), (18, 59), (60, 200))


@dataclass(slots=True)
class _Tally:
    """People of one group; better and worse off by their own ranking."""

    people: int = 0
    first_come: int = 0
    drawn: int = 0
    better: int = 0
    worse: int = 0


def compare_with_first_come(
    drawn: Allocation, *, given: Mapping[str, Any], lists: Sequence[WishList], on: date
) -> dict[str, Any]:
    """Rows by dimension, as JSON; groups of fewer than five people carry no numbers, nor does one beside them.

    `given` are the round's terms; ages are those `on` that day. `n_broken` counts broken promises: none, unless
    there is a fault in the method.
    """
    arrived = [one.code for one in sorted(lists, key=lambda one: (one.arrived_at, one.pk))]
    by_arrival = first_come(
        wishes=given["wishes"], seats=given["seats"], parties=given["parties"], arrived=arrived
    ).seated
    rows: dict[str, dict[str, _Tally]] = {name: {} for name in ("all", "age", "neighbourhood", "group", "size")}
    for one in lists:
        before, after = by_arrival.get(one.code), drawn.seated.get(one.code)
        wishes = given["wishes"][one.code]
        change = _rank(wishes, before) - _rank(wishes, after)
        for name, key in _keys(one, on=on):
            tally = rows[name].setdefault(key, _Tally())
            _count(tally, before=before, after=after, change=change)
    return {
        "dimensions": {name: suppressed(one) for name, one in rows.items()},
        "n_broken": len(breaches(drawn, **given)),
        "n_passed_over": len(passed_over(drawn, **given)),
    }


def _keys(one: WishList, *, on: date) -> Iterable[tuple[str, str]]:
    """One pair for each person and dimension."""
    members = one.members.all()
    for member in members:
        yield "all", "all"
        yield "age", _band(member.person.age_on(on))
        yield "neighbourhood", one.neighbourhood.name_th if one.neighbourhood else ""
        yield "group", one.group
        yield "size", str(len(members))


def _band(age: int | None) -> str:
    return "" if age is None else next((f"{low}-{high}" for low, high in AGE_BANDS if low <= age <= high), "")


def _rank(wishes: Sequence[str], at: str | None) -> int:
    return wishes.index(at) if at is not None else len(wishes)


def _count(tally: _Tally, *, before: str | None, after: str | None, change: int) -> None:
    tally.people += 1
    tally.first_come += before is not None
    tally.drawn += after is not None
    tally.better += change > 0
    tally.worse += change < 0


def suppressed(rows: Mapping[str, _Tally]) -> list[dict[str, Any]]:
    """Rows as JSON; where only one is small, the next smallest is left out too, or the sum would tell it."""
    by_size = sorted(rows, key=lambda key: (rows[key].people, key))
    small = {key for key in by_size if rows[key].people < FEWEST_SHOWN}
    if len(small) == 1 and len(by_size) > 1:
        small.add(by_size[1])
    shown = []
    for key in sorted(rows):
        one = rows[key]
        numbers = None if key in small else [one.people, one.first_come, one.drawn, one.better, one.worse]
        shown.append({"key": key, "numbers": numbers})
    return shown
