"""What may be told of counted numbers: few people never, protected ones only once enough have changed."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as some

from mueang.apps.indicators.queries.derived.counting import Counted
from mueang.apps.indicators.queries.derived.withholding import release_of, told
from mueang.methods.derived import BY_CODE, Number, divided
from mueang.methods.small_cells import LEAST_SHOWN

RETURNED, RATE, LEARNERS = (BY_CODE[code] for code in ("returned-and-still-there", "completion-rate", "learners"))
DAY = date(2026, 6, 1)


def number(n: int, below: int, *, group: str = "", part: str = "") -> Number:
    return Number("yala", group, part, n, below, n, divided(n, below, per=RATE.per))  # type: ignore[arg-type]


def returned(there: int, asked: int, back: int, *earlier: tuple[int, int, int]) -> tuple[int | None, ...] | None:
    counted = Counted(RETURNED, [number(there, asked)], (asked, back))
    releases = [release_of(n, below, n_unknown=all_of - below) for n, below, all_of in earlier]
    found = told(counted, earlier=releases)
    if found is None:
        return None
    (one,) = found
    return None if one.is_withheld else (one.number.numerator, one.number.denominator, one.n_unknown)


def test_a_protected_number_is_told_whole_or_not_at_all() -> None:
    assert returned(20, 30, 40) == (20, 30, 10)
    assert returned(20, 22, 40) is None, "two who are not there any more"
    assert returned(3, 30, 40) is None
    assert returned(20, 30, 32) is None, "two whom nobody asked"
    assert returned(0, 0, 0) == (0, 0, 0)


def test_it_stands_until_enough_have_changed() -> None:
    assert returned(20, 30, 40, (20, 30, 40)) == (20, 30, 10)
    assert returned(21, 31, 41, (20, 30, 40)) is None
    assert returned(26, 36, 46, (20, 30, 40)) == (26, 36, 10)


@given(
    steps=some.lists(
        some.tuples(some.integers(0, 4), some.integers(0, 4), some.integers(0, 4)), min_size=1, max_size=12
    )
)
@settings(max_examples=60, deadline=None)
def test_no_two_tellings_of_a_protected_number_differ_by_few(steps: list[tuple[int, int, int]]) -> None:
    there, gone, unknown = 9, 9, 9
    shown: list[tuple[int, int, int]] = []
    for step in steps:
        there, gone, unknown = there + step[0], gone + step[1], unknown + step[2]
        found = returned(there, there + gone, there + gone + unknown, *shown)
        if found is not None:
            assert None not in found
            shown.append((there, there + gone, there + gone + unknown))
    for before in shown:
        for after in shown:
            cells = [(one[0], one[1] - one[0], one[2] - one[1]) for one in (before, after)]
            changes = [abs(b - a) for a, b in zip(*cells, strict=True)]
            assert not any(0 < change < LEAST_SHOWN for change in changes)


def test_a_rate_tells_neither_of_few_who_did_nor_of_few_who_did_not() -> None:
    parts = [("adults", 9, 18), ("older", 9, 11), ("youth", 3, 20), ("pupils", 40, 60)]
    rows = [number(61, 109), *(number(n, all_of, group="age_band", part=part) for part, n, all_of in parts)]

    found = {one.number.part: one.is_withheld for one in told(Counted(RATE, rows, None)) or []}

    assert found["older"]
    assert found["youth"]
    assert not found[""]


def test_one_withheld_part_takes_another_with_it() -> None:
    parts = [("adults", 9), ("older", 2), ("youth", 30)]
    rows = [number(41, 500), *(number(n, 100, group="age_band", part=part) for part, n in parts)]

    found = {one.number.part: (one.is_withheld, one.n_rows) for one in told(Counted(LEARNERS, rows, None)) or []}

    assert found == {"": (False, 41), "adults": (True, None), "older": (True, None), "youth": (False, 30)}
