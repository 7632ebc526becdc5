"""What a model must beat: nothing known, one rule, and where the child goes to school."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mueang.methods.risk.binning import Bins, bins_of
from mueang.methods.risk.columns import Column, Features, is_words
from mueang.methods.risk.judging import Labels, Scores
from mueang.methods.risk.rules import Comparison, Rule

# Children a place must have before its own past counts as much as everybody's.
SHRINK_BY = 20.0


@dataclass(frozen=True, slots=True)
class BestRule:
    """The one comparison that told the past apart best, and the share with the outcome where it holds and not."""

    rule: Rule
    share_where: float
    share_elsewhere: float

    def chance(self, features: Features) -> Scores:
        held: NDArray[np.bool_] = self.rule.holds(features[self.rule.variable])
        return np.where(held, self.share_where, self.share_elsewhere)

    def in_words(self) -> str:
        threshold = self.rule.threshold
        said = f"{threshold:g}" if isinstance(threshold, float) else str(threshold)
        return f"{self.rule.variable} {self.rule.comparison} {said}"


def best_rule(features: Features, *, label: Labels) -> BestRule:
    """The comparison of one column with one value that best tells `label` apart (highest AUC), on the past alone."""
    found: list[tuple[float, int, BestRule]] = []
    for place, (name, values) in enumerate(features.items()):
        found += [(gain, -place, rule) for gain, rule in _rules_of(name, values, label=label)]
    return max(found, key=lambda one: one[:2])[2]


def _rules_of(name: str, values: Column, *, label: Labels) -> list[tuple[float, BestRule]]:
    bins = bins_of(values)
    codes = bins.codes(values)
    n_with = np.bincount(codes, weights=label, minlength=bins.unknown + 1)
    n_all = np.bincount(codes, minlength=bins.unknown + 1).astype(np.float64)
    if bins.words:
        sides = [(Rule(name, Comparison.IS, word, 1), np.array([code])) for code, word in enumerate(bins.words)]
    else:
        known = np.arange(bins.unknown)
        sides = []
        for place, edge in enumerate(bins.edges):
            sides.append((Rule(name, Comparison.AT_LEAST, edge, 1), known[place + 1 :]))
            sides.append((Rule(name, Comparison.BELOW, edge, 1), known[: place + 1]))
    rules = []
    for rule, inside in sides:
        with_in, all_in = float(n_with[inside].sum()), float(n_all[inside].sum())
        rest = float(n_all.sum()) - all_in
        if not all_in or not rest:
            continue
        share, elsewhere = with_in / all_in, (float(n_with.sum()) - with_in) / rest
        caught = with_in / max(float(n_with.sum()), 1.0)
        alarmed = (all_in - with_in) / max(float((n_all - n_with).sum()), 1.0)
        rules.append(((1 + caught - alarmed) / 2, BestRule(rule, share, elsewhere)))
    return rules


@dataclass(frozen=True, slots=True)
class PlaceShares:
    """The outcome's share at each place, drawn towards everybody's where there are few children."""

    bins: Bins
    shares: Scores

    def chance(self, places: Column) -> Scores:
        return self.shares[_place_codes(self.bins, places)]


def place_shares(places: Column, *, label: Labels) -> PlaceShares:
    """Aiming by school or area alone, learned from the past.

    Source
    ------
    Perdomo, Britton, Hardt and Abebe (2023), Difficult lessons on social prediction from Wisconsin public schools.
    """
    met = tuple(str(word) for word in np.unique(_as_words(places)))
    bins = Bins(words=met)
    codes = _place_codes(bins, places)
    n_with = np.bincount(codes, weights=label, minlength=len(met) + 1)
    n_all = np.bincount(codes, minlength=len(met) + 1)
    return PlaceShares(bins, (n_with + SHRINK_BY * label.mean()) / (n_all + SHRINK_BY))


def _place_codes(bins: Bins, places: Column) -> NDArray[np.intp]:
    words = np.array(bins.words)
    given = _as_words(places)
    at = np.clip(np.searchsorted(words, given), 0, len(words) - 1)
    return np.where(words[at] == given, at, len(words))


def _as_words(places: Column) -> NDArray[np.str_]:
    return places.astype(str) if not is_words(places) else np.array([str(place) for place in places])
