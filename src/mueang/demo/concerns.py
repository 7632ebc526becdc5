"""Concerns of the demo in every state, visits of today, and what became of them: all invented, by actions only."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from mueang.apps.support.actions.cases import NewChild
from mueang.apps.support.actions.concerns import TellerWords, Told, assign_concern, raise_concern, record_try
from mueang.apps.support.actions.conferences import ask_to_come, call_conference, put_on_agenda, resolve
from mueang.apps.support.actions.deciding import open_case_from, settle_concern
from mueang.apps.support.actions.tips import tell_city
from mueang.apps.support.actions.visits import Report, plan_visit, sync_visits
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.concerns import Concern
from mueang.demo.city import Demo
from mueang.demo.content_concerns import CONCERNS, DemoConcern
from mueang.methods.thai import split_name


def add_concerns(demo: Demo, *, now: datetime) -> list[Concern]:
    """Take in every concern, and carry each as far as it is to go."""
    rows = []
    for one in CONCERNS:
        row = _take_in(demo, one, now=now)
        _carry_on(demo, row, one, now=now)
        rows.append(row)
    _add_conference(demo, rows, now=now)
    return rows


def _take_in(demo: Demo, one: DemoConcern, *, now: datetime) -> Concern:
    told = Told(said=one.said, about=one.about, age_years=one.age, area=one.area, urgency=one.urgency)
    teller = TellerWords(name=one.teller) if one.teller else None
    if one.channel == "citizen":
        tell_city(city=demo.city, told=told, teller=teller)
        return Concern.objects.filter(city=demo.city).latest("pk")
    return raise_concern(
        city=demo.city,
        channel=one.channel,
        told=told,
        teller=teller,
        actor=demo.users["supervisor"],
        received_at=now - timedelta(days=one.days_ago),
    )


def _carry_on(demo: Demo, row: Concern, one: DemoConcern, *, now: datetime) -> None:
    supervisor, worker, today = demo.users["supervisor"], demo.users["caseworker"], timezone.localdate(now)
    match one.becomes:
        case "visit":
            assign_concern(concern=row, to=worker, actor=supervisor)
            plan_visit(about=row, to=worker, on=today, purpose="ดูความเป็นอยู่และถามความต้องการ", actor=supervisor)
        case "case":
            assign_concern(concern=row, to=worker, actor=supervisor)
            _visit_and_open(demo, row, now=now)
        case "unreachable":
            for days_ago, how in ((12, "home"), (5, "neighbour")):
                on = today - timedelta(days=days_ago)
                record_try(concern=row, on=on, how=how, note="ไม่พบใคร", actor=supervisor)
            settle_concern(concern=row, state="unreachable", reason="ไปสองครั้งไม่พบ เพื่อนบ้านไม่ทราบ", actor=supervisor)
        case "elsewhere" | "moved":
            reason = "ตรวจสอบกับโรงเรียนปลายทางแล้ว"
            settle_concern(concern=row, state="record_wrong", record_fault=one.becomes, reason=reason, actor=supervisor)
        case "unfounded":
            settle_concern(concern=row, state="unfounded", reason="ตรวจสอบแล้วเรียนอยู่ตามปกติ", actor=supervisor)


def _add_conference(demo: Demo, rows: list[Concern], *, now: datetime) -> None:
    supervisor, today = demo.users["supervisor"], timezone.localdate(now)
    on = today + timedelta(days=4)
    conference = call_conference(city=demo.city, held_on=on, place="ห้องประชุมเทศบาล (สมมติ)", actor=supervisor)
    for name, agency in (("คุณสมมติ พมจ.", "สำนักงาน พมจ."), ("ครูสมมติ สกร.", "สกร. อำเภอ"), ("ยายของเด็ก", "ครอบครัว")):
        ask_to_come(conference=conference, name=name, agency=agency, actor=supervisor)
    items = [
        put_on_agenda(conference=conference, case=case, question="เรียนต่อทางใด ใครดูแลระหว่างนี้", actor=supervisor)
        for row in rows
        for case in Case.objects.filter(concern=row)
    ]
    for item in items[:1]:
        words = "ทำหนังสือถึงโรงเรียนขอรับกลับเข้าเรียน"
        resolve(item=item, words=words, owner_name="ครูสมมติ สกร.", due_on=on + timedelta(days=7), actor=supervisor)


def _visit_and_open(demo: Demo, row: Concern, *, now: datetime) -> None:
    supervisor, worker, yesterday = demo.users["supervisor"], demo.users["caseworker"], now - timedelta(days=1)
    visit = plan_visit(about=row, to=worker, on=timezone.localdate(yesterday), purpose="", actor=supervisor)
    said = "พบเด็กและครอบครัว เล่าว่าอยากกลับไปเรียน (เรื่องสมมติ)"
    report = Report(uuid=uuid4(), visit=visit.uuid, found="child", made_at=yesterday, said=said)
    sync_visits(reports=[report], device=None, sent_at=now, actor=worker)
    row.refresh_from_db()
    name = split_name(row.about)
    year = timezone.localdate(now).year - (row.age_years or 10)
    child = NewChild(
        given_name=name.given,
        family_name=name.family,
        prefix=name.prefix,
        birth_year=year,
        address=row.area,
        is_invented=True,
    )
    open_case_from(concern=row, child=child, severity=2, reason="ไปเยี่ยมแล้ว เป็นตามที่แจ้ง", actor=supervisor)
