"""Panels: opened, judged in two rounds, closed into figures that say how far the reviewers agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from statistics import median

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.indicators.actions.observations import Figure, write_figures
from mueang.apps.indicators.enums import LEAST_REVIEWERS, Capture, Level, Method, PanelState, Unit
from mueang.apps.indicators.errors import (
    EvidenceNeeded,
    NotAllJudged,
    NotForReview,
    NotOfThisCity,
    PanelTooSmall,
    PeriodToCome,
    RoundEnded,
)
from mueang.apps.indicators.models import Indicator, Judgement, Panel, PanelQuestion, Reviewer
from mueang.apps.indicators.rules import may_measure, seats_of
from mueang.apps.network.models import City
from mueang.apps.notices.actions import queue_notice
from mueang.apps.notices.enums import Channel
from mueang.methods.thai import Period

OPEN = (PanelState.ROUND_ONE, PanelState.ROUND_TWO)


@transaction.atomic
def open_panel(
    *,
    city: City,
    name: str,
    period: Period,
    indicators: Sequence[Indicator],
    reviewers: Sequence[User],
    actor: User,
    now: datetime | None = None,
) -> Panel:
    """Ask some people for their judgement of some indicators; each of them is told.

    Raises PermissionDenied, PanelTooSmall, NotForReview, NotOfThisCity, PeriodToCome.
    """
    now = now or timezone.now()
    if not may_measure(actor, city):
        raise PermissionDenied
    asked, seats = list(dict.fromkeys(indicators)), list(dict.fromkeys(reviewers))
    if not asked or len(seats) < LEAST_REVIEWERS:
        raise PanelTooSmall
    if any(row.capture != Capture.EXPERT or row.unit != Unit.LEVEL for row in asked):
        raise NotForReview
    if any(row.city_id not in {None, city.pk} for row in asked):
        raise NotOfThisCity
    if period.starts_on > timezone.localdate(now):
        raise PeriodToCome
    panel = Panel(city=city, name=name.strip()[:200], made_by=actor, made_at=now)
    panel.period_from, panel.period_to = period.starts_on, period.ends_on
    panel.save(force_insert=True)
    PanelQuestion.objects.bulk_create(
        PanelQuestion(panel=panel, indicator=row, position=position) for position, row in enumerate(asked, start=1)
    )
    Reviewer.objects.bulk_create(Reviewer(panel=panel, user=user) for user in seats)
    _tell(panel, seats)
    facts = {"n_questions": len(asked), "n_reviewers": len(seats)}
    record(actor=actor, verb="panel.opened", target=panel, book=city.slug, facts=facts)
    return panel


@transaction.atomic
def judge(*, question: PanelQuestion, level: int, evidence: str, actor: User, now: datetime | None = None) -> Judgement:
    """The actor's own judgement in the round that is open; a later one replaces it until the round is handed in.

    Raises PermissionDenied, RoundEnded, EvidenceNeeded, ValueError for a level that the rubric does not have.
    """
    seat = _seat(question.panel, actor=actor)
    if not evidence.strip():
        raise EvidenceNeeded
    if level not in range(1, 6):
        raise ValueError(level)
    row, _made = Judgement.objects.update_or_create(
        reviewer=seat,
        question=question,
        round=seat.panel.round,
        defaults={"level": level, "evidence": evidence.strip()[:800], "judged_at": now or timezone.now()},
    )
    return row


@transaction.atomic
def hand_in(*, panel: Panel, actor: User) -> Reviewer:
    """The actor's judgements of this round stand; in the second what was not changed stands as in the first.

    Raises PermissionDenied, RoundEnded, NotAllJudged.
    """
    seat = _seat(panel, actor=actor)
    if seat.panel.round == 2:
        _carry_over(seat)
    n_judged = Judgement.objects.filter(reviewer=seat, round=seat.panel.round).count()
    if n_judged < PanelQuestion.objects.filter(panel=panel).count():
        raise NotAllJudged
    seat.handed_in = seat.panel.round
    seat.save(update_fields=["handed_in"])
    book, facts = seat.panel.city.slug, {"round": seat.handed_in}
    record(actor=actor, verb="panel.handed_in", target=seat.panel, book=book, facts=facts)
    return seat


@transaction.atomic
def open_second_round(*, panel: Panel, actor: User) -> Panel:
    """Everybody who handed in sees the others' judgements and may think again; who did not is left out.

    Raises PermissionDenied, RoundEnded, NotAllJudged.
    """
    row = _open(panel, actor=actor)
    if row.state != PanelState.ROUND_ONE:
        raise RoundEnded
    seats = list(row.reviewers.filter(handed_in=1).select_related("user"))
    if len(seats) < LEAST_REVIEWERS:
        raise NotAllJudged
    row.state = PanelState.ROUND_TWO
    row.save(update_fields=["state"])
    _tell(row, [seat.user for seat in seats])
    record(actor=actor, verb="panel.second_round", target=row, book=row.city.slug)
    return row


@transaction.atomic
def close_panel(*, panel: Panel, actor: User, now: datetime | None = None) -> Panel:
    """Write the middle judgement of each question as a figure, its range beside it.

    Of everybody the last round they handed in counts. Raises PermissionDenied, RoundEnded, NotAllJudged.
    """
    now = now or timezone.now()
    row = _open(panel, actor=actor)
    seats = list(row.reviewers.all())
    heard = {seat.pk: seat.handed_in for seat in seats if seat.handed_in}
    if len(heard) < LEAST_REVIEWERS:
        raise NotAllJudged
    questions = list(row.questions.select_related("indicator"))
    levels: dict[int, list[int]] = {question.pk: [] for question in questions}
    for told in Judgement.objects.filter(reviewer__in=heard):
        if told.round == heard[told.reviewer_id]:
            levels[told.question_id].append(told.level)
    share = round(100 * len(heard) / len(seats))
    figures = [_figure(row, question.indicator, levels[question.pk], share=share) for question in questions]
    written, _n_new = write_figures(city=row.city, figures=figures, actor=actor, now=now)
    for question, observation in zip(questions, written, strict=True):
        question.observation = observation
    PanelQuestion.objects.bulk_update(questions, ["observation"])
    return _end(row, PanelState.CLOSED, actor=actor, now=now)


@transaction.atomic
def call_off(*, panel: Panel, actor: User, now: datetime | None = None) -> Panel:
    """End a panel without a figure; what was judged stays to be read. Raises PermissionDenied, RoundEnded."""
    return _end(_open(panel, actor=actor), PanelState.CANCELLED, actor=actor, now=now or timezone.now())


def _figure(panel: Panel, indicator: Indicator, levels: Sequence[int], *, share: int) -> Figure:
    with translation.override("th"):
        source = _("%(n)s reviewers, %(panel)s") % {"n": len(levels), "panel": panel.name}
    return Figure(
        indicator=indicator,
        level=Level.CITY,
        period=panel.period,
        value=Decimal(str(median(levels))),
        lower=Decimal(min(levels)),
        upper=Decimal(max(levels)),
        numerator=Decimal(sum(levels)),
        denominator=Decimal(len(levels)),
        source=source[:300],
        method=Method.REVIEW,
        completeness_percent=share,
    )


def _seat(panel: Panel, *, actor: User) -> Reviewer:
    """The actor's seat, locked, in a round that is open and not handed in."""
    rows = seats_of(actor).select_for_update(of=("self",)).select_related("panel__city")
    seat = rows.filter(panel=panel).first()
    if seat is None:
        raise PermissionDenied
    left_out = seat.panel.state == PanelState.ROUND_TWO and seat.handed_in == 0
    if seat.panel.state not in OPEN or left_out or seat.handed_in == seat.panel.round:
        raise RoundEnded
    return seat


