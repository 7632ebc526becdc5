"""Floating catchments: what is there for each person, with everybody counted who could come too."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from mueang.methods.access.checking import Floats, amounts, limit
from mueang.methods.access.decay import Decay, weights_of
from mueang.methods.access.pairs import Minutes, Pairs, as_pairs

FAINT = 1e-150


def cumulative(*, supply: ArrayLike, minutes: Minutes, catchment_minutes: float, decay: Decay | None = None) -> Floats:
    """Supply within reach of each point, whoever else may want it.

    Parameters
    ----------
    supply : array, shape (n_sites,), seats, seat hours, jobs: whatever is counted
    minutes : shape (n_points, n_sites), minutes one way, infinity where there is no way; or `Pairs`, or a sparse array
        in which a pair that is not stored is out of reach
    catchment_minutes : minutes; a site at exactly this distance is inside. Infinity: no bound
    decay : weight by minutes; without it everything inside counts fully

    Returns
    -------
    array, shape (n_points,), in the unit of `supply`; 0 where nothing is in reach.

    Raises
    ------
    AccessRefused
        If shapes disagree, a value is negative or not a number, or decay gives what cannot be a weight.

    Source
    ------
    Wachs & Kumagai (1973), Socio-Economic Planning Sciences 7(5), 437-456; with decay, Hansen (1959).

    Examples
    --------
    >>> cumulative(supply=[10, 5], minutes=[[5, 30], [40, 31]], catchment_minutes=30).tolist()
    [15.0, 0.0]
    """
    pairs = as_pairs(minutes, within_minutes=limit(catchment_minutes, name="catchment_minutes"))
    offered = amounts(supply, name="supply", n=pairs.n_sites)
    return pairs.sum_by_point(weights_of(pairs.minutes, decay=decay) * offered[pairs.sites])


def two_step_floating_catchment(
    *,
    supply: ArrayLike,
    demand: ArrayLike,
    minutes: Minutes,
    catchment_minutes: float,
    decay: Decay | None = None,
) -> Floats:
    """Supply per head that each point can reach: 2SFCA, and with decay the enhanced E2SFCA.

    First each site shares its supply among everybody in its catchment, weighted by decay; then each point adds up the
    shares it reaches. So access weighted by demand adds up to the supply of all sites that anybody reaches.

    Parameters
    ----------
    supply : array, shape (n_sites,), seats or seat hours
    demand : array, shape (n_points,), persons
    minutes : shape (n_points, n_sites), minutes one way, infinity where there is no way; or `Pairs`, or a sparse array
        in which a pair that is not stored is out of reach
    catchment_minutes : minutes; a site at exactly this distance is inside. Infinity: no bound
    decay : weight by minutes, `Steps`, `Gaussian`, `InversePower` or a function; without it all inside count alike

    Returns
    -------
    array, shape (n_points,), supply per person; 0 where no site is in reach, and a site that nobody demands gives
    nothing to anyone.

    Raises
    ------
    AccessRefused
        If shapes disagree, a value is negative or not a number, or decay gives what cannot be a weight.

    Source
    ------
    Luo & Wang (2003), Environment and Planning B 30(6), 865-884; with decay Luo & Qi (2009), Health & Place 15(4),
    1100-1107.

    Examples
    --------
    >>> two_step_floating_catchment(
    ...     supply=[10], demand=[20, 30], minutes=[[5], [40]], catchment_minutes=30
    ... ).tolist()
    [0.5, 0.0]
    """
    pairs, offered, people = _given(supply, demand, minutes, catchment_minutes)
    return _shared(pairs, weights_of(pairs.minutes, decay=decay), supply=offered, demand=people)


def three_step_floating_catchment(
    *,
    supply: ArrayLike,
    demand: ArrayLike,
    minutes: Minutes,
    catchment_minutes: float,
    decay: Decay | None = None,
) -> Floats:
    """Supply per head where sites compete: people who reach several sites ask each of them less (3SFCA).

    Each point spreads its people over the sites it reaches in proportion to decay; then as the two-step catchment. It
    keeps the same sum, and no longer counts one person in full at every site around.

    Parameters
    ----------
    supply, demand, minutes, catchment_minutes, decay : as in `two_step_floating_catchment`

    Returns
    -------
    array, shape (n_points,), supply per person; 0 where no site is in reach.

    Raises
    ------
    AccessRefused
        As `two_step_floating_catchment`.

    Source
    ------
    Wan, Zou & Sternberg (2012), International Journal of Geographical Information Science 26(6), 1073-1089.

    Examples
    --------
    The two people of the second point ask both sites by halves: 6 / (1 + 1) = 3 and 2 / 1 = 2; each gets half of both.

    >>> three_step_floating_catchment(
    ...     supply=[6, 2], demand=[1, 2], minutes=[[5, 40], [5, 5]], catchment_minutes=30
    ... ).tolist()
    [3.0, 2.5]
    """
    pairs, offered, people = _given(supply, demand, minutes, catchment_minutes)
    weights = weights_of(pairs.minutes, decay=decay)
    chosen = weights * pairs.of_points(_per(1.0, pairs.sum_by_point(weights)))
    return _shared(pairs, weights * chosen, supply=offered, demand=people)


def balanced_floating_catchment(
    *,
    supply: ArrayLike,
    demand: ArrayLike,
    minutes: Minutes,
    catchment_minutes: float,
    decay: Decay | None = None,
) -> Floats:
    """Supply per head with neither people nor supply counted twice: the balanced catchment (BFCA).

    The weights of a point are made to add up to 1 when its people are spread over sites, and those of a site when its
    level of service is spread over points. So people add up to the people who reach anything, and access adds up to
    the sum of the sites' supply per head.

    Parameters
    ----------
    supply, demand, minutes, catchment_minutes, decay : as in `two_step_floating_catchment`

    Returns
    -------
    array, shape (n_points,), supply per person; 0 where no site is in reach.

    Raises
    ------
    AccessRefused
        As `two_step_floating_catchment`.

    Source
    ------
    Paez, Higgins & Vivona (2019), PLOS ONE 14(6), e0218773; named BFCA in Pereira et al. (2021), Social Science &
    Medicine 273, 113773.

    Examples
    --------
    Half of ten and all of four ask the first site, half of ten the second: 18 / 9 and 10 / 5 seats make 2 a head each.
    The first point is given half of the first site's level and all of the second's, the other half of the first's.

    >>> balanced_floating_catchment(
    ...     supply=[18, 10], demand=[10, 4], minutes=[[5, 5], [5, 40]], catchment_minutes=30
    ... ).tolist()
    [3.0, 1.0]
    """
    pairs, offered, people = _given(supply, demand, minutes, catchment_minutes)
    weights = weights_of(pairs.minutes, decay=decay)
    asked = pairs.sum_by_site(weights * pairs.of_points(people * _per(1.0, pairs.sum_by_point(weights))))
    level = _per(offered, asked) * _per(1.0, pairs.sum_by_site(weights))
    return pairs.sum_by_point(weights * level[pairs.sites])


def _given(
    supply: ArrayLike, demand: ArrayLike, minutes: Minutes, catchment_minutes: float
) -> tuple[Pairs, Floats, Floats]:
    pairs = as_pairs(minutes, within_minutes=limit(catchment_minutes, name="catchment_minutes"))
    return (
        pairs,
        amounts(supply, name="supply", n=pairs.n_sites),
        amounts(demand, name="demand", n=pairs.n_points),
    )


def _shared(pairs: Pairs, weights: Floats, *, supply: Floats, demand: Floats) -> Floats:
    """Each site's supply among the weighted people who ask, and each point's shares added up."""
    asked = pairs.of_points(demand)
    asked *= weights
    shares = _per(supply, pairs.sum_by_site(asked))[pairs.sites]
    shares *= weights
    return pairs.sum_by_point(shares)


def _per(amount: Floats | float, by: Floats) -> Floats:
    """Divided, and 0 where there is nothing to divide by, or so little that the quotient could not be held."""
    return np.divide(amount, by, out=np.zeros(by.shape), where=by > FAINT)
