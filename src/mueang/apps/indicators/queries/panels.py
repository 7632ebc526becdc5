"""Panels as officers and reviewers see them: in the first round nobody sees another's judgement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.indicators.enums import APART, Capture, PanelState, Unit
from mueang.apps.indicators.models import Indicator, Judgement, Panel, PanelQuestion, Reviewer
from mueang.apps.indicators.rules import indicators_of, measured_cities, seats_of, visible_panels
from mueang.apps.network.models import City


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question with what was judged, as far as it may be seen, and one's own judgement of the open round."""

    question: PanelQuestion
    told: list[Judgement] = field(default_factory=list)
    own: Judgement | None = None

    @property
    def levels(self) -> list[int]:
        return [row.level for row in self.told]

    @property
    def middle(self) -> float | None:
        return median(self.levels) if self.told else None

    @property
    def is_apart(self) -> bool:
        """Whether judgements lie two levels or more apart."""
        return bool(self.told) and max(self.levels) - min(self.levels) >= APART


@dataclass(frozen=True, slots=True)
class PanelPage:
    """A panel for its officers. `agreement` is Krippendorff's alpha of the last round seen; None where none can be."""

    panel: Panel
    reviewers: list[Reviewer]
    lines: list[QuestionLine]
    agreement: float | None
    n_handed_in: int

    @property
    def n_apart(self) -> int:
        return sum(line.is_apart for line in self.lines)


@dataclass(frozen=True, slots=True)
class SeatPage:
    """A panel for one who sits on it."""

    panel: Panel
    seat: Reviewer
    lines: list[QuestionLine]
    is_open: bool

    @property
    def n_judged(self) -> int:
        return sum(line.own is not None for line in self.lines)


def panels_of(*, viewer: Viewer, city: City) -> QuerySet[Panel]:
    """The newest first, with how many sit on each and how many have handed in the round."""
    return (
        visible_panels(viewer)
        .filter(city=city)
        .annotate(
            n_reviewers=Count("reviewers", distinct=True),
            n_handed_in=Count("reviewers", filter=Q(reviewers__handed_in__gte=1), distinct=True),
            n_questions=Count("questions", distinct=True),
        )
        .order_by("-made_at", "-pk")
    )


def indicators_to_judge(city: City) -> list[Indicator]:
    return list(indicators_of(city).filter(capture=Capture.EXPERT, unit=Unit.LEVEL))


def panel_page(*, viewer: Viewer, city: City, uuid: UUID) -> PanelPage | None:
    """For whoever reads the city's desk. Until the first round is over nothing that was judged is shown."""
    panel = Panel.objects.filter(city=city, city__in=measured_cities(viewer), uuid=uuid).first()
    if panel is None:
        return None
    reviewers = list(panel.reviewers.select_related("user"))
    heard = {row.pk: row.handed_in for row in reviewers}
    told = [] if panel.state == PanelState.ROUND_ONE else _heard(panel, heard)
    lines = _lines(panel, told)
    return PanelPage(
        panel=panel,
        reviewers=reviewers,
        lines=lines,
        agreement=agreement_of(lines, reviewers),
        n_handed_in=sum(row.handed_in >= panel.round for row in reviewers),
    )


def seat_page(*, viewer: Viewer, city: City, uuid: UUID) -> SeatPage | None:
    """For whoever sits on the panel: in the second round the others' judgements of the first, without names."""
    seat = seats_of(viewer).select_related("panel__city").filter(panel__city=city, panel__uuid=uuid).first()
    if seat is None:
        return None
    panel = seat.panel
    own = {row.question_id: row for row in Judgement.objects.filter(reviewer=seat, round=1)}
    if panel.round == 2:
        own |= {row.question_id: row for row in Judgement.objects.filter(reviewer=seat, round=2)}
    others: list[Judgement] = []
    if panel.round == 2:
        first_round = Judgement.objects.filter(question__panel=panel, round=1, reviewer__handed_in__gte=1)
        others = list(first_round.exclude(reviewer=seat).order_by("level", "pk"))
    lines = [QuestionLine(line.question, line.told, own.get(line.question.pk)) for line in _lines(panel, others)]
    is_left_out = panel.state == PanelState.ROUND_TWO and seat.handed_in == 0
    open_states = {PanelState.ROUND_ONE, PanelState.ROUND_TWO}
    return SeatPage(
        panel, seat, lines, is_open=panel.state in open_states and not is_left_out and seat.handed_in < panel.round
    )


def agreement_of(lines: Sequence[QuestionLine], reviewers: Sequence[Reviewer]) -> float | None:
    """Krippendorff's alpha, ordinal; None where fewer than two judged the same or all levels are equal."""
    if not any(len(line.told) > 1 for line in lines):
        return None
    import numpy as np  # a web worker without a panel does without it

    from mueang.methods.agreement import krippendorff_alpha

    places = {row.pk: place for place, row in enumerate(reviewers)}
    ratings = np.full((len(reviewers), len(lines)), np.nan)
    for column, line in enumerate(lines):
        for told in line.told:
            ratings[places[told.reviewer_id], column] = told.level
    alpha = krippendorff_alpha(ratings=ratings)
    return None if np.isnan(alpha) else float(alpha)


def _heard(panel: Panel, heard: dict[int, int]) -> list[Judgement]:
    """Of everybody the last round they handed in."""
    rows = Judgement.objects.filter(question__panel=panel).select_related("reviewer__user")
    return [row for row in rows if row.round == heard[row.reviewer_id]]


def _lines(panel: Panel, told: Sequence[Judgement]) -> list[QuestionLine]:
    by_question: defaultdict[int, list[Any]] = defaultdict(list)
    for row in told:
        by_question[row.question_id].append(row)
    questions = panel.questions.select_related("indicator", "observation")
    return [QuestionLine(question, by_question[question.pk]) for question in questions]
