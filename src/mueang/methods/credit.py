"""Learning hours turned into credits by a named rule, exactly."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

Hours = int | Decimal | Fraction


@dataclass(frozen=True, slots=True)
class HoursPerCredit:
    """How many hours make one credit; a range where the regulation leaves it to the university."""

    fewest: int
    most: int

    def __post_init__(self) -> None:
        if not 0 < self.fewest <= self.most:
            raise ValueError("fewest must be above 0 and not above most")


@dataclass(frozen=True, slots=True)
class CreditRule:
    """A regulation: hours per credit by mode of learning, and where it is written."""

    name: str
    hours_per_credit: Mapping[str, HoursPerCredit]
    source: str


THAI_UNIVERSITY = CreditRule(
    name="thai-university",
    hours_per_credit={
        "lecture": HoursPerCredit(15, 15),
        "lab": HoursPerCredit(30, 45),
        "practice": HoursPerCredit(45, 45),
    },
    source="Typical Thai university regulation, section 7: 15 h lecture, 30-45 h laboratory or 45 h practice a credit",
)


class UnknownModeError(ValueError):
    """Hours of a mode the rule says nothing about; `mode` names it."""

    def __init__(self, mode: str) -> None:
        super().__init__(f"the rule has no mode {mode!r}")
        self.mode = mode


@dataclass(frozen=True, slots=True)
class Credits:
    """Credits as an exact interval, with the hours they came from and the rule that made them."""

    least: Fraction
    most: Fraction
    hours_by_mode: Mapping[str, Fraction]
    rule: CreditRule

    @property
    def is_exact(self) -> bool:
        return self.least == self.most

    def rounded(self, places: int = 2) -> tuple[Decimal, Decimal]:
        """Both ends as decimals, rounded down: nobody is given credit they have not earned."""
        return _floor(self.least, places=places), _floor(self.most, places=places)


def credits(hours_by_mode: Mapping[str, Hours], rule: CreditRule) -> Credits:  # noqa: A001 (the field's word)
    """Credits that hours of learning are worth under `rule`.

    Parameters
    ----------
    hours_by_mode : mode -> hours, zero or more; exact numbers only, so that sums of minutes stay exact
    rule : CreditRule

    Returns
    -------
    Credits; an interval where the rule gives a range of hours and hours of that mode were learned. Additive:
    the credits of two ledgers together are the sum of each alone.

    Raises
    ------
    UnknownModeError
        If the rule does not name a mode.
    ValueError
        If hours are negative, not a number or not exact.

    Source
    ------
    The rule carries its own. THAI_UNIVERSITY: 15 h lecture = 30-45 h lab = 45 h practice = 1 credit.

    Examples
    --------
    >>> worth = credits({"lecture": 30, "lab": 45}, THAI_UNIVERSITY)
    >>> worth.least, worth.most, worth.is_exact
    (Fraction(3, 1), Fraction(7, 2), False)
    """
    hours = {mode: _exact(amount) for mode, amount in hours_by_mode.items()}
    for mode in hours:
        if mode not in rule.hours_per_credit:
            raise UnknownModeError(mode)
    return Credits(
        least=sum((amount / rule.hours_per_credit[mode].most for mode, amount in hours.items()), Fraction()),
        most=sum((amount / rule.hours_per_credit[mode].fewest for mode, amount in hours.items()), Fraction()),
        hours_by_mode=hours,
        rule=rule,
    )


def _exact(hours: Hours) -> Fraction:
    if isinstance(hours, float):
        raise ValueError("hours must be an int, Decimal or Fraction: a float is not exact")
    if isinstance(hours, Decimal) and not hours.is_finite():
        raise ValueError("hours must be a number")
    amount = Fraction(hours)
    if amount < 0:
        raise ValueError("hours must not be negative")
    return amount


def _floor(amount: Fraction, *, places: int) -> Decimal:
    scaled = amount * 10**places
    return (
        Decimal(scaled.numerator // scaled.denominator)
        .scaleb(-places)
        .quantize(Decimal(1).scaleb(-places), ROUND_FLOOR)
    )
