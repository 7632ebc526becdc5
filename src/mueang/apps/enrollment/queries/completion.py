"""Hours by mode, and whether they make a completion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Sum
from django.utils import timezone
from django.utils.functional import Promise

from mueang.apps.catalog.enums import Mode, SessionState
from mueang.apps.catalog.models import Offering, Program, Session
from mueang.apps.enrollment.enums import AssessmentResult, CreditScheme, EnrollmentState
from mueang.apps.enrollment.models import Assessment, CreditAgreement, Enrollment, EnrollmentQuerySet, HoursEntry
from mueang.apps.enrollment.queries.rooms import minutes_offered
from mueang.apps.people.models import Person
from mueang.methods.completion import CompletionRule, Decision, LedgerEntry, decide
from mueang.methods.credit import Credits, rule_on
from mueang.methods.credit import credits as credits_of

Agreed = Sequence[tuple[date, str]]

FINAL_ASSESSMENT = "final"


@dataclass(frozen=True, slots=True)
class CompletionRow:
    """One learner's hours, what they are worth, and whether the programme's rule is met."""

    enrollment: Enrollment
    person: Person
    minutes_by_mode: Mapping[str, int]
    credits: Credits
    is_assessed_passed: bool
    decision: Decision

    @property
    def total_minutes(self) -> int:
        return self.decision.total_minutes

    @property
    def minutes_missing(self) -> int:
        """The most that is missing of any rule about minutes."""
        return max((one.missing for one in self.decision.reasons if one.code != "assessment_not_passed"), default=0)

    @property
    def lecture_minutes(self) -> int:
        return self.minutes_by_mode.get(Mode.LECTURE, 0)

    @property
    def lab_minutes(self) -> int:
        return self.minutes_by_mode.get(Mode.LAB, 0)

    @property
    def practice_minutes(self) -> int:
        return self.minutes_by_mode.get(Mode.PRACTICE, 0)

    @property
    def credit_words(self) -> str:
        """`0.53`, or `0.40–0.53` where the regulation leaves a range."""
        least, most = self.credits.rounded()
        return str(least) if least == most else f"{least}–{most}"

    @property
    def rule_words(self) -> str | Promise:
        """The rule that made the credits, in the reader's language."""
        return CreditScheme(self.credits.rule.name).label

    @property
    def earns_credit(self) -> bool:
        """Credit is earned by completing; until then the figure says what the hours so far would be worth."""
        return self.enrollment.state == EnrollmentState.COMPLETED


def completion_table(*, offering: Offering) -> list[CompletionRow]:
    """Everybody who holds a seat, by name; five SQL statements, however many."""
    return completion_rows(seated_learners(offering=offering))


@dataclass(frozen=True, slots=True)
class HoursRow:
    """One learner's minutes, session by session and by mode."""

    enrollment: Enrollment
    person: Person
    minutes_by_session: Mapping[int, int]
    minutes_by_mode: Mapping[str, int]

    @property
    def total_minutes(self) -> int:
        return sum(self.minutes_by_mode.values())


def hours_table(*, offering: Offering) -> list[HoursRow]:
    """What the ledger holds for everybody with a seat, by name; two SQL statements, however many."""
    by_session: dict[int, dict[int, int]] = defaultdict(dict)
    by_mode: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    sums = HoursEntry.objects.filter(enrollment__offering=offering).order_by()
    for learner, session, mode, total in sums.values_list("enrollment", "session", "mode").annotate(
        total=Sum("minutes")
    ):
        by_mode[learner][mode] += total
        if session is not None:
            by_session[learner][session] = by_session[learner].get(session, 0) + total
    return [
        HoursRow(
            enrollment=row,
            person=row.person.merged_into or row.person,
            minutes_by_session=dict(by_session[row.pk]),
            minutes_by_mode=dict(by_mode[row.pk]),
        )
        for row in seated_learners(offering=offering)
    ]


def seated_learners(*, offering: Offering) -> EnrollmentQuerySet:
    return (
        Enrollment.objects.filter(offering=offering)
        .seated()
        .select_related("person__merged_into", "offering__program")
        .order_by("person__sort_key", "pk")
    )


