"""An additive logistic fit on bins, as smooth as the data ask: each term finds its own smoothness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mueang.methods.risk.binning import Bins, Codes

Vector = NDArray[np.float64]
ROUNDS, CLOSE_ENOUGH, SMALL_STEP = 40, 3e-5, 0.1
LEAST, MOST = 1e-4, 1e7
TINY = 1e-4


@dataclass(slots=True)
class Block:
    """One term's place among the coefficients, and what is held against them: penalties with their strengths."""

    at: slice
    penalties: list[Vector]
    strengths: list[float]

    def penalty(self) -> Vector:
        total = np.eye(self.at.stop - self.at.start) * TINY
        for strength, shape in zip(self.strengths, self.penalties, strict=True):
            total += strength * shape
        return total


def penalties_of(bins: Bins) -> list[Vector]:
    """What a term is charged for: bending and leaning of ordered bins, any difference of words; the unknown apart."""
    n, apart = bins.unknown + 1, bins.unknown
    unknown = np.zeros((n, n))
    unknown[apart, apart] = 1.0
    if bins.words:
        return [unknown, np.eye(n) - unknown]
    charged = [unknown]
    if apart >= 2:
        lean = np.zeros(n)
        lean[:apart] = np.arange(apart) - (apart - 1) / 2
        charged.append(np.outer(lean, lean) / (lean @ lean))
    if apart >= 3:
        bends = np.zeros((apart - 2, n))
        for row in range(apart - 2):
            bends[row, row : row + 3] = (1.0, -2.0, 1.0)
        charged.append(bends.T @ bends)
    return charged


@dataclass(frozen=True, slots=True)
class Smooth:
    """A fit: the intercept, the log-odds of every bin of every term (centred), and how sure they are."""

    intercept: float
    log_odds: list[Vector]
    weight_of_term: Vector  # what the fit would lose without the term (Wald), by how sure its log-odds are
    strengths: list[list[float]]  # how strongly each penalty of each term was held


def fit_smooth(
    codes: Sequence[Codes], *, bins: Sequence[Bins], label: Vector, start: Sequence[Sequence[float]] | None = None
) -> Smooth:
    """Penalised logistic regression of `label` (0 or 1) on bins, strengths by the generalized Fellner-Schall method.

    Source
    ------
    Wood and Fasiolo (2017), Biometrics 73, 1071-1081; penalty of the straight line: Marra and Wood (2011),
    Computational Statistics and Data Analysis 55, 2372-2387.
    """
    blocks, n = _blocks(bins, start=start)
    beta = np.zeros(n)
    share = np.clip(label.mean(), 1e-6, 1 - 1e-6)
    beta[0] = np.log(share / (1 - share))
    before = np.inf
    for _ in range(ROUNDS):
        eta = _linear(beta, codes=codes, blocks=blocks)
        mean = 1.0 / (1.0 + np.exp(-eta))
        curvature = np.maximum(mean * (1 - mean), 1e-9)
        information = _information(codes, blocks=blocks, weight=curvature, n=n)
        pull = _gradient(codes, blocks=blocks, residual=label - mean, n=n)
        held = np.zeros((n, n))
        for block in blocks:
            held[block.at, block.at] = block.penalty()
        covariance = np.linalg.inv(information + held).astype(np.float64, copy=False)
        step = covariance @ (pull - held @ beta)
        largest = np.abs(step).max()
        beta = beta + step * min(1.0, 4.0 / max(largest, TINY))
        deviance = -2 * float(np.log(np.where(label > 0, mean, 1 - mean) + 1e-15).sum())
        _restrength(blocks, beta=beta, covariance=covariance)
        if abs(before - deviance) < CLOSE_ENOUGH * (deviance + 1) and largest < SMALL_STEP:
            break
        before = deviance
    return _centred(beta, codes=codes, blocks=blocks, covariance=covariance)


def _blocks(bins: Sequence[Bins], *, start: Sequence[Sequence[float]] | None) -> tuple[list[Block], int]:
    blocks, at = [], 1
    for place, cut in enumerate(bins):
        n_bins = cut.unknown + 1
        penalties = penalties_of(cut)
        strengths = [1.0] * len(penalties) if start is None else list(start[place])
        blocks.append(Block(slice(at, at + n_bins), penalties, strengths))
        at += n_bins
    return blocks, at


def _linear(beta: Vector, *, codes: Sequence[Codes], blocks: Sequence[Block]) -> Vector:
    eta = np.full(len(codes[0]) if codes else 0, beta[0])
    for own, block in zip(codes, blocks, strict=True):
        eta += beta[block.at].take(own)
    return eta


def _gradient(codes: Sequence[Codes], *, blocks: Sequence[Block], residual: Vector, n: int) -> Vector:
    pull = np.zeros(n)
    pull[0] = residual.sum()
    for own, block in zip(codes, blocks, strict=True):
        pull[block.at] = np.bincount(own, weights=residual, minlength=block.at.stop - block.at.start)
    return pull


def _information(codes: Sequence[Codes], *, blocks: Sequence[Block], weight: Vector, n: int) -> Vector:
    """Sum over children of weight times outer product of what they are in: counted pair by pair of terms."""
    found = np.zeros((n, n))
    found[0, 0] = weight.sum()
    for place, (own, block) in enumerate(zip(codes, blocks, strict=True)):
        width = block.at.stop - block.at.start
        alone = np.bincount(own, weights=weight, minlength=width)
        found[0, block.at] = found[block.at, 0] = alone
        found[block.at, block.at] = np.diag(alone)
        for other, partner in zip(codes[:place], blocks[:place], strict=True):
            across = partner.at.stop - partner.at.start
            pair = own.astype(np.uint16) * np.uint16(across) + other
            both = np.bincount(pair, weights=weight, minlength=width * across).reshape(width, across)
            found[block.at, partner.at] = both
            found[partner.at, block.at] = both.T
    return found


def _restrength(blocks: Sequence[Block], *, beta: Vector, covariance: Vector) -> None:
    """Each penalty as strong as the coefficients say: the generalized Fellner-Schall step."""
    for block in blocks:
        own, spread = beta[block.at], covariance[block.at, block.at]
        inverse = np.linalg.inv(block.penalty())
        for place, shape in enumerate(block.penalties):
            freedom = float(np.sum(inverse * shape) - np.sum(spread * shape))
            size = float(own @ shape @ own)
            wanted = (
                block.strengths[place]
                * max(freedom * block.strengths[place], TINY)
                / max(block.strengths[place] * size, TINY)
            )
            block.strengths[place] = float(np.clip(wanted, LEAST, MOST))


def _centred(beta: Vector, *, codes: Sequence[Codes], blocks: Sequence[Block], covariance: Vector) -> Smooth:
    intercept, log_odds, weights = float(beta[0]), [], []
    for own, block in zip(codes, blocks, strict=True):
        share = np.bincount(own, minlength=block.at.stop - block.at.start) / len(own)
        values = beta[block.at] - share @ beta[block.at]
        intercept += float(share @ beta[block.at])
        log_odds.append(values)
        # A term's level belongs to the intercept and is known to nobody: only differences between bins are weighed.
        centring = np.eye(len(values)) - share
        spread = centring @ covariance[block.at, block.at] @ centring.T
        weights.append(float(values @ np.linalg.pinv(spread, rcond=1e-8, hermitian=True) @ values))
    return Smooth(intercept, log_odds, np.array(weights), [block.strengths for block in blocks])
