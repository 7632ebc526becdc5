"""The penalty of a QR code, counted again square by square."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.lib.qr.weighing import penalty

FINDER_LIKE = ([1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 1])


def counted(rows: list[list[int]]) -> int:
    lines = rows + [list(column) for column in zip(*rows, strict=True)]
    side = len(rows)
    runs = [len(list(run)) for line in lines for _, run in groupby(line)]
    blocks = [
        {rows[y][x], rows[y][x + 1], rows[y + 1][x], rows[y + 1][x + 1]}
        for y in range(side - 1)
        for x in range(side - 1)
    ]
    finders = sum(line[i : i + 11] in FINDER_LIKE for line in lines for i in range(side - 10))
    dark = sum(map(sum, rows))
    return (
        sum(3 + run - 5 for run in runs if run >= 5)
        + 3 * sum(len(block) == 1 for block in blocks)
        + 40 * finders
        + 10 * int(abs(dark / side**2 - 0.5) / 0.05)
    )


def as_number(rows: list[list[int]]) -> int:
    return int("".join(str(square) for row in rows for square in row), 2)


@given(st.integers(min_value=0, max_value=2**441 - 1))
def test_it_is_what_counting_square_by_square_gives(code: int) -> None:
    squares = [int(bit) for bit in f"{code:0441b}"]
    rows = [squares[start : start + 21] for start in range(0, 441, 21)]

    assert penalty(code, side=21) == counted(rows)


@pytest.mark.parametrize("square", [0, 1])
def test_a_code_of_one_colour_is_all_runs_blocks_and_imbalance(square: int) -> None:
    rows = [[square] * 21 for _ in range(21)]

    assert penalty(as_number(rows), side=21) == counted(rows) == 42 * (3 + 16) + 3 * 400 + 100


def test_what_looks_like_a_finder_is_seen_along_rows_and_columns() -> None:
    plain = [[(x + y) % 2 for x in range(21)] for y in range(21)]
    row = [list(line) for line in plain]
    row[4][2:13] = FINDER_LIKE[0]
    column = [list(line) for line in zip(*row, strict=True)]

    assert penalty(as_number(row), side=21) == counted(row) == counted(plain) + 40
    assert penalty(as_number(column), side=21) == counted(column)
