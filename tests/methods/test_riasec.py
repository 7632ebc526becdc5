"""Interest profiles: scoring, and likeness as the correlation it is named for."""

import doctest
from statistics import correlation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.methods import riasec
from mueang.methods.riasec import KINDS, Profile, TooFewAnswersError, likeness, mean_profile, profile

SIX = st.lists(st.floats(0, 7).map(lambda value: round(value, 2)), min_size=6, max_size=6)
THREE_EACH = [kind for kind in KINDS for _again in range(3)]


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(riasec).failed == 0


def test_what_is_left_out_counts_neither_for_nor_against():
    kinds = [*THREE_EACH, "realistic"]

    assert profile(kinds=kinds, answers=[2] * 18 + [None]).shares == profile(kinds=kinds, answers=[2] * 19).shares


def test_a_kind_with_too_few_answers_is_named_with_how_many_are_missing():
    with pytest.raises(TooFewAnswersError) as refusal:
        profile(kinds=THREE_EACH, answers=[2, None, None, *[1] * 15])

    assert refusal.value.missing == {"realistic": 2}


@pytest.mark.parametrize(
    ("kinds", "answers"), [(["poetic"], [1]), (["social"], [3]), (["social"], [-1]), (["social"], [])]
)
def test_an_unknown_kind_or_answer_is_refused(kinds, answers):
    with pytest.raises(ValueError, match=r"no such|argument"):
        profile(kinds=kinds, answers=answers)


def test_the_strongest_come_first_and_ties_keep_the_known_order():
    assert Profile((0.5, 0.5, 1.0, 0.0, 0.5, 0.0)).strongest() == ("artistic", "realistic", "investigative")
    assert Profile((0.5,) * 6).is_flat
    assert not Profile((0.5,) * 5 + (0.4,)).is_flat


@given(SIX, SIX)
def test_likeness_is_pearsons_correlation_and_the_same_both_ways(one, other):
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert likeness(one, other) is None
    else:
        assert likeness(one, other) == pytest.approx(correlation(one, other), abs=1e-6)
        assert likeness(one, other) == pytest.approx(likeness(other, one))


@given(SIX, st.floats(0.5, 9).map(lambda value: round(value, 1)), st.integers(-50, 50))
def test_another_scale_changes_no_likeness(one, factor, shift):
    moved = [value * factor + shift for value in one]

    if (found := likeness(one, moved)) is not None:
        assert found == pytest.approx(1, abs=1e-6)


def test_a_profile_of_another_length_is_refused():
    with pytest.raises(ValueError, match="six"):
        likeness([1, 2, 3], [1, 2, 3])
    with pytest.raises(ValueError, match="no profile"):
        mean_profile([])
