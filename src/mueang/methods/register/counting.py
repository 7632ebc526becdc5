"""Counting bits over a period, once for all children who share their open days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from mueang.methods.register.periods import Periods, last_open_days
from mueang.methods.register.planes import Planes, Words

Count = NDArray[np.uint16]
Number = TypeVar("Number", bound=np.generic)
Within = Words | Mapping[int, Words]
# Two months have at most 62 days, so that four words are counted in one byte: narrow sums are quick ones.
WORDS_IN_A_BYTE = 4


def count(masks: Words, *, within: Within | None = None, words: Sequence[int] | None = None) -> Count:
    """Days of each child, of masks (n_words, n_children), inside `within`, which may be one mask for all."""
    if words is None:
        words = range(len(masks)) if within is None else [word for word in range(len(masks)) if within[word]]
    total = np.zeros(masks.shape[1], np.uint16)
    for first in range(0, len(words), WORDS_IN_A_BYTE):
        few = [_counted(masks, word, within) for word in words[first : first + WORDS_IN_A_BYTE]]
        for more in few[1:]:
            few[0] += more
        total += few[0]
    return total


def _counted(masks: Words, word: int, within: Within | None) -> NDArray[np.uint8]:
    counted: NDArray[np.uint8] = np.bitwise_count(masks[word] if within is None else masks[word] & within[word])
    return counted


@dataclass(frozen=True, slots=True)
class Blocks:
    """Neighbours with the same open days (a school, a class): what depends on those alone is worked out once."""

    is_open: Words
    sizes: NDArray[np.intp]

    @classmethod
    def of(cls, is_open: Words) -> Blocks:
        differs = np.logical_or.reduce(is_open[:, 1:] != is_open[:, :-1])
        starts = np.concatenate([[0], np.flatnonzero(differs) + 1])
        return cls(is_open[:, starts], np.diff(np.append(starts, is_open.shape[1])))

    def spread(self, per_block: NDArray[Number]) -> NDArray[Number]:
        """The value of each block given to each of its children."""
        return np.repeat(per_block, self.sizes)


def count_windows(planes: Planes, *, absent: Words, blocks: Blocks, masks: Periods) -> dict[str, NDArray[np.generic]]:
    """Days and absences in the window, the last four weeks and the four before."""
    words = slice(planes.first_word, planes.first_word + len(planes.open))
    if masks.window is None:
        per_block = last_open_days(blocks.is_open, n_days=masks.window_days)
        touched = [word for word in range(len(per_block)) if per_block[word].any()]
        within = {word: blocks.spread(per_block[word]) for word in touched}
        days, absences = count(per_block), count(absent, within=within, words=touched)
    else:
        within_all = masks.window[words]
        days, absences = count(blocks.is_open, within=within_all), count(absent, within=within_all)
    found: dict[str, NDArray[np.generic]] = {"window_days": blocks.spread(days), "window_absent": absences}
    for name in ("recent", "earlier"):
        found |= count_period(name, getattr(masks, name)[words], absent=absent, blocks=blocks)
    return found


def count_period(name: str, within: Words, *, absent: Words, blocks: Blocks) -> dict[str, NDArray[np.generic]]:
    """Days and absences inside a period that is the same for everybody."""
    return {
        f"{name}_days": blocks.spread(count(blocks.is_open, within=within)),
        f"{name}_absent": count(absent, within=within),
    }
