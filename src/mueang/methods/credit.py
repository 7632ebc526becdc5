"""Learning hours turned into credits by a named rule, exactly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
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
    """A regulation: hours per credit by mode of learning, where it is written, and from when until when it holds.

    `valid_until` is its last day; None is for ever, on either side.
    """

    name: str
    hours_per_credit: Mapping[str, HoursPerCredit]
    source: str
    valid_from: date | None = None
    valid_until: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


THAI_UNIVERSITY = CreditRule(
    name="thai-university",
    hours_per_credit={
        "lecture": HoursPerCredit(15, 15),
        "lab": HoursPerCredit(30, 45),
        "practice": HoursPerCredit(45, 45),
    },
    source="Typical Thai university regulation, section 7: 15 h lecture, 30-45 h laboratory or 45 h practice a credit",
)

THAI_BACHELOR_2558 = CreditRule(
    name="thai-bachelor-2558",
    hours_per_credit={
        "lecture": HoursPerCredit(15, 15),
        "lab": HoursPerCredit(30, 30),
        "practice": HoursPerCredit(45, 45),
    },
    source="Ministry of Education, standard criteria of bachelor's degree curricula B.E. 2558 (2015), credit counting: "
    "15 h theory, 30 h laboratory or 45 h field practice or project a credit",
    valid_from=date(2015, 11, 13),
)
THAI_UNIVERSITY_LAB_45 = CreditRule(
    name="thai-university-lab-45",
    hours_per_credit={
        "lecture": HoursPerCredit(15, 15),
        "lab": HoursPerCredit(45, 45),
        "practice": HoursPerCredit(45, 45),
    },
    source="The strict end of the range that university regulations leave: 45 h laboratory a credit",
)
RULES: Mapping[str, CreditRule] = {
    rule.name: rule for rule in (THAI_UNIVERSITY, THAI_BACHELOR_2558, THAI_UNIVERSITY_LAB_45)
}


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


def rule_on(agreed: Iterable[tuple[date, str]], *, day: date) -> CreditRule:
    """The rule by which hours completed on `day` are counted.

    Parameters
    ----------
    agreed : pairs (from which day, name of the rule), in any order
    day : the day of completion, or today for hours still being learned

    Returns
    -------
    CreditRule; the one agreed last before or on `day`. THAI_UNIVERSITY where none was agreed by then, or where the
    agreed rule was not, or no longer, in force that day.

    Raises
    ------
    KeyError
        If a name is no rule of RULES.

    Source
    ------
    The rules carry their own; that the rule of the day of completion stays is the practice of registrars.

    Examples
    --------
    >>> agreed = [(date(2024, 1, 1), "thai-university-lab-45")]
    >>> rule_on(agreed, day=date(2024, 5, 1)).name, rule_on(agreed, day=date(2023, 5, 1)).name
    ('thai-university-lab-45', 'thai-university')
    """
    past = sorted((since, name) for since, name in agreed if since <= day)
    rule = RULES[past[-1][1]] if past else THAI_UNIVERSITY
    return rule if rule.holds_on(day) else THAI_UNIVERSITY


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
