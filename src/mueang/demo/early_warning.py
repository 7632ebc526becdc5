"""Early warning in the demo: rules that are live, a night's flags on invented pupils, and some decisions."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from mueang.apps.flags.actions import (
    add_fact,
    ask_for_opinion,
    decide,
    draft_rules,
    judge_asked,
    put_live,
    record_finding,
    run_flags,
    turn_on,
)
from mueang.apps.flags.enums import DecisionKind, FactKind, FactSource, Found
from mueang.apps.flags.models import Flag
from mueang.apps.registers.models import Schooling
from mueang.apps.registers.queries import school_year_of
from mueang.demo.city import Demo
from mueang.demo.registers import A_MONTH_BEFORE

DECISIONS = (
    (DecisionKind.KNOWN, "ครูประจำชั้นดูแลอยู่แล้ว (สมมติ)", None),
    (DecisionKind.LOOK_INTO, "", Found.NEEDED),
    (DecisionKind.LOOK_INTO, "", Found.FINE),
    (DecisionKind.WRONG_RECORD, "ครูลงวันผิด (สมมติ)", None),
    (DecisionKind.LOOK_INTO, "", None),
)


def add_early_warning(demo: Demo, *, now: datetime) -> list[Flag]:
    """The rules a city begins with go live, every pupil is looked at, and a few flags are answered."""
    _add_facts(demo)
    supervisor, worker = demo.users["supervisor"], demo.users["caseworker"]
    put_live(draft=draft_rules(city=demo.city, actor=supervisor), actor=supervisor)
    _add_second_opinion(demo, now=now)
    run_flags(city=demo.city, as_of=timezone.localdate(now), now=now)
    flags = list(Flag.objects.open().filter(city=demo.city))
    # Every third: the queue keeps some of each kind.
    for flag, (kind, reason, found) in zip(flags[::3], DECISIONS, strict=False):
        decision = decide(flag=flag, kind=kind, reason=reason, actor=worker, now=now - timedelta(hours=2))
        if found:
            record_finding(decision=decision, found=found, actor=worker)
    draft_rules(city=demo.city, actor=supervisor)
    return flags


def _add_second_opinion(demo: Demo, *, now: datetime) -> None:
    """A year ago one year that was over was too little, as the page still says; today's two are enough."""
    supervisor = demo.users["supervisor"]
    a_year_ago = now.replace(year=school_year_of(demo.today - A_MONTH_BEFORE) - 1, month=11, day=30)
    for asked_at in (a_year_ago, now):
        row = ask_for_opinion(city=demo.city, as_of=timezone.localdate(asked_at), actor=supervisor, now=asked_at)
        judge_asked(asked_at)
        row.refresh_from_db()
        if row.is_fresh(demo.today):
            turn_on(opinion=row, actor=supervisor, now=now)


def _add_facts(demo: Demo) -> None:
    """A household form of some, and nothing known of the others."""
    seats = Schooling.objects.filter(city=demo.city, left_on=None).select_related("pupil__city").order_by("pk")
    for number, seat in enumerate(seats[:60]):
        if number % 5:
            continue
        said = {FactKind.INCOME_PER_HEAD: 1800 + 150 * number, FactKind.DISTANCE_KM: 1 + number % 9}
        for kind, value in said.items():
            add_fact(
                pupil=seat.pupil,
                kind=kind,
                value=value,
                as_of=demo.today,
                source=FactSource.HOUSEHOLD_FORM,
                actor=demo.users["caseworker"],
            )
