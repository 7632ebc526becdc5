"""Straight lines and boosted cuts: both stay tables of points, and say nothing of what nobody knows."""

from __future__ import annotations

import numpy as np
import pytest

from mueang.methods.risk import fit
from mueang.methods.risk.averaging import cut_by_cut, straight
from mueang.methods.risk.binning import Bins, bins_of


def past(n: int = 600, *, seed: int = 5) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(days, home, left) of invented children: risk rises with days of absence and where a child lives alone."""
    rng = np.random.default_rng(seed)
    days, home = rng.gamma(1.5, 8.0, n), rng.choice(np.array(["alone", "parents"]), n, p=[0.3, 0.7])
    days[::20] = np.nan
    odds = -2 + np.nan_to_num(days, nan=10) / 10 + (home == "alone")
    return days, home, (rng.random(n) < 1 / (1 + np.exp(-odds))).astype(np.float64)


def test_a_line_rises_by_the_same_for_every_day_and_the_unknown_stands_apart() -> None:
    days, home, left = past()
    cuts = [bins_of(days), bins_of(home)]
    codes = [cut.codes(values) for cut, values in zip(cuts, (days, home), strict=True)]

    by_days, by_home = straight([days, home], codes=codes, bins=cuts, label=left)

    known = ~np.isnan(days)
    means = [days[known & (codes[0] == code)].mean() for code in range(cuts[0].unknown)]
    slopes = np.diff(by_days[:-1]) / np.diff(means)
    assert slopes == pytest.approx(np.full(len(slopes), slopes[0]))
    assert 0.05 < slopes[0] < 0.15
    assert by_home[0] > by_home[1]
    assert by_days.take(codes[0]).mean() == pytest.approx(0, abs=1e-9)


def test_a_line_agrees_with_the_penalised_likelihood_of_its_definition() -> None:
    _days, home, left = past()
    cut = bins_of(home)

    [found] = straight([home], codes=[cut.codes(home)], bins=[cut], label=left)

    # Two words, each held by the ridge: at the best point the surplus of each is what the ridge pulls back.
    shares = [left[home == word].mean() for word in cut.words]
    assert 0 < found[0] - found[1] < np.log(shares[0] / (1 - shares[0])) - np.log(shares[1] / (1 - shares[1]))


def test_cuts_follow_a_step_and_leave_alone_what_tells_nothing() -> None:
    n = 400
    days, other = np.arange(n) % 40.0, np.zeros(n)
    left = (days >= 30).astype(np.float64)
    cuts = [bins_of(days), Bins()]

    by_days, by_other = cut_by_cut([cuts[0].codes(days), cuts[1].codes(other)], bins=cuts, label=left)

    assert (by_days[: np.searchsorted(cuts[0].edges, 30, side="right")] < 0).all()
    assert by_days[-2] > 1
    assert by_other.tolist() == [0, 0]


def test_no_cut_is_made_where_too_few_children_would_stand_beside_it() -> None:
    days = np.repeat([0.0, 1.0], [200, 14])
    left = days.copy()

    assert np.ptp(cut_by_cut([days.astype(np.uint8)], bins=[Bins(edges=(1.0,))], label=left)[0]) == 0


def test_a_table_parted_by_lot_says_the_mean_of_three_ways_in_any_order_of_rows() -> None:
    days, home, left = past()
    order = np.random.default_rng(1).permutation(len(days))

    box = fit({"days": days, "home": home}, label=left > 0, for_later=False)
    again = fit({"days": days[order], "home": home[order]}, label=left[order] > 0, for_later=False)
    later = fit({"days": days, "home": home}, label=left > 0)

    assert box.terms == again.terms
    assert box.terms != later.terms
    assert box.terms[0].points[0] < 0 < box.terms[0].points[-2]


def test_a_column_known_of_nobody_or_the_same_for_all_breaks_nothing() -> None:
    days, _home, left = past()
    nobody, same = np.full(len(days), np.nan), np.where(np.arange(len(days)) % 2, 1.0, np.nan)

    box = fit({"days": days, "nobody": nobody, "same": same}, label=left > 0, for_later=False)

    assert {term.variable for term in box.terms} <= {"days", "same"}
