"""Counts of few people withheld, so that nobody is recognised in a table, neither directly nor by subtraction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LEAST_SHOWN = 5


def withhold(counts: Sequence[int], *, least: int = LEAST_SHOWN) -> list[int | None]:
    """The counts of one row whose total is published, the small ones withheld.

    Parameters
    ----------
    counts : people in each cell, zero or more; they add up to the row's total
    least : people; a count from 1 to below it is withheld. Zero is shown: nobody is in it

    Returns
    -------
    list of the same length; None where withheld. All of them where the whole row is that small. If only one cell is
    withheld, or those withheld add up to less than `least`, the smallest of the others that is not zero is withheld
    too: total minus the rest would tell it (two cells that add up to 2 are one each, since zero is shown).

    Raises
    ------
    ValueError
        If a count is negative or `least` is not positive.

    Source
    ------
    Primary and secondary cell suppression: Hundepool et al. (2012), Statistical Disclosure Control, chapter 4.

    Examples
    --------
    >>> withhold([12, 3, 0, 7, 9]), withhold([12, 3, 4, 0, 9]), withhold([12, 0, 9]), withhold([12, 1, 1])
    ([12, None, 0, None, 9], [12, None, None, 0, 9], [12, 0, 9], [None, None, None])
    """
    if least < 1:
        raise ValueError("least must be at least 1")
    if any(count < 0 for count in counts):
        raise ValueError("a count must not be negative")
    if 0 < sum(counts) < least:
        return [None] * len(counts)
    hidden = {place for place, count in enumerate(counts) if 0 < count < least}
    others = sorted((count, place) for place, count in enumerate(counts) if count and place not in hidden)
    while others and hidden and (len(hidden) == 1 or sum(counts[place] for place in hidden) < least):
        hidden.add(others.pop(0)[1])
    return [None if place in hidden else count for place, count in enumerate(counts)]


def withhold_table(rows: Sequence[Sequence[int]], *, least: int = LEAST_SHOWN) -> list[list[int | None]]:
    """A table of counts with its totals, the small cells withheld so that no line and no chain of lines tells them.

    Parameters
    ----------
    rows : people in each cell, shape (n_rows, n_columns), without totals
    least : people; a count from 1 to below it is withheld, totals too

    Returns
    -------
    lists of shape (n_rows + 1, n_columns + 1): the cells, each row's total at its end, the columns' totals below.
    None where withheld.

    Raises
    ------
    ValueError
        If a count is negative, rows differ in length or `least` is not positive.

    Source
    ------
    Complementary suppression: Hundepool et al. (2012), Statistical Disclosure Control, chapter 4. A withheld cell
    can be worked out exactly if and only if it is a bridge of the graph whose nodes are lines and whose edges are
    withheld cells: Gusfield (1988), SIAM J. Computing 17(3), 552-571.

    Examples
    --------
    >>> withhold_table([[3, 9], [8, 20]])
    [[None, None, 12], [None, None, 28], [11, 29, 40]]
    """
    if least < 1:
        raise ValueError("least must be at least 1")
    if any(count < 0 for row in rows for count in row) or len({len(row) for row in rows}) > 1:
        raise ValueError("counts must not be negative, and rows must be of one length")
    full = [[*row, sum(row)] for row in rows]
    full.append([sum(column) for column in zip(*full, strict=True)])
    hidden = {(r, c) for r, row in enumerate(full) for c, count in enumerate(row) if 0 < count < least}
    while (line := next(_telling_lines(full, hidden=hidden, least=least), None)) is not None:
        # A cell is given rather than a total.
        last = (len(full) - 1, len(full[0]) - 1)
        open_cells = [cell for cell in line if cell not in hidden and full[cell[0]][cell[1]]]
        hidden.add(min(open_cells, key=lambda cell: (cell[0] == last[0] or cell[1] == last[1], _at(full, cell), cell)))
    return [[None if (r, c) in hidden else count for c, count in enumerate(row)] for r, row in enumerate(full)]


@dataclass(frozen=True, slots=True)
class Release:
    """What was published of one row at one time: its cells and its total, None where withheld."""

    cells: tuple[int | None, ...]
    total: int | None


def withhold_again(counts: Sequence[int], *, earlier: Sequence[Release] = (), least: int = LEAST_SHOWN) -> Release:
    """What can be published of a row whose earlier states are public, so that no difference tells of few people.

    Parameters
    ----------
    counts : people in each cell now, zero or more, the same cells in the same order as before
    earlier : all releases of the row so far, as published
    least : people; neither a count nor a change from 1 to below it can be worked out, of a cell or of several together

    Returns
    -------
    Release. Besides what `withhold` withholds: a cell that was shown and changed by few people; and, where what is
    withheld changed by few people altogether, either more cells or the total, whichever withholds less.

    Raises
    ------
    ValueError
        If a count is negative, a release has other cells, or `least` is not positive.

    Source
    ------
    Disclosure by differencing: Hundepool et al. (2012), Statistical Disclosure Control, sections 4.2 and 5.3. Sums over
    the withheld cells are all that totals tell, so changes can be worked out only of cells shown twice and of unions of
    withheld sets.

    Examples
    --------
    >>> first = withhold_again([20, 30, 8])
    >>> withhold_again([21, 30, 8], earlier=[first])
    Release(cells=(None, 30, 8), total=None)
    >>> withhold_again([28, 30, 8], earlier=[first])
    Release(cells=(28, 30, 8), total=66)
    """
    if any(len(release.cells) != len(counts) for release in earlier):
        raise ValueError("earlier releases must have the same cells")
    if least < 1:
        raise ValueError("least must be at least 1")
    if any(count < 0 for count in counts):
        raise ValueError("a count must not be negative")
    few = {place for place, count in enumerate(counts) if 0 < count < least}
    few |= {
        place
        for release in earlier
        for place, before in enumerate(release.cells)
        if before is not None and 0 < abs(counts[place] - before) < least
    }
    ways = [_withheld(counts, few, earlier=earlier, least=least, has_total=False)]
    if not 0 < sum(counts) < least and (whole := _withheld(counts, few, earlier=earlier, least=least, has_total=True)):
        ways.insert(0, whole)
    return min((way for way in ways if way), key=lambda way: [*way.cells, way.total].count(None))


def _withheld(
    counts: Sequence[int], few: set[int], *, earlier: Sequence[Release], least: int, has_total: bool
) -> Release | None:
    """The release with or without its total, cells added until nothing tells; None where the total always would."""
    hidden = set(few)
    before = {place for release in earlier for place, shown in enumerate(release.cells) if shown is None}
    while telling := next(_telling_sets(counts, hidden, earlier=earlier, least=least, has_total=has_total), None):
        # What was withheld before is withheld again rather than something new.
        open_cells = [place for place, count in enumerate(counts) if place not in hidden and count]
        if not has_total:
            open_cells = [place for place in telling if place not in hidden]
        if not open_cells:
            return None
        hidden.add(min(open_cells, key=lambda place: (place not in before, counts[place], place)))
    cells = tuple(None if place in hidden else count for place, count in enumerate(counts))
    return Release(cells, sum(counts) if has_total else None)


def _telling_sets(
    counts: Sequence[int], hidden: set[int], *, earlier: Sequence[Release], least: int, has_total: bool
) -> Iterator[set[int]]:
    """Sets of cells whose count, or whose change since an earlier release, is known and small."""
    if has_total and hidden and (len(hidden) == 1 or sum(counts[place] for place in hidden) < least):
        yield hidden
    for release in earlier:
        gone = {place for place, shown in enumerate(release.cells) if shown is None}
        rest = None if release.total is None else release.total - sum(shown or 0 for shown in release.cells)
        known: list[set[int]] = []
        if rest is not None and gone and not gone & hidden:
            known.append(gone)
        if has_total and hidden and not gone & hidden:
            known.append(hidden)
        if has_total and rest is not None and gone & hidden:
            known.append(gone | hidden)
        for cells in known:
            was = sum(release.cells[place] or 0 for place in cells - gone) + (rest or 0 if gone <= cells else 0)
            if 0 < abs(sum(counts[place] for place in cells) - was) < least:
                yield cells


_Cell = tuple[int, int]


def _at(full: Sequence[Sequence[int]], cell: _Cell) -> int:
    return full[cell[0]][cell[1]]


def _telling_lines(full: Sequence[Sequence[int]], *, hidden: set[_Cell], least: int) -> Iterator[list[_Cell]]:
    """Rows and columns that tell a withheld cell and still have one to give."""
    n_rows, n_columns = len(full), len(full[0])
    lines = [[(r, c) for c in range(n_columns)] for r in range(n_rows)]
    lines += [[(r, c) for r in range(n_rows)] for c in range(n_columns)]
    giving = [line for line in lines if any(cell not in hidden and _at(full, cell) for cell in line)]
    for line in giving:
        inside = [cell for cell in line if cell in hidden]
        too_few = line[-1] not in hidden and sum(_at(full, cell) for cell in inside) < least
        if inside and (len(inside) == 1 or too_few):
            yield line
    # Chains are asked about last: most close by themselves once every line has two.
    for line in giving:
        if any(_is_bridge(cell, hidden) for cell in line if cell in hidden):
            yield line


def _is_bridge(cell: _Cell, hidden: set[_Cell]) -> bool:
    """Whether the row and the column of this cell hang together by it alone."""
    seen, waiting = {("row", cell[0])}, [("row", cell[0])]
    edges = [(("row", r), ("column", c)) for r, c in hidden if (r, c) != cell]
    while waiting:
        node = waiting.pop()
        for edge in edges:
            if node in edge:
                other = edge[1] if edge[0] == node else edge[0]
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
    return ("column", cell[1]) not in seen
