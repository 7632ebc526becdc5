"""A glass box learned from a city's own past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mueang.methods.risk.averaging import cut_by_cut, straight
from mueang.methods.risk.binning import Bins, Codes, bins_of
from mueang.methods.risk.columns import Column, Features, rows_of
from mueang.methods.risk.errors import RiskRefused, TooLittleHistory
from mueang.methods.risk.forbidden import refuse_forbidden
from mueang.methods.risk.glass_box import LOG_ODDS_A_POINT, MOST_TERMS, GlassBox, Term
from mueang.methods.risk.holding_back import slope_elsewhere
from mueang.methods.risk.smoothing import Smooth, fit_smooth

LEAST_OUTCOMES = 50
OUTCOMES_A_TERM = 5
MOST_ROWS = 150_000
MOST_CONSIDERED = 30
MOST_BINS_SHOWN = 10

Vector = NDArray[np.float64]


@dataclass(slots=True)
class _Candidate:
    name: str
    bins: Bins
    codes: Codes
    values: Column


def fit(
    features: Features,
    *,
    label: NDArray[np.bool_],
    most_terms: int = MOST_TERMS,
    rising: Sequence[str] = (),
    falling: Sequence[str] = (),
    for_later: bool = True,
    least_outcomes: int = LEAST_OUTCOMES,
    contexts: Sequence[Column] = (),
) -> GlassBox:
    """A glass box that tells the children with `label` from those without, as far as the columns can.

    Each column becomes a term: its bins' log-odds, as smooth as the data ask (penalised logistic regression). Terms
    that carry least are dropped one after the other until at most `most_terms` are left and each carries enough; then
    points are rounded, and neighbouring bins with the same points become one.

    Parameters
    ----------
    features : column name -> array, shape (n,): numbers (not a number where unknown) or words ("" where unknown)
    label : array, shape (n,), bool: what came to pass later
    most_terms : 1 to 12
    rising, falling : columns whose points may only rise, or only fall, with their value
    for_later : True drops terms that are not sure enough to hold in another year (extended BIC); False keeps
        as many as there may be, held small, for use on the same years, and learns them in three ways: smooth, in
        straight lines and cut by cut; the mean counts
    least_outcomes : children; how many with and how many without the outcome there must be
    contexts : arrays, shape (n,): the school, course or year of each child. Points are held back by as much as chances
        turn out too bold of contexts that were left out, because next year is such a context; the boldest counts

    Returns
    -------
    GlassBox; the mean of its probabilities is the share of the past

    Raises
    ------
    TooLittleHistory
        If too few have, or have not, the outcome.
    ForbiddenPredictor
        If a column tells religion or ethnicity.
    RiskRefused
        If columns cannot be used.

    Source
    ------
    Additive bins as in Lou, Caruana and Gehrke (2012), KDD; smoothness by Wood and Fasiolo (2017), Biometrics 73;
    extended BIC: Chen and Chen (2008), Biometrika 95.

    Examples
    --------
    >>> days = np.repeat(np.array([0.0, 30.0]), 200)
    >>> left = (np.arange(400) % 4 == 0) ^ (days > 0)
    >>> box = fit({"days_absent": days}, label=left)
    >>> [(when, points) for when, points in box.terms[0].rows()]
    [('below 30', -16), ('30 or more', 16), ('not known', 0)]
    """
    n = rows_of(features)
    refuse_forbidden(features)
    outcome = _checked(label, n=n, least_outcomes=least_outcomes)
    thinned = slice(None, None, max(1, -(-n // MOST_ROWS)))
    outcome = outcome[thinned]
    candidates = _candidates({name: values[thinned] for name, values in features.items()}, outcome=outcome)
    rare = int(min(outcome.sum(), len(outcome) - outcome.sum()))
    affordable = min(most_terms, MOST_TERMS, max(1, rare // OUTCOMES_A_TERM))
    chosen, smooth = _select(candidates, outcome=outcome, most_terms=affordable, for_later=for_later)
    learned = smooth.log_odds if for_later else _averaged(chosen, smooth, outcome=outcome)
    held = min((_slope(chosen, smooth, outcome=outcome, contexts=one[thinned]) for one in contexts), default=1.0)
    directions = dict.fromkeys(rising, 1) | dict.fromkeys(falling, -1)
    terms = [
        _term(one, log_odds * held, direction=directions.get(one.name, 0))
        for one, log_odds in zip(chosen, learned, strict=True)
    ]
    return GlassBox(tuple(terms), _intercept(terms, chosen, outcome=outcome, near=smooth.intercept))


def _slope(chosen: list[_Candidate], smooth: Smooth, *, outcome: Vector, contexts: Column) -> float:
    codes, bins = [one.codes for one in chosen], [one.bins for one in chosen]
    return slope_elsewhere(codes, bins=bins, label=outcome, contexts=contexts, start=smooth.strengths)


def _averaged(chosen: list[_Candidate], smooth: Smooth, *, outcome: Vector) -> list[Vector]:
    """The mean of three ways to learn the same terms: they err differently where the past is small."""
    codes, bins = [one.codes for one in chosen], [one.bins for one in chosen]
    lines = straight([one.values for one in chosen], codes=codes, bins=bins, label=outcome)
    cuts = cut_by_cut(codes, bins=bins, label=outcome)
    return [(first + second + third) / 3 for first, second, third in zip(smooth.log_odds, lines, cuts, strict=True)]


def _checked(label: NDArray[np.bool_], *, n: int, least_outcomes: int) -> Vector:
    if label.shape != (n,) or label.dtype != np.bool_:
        raise RiskRefused(f"the label is {label.dtype} {label.shape}; it must be bool, one a row of {n}")
    for found, what in ((int(label.sum()), "have the outcome"), (int((~label).sum()), "do not have the outcome")):
        if found < least_outcomes:
            raise TooLittleHistory(where="learn from", what=what, found=found, needed=least_outcomes)
    return label.astype(np.float64)


def _candidates(features: Features, *, outcome: Vector) -> list[_Candidate]:
    """The columns that vary, the most telling ones first considered, in the order given."""
    found: list[tuple[float, int, _Candidate]] = []
    for place, (name, values) in enumerate(features.items()):
        bins = bins_of(values)
        codes = bins.codes(values)
        counts = np.bincount(codes, minlength=bins.unknown + 1)
        if np.count_nonzero(counts) < 2:
            continue
        with_outcome = np.bincount(codes, weights=outcome, minlength=bins.unknown + 1)
        share = outcome.mean()
        surplus = (with_outcome - share * counts) ** 2 / (share * (1 - share) * (counts + 10.0))
        found.append((float(surplus.sum()), place, _Candidate(name, bins, codes, values)))
    if not found:
        raise RiskRefused("no column varies, so nothing can be learned")
    best = sorted(found, key=lambda one: -one[0])[:MOST_CONSIDERED]
    return [candidate for _telling, _place, candidate in sorted(best, key=lambda one: one[1])]


def _select(
    candidates: list[_Candidate], *, outcome: Vector, most_terms: int, for_later: bool
) -> tuple[list[_Candidate], Smooth]:
    """Backwards: fit all, drop what carries least, until few enough are left and each carries enough."""
    least = np.log(len(outcome)) + 2 * np.log(len(candidates)) if for_later else 0.0
    smooth = _fitted(candidates, outcome=outcome, start=None)
    while True:
        order = np.argsort(smooth.weight_of_term)
        too_many = len(candidates) - most_terms
        if too_many <= 0 and (smooth.weight_of_term[order[0]] >= least or len(candidates) == 1):
            return candidates, smooth
        n_dropped = max(1, too_many // 3)
        kept = sorted(order[n_dropped:])
        start = [smooth.strengths[place] for place in kept]
        candidates = [candidates[place] for place in kept]
        smooth = _fitted(candidates, outcome=outcome, start=start)


def _fitted(candidates: list[_Candidate], *, outcome: Vector, start: list[list[float]] | None) -> Smooth:
    codes, bins = [one.codes for one in candidates], [one.bins for one in candidates]
    return fit_smooth(codes, bins=bins, label=outcome, start=start)


def _term(candidate: _Candidate, log_odds: Vector, *, direction: int) -> Term:
    points = log_odds / LOG_ODDS_A_POINT
    counts = np.bincount(candidate.codes, minlength=len(points)).astype(np.float64)
    # Nobody unknown in the past: nothing is known of them, and 0 is the middle.
    unknown = round(float(points[-1])) if counts[-1] else 0
    if candidate.bins.words:
        return Term(candidate.name, candidate.bins, (*map(round, points[:-1].tolist()), unknown))
    groups = [[place] for place in range(len(points) - 1)]
    means, sizes = points[:-1].tolist(), np.maximum(counts[:-1], 1.0).tolist()
    while (place := _to_join(means, sizes, direction=direction)) is not None:
        size = sizes[place] + sizes[place + 1]
        means[place] = (means[place] * sizes[place] + means[place + 1] * sizes[place + 1]) / size
        sizes[place] = size
        groups[place] += groups.pop(place + 1)
        del means[place + 1], sizes[place + 1]
    edges = tuple(candidate.bins.edges[group[0] - 1] for group in groups[1:])
    return Term(candidate.name, Bins(edges=edges), (*map(round, means), unknown))


def _to_join(means: list[float], sizes: list[float], *, direction: int) -> int | None:
    """The first of two neighbouring bins to make one of: wrong way, same points, or too many bins; None if none."""
    if len(means) < 2:
        return None
    steps = np.diff(means)
    if direction and (steps * direction < 0).any():
        return int(np.argmin(steps * direction))
    same = np.flatnonzero(np.diff(np.round(means)) == 0)
    if len(same):
        return int(same[0])
    weight = np.array(sizes)
    cost = steps**2 * weight[1:] * weight[:-1] / (weight[1:] + weight[:-1])
    return int(np.argmin(cost)) if len(means) > MOST_BINS_SHOWN else None


def _intercept(terms: list[Term], chosen: list[_Candidate], *, outcome: Vector, near: float) -> float:
    """The intercept with which probabilities have the mean of the past, by Newton's steps."""
    points = np.zeros(len(outcome))
    for term, candidate in zip(terms, chosen, strict=True):
        points += _points_of_codes(term, candidate)[candidate.codes]
    intercept = near
    for _ in range(20):
        chance = 1 / (1 + np.exp(-(intercept + LOG_ODDS_A_POINT * points)))
        intercept += float((outcome - chance).sum() / max((chance * (1 - chance)).sum(), 1e-9))
    return intercept


def _points_of_codes(term: Term, candidate: _Candidate) -> Vector:
    """Points of each fine bin of the fit, by the joined bins of the term."""
    points = np.array(term.points, np.float64)
    if candidate.bins.words:
        return points
    lows = np.array([-np.inf, *candidate.bins.edges])
    return np.append(points[np.searchsorted(term.bins.edges, lows, side="right")], points[-1])
