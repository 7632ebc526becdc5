"""Decisions: every flag ends in one, it can be taken back within a day, and what was found judges the signs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cast import MEMBERS, Cast
from factories.flags import TODAY, flagged
from mueang.apps.audit.models import Event
from mueang.apps.flags.actions import decide, record_finding, run_flags, take_up, undo_decision
from mueang.apps.flags.enums import DecisionKind, FlagState, Found
from mueang.apps.flags.errors import (
    AnsweredAlready,
    DayNeeded,
    FlaggedAnew,
    NotHandedOver,
    ReasonNeeded,
    TakenUp,
    TooLateToUndo,
)
from mueang.apps.flags.models import Flag, FlagDecision
from mueang.apps.flags.queries import judged, waiting_hand_overs

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(timezone.datetime(TODAY.year, TODAY.month, TODAY.day, 9))


def decided(cast: Cast, kind: str = DecisionKind.LOOK_INTO, flag: Flag | None = None, **said: Any) -> FlagDecision:
    return decide(flag=flag or flagged(cast.city), kind=kind, actor=cast.case_worker, now=NOW, **said)


def test_looking_into_a_flag_hands_it_over_to_support(cast: Cast) -> None:
    decision = decided(cast, reason="  the  teacher called ")
    assert decision.flag.state == FlagState.ANSWERED
    assert decision.reason == "the teacher called"
    assert list(waiting_hand_overs(cast.city)) == [decision]
    assert not waiting_hand_overs(cast.elsewhere).exists()
    assert take_up(decision=decision, now=NOW)
    assert not take_up(decision=decision, now=NOW)
    assert not waiting_hand_overs(cast.city).exists()


@pytest.mark.parametrize("kind", [DecisionKind.NOT_NOW, DecisionKind.KNOWN, DecisionKind.WRONG_RECORD])
def test_nothing_else_is_handed_over(cast: Cast, kind: str) -> None:
    decision = decided(cast, kind, reason="why", until=TODAY + timedelta(days=9))
    assert not waiting_hand_overs(cast.city).exists()
    with pytest.raises(NotHandedOver):
        take_up(decision=decision)
    with pytest.raises(NotHandedOver):
        record_finding(decision=decision, found=Found.FINE, actor=cast.case_worker)


@pytest.mark.parametrize("kind", [DecisionKind.NOT_NOW, DecisionKind.WRONG_RECORD])
def test_what_may_hide_a_child_needs_its_reason(cast: Cast, kind: str) -> None:
    with pytest.raises(ReasonNeeded) as refused:
        decided(cast, kind, reason="  ", until=TODAY + timedelta(days=9))
    assert refused.value.sentence
    assert Flag.objects.get().state == FlagState.OPEN


@pytest.mark.parametrize("days", [None, 0, -1, 181])
def test_not_now_needs_a_day_that_comes(cast: Cast, days: int | None) -> None:
    until = None if days is None else TODAY + timedelta(days=days)
    with pytest.raises(DayNeeded):
        decided(cast, DecisionKind.NOT_NOW, reason="exams", until=until)


def test_a_flag_is_answered_once(cast: Cast) -> None:
    decision = decided(cast)
    with pytest.raises(AnsweredAlready):
        decided(cast, flag=decision.flag)


def test_a_decision_is_taken_back_within_a_day(cast: Cast) -> None:
    decision = decided(cast)
    undo_decision(decision=decision, actor=cast.case_supervisor, now=NOW + timedelta(hours=23))
    decision.refresh_from_db()
    assert decision.flag.state == FlagState.OPEN
    assert decision.undone_by == cast.case_supervisor
    assert not waiting_hand_overs(cast.city).exists()
    assert undo_decision(decision=decision, actor=cast.case_worker).state == FlagState.OPEN
    again = decided(cast, DecisionKind.KNOWN, flag=decision.flag)
    assert again.pk != decision.pk


def test_what_others_rely_on_is_not_taken_back(cast: Cast) -> None:
    late = decided(cast)
    with pytest.raises(TooLateToUndo):
        undo_decision(decision=late, actor=cast.case_worker, now=NOW + timedelta(hours=25))
    take_up(decision=late)
    with pytest.raises(TakenUp):
        undo_decision(decision=late, actor=cast.case_worker, now=NOW)


def test_a_newer_flag_is_answered_instead(cast: Cast) -> None:
    decision = decided(cast, DecisionKind.NOT_NOW, reason="x", until=TODAY + timedelta(days=1))
    run_flags(city=cast.city, as_of=TODAY + timedelta(days=1))
    with pytest.raises(FlaggedAnew):
        undo_decision(decision=decision, actor=cast.case_worker, now=NOW + timedelta(hours=20))


@pytest.mark.parametrize("name", [name for name in MEMBERS if not name.startswith("case_")])
def test_nobody_else_decides_or_takes_back(cast: Cast, name: str) -> None:
    decision, member = decided(cast), getattr(cast, name)
    other = flagged(cast.city)
    with pytest.raises(PermissionDenied):
        decide(flag=other, kind=DecisionKind.KNOWN, actor=member)
    with pytest.raises(PermissionDenied):
        undo_decision(decision=decision, actor=member)
    with pytest.raises(PermissionDenied):
        record_finding(decision=decision, found=Found.FINE, actor=member)


def test_what_was_found_is_kept_and_may_be_corrected(cast: Cast) -> None:
    decision = decided(cast)
    record_finding(decision=decision, found=Found.UNREACHED, actor=cast.case_worker)
    record_finding(decision=decision, found=Found.NEEDED, actor=None)
    record_finding(decision=decision, found=Found.NEEDED, actor=None)
    decision.refresh_from_db()
    assert (decision.found, decision.found_by) == (Found.NEEDED, None)
    assert Event.objects.filter(verb="flags.found").count() == 2


def test_signs_are_judged_by_what_was_found(cast: Cast) -> None:
    kinds = [DecisionKind.KNOWN] * 3 + [DecisionKind.WRONG_RECORD] + [DecisionKind.LOOK_INTO] * 3
    made = [decided(cast, kind, reason="why") for kind in kinds]
    for decision, found in zip(made[4:], [Found.FINE, Found.UNREACHED], strict=False):
        record_finding(decision=decision, found=found, actor=cast.case_worker)
    decided(cast, DecisionKind.NOT_NOW, reason="exams", until=TODAY + timedelta(days=9))
    undo_decision(decision=decided(cast, DecisionKind.KNOWN), actor=cast.case_worker, now=NOW)
    shown = judged(viewer=cast.case_supervisor, city=cast.city)
    row = next(row for row in shown.rows if row.key == "row-3")
    assert (row.n_needed, row.n_fine, row.n_wrong, row.n_unreached, row.n_waiting) == (3, 1, 1, 1, 1)
    assert (row.n_judged, row.precision) == (5, 0.6)
    assert (shown.total.n_judged, shown.n_not_now) == (5, 1)
    assert judged(viewer=cast.manager, city=cast.city).rows == []


def test_few_judgements_make_no_percentage(cast: Cast) -> None:
    decided(cast, DecisionKind.KNOWN)
    assert judged(viewer=cast.case_supervisor, city=cast.city).total.precision is None
