"""Whose turn it is in a waiting line, and when an offer ends."""

import doctest
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.methods import waiting_line
from mueang.methods.waiting_line import Waiting, answer_by, share_seats

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
PATIENCE = timedelta(hours=48)
SIZES = st.lists(st.integers(1, 6), max_size=12)
SINCE = st.one_of(st.none(), st.integers(0, 100))


def line_of(sizes, since=()):
    return [
        Waiting(key, size, None if not since or since[key] is None else NOON - timedelta(hours=since[key]))
        for key, size in enumerate(sizes)
    ]


def share(sizes, free, *, since=(), capacity=20, may_keep=True):
    return share_seats(
        line_of(sizes, since), free=free, capacity=capacity, now=NOON, patience=PATIENCE, may_keep=may_keep
    )


def test_the_examples_are_true():
    assert doctest.testmod(waiting_line).failed == 0


def test_the_first_that_fits_is_next_and_the_larger_before_it_is_noted_as_short():
    shares = share([3, 1, 2], 2)

    assert (shares.offered, shares.short, shares.n_kept) == ((1,), (0, 2), 0)


def test_after_its_patience_free_seats_are_kept_for_the_larger_one_and_nobody_goes_before_it():
    shares = share([3, 1], 2, since=[48, None])

    assert (shares.offered, shares.kept_for, shares.n_kept) == ((), 0, 2)


def test_seats_before_it_in_line_are_offered_all_the_same():
    shares = share([1, 3, 1], 3, since=[None, 60, None])

    assert (shares.offered, shares.kept_for, shares.n_kept) == ((0,), 1, 2)


def test_who_can_never_be_seated_keeps_no_seat_from_others():
    shares = share([9, 1], 2, since=[99, None], capacity=8)

    assert (shares.offered, shares.kept_for) == ((1,), None)


@given(sizes=SIZES, free=st.integers(0, 15), since=st.lists(SINCE, min_size=12, max_size=12), may_keep=st.booleans())
def test_never_more_is_shared_out_than_is_free_and_nobody_that_fits_at_the_head_is_passed(sizes, free, since, may_keep):
    shares = share(sizes, free, since=since, may_keep=may_keep)

    used = sum(sizes[key] for key in shares.offered) + shares.n_kept
    assert used <= free
    assert list(shares.offered) == sorted(set(shares.offered))
    assert (shares.n_kept == 0) == (shares.kept_for is None)
    if sizes and sizes[0] <= free:
        assert shares.offered[0] == 0
    if shares.kept_for is not None:
        assert may_keep
        assert max(shares.offered, default=-1) < shares.kept_for
        assert used == free


@given(big=st.integers(2, 6), freed=st.lists(st.integers(1, 1), min_size=6, max_size=6))
def test_a_large_party_is_seated_after_its_patience_whoever_stands_behind_it(big, freed):
    kept = 0
    for seats in freed:
        shares = share([big, *[1] * 9], kept + seats, since=[48, *[None] * 11])
        if shares.offered:
            break
        kept = shares.n_kept

    assert shares.offered[0] == 0


def test_negative_seats_are_a_mistake():
    with pytest.raises(ValueError, match="negative"):
        share([1], -1)


@pytest.mark.parametrize(
    ("asked", "hours", "until"),
    [
        ((1, 9, 0), 3, (1, 12, 0)),
        ((1, 19, 0), 1, (1, 20, 0)),
        ((1, 19, 0), 2, (2, 9, 0)),
        ((1, 20, 0), 1, (2, 9, 0)),
        ((1, 23, 59), 12, (2, 20, 0)),
        ((1, 3, 0), 1, (1, 9, 0)),
        ((1, 12, 0), 24, (3, 12, 0)),
    ],
)
def test_the_night_does_not_count(asked, hours, until):
    day, hour, minute = asked

    ends = answer_by(NOON.replace(day=day, hour=hour, minute=minute), hours=hours)

    assert (ends.day, ends.hour, ends.minute) == until


@given(
    start=st.integers(0, 60 * 24 * 366).map(lambda minutes: NOON + timedelta(minutes=minutes)),
    hours=st.integers(1, 100),
)
def test_an_offer_ends_in_the_day_and_lasts_its_hours_at_least(start, hours):
    ends = answer_by(start, hours=hours)

    assert time(8) < ends.time() <= time(20)
    assert ends - start >= timedelta(hours=hours)
    assert ends - start <= timedelta(hours=2 * hours + 12)


@pytest.mark.parametrize(("hours", "night"), [(0, time(8)), (-1, time(8)), (3, time(21))])
def test_an_offer_without_hours_or_a_night_without_a_morning_is_a_mistake(hours, night):
    with pytest.raises(ValueError, match="hours"):
        answer_by(NOON, hours=hours, quiet_until=night)