def completion_rows(
    enrollments: Iterable[Enrollment], *, offered: Mapping[int, int] | None = None
) -> list[CompletionRow]:
    """The rows of these enrollments in their order; four SQL statements, if offering and program came along.

    `offered` is minutes by offering, for whoever knows them already and saves a statement.
    """
    chosen = list(enrollments)
    ids = [enrollment.pk for enrollment in chosen]
    minutes, passed = minutes_by_enrollment(ids), _passed(ids)
    if offered is None:
        offered = offered_minutes({enrollment.offering_id for enrollment in chosen})
    agreed = agreed_rules({enrollment.offering.program_id for enrollment in chosen})
    return [
        CompletionRow(
            enrollment=enrollment,
            person=enrollment.person.merged_into or enrollment.person,
            minutes_by_mode=minutes.get(enrollment.pk, {}),
            credits=_credits(enrollment, minutes.get(enrollment.pk, {}), agreed[enrollment.offering.program_id]),
            is_assessed_passed=enrollment.pk in passed,
            decision=_decision(
                enrollment.offering.program,
                minutes.get(enrollment.pk, {}),
                is_passed=enrollment.pk in passed,
                offered=offered.get(enrollment.offering_id, 0),
            ),
        )
        for enrollment in chosen
    ]


def _credits(enrollment: Enrollment, minutes: Mapping[str, int], agreed: Agreed) -> Credits:
    """By the rule of the day on which the learner completed; of today for those still learning."""
    day = timezone.localdate(enrollment.ended_at)
    return credits_of({mode: Fraction(amount, 60) for mode, amount in minutes.items()}, rule_on(agreed, day=day))


def _decision(program: Program, minutes: Mapping[str, int], *, is_passed: bool, offered: int) -> Decision:
    return decide(
        [LedgerEntry(mode, amount) for mode, amount in minutes.items()],
        {FINAL_ASSESSMENT} if is_passed else set(),
        completion_rule(program, offered=offered),
        offered_minutes=offered,
    )


def agreed_rules(programs: Iterable[int]) -> dict[int, list[tuple[date, str]]]:
    """The credit rules agreed for each program: from which day, which one."""
    agreed: dict[int, list[tuple[date, str]]] = defaultdict(list)
    rows = CreditAgreement.objects.filter(program__in=list(programs))
    for program, since, scheme in rows.values_list("program", "since_on", "scheme"):
        agreed[program].append((since, scheme))
    return agreed


def completion_rule(program: Program, *, offered: int) -> CompletionRule:
    """What the programme asks: minutes, a share of what was offered, and the assessment where it has one."""
    return CompletionRule(
        total_minutes=program.required_minutes,
        attendance_share=Fraction(program.required_share_percent, 100) if offered else Fraction(0),
        assessments=frozenset({FINAL_ASSESSMENT}) if program.needs_assessment else frozenset(),
    )


def minutes_by_enrollment(ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Sums of the ledger, reversals taken off; modes that came to nothing are left out."""
    sums: dict[int, dict[str, int]] = defaultdict(dict)
    rows = (
        HoursEntry.objects.filter(enrollment__in=list(ids))
        .order_by()
        .values_list("enrollment", "mode")
        .annotate(total=Sum("minutes"))
    )
    for enrollment, mode, total in rows:
        if total:
            sums[enrollment][mode] = total
    return dict(sums)


def _passed(ids: Iterable[int]) -> set[int]:
    """Enrollments whose latest assessment is passed."""
    latest = dict(
        Assessment.objects.filter(enrollment__in=list(ids))
        .order_by("assessed_at", "pk")
        .values_list("enrollment", "result")
    )
    return {enrollment for enrollment, result in latest.items() if result == AssessmentResult.PASSED}


def offered_minutes(offerings: Iterable[int]) -> dict[int, int]:
    """Minutes of all sessions of each offering that were not cancelled; of rooms at the same time once."""
    held: dict[int, list[Session]] = defaultdict(list)
    for session in Session.objects.filter(offering__in=list(offerings)).exclude(state=SessionState.CANCELLED):
        held[session.offering_id].append(session)
    return {offering: minutes_offered(sessions) for offering, sessions in held.items()}
