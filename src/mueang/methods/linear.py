"""Linear programs, some of their variables whole numbers, solved by HiGHS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from highspy import Highs

Numbers = NDArray[np.float64]
SHORTEST_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows `least <= row @ x <= most` of which only what is not zero is kept.

    Attributes
    ----------
    start : array, shape (n_rows + 1,), where each row's entries begin
    column, value : arrays, shape (n_entries,), row by row; a row names a column once
    least, most : arrays, shape (n_rows,); -inf and inf are no limit
    """

    start: NDArray[np.int32]
    column: NDArray[np.int32]
    value: Numbers
    least: Numbers
    most: Numbers

    @property
    def count(self) -> int:
        return len(self.least)

    @classmethod
    def of(
        cls,
        row: NDArray[np.integer],
        column: NDArray[np.integer],
        value: ArrayLike,
        *,
        n_rows: int,
        least: ArrayLike,
        most: ArrayLike,
    ) -> Rows:
        """Entries in any order, with one limit for all rows or one for each.

        Examples
        --------
        >>> rows = Rows.of(np.array([1, 0, 1]), np.array([2, 0, 0]), 1.0, n_rows=2, least=0, most=[1, 2])
        >>> rows.start.tolist(), rows.column.tolist(), rows.most.tolist()
        ([0, 1, 3], [0, 2, 0], [1.0, 2.0])
        """
        order = np.argsort(row, kind="stable")
        ends = np.cumsum(np.bincount(row, minlength=n_rows))
        return cls(
            start=np.concatenate([[0], ends]).astype(np.int32),
            column=column[order].astype(np.int32),
            value=np.broadcast_to(np.asarray(value, np.float64), row.shape)[order],
            least=_each(least, n_rows),
            most=_each(most, n_rows),
        )

    @classmethod
    def full(cls, table: ArrayLike, *, least: ArrayLike, most: ArrayLike) -> Rows:
        """The rows of a table; one row may be given alone.

        Examples
        --------
        >>> Rows.full([[0.0, 2.0], [3.0, 0.0]], least=1, most=np.inf).column.tolist()
        [1, 0]
        """
        dense = np.atleast_2d(np.asarray(table))
        row, column = np.nonzero(dense)
        return cls.of(row, column, dense[row, column], n_rows=len(dense), least=least, most=most)


def _each(limit: ArrayLike, count: int) -> Numbers:
    return np.broadcast_to(np.asarray(limit, np.float64), (count,))


@dataclass(frozen=True, slots=True)
class Solved:
    """What was found and proved.

    Attributes
    ----------
    values : array, shape (n_columns,), the best found; None where nothing was
    bound : nothing costs less; -inf where nothing is proved
    prices : array, shape (n_rows,), what the total rises by where a row's limit does (dual values); None where there
        are whole numbers or no best was found
    is_impossible : nothing keeps all limits, and that is proved
    """

    values: Numbers | None
    bound: float
    prices: Numbers | None = None
    is_impossible: bool = False


def cheapest(
    costs: Numbers,
    rows: Sequence[Rows],
    *,
    lower: ArrayLike = 0.0,
    upper: ArrayLike = 1.0,
    whole: NDArray[np.bool_] | None = None,
    seconds: float = np.inf,
    from_inside: bool = False,
) -> Solved:
    """Values that cost least and keep all rows.

    Parameters
    ----------
    costs : array, shape (n_columns,)
    rows : limits, at least one
    lower, upper : what each value lies between, one for all or one for each
    whole : array of bool, shape (n_columns,): which must be whole numbers; None: none
    seconds : to work at most; what is found by then is the answer
    from_inside : by interior points, many times as fast where many values are neither 0 nor 1

    Returns
    -------
    Solved; optimal within 1e-7 of each limit, and 1e-6 of the total where there are whole numbers

    Raises
    ------
    ValueError
        If HiGHS cannot read the program: a column twice in one row, or shapes that disagree.

    Source
    ------
    Huangfu & Hall (2018), Mathematical Programming Computation 10.

    Examples
    --------
    Worth 2 and 3, of weight 1 and 2, in a bag for 2: half of the second fits beside the first, or the second alone.

    >>> bag = Rows.full([1.0, 2.0], least=-np.inf, most=2)
    >>> cheapest(np.array([-2.0, -3.0]), [bag]).bound
    -3.5
    >>> cheapest(np.array([-2.0, -3.0]), [bag], whole=np.array([True, True])).values.tolist()
    [0.0, 1.0]
    >>> cheapest(np.array([-2.0, -3.0]), [bag], from_inside=True).prices.round(6).tolist()
    [-1.5]
    >>> cheapest(np.array([1.0]), [Rows.full([1.0], least=2, most=2)]).is_impossible
    True
    """
    from highspy import HighsModelStatus, kSolutionStatusFeasible  # loaded where used

    program = _given(costs, rows, _each(lower, len(costs)), _each(upper, len(costs)), whole)
    if np.isfinite(seconds):
        program.setOptionValue("time_limit", max(seconds, SHORTEST_SECONDS))
    if from_inside:
        program.setOptionValue("solver", "ipm")
    program.run()
    status, known = program.getModelStatus(), program.getInfo()
    if status in (HighsModelStatus.kInfeasible, HighsModelStatus.kUnboundedOrInfeasible):
        return Solved(None, np.inf, is_impossible=True)
    if known.primal_solution_status != kSolutionStatusFeasible:
        return Solved(None, _proved(known.mip_dual_bound if whole is not None else -np.inf))
    values = np.asarray(program.getSolution().col_value, np.float64)
    if whole is not None and whole.any():
        return Solved(values, _proved(known.mip_dual_bound))
    if status != HighsModelStatus.kOptimal:
        return Solved(values, -np.inf)
    prices = np.asarray(program.getSolution().row_dual, np.float64)
    return Solved(values, float(known.objective_function_value), prices)


def _proved(bound: float) -> float:
    return float(bound) if np.isfinite(bound) else -np.inf


def _given(
    costs: Numbers, rows: Sequence[Rows], lower: Numbers, upper: Numbers, whole: NDArray[np.bool_] | None
) -> Highs:
    from highspy import Highs, HighsLp, HighsStatus, HighsVarType, MatrixFormat

    told = HighsLp()
    told.num_col_, told.num_row_ = len(costs), sum(part.count for part in rows)
    told.col_cost_, told.col_lower_, told.col_upper_ = costs, lower, upper
    told.row_lower_ = np.concatenate([part.least for part in rows])
    told.row_upper_ = np.concatenate([part.most for part in rows])
    before = np.cumsum([0, *(len(part.value) for part in rows)])
    starts = [part.start[:-1] + first for part, first in zip(rows, before, strict=False)]
    told.a_matrix_.format_ = MatrixFormat.kRowwise
    told.a_matrix_.num_col_, told.a_matrix_.num_row_ = told.num_col_, told.num_row_
    told.a_matrix_.start_ = np.concatenate([*starts, before[-1:]]).astype(np.int32)
    told.a_matrix_.index_ = np.concatenate([part.column for part in rows])
    told.a_matrix_.value_ = np.concatenate([part.value for part in rows])
    if whole is not None:
        kinds = (HighsVarType.kContinuous, HighsVarType.kInteger)
        told.integrality_ = [kinds[is_whole] for is_whole in whole.tolist()]
    program = Highs()  # type: ignore[no-untyped-call]  # highspy's own
    for option, value in (("output_flag", False), ("mip_rel_gap", 0.0), ("threads", 1)):
        program.setOptionValue(option, value)
    if program.passModel(told) == HighsStatus.kError:
        raise ValueError("HiGHS cannot read this program")
    return program
