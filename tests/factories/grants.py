"""A fund, its call, an application, and a grant of it, all through actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from factories.network import OrganizationFactory
from factories.rows import RoleGrantFactory, UserFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.accounts.models import User
from mueang.apps.grants.actions import (
    Asked,
    InstalmentPlan,
    Offer,
    PlannedActivity,
    Receipt,
    add_fund,
    approve_expense,
    enter_expense,
    grant_application,
    open_call,
    receive_instalment,
    release_instalment,
    save_application,
    sign_agreement,
    submit_application,
)
from mueang.apps.grants.models import Application, Call, Expense, Fund, Grant
from mueang.apps.ledger.actions import load_chart
from mueang.apps.network.models import City, Organization
from mueang.apps.plans.actions import move_plan

TODAY = date(2026, 6, 15)
STARTS, ENDS = date(2026, 3, 1), date(2026, 9, 15)
PDF = b"%PDF-1.4 receipt"


@dataclass
class Given:
    """A fund with its officer, and a city with an officer who enters and a manager who approves."""

    fund: Fund
    funder: User
    call: Call
    city: City
    officer: User
    manager: User
    university: Organization


def given(cast: Any) -> Given:
    load_chart()
    organization = OrganizationFactory(city=None, name_th="กองทุนสมมติ")
    holder = RoleGrantFactory(
        user=UserFactory(username="funder"),
        role=Role.FUNDER,
        scope_kind=ScopeKind.ORGANIZATION,
        scope=organization.uuid,
        city=None,
    )
    fund = add_fund(organization=organization, name_th="กองทุนสมมติ", name_en="Invented fund", actor=None)
    call = open_call(
        fund=fund,
        title_th="เมืองที่ไม่ทิ้งใคร",
        purpose="พาเด็กกลับมาเรียน",
        who_may="เทศบาล",
        money_satang=100_000_00,
        most_satang=60_000_00,
        opens_on=date(2026, 1, 1),
        closes_on=date(2026, 12, 31),
        questions=["ทำอะไร", "กับใคร"],
        rubric=[("ถึงคนที่อยู่ไกลที่สุด", 60), ("ทำได้จริง", 40)],
        actor=holder.user,
    )
    university = OrganizationFactory(city=None, name_th="มหาวิทยาลัยสมมติ")
    return Given(fund, holder.user, call, cast.city, cast.officer, cast.manager, university)


def asked(given: Given, **changed: Any) -> Asked:
    plan = [
        PlannedActivity("อบรมครู", STARTS, date(2026, 5, 31), "5110", 20_000_00, (("เปิดรุ่นแรก", date(2026, 4, 1)),)),
        PlannedActivity("ซื้อสื่อ", STARTS, ENDS, "5120", 30_000_00),
    ]
    said = {
        "title": "ครูของเมือง",
        "satang": 50_000_00,
        "answers": {"q1": "อบรมครูชุมชน", "q2": "กับมหาวิทยาลัย"},
        "plan": plan,
        "partners": [given.university],
    }
    return Asked(**{**said, **changed})


def applied(given: Given, **changed: Any) -> Application:
    row = save_application(
        call=given.call, city=given.city, asked=asked(given, **changed), actor=given.officer, today=TODAY
    )
    return submit_application(application=row, actor=given.officer, today=TODAY)


def granted(given: Given, *, satang: int = 50_000_00, title: str = "ครูของเมือง") -> Grant:
    """Signed, its first half received, its work plan agreed."""
    half = satang // 2
    offer = Offer(
        satang,
        STARTS,
        ENDS,
        (InstalmentPlan(half, STARTS), InstalmentPlan(satang - half, date(2026, 6, 1), "รายงานงวดแรก")),
    )
    row = applied(given, title=title)
    grant_application(application=row, offer=offer, words="คะแนนสูงสุด", actor=given.funder)
    grant = sign_agreement(application=row, actor=given.manager)
    for plan in given.city.work_plans.filter(state="draft"):
        move_plan(plan=plan, to="agreed", actor=given.manager, on=STARTS)
    first = grant.instalments.get(number=1)
    release_instalment(instalment=first, on=STARTS, actor=given.funder)
    receive_instalment(instalment=first, on=STARTS + timedelta(days=2), actor=given.officer)
    return grant


def entered(given: Given, grant: Grant, *, satang: int = 1_070_00, paper: bytes = PDF, **changed: Any) -> Expense:
    activity = grant.source.budget_lines.order_by("pk").first().activity
    said = {"words": "ค่าสื่อ", "payee": "ร้านสมมติ", "paid_on": date(2026, 4, 2), "account": "5120"}
    receipt = Receipt(satang=satang, **{**said, **changed})
    return enter_expense(
        grant=grant, activity=activity, receipt=receipt, actor=given.officer, paper=paper, paper_name="receipt.pdf"
    )


def spent(given: Given, grant: Grant, **changed: Any) -> Expense:
    return approve_expense(expense=entered(given, grant, **changed), actor=given.manager)
