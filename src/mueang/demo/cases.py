"""Invented children with a case each, at every stage from a first note to a closure that is checked again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.registers.models import Pupil
from mueang.apps.support.actions.agencies import save_agency, set_service_levels
from mueang.apps.support.actions.cases import NewChild, add_note, open_case
from mueang.apps.support.actions.endings import Ending, close_case, recheck
from mueang.apps.support.actions.placements import place_child
from mueang.apps.support.actions.planning import (
    Agreed,
    Found,
    Given,
    NewStep,
    assess_case,
    make_plan,
    note_return,
    record_consent,
    set_step,
)
from mueang.apps.support.actions.referrals import (
    answer_by_key,
    draft_referral,
    escalate_late,
    send_referral,
)
from mueang.apps.support.actions.visits import Report, plan_visit, sync_visits
from mueang.apps.support.enums.cases import Part, Severity
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.planning import Agency, Plan
from mueang.apps.support.models.referrals import Referral
from mueang.apps.support.queries.placing import activities_for
from mueang.demo.city import Demo

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DemoCase:
    """One invented child; `days_ago` the case was opened."""

    name: str
    nickname: str
    sex: str
    years: int
    severity: int
    days_ago: int
    words: str


CASES = (
    DemoCase("ปลาย ตัวอย่าง", "ปลาย", "female", 14, Severity.RED, 2, "ไม่มาเรียนสองสัปดาห์ ครูไปหาไม่พบใคร (สมมติ)"),
    DemoCase("ภูผา ตัวอย่าง", "ภู", "male", 15, Severity.YELLOW, 12, "ช่วยงานแพปลา อยากฝึกช่างยนต์ (สมมติ)"),
    DemoCase("น้ำฝน ตัวอย่าง", "ฝน", "female", 9, Severity.YELLOW, 30, "ไม่มีค่ารถไปโรงเรียน (สมมติ)"),
    DemoCase("ต้นกล้า ตัวอย่าง", "กล้า", "male", 12, Severity.YELLOW, 45, "ย้ายมาอยู่กับยาย ยังไม่มีโรงเรียน (สมมติ)"),
    DemoCase("ใบตอง ตัวอย่าง", "ตอง", "female", 16, Severity.GREEN, 60, "เลิกเรียนมาดูแลน้อง (สมมติ)"),
    DemoCase("ฟ้าใส ตัวอย่าง", "ฟ้า", "female", 13, Severity.YELLOW, 220, "ออกกลางคันปีที่แล้ว (สมมติ)"),
    DemoCase("ทะเล ตัวอย่าง", "เล", "male", 17, Severity.GREEN, 90, "ย้ายไปต่างจังหวัด (สมมติ)"),
    DemoCase("ขุนเขา ตัวอย่าง", "เขา", "male", 11, Severity.GREEN, 40, "ชื่อหายไปจากทะเบียน (สมมติ)"),
)


def add_cases(demo: Demo, *, now: datetime) -> None:
    """Opened, assessed, planned, referred, placed, late, durable, unreachable and a wrong record: one each."""
    agencies = _agencies(demo)
    opened = [_open(demo, one, now=now) for one in _with_a_pupil(demo)]
    first, assessed, planned, placed, late, durable, unreachable, wrong = opened
    for case in (assessed, planned, placed, late, durable):
        _assess(demo, case, now=case.opened_at + DAY)
    for case in (planned, placed, late):
        _consent_and_plan(demo, case, agencies, now=case.opened_at + 2 * DAY)
    _refer(demo, planned, agencies[0], now=now - 2 * DAY, answer="accepted")
    _place(demo, placed, now=now)
    escalate_late(referral=_refer(demo, late, agencies[1], now=now - 40 * DAY), now=now)
    _close(demo, durable, Ending("durable", "ครูประจำชั้นยืนยันว่ามาเรียน (สมมติ)", outcome="lifelong"), now=now - 190 * DAY)
    _close(demo, unreachable, Ending("unreachable", "ไปหาสามครั้ง ไม่มีผู้พบ (สมมติ)"), now=now - 30 * DAY)
    ending = Ending("record_error", "โรงเรียนใหม่ยืนยัน (สมมติ)", record_error="elsewhere")
    _close(demo, wrong, ending, now=now - 20 * DAY)
    check = durable.closures.get().rechecks.order_by("months")[0]
    recheck(
        check=check, holds="yes", words="โทรถามครู ยังมาเรียน (สมมติ)", actor=demo.users["caseworker"], now=now - 98 * DAY
    )
    _visit(demo, assessed, now=now)
    add_note(case=first, words="โทรหาป้า นัดเยี่ยมพรุ่งนี้ (สมมติ)", kind="call", actor=demo.users["caseworker"], now=now)


def _visit(demo: Demo, case: Case, *, now: datetime) -> None:
    """One visit done last week, and one to come."""
    worker = demo.users["caseworker"]
    done = plan_visit(about=case, to=worker, on=demo.today - 7 * DAY, purpose="ดูความเป็นอยู่ (สมมติ)", actor=worker)
    plan_visit(about=case, to=worker, on=demo.today + 3 * DAY, purpose="คุยเรื่องฝึกช่างกับครอบครัว (สมมติ)", actor=worker)
    found = Report(uuid4(), done.uuid, "family", now - 7 * DAY, "พบยาย เด็กออกไปทำงาน นัดใหม่สัปดาห์หน้า (สมมติ)")
    sync_visits(reports=[found], device=None, sent_at=timezone.now(), actor=worker)


def _with_a_pupil(demo: Demo) -> list[DemoCase]:
    """The third child goes to one of the demo's schools, so that there is somebody to find in its register."""
    pupil = Pupil.objects.filter(city=demo.city, birth_on__isnull=False).order_by("pk").first()
    if pupil is None:
        return list(CASES)
    name = f"{pupil.given_name} {pupil.family_name}"
    third = replace(CASES[2], name=name, sex=pupil.sex, years=pupil.age_on(demo.today) or CASES[2].years)
    return [*CASES[:2], third, *CASES[3:]]