def _carry_over(seat: Reviewer) -> None:
    """What was judged in the first round and not again stands for the second."""
    again = set(Judgement.objects.filter(reviewer=seat, round=2).values_list("question", flat=True))
    Judgement.objects.bulk_create(
        Judgement(
            reviewer=seat,
            question_id=told.question_id,
            round=2,
            level=told.level,
            evidence=told.evidence,
            judged_at=told.judged_at,
        )
        for told in Judgement.objects.filter(reviewer=seat, round=1).exclude(question__in=again)
    )


def _open(panel: Panel, *, actor: User) -> Panel:
    row = Panel.objects.select_for_update(of=("self",)).select_related("city").get(pk=panel.pk)
    if not may_measure(actor, row.city):
        raise PermissionDenied
    if row.state not in OPEN:
        raise RoundEnded
    return row


def _end(panel: Panel, state: PanelState, *, actor: User, now: datetime) -> Panel:
    panel.state, panel.ended_at = state, now
    panel.save(update_fields=["state", "ended_at"])
    record(actor=actor, verb=f"panel.{state.value}", target=panel, book=panel.city.slug)
    return panel


def _tell(panel: Panel, users: Sequence[User]) -> None:
    for user in users:
        with translation.override(user.language):
            subject = _("Your judgement is asked for: %(panel)s") % {"panel": panel.name}
            address = settings.BASE_URL + reverse("indicators:seat", args=[panel.city.slug, panel.uuid])
            body = _("Please judge each question by the rubric and name your evidence: %(address)s") % {
                "address": address
            }
            queue_notice(
                city=panel.city,
                channel=Channel.IN_APP,
                subject=subject[:200],
                body=body,
                key=f"panel:{panel.uuid}:{panel.state}:{user.pk}",
                user=user,
                about=panel,
            )
