"""Linear programs: as SciPy's own HiGHS solves them, whatever the limits, and refused where they cannot be read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from mueang.methods.linear import Rows, cheapest


@st.composite
def programs(draw: st.DrawFn):
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    n_rows, n_columns = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    table = rng.integers(-3, 4, (n_rows, n_columns)).astype(float)
    least = rng.choice([-np.inf, -4.0, 0.0, 1.0], n_rows)
    most = np.maximum(least, rng.choice([np.inf, 1.0, 4.0], n_rows))
    return rng.integers(-5, 6, n_columns).astype(float), table, least, most, rng.random(n_columns) < 0.6


@settings(max_examples=120, deadline=None)
@given(programs())
def test_what_is_found_costs_what_another_copy_of_the_solver_finds(program) -> None:
    costs, table, least, most, whole = program

    found = cheapest(costs, [Rows.full(table, least=least, most=most)], upper=3.0, whole=whole)
    other = milp(costs, constraints=LinearConstraint(table, least, most), bounds=Bounds(0, 3), integrality=whole)

    assert found.is_impossible == (other.status == 2)
    if other.x is not None:
        assert found.values is not None
        assert found.bound == pytest.approx(other.fun, abs=1e-6)
        assert costs @ found.values == pytest.approx(other.fun, abs=1e-6)
        assert (table @ found.values >= least - 1e-6).all()
        assert (table @ found.values <= most + 1e-6).all()


def test_entries_in_any_order_make_the_same_rows_and_an_empty_row_stays_one() -> None:
    row, column, value = np.array([2, 0, 2, 0]), np.array([1, 0, 0, 2]), np.array([4.0, 1.0, 3.0, 2.0])
    table = np.array([[1.0, 0, 2], [0, 0, 0], [3, 4, 0]])

    sparse = Rows.of(row, column, value, n_rows=3, least=0, most=[1.0, 2.0, 3.0])

    assert sparse.count == 3
    for costs in (np.array([-1.0, -2, -3]), np.array([-3.0, -2, -1])):
        full = Rows.full(table, least=0, most=[1.0, 2.0, 3.0])
        assert cheapest(costs, [sparse]).bound == pytest.approx(cheapest(costs, [full]).bound)
    assert cheapest(np.ones(3), [Rows.of(row, column, value, n_rows=3, least=[0, 1, 0], most=3)]).is_impossible


def test_without_time_only_what_is_true_is_promised() -> None:
    rng = np.random.default_rng(5)
    table, costs = rng.integers(1, 40, (30, 120)).astype(float), -rng.integers(1, 40, 120).astype(float)
    bag = Rows.full(table, least=-np.inf, most=table.sum(axis=1) / 3)

    hurried = cheapest(costs, [bag], whole=np.ones(120, dtype=bool), seconds=0.0)
    relaxed = cheapest(costs, [bag])

    assert not hurried.is_impossible
    if hurried.values is not None:
        assert (table @ hurried.values <= table.sum(axis=1) / 3 + 1e-6).all()
        assert costs @ hurried.values >= relaxed.bound - 1e-6
        assert hurried.bound <= costs @ hurried.values + 1e-6


def test_a_program_that_cannot_be_read_is_refused() -> None:
    twice = Rows.of(np.array([0, 0]), np.array([1, 1]), 1.0, n_rows=1, least=0, most=1)
    nowhere = Rows.of(np.array([0]), np.array([7]), 1.0, n_rows=1, least=0, most=1)

    for rows in (twice, nowhere):
        with pytest.raises(ValueError, match="cannot read"):
            cheapest(np.ones(2), [rows])
