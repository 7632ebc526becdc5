"""How many to ask, how many in each neighbourhood, and whom: by lot, so that anybody can check it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import ceil
from statistics import NormalDist

from mueang.methods.surveys.errors import SurveyRefused


@dataclass(frozen=True, slots=True)
class SampleSize:
    """How many answers it takes, and how many people to ask for them."""

    answers: int
    asked: int


def sample_size(
    *,
    population: int,
    margin: float,
    share: float = 0.5,
    level: float = 0.95,
    response_rate: float = 1.0,
    design_effect: float = 1.0,
) -> SampleSize:
    """Answers needed so that a share is known to within a margin.

    Parameters
    ----------
    population : persons who could be asked, at least 1
    margin : half the width of the interval, such as 0.05 for five percentage points
    share : the share expected; 0.5 needs the most
    level : share of such intervals that hold the truth
    response_rate : share of those asked who answer, above 0
    design_effect : how much the variance is raised by groups or weights; 1 for a simple lot

    Returns
    -------
    SampleSize, never more than the population

    Raises
    ------
    SurveyRefused
        If a number is not in its range.

    Source
    ------
    Cochran (1977), Sampling Techniques, section 4.4; Krejcie and Morgan (1970), Educational and Psychological
    Measurement 30.

    Examples
    --------
    >>> sample_size(population=1_000, margin=0.05)
    SampleSize(answers=278, asked=278)
    >>> sample_size(population=1_000_000, margin=0.05, response_rate=0.5)
    SampleSize(answers=384, asked=768)
    """
    given = {"margin": margin, "share": share, "level": level}
    wrong = next((name for name, value in given.items() if not 0 < value < 1), None)
    if wrong:
        raise SurveyRefused(f"{wrong}: {given[wrong]:g} is not between 0 and 1")
    if population < 1 or not 0 < response_rate <= 1 or not design_effect > 0:
        raise SurveyRefused("population at least 1, response_rate above 0 and at most 1, design_effect above 0")
    z = NormalDist().inv_cdf((1 + level) / 2)
    endless = design_effect * z**2 * share * (1 - share) / margin**2
    answers = min(population, ceil(round(population * endless / (population - 1 + endless), 9)))
    return SampleSize(answers, min(population, ceil(round(answers / response_rate, 9))))


def allocate(*, sizes: Mapping[str, int], n: int, least: int = 0) -> dict[str, int]:
    """A sample shared out over neighbourhoods in proportion to their people.

    Parameters
    ----------
    sizes : neighbourhood -> persons, zero or more
    n : persons to be asked in all
    least : in each, or all it has if fewer; small ones are then asked more than their share, which weights undo

    Returns
    -------
    neighbourhood -> persons to be asked, never more than it has; they add up to n (more if `least` needs more)

    Raises
    ------
    SurveyRefused
        If n is more than all there are, or a number is negative.

    Source
    ------
    Proportional allocation by largest remainders: Cochran (1977), section 5.5.

    Examples
    --------
    >>> allocate(sizes={"Talat": 600, "Khlong": 300, "Na": 100}, n=25), allocate(sizes={"a": 98, "b": 2}, n=10, least=3)
    ({'Talat': 15, 'Khlong': 8, 'Na': 2}, {'a': 8, 'b': 2})
    """
    if n < 0 or least < 0 or any(size < 0 for size in sizes.values()):
        raise SurveyRefused("sizes, n, least: none may be negative")
    if n > sum(sizes.values()):
        raise SurveyRefused(f"n: {n} cannot be asked, there are {sum(sizes.values())}")
    shares = {name: min(size, least) for name, size in sizes.items()}
    while (left := n - sum(shares.values())) > 0:
        total = sum(sizes.values())
        # Whoever is furthest below their share is asked next; of equals the first by name.
        wanting = {name: sizes[name] * n / total - shares[name] for name in sizes if shares[name] < sizes[name]}
        steps = {name: min(sizes[name] - shares[name], int(want)) for name, want in wanting.items() if want >= 1}
        if steps and sum(steps.values()) <= left:
            for name, step in steps.items():
                shares[name] += step
        else:
            shares[min(wanting, key=lambda name: (-wanting[name], name))] += 1
    return shares


def draw(*, frame: Mapping[str, Sequence[str]], sizes: Mapping[str, int], seed: str) -> dict[str, tuple[str, ...]]:
    """Whom to ask, by lot: anybody with the lists and the seed draws the same, in whatever order they stand.

    Parameters
    ----------
    frame : neighbourhood -> keys of the people (or households) who could be asked, each once
    sizes : neighbourhood -> how many to ask, as `allocate` shares out
    seed : words published beforehand

    Returns
    -------
    neighbourhood -> keys in the order of their lots; those after the last are not reserves: replacing who does not
    answer hides the silence

    Raises
    ------
    SurveyRefused
        If a neighbourhood has fewer than are to be asked, or a key twice.

    Source
    ------
    Simple random sampling within strata: Cochran (1977), chapters 2 and 5. The lot is SHA-256 of seed, neighbourhood
    and key.

    Examples
    --------
    >>> lots = draw(frame={"Na": ["h1", "h2", "h3"]}, sizes={"Na": 2}, seed="2569")
    >>> lots == draw(frame={"Na": ["h3", "h2", "h1"]}, sizes={"Na": 2}, seed="2569"), len(lots["Na"])
    (True, 2)
    """
    drawn = {}
    for name, n in sizes.items():
        keys = list(frame.get(name, ()))
        if len(set(keys)) < len(keys):
            raise SurveyRefused(f"frame: {name} has a key twice")
        if not 0 <= n <= len(keys):
            raise SurveyRefused(f"sizes: {n} of {len(keys)} cannot be asked in {name}")
        drawn[name] = tuple(sorted(keys, key=lambda key: (_lot(seed, name, key), key))[:n])
    return drawn


def _lot(seed: str, name: str, key: str) -> str:
    return sha256("\x1f".join((seed, name, key)).encode()).hexdigest()
