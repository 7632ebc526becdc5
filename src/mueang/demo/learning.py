"""What is on in the demo city: offerings running and to come, with their rolls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from mueang.apps.catalog.actions import open_offering, open_program, plan_sessions, publish_offering, verify_offering
from mueang.apps.catalog.enums import Mode
from mueang.apps.catalog.models import Offering, Program, Session
from mueang.apps.catalog.queries import PlannedSession, sessions_of, weekly_plan
from mueang.apps.enrollment.actions import NewMember, RollMark, enrol_persons, join_waitlist, save_roll
from mueang.apps.enrollment.enums import Mark, Via
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.people.models import Person
from mueang.demo.city import Demo
from mueang.demo.content_programs import PROGRAMS, ROLL_CALL_PROGRAM, DemoProgram
from mueang.demo.faces import add_faces
from mueang.demo.names import invented_phone

ABSENT_SHARE, LATE_SHARE = 0.08, 0.06
N_ROLL_CALL = 40
BORN_LONG_AGO = date(1985, 5, 1)


def add_offerings(demo: Demo) -> None:
    """Every program once; about a third have run for some weeks, one is full with people waiting."""
    for number, line in enumerate(PROGRAMS):
        program = add_program(demo, line)
        weeks_run = (0, 0, 2)[number % 3] if line.meetings > 2 else 0
        first = demo.today + timedelta(days=line.first_day - 7 * weeks_run)
        offering = publish(demo, line, program, plan_of(line, first))
        share = (0.45, 0.7, 0.9, 1.0)[number % 4]
        learners = fitting(demo, line, offering, n=int(line.seats * share))
        if learners:
            enrol_persons(offering=offering, persons=learners, via=Via.OFFICER, actor=demo.manager)
        hold_past_sessions(demo, offering)
        offering.refresh_from_db()
        if offering.seats_left == 0 and line.ages[1] is None:
            wait(offering, n=2, first=number * 10)


def add_roll_call_of_today(demo: Demo, *, now: datetime) -> Offering:
    """Forty young people in a course that meets today, so that the keeper has a roll to take."""
    line = ROLL_CALL_PROGRAM
    program = add_program(demo, line)
    offering = publish(demo, line, program, plan_of(line, demo.today - timedelta(days=14)))
    learners = fitting(demo, line, offering, n=N_ROLL_CALL)
    enrol_persons(offering=offering, persons=learners, via=Via.OFFICER, actor=demo.manager, now=now)
    add_faces(demo, offering)
    hold_past_sessions(demo, offering)
    return offering


def add_program(demo: Demo, line: DemoProgram) -> Program:
    lecture, lab, practice = (60 * hours for hours in line.hours)
    return open_program(
        city=demo.city,
        name_th=line.name_th,
        name_en=line.name_en,
        summary_th=line.summary_th,
        summary_en=line.summary_en,
        interests=line.interests,
        actor=demo.manager,
        heritage_item=demo.heritage.get(line.heritage),
        lecture_minutes=lecture,
        lab_minutes=lab,
        practice_minutes=practice,
        required_minutes=int((lecture + lab + practice) * 0.8),
    )


def plan_of(line: DemoProgram, first: date) -> list[PlannedSession]:
    """Weekly meetings that together give the program's hours, the modes one after the other."""
    length = timedelta(minutes=max(60, 60 * sum(line.hours) // line.meetings))
    starts_at = timezone.make_aware(datetime.combine(first, time(line.starts_hour)))
    weekly = weekly_plan(
        starts_at=starts_at, ends_at=starts_at + length, times=line.meetings, skips_holidays=False
    ).sessions
    lecture, lab, _practice = line.hours
    modes = []
    for number in range(line.meetings):
        hour = number * sum(line.hours) / line.meetings
        modes.append(Mode.LECTURE if hour < lecture else Mode.LAB if hour < lecture + lab else Mode.PRACTICE)
    return [
        PlannedSession(meeting.starts_at, meeting.ends_at, mode) for meeting, mode in zip(weekly, modes, strict=True)
    ]


def publish(demo: Demo, line: DemoProgram, program: Program, plan: Sequence[PlannedSession]) -> Offering:
    offering = open_offering(
        program=program,
        place=demo.places[line.place],
        seats=line.seats,
        starts_on=timezone.localdate(plan[0].starts_at),
        ends_on=timezone.localdate(plan[-1].ends_at),
        owner=demo.manager,
        actor=demo.manager,
        age_min=line.ages[0],
        age_max=line.ages[1],
        cost_satang=line.cost_baht * 100,
        language=line.language,
        contact="โทร. 073-000-000 (สมมติ)",
        is_invented=True,
    )
    plan_sessions(offering=offering, plan=plan, actor=demo.manager)
    offering = publish_offering(offering=offering, actor=demo.manager)
    return verify_offering(offering=offering, on=demo.today, actor=demo.manager)


def fitting(demo: Demo, line: DemoProgram, offering: Offering, *, n: int) -> list[Person]:
    """`n` different people whose age fits and who are nowhere else at that time."""
    lowest, highest = line.ages[0] or 0, line.ages[1] or 120
    everybody = [*demo.adults[60:], *demo.children]
    spans = [(one.starts_at, one.ends_at) for one in sessions_of(offering)]
    able = [
        person
        for person in everybody
        if lowest <= (person.age_on(offering.starts_on) or 0) <= highest and demo.is_free(person, spans)
    ]
    chosen = demo.chance.sample(able, min(n, len(able)))
    for person in chosen:
        demo.busy.setdefault(person.pk, []).extend(spans)
    return chosen


def wait(offering: Offering, *, n: int, first: int) -> None:
    for number in range(n):
        join_waitlist(
            offering=offering,
            members=[
                NewMember(
                    "รอ",
                    f"ที่นั่งสมมติ{first + number}",
                    "นาย",
                    phone=invented_phone(990_000 + first + number),
                    birth_on=BORN_LONG_AGO,
                    is_invented=True,
                )
            ],
            via=Via.SELF,
            request_key=f"demo-wait-{offering.slug}-{number}"[:64],
        )


def hold_past_sessions(demo: Demo, offering: Offering) -> None:
    """Take the roll of every session that ended before today."""
    held = [row for row in sessions_of(offering) if timezone.localdate(row.ends_at) < demo.today]
    for session in held:
        take_roll(demo, session)


def take_roll(demo: Demo, session: Session) -> None:
    learners = Enrollment.objects.filter(offering=session.offering).learning().order_by("pk")
    marks: dict[UUID, RollMark] = {}
    for enrollment in learners:
        drawn = demo.chance.random()
        if drawn < ABSENT_SHARE:
            marks[enrollment.uuid] = RollMark(Mark.ABSENT)
        elif drawn < ABSENT_SHARE + LATE_SHARE:
            marks[enrollment.uuid] = RollMark(Mark.LATE, minutes_present=session.minutes - 15)
        else:
            marks[enrollment.uuid] = RollMark(Mark.PRESENT)
    save_roll(
        session=session,
        marks=marks,
        request_key=f"demo-roll-{session.uuid}",
        actor=demo.manager,
        now=session.ends_at,
    )
