"""The City Administrators cohort: the forum of 4-6 November 2023 and the practice that followed, 54 hours in all."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db.models import F
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.catalog.actions import (
    change_program,
    finish_offering,
    open_offering,
    open_program,
    plan_sessions,
    publish_offering,
)
from mueang.apps.catalog.enums import Mode
from mueang.apps.catalog.models import Offering, Program
from mueang.apps.catalog.queries import PlannedSession, sessions_of
from mueang.apps.credentials.actions import award, define_achievement, open_issuer
from mueang.apps.credentials.actions.achievements import Words
from mueang.apps.enrollment.actions import enrol_persons, enrol_roster, settle_completions
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.forums.actions import open_forum
from mueang.apps.people.actions import change_person, skip_row, stage_roster
from mueang.apps.people.enums import RowState
from mueang.apps.people.models import Person, Roster, RosterRow
from mueang.demo.city import Demo
from mueang.demo.cohort_workbook import cohort_workbook
from mueang.demo.learning import take_roll

N_FORUM = 214
N_SAMPLE = 48
N_AWARDED_ALREADY = 3
FORUM_DAYS = (date(2023, 11, 4), date(2023, 11, 5), date(2023, 11, 6))
FORUM_TITLE = "บัญชีรายชื่อผู้เข้าร่วมเวทีเรียนรู้ หลักสูตรนักจัดการเมืองแห่งการเรียนรู้ (สาธิต)"
# Each day of the forum: two lectures and two workshops of an hour and a half.
DAY_PLAN = (
    (time(9), Mode.LECTURE, "เมืองแห่งการเรียนรู้และกลไกขับเคลื่อน", "Learning cities and what drives them"),
    (time(10, 45), Mode.LECTURE, "การวัดและประเมินผล", "Measurement and evaluation"),
    (time(13), Mode.LAB, "ฝึกใช้เครื่องมือจัดการการเรียนรู้", "Working with the tools"),
    (time(14, 45), Mode.LAB, "สื่อสารเรื่องของเมือง", "Telling the city's story"),
)
LESSON = timedelta(minutes=90)
N_PRACTICE_DAYS = 12
PRACTICE = timedelta(hours=3)


def add_forum(demo: Demo) -> Offering:
    """The cohort from its workbook to the settled ledger; the awards are left for the officer's one press."""
    program = add_course(demo)
    let_photographers_follow(demo, program)
    offering = open_cohort(demo, program, seats=240, plan=forum_plan())
    roster = stage_roster(
        city=demo.city,
        file_name="ผู้เข้าร่วมเวที-2566.xlsx",
        data=cohort_workbook(n_people=N_FORUM, seed="forum", title=FORUM_TITLE),
        actor=demo.manager,
    )
    skip_what_is_wrong(roster, demo.manager)
    enrol_roster(
        offering=offering,
        roster=roster,
        actor=demo.manager,
        now=timezone.make_aware(datetime.combine(FORUM_DAYS[0], time(8))),
    )
    for session in sessions_of(offering):
        take_roll(demo, session)
    last = list(sessions_of(offering))[-1].ends_at
    settle_completions(offering=offering, actor=demo.manager, now=last + timedelta(days=1))
    finish_offering(offering=offering, actor=demo.manager)
    open_forum(offering=offering, actor=demo.manager, asks_each_day=False)
    add_award(demo, program, offering)
    return offering


def add_course(demo: Demo) -> Program:
    return open_program(
        city=demo.city,
        name_th="นักจัดการเมืองแห่งการเรียนรู้ 45 ชั่วโมง (สาธิต)",
        name_en="City Administrators, 45 hours (demonstration)",
        summary_th="เข้าใจ ขับเคลื่อน วัดผล และสื่อสารเมืองแห่งการเรียนรู้ ลงมือทำกับเมืองของตนเอง",
        summary_en="Understand, drive, measure and tell a learning city, working on one's own.",
        interests=("city",),
        actor=demo.manager,
        lecture_minutes=9 * 60,
        lab_minutes=9 * 60,
        practice_minutes=36 * 60,
        required_minutes=45 * 60,
        required_share_percent=80,
        outcomes_th=["จัดทำแผนการเรียนรู้ของเมืองหนึ่งปี", "ดูแลข้อมูลผู้เรียนอย่างปลอดภัย", "รายงานผลด้วยตัวเลขที่ตรวจสอบได้"],
        outcomes_en=[
            "Write a city's yearly plan",
            "Look after learners' data",
            "Report with numbers that can be checked",
        ],
    )


def let_photographers_follow(demo: Demo, course: Program) -> None:
    """Whoever finished the course is told of the one on telling the city's stories."""
    stories = Program.objects.get(city=demo.city, name_en="City stories by phone camera")
    change_program(program=stories, builds_on=course, actor=demo.manager)


