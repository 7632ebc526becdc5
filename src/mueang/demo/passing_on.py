"""What came of an earlier course: answers, a proposal at every stage, three generations of teachers; all invented."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from mueang.apps.catalog.actions import (
    PlannedSession,
    add_instructor,
    finish_offering,
    open_offering,
    plan_sessions,
    publish_offering,
)
from mueang.apps.catalog.models import Offering, Program
from mueang.apps.catalog.queries import sessions_of
from mueang.apps.enrollment.actions import RollMark, enrol_persons, save_roll, settle_completions
from mueang.apps.enrollment.enums import Mark, Via
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.outcomes.actions import (
    Wish,
    answer_by_link,
    ask_due,
    check_outcome,
    decline,
    draft_offering,
    propose,
    publish_proposal,
    record_outcome,
    talk_over,
)
from mueang.apps.outcomes.models import FollowUp
from mueang.apps.people.actions import give_consent
from mueang.apps.people.enums import LawfulBasis, Purpose, Relation
from mueang.apps.people.models import Person
from mueang.demo.city import CONSENT_TEXT, Demo

N_COMPLETERS = 24
ENDED_DAYS_AGO = 110
ANSWERS = (
    ("business", "ขายผ้าพันคอที่ตลาดนัดทุกวันอาทิตย์"),
    ("work", "ร้านผ้าในเมืองจ้างช่วยย้อม"),
    ("teaching", "สอนแม่และพี่สาวที่บ้าน"),
    ("study", "เรียนออกแบบลายต่อ"),
    ("looking", ""),
)
WISHES = (
    ("ย้อมผ้าเช็ดหน้าสำหรับเด็ก", "เด็กประถมกับผู้ปกครอง", "เช้าวันเสาร์"),
    ("ทำแม่พิมพ์ไม้ใช้เอง", "คนที่ย้อมผ้าเป็นแล้ว", "เย็นวันธรรมดา"),
    ("ผ้าพันคอผืนแรกในหนึ่งวัน", "คนทำงาน", "วันอาทิตย์"),
    ("ย้อมผ้าด้วยใบไม้รอบบ้าน", "เพื่อนบ้าน", "บ่ายวันเสาร์"),
    ("ทัวร์ย้อมผ้าสำหรับนักท่องเที่ยว", "นักท่องเที่ยว", "ทุกวัน"),
)


def add_absences(demo: Demo, offering: Offering) -> None:
    """Two people who missed every session so far: the worker tells of them."""
    away = {row.uuid: RollMark(Mark.ABSENT) for row in Enrollment.objects.filter(offering=offering).order_by("pk")[:2]}
    for session in sessions_of(offering):
        if timezone.localdate(session.ends_at) < demo.today:
            key = f"demo-away-{session.uuid}"
            save_roll(session=session, marks=away, request_key=key, reason="ตามใบลงชื่อ (สมมติ)", actor=demo.manager)


def add_passing_on(demo: Demo, *, now: datetime) -> None:
    """A course that ended three months ago, taught by somebody who learned it from a holder."""
    course = hold_course(demo)
    learners = list(
        Enrollment.objects.filter(offering=course, state="completed").select_related("person").order_by("pk")
    )
    for learner in learners[:2]:
        agree_to_be_named(learner.person, demo)
    add_answers(demo, now=now)
    add_proposals(demo, learners, now=now)


def hold_course(demo: Demo) -> Offering:
    program = Program.objects.filter(city=demo.city, heritage_item=demo.heritage["pelangi-cloth"]).order_by("pk")[0]
    first = demo.today - timedelta(days=ENDED_DAYS_AGO + 7)
    plan = [meeting(first + timedelta(days=7 * week)) for week in range(2)]
    offering = open_offering(
        program=program,
        place=demo.places["craft-house"],
        seats=N_COMPLETERS,
        starts_on=first,
        ends_on=first + timedelta(days=7),
        owner=demo.manager,
        actor=demo.manager,
        is_invented=True,
    )
    plan_sessions(offering=offering, plan=plan, actor=demo.manager)
    offering = publish_offering(offering=offering, actor=demo.manager)
    # The holder's own pupil in the inventory teaches it: the second generation.
    add_instructor(offering=offering, person=demo.adults[2], actor=demo.manager)
    begins = sessions_of(offering)[0].starts_at
    people = demo.adults[-N_COMPLETERS:]
    enrol_persons(offering=offering, persons=people, via=Via.OFFICER, actor=demo.manager, now=begins)
    for session in sessions_of(offering):
        key = f"demo-passing-{session.uuid}"
        save_roll(session=session, marks={}, request_key=key, actor=demo.manager, now=session.ends_at)
    last = list(sessions_of(offering))[-1].ends_at
    settle_completions(offering=offering, actor=demo.manager, now=last)
    return finish_offering(offering=offering, actor=demo.manager)


def meeting(day: date) -> PlannedSession:
    starts_at = timezone.make_aware(datetime.combine(day, time(9)))
    return PlannedSession(starts_at, starts_at + timedelta(hours=6))


def agree_to_be_named(person: Person, demo: Demo) -> None:
    give_consent(
        person=person,
        given_by=person,
        relation=Relation.SELF,
        has_legal_authority=True,
        purpose=Purpose.PUBLIC_NAME,
        lawful_basis=LawfulBasis.CONSENT,
        text_version=CONSENT_TEXT,
        actor=demo.manager,
    )


def add_answers(demo: Demo, *, now: datetime) -> None:
    """Asked nine days ago; most answered by the link, one by phone, one was verified, some are to be called."""
    ask_due(now=now - timedelta(days=9))
    asked = list(FollowUp.objects.filter(enrollment__offering__city=demo.city).order_by("pk"))
    for number, row in enumerate(asked[:-5]):
        kind, words = ANSWERS[number % len(ANSWERS)]
        said = answer_by_link(follow_up=row, kind=kind, words=words if number < len(ANSWERS) else "", now=now)
        if number == 0:
            check_outcome(
                outcome=said, is_so=True, how="visit", evidence="ไปดูแผงที่ตลาดนัด (สมมติ)", actor=demo.manager, now=now
            )
    if asked:
        record_outcome(
            enrollment=asked[-5].enrollment, follow_up=asked[-5], kind="business", actor=demo.manager, now=now
        )


def add_proposals(demo: Demo, learners: list[Enrollment], *, now: datetime) -> None:
    """One at each stage: proposed, talked over, drafted, published, declined."""
    place, proposals = demo.places["craft-house"], []
    for learner, (what, for_whom, when) in zip(learners, WISHES, strict=False):
        proposals.append(propose(enrollment=learner, wish=Wish(what, for_whom, place, when), now=now))
    if len(proposals) < len(WISHES):
        return
    _proposed, talked, drafted, published, declined = proposals
    talk_over(proposal=talked, words="นัดดูสถานที่วันพุธ (สมมติ)", actor=demo.manager)
    for number, proposal in enumerate((drafted, published)):
        plan = [meeting(demo.today + timedelta(days=21 + 7 * number))]
        draft_offering(proposal=proposal, place=place, seats=12, sessions=plan, actor=demo.manager)
    publish_proposal(proposal=published, actor=demo.manager)
    decline(proposal=declined, words="ปีนี้ยังไม่มีรถรับส่ง ขอชวนใหม่ปีหน้า (สมมติ)", actor=demo.manager)
