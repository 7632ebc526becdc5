"""How near a know-how is to being lost: points for what is known, and how far what is not known could change them."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_POINTS = 10
# A holder is counted by the age their band ends with at the latest; the years are of the common era.
AGE_POINTS = {"under_40": 0, "40_59": 1, "60_74": 2, "75_up": 3}
HIGH, MIDDLE = 7, 4


@dataclass(frozen=True, slots=True)
class Bearer:
    """One holder: an age band of `AGE_POINTS`, or "" where nobody asked; the year they last taught, or None."""

    age_band: str = ""
    last_taught_year: int | None = None


@dataclass(frozen=True, slots=True)
class LossRisk:
    """Points from 0 (many carry it on) to 10; `most` is what they become if everything unknown is bad."""

    holders: int
    age: int
    teaching: int
    successors: int
    most: int

    @property
    def points(self) -> int:
        """The sum of what is known."""
        return self.holders + self.age + self.teaching + self.successors

    @property
    def level(self) -> str:
        """high from 7 points, middle from 4, else low."""
        return "high" if self.points >= HIGH else "middle" if self.points >= MIDDLE else "low"

    @property
    def is_certain(self) -> bool:
        """Whether nothing that is not known could add a point."""
        return self.most == self.points


def loss_risk(*, bearers: Sequence[Bearer], n_successors: int, year: int) -> LossRisk:
    """Points of the risk that a know-how is lost, by a rule of four parts that a committee can argue about.

    Parameters
    ----------
    bearers : sequence of Bearer, shape (holders known,)
    n_successors : people who learned it from a holder
    year : the present year of the common era

    Returns
    -------
    LossRisk, in points:
        holders: 3 for none or one, 2 for two or three, 1 for up to nine, 0 for ten or more;
        age of the youngest holder: 0 under 40, 1 under 60, 2 under 75, 3 from 75;
        last taught by anybody: 0 this year or last, 1 within five years, 2 longer ago;
        successors: 2 for none, 1 for one or two, 0 for three or more.
        What nobody asked (an age, a year of teaching) counts nothing in the points and everything in `most`.

    Raises
    ------
    ValueError
        for a band that is none of `AGE_POINTS`, or a negative number of successors

    Notes
    -----
    Source: our own rule, after the questions on viability in UNESCO's ICH inventory form (Intangible Cultural
    Heritage Convention 2003, art. 12, form ICH-08: bearers, transmission, threats). UNESCO gives no points: they are
    a convention of this house, to be read as an order of whom to visit first, not as a probability.

    Examples
    --------
    One holder of 80 years who last taught seven years ago, and nobody who learned it: 3 + 3 + 2 + 2.

    >>> loss_risk(bearers=[Bearer("75_up", 2016)], n_successors=0, year=2023).points
    10

    Two holders, one under 40; nobody asked when they taught; three learned it: 2 + 0 + 0 + 0, at most 4.

    >>> risk = loss_risk(bearers=[Bearer("under_40"), Bearer("75_up")], n_successors=3, year=2023)
    >>> risk.points, risk.most, risk.level
    (2, 4, 'low')
    """
    if n_successors < 0:
        raise ValueError("n_successors")
    bands = [bearer.age_band for bearer in bearers]
    if any(band and band not in AGE_POINTS for band in bands):
        raise ValueError("age_band")
    ages = [AGE_POINTS[band] for band in bands if band]
    years = [bearer.last_taught_year for bearer in bearers if bearer.last_taught_year is not None]
    known = LossRisk(
        holders=_steps(len(bearers), (1, 3, 9)),
        age=min(ages, default=0),
        teaching=_steps(max(years) - year, (-6, -2), most=2) if years else 0,
        successors=_steps(n_successors, (0, 2), most=2),
        most=0,
    )
    # An age not asked may be the youngest: it can only lower what the others make, so only where nobody was asked.
    unknown = (0 if ages else 3) + (0 if years else 2)
    return LossRisk(known.holders, known.age, known.teaching, known.successors, known.points + unknown)


def _steps(value: int, limits: tuple[int, ...], *, most: int | None = None) -> int:
    """`most` (else one a limit) less one for each limit that the value passes."""
    return (len(limits) if most is None else most) - sum(value > limit for limit in limits)
