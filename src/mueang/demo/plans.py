"""The demo city's work plan of this budget year: three sources of money, late milestones, and evidence that counts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from mueang.apps.network.models import Organization
from mueang.apps.plans import actions
from mueang.apps.plans.models import Activity, FundingSource, WorkPlan
from mueang.apps.plans.queries import budget_year_of
from mueang.apps.plans.queries.plan_reports import plan_report_page
from mueang.apps.plans.queries.templates import FIRST_YEAR
from mueang.demo.city import Demo
from mueang.methods.thai import Period, fiscal_year

# Of what source, which group of expenses, how many baht, for the activities of the template in their order.
MONEY = (
    (("pilot", "services", 180_000), ("own", "materials", 40_000)),
    (("pilot", "pay", 320_000), ("own", "services", 150_000), ("rooms", "other", 90_000)),
    (("own", "pay", 210_000),),
    (("pilot", "services", 60_000),),
)
PROGRESS = (
    (60, "ลงพื้นที่แล้วเก้าชุมชน ยังเหลือสี่ชุมชนริมแม่น้ำ (สมมติ)"),
    (35, "เปิดแล้วสองรุ่น ผู้สูงอายุสมัครเต็มก่อน (สมมติ)"),
    (20, ""),
    (0, ""),
)


def add_plan(demo: Demo, *, now: datetime) -> None:
    """Agreed and under way; one milestone of the past is reached, others are late. Called last of all."""
    plan = actions.begin_plan(city=demo.city, year=budget_year_of(demo.today), actor=demo.manager)
    rows = actions.fill_from_template(plan=plan, template=FIRST_YEAR, actor=demo.manager)
    rows[1] = actions.change_activity(
        activity=rows[1],
        version=rows[1].version,
        actor=demo.manager,
        owner=demo.users["officer"],
        neighbourhoods=list(demo.city.neighbourhoods.all()[:5]),
        n_people=400,
    )
    for row, days in ((rows[0], 21), (rows[1], 6)):
        day = demo.today - timedelta(days=days)
        title = "ส่งรายชื่อวิทยากรให้ภาคี (สมมติ)" if row == rows[0] else "ประกาศตารางรอบที่สอง (สมมติ)"
        actions.set_milestone(activity=row, title_th=title, due_on=day, actor=demo.manager)
    _set_aside(demo, rows)
    for state in ("agreed", "running"):
        plan = actions.move_plan(plan=plan, to=state, actor=demo.manager)
    for row, (percent, note) in zip(rows, PROGRESS, strict=True):
        if percent:
            row.refresh_from_db()
            said: dict[str, Any] = {"activity": row, "version": row.version, "percent": percent, "note": note}
            actions.report_progress(actor=demo.manager, **said)
    first = rows[0].milestones.order_by("pk")[0]
    actions.reach_milestone(milestone=first, on=demo.today - timedelta(days=30), actor=demo.manager)
    actions.share_plan(plan=plan, is_shared=True, actor=demo.manager)
    _point_at_rows(demo, plan, rows, now=now)


def add_plan_reports(demo: Demo, *, now: datetime) -> None:
    """One report signed, one drawn and still being written. Called after the grant, whose activities are in them."""
    plan = WorkPlan.objects.get(city=demo.city, year=budget_year_of(demo.today))
    until = min(demo.today, plan.period.ends_on)
    told: dict[str, Any] = {"plan": plan, "period": Period(plan.period.starts_on, until), "actor": demo.manager}
    signed = actions.begin_report(title="รายงานความก้าวหน้าถึงวันนี้ (สมมติ)", now=now, **told)
    words = "งานเดินตามแผน แต่การลงพื้นที่ชุมชนริมแม่น้ำล่าช้าเพราะน้ำท่วม จะทำให้ครบในไตรมาสถัดไป (สมมติ)"
    actions.write_report(report=signed, text=words, version=0, actor=demo.manager)
    seen = plan_report_page(signed, viewer=demo.manager, now=now).seen
    actions.sign_report(report=signed, seen=seen, actor=demo.manager, now=now)
    source = FundingSource.objects.get(city=demo.city, name_th="ทุนนำร่องเมืองแห่งการเรียนรู้ (สมมติ)")
    actions.begin_report(title="รายงานต่อแหล่งทุนนำร่อง (สมมติ)", now=now, source=source, **told)


def _point_at_rows(demo: Demo, plan: WorkPlan, rows: list[Activity], *, now: datetime) -> None:
    last_year = Period(plan.period.starts_on - timedelta(days=365), plan.period.ends_on)
    for row, kinds in (
        (rows[0], ("heritage",)),
        (rows[1], ("sessions", "completions", "awards")),
        (rows[2], ("children",)),
    ):
        for kind in kinds:
            actions.attach_evidence(activity=row, kind=kind, period=last_year, actor=demo.manager, now=now)


def _set_aside(demo: Demo, rows: list[Activity]) -> None:
    sources = _sources(demo)
    for row, lines in zip(rows, MONEY, strict=True):
        for code, category, baht in lines:
            said: dict[str, Any] = {
                "activity": row,
                "source": sources[code],
                "category": category,
                "amount_satang": baht * 100,
            }
            actions.set_budget(actor=demo.manager, **said)


def _sources(demo: Demo) -> dict[str, FundingSource]:
    """The city's own budget, a pilot grant of a real fund told as an example, and rooms of an invented partner."""
    year = budget_year_of(demo.today)
    starts_on = fiscal_year(year).starts_on
    fund = Organization.objects.filter(city=None).order_by("pk").first()
    partner = next(iter(demo.partners.values()))
    told: dict[str, Any] = {"city": demo.city, "starts_on": starts_on, "actor": demo.manager}
    return {
        "own": actions.add_source(
            kind="own",
            name_th=f"เทศบัญญัติงบประมาณ {year + 543} งานการศึกษานอกระบบ (สมมติ)",
            name_en=f"Budget bylaw {year}, non-formal education (invented)",
            amount_satang=45_000_000,
            **told,
        ),
        "pilot": actions.add_source(
            kind="grant",
            name_th="ทุนนำร่องเมืองแห่งการเรียนรู้ (สมมติ)",
            name_en="Pilot learning-city grant (invented)",
            organization=fund,
            amount_satang=60_000_000,
            **told,
        ),
        "rooms": actions.add_source(
            kind="in_kind",
            name_th="ห้องเรียนและเครื่องมือของภาคี (สมมติ)",
            name_en="A partner's rooms and tools (invented)",
            organization=partner,
            **told,
        ),
    }
