"""Assessors take work, judge it without seeing each other, and settle where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import holds
from mueang.apps.assessments.enums import LEVELS, HandInState, Means
from mueang.apps.assessments.errors import (
    FeedbackMissing,
    GivenAlready,
    LevelsMissing,
    NotForThisAssessor,
    NothingToSettle,
    OthersMustConfirm,
    SeatsTaken,
)
from mueang.apps.assessments.models import HandIn, Judgement, Verdict
from mueang.apps.assessments.queries.verdicts import differing, is_passed, middle
from mueang.apps.assessments.rules import judgeable_hand_ins, may_set
from mueang.apps.audit.actions import record
from mueang.apps.enrollment.actions.words import to_person

Levels = Mapping[str, str]
THIRD = 3


@transaction.atomic
def take_hand_in(*, hand_in: HandIn, actor: User, now: datetime) -> Judgement:
    """Take a seat at a hand-in, as long as one is free; pressed again it is the same seat.

    Raises NotForThisAssessor and SeatsTaken.
    """
    row = lock_hand_in(hand_in)
    if not judgeable_hand_ins(actor).filter(pk=row.pk).exists():
        raise NotForThisAssessor
    taken = list(row.judgements.all())
    own = next((one for one in taken if one.assessor_id == actor.pk), None)
    if own is not None:
        return own
    if row.state != HandInState.WAITING or len(taken) >= row.n_seats:
        raise SeatsTaken
    seat = next(number for number in range(1, row.n_seats + 1) if number not in {one.seat for one in taken})
    judgement = Judgement.objects.create(hand_in=row, assessor=actor, seat=seat, taken_at=now)
    _record(row, actor=actor, verb="hand_in.taken")
    return judgement


@transaction.atomic
def release_hand_in(*, judgement: Judgement, actor: User) -> None:
    """Give the seat back for somebody else. Raises PermissionDenied and GivenAlready."""
    _lock_own(judgement, actor).delete()


@transaction.atomic
def hand_over_judgement(*, judgement: Judgement, assessor: User, actor: User) -> None:
    """The seat of one who leaves: to `assessor` where they may judge this work and do not yet, else free for anybody.

    What the leaver had begun to write goes: every assessor judges for themselves. Raises PermissionDenied and
    GivenAlready.
    """
    hand_in = lock_hand_in(judgement.hand_in)
    city = hand_in.assignment.offering.city
    if not holds(actor, Permission.ROLES_GRANT, at=[city.uuid]):
        raise PermissionDenied
    row = Judgement.objects.select_for_update(of=("self",)).get(pk=judgement.pk)
    if row.given_at is not None:
        raise GivenAlready
    may = judgeable_hand_ins(assessor).filter(pk=hand_in.pk).exists()
    if may and not hand_in.judgements.filter(assessor=assessor).exists():
        row.assessor, row.levels, row.remarks, row.feedback = assessor, {}, {}, ""
        row.save(update_fields=["assessor", "levels", "remarks", "feedback"])
    else:
        row.delete()
    _record(hand_in, actor=actor, verb="hand_in.passed_on")


@transaction.atomic
def write_judgement(
    *, judgement: Judgement, levels: Levels, remarks: Mapping[str, str], feedback: str, actor: User
) -> Judgement:
    """Keep what is judged so far. Raises PermissionDenied and GivenAlready."""
    row = _lock_own(judgement, actor)
    _write(row, levels, remarks, feedback)
    return row


@transaction.atomic
def give_judgement(
    *, judgement: Judgement, levels: Levels, remarks: Mapping[str, str], feedback: str, actor: User, now: datetime
) -> Judgement:
    """Give a judgement for good; the last one given settles the hand-in, or shows where the assessors differ.

    Raises PermissionDenied, GivenAlready, LevelsMissing, FeedbackMissing.
    """
    hand_in = lock_hand_in(judgement.hand_in)
    row = _lock_own(judgement, actor)
    _write(row, levels, remarks, feedback)
    if set(row.levels) != set(keys_of(hand_in)):
        raise LevelsMissing
    if not row.feedback:
        raise FeedbackMissing
    row.given_at = now
    row.save(update_fields=["given_at"])
    _conclude(hand_in, now)
    _record(hand_in, actor=actor, verb="hand_in.judged")
    return row


@transaction.atomic
def propose_settlement(*, hand_in: HandIn, levels: Levels, words: str, actor: User, now: datetime) -> Verdict:
    """Say what should count where two assessors differ; proposing what the other proposed confirms it.

    Raises PermissionDenied, NothingToSettle and LevelsMissing.
    """
    row, given = _lock_differing(hand_in, actor)
    chosen = {**given[0].levels, **{key: levels.get(key, "") for key in differing([one.levels for one in given])}}
    if not set(chosen.values()) <= set(LEVELS):
        raise LevelsMissing
    standing = row.verdicts.filter(settled_at=None).first()
    if standing is not None and standing.proposed_by_id != actor.pk and standing.levels == chosen:
        return _settle_together(row, standing, actor=actor, now=now)
    row.verdicts.filter(settled_at=None).delete()
    verdict = Verdict.objects.create(
        hand_in=row,
        number=_next_number(row),
        means=Means.TOGETHER,
        levels=chosen,
        is_passed=is_passed(chosen, pass_level=row.assignment.pass_level),
        words=words.strip()[:8000],
        proposed_by=actor,
    )
    _record(row, actor=actor, verb="hand_in.proposed")
    return verdict


@transaction.atomic
def confirm_settlement(*, hand_in: HandIn, actor: User, now: datetime) -> Verdict:
    """Agree with what another assessor proposed. Raises PermissionDenied, NothingToSettle, OthersMustConfirm."""
    row, _given = _lock_differing(hand_in, actor)
    standing = row.verdicts.filter(settled_at=None).first()
    if standing is None:
        raise NothingToSettle
    if standing.proposed_by_id == actor.pk:
        raise OthersMustConfirm
    return _settle_together(row, standing, actor=actor, now=now)


@transaction.atomic
def ask_third(*, hand_in: HandIn, actor: User) -> HandIn:
    """Open a third seat; then the middle judgement counts. By an assessor of the work or who runs the offering.

    Raises PermissionDenied and NothingToSettle.
    """
    row = lock_hand_in(hand_in)
    if not may_set(actor, row.assignment.offering) and not row.judgements.filter(assessor=actor).exists():
        raise PermissionDenied
    if row.state != HandInState.DIFFERS:
        raise NothingToSettle
    row.verdicts.filter(settled_at=None).delete()
    row.state, row.n_seats = HandInState.WAITING, THIRD
    row.save(update_fields=["state", "n_seats"])
    _record(row, actor=actor, verb="hand_in.third_asked")
    return row


def lock_hand_in(hand_in: HandIn) -> HandIn:
    """The row with what is needed to judge, for this transaction alone."""
    rows = HandIn.objects.select_for_update(of=("self",)).select_related(
        "assignment__offering__city", "assignment__offering__place__organization", "enrollment__person"
    )
    return rows.get(pk=hand_in.pk)


def keys_of(hand_in: HandIn) -> list[str]:
    return list(hand_in.assignment.criteria.values_list("key", flat=True))


def add_verdict(row: HandIn, *, means: str, levels: Levels, words: str, now: datetime, may_appeal: bool) -> Verdict:
    """What counts from now on, and word for the learner."""
    days = row.assignment.appeal_days if may_appeal else 0
    verdict = Verdict.objects.create(
        hand_in=row,
        number=_next_number(row),
        means=means,
        levels=dict(levels),
        is_passed=is_passed(levels, pass_level=row.assignment.pass_level),
        words=words,
        settled_at=now,
        appeal_until=now + timedelta(days=days) if days else None,
    )
    _finish(row, verdict)
    return verdict


def _conclude(row: HandIn, now: datetime) -> None:
    """Nothing while a seat has not judged; a verdict where all agree or there is a middle; else they differ."""
    given = list(row.judgements.exclude(given_at=None))
    if len(given) < row.n_seats:
        return
    said = [one.levels for one in given]
    if not differing(said):
        add_verdict(row, means=Means.AT_ONCE, levels=said[0], words="", now=now, may_appeal=True)
    elif len(said) >= THIRD:
        add_verdict(row, means=Means.MEDIAN, levels=middle(said), words="", now=now, may_appeal=True)
    else:
        row.state = HandInState.DIFFERS
        row.save(update_fields=["state"])


def _settle_together(row: HandIn, verdict: Verdict, *, actor: User, now: datetime) -> Verdict:
    verdict.settled_at = now
    days = row.assignment.appeal_days
    verdict.appeal_until = now + timedelta(days=days) if days else None
    verdict.save(update_fields=["settled_at", "appeal_until"])
    _finish(row, verdict)
    _record(row, actor=actor, verb="hand_in.settled")
    return verdict


def _finish(row: HandIn, verdict: Verdict) -> None:
    row.state = HandInState.SETTLED
    row.save(update_fields=["state"])
    offering = row.assignment.offering

    def written() -> tuple[str, str]:
        return (
            _("Your work has been judged"),
            _("What you handed in is judged. You find the result and the feedback under My learning."),
        )

    to_person(row.enrollment.person, written, about=offering, key=f"verdict:{verdict.uuid}", also_copy=False)


def _next_number(row: HandIn) -> int:
    return (row.verdicts.aggregate(last=Max("number"))["last"] or 0) + 1


def _write(row: Judgement, levels: Levels, remarks: Mapping[str, str], feedback: str) -> None:
    keys = keys_of(row.hand_in)
    row.levels = {key: levels[key] for key in keys if levels.get(key) in LEVELS}
    row.remarks = {key: text[:1000] for key in keys if (text := remarks.get(key, "").strip())}
    row.feedback = feedback.strip()[:8000]
    row.save(update_fields=["levels", "remarks", "feedback"])


def _lock_own(judgement: Judgement, actor: User) -> Judgement:
    row = Judgement.objects.select_for_update(of=("self",)).select_related("hand_in__assignment").get(pk=judgement.pk)
    if row.assessor_id != actor.pk or not judgeable_hand_ins(actor).filter(pk=row.hand_in_id).exists():
        raise PermissionDenied
    if row.given_at is not None:
        raise GivenAlready
    return row


def _lock_differing(hand_in: HandIn, actor: User) -> tuple[HandIn, Sequence[Judgement]]:
    row = lock_hand_in(hand_in)
    given = list(row.judgements.exclude(given_at=None))
    if actor.pk not in {one.assessor_id for one in given}:
        raise PermissionDenied
    if row.state != HandInState.DIFFERS:
        raise NothingToSettle
    return row, given


def _record(row: HandIn, *, actor: User, verb: str) -> None:
    record(actor=actor, verb=verb, target=row, book=row.assignment.offering.city.slug)
