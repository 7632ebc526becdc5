"""A flag handed over becomes one concern; what the concern came to judges the flag."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cast import Cast
from factories.flags import flagged
from mueang.apps.flags.actions import decide, undo_decision
from mueang.apps.flags.enums import DecisionKind, Found
from mueang.apps.notices.models import Notice
from mueang.apps.support import tasks
from mueang.apps.support.enums.concerns import Channel, ConcernState, Urgency
from mueang.apps.support.models.concerns import Concern

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SOON = NOW + timedelta(minutes=11)


def test_a_flag_to_look_into_comes_in_once_with_its_reasons(cast: Cast) -> None:
    flag = flagged(cast.city)
    decide(flag=flag, kind=DecisionKind.LOOK_INTO, reason="ครูโทรมา", actor=cast.case_worker, now=NOW)
    tasks.run(SOON)
    tasks.run(SOON)
    concern = Concern.objects.get()
    assert (concern.channel, concern.urgency, concern.raised_by) == (
        Channel.REGISTER_FLAG,
        Urgency.SOON,
        cast.case_worker,
    )
    assert concern.about == flag.pupil.full_name
    assert "ขาดเรียน 6 วันใน 20 วันเรียนล่าสุด: 30%" in concern.said
    assert "ครูโทรมา" in concern.said
    words = " ".join(f"{notice.subject} {notice.body} {notice.key}" for notice in Notice.objects.all())
    assert words
    assert flag.pupil.given_name not in words
    assert str(flag.uuid) not in words


def test_a_wrong_press_can_be_taken_back_before_anybody_works_on_it(cast: Cast) -> None:
    decision = decide(flag=flagged(cast.city), kind=DecisionKind.LOOK_INTO, actor=cast.case_worker, now=NOW)
    tasks.run(NOW + timedelta(minutes=9))
    undo_decision(decision=decision, actor=cast.case_worker, now=NOW + timedelta(minutes=9))
    tasks.run(SOON)
    assert not Concern.objects.exists()


@pytest.mark.parametrize(
    ("state", "found"),
    [
        (ConcernState.CASE, Found.NEEDED),
        (ConcernState.RECORD_WRONG, Found.WRONG),
        (ConcernState.UNREACHABLE, Found.UNREACHED),
        (ConcernState.UNFOUNDED, Found.FINE),
        (ConcernState.NEW, ""),
    ],
)
def test_what_the_concern_came_to_is_told_to_the_flag(cast: Cast, state: str, found: str) -> None:
    decision = decide(flag=flagged(cast.city), kind=DecisionKind.LOOK_INTO, actor=cast.case_worker, now=NOW)
    tasks.run(SOON)
    fault = "moved" if state == ConcernState.RECORD_WRONG else ""
    settled_at = None if state == ConcernState.NEW else SOON
    Concern.objects.update(state=state, settled_at=settled_at, record_fault=fault)
    tasks.run(SOON)
    decision.refresh_from_db()
    assert decision.found == found
