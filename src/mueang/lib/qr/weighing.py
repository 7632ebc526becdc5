"""How hard a QR code would be to read: the penalty by which a mask is chosen, of ISO/IEC 18004:2015, 7.8.3.1.

A code is one number, a bit a square; a feature is looked for at every square at once by shifting the number.
"""

from __future__ import annotations

from functools import cache

# 1:1:3:1:1 as in a finder pattern, with four light squares on one side.
FINDER_LIKE = ((1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0), (0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 1))
RUN = 5
RUN_WEIGHT, BLOCK_WEIGHT, FINDER_WEIGHT, BALANCE_WEIGHT = 3, 3, 40, 10


def penalty(code: int, *, side: int) -> int:
    """The sum of the four features: runs, blocks, what looks like a finder, and too much dark or light."""
    light = code ^ _squares(side, side, side=side)
    along = sum(
        _runs(code, light, step=step, starts=_starts(side, RUN, step=step))
        + _finders(code, light, step=step, starts=_starts(side, len(FINDER_LIKE[0]), step=step))
        for step in (1, side)
    )
    return along + _blocks(code, light, side=side) + _imbalance(code.bit_count(), side**2)


def _runs(code: int, light: int, *, step: int, starts: int) -> int:
    """Three for five neighbours alike in a line, and one for each more."""
    score = 0
    for squares in (code, light):
        fives = starts
        for i in range(RUN):
            fives &= squares >> i * step
        score += fives.bit_count() + (RUN_WEIGHT - 1) * (fives & ~(fives << step)).bit_count()
    return score


def _finders(code: int, light: int, *, step: int, starts: int) -> int:
    score = 0
    for pattern in FINDER_LIKE:
        alike = starts
        for i, is_dark in enumerate(pattern):
            alike &= (code if is_dark else light) >> i * step
        score += FINDER_WEIGHT * alike.bit_count()
    return score


def _blocks(code: int, light: int, *, side: int) -> int:
    """Three for each two by two squares alike."""
    starts = _squares(side - 1, side - 1, side=side)
    return BLOCK_WEIGHT * sum(
        (starts & squares & squares >> 1 & squares >> side & squares >> side + 1).bit_count()
        for squares in (code, light)
    )


def _imbalance(n_dark: int, n_squares: int) -> int:
    """Ten for each full 5 % away from half dark."""
    return BALANCE_WEIGHT * (abs(2 * n_dark - n_squares) * 10 // n_squares)


@cache
def _starts(side: int, length: int, *, step: int) -> int:
    """Where a line of `length` squares can begin, along a row (step 1) or a column."""
    fit = side - length + 1
    return _squares(fit, side, side=side) if step == 1 else _squares(side, fit, side=side)


@cache
def _squares(width: int, height: int, *, side: int) -> int:
    """All squares of the lowest `width` columns and `height` rows."""
    return sum(((1 << width) - 1) << row * side for row in range(height))
