"""Whether a learner has completed a programme: a pure function of the hours ledger and the assessments."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

Code = Literal["total_short", "mode_short", "attendance_short", "assessment_not_passed"]


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """Minutes of one mode, added, or taken back by a negative entry."""

    mode: str
    minutes: int


@dataclass(frozen=True, slots=True)
class CompletionRule:
    """What a programme asks for; whatever is left out is not asked."""

    total_minutes: int = 0
    minutes_by_mode: Mapping[str, int] = field(default_factory=dict)
    attendance_share: Fraction = Fraction(0)
    assessments: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing still missing.

    `subject` is the mode or the assessment, or empty. `required`, `reached` and `missing` are minutes, also
    for attendance; for an assessment they are 1, 0 and 1.
    """

    code: Code
    subject: str
    required: int
    reached: int

    @property
    def missing(self) -> int:
        return self.required - self.reached


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer, everything still missing, and the minutes it was decided on."""

    reasons: tuple[Reason, ...]
    minutes_by_mode: Mapping[str, int]

    @property
    def completed(self) -> bool:
        return not self.reasons

    @property
    def total_minutes(self) -> int:
        return sum(self.minutes_by_mode.values())


def decide(
    entries: Iterable[LedgerEntry],
    assessments_passed: Collection[str],
    rule: CompletionRule,
    *,
    offered_minutes: int = 0,
) -> Decision:
    """Whether `rule` is met, and if not, by how much each part of it is missed.

    Parameters
    ----------
    entries : the learner's ledger, minutes; order does not matter
    assessments_passed : ids of assessments the learner has passed
    rule : CompletionRule, minutes; the attendance share from 0 to 1
    offered_minutes : minutes the programme offered, of which `rule.attendance_share` must be attended

    Returns
    -------
    Decision; reasons in the order total, modes by name, attendance, assessments by id. More learning never
    turns a completion into a refusal.

    Raises
    ------
    ValueError
        If a mode's entries add up to less than nothing, or the share is not between 0 and 1, or a share is
        asked for and the minutes offered are not above 0.

    Source
    ------
    The rule is the programme's own. Hours by mode kept apart: Thai credit-bank practice (see `methods.credit`).

    Examples
    --------
    >>> decision = decide([LedgerEntry("lecture", 2520)], {"portfolio"}, CompletionRule(total_minutes=2700))
    >>> decision.completed, decision.reasons[0].code, decision.reasons[0].missing / 60
    (False, 'total_short', 3.0)
    """
    minutes = _minutes_by_mode(entries)
    total = sum(minutes.values())
    required = _attendance_required(rule, offered_minutes=offered_minutes)
    asked = [
        Reason("total_short", "", rule.total_minutes, total),
        *(
            Reason("mode_short", mode, least, minutes.get(mode, 0))
            for mode, least in sorted(rule.minutes_by_mode.items())
        ),
        Reason("attendance_short", "", required, total),
        *(
            Reason("assessment_not_passed", name, 1, int(name in assessments_passed))
            for name in sorted(rule.assessments)
        ),
    ]
    return Decision(tuple(reason for reason in asked if reason.missing > 0), minutes)


def _minutes_by_mode(entries: Iterable[LedgerEntry]) -> dict[str, int]:
    minutes: Counter[str] = Counter()
    for entry in entries:
        minutes[entry.mode] += entry.minutes
    if any(amount < 0 for amount in minutes.values()):
        raise ValueError("a mode of the ledger adds up to less than nothing")
    return dict(minutes)


def _attendance_required(rule: CompletionRule, *, offered_minutes: int) -> int:
    if not 0 <= rule.attendance_share <= 1:
        raise ValueError("attendance_share must be between 0 and 1")
    if rule.attendance_share and offered_minutes <= 0:
        raise ValueError("an attendance share needs the minutes offered")
    # Rounded up: 80 % of 101 minutes is 81.
    return -(-rule.attendance_share.numerator * offered_minutes // rule.attendance_share.denominator)
