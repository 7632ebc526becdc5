"""What a learner finds about their own quizzes and hand-ins."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer
from mueang.apps.assessments.enums import LEVELS, HandInState, Level
from mueang.apps.assessments.models import Appeal, Assignment, Criterion, HandIn, HandInFile, HandInRows, Verdict
from mueang.apps.assessments.queries.results import Results, results_of
from mueang.apps.assessments.rules import home_cities, own_seats
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.plans.models import WorkPlan
from mueang.apps.plans.queries.evidence_kinds import Choice, Kind
from mueang.apps.plans.queries.known_kinds import kinds
from mueang.apps.plans.rules import visible_plans
from mueang.methods.thai import Period

LOOKS_BACK = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class SeatResults:
    """One of the learner's offerings with everything judged in it."""

    enrollment: Enrollment
    results: Results


@dataclass(frozen=True, slots=True)
class LevelWords:
    """One level of a criterion; `is_reached` where the verdict, or what an assessor chose so far, names it."""

    level: str
    label: str
    name_th: str
    name_en: str
    is_reached: bool


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One line of the rubric with what was said of it."""

    criterion: Criterion
    levels: Sequence[LevelWords]
    remarks: Sequence[str] = ()

    @property
    def reached(self) -> LevelWords | None:
        return next((one for one in self.levels if one.is_reached), None)


@dataclass(frozen=True, slots=True)
class WorkPage:
    """A hand-in before its learner: what is in it, and once settled how it was judged."""

    hand_in: HandIn
    files: Sequence[HandInFile]
    rows: Sequence[tuple[HandInRows, str]]
    verdict: Verdict | None
    criteria: Sequence[CriterionLine]
    feedback: Sequence[str]
    appeal: Appeal | None
    may_appeal: bool

    @property
    def is_draft(self) -> bool:
        return self.hand_in.state == HandInState.DRAFT


def my_results(*, viewer: Viewer, tickets: Collection[str] = ()) -> list[SeatResults]:
    """Everything of one's own seats in which something is judged, newest offering first; eight SQL statements."""
    rows = own_seats(viewer, tickets).select_related("offering__program", "offering__city", "person")
    seats = list(rows.order_by("-offering__starts_on", "pk"))
    found = results_of([row.pk for row in seats])
    lines = [SeatResults(row, found[row.pk]) for row in seats]
    return [line for line in lines if line.results.quizzes or line.results.assignments]


def hand_ins_of(*, assignment: Assignment, enrollment: Enrollment) -> list[HandIn]:
    """The learner's hand-ins, oldest first; one SQL statement."""
    return list(assignment.hand_ins.filter(enrollment=enrollment).defer("text", "plan_copy").order_by("number"))


def may_write(assignment: Assignment, hand_ins: Sequence[HandIn], *, now: datetime) -> bool:
    """Whether there is a draft to go on with, or another try; one SQL statement at most."""
    if not assignment.takes(now) or not hand_ins or hand_ins[-1].state == HandInState.DRAFT:
        return assignment.takes(now)
    if hand_ins[-1].state != HandInState.SETTLED or 0 < assignment.n_tries <= len(hand_ins):
        return False
    last = Verdict.objects.filter(hand_in=hand_ins[-1], settled_at__isnull=False).last()
    return last is not None and not last.is_passed


def rubric_of(assignment: Assignment, *, said: Mapping[str, str] | None = None) -> list[CriterionLine]:
    """The rubric line by line, the levels of `said` marked; one SQL statement."""
    return [CriterionLine(one, levels_of(one, (said or {}).get(one.key, ""))) for one in assignment.criteria.all()]


def levels_of(criterion: Criterion, chosen: str) -> list[LevelWords]:
    return [
        LevelWords(level, str(Level(level).label), words["th"], words.get("en", ""), is_reached=level == chosen)
        for level, words in zip(LEVELS, criterion.levels, strict=True)
    ]


def work_page(hand_in: HandIn, *, now: datetime) -> WorkPage:
    """A learner's own hand-in; who judged it is not told. At most six SQL statements."""
    settled = list(hand_in.verdicts.exclude(settled_at=None))
    verdict = settled[-1] if settled and hand_in.state == HandInState.SETTLED else None
    judged = list(hand_in.judgements.exclude(given_at=None)) if verdict else []
    appeal = Appeal.objects.filter(hand_in=hand_in).first() if verdict else None
    criteria = [
        CriterionLine(
            one,
            levels_of(one, verdict.levels.get(one.key, "") if verdict else ""),
            [judgement.remarks[one.key] for judgement in judged if judgement.remarks.get(one.key)],
        )
        for one in hand_in.assignment.criteria.all()
    ]
    words = [verdict.words] if verdict and verdict.words else []
    return WorkPage(
        hand_in=hand_in,
        files=list(hand_in.files.defer("content")),
        rows=rows_told(hand_in),
        verdict=verdict,
        criteria=criteria,
        feedback=[*words, *(one.feedback for one in judged)],
        appeal=appeal,
        may_appeal=bool(verdict and appeal is None and verdict.takes_appeal(now)),
    )


def rows_told(hand_in: HandIn) -> list[tuple[HandInRows, str]]:
    """Rows pointed at, each with what its kind is called."""
    known = kinds()
    return [(row, str(known[row.kind].label) if row.kind in known else row.kind) for row in hand_in.rows.all()]


def kinds_to_point_at(hand_in: HandIn, *, viewer: Viewer) -> list[Kind]:
    """Kinds of rows in the hand-in's city that the learner may see; none where they do not work there."""
    if not isinstance(viewer, User) or not home_cities(viewer).filter(pk=hand_in.city_id).exists():
        return []
    return [kind for kind in kinds().values() if kind.may_see(viewer, hand_in.city)]


def rows_to_point_at(hand_in: HandIn, *, kind: Kind, now: datetime) -> tuple[list[Choice], Period]:
    """What can be chosen of a kind, and the days over which it is counted: a good year back."""
    today = timezone.localdate(now)
    period = Period(today - LOOKS_BACK, today)
    return kind.choices(hand_in.city, period), period


def plans_to_hand_in(hand_in: HandIn, *, viewer: Viewer) -> list[WorkPlan]:
    """Work plans of the hand-in's city that the learner may see."""
    if not isinstance(viewer, User):
        return []
    return list(visible_plans(viewer).filter(city=hand_in.city))
