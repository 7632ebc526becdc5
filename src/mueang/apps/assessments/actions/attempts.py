"""A learner begins a quiz, saves answers, hands in; the server alone marks."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.assessments.enums import GRACE_SECONDS, ItemKind
from mueang.apps.assessments.errors import (
    HandedInAlready,
    NoSeat,
    NothingToDraw,
    NotOpen,
    NoTriesLeft,
    TimeIsUp,
    WaitFirst,
)
from mueang.apps.assessments.models import Attempt, Drawn, Quiz
from mueang.apps.assessments.queries.drawing import draw
from mueang.apps.assessments.queries.marking import LONGEST_ANSWER, is_right
from mueang.apps.audit.actions import record
from mueang.apps.enrollment.models import Enrollment
from mueang.lib.one_by_one import one_by_one

Answers = Mapping[int, Sequence[Any]]


def begin_attempt(*, quiz: Quiz, enrollment: Enrollment, actor: User | None, now: datetime) -> Attempt:
    """Draw a paper, or go on with the one that is open: pressed in two tabs it is one attempt.

    Raises NoSeat, NotOpen, NoTriesLeft, WaitFirst, NothingToDraw.
    """
    standing = quiz.attempts.filter(enrollment=enrollment, handed_in_at=None).first()
    if standing is not None and standing.is_over(now):
        close_attempt(attempt=standing, now=now)
    return _begin(quiz, enrollment, actor=actor, now=now)


@transaction.atomic
def _begin(quiz: Quiz, enrollment: Enrollment, *, actor: User | None, now: datetime) -> Attempt:
    enrollment = (
        Enrollment.objects.select_for_update(of=("self",)).select_related("offering__city").get(pk=enrollment.pk)
    )
    # The rule may have been changed since the page was read.
    quiz = Quiz.objects.get(pk=quiz.pk)
    if enrollment.offering_id != quiz.offering_id or not enrollment.holds_a_seat:
        raise NoSeat
    tries = list(quiz.attempts.filter(enrollment=enrollment))
    standing = next((one for one in tries if one.handed_in_at is None), None)
    if standing is not None:
        return standing
    _ensure_may_try(quiz, tries, now)
    attempt = Attempt.objects.create(
        quiz=quiz,
        enrollment=enrollment,
        number=len(tries) + 1,
        seed=secrets.randbits(62),
        begun_at=now,
        due_at=_due(quiz, now),
        out_of=quiz.n_drawn,
    )
    _draw(quiz, attempt)
    facts = {"number": attempt.number}
    record(actor=actor, verb="quiz.begun", target=attempt, book=enrollment.offering.city.slug, facts=facts)
    return attempt


def _ensure_may_try(quiz: Quiz, tries: Sequence[Attempt], now: datetime) -> None:
    if not quiz.takes(now):
        raise NotOpen
    if quiz.n_tries and len(tries) >= quiz.n_tries:
        raise NoTriesLeft
    last = max((one.handed_in_at for one in tries if one.handed_in_at), default=None)
    until = last + timedelta(minutes=quiz.wait_minutes) if last else None
    if until is not None and now < until:
        raise WaitFirst(until)


def _due(quiz: Quiz, now: datetime) -> datetime | None:
    ends = [quiz.closes_at, now + timedelta(minutes=quiz.limit_minutes) if quiz.limit_minutes else None]
    return min((end for end in ends if end is not None), default=None)


def _draw(quiz: Quiz, attempt: Attempt) -> None:
    items = list(quiz.items.filter(retired_at=None))
    if len(items) < quiz.n_drawn:
        raise NothingToDraw
    Drawn.objects.bulk_create(
        Drawn(attempt=attempt, item=one.item, place=place, order=one.order)
        for place, one in enumerate(draw(items, n=quiz.n_drawn, seed=attempt.seed), start=1)
    )


def save_answers(*, attempt: Attempt, answers: Answers, now: datetime) -> Attempt:
    """Keep what is answered so far, by place; a phone that dies loses at most one answer.

    Raises HandedInAlready, and TimeIsUp once what was saved in time is marked.
    """
    _ensure_in_time(attempt, now)
    with transaction.atomic():
        attempt = _lock(attempt)
        if attempt.handed_in_at is not None:
            raise HandedInAlready
        _keep(attempt, answers)
    return attempt


def hand_in_attempt(*, attempt: Attempt, answers: Answers, actor: User | None, now: datetime) -> Attempt:
    """Mark an attempt for good. Sent again, whatever it holds, it gets the first result.

    Raises TimeIsUp once what was saved in time is marked.
    """
    _ensure_in_time(attempt, now)
    with transaction.atomic():
        attempt = _lock(attempt)
        if attempt.handed_in_at is None:
            _keep(attempt, answers)
            _mark(attempt, actor=actor, at=now)
    return attempt


@transaction.atomic
def close_attempt(*, attempt: Attempt, now: datetime) -> Attempt:
    """Mark what was saved of an attempt whose time is over; once, whoever notices first."""
    attempt = _lock(attempt)
    if attempt.handed_in_at is None and attempt.is_over(now) and attempt.due_at is not None:
        _mark(attempt, actor=None, at=attempt.due_at)
    return attempt


def close_overdue(*, now: datetime) -> int:
    """Close attempts whose time ran out while nobody looked; how many."""
    late = Attempt.objects.filter(handed_in_at=None, due_at__lt=now - timedelta(seconds=GRACE_SECONDS))

    def close(attempt: Attempt) -> int:
        close_attempt(attempt=attempt, now=now)
        return 1

    return one_by_one("attempts overdue", late.order_by("due_at"), close)


def _ensure_in_time(attempt: Attempt, now: datetime) -> None:
    """Closed in a transaction of its own: the refusal must not undo it."""
    if attempt.handed_in_at is None and attempt.is_over(now):
        close_attempt(attempt=attempt, now=now)
        raise TimeIsUp


def _lock(attempt: Attempt) -> Attempt:
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("quiz__offering__city")
    return rows.get(pk=attempt.pk)


def _keep(attempt: Attempt, answers: Answers) -> None:
    """Answers that fit their item; what fits none was not sent by our page."""
    changed = []
    for row in attempt.drawn.select_related("item"):
        if row.place in answers:
            row.answer = _fitting(row, answers[row.place])
            changed.append(row)
    Drawn.objects.bulk_update(changed, ["answer"])


def _fitting(row: Drawn, answer: Sequence[Any]) -> list[Any]:
    if not row.item.is_chosen:
        return [text] if answer and (text := str(answer[0]).strip()[:LONGEST_ANSWER]) else []
    chosen = sorted({place for place in answer if place in range(len(row.item.options))})
    return chosen[:1] if row.item.kind == ItemKind.ONE else chosen


def _mark(attempt: Attempt, *, actor: User | None, at: datetime) -> None:
    rows = list(attempt.drawn.select_related("item"))
    for row in rows:
        row.is_right = is_right(row.item, row.answer)
    Drawn.objects.bulk_update(rows, ["is_right"])
    attempt.points, attempt.handed_in_at = sum(bool(row.is_right) for row in rows), at
    attempt.save(update_fields=["points", "handed_in_at"])
    book = attempt.quiz.offering.city.slug
    record(actor=actor, verb="quiz.handed_in", target=attempt, book=book, facts={"number": attempt.number})
