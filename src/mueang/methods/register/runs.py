"""Days absent in a row, counted in open days: nights, weekends and holidays do not end a run."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mueang.methods.register.planes import Words

Count = NDArray[np.uint16]
ONE = np.uint64(1)
TOP = np.uint64(63)
# Children whose longest run is above this are scanned day by day instead, all together.
SHORT_RUN = 5


def current_runs(*, is_open: Words, absent: Words) -> Count:
    """Absent days after the last day present, shape (n_children,), of masks (n_words, n_children)."""
    runs = np.zeros(is_open.shape[1], np.uint16)
    children = np.arange(is_open.shape[1])
    for word in reversed(range(len(is_open))):
        away = absent[word].take(children)
        there = is_open[word].take(children)
        there ^= away
        # No day is in both, so the larger word is the one that holds the later day.
        running = np.flatnonzero(away > there)
        runs[children[running]] += np.bitwise_count(away[running] & ~_up_to_highest(there[running]))
        children = children[there == 0]
        if not len(children):
            break
    return runs


def _up_to_highest(bits: Words) -> Words:
    """All bits up to the highest that is set, none where none is."""
    filled = bits.copy()
    for step in (1, 2, 4, 8, 16, 32):
        filled |= filled >> np.uint64(step)
    return filled


@dataclass(slots=True)
class LongestRuns:
    """The longest run of each child, chunk by chunk; the few long ones are kept aside and worked out at the end."""

    longest: Count
    _children: list[NDArray[np.intp]] = field(default_factory=list)
    _open: list[Words] = field(default_factory=list)
    _absent: list[Words] = field(default_factory=list)

    def add(self, *, start: int, is_open: Words, absent: Words, n_absent: Count) -> None:
        """Work out the children from `start` on."""
        stop = start + len(n_absent)
        self.longest[start:stop] = n_absent > 0
        children: NDArray[np.intp] = np.arange(len(n_absent))
        left, met = absent, is_open
        for _ in range(SHORT_RUN):
            left = left & _moved_one_open_day(left, is_open=met)
            alive = np.flatnonzero(np.bitwise_or.reduce(left))
            if not len(alive):
                return
            children, left, met = children[alive], left.take(alive, axis=1), met.take(alive, axis=1)
            self.longest[start + children] += 1
        self._children.append(start + children)
        self._open.append(met)
        self._absent.append(absent[:, children])

    def finish(self) -> None:
        """Work out the children kept aside, day by day."""
        if self._children:
            children = np.concatenate(self._children)
            self.longest[children] = _scanned(np.hstack(self._open), np.hstack(self._absent))


def _moved_one_open_day(bits: Words, *, is_open: Words) -> Words:
    """Every bit of an open day moved to the next open day.

    Adding a day to the closed days carries it through the closed stretch that follows, onto the next open day: two days
    cannot meet, since each open day has one successor. The top bit of a word is no day (31 June, 32 July), so it is
    closed, and becomes 0 exactly where a day is carried on into the next word.
    """
    moved = ~is_open
    carried: Words | None = None
    for word in range(len(bits)):
        shifted = bits[word] << ONE
        if carried is not None:
            shifted |= carried
        total = moved[word]
        total += shifted
        carried = (~total) >> TOP
        total &= is_open[word]
    return moved


def _scanned(is_open: Words, absent: Words) -> Count:
    longest = np.zeros(is_open.shape[1], np.uint16)
    run = np.zeros_like(longest)
    for word in range(len(is_open)):
        there = is_open[word] ^ absent[word]
        for bit in range(64):
            away = (absent[word] >> np.uint64(bit)) & ONE
            run += away.astype(np.uint16)
            run *= 1 - ((there >> np.uint64(bit)) & ONE).astype(np.uint16)
            np.maximum(longest, run, out=longest)
    return longest
