"""Published cases of agreement, its laws, and what cannot be compared."""

from __future__ import annotations

import doctest
import importlib

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mueang.methods.agreement import (
    AgreementRefused,
    cohen_kappa,
    fleiss_kappa,
    intraclass,
    krippendorff_alpha,
)

NAN = np.nan
# Shrout and Fleiss (1979), table 2: six targets, four judges.
JUDGES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
# Krippendorff (2011), section E: four observers, twelve units, gaps.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
    [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
]


@pytest.mark.parametrize("name", ["categories", "scores"])
def test_examples_are_true(name: str) -> None:
    module = importlib.import_module(f"mueang.methods.agreement.{name}")

    found = doctest.testmod(module)

    assert (found.failed, found.attempted > 0) == (0, True)


@pytest.mark.parametrize(
    ("model", "single", "mean"),
    [("one-way", 0.17, 0.44), ("two-way random", 0.29, 0.62), ("two-way mixed", 0.71, 0.91)],
)
def test_the_judges_of_shrout_and_fleiss_agree_as_printed(model, single, mean):
    found = intraclass(scores=JUDGES, model=model)

    assert (round(found.single, 2), round(found.mean, 2)) == (single, mean)


@pytest.mark.parametrize(("scale", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_krippendorffs_observers_agree_as_printed(scale, alpha):
    assert round(krippendorff_alpha(ratings=OBSERVERS, scale=scale), 3) == alpha


def test_fourteen_raters_of_ten_subjects_have_their_known_kappa():
    # The worked example of Fleiss's kappa in most textbooks' tables: 0.210.
    counts = [
        *([0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1]),
        *([7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]),
    ]

    assert round(fleiss_kappa(counts=counts), 3) == 0.210


def test_fifty_proposals_read_twice_have_a_kappa_of_two_fifths():
    one, other = "y" * 25 + "n" * 25, "y" * 20 + "n" * 5 + "y" * 10 + "n" * 15

    assert cohen_kappa(one=one, other=other) == pytest.approx(0.4)


def test_near_levels_count_in_part():
    one, near, far = [1, 2, 3, 4], [2, 3, 4, 3], [4, 4, 1, 1]
    levels = [1, 2, 3, 4]

    for weighting in ("linear", "quadratic"):
        assert cohen_kappa(one=one, other=near, order=levels, weighting=weighting) > cohen_kappa(
            one=one, other=far, order=levels, weighting=weighting
        )
    # Of squares kappa is one less what they are over what they would be if every judgement met every other.
    squares = sum((a - b) ** 2 for a, b in zip(one, near, strict=True))
    by_chance = sum((a - b) ** 2 for a in one for b in near) / 4
    assert cohen_kappa(one=one, other=near, order=levels, weighting="quadratic") == pytest.approx(
        1 - squares / by_chance
    )


RATINGS = st.integers(2, 4).flatmap(
    lambda raters: st.lists(st.lists(st.integers(1, 4), min_size=raters, max_size=raters), min_size=2, max_size=8)
)


@given(RATINGS)
def test_agreement_is_at_most_one_and_only_when_all_agree(rows):
    table = np.array(rows, float)
    assume(np.ptp(table) > 0)
    all_agree = (np.ptp(table, axis=1) == 0).all()

    for scale in ("nominal", "ordinal", "interval"):
        alpha = krippendorff_alpha(ratings=table.T, scale=scale)
        assert alpha <= 1 + 1e-12
        assert (alpha == pytest.approx(1)) == all_agree
        assert krippendorff_alpha(ratings=table.T[::-1, ::-1], scale=scale) == pytest.approx(alpha)
    one, other = table[:, 0].tolist(), table[:, 1].tolist()
    both = cohen_kappa(one=one, other=other)
    assert both == pytest.approx(cohen_kappa(one=other, other=one), nan_ok=True)


@given(RATINGS, st.floats(0.5, 5), st.floats(-9, 9))
def test_being_strict_throughout_does_no_harm_to_consistency(rows, factor, shift):
    table = np.array(rows, float)
    assume(np.ptp(table.mean(1)) > 0)
    stricter = table.copy()
    stricter[:, 0] += shift

    found = intraclass(scores=table, model="two-way mixed")

    assert (
        intraclass(scores=stricter, model="two-way mixed").single == pytest.approx(found.single, abs=1e-6)
        or np.ptp(stricter.mean(1)) < 1e-9
    )
    for model in ("one-way", "two-way random", "two-way mixed"):
        assert intraclass(scores=table * factor, model=model).single == pytest.approx(
            intraclass(scores=table, model=model).single, abs=1e-6
        )


def test_where_nothing_varies_there_is_no_measure():
    assert np.isnan(krippendorff_alpha(ratings=[[2, 2], [2, 2]]))
    assert np.isnan(cohen_kappa(one="aa", other="aa"))
    assert np.isnan(fleiss_kappa(counts=[[2, 0], [2, 0]]))
    assert np.isnan(intraclass(scores=[[1, 1], [1, 1]]).single)


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (lambda: cohen_kappa(one="", other=""), "0 of one and 0 of the other"),
        (lambda: cohen_kappa(one="a", other="ab"), "1 of one and 2 of the other"),
        (lambda: cohen_kappa(one="a", other="b", weighting="linear"), "weights need the categories"),
        (lambda: cohen_kappa(one="a", other="c", order="ab"), "'c' is not among the categories"),
        (lambda: fleiss_kappa(counts=[[2, 0], [1, 0]]), "row 2 has 1 raters"),
        (lambda: fleiss_kappa(counts=[[1, 0]]), "row 1 has 1 raters"),
        (lambda: fleiss_kappa(counts=[2, 0]), "one row a thing"),
        (lambda: krippendorff_alpha(ratings=[[1, NAN], [NAN, 2]]), "nothing was judged by two raters"),
        (lambda: krippendorff_alpha(ratings=[1, 2]), "one row a rater"),
        (lambda: intraclass(scores=[[1, 2]]), "at least two things"),
        (lambda: intraclass(scores=[[1, 2], [1, NAN]]), "row 2, rater 2 gave none"),
    ],
)
def test_judgements_that_cannot_be_compared_are_refused(call, why):
    with pytest.raises(AgreementRefused, match=why):
        call()