def _agencies(demo: Demo) -> list[Agency]:
    supervisor = demo.users["supervisor"]
    set_service_levels(city=demo.city, days={"money": 10, "education": 7}, actor=supervisor)
    needs = (("money", "education", "transport"), ("skills", "work"), ("health", "mind", "protection"))
    return [
        save_agency(
            city=demo.city,
            organization=partner,
            needs=takes,
            contact_name="ผู้ประสานงาน (สมมติ)",
            contact_phone="+66730000000",
            actor=supervisor,
        )
        for partner, takes in zip(demo.partners.values(), needs, strict=False)
    ]


def _open(demo: Demo, one: DemoCase, *, now: datetime) -> Case:
    given, family = one.name.split()
    child = NewChild(
        given_name=given,
        family_name=family,
        prefix="ด.ช." if one.sex == "male" else "ด.ญ.",
        nickname=one.nickname,
        sex=one.sex,
        birth_year=demo.today.year - one.years - 1,
        address="ชุมชนสมมติ เมืองยะลา (สาธิต)",
        carer_name="นางยาย ตัวอย่าง",
        carer_relation="grandparent",
        carer_phone="+66800000000",
        school="โรงเรียนสมมติ",
        is_invented=True,
    )
    return open_case(
        city=demo.city,
        child=child,
        severity=one.severity,
        words=one.words,
        actor=demo.users["caseworker"],
        now=now - one.days_ago * DAY,
    )


def _assess(demo: Demo, case: Case, *, now: datetime) -> None:
    found = Found(
        needs={"money": 2, "transport": 1, "education": 2, "health": 0},
        severity=case.severity,
        next_on=demo.today + 5 * DAY,
        needs_words="รายได้ของบ้านไม่แน่นอน (สมมติ)",
        cause="income",
        strengths="ขยัน เข้ากับคนง่าย (สมมติ)",
        wishes="อยากเรียนทำอาหารและอยู่ใกล้บ้าน (สมมติ)",
        was_seen=True,
    )
    assess_case(case=case, found=found, actor=demo.users["caseworker"], now=now)


def _consent_and_plan(demo: Demo, case: Case, agencies: list[Agency], *, now: datetime) -> None:
    worker = demo.users["caseworker"]
    given = Given(
        basis="consent",
        purpose="หาทุนและที่เรียนใกล้บ้าน (สมมติ)",
        agencies=agencies[:2],
        parts=[Part.NAME, Part.BIRTH, Part.CONTACT, Part.NEEDS],
        withheld=[Part.FAMILY],
        withheld_reason="ยายขอไม่ให้บอกเรื่องพ่อ (สมมติ)",
        given_by_name="นางยาย ตัวอย่าง",
        relation="grandparent",
        has_legal_authority=True,
        child_agrees=True,
        medium="paper",
    )
    record_consent(case=case, given=given, actor=worker, now=now)
    steps = [
        NewStep("ไปดูที่เรียนด้วยกัน (สมมติ)", demo.today - 3 * DAY),
        NewStep("ขอทุนค่าเดินทาง (สมมติ)", demo.today + 4 * DAY, agency=agencies[0]),
        NewStep("ยายพาไปส่งวันแรก (สมมติ)", demo.today + 9 * DAY, owner_name="ยาย"),
    ]
    agreed = Agreed(on=timezone.localdate(now), by_name="นางยาย ตัวอย่าง", relation="grandparent")
    plan: Plan = make_plan(
        case=case, goal="กลับมาเรียนในหนึ่งเดือน (สมมติ)", steps=steps, agreed=agreed, actor=worker, now=now
    )
    set_step(step=plan.steps.order_by("due_on")[0], state="done", actor=worker, now=now)


def _refer(demo: Demo, case: Case, agency: Agency, *, now: datetime, answer: str = "") -> Referral:
    worker = demo.users["caseworker"]
    parts = [Part.NAME, Part.NEEDS]
    words = "ขอทุนค่าเดินทางหนึ่งภาคเรียน (สมมติ)"
    draft = draft_referral(case=case, agency=agency, need="money", words=words, parts=parts, actor=worker, now=now)
    row = send_referral(referral=draft, actor=worker, now=now)
    if answer:
        answer_by_key(key=row.key, answer=answer, words="นัดพบสัปดาห์หน้า (สมมติ)", now=now + DAY)
    return row


def _place(demo: Demo, case: Case, *, now: datetime) -> None:
    """A seat in whatever runs now; the demo city may be full."""
    for choice in activities_for(case, today=demo.today):
        try:
            place_child(case=case, offering=choice.offering, actor=demo.users["caseworker"], now=now)
        except EnrollmentRefused:
            continue
        note_return(case=case, actor=demo.users["caseworker"])
        return


def _close(demo: Demo, case: Case, ending: Ending, *, now: datetime) -> None:
    close_case(case=case, ending=ending, actor=demo.users["caseworker"], now=now)
