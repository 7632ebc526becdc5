"""The course taught to its end with officers of several cities: 45 hours, every work judged, settled, to be awarded."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from mueang.apps.assessments.actions import (
    appoint_assessor,
    begin_hand_in,
    give_judgement,
    hand_in_work,
    take_hand_in,
    write_hand_in,
)
from mueang.apps.assessments.models import Assignment, HandIn, Quiz
from mueang.apps.catalog.actions import open_program
from mueang.apps.catalog.enums import Mode
from mueang.apps.catalog.models import Offering
from mueang.apps.catalog.queries import PlannedSession, sessions_of
from mueang.apps.courses.actions import Mark, award_strands_too, choose_city, mark_progress, open_course, settle_course
from mueang.apps.courses.models import CourseRun
from mueang.apps.credentials.actions import align, define_achievement, endorse, open_issuer
from mueang.apps.credentials.actions.achievements import Words
from mueang.apps.credentials.models import Issuer
from mueang.apps.enrollment.actions import RollMark, enrol_persons, save_roll
from mueang.apps.enrollment.enums import Mark as Attended
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.people.actions import add_person
from mueang.apps.plans.models import WorkPlan
from mueang.curriculum.reading import packaged_course
from mueang.demo.assessments import ASSESSORS, try_quiz
from mueang.demo.city import Demo
from mueang.demo.forum import award_words, open_cohort

N_OTHERS = 6
WEEKS = 5
# Five weeks of three mornings, one strand a week.
WEEK = ((0, Mode.LECTURE), (1, Mode.LAB), (3, Mode.PRACTICE))
MORNING, HOURS = time(9), timedelta(hours=3)
PANEL = (*ASSESSORS, "keeper")
WORK = "ทำกับเมืองของตนเอง มีแถวจริงใน Mueang ให้เปิดดู แหล่งที่มาอยู่ท้ายทุกตัวเลข และบอกว่ายังไม่รู้อะไร (ข้อความสมมติ)"
FEEDBACK = "ตรวจกับแถวในระบบแล้วตรงกัน ที่มาชัด ขอให้ทำต่อกับชุมชนที่ยังเข้าไม่ถึง (สมมติ)"
COMMENT = (
    "อ่านหลักสูตร เกณฑ์ และวิธีประเมินแล้ว เห็นว่าผู้ผ่านทำงานจริงกับเมืองของตนเอง (สมมติ) · "
    "We read the course, its criteria and how it is judged: who passes has worked on their own city (invented)"
)
KEY_FEATURES = "Key Features of Learning Cities (2013)"


def add_cohort(demo: Demo, *, now: datetime) -> None:
    """An officer who has everything, to be awarded at one press; the others are behind."""
    run = _teach(demo, now=now)
    officer = _seat_learners(demo, run.offering)
    _call_rolls(demo, run.offering, always=officer)
    _learn_everything(demo, officer, now=now)
    _say_what_it_earns(demo, run)
    settle_course(run=run, actor=demo.manager, now=now)


def _teach(demo: Demo, *, now: datetime) -> CourseRun:
    minutes = packaged_course().minutes_by_mode()
    program = open_program(
        city=demo.city,
        name_th="นักจัดการเมืองแห่งการเรียนรู้: รุ่นเครือข่ายเมือง (สาธิต)",
        name_en="City Administrators: cohort of several cities (demonstration)",
        summary_th="หลักสูตรเปิดสำหรับผู้จัดการเมือง เรียนจากงานของเมืองตนเอง ส่งงานให้ผู้ประเมินสองคน และปิดท้ายด้วยแผนงานจริง",
        summary_en="The open course for those who run a city: learned on one's own, judged by two, ended by a plan.",
        interests=("city",),
        actor=demo.manager,
        lecture_minutes=minutes["lecture"],
        lab_minutes=minutes["lab"],
        practice_minutes=minutes["practice"],
        required_minutes=minutes.total(),
        required_share_percent=80,
    )
    offering = open_cohort(demo, program, seats=24, plan=plan_of(demo))
    return open_course(offering=offering, actor=demo.manager, now=now - timedelta(weeks=WEEKS + 1))


def plan_of(demo: Demo) -> list[PlannedSession]:
    """Fifteen mornings, the last of them in the week before this one; each strand has a week and the modes it plans."""
    monday = demo.today - timedelta(days=demo.today.weekday() + 7 * WEEKS)
    found = []
    for week, strand in enumerate(packaged_course().strands):
        for day, mode in WEEK:
            begins = timezone.make_aware(datetime.combine(monday + timedelta(days=7 * week + day), MORNING))
            found.append(PlannedSession(begins, begins + HOURS, mode, strand.name.th, strand.name.en))
    return found


def _seat_learners(demo: Demo, offering: Offering) -> Enrollment:
    """The city's officer and some others; the officer's seat."""
    user = demo.users["officer"]
    person = add_person(
        city=demo.city,
        given_name="ปรียา",
        family_name="ตัวอย่าง",
        prefix="นางสาว",
        name_en="Preeya Tuayang",
        position="เจ้าหน้าที่เมืองแห่งการเรียนรู้",
        birth_year=offering.starts_on.year - 34,
        user=user,
        is_invented=True,
        actor=demo.manager,
    )
    spans = [(one.starts_at, one.ends_at) for one in sessions_of(offering)]
    others = [one for one in demo.adults[:60] if one.user_id is None and demo.is_free(one, spans)][:N_OTHERS]
    enrol_persons(offering=offering, persons=[person, *others], via=Via.OFFICER, actor=demo.manager)
    seat = Enrollment.objects.select_related("person", "offering").get(offering=offering, person=person)
    choose_city(enrollment=seat, city=demo.city, actor=user)
    return seat


def _call_rolls(demo: Demo, offering: Offering, *, always: Enrollment) -> None:
    """The officer misses nothing; of the others each stays away now and then, the last more often than not."""
    seats = list(Enrollment.objects.filter(offering=offering).exclude(pk=always.pk).order_by("pk"))
    for number, session in enumerate(sessions_of(offering)):
        away = {seats[number % len(seats)].pk, seats[-1].pk if number % 3 else 0}
        marks = {one.uuid: RollMark(Attended.ABSENT if one.pk in away else Attended.PRESENT) for one in seats}
        marks[always.uuid] = RollMark(Attended.PRESENT)
        key = f"demo-course-{session.uuid}"
        save_roll(session=session, marks=marks, request_key=key, actor=demo.manager, now=session.ends_at)


def _learn_everything(demo: Demo, seat: Enrollment, *, now: datetime) -> None:
    """Every module read, every quiz tried, every work handed in and judged; the capstone is the city's plan."""
    learner = demo.users["officer"]
    for username in PANEL:
        appoint_assessor(offering=seat.offering, user=demo.users[username], actor=demo.manager)
    begun = now - timedelta(weeks=WEEKS)
    marks = [Mark(one.key, begun + timedelta(days=n), is_read=True) for n, one in enumerate(packaged_course().modules)]
    mark_progress(enrollment=seat, marks=marks, actor=learner, now=now)
    for quiz in Quiz.objects.filter(offering=seat.offering).order_by("order"):
        try_quiz(quiz, seat, n_wrong=quiz.order % 2, now=now - timedelta(days=6))
    for assignment in Assignment.objects.filter(offering=seat.offering).order_by("order"):
        _pass(demo, _hand_in(demo, assignment, seat, now=now - timedelta(days=5)), now=now - timedelta(days=2))


