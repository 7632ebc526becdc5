"""Breaches: their clock, who was told, and the words left before it runs out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.people import DataRequestFactory
from factories.privacy import breach, officer_of_privacy
from mueang.apps.audit.models import Event
from mueang.apps.notices.models import Notice
from mueang.apps.privacy.actions.breaches import add_breach_step, close_breach, judge_breach, open_breach
from mueang.apps.privacy.errors import BreachClosed, BreachWaits, LateWithoutReason, NotInOrder
from mueang.apps.privacy.models import Breach
from mueang.apps.privacy.tasks import run


def told(row, cast, kind="pdpc_told", **said):
    return add_breach_step(breach=row, kind=kind, words="แจ้งแล้ว", at=timezone.now(), actor=cast.manager, **said)


def test_the_clock_runs_from_the_moment_the_city_knew(cast):
    row = breach(cast, hours_ago=70.5)

    assert row.hours_left(timezone.now()) == 1
    assert row.tell_by == row.known_at + timedelta(hours=72)
    assert [breach(cast).number, breach(cast).number] == [2, 3]


def test_telling_after_72_hours_needs_a_reason_and_in_time_does_not(cast):
    late, fresh = breach(cast, hours_ago=80), breach(cast)

    with pytest.raises(LateWithoutReason) as refusal:
        told(late, cast)
    told(late, cast, late_reason="ไฟดับทั้งเมือง")
    told(fresh, cast, pdpc_number="1/2569")

    assert refusal.value.sentence
    rows = Breach.objects.order_by("number").values_list("late_reason", "pdpc_number")
    assert list(rows) == [("ไฟดับทั้งเมือง", ""), ("", "1/2569")]


def test_it_does_not_close_while_somebody_must_be_told_unless_it_says_why_not(cast):
    row = breach(cast, risk="high")
    told(row, cast)

    with pytest.raises(BreachWaits):
        close_breach(breach=row, lesson="ตรวจสองคน", actor=cast.manager)
    close_breach(breach=row, lesson="ตรวจสองคน", late_reason="ไม่มีที่อยู่ของใคร", actor=cast.manager)
    for again in (lambda: told(row, cast), lambda: judge_breach(breach=row, risk="none", actor=cast.manager)):
        with pytest.raises(BreachClosed):
            again()

    verbs = list(Event.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["breach.opened", "breach.step", "breach.closed"]


def test_one_without_a_risk_closes_at_once(cast):
    row = judge_breach(breach=breach(cast), risk="none", n_people=0, actor=cast.manager)

    assert close_breach(breach=row, lesson="ไม่มีใครเห็น", actor=cast.manager).closed_at is not None


def test_moments_out_of_order_are_refused(cast):
    row, now = breach(cast), timezone.now()
    said = {"city": cast.city, "kind": "integrity", "risk": "none", "what": "-", "data_kinds": "-"}

    for at in (now + timedelta(hours=1), row.known_at - timedelta(hours=1)):
        with pytest.raises(NotInOrder):
            add_breach_step(breach=row, kind="found", words="-", at=at, actor=cast.manager)
    with pytest.raises(NotInOrder):
        open_breach(**said, known_at=now + timedelta(hours=1), actor=cast.manager)
    with pytest.raises(NotInOrder):
        open_breach(**said, known_at=now - timedelta(hours=2), happened_at=now, actor=cast.manager)


def test_whoever_does_not_keep_the_desk_writes_nothing(cast):
    row = breach(cast)
    for member in ("officer", "unit_officer", "auditor", "manager_elsewhere", "case_supervisor", "stranger"):
        with pytest.raises(PermissionDenied):
            close_breach(breach=row, lesson="-", late_reason="-", actor=getattr(cast, member))
        with pytest.raises(PermissionDenied):
            open_breach(
                city=cast.city,
                kind="integrity",
                risk="none",
                what="-",
                data_kinds="-",
                known_at=timezone.now(),
                actor=getattr(cast, member),
            )


def test_the_worker_leaves_word_once_a_stage_and_names_nobody(cast):
    officer = officer_of_privacy(cast)
    breach(cast, hours_ago=1)
    breach(cast, hours_ago=60)
    breach(cast, hours_ago=80)
    today = timezone.localdate()
    for days in (40, 25, 2):
        DataRequestFactory(person=cast.learner_person, received_on=today - timedelta(days=days))
    DataRequestFactory(person=cast.learner_person, received_on=today - timedelta(days=40), done_at=timezone.now())

    first, second = run(timezone.now()), run(timezone.now())

    # The officer and the manager, each of two breaches and two requests.
    assert (first, second) == (8, 0)
    words = list(Notice.objects.filter(user=officer).values_list("subject", "body"))
    assert len(words) == 4
    assert cast.learner_person.given_name not in str(words)
    assert not Notice.objects.exclude(user__in=[officer, cast.manager]).exists()
