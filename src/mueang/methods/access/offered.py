"""What is offered when a group is free, and how many ask for it: the two sides of a catchment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from mueang.methods.access.checking import Floats, amounts
from mueang.methods.access.errors import AccessRefused

Hours = tuple[int, float, float]
"""A day of the week (0 Monday to 6 Sunday), the hour it begins and the hour it ends: (5, 9, 16.5)."""

DAYS, HOURS_OF_A_DAY = 7, 24


def shared_hours(open_times: Iterable[Hours], free_times: Iterable[Hours]) -> float:
    """Hours a week in which a place is open and a group is free.

    Parameters
    ----------
    open_times, free_times : day, first and last hour, in any order; what overlaps counts once

    Returns
    -------
    hours a week.

    Raises
    ------
    AccessRefused
        If a day is not 0 to 6, or hours are not 0 <= begin <= end <= 24.

    Source
    ------
    Time geography, coupling and authority constraints: Hägerstrand (1970), Papers in Regional Science 24(1), 7-21.

    Examples
    --------
    >>> shared_hours([(5, 9, 17), (0, 9, 12)], [(5, 13, 20), (5, 14, 15), (6, 0, 24)])
    4.0
    """
    opened, free = _by_day(open_times), _by_day(free_times)
    return 0.0 + sum(
        max(0.0, min(ours[1], theirs[1]) - max(ours[0], theirs[0]))
        for day in range(DAYS)
        for ours in opened[day]
        for theirs in free[day]
    )


def seat_hours(*, seats: ArrayLike, open_times: Sequence[Iterable[Hours]], free_times: Iterable[Hours]) -> Floats:
    """Supply of each site for one group: its seats × the hours a week it is open while the group is free.

    Parameters
    ----------
    seats : shape (n_sites,), people at a time
    open_times : one collection of hours for each site
    free_times : when the group is free

    Returns
    -------
    array, shape (n_sites,), seat hours a week.

    Raises
    ------
    AccessRefused
        If shapes disagree, seats are negative or not a number, or hours cannot be.

    Source
    ------
    Supply limited in time as in Neutens (2015), Journal of Transport Geography 43, 14-27.

    Examples
    --------
    >>> seat_hours(seats=[30, 10], open_times=[[(5, 9, 12)], [(1, 8, 16)]], free_times=[(5, 8, 17)]).tolist()
    [90.0, 0.0]
    """
    given, free = amounts(seats, name="seats", n=len(open_times)), list(free_times)
    return given * np.array([shared_hours(hours, free) for hours in open_times], np.float64)


def weighted_demand(*, people: ArrayLike, deprivation: ArrayLike, extra: float) -> Floats:
    """People, those of deprived points counted for more: people × (1 + extra × deprivation).

    Parameters
    ----------
    people : shape (n_points,), persons of the age band
    deprivation : shape (n_points,), no unit, 0 (least) to 1 (most)
    extra : no unit; how much more one person counts where deprivation is 1. With 0 people are people

    Returns
    -------
    array, shape (n_points,), weighted persons.

    Raises
    ------
    AccessRefused
        If shapes disagree, a value is negative or not a number, or deprivation is above 1.

    Source
    ------
    Needs-weighted demand: Wang & Luo (2005), Health & Place 11(2), 131-146, who take a weight linear in a score.

    Examples
    --------
    >>> weighted_demand(people=[100, 100], deprivation=[0, 0.5], extra=1).tolist()
    [100.0, 150.0]
    """
    persons = np.asarray(people, np.float64)
    counted = amounts(persons, name="people", n=persons.size)
    score = amounts(deprivation, name="deprivation", n=persons.size)
    if score.size and score.max() > 1:
        raise AccessRefused(f"deprivation[{int(score.argmax())}] is {score.max()}: it goes from 0 to 1")
    if not 0 <= extra < np.inf:
        raise AccessRefused("extra must be a number that is not negative")
    return counted * (1 + extra * score)


def _by_day(times: Iterable[Hours]) -> list[list[tuple[float, float]]]:
    """Stretches of each day, joined where they overlap."""
    days: list[list[tuple[float, float]]] = [[] for _ in range(DAYS)]
    for day, begin, end in sorted(times):
        if day not in range(DAYS) or not 0 <= begin <= end <= HOURS_OF_A_DAY:
            raise AccessRefused(f"{(day, begin, end)} is no day from 0 to 6 with hours from 0 to 24")
        stretches = days[day]
        if stretches and begin <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((begin, end))
    return days
