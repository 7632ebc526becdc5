"""What is withheld of releases: nothing tells of a few people, in one version or between any two."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.apps.reports.queries import Line, withheld

PLACES = ("ก", "ข", "ค")
HISTORIES = st.lists(st.lists(st.integers(0, 14), min_size=4, max_size=4), min_size=1, max_size=4)
FEW = range(1, 5)


def line(community: str, value: int | None, **changes: object) -> Line:
    told = None if value is None else Decimal(value)
    level = "community" if community else "city"
    return replace(Line("children", (1, 2), level, community or None, "count", told), **changes)


def counted(counts: list[int]) -> list[Line]:
    """Three communities and the city, whose rest is the last count."""
    return [*(line(name, count) for name, count in zip(PLACES, counts, strict=False)), line("", sum(counts))]


def published(lines: list[Line], earlier: list[list[Line]]) -> list[Line]:
    hidden = withheld(lines, earlier=earlier)
    nothing = {"value": None, "numerator": None, "denominator": None}
    return [replace(row, **nothing) if place in hidden else row for place, row in enumerate(lines)]


@given(HISTORIES)
def test_no_version_and_no_two_of_them_tell_of_a_few_people(history: list[list[int]]) -> None:
    given_out: list[list[Line]] = []
    for counts in history:
        given_out.append(published(counted(counts), given_out))

    for counts, rows in zip(history, given_out, strict=True):
        shown = [row.value is not None for row in rows]
        assert not any(row.value is not None and 0 < row.value < 5 for row in rows)
        if shown[3]:
            left = sum(counts) - sum(count for count, is_shown in zip(counts, shown[:3], strict=False) if is_shown)
            assert left not in FEW
    for (one, rows), (other, later) in combinations(zip(history, given_out, strict=True), 2):
        for place in range(3):
            if rows[place].value is not None and later[place].value is not None:
                assert abs(one[place] - other[place]) not in FEW
        if rows[3].value is not None and later[3].value is not None:
            rests = []
            for counts, told in ((one, rows), (other, later)):
                hidden = [n for n in range(3) if told[n].value is None]
                rests.append(({*hidden, 3}, sum(counts[n] for n in (*hidden, 3))))
            if rests[0][0] == rests[1][0]:
                assert abs(rests[0][1] - rests[1][1]) not in FEW


def test_a_few_people_of_the_whole_city_are_withheld_and_a_few_things_are_not() -> None:
    assert withheld([line("", 3)]) == {0}
    assert withheld([line("", 3, counts_things=True)]) == set()
    assert withheld([line("", 3, level="province")]) == set()
    rate = line("", 50, unit="percent", numerator=Decimal(2), denominator=Decimal(4))
    assert withheld([rate]) == {0}
    assert withheld([replace(rate, numerator=None)]) == set()


def test_with_one_community_another_goes_so_that_the_total_does_not_tell() -> None:
    assert len(withheld([line("ก", 3), line("ข", 40), line("ค", 60), line("", 103)])) == 2


def test_a_count_that_is_no_count_is_withheld() -> None:
    assert 0 in withheld([replace(line("ก", 0), value=Decimal("7.5")), line("ข", 40), line("", 300)])


def test_communities_that_add_up_to_more_than_the_city_are_looked_at_by_themselves() -> None:
    assert withheld([line("ก", 30), line("ข", 40), line("", 50)]) == set()


def test_a_community_that_is_no_longer_told_takes_the_citys_figure_with_it() -> None:
    first = [line("ก", 30), line("ข", 40), line("", 100)]
    second = [line("ข", 40), line("", 102)]
    assert withheld(first) == set()
    assert 1 in withheld(second, earlier=[first])


@pytest.mark.parametrize(
    ("numbers", "hidden"),
    [
        ([(20, 50), (30, 60)], set()),
        ([(3, 50), (30, 60)], {0, 1}),
        ([(48, 50), (30, 60)], {0, 1}),
        ([(20, None), (30, 60)], {0, 1}),
    ],
)
def test_rates_of_communities_are_given_all_or_none(numbers: list[tuple[int, int | None]], hidden: set[int]) -> None:
    lines = [
        line(name, 40, unit="percent", numerator=Decimal(n), denominator=None if of is None else Decimal(of))
        for name, (n, of) in zip(PLACES, numbers, strict=False)
    ]
    whole = line("", 40, unit="percent", numerator=Decimal(200), denominator=Decimal(500))
    assert withheld([*lines, whole]) == hidden


def test_rates_that_moved_by_a_few_people_are_withheld() -> None:
    def rates(n: int) -> list[Line]:
        return [line("ก", 40, unit="percent", numerator=Decimal(n), denominator=Decimal(60 + n))]

    assert withheld(rates(20)) == set()
    assert withheld(rates(22), earlier=[rates(20)]) == {0}
    assert withheld(rates(27), earlier=[rates(20)]) == set()
    rest = line("", 40, unit="percent", numerator=Decimal(22), denominator=Decimal(90))
    assert withheld([*rates(20), rest]) == {0}
