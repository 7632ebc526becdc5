"""An invented fund, one grant of it: money come, spent and reversed, a late milestone, a sample looked at."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from mueang.apps.accounts.actions import grant_role
from mueang.apps.accounts.enums import ScopeKind
from mueang.apps.grants.actions import (
    Asked,
    InstalmentPlan,
    Offer,
    PlannedActivity,
    Receipt,
    add_fund,
    approve_expense,
    draw_sample,
    enter_expense,
    grant_application,
    look_at,
    open_call,
    receive_instalment,
    release_instalment,
    reverse_expense,
    save_application,
    score_application,
    sign_agreement,
    sign_report,
    submit_application,
)
from mueang.apps.grants.models import Fund, Grant
from mueang.apps.ledger.actions import load_chart
from mueang.apps.network.actions import add_organization_across
from mueang.apps.network.enums import OrganizationKind
from mueang.apps.plans.actions import attach_evidence, move_plan
from mueang.apps.plans.enums import EvidenceKind
from mueang.apps.plans.models import Activity
from mueang.demo.city import Demo

# A receipt that says what it is, so that nobody takes it for one.
RECEIPT = b"%PDF-1.4\n% invented receipt of an invented shop\n%%EOF\n"
SPENT = (
    ("ค่าวิทยากรอบรมครูชุมชนรุ่นแรก", "วิทยากรสมมติ", "person", "professional", "5110", 12_000_00, 0, 120_00),
    ("สื่อการเรียนรู้", "ร้านเครื่องเขียนสมมติ", "juristic", "goods", "5120", 10_700_00, 700_00, 100_00),
    ("อาหารว่างวันเปิดเวที", "ร้านอาหารสมมติ", "person", "goods", "5140", 3_500_00, 0, 0),
    ("สื่อการเรียนรู้ (บันทึกซ้ำ)", "ร้านเครื่องเขียนสมมติ", "juristic", "goods", "5120", 10_700_00, 700_00, 100_00),
)


def add_grants(demo: Demo, *, now: datetime) -> None:
    """Everything a fund and a city do with a grant within half a year."""
    load_chart()
    fund = _fund(demo)
    grant = _grant(demo, fund)
    _spend(demo, grant)
    activity = grant.source.budget_lines.order_by("pk")[0].activity
    attach_evidence(activity=activity, kind=EvidenceKind.SESSIONS, actor=demo.manager, now=now)
    sign_report(
        grant=grant,
        period=(grant.starts_on, demo.today),
        words="อบรมครูชุมชนรุ่นแรกแล้ว รุ่นที่สองล่าช้าเพราะน้ำท่วม จะเปิดภายในเดือนหน้า",
        actor=demo.manager,
        today=demo.today,
    )
    funder = demo.users["funder"]
    sample = draw_sample(grant=grant, seed="ตรวจไตรมาสแรก", n=3, actor=funder)
    look_at(sample=sample, said=[(1, "verified", "เห็นใบเสร็จแล้ว")], actor=funder)


def _fund(demo: Demo) -> Fund:
    organization = add_organization_across(
        kind=OrganizationKind.FUND,
        name_th="กองทุนสาธิตเพื่อโอกาสทางการเรียนรู้ (สมมติ)",
        name_en="Demo Fund for Learning Opportunity (invented)",
        actor=None,
    )
    name_th, name_en = "ทุนเมืองแห่งการเรียนรู้ (สมมติ)", "Learning City Fund (invented)"
    fund = add_fund(organization=organization, name_th=name_th, name_en=name_en, actor=None)
    funder = demo.users["funder"]
    kind, scope = ScopeKind.ORGANIZATION, organization.uuid
    grant_role(user=funder, role="funder", scope_kind=kind, scope=scope, actor=None)
    for title_th, title_en, opens, closes in (
        ("เมืองที่ไม่ทิ้งใครไว้ข้างหลัง", "A city that leaves nobody behind", 240, -20),
        ("ครูชุมชนและภูมิปัญญา รุ่นถัดไป", "Community teachers, next round", 10, 60),
    ):
        open_call(
            fund=fund,
            title_th=title_th,
            title_en=title_en,
            purpose="พาเด็กและเยาวชนที่หลุดจากการเรียนกลับมาเรียนรู้ โดยใช้ครูและแหล่งเรียนรู้ของชุมชน",
            who_may="เทศบาลและองค์กรปกครองส่วนท้องถิ่น โดยลำพังหรือร่วมกับมหาวิทยาลัย",
            money_satang=3_000_000_00,
            most_satang=500_000_00,
            opens_on=demo.today - timedelta(days=opens),
            closes_on=demo.today + timedelta(days=closes),
            questions=["จะทำอะไร กับใคร", "รู้ได้อย่างไรว่าได้ผล"],
            rubric=[("ไปถึงผู้ที่ถูกทิ้งไว้ข้างหลังที่สุด", 50), ("ทำได้จริง", 30), ("ภาคีร่วมทำ", 20)],
            actor=funder,
        )
    return fund


def _grant(demo: Demo, fund: Fund) -> Grant:
    today, officer, funder = demo.today, demo.users["officer"], demo.users["funder"]
    starts, ends = today - timedelta(days=150), today + timedelta(days=120)
    call = fund.calls.order_by("opens_on")[0]
    plan = [
        PlannedActivity(
            "อบรมครูชุมชน",
            starts,
            ends,
            "5110",
            120_000_00,
            (("เปิดอบรมรุ่นแรก", starts + timedelta(days=45)), ("เปิดอบรมรุ่นที่สอง", today - timedelta(days=21))),
        ),
        PlannedActivity("ห้องเรียนเคลื่อนที่สองชุมชน", starts, ends, "5120", 80_000_00, (("รถออกครั้งแรก", ends),)),
    ]
    asked = Asked(
        title="ครูชุมชนพาเด็กกลับมาเรียน",
        satang=200_000_00,
        answers={"q1": "อบรมครูชุมชน 40 คน กับมหาวิทยาลัยในพื้นที่", "q2": "นับเด็กที่กลับมาเรียนและติดตามซ้ำ"},
        plan=plan,
        partners=list(demo.partners.values())[:2],
    )
    opened = call.opens_on + timedelta(days=5)
    row = save_application(call=call, city=demo.city, asked=asked, actor=officer, today=opened)
    row = submit_application(application=row, actor=officer, today=opened)
    score_application(application=row, points={"c1": 44, "c2": 25, "c3": 18}, note="ชัดเจน", actor=funder)
    parts = (
        InstalmentPlan(100_000_00, starts, "ลงนามข้อตกลง"),
        InstalmentPlan(100_000_00, today - timedelta(days=14), "กองทุนรับรายงานความก้าวหน้าฉบับแรก"),
    )
    offer = Offer(200_000_00, starts, ends, parts)
    grant_application(application=row, offer=offer, words="ตรงตามเป้าหมายของทุน", actor=funder)
    grant = sign_agreement(application=row, actor=demo.manager)
    for year in demo.city.work_plans.filter(state="draft"):
        move_plan(plan=year, to="agreed", actor=demo.manager, on=starts)
    first = grant.instalments.get(number=1)
    release_instalment(instalment=first, on=starts, actor=funder)
    receive_instalment(instalment=first, on=starts + timedelta(days=4), actor=officer)
    return grant


def _spend(demo: Demo, grant: Grant) -> None:
    activities = list(Activity.objects.filter(budget_lines__source=grant.source).order_by("pk"))
    for number, (words, payee, kind, service, account, satang, vat, withheld) in enumerate(SPENT):
        receipt = Receipt(
            words=words,
            payee=payee,
            paid_on=grant.starts_on + timedelta(days=20 + 25 * number),
            satang=satang,
            account=account,
            payee_kind=kind,
            service=service,
            vat_satang=vat,
            withheld_satang=withheld,
            number=f"DEMO-{number + 1:03}",
        )
        expense = enter_expense(
            grant=grant,
            activity=activities[number % 2],
            receipt=receipt,
            actor=demo.users["officer"],
            paper=RECEIPT,
            paper_name=f"DEMO-{number + 1:03}.pdf",
        )
        # The last but one waits for somebody to approve it.
        if number != len(SPENT) - 2:
            approve_expense(expense=expense, actor=demo.manager)
    reverse_expense(expense=expense, words="บันทึกซ้ำกับใบเสร็จ DEMO-002", on=timezone.localdate(), actor=demo.manager)
