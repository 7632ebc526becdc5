"""How many learners stand in quizzes and assignments: what completion, cohort page and transcript ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from mueang.apps.assessments.enums import AppealState, Counts, HandInState
from mueang.apps.assessments.models import Appeal, Assignment, Attempt, HandIn, Quiz, Verdict
from mueang.apps.enrollment.models import Enrollment

Judged = TypeVar("Judged", Quiz, Assignment)


@dataclass(frozen=True, slots=True)
class QuizResult:
    """One learner and one quiz. `percent` is of the attempt that counts; None before the first is handed in."""

    quiz: UUID
    module: str
    name_th: str
    name_en: str
    pass_percent: int
    n_tries: int
    n_handed_in: int = 0
    percent: int | None = None
    best_percent: int | None = None
    last_at: datetime | None = None
    is_begun: bool = False

    @property
    def is_passed(self) -> bool:
        return self.percent is not None and self.percent >= self.pass_percent

    @property
    def state(self) -> str:
        """`none`, `begun` (an attempt is open), `failed` or `passed`."""
        if self.is_passed:
            return "passed"
        if self.is_begun:
            return "begun"
        return "none" if self.percent is None else "failed"


@dataclass(frozen=True, slots=True)
class AssignmentResult:
    """One learner and one assignment: the latest hand-in, and the latest verdict whatever was handed in since.

    `levels` is criterion key -> level of that verdict (`not_yet`, `developing`, `adequate`, `exemplary`), empty before.
    """

    assignment: UUID
    module: str
    name_th: str
    name_en: str
    kind: str
    is_capstone: bool
    hand_in: UUID | None = None
    number: int = 0
    hand_in_state: str = ""
    handed_in_at: datetime | None = None
    levels: Mapping[str, str] = field(default_factory=dict)
    is_passed: bool = False
    settled_at: datetime | None = None
    has_open_appeal: bool = False

    @property
    def state(self) -> str:
        """`none`, `draft`, `waiting`, `differs`, or what the verdict says: `failed`, `passed`."""
        if self.is_passed:
            return "passed"
        if self.hand_in_state in ("", HandInState.SETTLED):
            return "failed" if self.settled_at else "none"
        return self.hand_in_state


@dataclass(frozen=True, slots=True)
class Results:
    """Everything judged of one enrollment, in the order of the offering."""

    quizzes: tuple[QuizResult, ...] = ()
    assignments: tuple[AssignmentResult, ...] = ()

    @property
    def capstone(self) -> AssignmentResult | None:
        return next((one for one in self.assignments if one.is_capstone), None)

    def quiz_of(self, module: str) -> QuizResult | None:
        return next((one for one in self.quizzes if one.module == module), None)

    def assignment_of(self, module: str) -> AssignmentResult | None:
        return next((one for one in self.assignments if one.module == module), None)


def results_of(enrollment_ids: Iterable[int]) -> dict[int, Results]:
    """Results of these enrollments by their key; seven SQL statements, however many enrollments, quizzes and tries.

    Each enrollment gets a line for every quiz and assignment of its offering that was ever opened, also where the
    learner has not begun, so that what is missing can be said. Ask `results[pk].quiz_of("learning-city").state`,
    `.assignment_of(key).levels`, `.capstone.is_passed`.
    """
    ids = list(enrollment_ids)
    offerings = dict(Enrollment.objects.filter(pk__in=ids).order_by().values_list("pk", "offering_id"))
    chosen = set(offerings.values())
    quizzes, assignments = _by_offering(Quiz, chosen), _by_offering(Assignment, chosen)
    attempts, hand_ins = _attempts(ids), _hand_ins(ids)
    verdicts, appealed = _verdicts(ids), _appealed(ids)
    return {
        pk: Results(
            tuple(_quiz(quiz, attempts[pk, quiz.pk]) for quiz in quizzes[offering] if _shows(quiz, attempts, pk)),
            tuple(
                _assignment(one, hand_ins[pk, one.pk], verdicts.get((pk, one.pk)), appealed)
                for one in assignments[offering]
                if _shows(one, hand_ins, pk)
            ),
        )
        for pk, offering in offerings.items()
    }


def _by_offering(model: type[Judged], offerings: set[int]) -> dict[int, list[Judged]]:
    found: dict[int, list[Judged]] = defaultdict(list)
    for row in model.objects.filter(offering__in=offerings):
        found[row.offering_id].append(row)
    return found


def _shows(row: Quiz | Assignment, done: Mapping[tuple[int, int], object], enrollment: int) -> bool:
    return row.is_open or bool(done.get((enrollment, row.pk)))


def _attempts(ids: list[int]) -> dict[tuple[int, int], list[Attempt]]:
    found: dict[tuple[int, int], list[Attempt]] = defaultdict(list)
    for row in Attempt.objects.filter(enrollment__in=ids).order_by("number"):
        found[row.enrollment_id, row.quiz_id].append(row)
    return found


def _hand_ins(ids: list[int]) -> dict[tuple[int, int], list[HandIn]]:
    found: dict[tuple[int, int], list[HandIn]] = defaultdict(list)
    for row in HandIn.objects.filter(enrollment__in=ids).defer("text", "plan_copy").order_by("number"):
        found[row.enrollment_id, row.assignment_id].append(row)
    return found


def _verdicts(ids: list[int]) -> dict[tuple[int, int], Verdict]:
    """The latest settled verdict of each learner and assignment."""
    rows = Verdict.objects.filter(hand_in__enrollment__in=ids, settled_at__isnull=False)
    ordered = rows.select_related("hand_in").defer("hand_in__text", "hand_in__plan_copy")
    return {
        (row.hand_in.enrollment_id, row.hand_in.assignment_id): row
        for row in ordered.order_by("hand_in__number", "number")
    }


def _appealed(ids: list[int]) -> set[int]:
    """Hand-ins with an appeal that nobody has decided."""
    rows = Appeal.objects.filter(hand_in__enrollment__in=ids, state=AppealState.OPEN)
    return set(rows.order_by().values_list("hand_in", flat=True))


def _quiz(quiz: Quiz, tries: list[Attempt]) -> QuizResult:
    percents = [one.percent for one in tries if one.percent is not None]
    counted = None
    if percents:
        counted = max(percents) if quiz.counts == Counts.BEST else percents[-1]
    return QuizResult(
        quiz=quiz.uuid,
        module=quiz.module,
        name_th=quiz.title_th,
        name_en=quiz.title_en,
        pass_percent=quiz.pass_percent,
        n_tries=quiz.n_tries,
        n_handed_in=len(percents),
        percent=counted,
        best_percent=max(percents, default=None),
        last_at=max((one.handed_in_at for one in tries if one.handed_in_at), default=None),
        is_begun=any(one.handed_in_at is None for one in tries),
    )


def _assignment(row: Assignment, handed: list[HandIn], verdict: Verdict | None, appealed: set[int]) -> AssignmentResult:
    last = handed[-1] if handed else None
    return AssignmentResult(
        assignment=row.uuid,
        module=row.module,
        name_th=row.title_th,
        name_en=row.title_en,
        kind=row.kind,
        is_capstone=row.is_capstone,
        hand_in=last.uuid if last else None,
        number=last.number if last else 0,
        hand_in_state=last.state if last else "",
        handed_in_at=last.handed_in_at if last else None,
        levels=dict(verdict.levels) if verdict else {},
        is_passed=bool(verdict and verdict.is_passed),
        settled_at=verdict.settled_at if verdict else None,
        has_open_appeal=any(one.pk in appealed for one in handed),
    )
