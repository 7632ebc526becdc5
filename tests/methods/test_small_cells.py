"""Few people are withheld, and cannot be worked out from the rest."""

import doctest
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mueang.methods import small_cells
from mueang.methods.small_cells import Release, withhold, withhold_again, withhold_table

COUNTS = st.lists(st.integers(0, 40), max_size=8)


@given(COUNTS, st.integers(1, 12))
def test_no_small_count_is_shown_and_none_can_be_subtracted(counts, least):
    shown = withhold(counts, least=least)

    assert len(shown) == len(counts)
    assert all(seen in (None, count) for seen, count in zip(shown, counts, strict=True))
    assert not [seen for seen in shown if seen is not None and 0 < seen < least]
    hidden = [count for seen, count in zip(shown, counts, strict=True) if seen is None]
    assert len(hidden) != 1 or len(counts) == 1
    assert hidden == counts or not 0 < sum(counts) < least


@given(COUNTS)
def test_large_counts_are_shown_as_they_are(counts):
    assert withhold([count + 5 for count in counts]) == [count + 5 for count in counts]


@pytest.mark.parametrize(("counts", "least"), [([-1], 5), ([1], 0)])
def test_what_cannot_be_is_refused(counts, least):
    with pytest.raises(ValueError, match="must"):
        withhold(counts, least=least)


@given(COUNTS, st.integers(2, 12))
def test_what_is_withheld_in_a_row_adds_up_to_no_small_number(counts, least):
    shown = withhold(counts, least=least)

    hidden = [count for seen, count in zip(shown, counts, strict=True) if seen is None]
    assert not hidden or sum(hidden) >= least or hidden == [count for count in counts if count] + [0] * counts.count(0)


TABLES = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 12), min_size=n, max_size=n), min_size=1, max_size=4)
)


def possible(full, shown):
    """Whether every withheld number could also be another: looked for by moving one person around a cycle of cells."""
    hidden = {(r, c) for r, row in enumerate(shown) for c, seen in enumerate(row) if seen is None}
    edges = {cell: (("r", cell[0]), ("c", cell[1])) for cell in hidden}

    def hang_together(without):
        seen, waiting = {edges[without][0]}, [edges[without][0]]
        while waiting:
            node = waiting.pop()
            for cell, ends in edges.items():
                if cell != without and node in ends:
                    waiting += [end for end in ends if end not in seen]
                    seen |= set(ends)
        return edges[without][1] in seen

    return all(hang_together(cell) for cell in hidden)


@given(TABLES)
def test_no_small_cell_of_a_table_is_shown_and_none_is_told_by_its_lines(rows):
    shown = withhold_table(rows)

    full = [[*row, sum(row)] for row in rows]
    full.append([sum(column) for column in zip(*full, strict=True)])
    assert all(seen in (None, n) for a, b in zip(shown, full, strict=True) for seen, n in zip(a, b, strict=True))
    assert not [seen for row in shown for seen in row if seen is not None and 0 < seen < 5]
    everything = [seen for row, told in zip(shown, full, strict=True) for seen, n in zip(row, told, strict=True) if n]
    assert possible(full, shown) or set(everything) == {None}


def test_a_table_is_withheld_as_the_book_says():
    assert withhold_table([[3, 9], [8, 20]]) == [[None, None, 12], [None, None, 28], [11, 29, 40]]
    assert withhold_table([[10, 0], [0, 30]]) == [[10, 0, 10], [0, 30, 30], [10, 30, 40]]
    assert withhold_table([]) == [[]] or withhold_table([[2]])[0][0] is None


@pytest.mark.parametrize(("rows", "least"), [([[-1]], 5), ([[1], [1, 2]], 5), ([[1]], 0)])
def test_a_table_that_cannot_be_is_refused(rows, least):
    with pytest.raises(ValueError, match="must"):
        withhold_table(rows, least=least)


HISTORIES = st.integers(1, 5).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 25), min_size=n, max_size=n),
        st.lists(st.lists(st.sampled_from([0, 0, 0, 1, -1, 2, -3, 5, -6, 9]), min_size=n, max_size=n), max_size=4),
    )
)


def released(start, steps, *, least=5):
    """Every state of a row, and what was published of it one after the other."""
    states, releases = [list(start)], [withhold_again(start, least=least)]
    for step in steps:
        states.append([max(0, count + change) for count, change in zip(states[-1], step, strict=True)])
        releases.append(withhold_again(states[-1], earlier=releases, least=least))
    return states, releases


def worked_out(release):
    """Every set of cells whose sum follows from a release, found by linear algebra over all sets."""
    n = len(release.cells)
    told = [np.eye(n)[place] for place, shown in enumerate(release.cells) if shown is not None]
    told += [np.ones(n)] if release.total is not None else []
    rank = np.linalg.matrix_rank(told) if told else 0
    sets = [set(some) for size in range(1, n + 1) for some in combinations(range(n), size)]
    return [
        some for some in sets if told and np.linalg.matrix_rank([*told, [place in some for place in range(n)]]) == rank
    ]


def smallest(sets):
    return [some for some in sets if not any(other < some for other in sets)]


@settings(max_examples=150, deadline=None)
@given(HISTORIES)
def test_no_difference_between_releases_tells_of_few_people(history):
    states, releases = released(*history)

    for number, (now, release) in enumerate(zip(states, releases, strict=True)):
        for some in smallest(worked_out(release)):
            count = sum(now[place] for place in some)
            assert count == 0 or count >= 5
        for before, earlier in zip(states[:number], releases[:number], strict=True):
            known_then = worked_out(earlier)
            for some in smallest([some for some in worked_out(release) if some in known_then]):
                change = sum(now[place] - before[place] for place in some)
                assert change == 0 or abs(change) >= 5


@given(HISTORIES)
def test_what_is_released_is_true_and_the_first_release_is_the_plain_one(history):
    states, releases = released(*history)

    for now, release in zip(states, releases, strict=True):
        assert all(shown in (None, count) for shown, count in zip(release.cells, now, strict=True))
        assert release.total in (None, sum(now))
    first = [count for count in withhold(states[0]) if count is not None]
    assert len([count for count in releases[0].cells if count is not None]) >= len(first)


def test_a_row_that_does_not_change_is_released_as_before():
    first = withhold_again([12, 3, 4, 0, 9])

    assert withhold_again([12, 3, 4, 0, 9], earlier=[first, first]) == first


def test_one_more_person_is_not_seen_and_many_more_are():
    first = withhold_again([20, 30, 8])

    one_more = withhold_again([20, 31, 8], earlier=[first])

    assert first == Release((20, 30, 8), 58)
    assert one_more == Release((20, None, 8), None)
    assert withhold_again([20, 36, 8], earlier=[first, one_more]) == Release((20, 36, 8), 64)


def test_a_history_of_another_row_is_refused():
    with pytest.raises(ValueError, match="must have the same cells"):
        withhold_again([1, 2], earlier=[Release((1,), 1)])
    with pytest.raises(ValueError, match="at least 1"):
        withhold_again([1], least=0)
    with pytest.raises(ValueError, match="must not be negative"):
        withhold_again([-1])


def test_the_examples_are_true():
    assert doctest.testmod(small_cells).failed == 0