def _hand_in(demo: Demo, assignment: Assignment, seat: Enrollment, *, now: datetime) -> HandIn:
    learner = demo.users["officer"]
    row = begin_hand_in(assignment=assignment, enrollment=seat, actor=learner, now=now)
    plan = WorkPlan.objects.filter(city=demo.city).order_by("-year").first() if assignment.is_capstone else None
    write_hand_in(hand_in=row, text=WORK, plan=plan.uuid if plan else None, actor=learner)
    return hand_in_work(hand_in=row, actor=learner, now=now)


def _pass(demo: Demo, work: HandIn, *, now: datetime) -> None:
    keys = list(work.assignment.criteria.values_list("key", flat=True))
    levels = {**dict.fromkeys(keys, "adequate"), keys[0]: "exemplary"}
    for username in PANEL[: work.n_seats]:
        assessor = demo.users[username]
        judgement = take_hand_in(hand_in=work, actor=assessor, now=now)
        give_judgement(judgement=judgement, levels=levels, remarks={}, feedback=FEEDBACK, actor=assessor, now=now)


def _say_what_it_earns(demo: Demo, run: CourseRun) -> None:
    """The whole and each strand; an invented fund stands behind it, and it names the framework it answers to."""
    university = Issuer.objects.get(slug="yala-learning")
    whole = define_achievement(issuer=university, program=run.offering.program, actor=demo.manager, **_words())
    award_strands_too(run=run, actor=demo.manager)
    fund = open_issuer(
        city=demo.city,
        slug="learning-fund-demo",
        name_th="กองทุนสาธิตเพื่อความเสมอภาคทางการเรียนรู้",
        name_en="Demonstration Fund for Equal Learning",
        actor=demo.manager,
    )
    endorse(achievement=whole, endorser=fund, comment=COMMENT, actor=demo.manager)
    align(
        achievement=whole,
        name="Fundamental conditions for building a learning city",
        framework=f"UNESCO, {KEY_FEATURES}",
        url="https://www.uil.unesco.org/en/learning-cities",
        actor=demo.manager,
    )


def _words() -> Words:
    words = award_words()
    words["criteria_th"] = (
        "เรียนครบ 45 ชั่วโมง อย่างน้อยร้อยละ 80 ของแต่ละสาย งานทุกหน่วยได้ระดับพอใช้ขึ้นไป และผ่านคณะกรรมการประเมินแผนงาน"
    )
    words["criteria_en"] = (
        "Forty-five hours, at least 80 per cent of each strand, the work of every module adequate or better, and a "
        "work plan passed by a panel"
    )
    return words
