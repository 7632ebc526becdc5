"""The glass box: a few terms, each a small table of points; points are log-odds in whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mueang.methods.risk.binning import Bins
from mueang.methods.risk.columns import Column, Features, is_missing, is_words, rows_of
from mueang.methods.risk.errors import RiskRefused
from mueang.methods.risk.scored import Reason, Scored

# Ten points double the odds.
POINTS_PER_DOUBLING = 10
LOG_ODDS_A_POINT = float(np.log(2) / POINTS_PER_DOUBLING)
MOST_TERMS = 12
CHUNK = 16384
# Whole numbers up to this are looked up directly, without looking for their bin.
MOST_DIRECT = 4096

Table = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Term:
    """One variable: its bins, and the points of each bin, the last for what is not known."""

    variable: str
    bins: Bins
    points: tuple[int, ...]
    sentence: str = ""

    def __post_init__(self) -> None:
        if len(self.points) != self.bins.unknown + 1:
            raise RiskRefused(f"{self.variable}: {self.bins.unknown + 1} bins, but points for {len(self.points)}")

    def rows(self) -> list[tuple[str, int]]:
        """The table a person reads: each bin in words, and its points."""
        return [(self.bins.label(code), points) for code, points in enumerate(self.points)]

    def look_up(self, values: Column) -> Table:
        """The points of each value, shape (n,), int16."""
        points = np.array(self.points, np.int16)
        return points.take(self.bins.codes(values))

    def direct(self, values: Column) -> Table | None:
        """A table by value, for small whole numbers; None for anything else."""
        if values.dtype.kind not in "bu" or not len(values) or self.bins.words:
            return None
        largest = int(values.max())
        return self.look_up(np.arange(largest + 1)) if largest <= MOST_DIRECT else None


@dataclass(frozen=True, slots=True)
class GlassBox:
    """At most twelve terms and an intercept, in log-odds."""

    terms: tuple[Term, ...]
    intercept: float

    def __post_init__(self) -> None:
        if len(self.terms) > MOST_TERMS:
            raise RiskRefused(f"{len(self.terms)} terms; a glass box has at most {MOST_TERMS}")

    def probability(self, points: NDArray[np.integer]) -> NDArray[np.float32]:
        """The chance that belongs to points, shape (n,)."""
        if not len(points):
            return np.zeros(0, np.float32)
        low, high = int(points.min()), int(points.max())
        odds = self.intercept + LOG_ODDS_A_POINT * np.arange(low, high + 1)
        chances: NDArray[np.float32] = (1 / (1 + np.exp(-odds))).astype(np.float32)
        return chances.take(points - low)

    def as_words(self) -> dict[str, object]:
        """The whole box in plain words, to store or print; `glass_box_from` reads it back."""
        return {
            "intercept": self.intercept,
            "points_per_doubling": POINTS_PER_DOUBLING,
            "terms": [
                {
                    "variable": term.variable,
                    "edges": list(term.bins.edges),
                    "words": list(term.bins.words),
                    "points": list(term.points),
                    "sentence": term.sentence,
                    "table": [{"when": when, "points": points} for when, points in term.rows()],
                }
                for term in self.terms
            ],
        }


def glass_box_from(words: Mapping[str, object]) -> GlassBox:
    """The glass box that `as_words` wrote; raises RiskRefused where it is none."""
    try:
        terms = tuple(
            Term(
                variable=str(term["variable"]),
                bins=Bins(edges=tuple(map(float, term["edges"])), words=tuple(map(str, term["words"]))),
                points=tuple(map(int, term["points"])),
                sentence=str(term["sentence"]),
            )
            for term in words["terms"]  # type: ignore[attr-defined]  # judged by what follows
        )
        return GlassBox(terms, float(words["intercept"]))  # type: ignore[arg-type]
    except (KeyError, TypeError) as refused:
        raise RiskRefused(f"not a glass box: {refused}") from refused


def score_glass_box(box: GlassBox, features: Features) -> Scored:
    """Points by a glass box: see `mueang.methods.risk.score`."""
    n = rows_of(features)
    columns = [_column(features, term, n) for term in box.terms]
    direct = [term.direct(values) for term, values in zip(box.terms, columns, strict=True)]
    contributions = np.empty((len(box.terms), n), np.int16)
    points, missing = np.zeros(n, np.int32), np.zeros(n, bool)
    for start in range(0, n, CHUNK):
        part = slice(start, start + CHUNK)
        for place, term in enumerate(box.terms):
            values, table = columns[place][part], direct[place]
            own = term.look_up(values) if table is None else table.take(values)
            contributions[place, part] = own
            points[part] += own
            if values.dtype.kind in "fUO":
                missing[part] |= is_missing(values)
    unasked = [term.variable for term in box.terms]

    def reason(term: int, child: int) -> Reason:
        return Reason(
            term=box.terms[term].variable,
            sentence=box.terms[term].sentence,
            points=int(contributions[term, child]),
            value=columns[term][child].item(),
        )

    return Scored(
        terms=tuple(unasked),
        points=points,
        contributions=contributions,
        missing=missing,
        probability=box.probability(points),
        _reason=reason,
        _unasked=lambda child: [
            name for name, own in zip(unasked, columns, strict=True) if is_missing(own[child : child + 1])[0]
        ],
    )


def _column(features: Features, term: Term, n: int) -> Column:
    values = features.get(term.variable)
    if values is None:
        return np.full(n, "", "U1") if term.bins.words else np.full(n, np.nan, np.float32)
    if is_words(values) != bool(term.bins.words):
        raise RiskRefused(f"{term.variable}: the model knows {'words' if term.bins.words else 'numbers'} here")
    return values
