"""Counting bits over a period, once for all children who share their open days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mueang.methods.register.periods import Periods, last_open_days
from mueang.methods.register.planes import Planes, Words

Count = NDArray[np.uint16]


def count(masks: Words, *, within: Words | None = None) -> Count:
    """Days of each child, of masks (n_words, n_children), inside `within`, which may be one mask for all."""
    words = range(len(masks)) if within is None else np.flatnonzero(within.reshape(len(masks), -1).any(axis=1))
    total = np.zeros(masks.shape[1], np.uint16)
    for word in words:
        total += np.bitwise_count(masks[word] if within is None else masks[word] & within[word])
    return total


@dataclass(frozen=True, slots=True)
class Blocks:
    """Neighbours with the same open days (a school, a class): what depends on those alone is worked out once."""

    is_open: Words
    sizes: NDArray[np.intp]

    @classmethod
    def of(cls, is_open: Words) -> Blocks:
        differs = (is_open[:, 1:] != is_open[:, :-1]).any(axis=0)
        starts = np.concatenate([[0], np.flatnonzero(differs) + 1])
        return cls(is_open[:, starts], np.diff(np.append(starts, is_open.shape[1])))

    def spread(self, per_block: NDArray[np.generic]) -> NDArray[np.generic]:
        """Values or words of each block given to each of its children."""
        return np.repeat(per_block, self.sizes, axis=-1)


def count_windows(planes: Planes, *, absent: Words, blocks: Blocks, masks: Periods) -> dict[str, NDArray[np.generic]]:
    """Days and absences in the window, the last four weeks and the four before."""
    words = slice(planes.first_word, planes.first_word + len(planes.open))
    if masks.window is None:
        per_block = last_open_days(blocks.is_open, n_days=masks.window_days)
        days, within = count(per_block), np.asarray(blocks.spread(per_block))
    else:
        days, within = count(blocks.is_open, within=masks.window[words]), masks.window[words]
    found: dict[str, NDArray[np.generic]] = {
        "window_days": blocks.spread(days),
        "window_absent": count(absent, within=within),
    }
    for name in ("recent", "earlier"):
        found |= count_period(name, getattr(masks, name)[words], absent=absent, blocks=blocks)
    return found


def count_period(name: str, within: Words, *, absent: Words, blocks: Blocks) -> dict[str, NDArray[np.generic]]:
    """Days and absences inside a period that is the same for everybody."""
    return {
        f"{name}_days": blocks.spread(count(blocks.is_open, within=within)),
        f"{name}_absent": count(absent, within=within),
    }
