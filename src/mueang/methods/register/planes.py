"""Child-years turned so that one vector holds the same two months of many children: 64 days a word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mueang.methods.register.errors import PageRefused
from mueang.methods.register.pages import MASKS, REFUSALS
from mueang.methods.register.school_year import N_MONTHS, SchoolYear

# Children taken together: their words stay in the processor's own memory.
CHUNK = 16384
N_WORDS = N_MONTHS // 2

Words = NDArray[np.uint64]
HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Planes:
    """The four masks of some children, each shape (n_words, n_children); `first_word` is the first word held."""

    open: Words
    present: Words
    late: Words
    excused: Words
    absent: Words  # open without being present
    first_word: int


def words_of(mask: NDArray[np.uint32]) -> Words:
    """A mask of twelve months, shape (..., 12), as six words of two months, shape (..., 6)."""
    wide = mask.astype(np.uint64)
    return wide[..., 0::2] | (wide[..., 1::2] << HALF)


class Turning:
    """Turns one chunk of child-years after the other in the same memory: a chunk holds until the next is turned."""

    def __init__(self, *, first_word: int, n_words: int, n_children: int) -> None:
        self._first_word, self._n_words = first_word, n_words
        self._months = np.empty((2 * n_words, len(MASKS), n_children), np.uint32)
        self._absent = np.empty((n_words, n_children), np.uint64)
        self._halves = np.empty((len(MASKS), n_words, n_children, 2), np.uint32)

    def planes(self, packed: NDArray[np.uint32], *, within: Words) -> Planes:
        """The words of `packed`, shape (n_children, 12, 4), inside the days of `within`, shape (6,)."""
        first, until, n = self._first_word, self._first_word + self._n_words, len(packed)
        months, halves = self._months[..., :n], self._halves[..., :n, :]
        months[...] = packed[:, 2 * first : 2 * until].transpose(1, 2, 0)
        for half in (0, 1):
            halves[..., half] = months[half::2].transpose(1, 0, 2)
        words: Words = halves.view(np.uint64)[..., 0]
        words &= within[first:until, None]
        absent = np.bitwise_xor(words[0], words[1], out=self._absent[:, :n])
        is_open, present, late, excused = words
        return Planes(is_open, present, late, excused, absent, first_word=first)


def refuse_contradictions(planes: Planes, *, never: Words, year: SchoolYear, first_child: int) -> None:
    """Raise PageRefused where marks contradict one another or stand on `never`, days that no month has: shape (6,)."""
    never = never[planes.first_word : planes.first_word + len(planes.open), None]
    # A quick pass tells whether anything is wrong; where and what is worked out only then.
    wrong = planes.absent & planes.present  # present, not open
    there = planes.late | planes.present
    there ^= planes.present  # late, not present
    wrong |= there
    away = planes.excused | planes.absent
    away ^= planes.absent  # excused, not an absence
    wrong |= away
    if not wrong.any() and not (np.bitwise_or.reduce(planes.open, axis=1) & never[:, 0]).any():
        return
    wrong |= planes.open & never
    kinds = {
        "": (planes.open | planes.present | planes.late | planes.excused) & never,
        REFUSALS["present"]: planes.present & ~planes.open,
        REFUSALS["late"]: planes.late & ~planes.present,
        REFUSALS["excused"]: planes.excused & ~planes.open,
        REFUSALS["both"]: planes.present & planes.excused,
    }
    child = int(np.argmax(wrong.any(axis=0)))
    why, word = next((why, np.argmax(bad[:, child] != 0)) for why, bad in kinds.items() if bad[:, child].any())
    bits = int(kinds[why][word, child])
    half, bit = divmod((bits & -bits).bit_length() - 1, 32)
    month_place = 2 * (planes.first_word + int(word)) + half
    in_year, month = year.months[month_place]
    said = why or f"{in_year}-{month:02} has no day {bit + 1}"
    raise PageRefused(said, day=year.day_at(month_place, bit), child=first_child + child)
