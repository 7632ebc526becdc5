"""Few people are withheld, and cannot be worked out from the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.methods.small_cells import withhold, withhold_table

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
