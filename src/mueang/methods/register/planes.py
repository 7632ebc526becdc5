"""Child-years turned so that one vector holds the same two months of many children: 64 days a word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mueang.methods.register.errors import PageRefused
from mueang.methods.register.pages import REFUSALS
from mueang.methods.register.school_year import N_MONTHS, SchoolYear

# Children taken together: their words stay in the processor's own memory.
CHUNK = 8192
N_WORDS = N_MONTHS // 2

Words = NDArray[np.uint64]
HALF = np.uint64(32)
LOW = np.uint64(0xFFFFFFFF)
HIGH = ~LOW


@dataclass(frozen=True, slots=True)
class Planes:
    """The four masks of some children, each shape (n_words, n_children); `first_word` is the first word held."""

    open: Words
    present: Words
    late: Words
    excused: Words
    first_word: int

    def until(self, mask: Words) -> Planes:
        """The same without days outside `mask`, shape (6,)."""
        here = mask[self.first_word : self.first_word + len(self.open), None]
        return Planes(self.open & here, self.present & here, self.late & here, self.excused & here, self.first_word)


def words_of(mask: NDArray[np.uint32]) -> Words:
    """A mask of twelve months, shape (..., 12), as six words of two months, shape (..., 6)."""
    wide = mask.astype(np.uint64)
    return wide[..., 0::2] | (wide[..., 1::2] << HALF)


def planes_of(packed: NDArray[np.uint32], *, first_word: int = 0, n_words: int = N_WORDS) -> Planes:
    """The words of `packed`, shape (n_children, 12, 4), from `first_word` on."""
    months = packed.view(np.uint64)[:, 2 * first_word : 2 * (first_word + n_words)]
    turned = np.ascontiguousarray(months.transpose(1, 2, 0))
    early, later = turned[0::2], turned[1::2]
    # Each 64-bit half-row holds two masks of one month; put two months of one mask side by side instead.
    return Planes(
        open=_low_halves(early[:, 0], later[:, 0]),
        present=_high_halves(early[:, 0], later[:, 0]),
        late=_low_halves(early[:, 1], later[:, 1]),
        excused=_high_halves(early[:, 1], later[:, 1]),
        first_word=first_word,
    )


def _low_halves(early: Words, later: Words) -> Words:
    joined = later << HALF
    joined |= early & LOW
    return joined


def _high_halves(early: Words, later: Words) -> Words:
    joined = early >> HALF
    joined |= later & HIGH
    return joined


def refuse_contradictions(planes: Planes, *, never: Words, year: SchoolYear, first_child: int) -> None:
    """Raise PageRefused where marks contradict one another or stand on `never`, days that no month has: shape (6,)."""
    never = never[planes.first_word : planes.first_word + len(planes.open), None]
    # One pass tells whether anything is wrong; where and what is worked out only then.
    wrong = planes.present | planes.excused
    wrong &= ~planes.open
    wrong |= planes.present & planes.excused
    wrong |= planes.late & ~planes.present
    wrong |= planes.open & never
    if not wrong.any():
        return
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
