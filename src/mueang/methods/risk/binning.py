"""A column cut into a few bins: how a term of the glass box looks its points up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mueang.methods.risk.columns import Column, is_missing, is_words
from mueang.methods.risk.errors import RiskRefused

MOST_BINS = 24
FEWEST_IN_A_BIN = 5
MOST_WORDS = 30

Codes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Bins:
    """Either `edges` (bin i holds values from edges[i-1] to below edges[i]) or `words` (bin i holds words[i]).

    After them comes one more bin: nothing is known, or a word that was not met before.
    """

    edges: tuple[float, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def unknown(self) -> int:
        """The code of the last bin."""
        return len(self.words) or len(self.edges) + 1

    def codes(self, values: Column) -> Codes:
        """The bin of each value, shape (n,)."""
        if is_words(values) != bool(self.words):
            raise RiskRefused("words were expected" if self.words else "numbers were expected")
        codes: Codes
        if self.words:
            place = {word: code for code, word in enumerate(self.words)}
            met, inverse = np.unique(values.astype(str), return_inverse=True)
            codes = np.array([place.get(word, self.unknown) for word in met], np.uint8)[inverse]
            return codes
        # Comparing with every edge is quicker than searching as long as there are few.
        codes = np.zeros(len(values), np.uint8)
        for edge in self.edges:
            codes += values >= _as(values, edge)
        unknown = is_missing(values)
        if unknown.any():
            codes[unknown] = self.unknown
        return codes

    def label(self, code: int) -> str:
        """The bin in words."""
        if code == self.unknown:
            return "not known"
        if self.words:
            return self.words[code]
        low = f"{self.edges[code - 1]:g}" if code else ""
        high = f"{self.edges[code]:g}" if code < len(self.edges) else ""
        return (
            f"{low} to below {high}"
            if low and high
            else f"below {high}"
            if high
            else f"{low} or more"
            if low
            else "any"
        )


def _as(values: Column, edge: float) -> Any:
    return values.dtype.type(edge) if values.dtype.kind == "f" else edge


def bins_of(values: Column, *, most_bins: int = MOST_BINS) -> Bins:
    """Bins with about as many rows each, of a column of the past."""
    known = values[~is_missing(values)]
    if is_words(values):
        met, counts = np.unique(known.astype(str), return_counts=True)
        often = sorted(zip(-counts, met, strict=True))[:MOST_WORDS]
        return Bins(words=tuple(sorted(str(word) for count, word in often if -count >= FEWEST_IN_A_BIN)) or ("",))
    met, counts = np.unique(known.astype(np.float64), return_counts=True)
    if len(met) < 2:
        return Bins()
    # An edge before a value once enough rows have come together; ties never part.
    edges, gathered, wanted = [], 0, max(len(known) / most_bins, FEWEST_IN_A_BIN)
    for value, count in zip(met[1:], counts[:-1], strict=True):
        gathered += int(count)
        if gathered >= wanted:
            edges.append(float(value))
            gathered = 0
    rest = gathered + int(counts[-1])
    if edges and rest < FEWEST_IN_A_BIN:
        edges.pop()
    return Bins(edges=tuple(edges))
