"""What an assessor finds: what waits, what they judge, where they differ, appeals; and how far assessors agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from django.db.models import Count, F, OuterRef, Subquery

from mueang.apps.accounts.models import User
from mueang.apps.assessments.enums import LEVELS, HandInState, Level
from mueang.apps.assessments.models import Appeal, Criterion, HandIn, Judgement, Verdict
from mueang.apps.assessments.queries.learner import CriterionLine, levels_of, rubric_of
from mueang.apps.assessments.queries.verdicts import differing
from mueang.apps.assessments.rules import decidable_appeals, judgeable_hand_ins
from mueang.apps.catalog.models import Offering

MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class AssessorDesk:
    """Hand-ins with a free seat, oldest first; one's own open judgements; where one differs; appeals to decide."""

    waiting: Sequence[HandIn]
    taken: Sequence[Judgement]
    differing: Sequence[HandIn]
    appeals: Sequence[Appeal]
    n_given: int


@dataclass(frozen=True, slots=True)
class OtherView:
    """How one assessor stands at a criterion, once both have judged."""

    seat: int
    level: str
    label: str
    remark: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One criterion at which the assessors differ, side by side."""

    line: CriterionLine
    views: Sequence[OtherView]


@dataclass(frozen=True, slots=True)
class JudgingPage:
    """One hand-in before an assessor. Another's judgement is not in it before both are given."""

    hand_in: HandIn
    judgement: Judgement | None
    lines: Sequence[CriterionLine]
    differences: Sequence[Difference]
    proposal: Verdict | None
    verdict: Verdict | None
    feedback: Sequence[str]
    appeal: Appeal | None

    @property
    def is_open(self) -> bool:
        return self.judgement is not None and self.judgement.given_at is None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two blind assessors agreed at one criterion: `kappa` weighted by squares, None where it has no value."""

    criterion: Criterion
    n: int
    n_same: int
    kappa: float | None

    @property
    def share(self) -> float:
        return self.n_same / self.n


def assessor_desk(assessor: User) -> AssessorDesk:
    """Seven SQL statements and those of the rule, however much waits."""
    mine = Judgement.objects.filter(assessor=assessor)
    rows = (
        judgeable_hand_ins(assessor).select_related("assignment__offering__program", "city").defer("text", "plan_copy")
    )
    n_taken = Subquery(
        Judgement.objects.filter(hand_in=OuterRef("pk"))
        .order_by()
        .values("hand_in")
        .annotate(n=Count("pk"))
        .values("n")
    )
    free = rows.filter(state=HandInState.WAITING).exclude(pk__in=mine.values("hand_in"))
    free = free.annotate(n_taken=n_taken)
    waiting = free.filter(n_taken=None) | free.filter(n_taken__lt=F("n_seats"))
    given = mine.exclude(given_at=None)
    return AssessorDesk(
        waiting=list(waiting.order_by("handed_in_at", "pk")[:MOST_LINES]),
        taken=list(
            mine.filter(given_at=None, hand_in__in=judgeable_hand_ins(assessor))
            .select_related("hand_in__assignment__offering__program", "hand_in__city")
            .order_by("taken_at")
        ),
        differing=list(rows.filter(state=HandInState.DIFFERS, pk__in=given.values("hand_in"))),
        appeals=list(
            decidable_appeals(assessor).select_related("hand_in__assignment__offering__program", "hand_in__city")
        ),
        n_given=given.count(),
    )


def judging_page(hand_in: HandIn, *, assessor: User) -> JudgingPage:
    """A hand-in that `assessor` took or whose appeal they decide; at most six SQL statements."""
    own = hand_in.judgements.filter(assessor=assessor).first()
    is_given = own is not None and own.given_at is not None
    verdicts = list(hand_in.verdicts.all())
    settled = [one for one in verdicts if one.settled_at]
    appeal = Appeal.objects.filter(hand_in=hand_in).first() if settled else None
    verdict = settled[-1] if settled else None
    # Of work that waits for others' judgements nothing of theirs is read at all.
    together = hand_in.state == HandInState.DIFFERS and is_given
    given = list(hand_in.judgements.exclude(given_at=None)) if together or verdict else []
    said = own.levels if own else (verdict.levels if verdict else {})
    return JudgingPage(
        hand_in=hand_in,
        judgement=own,
        lines=_lines(hand_in, said, own),
        differences=_differences(hand_in, given) if together else (),
        proposal=next((one for one in verdicts if not one.settled_at), None) if together else None,
        verdict=verdict,
        feedback=[one.feedback for one in given] if verdict else (),
        appeal=appeal,
    )


def agreement_of(offering: Offering) -> list[Agreement]:
    """How far blind pairs agreed, criterion by criterion of every assignment; two SQL statements.

    Of each hand-in the first two judgements, whatever became of it later.
    """
    rows = Judgement.objects.filter(hand_in__assignment__offering=offering, given_at__isnull=False, seat__lte=2)
    pairs: dict[int, list[tuple[int, dict[str, str]]]] = defaultdict(list)
    for hand_in, assignment, levels in rows.order_by("hand_in", "seat").values_list(
        "hand_in", "hand_in__assignment", "levels"
    ):
        pairs[hand_in].append((assignment, levels))
    both: dict[tuple[int, str], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for pair in pairs.values():
        if len(pair) == 2:
            (assignment, first), (_same, second) = pair
            for key in first.keys() & second.keys():
                both[assignment, key][0].append(first[key])
                both[assignment, key][1].append(second[key])
    criteria = Criterion.objects.filter(assignment__offering=offering).select_related("assignment")
    ordered = criteria.order_by("assignment__order", "assignment", "order")
    return [
        _agreement(one, *both[one.assignment_id, one.key]) for one in ordered if (one.assignment_id, one.key) in both
    ]


def proposed_levels(page: JudgingPage) -> list[tuple[Criterion, str]]:
    """What a proposal says of each criterion at which the assessors differ."""
    said = page.proposal.levels if page.proposal else {}
    return [
        (one.line.criterion, str(Level(said[one.line.criterion.key]).label))
        for one in page.differences
        if one.line.criterion.key in said
    ]


def _agreement(criterion: Criterion, first: list[str], second: list[str]) -> Agreement:
    from mueang.methods.agreement import cohen_kappa  # numpy: not in every web process

    kappa = cohen_kappa(one=first, other=second, order=LEVELS, weighting="quadratic")
    same = sum(one == other for one, other in zip(first, second, strict=True))
    return Agreement(criterion, len(first), same, None if isnan(kappa) else kappa)


def _lines(hand_in: HandIn, said: dict[str, str], own: Judgement | None) -> list[CriterionLine]:
    remarks = own.remarks if own else {}
    return [
        CriterionLine(line.criterion, line.levels, [remarks.get(line.criterion.key, "")])
        for line in rubric_of(hand_in.assignment, said=said)
    ]


def _differences(hand_in: HandIn, given: Sequence[Judgement]) -> list[Difference]:
    keys = differing([one.levels for one in given])
    criteria = {one.key: one for one in hand_in.assignment.criteria.all()}
    return [
        Difference(
            CriterionLine(criteria[key], levels_of(criteria[key], "")),
            [
                OtherView(
                    one.seat,
                    one.levels[key],
                    str(Level(one.levels[key]).label),
                    one.remarks.get(key, ""),
                )
                for one in given
            ],
        )
        for key in keys
    ]