def forum_plan() -> list[PlannedSession]:
    """Three days of eighteen hours, then twelve weekly mornings of practice in one's own city: 54 hours."""
    forum = [
        PlannedSession(at(day, start), at(day, start) + LESSON, mode, topic_th, topic_en)
        for day in FORUM_DAYS
        for start, mode, topic_th, topic_en in DAY_PLAN
    ]
    practice = [
        PlannedSession(
            at(day, time(9)),
            at(day, time(9)) + PRACTICE,
            Mode.PRACTICE,
            "ปฏิบัติในเมืองของตนเอง",
            "Practice in one's own city",
        )
        for day in (FORUM_DAYS[-1] + timedelta(days=12 + 7 * week) for week in range(N_PRACTICE_DAYS))
    ]
    return [*forum, *practice]


def at(day: date, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))


def open_cohort(demo: Demo, program: Program, *, seats: int, plan: list[PlannedSession]) -> Offering:
    offering = open_offering(
        program=program,
        place=demo.places["teachers-college"],
        seats=seats,
        starts_on=timezone.localdate(plan[0].starts_at),
        ends_on=timezone.localdate(plan[-1].ends_at),
        owner=demo.manager,
        actor=demo.manager,
        age_min=18,
        contact="โทร. 073-000-000 (สมมติ)",
        is_invented=True,
    )
    plan_sessions(offering=offering, plan=plan, actor=demo.manager)
    return publish_offering(offering=offering, actor=demo.manager)


def skip_what_is_wrong(roster: Roster, actor: User) -> None:
    """The demo's officer skips the rows that cannot be read and the person who stands there twice."""
    undecided = (RowState.WRONG, RowState.DUPLICATE, RowState.KNOWN)
    for row in RosterRow.objects.filter(roster=roster, state__in=undecided):
        skip_row(row=row, actor=actor)


def add_award(demo: Demo, program: Program, offering: Offering) -> None:
    """The issuer, what the course earns, and three awards already given so that there is one to check."""
    issuer = open_issuer(
        city=demo.city,
        slug="yala-learning",
        name_th="มหาวิทยาลัยสาธิตแห่งภูมิภาค",
        name_en="Regional Demonstration University",
        signatory_name="ผศ.ดร.สมมติ ตัวอย่าง",
        signatory_position_th="ผู้อำนวยการสถาบันนวัตกรรมการเรียนรู้",
        signatory_position_en="Director, Institute of Learning Innovation",
        actor=demo.manager,
    )
    achievement = define_achievement(issuer=issuer, program=program, actor=demo.manager, **award_words())
    completed = Enrollment.objects.filter(offering=offering, state="completed").select_related("person").order_by("pk")
    for enrollment in completed[:N_AWARDED_ALREADY]:
        award(achievement=achievement, person=enrollment.person, enrollment=enrollment, actor=demo.manager)
    give_the_learner_account_to(demo, completed[0].person)


def give_the_learner_account_to(demo: Demo, person: Person) -> None:
    """Somebody with an award, who learns the next thing already: so that their own page has something to show."""
    change_person(person=person, actor=None, user=demo.users["learner"])
    open_seats = Offering.objects.filter(city=demo.city, age_max=None, seats_taken__lt=F("seats"))
    following = open_seats.upcoming(demo.today).filter(starts_on__lte=demo.today).first()
    if following is not None:
        enrol_persons(offering=following, persons=[person], via=Via.OFFICER, actor=demo.manager)


def award_words() -> Words:
    return {
        "name_th": "นักจัดการเมืองแห่งการเรียนรู้",
        "name_en": "City Administrator of a Learning City",
        "description_th": "ผ่านหลักสูตรนักจัดการเมืองแห่งการเรียนรู้ 45 ชั่วโมง",
        "description_en": "Completed the 45-hour City Administrators course",
        "criteria_th": "เรียนรู้และปฏิบัติครบ 45 ชั่วโมง และเข้าร่วมไม่น้อยกว่าร้อยละ 80",
        "criteria_en": "Forty-five hours of learning and practice, present for at least 80 per cent",
    }


def add_next_cohort(demo: Demo, program: Program) -> Offering:
    """A second cohort to come, empty: its workbook waits to be uploaded."""
    first = demo.today + timedelta(days=21)
    plan = [
        PlannedSession(at(first, start), at(first, start) + LESSON, mode, topic_th, topic_en)
        for start, mode, topic_th, topic_en in DAY_PLAN
    ]
    return open_cohort(demo, program, seats=60, plan=plan)


def write_sample_workbook(folder: Path) -> Path:
    """The second cohort's workbook, faults and all, for walking through the import by hand."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "cohort-2.xlsx"
    path.write_bytes(
        cohort_workbook(n_people=N_SAMPLE, seed="second", title=FORUM_TITLE.replace("(สาธิต)", "รุ่นที่ ๒ (สาธิต)"))
    )
    return path
