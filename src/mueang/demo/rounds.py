"""Two rounds of the demo city: one that takes wishes, one that is published and can be checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from mueang.apps.catalog.actions import change_offering
from mueang.apps.catalog.enums import SeatGroup
from mueang.apps.catalog.models import Offering, Program
from mueang.apps.enrollment.actions.rounds import (
    NewRound,
    Wishes,
    draw,
    make_invitations,
    open_round,
    publish_next,
    send_wishes,
    start_drawing,
    start_publishing,
)
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.models import AllocationRound
from mueang.apps.people.models import Person
from mueang.apps.places.models import Neighbourhood
from mueang.demo.city import Demo
from mueang.demo.content_programs import PROGRAMS
from mueang.demo.learning import plan_of, publish

N_ACTIVITIES, SEATS, KEPT = 3, 8, 3
N_FINISHED, N_OPEN = 32, 14
DAY = timedelta(days=1)


def add_rounds(demo: Demo, *, now: datetime) -> None:
    """Wishes of invented people; every fourth comes with somebody, and twelve of the first round were invited."""
    people = iter(demo.chance.sample(demo.adults[60:], min(len(demo.adults) - 60, 2 * (N_FINISHED + N_OPEN))))
    began = now - 14 * DAY
    finished = _open(demo, "รอบต้นเดือน (สมมติ)", "Early round (invented)", opens_at=began, closes_at=now - DAY)
    codes = [
        one.code
        for one in make_invitations(
            allocation_round=finished, group=SeatGroup.LOW_INCOME, count=12, actor=demo.manager, now=began
        )
    ]
    _wish(demo, finished, [next(people, None) for _ in range(2 * N_FINISHED)], codes=codes, n=N_FINISHED, at=began)
    start_drawing(allocation_round=finished, actor=demo.manager, now=now)
    draw(allocation_round=finished, now=now)
    start_publishing(allocation_round=finished, actor=demo.manager)
    for _ in range(N_ACTIVITIES + 1):
        publish_next(allocation_round=finished, now=now)
    current = _open(demo, "รอบปลายเดือน (สมมติ)", "Late round (invented)", opens_at=now - DAY, closes_at=now + 6 * DAY)
    _wish(demo, current, [next(people, None) for _ in range(2 * N_OPEN)], codes=[], n=N_OPEN, at=now - DAY)


def _open(demo: Demo, name_th: str, name_en: str, *, opens_at: datetime, closes_at: datetime) -> AllocationRound:
    weeks = 5 if closes_at < opens_at + 10 * DAY else 3
    offerings = [_activity(demo, number, weeks=weeks) for number in range(N_ACTIVITIES)]
    plan = NewRound(
        name_th=name_th, name_en=name_en, opens_at=_on_the_hour(opens_at), closes_at=_on_the_hour(closes_at)
    )
    return open_round(
        city=demo.city,
        plan=plan,
        offerings=[one.uuid for one in offerings],
        request_key=f"demo-round-{weeks}",
        actor=demo.manager,
        now=min(opens_at, closes_at - DAY),
    )


def _on_the_hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _activity(demo: Demo, number: int, *, weeks: int) -> Offering:
    """A later course of a program for everybody, with few seats and some of them kept."""
    line = [one for one in PROGRAMS if one.ages == (None, None)][number]._replace(seats=SEATS)
    program = Program.objects.get(city=demo.city, name_th=line.name_th)
    first = demo.today + timedelta(days=line.first_day + 7 * weeks)
    offering = publish(demo, line, program, plan_of(line, first))
    return change_offering(offering=offering, actor=demo.manager, reserved_seats={SeatGroup.LOW_INCOME.value: KEPT})


def _wish(
    demo: Demo,
    row: AllocationRound,
    people: Sequence[Person | None],
    *,
    codes: Sequence[str],
    n: int,
    at: datetime,
) -> None:
    offerings = [choice.offering.uuid for choice in row.choices.select_related("offering")]
    near = list(Neighbourhood.objects.filter(city=demo.city).order_by("pk"))
    waiting = [person for person in people if person is not None and person.birth_on]
    for number in range(n):
        members = [waiting.pop() for _ in range(1 + (number % 4 == 0)) if waiting]
        if not members:
            return
        # The first activity is wanted most, as in life.
        wished = sorted(offerings, key=lambda one: offerings.index(one) + 2 * demo.chance.random())
        send_wishes(
            allocation_round=row,
            members=members,
            wishes=Wishes(
                wished[: demo.chance.randint(1, N_ACTIVITIES)],
                invitation=codes[number - n] if number >= n - len(codes) else "",
                neighbourhood=demo.chance.choice(near).uuid if near else None,
            ),
            via=Via.SELF,
            request_key=f"demo-wish-{number}",
            now=at + timedelta(minutes=number + 61),
        )
